"""A table as it is shown: the rows that matter first, groups above them, the cells that were used outlined."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from kotae.documents.model import Cell, Table
from kotae.passages.tables import title
from kotae.text.labels_said_once import once
from kotae.text.language import Language
from kotae.text.readable import amount

# A table with more rows is shown in part: the page itself has the rest.
_MOST_ROWS = 300
_FIRST_ROWS = 4
_DEEPEST = 4  # steps in which rows are set in: those further in would leave no room for their labels


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell: its text, whether it is a number, whether the answer uses it, how many columns it stands over.

    `said` is its amount as who reads the other language writes it, where that differs.
    """

    text: str
    numeric: bool
    used: bool
    columns: int = 1
    said: str = ""


@dataclass(frozen=True, slots=True)
class RowView:
    """A row, or the label over a group of rows (`group`, then without cells); `shown` at once or on demand.

    `depth` is how many steps it is set in below rows that it is a part or a time of, or one of what they total.
    """

    cells: tuple[CellView, ...]
    group: str
    matched: bool
    shown: bool
    depth: int = 0


@dataclass(frozen=True, slots=True)
class TableView:
    """A table: what stands around it, its header, its rows in order; `hidden` rows wait for a click, `cut` are left out.

    `header` has a label for every column, or for several that share it, with how many, and whether numbers stand below it;
    `reader` is the language in which amounts are said too, if they are.
    """

    caption: str
    header: tuple[tuple[str, int, bool], ...]
    columns: int
    rows: tuple[RowView, ...]
    notes: tuple[str, ...]
    count: int
    hidden: int
    cut: int
    reader: Language | None = None


def table_view(
    table: Table,
    matched: Sequence[int],
    used: Sequence[tuple[int, int]],
    *,
    whole: bool = False,
    reader: Language | None = None,
) -> TableView:
    """Return a table as it is shown.

    Args:
        table: the table.
        matched: the rows that were found.
        used: the row and column of each cell that the answer stands on.
        whole: whether all rows are shown at once.
        reader: the language of who reads it, where that is not the table's: amounts are then said in it too.
    """
    cells = frozenset(used)
    wanted = frozenset(matched) | {row for row, _ in cells} or frozenset(range(min(_FIRST_ROWS, len(table.rows))))
    kept = [row for row in range(len(table.rows)) if row < _MOST_ROWS or row in wanted]
    rows: list[RowView] = []
    above = _rows_above(table)
    for label, group in groupby(kept, key=lambda number: _group(table, number, above[number])):
        members = list(group)
        if label:
            rows.append(RowView((), label, False, whole or not wanted.isdisjoint(members)))
        rows.extend(
            RowView(
                _cells(table, number, cells, reader),
                "",
                number in matched,
                whole or number in wanted,
                min(len(above[number]), _DEEPEST),
            )
            for number in members
        )
    return TableView(
        caption=title(table),
        header=_header(table),
        columns=len(table.header),
        rows=tuple(rows),
        notes=tuple(note for note in (*table.notes, table.source) if note),
        count=len(table.rows),
        hidden=sum(not row.shown for row in rows),
        cut=len(table.rows) - len(kept),
        reader=reader,
    )


def _header(table: Table) -> tuple[tuple[str, int, bool], ...]:
    """Return the labels over the columns, one for those that share it; a label over numbers stands where they do."""
    spans = [list(places) for _, places in groupby(range(len(table.header)), key=table.header.__getitem__)]
    return tuple(
        (once(table.header[span[0]]), len(span), len(span) == 1 and _numeric(table, span[0])) for span in spans
    )


def _numeric(table: Table, column: int) -> bool:
    filled = [cell for row in table.rows for cell in row.cells[column : column + 1] if cell.text]
    return 2 * sum(cell.number is not None for cell in filled) > len(filled)


def _cells(
    table: Table, number: int, used: frozenset[tuple[int, int]], reader: Language | None
) -> tuple[CellView, ...]:
    """Return the cells of a row; one that was merged over columns is one cell, not the same one twice."""
    cells = table.rows[number].cells
    merged: list[list[int]] = []
    for place in range(len(cells)):
        if merged and _is_one(table, cells, merged[-1][-1], place):
            merged[-1].append(place)
        else:
            merged.append([place])
    return tuple(
        CellView(
            cells[places[0]].text,
            cells[places[0]].number is not None,
            any((number, place) in used for place in places),
            len(places),
            _said(table, number, places[0], reader) if reader else "",
        )
        for places in merged
    )


def _is_one(table: Table, cells: Sequence[Cell], left: int, right: int) -> bool:
    """Tell whether two cells side by side are one: the second has its text from a merged one, or both are under one label."""
    one, other = cells[left], cells[right]
    if not other.text or one.text != other.text:
        return False
    if other.number is None and table.header[left] == table.header[right] != "":
        return True
    return other.inherited and one.boxes == other.boxes


def _said(table: Table, row: int, column: int, reader: Language) -> str:
    """Return the amount of a cell as a reader writes it; nothing where it holds none, or it reads the same."""
    value = table.rows[row].cells[column].number
    return "" if value is None else amount(value, table.unit_of(row, column), reader)


def _rows_above(table: Table) -> list[tuple[str, ...]]:
    """Return for each row the labels of the rows that it is set in below, the outermost first."""
    paths: set[tuple[str, ...]] = set()  # of each row the labels over it, and its own
    found: list[tuple[str, ...]] = []
    for row in table.rows:
        own = row.cells[table.label].text if table.label < len(row.cells) else ""
        named = tuple(label for place, label in enumerate(row.group) if row.group[: place + 1] in paths)
        if row.parent is not None:
            whole = table.rows[row.parent].cells
            named = (*found[row.parent], whole[table.label].text if table.label < len(whole) else "")
        paths.add((*row.group, own))
        found.append(named)
    return found


def _group(table: Table, number: int, above: Sequence[str]) -> str:
    """Return the labels over a row that neither its own cells nor the rows that it is set in below (`above`) say."""
    row = table.rows[number]
    said = {*above, *(cell.text for cell in row.cells)}
    return " > ".join(label for label in row.group if label and label not in said)
