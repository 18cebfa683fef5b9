"""A typed table as the relation that questions are computed over: its columns, what names a row, which rows count."""

from dataclasses import dataclass, replace
from datetime import date

from kotae.documents.model import Cell, Column, Table, TableRow

__all__ = ["Column", "Relation", "transposed"]


@dataclass(frozen=True, slots=True)
class Relation:
    """A view of a table."""

    table: Table

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns."""
        return self.table.columns

    @property
    def label(self) -> int:
        """The column that names the rows."""
        return self.table.label

    @property
    def totals(self) -> frozenset[int]:
        """The rows that add up others."""
        return frozenset(place for place, row in enumerate(self.table.rows) if row.role == "total")

    @property
    def summaries(self) -> frozenset[int]:
        """The rows that add up or average others."""
        return frozenset(place for place, row in enumerate(self.table.rows) if row.role in ("total", "average"))

    @property
    def parts(self) -> frozenset[int]:
        """The rows that are contained in another ("うち …", "of which …")."""
        return frozenset(place for place, row in enumerate(self.table.rows) if row.parent is not None)

    def days(self, row: int, column: int) -> tuple[date, date] | None:
        """Return the first and last day that a cell names."""
        named = self.table.rows[row].cells[column].period
        return (named.first, named.last) if named else None

    def name(self, row: int) -> str:
        """Return what a row is called, or an empty text."""
        return self.table.rows[row].cells[self.label].text if self.columns else ""

    def unit(self, row: int, column: int) -> str:
        """Return the unit of a cell."""
        return self.table.unit_of(row, column)

    def year_columns(self) -> list[Column]:
        """Return the columns of numbers whose headers name a year."""
        return [column for column in self.columns if column.kind == "number" and column.years]


def transposed(typed: Relation) -> Relation | None:
    """Return a table whose rows are years and whose columns are things of one unit with rows for the things.

    None where the table is not of that shape.
    """
    table, label = typed.table, typed.columns[typed.label] if typed.columns else None
    things = [column for column in typed.columns if column.kind == "number"]
    if label is None or label.kind != "date" or len(things) < 2 or len({column.unit for column in things}) > 1:
        return None
    kept = [row for place, row in enumerate(table.rows) if place not in typed.summaries]
    rows = tuple(
        TableRow((Cell(thing.header), *(row.cells[thing.position] for row in kept)), table.page) for thing in things
    )
    times = (
        Column(place, row.cells[label.position].text, "", "number", things[0].unit, row.cells[label.position].period)
        for place, row in enumerate(kept, 1)
    )
    return Relation(replace(table, columns=(Column(0, ""), *times), rows=rows, unit=things[0].unit, label=0))
