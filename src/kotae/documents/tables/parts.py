"""Sub-rows: which row a "うち …" or an indented one belongs to."""

from collections.abc import Sequence

from kotae.documents.tables.grid import Grid, GridCell
from kotae.documents.tables.numerals import read_amount
from kotae.documents.tables.results import is_result
from kotae.documents.tables.row_roles import is_part, is_rest, may_be_part, role_of
from kotae.documents.tables.short_dates import is_time
from kotae.documents.tables.times_below import is_below
from kotae.documents.tables.values import Kind


def placed(
    grid: Grid, rows: Sequence[tuple[int, tuple[str, ...]]], kinds: Sequence[Kind]
) -> list[tuple[tuple[str, ...], int | None]]:
    """Return, for each of the rows, the labels of its groups and the index among them of the row that it is a part of.

    A part says so ("うち", "of which") or is indented below its whole, in the same group. A time that is indented below its
    year is no part of it: the year is the label of its group.
    """
    cells = [_label_cell(grid, row, kinds) for row, _ in rows]
    found: list[tuple[tuple[str, ...], int | None]] = []
    below: list[tuple[str, ...]] = []  # for each row, the years of rows that it stands below
    for (_, group), whole, cell in zip(rows, _parents(grid, rows, cells, kinds), cells, strict=True):
        years = below[whole] if whole is not None else ()
        over = cells[whole] if whole is not None else None
        if whole is not None and cell and over and is_below(cell.text, over.text):
            years, whole = (*years, over.text), found[whole][1]
        elif whole is not None and cell and over and is_time(cell.text) and is_time(over.text):
            whole = found[whole][1]  # "令和元年", and below its number "2": spaces put one time below another
        below.append(years)
        found.append(((*group, *years), whole))
    return found


def _parents(
    grid: Grid,
    rows: Sequence[tuple[int, tuple[str, ...]]],
    cells: Sequence[GridCell | None],
    kinds: Sequence[Kind],
) -> list[int | None]:
    """Return, for each of the rows, the index among them of the row that it says to be a part of, or is indented below."""
    found: list[int | None] = []
    marked: list[bool] = []
    last: int | None = None  # of the rows that are not marked as parts
    # By group: the last such row and those over it, which stand further left.
    outer: dict[tuple[str, ...], list[int]] = {}
    for index, cell in enumerate(cells):
        text, indent = (cell.text if cell else ""), _indent_of(cell)
        part = is_part(text) or bool(index and marked[-1] and is_rest(text))
        part = part or (may_be_part(text) and _is_within(grid, rows, marked, kinds))
        whole = last
        if not part:
            around = outer.setdefault(rows[index][1], [])
            while around and (
                _indent_of(cells[around[-1]]) >= indent or _column_of(cells[around[-1]]) > _column_of(cell)
            ):
                around.pop()
            whole = around[-1] if around else None
            around.append(index)
            last = index
        # What is set in is the label of a total or result, as often as a part's.
        sums_up = not part and (role_of(text) is not None or is_result(text))
        found.append(None if sums_up else whole)
        marked.append(part)
    return found


def _is_within(
    grid: Grid, rows: Sequence[tuple[int, tuple[str, ...]]], marked: Sequence[bool], kinds: Sequence[Kind]
) -> bool:
    """Tell whether no number of a row is more than that of the last row above it that is no part.

    Args:
        grid: the body of a table.
        rows: its rows, with their groups.
        marked: for each of the rows above, whether it is a part.
        kinds: what the columns hold.
    """
    whole = next((index for index in range(len(marked) - 1, -1, -1) if not marked[index]), None)
    if whole is None:
        return False
    numeric = [column for column, kind in enumerate(kinds) if kind == "number"]
    both = [[read_amount(grid.text(rows[at][0], column)) for at in (whole, len(marked))] for column in numeric]
    known = [(one.number, part.number) for one, part in both if one and part]
    return bool(known) and all(abs(part) <= abs(one) for one, part in known)


def _indent_of(cell: GridCell | None) -> int:
    return (cell.indent or 0) if cell else 0


def _column_of(cell: GridCell | None) -> int:
    return cell.column if cell else 0


def _label_cell(grid: Grid, row: int, kinds: Sequence[Kind]) -> GridCell | None:
    """Return the cell that names a row: its last own text before the numbers, or its first own one."""
    own = grid.beginning(row)
    before = next((column for column, kind in enumerate(kinds) if kind == "number"), 0)
    named = [column for column in own if column < before and kinds[column] == "text"]
    column = named[-1] if named else own[0] if own else None
    return grid.cell(row, column) if column is not None else None
