"""A year in one column and its months in the next, or both under one header: the months have the days of that year."""

from collections.abc import Sequence
from dataclasses import replace

from kotae.documents.model import Period
from kotae.documents.tables.times_below import days_in, month_in, year_in
from kotae.documents.tables.values import Stated
from kotae.text import numbers
from kotae.text.lists import read_lists
from kotae.text.normalise import fold
from kotae.text.periods import period

_MOSTLY = 0.6  # of the cells of a column that must be months, or years
_JANUARY, _DECEMBER = 1, 12
_MONTH_HEADERS = frozenset(read_lists("kotae.documents.tables", "headers.toml")["month"])


def with_years_beside(header: Sequence[str], cells: Sequence[Sequence[Stated]]) -> list[list[Stated]]:
    """Return what cells state, each month or day with the year that stands in the same row beside it.

    Args:
        header: the columns' labels.
        cells: what the cells of each row state.
    """
    dated = [_under_one_header(header, row) for row in cells]
    for place in range(1, len(header)):
        years = [year_in(row[place - 1].text) for row in dated]
        named = [_month(row[place], header[place]) for row in dated]
        said = [row[place].text for row in dated if row[place].text and row[place].text != row[place - 1].text]
        if not any(years) or not any(named) or sum(map(bool, named)) < _MOSTLY * len(said):
            continue
        over, first = (
            "",
            dict[str, int](),
        )  # the year, written once for its months or for each; the month it begins with
        for row, month in zip(dated, named, strict=True):
            over = row[place - 1].text or over
            year = year_in(over)
            if month and year and row[place].days is None:
                begins = first.setdefault(over, numbers.dates(month)[0].month or _JANUARY)
                days = days_in(month, over, year, from_january=begins == _JANUARY)
                row[place] = replace(row[place], days=days, amount=None if days else row[place].amount)
    return dated


def _month(cell: Stated, header: str) -> str:
    """Return the month that a cell names without a year; a number names one where the header says so; "" for none."""
    number = cell.amount.number if cell.amount else None
    if number is not None and cell.text.isdecimal() and _JANUARY <= number <= _DECEMBER:
        return f"{number:.0f}月" if fold(header) in _MONTH_HEADERS else ""
    return cell.text if month_in(cell.text) else ""


def _under_one_header(header: Sequence[str], cells: Sequence[Stated]) -> list[Stated]:
    """Give a month or day the year that stands under the same header beside it."""
    dated = []
    for label, cell in zip(header, cells, strict=True):
        beside = [other for other, over in zip(cells, header, strict=True) if over == label and label]
        if cell.undated is not None and len(beside) > 1:
            year = next((date.year for other in beside for date in numbers.dates(other.text) if date.year), None)
            days = period(numbers.Date(year, cell.undated.month, cell.undated.day, 0, 0))
            cell = replace(cell, days=Period(*days) if days else None)
        dated.append(cell)
    return dated
