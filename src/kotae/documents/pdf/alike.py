"""Which rows of a table are set as those below them are: as bold, as large, and as far left or right, or in the middle."""

from collections.abc import Sequence
from statistics import median

from kotae.documents.pdf.divided import Place
from kotae.documents.pdf.layout import Line, hull
from kotae.documents.pdf.tolerances import TABLES, TEXT


def alike_from(places: Sequence[Place], rows: int) -> int | None:
    """Return the first row that nothing sets apart from those below it; None where each is.

    Args:
        places: the cells of a table.
        rows: how many rows they make.
    """
    columns: dict[int, list[Place]] = {}
    for place in places:
        if place.lines and place.slot.column_span == 1:
            columns.setdefault(place.slot.column, []).append(place)
    for row in range(rows - 1):
        told = [
            _as_most(place, below)
            for column in columns.values()
            for place in column
            if place.slot.row == row and (below := [other for other in column if other.slot.row > row])
        ]
        if told and all(told):
            return row
    return None


def _as_most(place: Place, others: Sequence[Place]) -> bool:
    return 2 * sum(_as(place.lines, other.lines) for other in others) >= len(others)


def _as(lines: Sequence[Line], others: Sequence[Line]) -> bool:
    size, other_size = (median(line.size for line in each) for each in (lines, others))
    if lines[0].bold != others[0].bold or abs(size - other_size) > TEXT.same_size * size:
        return False
    box, other = (hull(line.box for line in each) for each in (lines, others))
    middle = (box.x0 + box.x1 - other.x0 - other.x1) / 2
    return min(abs(box.x0 - other.x0), abs(box.x1 - other.x1), abs(middle)) < TABLES.flush * size
