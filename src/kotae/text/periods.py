"""The days that a date lasts."""

import calendar
from datetime import date

from kotae.text.numbers import Date


def period(day: Date) -> tuple[date, date] | None:
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
