"""Columns that stand so close that a space seems to part them: words that begin at one place in most lines."""

from collections.abc import Sequence
from itertools import pairwise

from kotae.documents.pdf.columns import columns
from kotae.documents.pdf.layout import Line, line_of
from kotae.documents.pdf.names import is_spread
from kotae.documents.pdf.tolerances import TABLES
from kotae.documents.pdf.words import is_glued, signs_apart, words


def parted_flush(rows: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return the phrases of a table's lines, parted where in most lines of a column a word begins at the same place.

    Args:
        rows: the phrases of each line, from the left.
    """
    cut = [list(row) for row in rows]
    while (more := _parted_once(cut)) is not None:
        cut = more
    return cut


def _parted_once(cut: list[list[Line]]) -> list[list[Line]] | None:
    for x0, x1 in columns(cut).ink:
        inside = [[p for p in row if p.box.x0 < x1 - TABLES.touch and p.box.x1 > x0 + TABLES.touch] for row in cut]
        own = [row for row in inside if row and all(_within(phrase, x0, x1) for phrase in row)]
        at = _edge([[word for phrase in row for word in signs_apart(words(phrase))] for row in own])
        whole = {id(phrase) for row in own for phrase in row}
        parted = [[part for p in row for part in (_parts(p, at) if at and id(p) in whole else [p])] for row in cut]
        if sum(map(len, parted)) > sum(map(len, cut)):
            return parted
    return None


def _within(phrase: Line, x0: float, x1: float) -> bool:
    return phrase.box.x0 > x0 - TABLES.touch and phrase.box.x1 < x1 + TABLES.touch


def _edge(cut: Sequence[Sequence[Line]]) -> float | None:
    """Return where words begin in most lines of a column and none stands across.

    There is more white before them than a space, or they are too many for that to be chance, or each stands behind a sign
    of its own. One sign in all lines is a bullet, and letters of a word that is set out to a width are no words.
    """
    begun = [(a, b) for row in cut for a, b in pairwise(row) if not is_spread((a, b))]
    for at in sorted({round(b.box.x0) for _, b in begun}):
        here = [(a, b) for a, b in begun if abs(b.box.x0 - at) < TABLES.touch]
        crossed = any(w.box.x0 < at - TABLES.touch < w.box.x1 - TABLES.touch for row in cut for w in row)
        many = len(here) >= max(TABLES.flush_rows, TABLES.flush_share * len(cut))
        if not many or crossed:
            continue
        glued = [a.text for a, b in here if is_glued(a, b)]
        if len(set(glued)) >= TABLES.flush_rows:
            return at
        wide = sum(b.box.x0 - a.box.x1 > TABLES.flush_space * a.size for a, b in here)
        every = all(any(abs(word.box.x0 - at) < TABLES.touch for word in row) for row in cut)
        no_chance = every and len(here) >= TABLES.flush_many and 2 * len(glued) < len(here)
        if no_chance or 2 * wide >= len(here):
            return at
    return None


def _parts(phrase: Line, at: float) -> list[Line]:
    sides: list[list[Line]] = [[], []]
    for word in signs_apart(words(phrase)):
        sides[word.box.x0 > at - TABLES.touch].append(word)
    return [
        line_of([g for word in side for g in word.glyphs], phrase.box.page, phrase.upright) for side in sides if side
    ]
