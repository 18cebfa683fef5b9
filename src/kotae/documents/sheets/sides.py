"""Tables that stand side by side without a blank column between them: the names of their columns are said once for each."""

from collections.abc import Sequence
from itertools import chain

from kotae.documents.sheets.model import SheetCell
from kotae.documents.tables.values import kind_of

_MOST_OVER = 4  # rows over the names of columns: titles, labels of the sides
_FEWEST_BELOW = 2  # rows, for what stands below names to be a table
_LOOKED_AT = 100  # rows below the names, which tell what stands in a column
_FEWEST_NAMES = 2  # of a side: a label and what is said of it

_Row = Sequence[SheetCell]
_Cells = tuple[SheetCell, ...]


def sides(rows: Sequence[_Row]) -> list[_Cells]:
    """Return the cells of each table that stands beside others, and rows over or below all of them apart; else all cells.

    Args:
        rows: the cells of a region, row by row.
    """
    whole = [tuple(chain.from_iterable(rows))]
    for place, row in enumerate(rows[: _MOST_OVER + 1]):
        width = _period(row)
        if width and len(rows) - place > _FEWEST_BELOW:
            return _parted(rows, place, row[0].column, width) or whole
    return whole


def _period(row: _Row) -> int:
    """Return how many names of columns are said again and again in a row from its first to its last cell, 0 for none."""
    texts = [cell.text for cell in row]
    first, last = row[0].column, row[-1].column
    if last - first + 1 != len(row) or any(
        cell.column_span > 1 or kind_of(cell.text) not in ("text", "date") for cell in row
    ):
        return 0
    width = texts.index(texts[0], 1) if texts[0] in texts[1:] else 0
    repeated = width >= _FEWEST_NAMES and len(texts) % width == 0 and texts == texts[:width] * (len(texts) // width)
    return width if repeated and len(set(texts[:width])) == width else 0


def _parted(rows: Sequence[_Row], names: int, left: int, width: int) -> list[_Cells]:
    """Return the sides of a region, and what stands over or below all; nothing where they are no tables of their own.

    Args:
        rows: its rows.
        names: the place of the row with the names of columns.
        left: the first column.
        width: the columns of a side.
    """
    count = len(rows[names]) // width
    across = [place for place, row in enumerate(rows) if any(_side(cell, left, width, count) is None for cell in row)]
    top = sum(place < names for place in across)
    end = next((place for place in across if place > names), len(rows))
    if across != [*range(top), *range(end, len(rows))] or end - names <= _FEWEST_BELOW:
        return []
    parts: list[list[SheetCell]] = [[] for _ in range(count)]
    for cell in chain.from_iterable(rows[top:end]):
        side = _side(cell, left, width, count)
        assert side is not None
        parts[side].append(cell)
    if not all(_is_named(part, rows[names][0].row) for part in parts):
        return []
    apart = [tuple(chain.from_iterable(rows[:top])), *map(tuple, parts), tuple(chain.from_iterable(rows[end:]))]
    return [cells for cells in apart if cells]


def _side(cell: SheetCell, left: int, width: int, count: int) -> int | None:
    """Return the side that a cell stands in; None where it reaches over several, or stands beside all."""
    side = (cell.column - left) // width
    inside = cell.column + cell.column_span <= left + (side + 1) * width
    return side if inside and 0 <= side < count else None


def _is_named(cells: Sequence[SheetCell], names: int) -> bool:
    """Tell whether some column of a side names its rows: words or times stand in most of it."""
    columns: dict[int, list[bool]] = {}
    for cell in cells:
        if names < cell.row <= names + _LOOKED_AT:
            columns.setdefault(cell.column, []).append(kind_of(cell.text) in ("text", "date"))
    return any(2 * sum(named) > len(named) for named in columns.values())
