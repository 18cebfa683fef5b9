"""The lists of how lines begin, which are data: starts.*.toml; and of whole lines: wordings.toml."""

import re
from functools import cache
from typing import Any

from kotae.text.lists import read_lists

KANJI = "一二三四五六七八九十"
"""The numerals of numbers up to ninety-nine, written in characters."""


def words(name: str) -> dict[str, Any]:
    """Return the lists of starts.NAME.toml: symbols, ja or en."""
    return read_lists("kotae.documents.lines", f"starts.{name}.toml")


def wordings(name: str) -> dict[str, Any]:
    """Return one of the lists of wordings.toml, by its name."""
    lists: dict[str, Any] = read_lists("kotae.documents.lines", "wordings.toml")[name]
    return lists


@cache
def brackets() -> tuple[str, str]:
    """Return the opening and the closing brackets around captions and notes, as parts of character classes."""
    pairs = words("symbols")["brackets"]["around"]
    return "".join(re.escape(pair[0]) for pair in pairs), "".join(re.escape(pair[1]) for pair in pairs)
