"""Rows of totals with the rows that they add up set in below them, which are what the table is of, and no parts of another."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from kotae.documents.model import Column, TableRow
from kotae.documents.tables.row_roles import is_part, is_rest, plain_label
from kotae.documents.tables.summed_rows import adds_up

_FEWEST = 2  # rows that one row over all others heads


def with_heads(columns: Sequence[Column], rows: Sequence[TableRow], label: int) -> list[TableRow]:
    """Return rows of which those set in below a total are no parts: its name, where it has one, is the label of their group.

    A total is one by its role, or by its numbers: a year over its months, and the one row that all others are set in below.

    Args:
        columns: the table's columns.
        rows: its rows with their roles.
        label: the column that names them.
    """
    members, called = _members(rows, label), _called_parts(rows, label)
    outermost = [place for place, row in enumerate(rows) if row.parent is None and row.role in ("body", "group")]
    found: list[TableRow] = []
    for place, row in enumerate(rows):
        below = [rows[other] for other in members[place] if not called[other]]
        heads = bool(below) and (below[0].parent is None or (outermost == [place] and len(below) >= _FEWEST))
        if row.role == "body" and heads and adds_up(columns, row, below):
            row = replace(row, role="total", of=plain_label(row.cells[label].text))
        found.append(_below(row, rows, found, label) if not called[place] else _in_groups(row, rows, found))
    return found


def _called_parts(rows: Sequence[TableRow], label: int) -> list[bool]:
    """Tell of each row whether it is called a part, or the rest behind one."""
    found: list[bool] = []
    for row in rows:
        name = row.cells[label].text if row.cells else ""
        found.append(is_part(name) or bool(found and found[-1] and is_rest(name)))
    return found


def _members(rows: Sequence[TableRow], label: int) -> dict[int, list[int]]:
    """Return, for each row, those set in below it alone: its parts, and the times of the year that it is."""
    found: dict[int, list[int]] = defaultdict(list)
    heads: dict[tuple[str, ...], int] = {}  # the last row that each path of labels leads to
    for place, row in enumerate(rows):
        if row.parent is not None:
            found[row.parent].append(place)
        elif row.group in heads:
            found[heads[row.group]].append(place)
        heads[*row.group, row.cells[label].text if row.cells else ""] = place
    return found


def _in_groups(row: TableRow, rows: Sequence[TableRow], above: Sequence[TableRow]) -> TableRow:
    """Return a row in the groups of the row that it is a part of.

    Args:
        row: the row.
        rows: all of the table as they were.
        above: those above it as they are now.
    """
    if row.parent is None:
        return row
    added = above[row.parent].group[len(rows[row.parent].group) :]
    return replace(row, group=(*row.group, *added))


def _below(row: TableRow, rows: Sequence[TableRow], above: Sequence[TableRow], label: int) -> TableRow:
    """Return a row that is set in, as no part where it is below a total; `label` is the column that names the rows."""
    row = _in_groups(row, rows, above)
    whole = above[row.parent] if row.parent is not None else row
    if whole is row or whole.role not in ("total", "average"):
        return row
    named = (whole.cells[label].text,) if whole.of else ()
    role = "body" if row.role == "part" else row.role
    return replace(row, group=(*row.group, *named), parent=whole.parent, role=role)
