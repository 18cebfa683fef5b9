"""Rows of an RTF table to a raw table: columns are where cells end, in any of its rows."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from kotae.documents.rtf.model import CellShape, Row
from kotae.documents.tables.raw import RawCell, RawTable

_CLOSE = 60  # twips (3 points): edges that are nearer are one; Word draws rows of one table some twips apart
_MOST_EDGES = 400  # of all rows together; where they are more, rows are drawn anyhow, and cells count by their order


def raw_table(rows: Sequence[Row]) -> RawTable:
    """Return the table that rows make, with merged cells in their places.

    Args:
        rows: rows that follow each other.
    """
    edges = _edges(rows)
    cells: list[RawCell] = []
    above: dict[int, int] = {}  # for a column, the place among the cells of the one that may go on downwards
    for number, row in enumerate(rows):
        reached: dict[int, int] = {}
        column = _column(edges, row.left) if edges else 0
        joined: int | None = None  # the place of the cell that the one at its left may go on from
        for shape, cell in zip(_shapes(row), row.cells, strict=True):
            end = max(_column(edges, shape.right), column + 1) if edges else column + 1
            if shape.across == "on" and joined is not None:
                wider = cells[joined]
                cells[joined] = replace(wider, column_span=end - wider.column)
            elif shape.down == "on" and column in above:
                place = above[column]
                cells[place] = replace(cells[place], row_span=number - cells[place].row + 1)
                reached[column], joined = place, None
            else:
                joined = len(cells)
                reached[column] = joined
                cells.append(
                    RawCell(cell.text, number, column, column_span=end - column, header=row.header, line=cell.number)
                )
            column = end
        above = reached
    return RawTable(tuple(cells), 1, merges_known=True)


def _shapes(row: Row) -> tuple[CellShape, ...]:
    """Return a shape for each cell of a row; those that none was given for are as wide as a column."""
    last = row.shapes[-1].right if row.shapes else row.left
    missing = range(1, len(row.cells) - len(row.shapes) + 1)
    return (*row.shapes[: len(row.cells)], *(CellShape(last + 2 * _CLOSE * number) for number in missing))


def _edges(rows: Sequence[Row]) -> list[int]:
    """Return where columns begin and end in twips, from the left; none where they are too many to be columns."""
    seen = sorted({edge for row in rows for edge in (row.left, *(shape.right for shape in _shapes(row)))})
    edges: list[int] = []
    for edge in seen:
        if not edges or edge - edges[-1] > _CLOSE:
            edges.append(edge)
    return edges if len(edges) <= _MOST_EDGES else []


def _column(edges: list[int], edge: int) -> int:
    """Return the number of the column that begins at an edge."""
    return max(0, bisect_left(edges, edge + 1) - 1) if edges else 0
