"""A document's units in reading order as sections: what is shown of a text that has no pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kotae.passages.units import Unit

# A section with more is shown in parts.
_MOST = 40


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading path: the places, among the document's units, of its passages and tables."""

    headings: tuple[str, ...]
    units: tuple[int, ...]


def sections(units: Sequence[Unit]) -> tuple[Section, ...]:
    """Return the sections of a document; a table's rows are left to the table.

    Args:
        units: all units of the document, in order.
    """
    return tuple(_sections(units))


def section_of(found: Sequence[Section], units: Sequence[Unit], place: int) -> int:
    """Return the index of the section that has a unit, or that has the table of a row.

    Args:
        found: the document's sections.
        units: all units of the document, in order.
        place: which of these units.
    """
    while units[place].kind == "row":
        place -= 1  # a table's own unit stands before its rows
    return next(index for index, section in enumerate(found) if place in section.units)


def _sections(units: Sequence[Unit]) -> Iterator[Section]:
    shown = [place for place, unit in enumerate(units) if unit.kind != "row"]
    for headings, group in groupby(shown, key=lambda place: units[place].headings):
        places = tuple(group)
        for start in range(0, len(places), _MOST):
            yield Section(headings, places[start : start + _MOST])
