"""The lists of how lines begin, which are data: starts.ja.toml, starts.en.toml and starts.symbols.toml."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

KANJI = "一二三四五六七八九十"
"""The numerals of numbers up to ninety-nine, written in characters."""


@cache
def words(name: str) -> dict[str, Any]:
    """Return the lists of starts.NAME.toml: symbols, ja or en."""
    return tomllib.loads((files(__package__) / f"starts.{name}.toml").read_text(encoding="utf-8"))


def either(texts: Iterable[str]) -> str:
    """Return a pattern for any of some texts, the longest first, that holds no group."""
    return "(?:" + "|".join(map(re.escape, sorted(texts, key=len, reverse=True))) + ")"


@cache
def brackets() -> tuple[str, str]:
    """Return the opening and the closing brackets around captions and notes, as parts of character classes."""
    pairs = words("symbols")["brackets"]["around"]
    return "".join(re.escape(pair[0]) for pair in pairs), "".join(re.escape(pair[1]) for pair in pairs)
