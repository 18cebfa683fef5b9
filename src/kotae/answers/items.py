"""Sentences that are items of a list: by the mark that they begin with, or by a word that counts them."""

import re

from kotae.documents.lines.starts import line_start

# Counted in words, as running text does: no line begins a list so.
_COUNTED = re.compile(r"第[一二三四五六七八九]に、?|(?:First|Second|Third|Fourth|Fifth)(?:ly)?, ")


def mark_length(text: str) -> int:
    """Return how many characters of a sentence say that it is an item ("(2) ", "・", "第一に、"); 0 where it is none."""
    start = line_start(text)
    if start is not None and start.item:
        return start.length
    counted = _COUNTED.match(text)
    return counted.end() if counted else 0
