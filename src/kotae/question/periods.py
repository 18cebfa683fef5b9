"""The times that a question names: days, ranges of days, and what is before or after a day."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Literal

from kotae.question.model import Grain, Period
from kotae.question.words import any_of, words
from kotae.text import numbers
from kotae.text.language import Language
from kotae.text.periods import period, with_parts

_Side = Literal["since", "after", "until", "before"]

_OPENING = re.compile(r" ?[(（]")
_YEAR_RANGE = re.compile(r"(?<!\d)(?P<a>(?:1[5-9]|20)\d\d) ?[-–—〜～~/] ?(?P<b>(?:1[5-9]|20)\d\d)(?![\d-])")
# "2005-06", "1998/99": a season, or the years from one to the next.
_SEASON = re.compile(r"(?<![\d/-])(?P<a>(?:1[5-9]|20)\d\d)[-–/](?P<b>\d\d)(?![\d/-])")


def periods(text: str, language: Language) -> tuple[Period, ...]:
    """Return the times that a question names, in order; a date without any year last, as it is no time of its own.

    Args:
        text: the question, in the narrow form of every character.
        language: that it is in.
    """
    completed = with_parts(text, _completed(text, _dates(text, language)))
    dated = [(day, *days) for day in completed if (days := _days(text, day, language))]
    result: list[Period] = []
    place = 0
    while place < len(dated):
        day, first, last, grain = dated[place]
        following = dated[place + 1] if place + 1 < len(dated) else None
        if following and _joined(text, day, following[0], language):
            result.append(_between(text, day, first, following, language))
            place += 2
            continue
        result.append(_one_sided(text, Period(day.start, day.end, first, last, grain, stated=False), language))
        place += 1
    undated = [
        Period(
            day.start, day.end, None, None, "day" if day.day else "month", stated=False, month=day.month, day=day.day
        )
        for day in completed
        if day.year is None and day.until is None
    ]
    return (*_met(result), *undated)


def _dates(text: str, language: Language) -> list[numbers.Date]:
    """Return the dates of a question, years that only its words tell from other numbers included."""
    listed = numbers.dates(text)
    for pattern in (_YEAR_RANGE, _SEASON, _early_year(language)):
        for match in pattern.finditer(text):
            named = [(name, int(match[name])) for name in pattern.groupindex]
            if pattern is _SEASON:
                century = named[0][1] // 100 * 100
                named[1] = ("b", century + named[1][1] + 100 * (named[1][1] < named[0][1] % 100))
                if named[1][1] - named[0][1] != 1:
                    continue
            listed = [day for day in listed if day.end <= match.start("a") or day.start >= match.end()]
            listed += [numbers.Date(year, None, None, match.start(name), match.end(name)) for name, year in named]
    return sorted(listed, key=lambda day: day.start)


def _completed(text: str, listed: Sequence[numbers.Date]) -> list[numbers.Date]:
    """Give a month or day without a year the year that stands before it ("2023年4月から6月まで").

    Months in a bracket behind their year are one time with it ("2016年(1月~12月)").
    """
    result: list[numbers.Date] = []
    year = None
    for day in listed:
        if day.year is None and year is not None:
            before = result[-1]
            if before.month is None and _OPENING.fullmatch(text[before.end : day.start]):
                day = replace(day, start=result.pop().start)
            day = replace(day, year=year)
        year = day.year or year
        result.append(day)
    return result


def _days(text: str, day: numbers.Date, language: Language) -> tuple[date, date, Grain] | None:
    """Return the first and last day of a date, or of the ten years of "2010年代" and "the 1990s"."""
    if _decade(language).match(text, day.end) and day.year and day.year % 10 == 0 and not day.month:
        return date(day.year, 1, 1), date(day.year + 9, 12, 31), "decade"
    days = period(day)
    grain: Grain = "range" if day.until else "day" if day.day else "month" if day.month else "year"
    return (*days, grain) if days else None


def _met(listed: list[Period]) -> list[Period]:
    """Make one time of "since A" and "until B" that follow each other."""
    if len(listed) == 2 and {listed[0].last, listed[1].last} != {None} and {listed[0].first, listed[1].first} != {None}:
        since, until = listed if listed[0].last is None else listed[::-1]
        if since.last is None and until.first is None:
            return [Period(listed[0].start, listed[1].end, since.first, until.last, "range", stated=True)]
    return listed


def _joined(text: str, first: numbers.Date, second: numbers.Date, language: Language) -> bool:
    """Tell whether two dates are the ends of one time."""
    data = words(language, "limits")["date_range"]
    between = text[first.end : second.start].strip()
    if language == "ja":
        if between in data["only_before"]:
            return bool(re.match(r"年?度?の間", text[second.end :]))
        return bool(re.fullmatch(f"{any_of('ja', data['joining_before'])}?{any_of('ja', data['joining'])}", between))
    plain = re.sub(
        rf" ?{any_of('en', words('en', 'limits')['date_between']['words'])}$", "", between, flags=re.IGNORECASE
    )
    if plain.lower() in data["only_behind"]:
        opening = data["only_behind"][plain.lower()]
        return bool(re.search(rf"\b{opening} (?:\w+ ){{0,2}}$", text[: first.start], re.IGNORECASE))
    return plain.lower() in [*data["joining"], "/"]


def _between(
    text: str,
    day: numbers.Date,
    begins: date,
    following: tuple[numbers.Date, date, date, Grain],
    language: Language,
) -> Period:
    """Return the time from one date to the next; the earlier is the first, whichever is said first."""
    other, other_first, ends, _ = following
    data = words(language, "limits")
    start, end = day.start, other.end
    if language == "en":
        lead = rf"(?:{any_of('en', data['date_between']['words'])} )?"
        opening = re.search(rf"{any_of('en', data['date_range']['opening'])} {lead}$", text[:start], re.IGNORECASE)
        start = opening.start() if opening else start
    else:
        closing = re.match(any_of("ja", data["date_range"]["closing"]), text[end:])
        end += closing.end() if closing else 0
    if begins > ends:
        mine = period(day)
        begins, ends = other_first, (mine or (begins, ends))[1]
    return Period(start, end, begins, ends, "range", stated=True)


def _one_sided(text: str, named: Period, language: Language) -> Period:
    for side, pattern in _sides(language):
        match = pattern.search(text[: named.start]) if language == "en" else pattern.match(text[named.end :])
        if match:
            start, end = (match.start(), 0) if language == "en" else (named.start, match.end())
            return _sided(side, named, start, named.end + end)
    return named


def _sided(side: _Side, named: Period, start: int, end: int) -> Period:
    assert named.first is not None
    assert named.last is not None
    day = timedelta(days=1)
    first, last = {
        "since": (named.first, None),
        "after": (named.last + day, None),
        "until": (None, named.last),
        "before": (None, named.first - day),
    }[side]
    return Period(start, end, first, last, named.grain, stated=True)


@cache
def _early_year(language: Language) -> re.Pattern[str]:
    """Return the pattern of a year that only the word before it tells from other numbers."""
    behind = words(language, "limits")["years"]["behind"]
    return re.compile(
        rf"{any_of(language, behind)} (?P<a>1[5-8]\d\d)(?![\d,.]\d|\d)" if behind else "(?!)", re.IGNORECASE
    )


@cache
def _decade(language: Language) -> re.Pattern[str]:
    """Return the pattern of what makes ten years of a year before it."""
    return re.compile(words(language, "limits")["years"]["decade"])


@cache
def _sides(language: Language) -> tuple[tuple[_Side, re.Pattern[str]], ...]:
    data = words(language, "limits")
    patterns = []
    for entry in data["date"]:
        listed = any_of(language, entry["words"])
        if language == "en":
            lead = rf"(?:{any_of('en', data['date_between']['words'])} )?"
            patterns.append((entry["side"], re.compile(rf"(?<!no ){listed} {lead}$", re.IGNORECASE)))
        else:
            barred = "".join(f"(?!{one})" for one in entry.get("unless", ()))
            patterns.append((entry["side"], re.compile(barred + listed)))
    return tuple(patterns)
