"""Times that the labels of rows say in short, in full: "平成29年", "30", "令和元年", "2" are four years, "2015年", "16" two."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kotae.text.normalise import is_wide, narrow
from kotae.text.numbers import dates

_LAST_NUMBER = re.compile(r"(\d{1,4}|元)(\D*)$")
_SHORT = re.compile(r"['’]?(\d{1,2})\s*(\D*)")
_JANUARY, _YEAR = "1月", "年"  # the months of a year that stand below it
_CENTURY, _MONTHS, _WESTERN = 100, 12, 1000
_MOST_STEP = 20  # years from one row to the next: censuses leave some out, but not where numbers alone are years
_MOST_BESIDE = 6  # characters of a label beside its time ("平均", "年度末", "(r)")


@dataclass(frozen=True, slots=True)
class _Said:
    """A label with a time in full: what stands before its last number, that number, what stands behind it."""

    before: str
    number: int
    behind: str
    is_month: bool


def in_full(labels: Sequence[str]) -> list[str]:
    """Return the labels of rows, from the first, those that only say what is new in a time as the whole time.

    A number alone, or with the sign that is behind the one above, goes on with the time above it; it must be later. What
    says anything else ends that, and blank labels do not.
    """
    full: list[str] = []
    above: _Said | None = None
    for label in labels:
        if label.strip():
            following = _following(label, above) if above else None
            above = following or _said(label)
            label = f"{following.before}{following.number}{following.behind}" if following else label
        full.append(label)
    return full


def is_time(label: str) -> bool:
    """Tell whether a label is a time with its year, and hardly more."""
    return _said(label) is not None


def _said(label: str) -> _Said | None:
    """Return the parts of a label that is a time with its year, and hardly more."""
    plain = plain_label(label)
    found = dates(plain)
    if not any(day.year for day in found) or any(day.day for day in found):
        return None
    beside = len(plain) - sum(day.end - day.start for day in found)
    number = _LAST_NUMBER.search(plain)
    if number is None or beside > _MOST_BESIDE or number.end() < max(day.end for day in found):
        return None
    value = 1 if number[1] == "元" else int(number[1])
    return _Said(plain[: number.start()], value, number[2], any(day.month for day in found))


def _following(label: str, above: _Said) -> _Said | None:
    """Return the time that a short label says behind the one above; None where it is none, or no later one."""
    plain = plain_label(label)
    short = _SHORT.fullmatch(plain)
    if short is None:
        return None
    if short[0] == _JANUARY and above.behind == _YEAR:
        return _Said(f"{above.before}{above.number}{above.behind}", 1, plain[1:], is_month=True)
    if not above.behind.startswith(short[2]):
        return None
    number = int(short[1])
    if above.number >= _WESTERN and not above.is_month:
        number += above.number // _CENTURY * _CENTURY
        number += _CENTURY * (number <= above.number)
    last = _MONTHS if above.is_month else above.number + (_MOST_STEP if above.before or above.behind else 1)
    return replace(above, number=number) if above.number < number <= last else None


def plain_label(label: str) -> str:
    """Return a label with narrow figures, a Japanese one without the spaces that set its parts out."""
    plain = narrow(label).strip()
    return "".join(plain.split()) if any(map(is_wide, plain)) else " ".join(plain.split())
