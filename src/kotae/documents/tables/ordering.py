"""Where cells stand among those of their column, and what times columns are of that only a row of times names."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kotae.documents.model import Cell, Column, Period, TableRow
from kotae.documents.tables.numerals import read_amount
from kotae.documents.tables.values import period_in, stated
from kotae.text import numbers

_MOSTLY = 0.6  # of the filled cells that must begin with a number for a column of texts to be ordered by it
_ROWS_OF_TIMES, _LONGEST_TIME = 3, 24  # a row of times is among the first; characters of a cell that is one
_CLOCK = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{2}(?:\.\d+)?)(?!\d)")
_LEADING = re.compile(r"[$€£¥+]?\s?(-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?)")


def on_scale(cell: Cell, column: Column) -> float | None:
    """Return by what a cell is put in order: its day, its number, or what else its reader found to stand for one."""
    if cell.missing:
        return None
    if cell.period is not None:
        return float(cell.period.first.toordinal())
    return cell.order if cell.number is None or column.kind == "date" else cell.number


def is_ordered(cells: Sequence[Cell], scale: Sequence[float | None]) -> bool:
    """Tell whether most cells of a column that hold anything have a place on a scale."""
    filled = sum(bool(cell.text) and not cell.missing for cell in cells)
    return sum(value is not None for value in scale) >= _MOSTLY * filled


def ordered(columns: Sequence[Column], rows: Sequence[TableRow]) -> list[TableRow]:
    """Give the cells whose value does not say it their place among those of their column.

    In a column of texts only where most cells have one: a label that happens to begin with a number orders nothing.
    """
    orders = [_orders(column, [row.cells[column.position] for row in rows]) for column in columns]
    return [
        replace(row, cells=tuple(_with(cell, order[at]) for cell, order in zip(row.cells, orders, strict=True)))
        for at, row in enumerate(rows)
    ]


def row_periods(columns: Sequence[Column], rows: Sequence[TableRow]) -> list[Period | None]:
    """Return the days that each column is of by the first row that has days in most columns; none where headers say."""
    if not any(column.period for column in columns):
        for row in rows[:_ROWS_OF_TIMES]:
            days = [
                cell.period or period_in(cell.text) if len(cell.text) <= _LONGEST_TIME else None for cell in row.cells
            ]
            if sum(day is not None for day in days) >= max(2, _MOSTLY * (len(days) - 2)):
                return days
    return [None] * len(columns)


def _with(cell: Cell, order: float | None) -> Cell:
    return cell if order is None else replace(cell, order=order)


def _orders(column: Column, cells: Sequence[Cell]) -> list[float | None]:
    """Return the places that the cells of a column have by their text alone."""
    said = [_by_text(cell, column) for cell in cells]
    scale = [on_scale(cell, column) if own is None else own for cell, own in zip(cells, said, strict=True)]
    if column.kind in ("text", "band", "yes_no") and not is_ordered(cells, scale):
        return [None] * len(cells)
    return said


def _by_text(cell: Cell, column: Column) -> float | None:
    if cell.missing or cell.period is not None:
        return None
    if column.kind == "date":
        found = [date for date in numbers.dates(cell.text) if date.month]
        return float(found[0].month or 0) * 31 + (found[0].day or 0) if found else None
    if cell.number is not None:
        return None
    undated = stated(cell.text, "point").undated
    if undated and undated.day:
        return float(undated.month or 0) * 31 + undated.day
    clock = _CLOCK.match(cell.text)
    return int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + float(clock[3]) if clock else _leading(cell.text)


def _leading(text: str) -> float | None:
    amount = read_amount(text)
    match = _LEADING.match(text)
    return amount.number if amount else float(match[1].replace(",", "")) if match else None
