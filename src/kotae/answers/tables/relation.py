"""A table as a relation: which columns hold numbers, dates and names, what their units are, which rows are totals."""

import calendar
import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from kotae.documents.model import Cell, Table, TableRow
from kotae.text import numbers

ColumnKind = Literal["number", "date", "text"]

_MOSTLY = 0.6
_LONG_LABEL = 60  # characters: beyond this a cell is prose and seldom the name of its row
_TOTAL = re.compile(
    r"^[\s(（【]*(?:合\s*計|総\s*計|小\s*計|計|総数|総額|全体|(?:grand |sub-?|overall )?totals?|sum|overall|all)[\s)）】]*$",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"[(（\[［【]([^()（）\[\]［］【】]*)[)）\]］】]")
_CELL_UNIT = re.compile(r"^[△▲−+-]?\s*([$€£¥])?[\d,.]+\s*(\D{1,12})?$")
_UNIT_HEADER = re.compile(r"^(?:単位|units?|unit of measure(?:ment)?)$", re.IGNORECASE)
_YEAR_WORDS = re.compile(
    r"(?:FY|CY|fiscal year|fiscal)?\s*(?:令和|平成|昭和|大正|明治)?\s*(?:元|\d{1,4})\s*(?:年度|年)?|^年度(?= )",
    re.IGNORECASE,
)
_YEARS = range(1850, 2101)
_YEAR_HEADER = re.compile(r"年|西暦|\b(?:year|fy|built|opened|founded|established|launched|since)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its header without unit and year, what its cells hold, their unit, the years that the header names."""

    position: int
    header: str
    name: str
    kind: ColumnKind
    unit: str
    years: frozenset[int]


@dataclass(frozen=True, slots=True)
class Relation:
    """A table whose columns are typed.

    `label` is the column that names the rows, `totals` the rows that add up others, `parts` the rows that are contained
    in another ("うち …", "of which …"), `units` each row's own unit where a column gives it, `dates` for each row and
    column the first and last day that its cell names.
    """

    table: Table
    columns: tuple[Column, ...]
    label: int
    totals: frozenset[int]
    parts: frozenset[int]
    units: tuple[str, ...]
    dates: tuple[tuple[tuple[date, date] | None, ...], ...]

    def name(self, row: int) -> str:
        """Return what a row is called, or an empty text."""
        return self.table.rows[row].cells[self.label].text if self.columns else ""

    def unit(self, row: int, column: int) -> str:
        """Return the unit of a cell."""
        return self.units[row] or self.columns[column].unit

    def year_columns(self) -> list[Column]:
        """Return the columns of numbers whose headers name a year."""
        return [column for column in self.columns if column.kind == "number" and column.years]


def relation(table: Table) -> Relation:
    """Type the columns of a table."""
    dates = tuple(tuple(_cell_date(table, row, column) for column in range(len(table.header))) for row in table.rows)
    columns = tuple(_column(table, position, dates) for position in range(len(table.header)))
    label = _label(table, columns)
    unit_column = next((column.position for column in columns if _UNIT_HEADER.match(column.header.strip())), None)
    return Relation(
        table=table,
        columns=columns,
        label=label,
        totals=frozenset(place for place, row in enumerate(table.rows) if _is_total(row, columns)),
        parts=frozenset(place for place, row in enumerate(table.rows) if row.parent is not None),
        units=tuple(row.cells[unit_column].text if unit_column is not None else "" for row in table.rows),
        dates=dates,
    )


def transposed(typed: Relation) -> Relation | None:
    """Return a table whose rows are years and whose columns are things of one unit with rows for the things.

    None where the table is not of that shape.
    """
    table, label = typed.table, typed.columns[typed.label] if typed.columns else None
    things = [column for column in typed.columns if column.kind == "number"]
    if label is None or label.kind != "date" or len(things) < 2 or len({column.unit for column in things}) > 1:
        return None
    kept = [row for place, row in enumerate(table.rows) if place not in typed.totals]
    rows = tuple(
        TableRow((Cell(thing.header), *(row.cells[thing.position] for row in kept)), table.page) for thing in things
    )
    header = ("", *(row.cells[label.position].text for row in kept))
    return relation(replace(table, header=header, rows=rows, unit=things[0].unit))


def period(day: numbers.Date) -> tuple[date, date] | None:
    """Return the first and last day of a date that may lack its day or month; None where it lacks the year."""
    if day.year is None or not 1 <= day.year <= 9999:
        return None
    first_month, last_month = (day.month, day.month) if day.month else (1, 12)
    last_day = calendar.monthrange(day.year, last_month)[1]
    if day.day and day.month:
        if day.day > last_day:
            return None
        return date(day.year, day.month, day.day), date(day.year, day.month, day.day)
    return date(day.year, first_month, 1), date(day.year, last_month, last_day)


def _column(table: Table, position: int, dates: tuple[tuple[tuple[date, date] | None, ...], ...]) -> Column:
    header = table.header[position]
    cells = [row.cells[position] for row in table.rows]
    kind = _kind(header, cells, [row[position] is not None for row in dates])
    unit = _unit(table, header, cells) if kind == "number" else ""
    years = frozenset(numbers.years(header))
    name = _BRACKETS.sub(" ", header) if kind == "number" else header
    if years:
        name = _YEAR_WORDS.sub(" ", name)
    return Column(position, header, " ".join(name.split()), kind, unit, years)


def _kind(header: str, cells: list[Cell], dated: list[bool]) -> ColumnKind:
    """Tell what a column's cells hold, from the cells that hold anything."""
    filled = [(cell, is_date) for cell, is_date in zip(cells, dated, strict=True) if cell.text and not cell.missing]
    if not filled:
        return "text"
    values = [cell.number for cell, _ in filled if cell.number is not None]
    if len(values) >= _MOSTLY * len(filled):
        plain = all(value in _YEARS for value in values) and not any("," in cell.text for cell, _ in filled)
        return "date" if plain and (_YEAR_HEADER.search(header) or len(values) > 2) else "number"
    return "date" if sum(is_date for _, is_date in filled) >= _MOSTLY * len(filled) else "text"


def _cell_date(table: Table, row: TableRow, position: int) -> tuple[date, date] | None:
    """Return the days that a cell names; a month stands with the year under the same header beside it."""
    header = table.header[position]
    cell = row.cells[position]
    if not cell.text or cell.missing:
        return None
    if cell.number is not None and cell.number in _YEARS and cell.text.strip().isdigit():
        return period(numbers.Date(int(cell.number), None, None, 0, 0))
    beside = [other.text for other, over in zip(row.cells, table.header, strict=True) if over == header and header]
    found = _all_date(cell.text)
    if found and found.year is None and len(beside) > 1:
        year = next((date.year for text in beside for date in numbers.dates(text) if date.year), None)
        found = numbers.Date(year, found.month, found.day, 0, 0)
    return period(found) if found else None


def _all_date(text: str) -> numbers.Date | None:
    """Return the date that a text is, or None where it says more than a date."""
    found = numbers.dates(text)
    if not found or sum(date.end - date.start for date in found) < _MOSTLY * len(text.strip()):
        return None
    return found[0]


def _unit(table: Table, header: str, cells: list[Cell]) -> str:
    """Return the unit of a column of numbers: of its header, its cells or its table."""
    for bracket in reversed(_BRACKETS.findall(header)):
        for part in re.split(r"[、,;；]", bracket):
            if part.strip() and not numbers.dates(part) and len(part) <= 24:
                return str(part).strip()
    behind = Counter(
        (match[2] or match[1] or "").strip() for cell in cells if (match := _CELL_UNIT.match(cell.text.strip()))
    )
    unit, count = behind.most_common(1)[0] if behind else ("", 0)
    return unit if unit and count >= _MOSTLY * sum(behind.values()) else table.unit


def _label(table: Table, columns: tuple[Column, ...]) -> int:
    """Return the column that names the rows: the first whose texts, or else dates, differ from row to row."""
    for kinds in (("text",), ("text", "date")):
        scores = {}
        for column in columns:
            texts = [row.cells[column.position].text for row in table.rows]
            if column.kind not in kinds or not any(texts):
                continue
            own = [text for text, row in zip(texts, table.rows, strict=True) if text and text not in row.group]
            short = sum(len(text) for text in texts) / len(texts) <= _LONG_LABEL
            scores[column.position] = len(set(own)) / len(texts) + 0.3 * short
        best = max(scores, key=lambda position: (round(scores[position], 1), -position), default=None)
        if best is not None and scores[best] >= _MOSTLY:
            return best
    return next((column.position for column in columns if column.kind != "number"), 0)


def _is_total(row: TableRow, columns: tuple[Column, ...]) -> bool:
    texts = {row.cells[column.position].text for column in columns if column.kind != "number"} - {""}
    return any(_TOTAL.match(text) for text in texts)
