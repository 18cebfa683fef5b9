"""A part of a page: a table or a stretch of text, and how runs of text are kept apart from those that are taken."""

from collections.abc import Iterable
from dataclasses import dataclass

from kotae.documents.model import Box
from kotae.documents.pdf.cells import Filled
from kotae.documents.pdf.layout import Line, hull, in_lines, overlap
from kotae.documents.pdf.row_labels import Place
from kotae.documents.pdf.words import by_place, words

CONTENTS = "contents"
"""The kind of a part that is a table of contents; the other kinds are the layout's names of its classes."""
GRID_OF_CARDS = "cards"
"""The kind of a part whose lines are the texts of cards, each for itself."""


@dataclass(frozen=True, slots=True)
class Part:
    """A table or a stretch of text of one page; `kind` is the layout's class name, "contents" or "cards".

    The lines of a table are those of a title in a box of its own on its upper edge, or beside another table's title. `row`
    says in which row of which column of labels the part stands.
    """

    kind: str
    box: Box
    lines: tuple[Line, ...] = ()
    table: Filled | None = None
    row: Place | None = None


def lined(kind: str, runs: Iterable[Line]) -> Part:
    """Return runs of text as a part, in lines."""
    lines = in_lines(runs)
    return Part(kind, hull(line.box for line in lines), tuple(lines))


def besides(runs: Iterable[Line], taken: Iterable[Line]) -> list[Line]:
    """Return runs but for those taken of them: the very same ones, since comparing them by what they hold takes long."""
    ids = {id(run) for run in taken}
    return [run for run in runs if id(run) not in ids]


def without(runs: Iterable[Line], taken: list[Line]) -> list[Line]:
    """Return runs without the words of which anything was taken: of one with leaders, what they lead to."""
    places = {(glyph.x0, glyph.y0, glyph.text) for line in taken for glyph in line.glyphs}
    kept = []
    for run in runs:
        homes = [int(any((g.x0, g.y0, g.text) in places for g in word.glyphs)) for word in words(run)]
        kept.extend([run] if not any(homes) else [phrase for home, phrase in by_place(run, homes) if not home])
    return kept


def covers(outer: Box, inner: Box) -> bool:
    """Tell whether a box holds more than half of another."""
    shared = overlap(outer.x0, outer.x1, inner.x0, inner.x1) * overlap(outer.y0, outer.y1, inner.y0, inner.y1)
    return shared > 0.5 * area_of(inner)


def area_of(box: Box) -> float:
    """Return how much room a box takes, in square points."""
    return (box.x1 - box.x0) * (box.y1 - box.y0)
