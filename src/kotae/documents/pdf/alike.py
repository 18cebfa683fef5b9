"""Which rows of a table are set as those below them are: as bold, as large, and as far left or right, or in the middle."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from kotae.documents.model import Box
from kotae.documents.pdf.divided import Place
from kotae.documents.pdf.layout import hull
from kotae.documents.pdf.tolerances import TABLES, TEXT


@dataclass(frozen=True, slots=True)
class _Setting:
    """How a cell of a row is set."""

    row: int
    bold: bool
    size: float
    box: Box


def alike_from(places: Sequence[Place], rows: int) -> int | None:
    """Return the first row that nothing sets apart from those below it; None where each is.

    Args:
        places: the cells of a table.
        rows: how many rows they make.
    """
    columns: dict[int, list[_Setting]] = {}
    for place in places:
        if place.lines and place.slot.column_span == 1:
            columns.setdefault(place.slot.column, []).append(_setting(place))
    for row in range(rows - 1):
        told = [
            _as_most(cell, below)
            for column in columns.values()
            for cell in column
            if cell.row == row and (below := [other for other in column if other.row > row])
        ]
        if told and all(told):
            return row
    return None


def _setting(place: Place) -> _Setting:
    lines = place.lines
    size = median(line.size for line in lines)
    return _Setting(place.slot.row, lines[0].bold, size, hull(line.box for line in lines))


def _as_most(cell: _Setting, others: Sequence[_Setting]) -> bool:
    return 2 * sum(_is_alike(cell, other) for other in others) >= len(others)


def _is_alike(cell: _Setting, other: _Setting) -> bool:
    if cell.bold != other.bold or abs(cell.size - other.size) > TEXT.same_size * cell.size:
        return False
    middle = (cell.box.x0 + cell.box.x1 - other.box.x0 - other.box.x1) / 2
    edges = abs(cell.box.x0 - other.box.x0), abs(cell.box.x1 - other.box.x1)
    return min(*edges, abs(middle)) < TABLES.flush * cell.size
