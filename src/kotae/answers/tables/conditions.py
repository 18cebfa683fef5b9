"""What a question says that values must be: more than 500, at least 3 km, before April 2023, from 2020 to 2022."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from kotae.answers.tables.engine import Comparison
from kotae.text import numbers
from kotae.text.periods import period

_SCALE = r"[千万億兆百十]|(?:thousand|million|billion|trillion|bn|mn|k)(?![a-z])"
_QUANTITY = rf"(?P<q>[$€£¥]?\d(?:[\d,.]|{_SCALE}| (?=thousand|million|billion|trillion))*)"
_NO_UNIT = r"(?!(?:and|or|to|in|of|at|for|is|was|are|were|the|by|on|as|with|from|per)\b)"
_UNIT = rf"(?P<u> ?(?:[%％‰]|{_NO_UNIT}[A-Za-zμ²³°/]+[23]?|[ァ-ヶー]+|[一-龠]{{1,3}}))?"
_AFTER_JA: tuple[tuple[Comparison, str], ...] = (
    (">=", "以上"),
    ("<=", "以下|以内|まで(?!の)"),
    ("<", "未満|を下回|に満たな|に達しな|に届かな|より(?:も)?(?:少な|小さ|低|短|狭|軽|安|下)|を切"),
    (">", "超|を?越え|を上回|より(?:も)?(?:多|大き|高|長|広|重|上|深|速)|オーバー"),
)
_BEFORE_EN: tuple[tuple[Comparison, str], ...] = (
    (">=", r"reach(?:es|ed|ing)?|at least|no (?:less|fewer) than|not (?:less|fewer) than|a minimum of|minimum of"),
    ("<=", r"equal to or (?:below|under|less than)|at most|no more than|not more than|up to|a maximum of|maximum of"),
    ("<", r"under|below|(?:less|fewer|lower|shorter|smaller|lighter|cheaper|narrower) than|short of"),
    (
        ">",
        r"over|above|(?:more|greater|larger|higher|longer|bigger|heavier|wider|taller|deeper) than"
        r"|exceed(?:s|ed|ing)?|in excess of|beyond|top(?:s|ped)",
    ),
    ("=", r"exactly|precisely|equal to|equals|just"),
)
_AFTER_EN: tuple[tuple[Comparison, str], ...] = (
    (">=", r"or (?:more|above|over|higher|greater|longer)|and (?:over|above)|plus\b"),
    ("<=", r"or (?:less|fewer|under|below|lower|shorter)"),
)
_BEFORE_JA: tuple[tuple[Comparison, str], ...] = (
    ("<=", "最大でも|多くても|多くとも|せいぜい|高くても|長くても|大きくても"),
    (">=", "少なくとも|少なくても|最低でも|最小でも|最低限"),
)
_OPPOSITE: dict[Comparison, Comparison] = {">": "<=", ">=": "<", "<": ">=", "<=": ">", "=": "="}
_NOT_JA = re.compile(r"(?:え|ら|ない|わ|て)*(?:な[いか]|ず)")
_NOT_EN = re.compile(r"\b(?:not|n't|never|without) (?:\w+ )?$", re.IGNORECASE)
_EXACTLY_JA = "ぴったり|ちょうど|きっかり|丁度"

_DATE_AFTER_JA = (
    ("since", r"以降|以後|から(?!.{0,14}(?:まで|にかけて))|からこっち"),
    ("after", r"より(?:も)?(?:後|あと)|の?(?:後|あと)(?:に|の|で)|を過ぎ"),
    ("until", r"以前|まで(?:に|の)?"),
    ("before", r"より(?:も)?前|の?前(?:に|の)|になる前|を迎える前|未満"),
)
_DATE_BEFORE_EN = (
    ("since", r"since|starting (?:in|from)|from|in or after|on or after|no earlier than"),
    ("after", r"after|(?<!no )later than|following|past"),
    ("until", r"until|till|up to|through|by|no later than|in or before|on or before"),
    ("before", r"before|prior to|earlier than|ahead of"),
)
_YEAR_RANGE = re.compile(r"(?<!\d)(?P<a>(?:1[5-9]|20)\d\d) ?[-–—〜～~] ?(?P<b>(?:1[5-9]|20)\d\d)(?![\d-])")
_EARLY_YEAR = re.compile(
    r"\b(?:in|before|after|since|until|till|by|from|between|and|to|years?) (?P<a>1[5-8]\d\d)(?![\d,.]\d|\d)"
)
_DECADE_JA, _DECADE_EN = re.compile("年代"), re.compile(r"'?s\b")
_RANGE_JA = re.compile(r"^(?:の?(?:間|期間))?(?:から|〜|～|~|–|—|-|ー|と|、)(?:の間に?)?$")
_RANGE_EN = re.compile(
    r"^ ?(?:to|through|until|till|and|up to|–|—|-|thru) ?(?:fy|fiscal|fiscal year|the end of)? ?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number that values are compared with, and the characters [start, end) of the question that say so.

    `value` has its scale word multiplied out, `scaled` tells whether there was one; `stated` tells whether the question
    says how to compare ("over 500") or only names the number.
    """

    comparison: Comparison
    value: float
    scaled: bool
    unit: str
    stated: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Span:
    """Days that a question names, first and last (None for open), and the characters [start, end) that say so.

    `stated` tells whether the question says before, after or between.
    """

    first: date | None
    last: date | None
    stated: bool
    start: int
    end: int

    @property
    def years(self) -> range:
        """The years from the first to the last day; empty where a side is open."""
        return range(self.first.year, self.last.year + 1) if self.first and self.last else range(0)

    def holds(self, first: date, last: date) -> bool:
        """Tell whether other days, first and last, lie within."""
        return (self.first is None or first >= self.first) and (self.last is None or last <= self.last)


def spans(question: str) -> list[Span]:
    """Return the times that a question names, in order: dates, ranges of dates, and what is before or after a date."""
    named = [(found, days) for found in _completed(_dates(question)) if (days := _days(question, found))]
    result: list[Span] = []
    place = 0
    while place < len(named):
        found, (first, last) = named[place]
        following = named[place + 1] if place + 1 < len(named) else None
        if following and _joined(question, found, following[0]):
            result.append(_span_between(question, found, following, first))
            place += 2
            continue
        result.append(_one_sided(question, found, first, last))
        place += 1
    return _met(result)


def _days(question: str, found: numbers.Date) -> tuple[date, date] | None:
    """Return the first and last day of a date, or of the ten years of "2010年代" and "the 1990s"."""
    decade = _DECADE_JA.match(question, found.end - 1) or _DECADE_EN.match(question, found.end)
    if decade and found.year and found.year % 10 == 0 and not found.month:
        return date(found.year, 1, 1), date(found.year + 9, 12, 31)
    return period(found)


def _met(found: list[Span]) -> list[Span]:
    """Make one time of "since A" and "until B" that follow each other."""
    if len(found) == 2 and {found[0].last, found[1].last} != {None} and {found[0].first, found[1].first} != {None}:
        since, until = found if found[0].last is None else found[::-1]
        if since.last is None and until.first is None:
            return [Span(since.first, until.last, True, found[0].start, found[1].end)]
    return found


def _dates(question: str) -> list[numbers.Date]:
    """Return the dates of a question, years that only its words tell from other numbers included."""
    found = numbers.dates(question)
    for pattern in (_YEAR_RANGE, _EARLY_YEAR):
        for match in pattern.finditer(question):
            found = [date for date in found if date.end <= match.start("a") or date.start >= match.end()]
            found += [
                numbers.Date(int(match[name]), None, None, match.start(name), match.end(name))
                for name in pattern.groupindex
            ]
    return sorted(found, key=lambda date: date.start)


def names_only_a_day(question: str) -> bool:
    """Tell whether a question names a day or month without any year: which one it means cannot be told."""
    return any(day.year is None for day in _completed(_dates(question)))


def amounts(question: str, taken: list[tuple[int, int]]) -> list[Amount]:
    """Return the numbers that a question compares with or names, but for those in characters already taken."""
    plain = "".join(_narrow(character) for character in question)
    result = []
    for match in re.finditer(_QUANTITY + _UNIT, plain, re.IGNORECASE):
        start, end = match.start(), match.end("q")
        if any(first < end and start < last for first, last in taken):
            continue
        if start and re.match(r"[A-Za-z\d.,]", plain[start - 1]):
            continue
        value = _value(match["q"])
        if value is None:
            continue
        result.append(_compared(plain, value, match))
    return _between(plain, result)


def _compared(plain: str, value: float, match: re.Match[str]) -> Amount:
    unit = (match["u"] or "").strip()
    scaled = bool(re.search(_SCALE, match["q"], re.IGNORECASE))
    before, end = plain[: match.start()], match.end("q")
    for comparison, words in _BEFORE_EN:
        if found := re.search(rf"\b(?:{words}) (?:about |around |the )?$", before, re.IGNORECASE):
            way = _OPPOSITE[comparison] if _NOT_EN.search(before[: found.start()]) else comparison
            return Amount(way, value, scaled, unit, True, found.start(), match.end())
    for comparison, words in _BEFORE_JA:
        if found := re.search(rf"(?:{words})、?$", before):
            return Amount(comparison, value, scaled, _cut(unit), True, found.start(), match.end())
    for stop in (match.end(), end):
        rest = plain[stop:]
        for comparison, words in _AFTER_EN:
            if found := re.match(rf"\+| ?(?:\w+ ){{0,2}}?(?:{words})\b", rest, re.IGNORECASE):
                return Amount(comparison, value, scaled, unit, True, match.start(), stop + found.end())
        for comparison, words in _AFTER_JA:
            if found := re.match(rf"[^\d、。]{{0,4}}?(?:{words})", rest):
                refused = comparison in (">", ">=") and _NOT_JA.match(rest, found.end())
                way = _OPPOSITE[comparison] if refused else comparison
                return Amount(way, value, scaled, _cut(unit), True, match.start(), stop + found.end())
    exact = re.search(rf"(?:{_EXACTLY_JA})の?$", before) or re.match(rf"の?(?:{_EXACTLY_JA})", plain[match.end() :])
    return Amount("=", value, scaled, _cut(unit), bool(exact), match.start(), match.end())


def _between(plain: str, found: list[Amount]) -> list[Amount]:
    """Make the lower and the upper end of "between 3 and 5", "3から5まで" of two numbers that stand so."""
    result = list(found)
    for place, (low, high) in enumerate(pairwise(found)):
        joint = plain[low.end : high.start]
        before = plain[: low.start]
        english = re.search(r"\b(?:between|from) $", before, re.IGNORECASE) and re.match(r" ?(?:and|to) $", joint)
        japanese = re.match(r"^(?:から|〜|～|~|と|以上)$", joint) and re.match(
            r"[^\d、。]{0,4}(?:まで|の間|以下|未満)?", plain[high.end :]
        )
        if english or (japanese and not low.stated) or (low.comparison == ">=" and high.comparison in ("<", "<=")):
            unit = low.unit or high.unit
            top: Comparison = high.comparison if high.comparison in ("<", "<=") and high.stated else "<="
            scaled = low.scaled or high.scaled
            result[place] = Amount(">=", low.value, scaled, unit, True, low.start, low.end)
            result[place + 1] = Amount(top, high.value, scaled, high.unit or unit, True, high.start, high.end)
    return result


def _value(text: str) -> float | None:
    """Return a written number, parts such as 1万3千 added up."""
    cleaned = text.strip().rstrip(",.").lstrip("$€£¥")
    if re.search(r"\dk$", cleaned):
        cleaned = cleaned[:-1] + " thousand"
    parts = numbers.quantities(cleaned)
    if not parts or "".join(cleaned[part.start : part.end] for part in parts).replace(" ", "") != cleaned.replace(
        " ", ""
    ):
        return None
    return sum(part.value for part in parts)


def _cut(unit: str) -> str:
    """Drop comparing words that stand directly behind a Japanese unit."""
    return re.sub(r"(?:以上|以下|未満|以内|超|台)$", "", unit)


def _completed(found: list[numbers.Date]) -> list[numbers.Date]:
    """Give a month or day without a year the year that stands before it ("2023年4月から6月まで")."""
    result: list[numbers.Date] = []
    year = None
    for day in found:
        if day.year is None and year is not None:
            day = numbers.Date(year, day.month, day.day, day.start, day.end)
        year = day.year or year
        result.append(day)
    return result


def _joined(question: str, first: numbers.Date, second: numbers.Date) -> bool:
    between = question[first.end : second.start].strip()
    before = question[: first.start].lower()
    if between.lower() == "and":
        return bool(re.search(r"\bbetween (?:\w+ )?$", before))
    if between in ("と", "、"):
        return bool(re.match(r"年?度?の間", question[second.end :]))
    return bool(_RANGE_JA.match(between) or _RANGE_EN.match(f" {between} "))


def _span_between(
    question: str, first: numbers.Date, second: tuple[numbers.Date, tuple[date, date]], begins: date
) -> Span:
    found, (_, ends) = second
    opening = re.search(r"\b(?:from|between) (?:fy|fiscal|fiscal year)? ?$", question[: first.start], re.IGNORECASE)
    closing = re.match(r"(?:まで|の?間)(?:に|の)?|にかけて", question[found.end :])
    start = opening.start() if opening else first.start
    if begins > ends:
        earlier, later = period(found), period(first)
        begins, ends = (earlier or (begins, ends))[0], (later or (begins, ends))[1]
    return Span(begins, ends, True, start, found.end + (closing.end() if closing else 0))


def _one_sided(question: str, found: numbers.Date, first: date, last: date) -> Span:
    before, after = question[: found.start], question[found.end :]
    for side, words in _DATE_BEFORE_EN:
        if match := re.search(
            rf"\b(?:{words}) (?:the (?:end of|year|years) |fy ?|fiscal (?:year )?)?$", before, re.IGNORECASE
        ):
            return _sided(side, first, last, match.start(), found.end)
    for side, words in _DATE_AFTER_JA:
        if match := re.match(rf"(?:{words})", after):
            return _sided(side, first, last, found.start, found.end + match.end())
    return Span(first, last, False, found.start, found.end)


def _sided(side: str, first: date, last: date, start: int, end: int) -> Span:
    day = timedelta(days=1)
    match side:
        case "since":
            return Span(first, None, True, start, end)
        case "after":
            return Span(last + day, None, True, start, end)
        case "until":
            return Span(None, last, True, start, end)
        case _:
            return Span(None, first - day, True, start, end)


def _narrow(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character
