"""Tables written as text, as a reader would have read them."""

from kotae.answers.tables.relation import Relation
from kotae.documents.model import Cell, Table, TableRow
from kotae.documents.tables.numerals import style_of
from kotae.documents.tables.typed_rows import typed as typed_rows
from kotae.text import numbers


def table(text: str, unit: str = "", groups: tuple[str, ...] = (), parents: dict[int, int] | None = None) -> Table:
    """Return the table of lines whose cells are parted by bars, the header first; `parents` are rows' own parents."""
    header, *lines = ([cell.strip() for cell in line.split("|")] for line in text.strip().splitlines())
    rows = tuple(
        TableRow(
            tuple(Cell(cell, None, numbers.is_missing(cell)) for cell in cells),
            page=1,
            group=(groups[place],) if groups and groups[place] else (),
            parent=(parents or {}).get(place),
        )
        for place, cells in enumerate(lines)
    )
    read = typed_rows(header, rows, "", unit, style_of(cell for line in lines for cell in line))
    return Table(read.columns, read.rows, page=1, unit=read.unit, label=read.label)


def typed(text: str, unit: str = "", groups: tuple[str, ...] = (), parents: dict[int, int] | None = None) -> Relation:
    """Return such a table as a relation."""
    return Relation(table(text, unit, groups, parents))
