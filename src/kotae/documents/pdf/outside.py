"""What stands outside the frame of a drawn table and is part of it: units over its columns, labels left of its rows."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from kotae.documents.model import Box
from kotae.documents.pdf.blocks import has_labels
from kotae.documents.pdf.layout import Line, Region, contains, hull, in_lines, overlap
from kotae.documents.pdf.phrases import phrases
from kotae.documents.pdf.ruled import Grid, Slot
from kotae.documents.pdf.tolerances import TABLES
from kotae.documents.pdf.words import words
from kotae.documents.tables.captions import line_kind
from kotae.documents.tables.columns import unit_alone


def with_outside(grid: Grid, runs: Sequence[Line], regions: Iterable[Region]) -> Grid:
    """Return a grid with the units over its columns as its first row, and the labels on its left as its first column.

    Where every other row is coloured, what stands right above or below in its columns are white rows of it.

    Args:
        grid: what rules draw.
        runs: the page's text.
        regions: what the layout sees on the page.
    """
    return _with_units_above(_with_white_rows(_with_labels_beside(grid, runs, regions), runs), runs)


def _with_white_rows(grid: Grid, runs: Sequence[Line]) -> Grid:
    """Add the rows right above and below that stand in the grid's columns at the pitch of its rows, as headers do above."""
    if not grid.is_table or grid.title:
        return grid
    outside = in_lines(run for run in runs if run.upright and not contains(grid.box, run.box))
    inside = [run for run in runs if contains(grid.box, run.box)]
    height = median(below - above for above, below in pairwise(grid.ys))
    above = _rows_beyond(
        grid, [line for line in reversed(outside) if line.box.y1 <= grid.ys[0] + 1], inside, height, up=True
    )
    below = _rows_beyond(grid, [line for line in outside if line.box.y0 >= grid.ys[-1] - 1], inside, height, up=False)[
        :1
    ]
    for line in above:
        grid = _with_row(grid, line.box.y0 - 1, grid.ys[0], top=True)
    for line in below:
        grid = _with_row(grid, grid.ys[-1], line.box.y1 + 1, top=False)
    return grid


def _rows_beyond(grid: Grid, lines: Sequence[Line], inside: Sequence[Line], height: float, *, up: bool) -> list[Line]:
    """Return the lines beyond an edge, from there on, that are rows: the first at half a row's height from it."""
    found: list[Line] = []
    place, wanted = (grid.ys[0] if up else grid.ys[-1]), height / 2
    for line in lines:
        centre = (line.box.y0 + line.box.y1) / 2
        apart = abs(centre - place)
        near = (
            abs(apart - wanted) <= TABLES.row_pitch * height if not found else apart <= (1 + TABLES.row_pitch) * height
        )
        columns = _in_columns(grid, line, inside)
        wraps = (
            bool(found) and bool(columns) and apart < (1 - TABLES.row_pitch / 2) * height
        )  # a header of several lines
        filled = wraps or len(columns) >= max(2, TABLES.row_filled * (len(grid.xs) - 1))
        if not (near and filled) or _is_about(line) or len(found) == TABLES.most_white_rows:
            break
        found.append(line)
        place = centre
    return found


def _is_about(line: Line) -> bool:
    """Tell whether a line is a caption, note or source, or one with the unit of all on its right."""
    kinds = [line_kind(phrase.text) for phrase in phrases(line)]
    return not {"caption", "note", "source"}.isdisjoint(kinds) or (len(kinds) == 2 and "unit" in kinds)


def _in_columns(grid: Grid, line: Line, inside: Sequence[Line]) -> frozenset[int]:
    """Return the columns that a line has texts in, none where it is not set in columns.

    It is where each phrase keeps within one; or where its words do, and those of each column begin, end or are centred as
    texts of the column do, for the words of two headers may stand as near each other as those of a sentence.
    """
    said = [(phrase, _column(grid, phrase)) for phrase in phrases(line)]
    columns = frozenset(column for _, column in said)
    if len(columns) == len(said) and all(_keeps_within(grid, phrase.box, column) for phrase, column in said):
        return columns
    pieces: dict[int, list[Box]] = {}
    for word in words(line):
        pieces.setdefault(_column(grid, word), []).append(word.box)
    boxes = {column: hull(placed) for column, placed in pieces.items()}
    level = all(
        _keeps_within(grid, box, column) and _is_set_as(grid, column, box, inside) for column, box in boxes.items()
    )
    return frozenset(boxes) if level else frozenset()


def _keeps_within(grid: Grid, box: Box, column: int) -> bool:
    return grid.xs[column] - TABLES.touch <= box.x0 and box.x1 <= grid.xs[column + 1] + TABLES.touch


def _is_set_as(grid: Grid, column: int, box: Box, inside: Sequence[Line]) -> bool:
    """Tell whether a text begins, ends or is centred as another in its column is."""
    others = [phrase.box for run in inside for phrase in phrases(run) if _column(grid, phrase) == column]
    return any(
        min(abs(o.x0 - box.x0), abs(o.x1 - box.x1), abs(o.x0 + o.x1 - box.x0 - box.x1) / 2) <= TABLES.touch
        for o in others
    )


def _with_row(grid: Grid, y0: float, y1: float, *, top: bool) -> Grid:
    """Return a grid with one more row at its top or its bottom."""
    row = 0 if top else len(grid.ys) - 1
    added = tuple(
        Slot(row, column, 1, 1, replace(grid.box, x0=grid.xs[column], y0=y0, x1=grid.xs[column + 1], y1=y1))
        for column in range(len(grid.xs) - 1)
    )
    kept = tuple(replace(slot, row=slot.row + 1) for slot in grid.slots) if top else grid.slots
    box = replace(grid.box, y0=min(y0, grid.box.y0), y1=max(y1, grid.box.y1))
    ys = (y0, *grid.ys) if top else (*grid.ys, y1)
    return replace(grid, box=box, ys=ys, slots=(*added, *kept) if top else (*kept, *added))


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
    return _with_row(grid, min(phrase.box.y0 for phrase in said), grid.box.y0, top=True)


def _is_above(grid: Grid, run: Line) -> bool:
    level = grid.box.y0 - TABLES.units_above * run.size < run.box.y0 and run.box.y1 <= grid.box.y0 + run.size / 2
    return level and grid.box.x0 - run.size < run.box.x0 and run.box.x1 < grid.box.x1 + run.size


def _column(grid: Grid, phrase: Line) -> int:
    middle = (phrase.box.x0 + phrase.box.x1) / 2
    return bisect_right(grid.xs, middle, 1, len(grid.xs) - 1) - 1
