"""Months, quarters and halves of a year that are named below it: they are times of that year, and no parts of it."""

from collections.abc import Sequence
from dataclasses import replace

from kotae.documents.model import Period, TableRow
from kotae.documents.tables.values import Stated, kind_of, stated
from kotae.text import numbers
from kotae.text.normalise import narrow
from kotae.text.periods import is_fiscal, period

_JAPANESE = "年度"
_JANUARY, _APRIL = 1, 4


def is_below(text: str, over: str) -> bool:
    """Tell whether a label is a month, quarter or half without its year, and the one over it a year and no more."""
    return year_in(over) is not None and (month_in(text) or _quarter(text)) is not None


def with_years(rows: Sequence[TableRow], cells: Sequence[Sequence[Stated]]) -> list[list[Stated]]:
    """Return what cells state, each month, quarter or half with the days that it has in the year that is the label over its row.

    Args:
        rows: the rows of a table.
        cells: what their cells state.
    """
    first: dict[str, int | None] = {}  # for a year, the month that is named first below it
    dated: list[list[Stated]] = []
    for row, values in zip(rows, cells, strict=True):
        over = row.group[-1] if row.group else ""
        year = year_in(over)
        found = []
        for value in values:
            if year is not None and value.days is None and (value.undated or _quarter(value.text)):
                month = month_in(value.text)
                begins = first.setdefault(over, month.month) if month else None
                value = replace(value, days=days_in(value.text, over, year, from_january=begins == _JANUARY))
            found.append(value)
        dated.append(found)
    return dated


def days_in(text: str, over: str, year: numbers.Date, *, from_january: bool) -> Period | None:
    """Return the days of a part of a year; None where it is not said when the year begins.

    In Japan fiscal years begin in April, but for those whose months are told from January on.
    """
    named, month = narrow(over)[year.start : year.end], month_in(text)
    fiscal = is_fiscal(named)
    part = month or (None if fiscal else _quarter(text))
    if part is None or (fiscal and not named.endswith(_JAPANESE)):
        return None
    follows = fiscal and not from_january and (part.month or _APRIL) < _APRIL
    days = period(replace(part, year=(year.year or 0) + follows))
    return Period(*days) if days else None


def year_in(text: str) -> numbers.Date | None:
    """Return the year that a text is, without a month."""
    found = numbers.dates(text) if kind_of(text) == "date" else []
    return found[0] if len(found) == 1 and found[0].year and not found[0].month else None


def month_in(text: str) -> numbers.Date | None:
    """Return the month, or several, that a text is without a year."""
    undated = stated(text, "point").undated
    return undated if undated and undated.month and not undated.day else None


def _quarter(text: str) -> numbers.Date | None:
    """Return the months of a calendar year that a text is a quarter or half of, and says no more."""
    plain = narrow(text).strip()
    parts = numbers.year_parts(plain)
    if len(parts) != 1 or (parts[0].start, parts[0].end) != (0, len(plain)):
        return None
    months = 12 // parts[0].of
    return numbers.Date(None, (parts[0].number - 1) * months + 1, None, 0, 0, parts[0].number * months)
