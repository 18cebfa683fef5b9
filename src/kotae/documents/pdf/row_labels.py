"""Boxes one below the other at the left of a text, each with a label: what stands beside a box is what its label is of."""

from collections.abc import Iterable, Sequence

from kotae.documents.model import Box
from kotae.documents.pdf.layout import contains
from kotae.documents.pdf.ruled import Grid, Slot
from kotae.documents.pdf.tolerances import TEXT

Place = tuple[int, int]
"""Which column of labels, and which of its rows."""


def label_rows(grids: Iterable[Grid], boxes: Sequence[Box]) -> dict[int, Place]:
    """Return in which row of which column of labels some texts of a page stand, by their numbers.

    Each box holds one text, and has others beside it, none of which reaches over the box's upper or lower edge. They are
    wider than the boxes: figures side by side have their captions and sources in boxes, too.

    Args:
        grids: what rules draw on the page.
        boxes: where its texts stand.
    """
    found: dict[int, Place] = {}
    for number, grid in enumerate(grid for grid in grids if len(grid.xs) == 2 and len(grid.slots) > 1):
        rows = [_row(slot, boxes) for slot in grid.slots]
        widest = max((boxes[i].x1 - boxes[i].x0 for row in rows for i in row[1:]), default=0.0)
        if all(rows) and widest > TEXT.wider * (grid.box.x1 - grid.box.x0):
            found |= {i: (number, place) for place, row in enumerate(rows) for i in row}
    return found


def _row(slot: Slot, boxes: Sequence[Box]) -> list[int]:
    inside = [i for i, box in enumerate(boxes) if contains(slot.box, box, 0.0)]
    level = [
        i
        for i, box in enumerate(boxes)
        if box.x0 > slot.box.x1 - 1 and box.y0 > slot.box.y0 - TEXT.edge and box.y1 < slot.box.y1 + TEXT.edge
    ]
    return [*inside, *level] if len(inside) == 1 and level else []
