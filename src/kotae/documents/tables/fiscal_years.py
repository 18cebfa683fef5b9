"""Fiscal years among months: the days of "平成12年度計" below its months are those of the months, not of a calendar year."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from kotae.documents.model import Period, TableRow
from kotae.text import numbers
from kotae.text.normalise import narrow
from kotae.text.periods import is_fiscal, japanese_fiscal_year

_JAPANESE = "年度"
_MONTHS = 12
_LONGEST_MONTH = timedelta(days=31)


def with_fiscal_years(rows: Sequence[TableRow], label: int) -> list[TableRow]:
    """Return rows with the days of the fiscal years that the months right above or below them are of.

    Those of a year that is named in Japanese begin in April, where none of the months is outside of that; others have days
    where all their twelve months stand there.

    Args:
        rows: the rows of a table, with what their cells hold.
        label: the column that names them.
    """
    found = list(rows)
    for place, row in enumerate(rows):
        cell = row.cells[label] if row.cells else None
        if cell is None or cell.period is None or _is_month(cell.period) or not is_fiscal(narrow(cell.text)):
            continue
        above, below = (
            _months(rows, places, label) for places in (range(place - 1, -1, -1), range(place + 1, len(rows)))
        )
        heads = place + 1 < len(rows) and rows[place + 1].group[-1:] == (cell.text,)
        days = _days(cell.text, below) if heads else _days(cell.text, above[::-1]) or _from_april(cell.text, below)
        if days is not None:
            cells = [replace(other, value=days) if other is cell else other for other in row.cells]
            found[place] = replace(row, cells=tuple(cells))
    return found


def _months(rows: Sequence[TableRow], places: Sequence[int], label: int) -> list[Period]:
    """Return the months that name the rows at some places, up to the first row that none names, twelve at the most."""
    found: list[Period] = []
    for place in places[:_MONTHS]:
        days = rows[place].cells[label].period
        if days is None or not _is_month(days):
            break
        found.append(days)
    return found


def _days(text: str, months: Sequence[Period]) -> Period | None:
    """Return the days of a fiscal year by its months, in order of time, as far as they are told."""
    found = _from_april(text, months)
    if found is not None or len(months) < _MONTHS:
        return found
    whole = Period(months[0].first, months[-1].last)
    follow = all(later.first - month.last == timedelta(days=1) for month, later in pairwise(months))
    # In Japan a fiscal year is called by the year that it begins in; elsewhere, by either.
    named = {whole.first.year} if _JAPANESE in text else {whole.first.year, whole.last.year}
    return whole if follow and numbers.years(text) <= named else None


def _from_april(text: str, months: Sequence[Period]) -> Period | None:
    """Return the days of a fiscal year that is named in Japanese, where some months are all of it, from April to March."""
    year = min(numbers.years(text), default=None)
    if _JAPANESE not in text or not months or year is None:
        return None
    days = Period(*japanese_fiscal_year(year))
    inside = all(days.first <= month.first and month.last <= days.last for month in months)
    return days if inside else None


def _is_month(days: Period) -> bool:
    return days.last - days.first < _LONGEST_MONTH
