"""A row over all columns that stands over the header, and is the label of the first section of several: "Group A"."""

from dataclasses import replace

from kotae.documents.tables.grid import Grid, GridCell
from kotae.documents.tables.groups import numbering


def has_first_section(grid: Grid, top: int, body: int) -> bool:
    """Tell whether the last row over the header is called as a later row over all columns is, but for its number or letter.

    Args:
        grid: the table.
        top: its first row of header.
        body: the first row behind the header.
    """
    if not 0 < top < body or not grid.is_full(top - 1):
        return False
    label = grid.text(top - 1, 0)
    later = (grid.text(row, 0) for row in range(body, grid.height) if grid.is_full(row) and grid.begins(row, 0))
    return any(_is_alike(label, other) for other in later)


def with_first_section(grid: Grid, top: int, body: int) -> Grid:
    """Return a table with the row over its header below it, where the body begins."""
    order = [*range(top - 1), *range(top, body), top - 1, *range(body, grid.height)]
    places = {row: place for place, row in enumerate(order)}
    moved: dict[int, GridCell] = {}
    for cell in (cell for row in grid.rows for cell in row if cell is not None):
        moved.setdefault(id(cell), replace(cell, row=places[cell.row]))
    rows = (tuple(moved[id(cell)] if cell is not None else None for cell in grid.rows[row]) for row in order)
    return Grid(tuple(rows), grid.style)


def _is_alike(one: str, other: str) -> bool:
    """Tell whether two labels are numbered in one way, or begin with the same word and go on otherwise."""
    words, others = one.split(), other.split()
    named = len(words) == len(others) > 1 and words[:-1] == others[:-1] and words != others
    return named or (numbering(one) >= 0 and numbering(one) == numbering(other))
