"""Tables written as text, as a reader would have read them."""

from kotae.answers.tables.relation import Relation, relation
from kotae.documents.model import Cell, Table, TableRow
from kotae.text import numbers


def table(text: str, unit: str = "", groups: tuple[str, ...] = (), parents: dict[int, int] | None = None) -> Table:
    """Return the table of lines whose cells are parted by bars, the header first; `parents` are rows' own parents."""
    header, *lines = ([cell.strip() for cell in line.split("|")] for line in text.strip().splitlines())
    rows = tuple(
        TableRow(
            tuple(Cell(cell, numbers.parse_cell(cell), numbers.is_missing(cell)) for cell in cells),
            page=1,
            group=(groups[place],) if groups and groups[place] else (),
            parent=(parents or {}).get(place),
        )
        for place, cells in enumerate(lines)
    )
    return Table(tuple(header), rows, page=1, unit=unit)


def typed(text: str, unit: str = "", groups: tuple[str, ...] = (), parents: dict[int, int] | None = None) -> Relation:
    """Return such a table with its columns typed."""
    return relation(table(text, unit, groups, parents))
