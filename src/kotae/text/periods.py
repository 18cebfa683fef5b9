"""The days that a date lasts."""

import calendar
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from kotae.text.numbers import Date, YearPart, year_parts

_FISCAL = re.compile(r"年度|\bFY ?['’]?\d|\bfiscal\b", re.IGNORECASE)
_APRIL = 4
_BESIDE = re.compile(r"[ 　/・,の]{0,2}(?:of )?[ (（]?", re.IGNORECASE)  # between a year and its quarter or half


def is_fiscal(text: str) -> bool:
    """Tell whether a time is said to be of a fiscal year ("平成12年度", "FY2012", "fiscal 2012")."""
    return _FISCAL.search(text) is not None


def japanese_fiscal_year(year: int) -> tuple[date, date]:
    """Return the first and last day of the fiscal year that is called so in Japan: from April to March."""
    return date(year, _APRIL, 1), date(year + 1, _APRIL, 1) - timedelta(days=1)


def with_parts(text: str, dates: Sequence[Date]) -> list[Date]:
    """Return dates, those of a calendar year as the months of the quarter or half of it that stands beside ("H1 2023").

    A fiscal year's parts are left as they are: where it begins is not said.

    Args:
        text: where the dates stand.
        dates: the dates.
    """
    parts = year_parts(text)
    return [_of_part(text, day, parts) for day in dates]


def _of_part(text: str, day: Date, parts: Sequence[YearPart]) -> Date:
    fiscal = not text[day.start : day.end].rstrip("年").isdigit()
    if day.month or day.year is None or fiscal:
        return day
    for part in parts:
        between = text[day.end : part.start] if day.end <= part.start else text[part.end : day.start]
        if _BESIDE.fullmatch(between):
            months = 12 // part.of
            return replace(day, month=(part.number - 1) * months + 1, until=part.number * months)
    return day


def period(day: Date) -> tuple[date, date] | None:
    """Return the first and last day of a date that may lack its day or month; None where it lacks the year.

    Months go on into the next year where the last comes before the first ("2023年10-3月").
    """
    if day.year is None or not 1 <= day.year <= 9999:
        return None
    first_month, last_month = (day.month, day.until or day.month) if day.month else (1, 12)
    last_year = day.year + (last_month < first_month)
    last_day = calendar.monthrange(last_year, last_month)[1]
    if day.day and day.month:
        if day.day > last_day:
            return None
        return date(day.year, day.month, day.day), date(day.year, day.month, day.day)
    return date(day.year, first_month, 1), date(last_year, last_month, last_day)
