"""Rows that come in twos, as cross tables of surveys have them: how many, and below it what share that is, with one label."""

from dataclasses import replace

from kotae.documents.tables.grid import Grid
from kotae.text.normalise import join_label
from kotae.text.numbers import is_missing

_FEWEST = 2  # pairs, for them to be how the table is made
_SHARES = 0.5  # of the cells that say anything: some hold a sign for what is below half a per cent
_MOSTLY = 0.5  # of the rows are in pairs: totals stand above them


def with_shared_labels(grid: Grid) -> Grid:
    """Give both rows of each pair the label of both: what is beside the share goes on with the label, or is blank."""
    pairs = [row for row in range(grid.height - 1) if _is_pair(grid, row)]
    if len(pairs) < _FEWEST or 2 * len(pairs) < _MOSTLY * grid.height:
        return grid
    places = [list(row) for row in grid.rows]
    for row in pairs:
        above, below = grid.cell(row, 0), grid.cell(row + 1, 0)
        if above is None:
            continue
        lines = [above.text, below.text if below is not None and below is not above else ""]
        boxes = above.boxes if below is None or below is above else (*above.boxes, *below.boxes)
        places[row][0] = places[row + 1][0] = replace(
            above, text=join_label([line for line in lines if line]), boxes=boxes
        )
    return Grid(tuple(tuple(row) for row in places), grid.style)


def _is_pair(grid: Grid, row: int) -> bool:
    counts, shares = (
        [text for column in range(1, grid.width) if (text := grid.text(at, column)) and not is_missing(text)]
        for at in (row, row + 1)
    )
    if not grid.text(row, 0) or not counts or any("%" in text for text in counts):
        return False
    return sum(text.endswith("%") for text in shares) >= max(1, _SHARES * len(shares))
