"""Boxes of text side by side, as on slides: what rules draw there is no table."""

from collections.abc import Iterable, Sequence

from kotae.documents.model import Box
from kotae.documents.pdf.layout import Line, Region, contains
from kotae.documents.pdf.ruled import Grid
from kotae.documents.pdf.tolerances import PROSE

_TEXTS = ("text", "list-item", "section-header", "title")


def panels(grid: Grid, runs: Iterable[Line], regions: Sequence[Region]) -> list[Box]:
    """Return the boxes of a grid that hold text of several paragraphs; none where it is a table.

    A table whose cells hold lists has cells besides that name its rows and columns, no fewer than those.

    Args:
        grid: what rules draw.
        runs: the text in it.
        regions: what the layout sees on the page.
    """
    if any(region.kind == "table" and contains(grid.box, region.box) for region in regions):
        return []
    texts = [region.box for region in regions if region.kind in _TEXTS and contains(grid.box, region.box)]
    found = [
        slot.box for slot in grid.slots if sum(contains(slot.box, text, 0.0) for text in texts) >= PROSE.paragraphs
    ]
    kept = list(runs)
    filled = sum(any(contains(slot.box, run.box, 0.0) for run in kept) for slot in grid.slots)
    return found if filled <= 2 * len(found) else []
