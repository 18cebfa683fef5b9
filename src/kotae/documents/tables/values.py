"""What a cell states by itself: an amount, a day or a time, a band, yes or no, nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from kotae.documents.model import Band, Period, YesNo
from kotae.documents.tables.bands import read_band, words
from kotae.documents.tables.numerals import YEARS, Amount, Style, lasts, read_amount
from kotae.text import numbers
from kotae.text.normalise import fold, narrow
from kotae.text.numbers import is_missing
from kotae.text.periods import period, with_parts

Kind = Literal["blank", "missing", "number", "date", "text"]

_MOSTLY = 0.6  # of a cell's characters that must be its date's
_TO = r"\s?(?:[-‐‑–—−~〜～]|から|to)\s?"
_DAY_BEFORE = re.compile(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?{_TO}$")
_DAY_BEHIND = re.compile(rf"{_TO}(\d{{1,2}})日")
_DAY_WITHIN = re.compile(rf"(?<=[a-z.] )\d{{1,2}}{_TO}(\d{{1,2}})\b")
_LONGEST_MONTH = 31  # days
_REMARK = re.compile(r"(?<=\S)\s?[(（][^()（）]+[)）]$")  # "○（要予約）"


@dataclass(frozen=True, slots=True)
class Stated:
    """What one cell states, before its column tells which of it is meant: "2021" is an amount and a year.

    `days` is the first and last day that it names, `undated` a day or month that it names without the year.
    """

    text: str
    missing: bool = False
    amount: Amount | None = None
    days: Period | None = None
    undated: numbers.Date | None = None
    band: Band | None = None
    band_unit: str = ""
    yes_no: YesNo | None = None


def stated(text: str, style: Style) -> Stated:
    """Read one cell.

    Args:
        text: the cell's text.
        style: how its table writes numbers.
    """
    plain = text.strip()
    if is_missing(plain):
        return Stated(plain, missing=True)
    band = read_band(plain, style)
    amount = None if band else read_amount(plain, style)
    days, undated = _days(plain, amount)
    return Stated(
        plain,
        amount=amount,
        days=days,
        undated=undated,
        band=band[0] if band and days is None else None,
        band_unit=band[1] if band else "",
        yes_no=_yes_no().get(fold(plain)) or _yes_no().get(fold(_REMARK.sub("", plain))),
    )


@lru_cache(maxsize=16_384)
def kind_of(text: str, style: Style = "point") -> Kind:
    """Tell what a cell holds, as far as the shape of a table goes: a bare year counts as a date, a band as text."""
    stripped = text.strip()
    if not stripped:
        return "blank"
    if is_missing(stripped):
        return "missing"
    amount = None if read_band(stripped, style) else read_amount(stripped, style)
    year = stripped.isdigit() and amount is not None and 1900 <= amount.number <= 2100
    if amount is not None and not year and not lasts(amount):
        return "number"
    found = numbers.dates(stripped) if len(stripped) <= 24 else []
    covered = sum(date.end - date.start for date in found)
    # Two characters of slack: 期, "頃", "~" beside a date.
    return "date" if found and len(stripped) - covered <= 2 else "text"


def period_in(text: str) -> Period | None:
    """Return the days from the first to the last that a text names, among whatever else it says, or None."""
    plain = narrow(text)
    listed = _dated(plain, with_parts(plain, numbers.dates(plain)))
    spans = [days for date in listed if (days := period(date))]
    return Period(min(first for first, _ in spans), max(last for _, last in spans)) if spans else None


def _dated(text: str, dates: Sequence[numbers.Date]) -> list[numbers.Date]:
    """Return dates, with the ends of ranges that lack what is said once: "4月1日～5月6日", "30 May – 2 June 2024", "3–5 May"."""
    listed: list[numbers.Date] = []
    for place, day in enumerate(dates):
        before = listed[-1] if listed else None
        after = dates[place + 1] if place + 1 < len(dates) else None
        if day.year is None and before and before.year and _ranges(text[before.end : day.start]):
            later = (before.month or 0) > (day.month or 0)
            day = replace(day, year=before.year + later)
        elif day.year is None and after and after.year and _ranges(text[day.end : after.start]):
            day = replace(day, year=after.year - ((day.month or 0) > (after.month or 0)))
        listed.append(day)
        around = [
            _DAY_BEFORE.search(text[before.end if before else 0 : day.start]),
            _DAY_BEHIND.match(text[day.end :]),
            _DAY_WITHIN.search(text[day.start : day.end]),
        ]
        ends = [int(end[1]) for end in around if end] if day.day else []
        listed += [replace(day, day=end) for end in ends if 1 <= end <= _LONGEST_MONTH]
    return listed


def _ranges(between: str) -> bool:
    return re.fullmatch(_TO, between) is not None


def _days(plain: str, amount: Amount | None) -> tuple[Period | None, numbers.Date | None]:
    if amount is not None and plain.isdigit() and amount.number in YEARS:
        return period_in(f"{int(amount.number)}年"), None
    found = numbers.dates(plain)
    said = [*found, *(numbers.year_parts(plain) if found else ())]
    if not found or sum(part.end - part.start for part in said) < _MOSTLY * len(plain):
        return None, None
    undated = found[0] if all(date.year is None for date in found) else None
    return (None if undated else period_in(plain)), undated


@cache
def _yes_no() -> dict[str, YesNo]:
    kinds: Sequence[YesNo] = ("yes", "no", "partly")
    return {
        fold(word): kind for name in ("symbols", "ja", "en") for kind in kinds for word in words(name)["yes_no"][kind]
    }
