"""Which names are of bodies: ministries, companies, offices (bodies.toml)."""

import re
from typing import Any

from kotae.text.lists import read_lists

_ACRONYM = re.compile(r"[A-Z][A-Z&.]+")


def is_body(author: str) -> bool:
    """Tell whether an author is a body: its name says so, or is written in capitals."""
    data = _data()
    named = any(word in data["words"] for word in author.split())
    return bool(_ACRONYM.fullmatch(author)) or named or author.endswith(tuple(data["ends"]))


def is_signed(line: str) -> bool:
    """Tell whether a line says nothing but which body or office of one wrote what it stands on, set in spaced letters or not."""
    data, words = _data(), line.split()
    office = (*data["ends"], *data["offices"])
    return bool(words) and (words[-1] in data["words"] or "".join(words).endswith(office))


def _data() -> dict[str, Any]:
    lists: dict[str, Any] = read_lists("kotae.documents.lines", "bodies.toml")["body"]
    return lists
