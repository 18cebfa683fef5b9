"""The days that a date lasts."""

import calendar
from datetime import date

from kotae.text.numbers import Date


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
