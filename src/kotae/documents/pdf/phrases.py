"""Cutting a table's lines into phrases: words that stand so close that no edge of a column lies between them."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from math import inf

from kotae.documents.lines import marks
from kotae.documents.pdf.layout import Glyph, Line, line_of, together
from kotae.documents.pdf.tolerances import TABLES
from kotae.documents.pdf.words import signs_apart, words
from kotae.text import numbers
from kotae.text.normalise import is_wide

_NOTE_SIGNS = "*＊†‡§¶#"
_NOTE_MARKS = "※*＊"
_LEADERS = frozenset(".…‥・·_-=‐–—─━")
_SIGNS = frozenset("$¥€£+-−△▲")


def phrases(line: Line, walls: Iterable[float] = (), space: float = TABLES.space) -> list[Line]:
    """Cut a line at gaps wider than a space, between two values, and at drawn walls.

    Args:
        line: a line of text of a table.
        walls: where upright rules cross the line, or pieces of level rules meet above or below it.
        space: ems of white that are still a space.
    """
    found: list[list[Line]] = []
    cut = words(line)
    white = space * line.size * (2 if _is_justified(cut) else 1)
    spread = _spread(cut)
    for place, word in enumerate(cut):
        space_of = inf if place in spread else white
        if found and not _parted(found[-1][-1], word, walls, space_of):
            found[-1].append(word)
        else:
            found.append([word])
    return [_joined(phrase) for phrase in found]


def _is_justified(cut: Sequence[Line]) -> bool:
    """Tell whether a line's words are set apart alike, to fill it: a line of a text."""
    gaps = [b.box.x0 - a.box.x1 for a, b in pairwise(cut)]
    return len(gaps) > 3 and max(gaps) < 2 * min(gaps)


def _spread(cut: Sequence[Line]) -> frozenset[int]:
    """Return which words go on with the one before them: letters of one word set out to a width ("支　払　日", "平　均")."""
    found: set[int] = set()
    run: list[int] = []
    for place in range(1, len(cut)):
        gap = _gap(cut, place)
        goes_on = run and _is_letter(cut[place - 1]) and abs(gap - _gap(cut, run[-1])) < TABLES.even * cut[place].size
        run = [*run, place] if goes_on else [place]
        pair = _is_letter(cut[place - 1]) and _is_letter(cut[place])
        if (len(run) > 1 or pair) and gap < TABLES.spread * cut[place].size:
            found.update(run)
    return frozenset(found)


def _gap(cut: Sequence[Line], place: int) -> float:
    return cut[place].box.x0 - cut[place - 1].box.x1


def _is_letter(word: Line) -> bool:
    return len(word.text) == 1 and word.text.isalpha() and is_wide(word.text)


def _parted(before: Line, word: Line, walls: Iterable[float], space: float) -> bool:
    left, right = before.box.x1, word.box.x0
    if any(left - 1 <= wall <= right + 1 for wall in walls):
        return True
    if before.text in _SIGNS and is_value(word.text):
        return False  # a currency sign stands at the column's left edge, its amounts at the right one
    if is_value(before.text) and is_value(word.text):
        return not _groups_thousands(before, word)
    if marks.bullet(before.text) == len(before.text):
        return False
    if is_value(before.text) and word.text[0] in _NOTE_MARKS and len(word.text) > TABLES.call:
        return True  # a remark beside a value
    return right - left > space


def without_leaders(line: Line) -> Line | None:
    """Drop dots and dashes that only lead the eye along a line; None where it is nothing else (a drawn rule)."""
    kept = [glyph for piece in _around_leaders(line) for glyph in piece]
    if len(kept) == len(line.glyphs):
        return line
    return line_of(kept, line.box.page, line.upright) if kept else None


def around_leaders(line: Line) -> list[Line]:
    """Return what stands on either side of dots and dashes that only lead the eye along a line, from the left."""
    pieces = _around_leaders(line)
    if len(pieces) == 1 and len(pieces[0]) == len(line.glyphs):
        return [line]
    return [line_of(piece, line.box.page, line.upright) for piece in pieces]


def _around_leaders(line: Line) -> list[list[Glyph]]:
    pieces: list[list[Glyph]] = [[]]
    for _, group in groupby(line.glyphs, key=lambda glyph: glyph.text):
        run = list(group)
        if run[0].text not in _LEADERS or len(run) < TABLES.leader:
            pieces[-1].extend(run)
        else:
            pieces.append([])
    return [piece for piece in pieces if piece]


@lru_cache(maxsize=4_096)
def is_value(text: str) -> bool:
    """Tell whether a word is a figure of a table rather than a word of a text: digits and no letter, or a dash."""
    plain = text.strip(_NOTE_SIGNS)
    if numbers.is_missing(plain):
        return bool(plain)
    return any(c.isdigit() for c in plain) and not any(c.isalpha() for c in plain) and plain[-1] not in ",;:、"


def _groups_thousands(before: Line, word: Line) -> bool:
    """Tell whether two words are groups of one number's figures, as in "1 234 567"."""
    near = word.box.x0 - before.box.x1 < TABLES.thousands * word.size
    return near and before.text.isdigit() and len(before.text) <= 3 and word.text.isdigit() and len(word.text) == 3


def cut_at(phrase: Line, edges: Sequence[tuple[float, float]]) -> list[Line]:
    """Cut a phrase in the white between columns, where one of its own gaps falls into it.

    Args:
        phrase: a phrase that stands in several columns.
        edges: start and end of the white between two columns, from the left.
    """
    cut = signs_apart(words(phrase))
    found = [[cut[0]]]
    for before, word in pairwise(cut):
        gap = (before.box.x1, word.box.x0)
        if any(max(gap[0], low) < min(gap[1], high) for low, high in edges):
            found.append([word])
        else:
            found[-1].append(word)
    return [_joined(part) for part in found]


def _joined(cut: list[Line]) -> Line:
    return cut[0] if len(cut) == 1 else together(cut)
