"""Numbers, amounts and dates as values: what a table cell holds, what a sentence mentions, in either language."""

import re
import unicodedata
from dataclasses import dataclass

from kotae.text.normalise import narrow
from kotae.text.units import words

MISSING = frozenset(
    {"", "-", "－", "—", "–", "―", "‐", "−", "_", "...", "…", "n.a.", "n/a", "na", "..", "‥", "ー", "*", "**"}
    | {"no data", "not applicable", "not reported", "データなし"}
)

_LAKHS = r"\d{1,2}(?:,\d{2})+,\d{3}"  # as in India: 17,81,841 is 1.78 million
_NUMBER = rf"(?:{_LAKHS}|\d{{1,3}}(?:,\d{{3}})+)(?:\.\d+)?|\d+(?:\.\d+)?"
_QUANTITY = re.compile(
    rf"(?<![A-Za-z\u00c0-\u024f\d_.,-])(?P<sign>[△▲-])?(?P<currency>US\$|[$¥€£₹])?(?P<number>{_NUMBER})(?!-\d)",
    re.IGNORECASE,
)
_SCALES_JA: dict[str, float] = words("ja")["scales"]
_SCALES_EN: dict[str, float] = words("en")["scales"] | {
    short: words("symbols")["scales"][short] for short in ("bn", "mn")
}
_SCALE_JA = re.compile("|".join(sorted(_SCALES_JA, key=len, reverse=True)))
_SCALE_EN = re.compile(rf"(?:{'|'.join(sorted(_SCALES_EN, key=len, reverse=True))})(?![A-Za-z\d])", re.IGNORECASE)
_CURRENCY = re.compile(r"(?:US\$|[$¥€£₹])? ?", re.IGNORECASE)
MONTHS = ("january february march april may june july august september october november december").split()
_MONTH = rf"(?:{'|'.join(MONTHS)})\b|(?:{'|'.join(name[:3] for name in MONTHS if name != 'may')}|sept)\b\.?"
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018, "meiji": 1867, "taisho": 1911, "showa": 1925,
         "heisei": 1988, "reiwa": 2018, "m": 1867, "t": 1911, "s": 1925, "h": 1988, "r": 2018}  # fmt: skip
JAPANESE_ERAS = tuple(name for name in _ERAS if not name.isascii())
"""The names of eras by which years are counted in Japanese."""
_DATE_ERA = re.compile(
    r"(?P<era>明治|大正|昭和|平成|令和|(?<![A-Za-z])[MTSHR](?=\d{1,2}年)) {0,2}(?P<y>\d{1,2}|元)"
    r"(?: {0,2}年度?(?: {0,2}(?P<m>\d{1,2}) {0,2}月(?: {0,2}(?P<d>\d{1,2}) {0,2}日)?)?|(?!\d))"
    r"|\b(?P<era2>Meiji|Taisho|Showa|Heisei|Reiwa) (?P<y2>\d{1,2})\b"
    r"|(?<![A-Za-z\d])(?P<era3>[MTSHR])(?P<y3>\d{1,2})\.(?P<m4>\d{1,2})\.(?P<d4>\d{1,2})(?![\d.])"
)
# Between the first and the last month of a time ("2024年1-3月", "January–March 2024").
_TO = " ?[-‐‑–—−~〜～] ?"
_DATE_JA = re.compile(
    r"(?<!\d)(?P<y>\d{4}(?=年)|\d{2}(?=年度))年度?(?:(?P<m>\d{1,2})(?:月?"
    + _TO
    + r"(?P<u>\d{1,2}))?月(?:(?P<d>\d{1,2})日)?)?"
    r"|(?:(?<![\d.,/])(?P<m3>\d{1,2})月?" + _TO + r")?(?P<m2>\d{1,2})月(?:(?P<d2>\d{1,2})日)?"
)
_DATE_ISO = re.compile(r"(?<!\d)(?P<y>\d{4})[-/.](?P<m>0?[1-9]|1[0-2])(?:[-/.](?P<d>0?[1-9]|[12]\d|3[01]))?(?!\d)")
_DAY_EN = r"(?P<{}>\d{{1,2}})(?:st|nd|rd|th)?"
_DATE_EN = re.compile(
    rf"\b(?:{_DAY_EN.format('d')} (?:of )?)?(?P<m>{_MONTH})(?:{_TO}(?P<u>{_MONTH})\b)?"
    rf"(?: {_DAY_EN.format('d2')}\b(?!\d)(?:{_TO}\d{{1,2}}\b(?=,? \d{{4}}\b))?)?"
    r"(?:,? (?:of )?(?P<y>\d{4})\b)?",
    re.IGNORECASE,
)
_YEAR_EN = re.compile(
    r"(?<![\d.,-])(?:FY ?)?(?P<y>(?:19|20)\d{2})(?![\d,.-]\d|\d|年)|(?<![A-Za-z\d])FY ?['’]?(?P<y2>\d{2})(?![\d/])",
    re.IGNORECASE,
)

_ORDINALS = ("first", "second", "third", "fourth")
_PART_SIGN = r"Q(?P<q>[1-4])|(?P<q2>[1-4])Q|H(?P<h>[12])|(?P<h2>[12])H"
_PART = re.compile(
    rf"第 ?(?P<ja>[1-4]) ?四半期"
    r"|(?P<half_ja>[上下])半期|(?:(?<=[年度])|(?<![一-鿿]))(?P<half_ja2>[上下])期(?![間待限日])"
    rf"|(?<![A-Za-z\d])(?:{_PART_SIGN})(?![A-Za-z\d])"
    rf"|\b(?P<word>{'|'.join(_ORDINALS)}|1st|2nd|3rd|4th)[ -](?:quarter|(?P<half>half))\b(?!-)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class YearPart:
    """A quarter or half of a year, counted from 1, and where it stands ("第2四半期", "Q2", "2Q", "下期", "the first half")."""

    of: int  # how many of them make a year
    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount in running text: its value with 万, 億, million … multiplied out, and where it stands."""

    value: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Date:
    """A calendar date or a part of one, and where it stands; absent parts are None.

    `until` is the last month of several ("2024年1-3月"), `month` the first.
    """

    year: int | None
    month: int | None
    day: int | None
    start: int
    end: int
    until: int | None = None


def is_missing(text: str) -> bool:
    """Tell whether a cell says that it has no value (blank, a dash of any kind, n.a.)."""
    return unicodedata.normalize("NFKC", text).strip().casefold() in MISSING or text.strip() in MISSING


def quantities(text: str) -> list[Quantity]:
    """Find the amounts in a text, scale words multiplied out ("3,690億" and "369 billion" have the same value)."""
    plain = narrow(text)
    found = []
    for match in _QUANTITY.finditer(plain):
        value, end = _scaled(float(match["number"].replace(",", "")), plain, match.end())
        found.append(Quantity(-value if match["sign"] in ("△", "▲") else value, match.start(), end))
    return found


def _scaled(value: float, plain: str, end: int) -> tuple[float, int]:
    """Return a number with the scale word that stands behind it multiplied out, and where that ends."""
    if japanese := _SCALE_JA.match(plain, end):
        return value * _SCALES_JA[japanese.group()], japanese.end()
    english = _SCALE_EN.match(plain, end + plain.startswith(" ", end))
    # A short one stands at its number: "5bn", but not "5 bn".
    if english is None or (len(english.group()) == len("bn") and english.start() > end):
        return value, end
    return value * _SCALES_EN[english.group().lower()], english.end()


def scale(unit: str) -> float:
    """Return what the number before a unit is multiplied by: 1e8 for "億円", 1e6 for "million euros", 1 for "km"."""
    prefixed = re.match(r"([kMGT])(?:t|W|Wh|J|B|Hz|L)\b", unit.strip())
    if prefixed:
        return float(words("symbols")["prefixes"][prefixed[1]])
    text = unicodedata.normalize("NFKC", unit).strip()
    currency = _CURRENCY.match(text)
    start = currency.end() if currency else 0
    if japanese := _SCALE_JA.match(text, start):
        return _SCALES_JA[japanese.group()]
    english = _SCALE_EN.match(text, start)
    return _SCALES_EN[english.group().lower()] if english else 1.0


def dates(text: str) -> list[Date]:
    """Find dates and parts of dates in a text, in Japanese, English and ISO 8601 order, without overlaps."""
    plain = narrow(text)
    found: list[Date] = []
    taken: list[tuple[int, int]] = []
    for pattern in (_DATE_ERA, _DATE_JA, _DATE_ISO, _DATE_EN, _YEAR_EN):
        for match in pattern.finditer(plain):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            date = _date(match)
            if date is not None:
                found.append(date)
                taken.append(match.span())
    return sorted(found, key=lambda date: date.start)


def year_parts(text: str) -> list[YearPart]:
    """Find quarters and halves of a year in a text, in Japanese and English."""
    return [_year_part(match) for match in _PART.finditer(narrow(text))]


def _year_part(match: re.Match[str]) -> YearPart:
    if half := match["half_ja"] or match["half_ja2"]:
        return YearPart(2, "上下".index(half) + 1, match.start(), match.end())
    word = (match["word"] or "").lower()
    if word:
        number = _ORDINALS.index(word) + 1 if word in _ORDINALS else int(word[0])
    else:
        number = int(match["ja"] or match["q"] or match["q2"] or match["h"] or match["h2"])
    return YearPart(2 if match["half"] or match["h"] or match["h2"] else 4, number, match.start(), match.end())


def is_year_part_sign(text: str) -> bool:
    """Tell whether a text is the sign of a quarter or half of a year and no more ("Q2", "2Q", "H1")."""
    return re.fullmatch(_PART_SIGN, text, re.IGNORECASE) is not None


def years(text: str) -> set[int]:
    """Return the years that the dates in a text name."""
    return {date.year for date in dates(text) if date.year}


def _date(match: re.Match[str]) -> Date | None:
    parts = match.groupdict()
    ranged = parts.get("m3")
    alone = parts.get("m") or parts.get("m2") or parts.get("m4")
    month_text, until_text = (ranged, parts["m2"]) if ranged else (alone, parts.get("u"))
    day_text = parts.get("d") or parts.get("d2") or parts.get("d4")
    month = _month_number(month_text) if month_text else None
    # "may" and "march" are also English words; alone they are no date.
    if month_text and month_text.islower() and not (day_text or parts.get("y")):
        return None
    until = _month_number(until_text) if until_text else None
    if any(number is not None and not 1 <= number <= 12 for number in (month, until)):
        return None
    day = int(day_text) if day_text else None
    if day is not None and not 1 <= day <= 31:
        return None
    return Date(_year(parts), month, day, match.start(), match.end(), until)


def _year(parts: dict[str, str | None]) -> int | None:
    """Return the year of the calendar, from an era's year or from two figures too (21年度 is a fiscal year written short)."""
    text = parts.get("y") or parts.get("y2") or parts.get("y3")
    era = parts.get("era") or parts.get("era2") or parts.get("era3")
    if not text:
        return None
    if era:
        return _ERAS[era.lower()] + (1 if text == "元" else int(text))
    return int(text) + (2000 if int(text) < 100 else 0)


def _month_number(name: str) -> int:
    if name.isdigit():
        return int(name)
    return next(number for number, month in enumerate(MONTHS, 1) if month.startswith(name.lower()[:3]))
