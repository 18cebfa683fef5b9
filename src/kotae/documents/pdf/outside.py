"""What stands outside the frame of a drawn table and is part of it: units over its columns, labels left of its rows."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from kotae.documents.model import Box
from kotae.documents.pdf.blocks import has_labels
from kotae.documents.pdf.layout import Line, Region, contains, in_lines, overlap
from kotae.documents.pdf.phrases import phrases
from kotae.documents.pdf.ruled import Grid, Slot
from kotae.documents.pdf.tolerances import TABLES
from kotae.documents.tables.columns import unit_alone


def with_outside(grid: Grid, runs: Sequence[Line], regions: Iterable[Region]) -> Grid:
    """Return a grid with the units over its columns as its first row, and the labels on its left as its first column.

    Args:
        grid: what rules draw.
        runs: the page's text.
        regions: what the layout sees on the page.
    """
    return _with_units_above(_with_labels_beside(grid, runs, regions), runs)


def _with_labels_beside(grid: Grid, runs: Sequence[Line], regions: Iterable[Region]) -> Grid:
    """Add what the layout takes for part of the table and stands on the left of a frame without labels, level with it."""
    table = next((r.box for r in regions if r.kind == "table" and overlap(r.box.y0, r.box.y1, *_rise(grid)) > 0), None)
    if table is None or table.x0 > grid.box.x0 or has_labels([run for run in runs if contains(grid.box, run.box)]):
        return grid
    labels = [run for run in runs if contains(table, run.box) and run.box.x1 < grid.box.x0 + run.size / 2]
    if len(labels) < TABLES.fewest_labels or not all(overlap(run.box.y0, run.box.y1, *_rise(grid)) for run in labels):
        return grid
    x0 = min(run.box.x0 for run in labels)
    column = tuple(
        Slot(row, 0, 1, 1, Box(grid.box.page, x0, above, grid.box.x0, below))
        for row, (above, below) in enumerate(pairwise(grid.ys))
    )
    slots = sorted(
        (*column, *(replace(slot, column=slot.column + 1) for slot in grid.slots)), key=lambda s: (s.row, s.column)
    )
    return replace(grid, box=replace(grid.box, x0=x0), xs=(x0, *grid.xs), slots=tuple(slots))


def _rise(grid: Grid) -> tuple[float, float]:
    return grid.box.y0, grid.box.y1


def _with_units_above(grid: Grid, runs: Sequence[Line]) -> Grid:
    """Add the line right above a frame, where that says the units of several of its columns."""
    near = [run for run in runs if _is_above(grid, run)]
    said = [phrase for line in in_lines(near) for phrase in phrases(line)]
    columns = {_column(grid, phrase) for phrase in said}
    if len(said) < 2 or len(columns) < len(said) or not all(unit_alone(phrase.text) for phrase in said):
        return grid
    top, edge = min(phrase.box.y0 for phrase in said), grid.box.y0
    row = tuple(
        Slot(0, column, 1, 1, replace(grid.box, x0=grid.xs[column], y0=top, x1=grid.xs[column + 1], y1=edge))
        for column in range(len(grid.xs) - 1)
    )
    below = tuple(replace(slot, row=slot.row + 1) for slot in grid.slots)
    box = replace(grid.box, y0=top)
    return replace(grid, box=box, ys=(top, *grid.ys), slots=(*row, *below))


def _is_above(grid: Grid, run: Line) -> bool:
    level = grid.box.y0 - TABLES.units_above * run.size < run.box.y0 and run.box.y1 <= grid.box.y0 + run.size / 2
    return level and grid.box.x0 - run.size < run.box.x0 and run.box.x1 < grid.box.x1 + run.size


def _column(grid: Grid, phrase: Line) -> int:
    middle = (phrase.box.x0 + phrase.box.x1) / 2
    return bisect_right(grid.xs, middle, 1, len(grid.xs) - 1) - 1
