"""A typed table as formulas see it: which rows count, what each cell is called, what it measures, where words stand."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from kotae.documents.model import Cell, Column, Period, Table, TableRow
from kotae.documents.tables.ordering import is_ordered, on_scale
from kotae.text import tokens
from kotae.text.language import Language, detect
from kotae.text.normalise import fold

Sort = Literal["number", "date", "text", "yes_no", "band", "order"]
Place = tuple[int, int]

_MOSTLY = 0.6  # of the rows that must have a number for a column to count or rank them
_PARTS = re.compile(r"\s*(?:[\n/;・、]|,(?!\d{3})| & | and )\s*")
_NAMES = 20  # rows whose names tell a table's language
_DETAIL = re.compile(r"\s*[(（][^()（）]*[)）]\s*")


@dataclass(frozen=True, slots=True)
class ColumnView:
    """One column: what it is, the terms of its header without unit and time, and by row its text, its terms, its number.

    `sort` is the column's kind, "order" for one that only counts the rows or ranks them. `scale` are the numbers by which
    rows can be put in order: amounts, days, the numbers that texts begin with; None where a cell has none.
    """

    place: int
    column: Column
    sort: Sort
    header: tuple[str, ...]
    keys: tuple[str, ...]
    terms: tuple[tuple[str, ...], ...]
    scale: tuple[float | None, ...]

    @property
    def ordered(self) -> bool:
        """Whether rows can be put in order by it."""
        return any(value is not None for value in self.scale)

    def known(self, rows: Iterable[int]) -> list[tuple[float, int]]:
        """Return the numbers that some rows have, each with its row."""
        return [(value, row) for row in rows if (value := self.scale[row]) is not None]


@dataclass(frozen=True, slots=True)
class View:
    """A table with what formulas need of it; rows are numbered as in the table.

    `body` are the rows that count: no totals and averages, no parts of another row. `holding` tells for a term the cells
    whose text has it, `times` for each column the days that it is of, by its header or by a row of times, `language` that of
    the headers and of the names of the first rows. `origins` tell, in a view that was turned, where cells stand in the
    document's table, and `drawn` is that table. `layered` tells that headers stand over headers, or rows are set in below rows.
    """

    table: Table
    columns: tuple[ColumnView, ...]
    body: tuple[int, ...]
    holding: dict[str, frozenset[Place]]
    times: tuple[Period | None, ...]
    language: Language
    origins: Mapping[Place, Place] | None = None
    drawn: Table | None = None
    layered: bool = False

    @property
    def source(self) -> Table:
        """The table as the document has it."""
        return self.drawn or self.table

    @property
    def label(self) -> int:
        """The column that names the rows."""
        return self.table.label

    def cell(self, place: Place) -> Cell:
        """Return a cell."""
        return self.table.rows[place[0]].cells[place[1]]

    def scale(self, place: Place) -> float | None:
        """Return the number by which a cell's row can be put in order; None where it has none."""
        return self.columns[place[1]].scale[place[0]]

    def unit(self, place: Place) -> str:
        """Return the unit of the amount in a cell."""
        return self.table.unit_of(*place)

    def origin(self, place: Place) -> Place | None:
        """Return where a cell stands in the document's table; None for one that is no cell there."""
        return place if self.origins is None else self.origins.get(place)

    def group(self, row: int) -> str:
        """Return the labels that stand over a row, as one text."""
        return " ".join(self.table.rows[row].group)


def view(table: Table) -> View:
    """Return the view of a table."""
    columns = tuple(_column(table, column) for column in table.columns)
    body = tuple(place for place, row in enumerate(table.rows) if row.role == "body" and row.parent is None)
    holding: dict[str, set[Place]] = defaultdict(set)
    for column in columns:
        for row, terms in enumerate(column.terms):
            for term in terms:
                holding[term].add((row, column.place))
    body = body or tuple(range(len(table.rows)))
    held = {term: frozenset(places) for term, places in holding.items()}
    times = tuple(column.period or column.row_period for column in table.columns)
    names = (row.cells[table.label].text for row in table.rows[:_NAMES] if table.label < len(row.cells))
    language = detect(" ".join([*table.header, *names]))
    return View(table, columns, body, held, times, language, layered=_is_layered(table))


@lru_cache(maxsize=32)
def said_terms(table: Table) -> frozenset[str]:
    """Return all terms of a table's cells, and the months of days that a cell names with what stands beside it.

    Dates and amounts are among them in the form that both languages share.
    """
    cells = [cell for row in table.rows for cell in row.cells]
    days = {cell.period for cell in cells if cell.period}
    months = (f"={day.first:%Y-%m}" for day in days if day.first.replace(day=1) == day.last.replace(day=1))
    return frozenset(term for text in {cell.text for cell in cells} for term in tokens.terms(text)).union(months)


def _is_layered(table: Table) -> bool:
    """Tell whether a table has rows that stand below others, or most of its columns of numbers share an upper header."""
    names = {row.cells[table.label].text for row in table.rows if table.label < len(row.cells)}
    if any(row.parent is not None or not names.isdisjoint(row.group) for row in table.rows):
        return True
    headers = [column.header.split() for column in table.columns if column.kind == "number"]
    beside = [
        min(len(one), len(next_one)) > 1 and one[0] == next_one[0] for one, next_one in itertools.pairwise(headers)
    ]
    return len(headers) > 2 and any(beside) and 2 * sum(beside) >= len(beside)


def turned(table: Table) -> View | None:
    """Return a view whose rows are the columns of a table, where its rows are times and its columns things of one unit.

    None where the table is not of that shape.
    """
    label = table.columns[table.label] if table.columns else None
    things = [column for column in table.columns if column.kind == "number"]
    if label is None or label.kind != "date" or len(things) < 2 or len({column.unit for column in things}) > 1:
        return None
    kept = [place for place, row in enumerate(table.rows) if row.role not in ("total", "average")]
    rows: list[TableRow] = []
    origins: dict[Place, Place] = {}
    for number, thing in enumerate(things):
        cells = (Cell(thing.name), *(table.rows[row].cells[thing.position] for row in kept))
        rows.append(TableRow(cells, table.page, role=thing.role))
        origins |= {(number, column): (row, thing.position) for column, row in enumerate(kept, 1)}
    unit = things[0].unit
    times = (
        Column(number, cell.text, "", "number", unit, cell.period)
        for number, cell in enumerate((table.rows[row].cells[label.position] for row in kept), 1)
    )
    whole = replace(table, columns=(Column(0, ""), *times), rows=tuple(rows), unit=unit, label=0)
    return replace(view(whole), origins=origins, drawn=table)


def terms_of(text: str) -> tuple[str, ...]:
    """Return the terms of a text in order: of a word with parts its parts, no values that dates and amounts share."""
    found = [token for token in tokens.tokenize(text) if token.kind != "value"]
    return tuple(found[place].term for place in finest([(token.start, token.end) for token in found]))


def finest(spans: Sequence[tuple[int, int]]) -> list[int]:
    """Return which of some spans, sorted by their starts, have no other within."""
    ends_after = [(start, -end) for start, end in spans]
    order = sorted(range(len(spans)), key=lambda place: ends_after[place])
    kept = []
    for count, place in enumerate(order):
        following = order[count + 1] if count + 1 < len(order) else None
        if following is None or not (spans[following][0] < spans[place][1] and spans[following][1] <= spans[place][1]):
            kept.append(place)
    return kept


def parts(text: str) -> tuple[str, ...]:
    """Return the parts of a cell that lists several things; the whole where it lists none."""
    bare = _DETAIL.sub(" ", text).strip()
    found = tuple(part for part in _PARTS.split(bare) if part)
    return found if len(found) > 1 else (bare or text,)


def _column(table: Table, column: Column) -> ColumnView:
    cells = [row.cells[column.position] for row in table.rows]
    scale = tuple(on_scale(cell, column) for cell in cells)
    if column.kind in ("text", "band", "yes_no") and not is_ordered(cells, scale):
        scale = (None,) * len(cells)
    of_table = column.position == table.label and column.period is not None  # "March 2001" over the names of rows
    return ColumnView(
        column.position,
        column,
        "order" if _orders(column, scale) else column.kind,
        terms_of(column.name) or (() if of_table else terms_of(column.header)),
        tuple(fold(cell.text) for cell in cells),
        tuple(terms_of(cell.text) for cell in cells),
        scale,
    )


def _orders(column: Column, scale: Sequence[float | None]) -> bool:
    """Tell whether numbers only count the rows, up or down, or give them places that several may share."""
    if column.kind != "number" or column.unit not in ("", "st", "nd", "rd", "th", "位") or len(scale) < 3:
        return False
    values = [value for value in scale if value is not None]
    if len(values) < _MOSTLY * len(scale) or any(value % 1 for value in values):
        return False
    steps = [after - before for before, after in itertools.pairwise(values)]
    counted = bool(steps) and (all(step == 1 for step in steps) or all(step == -1 for step in steps))
    ranked = values[:1] == [1.0] and all(step in (0, 1, 2, 3) for step in steps) and values[-1] <= len(scale)
    return counted or ranked
