"""The word lists of the two languages (ja/*.toml, en/*.toml), and the patterns that their entries are."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from kotae.text.language import Language

LANGUAGES: tuple[Language, ...] = ("ja", "en")
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


@cache
def words(language: Language, name: str) -> dict[str, Any]:
    """Return one file of word lists of a language."""
    return tomllib.loads((files(__package__) / language / f"{name}.toml").read_text(encoding="utf-8"))


def pattern(language: Language, entry: Mapping[str, Any], lists: Mapping[str, str]) -> re.Pattern[str]:
    """Return what an entry matches: any of its `words` as they are written, or any of its `patterns`.

    English words are matched whole, in any case. "{name}" in a pattern stands for the list of that name.

    Args:
        language: the language of the entry.
        entry: with `words`, `patterns` or both.
        lists: what the placeholders stand for, as patterns.
    """
    parts = [any_of(language, entry["words"])] if entry.get("words") else []
    parts += [_PLACEHOLDER.sub(lambda name: lists[name[1]], text) for text in entry.get("patterns", ())]
    return re.compile("|".join(parts), re.IGNORECASE if language == "en" else 0)


def any_of(language: Language, listed: Iterable[str]) -> str:
    """Return a pattern of some words, the longest first; English ones are matched whole, over any space."""
    longest = sorted(set(listed), key=lambda word: (-len(word), word))
    if language == "ja":
        return f"(?:{'|'.join(map(re.escape, longest))})"
    return rf"(?<![\w'])(?:{'|'.join(re.escape(word).replace(chr(92) + ' ', '[ -]') for word in longest)})(?!\w)"


@cache
def patterns(language: Language, name: str) -> dict[str, re.Pattern[str]]:
    """Return the named patterns of one file of a language; "{kind}" in them is any of the words of `kinds`.

    English ones match in any case, but for those marked `cased`.
    """
    data = words(language, name)
    lists: dict[str, str] = {"kind": any_of(language, [word for kind in data["kinds"].values() for word in kind])}
    for key, listed in data["lists"].items():
        lists[key] = _PLACEHOLDER.sub(lambda inner: lists[inner[1]], listed)
    return {
        key: re.compile(
            _PLACEHOLDER.sub(lambda inner: lists[inner[1]], entry["pattern"]),
            re.IGNORECASE if language == "en" and not entry.get("cased") else 0,
        )
        for key, entry in data["patterns"].items()
    }
