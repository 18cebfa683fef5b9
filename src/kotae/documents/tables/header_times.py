"""Times over columns that say what is new alone ("平成29年", "30", "令和元年", "2"), in full."""

from dataclasses import replace

from kotae.documents.tables.grid import Grid, GridCell
from kotae.documents.tables.short_dates import in_full

_LEADING = 3  # rows that may name columns


def with_times_over_columns(grid: Grid) -> Grid:
    """Return a grid whose first rows say the times of its columns in full; the first column names rows, and is left as it is."""
    changed: dict[int, GridCell] = {}
    for row in range(min(_LEADING, grid.height - 1)):
        columns = [column for column in grid.beginning(row) if column]
        texts = [grid.text(row, column) for column in columns]
        for column, text, full in zip(columns, texts, in_full(texts), strict=True):
            cell = grid.cell(row, column)
            if cell is not None and full != text:
                changed[id(cell)] = replace(cell, text=full)
    if not changed:
        return grid
    rows = (tuple(changed.get(id(cell), cell) if cell is not None else None for cell in row) for row in grid.rows)
    return Grid(tuple(rows), grid.style)
