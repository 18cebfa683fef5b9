"""Columns that stand so close that a space seems to part them: words that begin at one place in most lines."""

from collections.abc import Sequence
from itertools import pairwise

from kotae.documents.pdf.columns import columns
from kotae.documents.pdf.layout import Line, line_of
from kotae.documents.pdf.tolerances import TABLES
from kotae.documents.pdf.words import words


def parted_flush(rows: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return the pieces of a table's lines, parted where in most lines of a column a word begins at the same place.

    Args:
        rows: the pieces of each line, from the left.
    """
    cut = [list(row) for row in rows]
    for x0, x1 in columns(cut).ink:
        inside = [[p for p in row if p.box.x0 < x1 - TABLES.touch and p.box.x1 > x0 + TABLES.touch] for row in cut]
        own = [row for row in inside if row and all(_within(piece, x0, x1) for piece in row)]
        at = _edge([[word for piece in row for word in words(piece)] for row in own])
        if at is not None:
            whole = {id(piece) for row in own for piece in row}
            cut = [[part for p in row for part in (_parts(p, at) if id(p) in whole else [p])] for row in cut]
    return cut


def _within(piece: Line, x0: float, x1: float) -> bool:
    return piece.box.x0 > x0 - TABLES.touch and piece.box.x1 < x1 + TABLES.touch


def _edge(cut: Sequence[Sequence[Line]]) -> float | None:
    """Return where words begin in most lines of a column, none stands across, and more white than a space is before."""
    begun = [(b.box.x0, b.box.x0 - a.box.x1 > TABLES.flush_space * a.size) for row in cut for a, b in pairwise(row)]
    for at in sorted({round(x) for x, _ in begun}):
        here = [wide for x, wide in begun if abs(x - at) < TABLES.touch]
        crossed = any(w.box.x0 < at - TABLES.touch < w.box.x1 - TABLES.touch for row in cut for w in row)
        many = len(here) >= max(TABLES.flush_rows, TABLES.flush_share * len(cut))
        if many and not crossed and 2 * sum(here) >= len(here):
            return at
    return None


def _parts(piece: Line, at: float) -> list[Line]:
    sides: list[list[Line]] = [[], []]
    for word in words(piece):
        sides[word.box.x0 > at - TABLES.touch].append(word)
    return [line_of([g for word in side for g in word.glyphs], piece.box.page, piece.upright) for side in sides if side]
