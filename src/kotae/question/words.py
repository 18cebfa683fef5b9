"""The word lists of the two languages (ja/*.toml, en/*.toml), and the patterns that their entries are."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from kotae.text.language import Language
from kotae.text.lists import either, read_lists

LANGUAGES: tuple[Language, ...] = ("ja", "en")
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


def words(language: Language, name: str) -> dict[str, Any]:
    """Return one file of word lists of a language."""
    return read_lists("kotae.question", f"{language}/{name}.toml")


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
    if language == "ja":
        return either(listed)
    return r"(?<![\w'])" + either(listed).replace("\\ ", "[ -]") + r"(?!\w)"


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
