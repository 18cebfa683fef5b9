"""Numbers and dates as a spreadsheet shows them, by the number format of their cell (ECMA-376 Part 1, 18.8.30)."""

import datetime
import re
from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import islice

from kotae.text.language import Language, detect

Value = str | float | int | bool | datetime.datetime | datetime.date | datetime.time | datetime.timedelta | None

_GENERAL_DIGITS = 11  # significant digits that a cell of the format General shows
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|標準)|(?P<ampm>AM/PM|A/P|上午/下午)|(?P<date>y+|m+|d+|h+|s+(?:\.0+)?|e+|g+|a{3,4})"
    r"|(?P<digits>[0#?][0#?,]*(?:\.[0#?]*)?(?:E[+-]0+)?|\.[0#?]+)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CURRENCY = re.compile(r"^\$([^-]*)")
_ELAPSED = re.compile(r"^(h+|m+|s+)$", re.IGNORECASE)
_ERAS = ((datetime.date(2019, 5, 1), "R", "令", "令和"), (datetime.date(1989, 1, 8), "H", "平", "平成"),
         (datetime.date(1926, 12, 25), "S", "昭", "昭和"), (datetime.date(1912, 7, 30), "T", "大", "大正"))  # fmt: skip
_DAYS, _WEEK = "月火水木金土日", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                "November", "December")  # fmt: skip

# Built-in formats that Excel shows as the computer is set (18.8.30), and those whose year has two figures; openpyxl and
# xlrd have them in the American way, in which nobody can tell the day from the month and the year.
_LOCAL: dict[str, dict[Language, str]] = {
    "mm-dd-yy": {"ja": "yyyy/m/d", "en": "yyyy-mm-dd"},
    "m/d/yy": {"ja": "yyyy/m/d", "en": "yyyy-mm-dd"},
    "d-mmm-yy": {"ja": "yyyy/m/d", "en": "d mmm yyyy"},
    "mmm-yy": {"ja": 'yyyy"年"m"月"', "en": "mmm yyyy"},
    "m/d/yy h:mm": {"ja": "yyyy/m/d h:mm", "en": "yyyy-mm-dd hh:mm"},
}
_ERA, _LONG_ERA, _DATE = "[$-411]ge.m.d", '[$-411]ggge"年"m"月"d"日"', 'yyyy"年"m"月"d"日"'
_YEAR_MONTH, _MONTH_DAY = 'yyyy"年"m"月"', 'm"月"d"日"'
JAPANESE_FORMATS: dict[int, str] = {
    27: _ERA, 28: _LONG_ERA, 29: _LONG_ERA, 30: "m/d/yy", 31: _DATE, 32: 'h"時"mm"分"', 33: 'h"時"mm"分"ss"秒"',
    34: _YEAR_MONTH, 35: _MONTH_DAY, 36: _ERA, 50: _ERA, 51: _LONG_ERA, 52: _YEAR_MONTH, 53: _MONTH_DAY, 54: _LONG_ERA,
    55: _YEAR_MONTH, 56: _MONTH_DAY, 57: _ERA, 58: _LONG_ERA,
}  # fmt: skip
"""The built-in formats that Excel has in Japan alone, by their numbers; a file that uses them does not say what they are."""

_TELLING = 2_000  # texts of a workbook that tell its language

Token = tuple[str, str]


def language_of(texts: Iterable[str]) -> Language:
    """Tell the language of a workbook from its texts."""
    return detect(" ".join(islice(texts, _TELLING)))


def shown(value: Value, number_format: str, language: Language = "en") -> str:
    """Return a value as its cell shows it; a format that cannot be read shows it plainly.

    Args:
        value: what the cell holds.
        number_format: its format.
        language: the workbook's language: dates of a format that depends on the computer are shown as it writes them.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.timedelta):
        hours, rest = divmod(round(value.total_seconds()), 3600)
        return f"{hours}:{rest // 60:02d}:{rest % 60:02d}"
    if isinstance(value, datetime.date | datetime.time):
        return _date(value, _LOCAL.get(number_format, {}).get(language, number_format))
    return _number(value, number_format)


def is_date_format(number_format: str) -> bool:
    """Tell whether a format shows a number as a date or a time."""
    return any(kind == "date" for kind, _ in _tokens(number_format.split(";")[0]))


@lru_cache(maxsize=512)
def _tokens(section: str) -> tuple[Token, ...]:
    return tuple(_parts(section))


def _parts(section: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(section):
        kind = match.lastgroup or "other"
        text = match[kind]
        if kind in ("quoted", "escaped", "other"):
            yield "text", text
        elif kind == "bracket":
            if currency := _CURRENCY.match(text):
                yield "text", currency[1]
            elif _ELAPSED.match(text):
                yield "date", text
        elif kind not in ("space", "fill"):
            yield kind, text


def _number(value: float, number_format: str) -> str:
    sections = _sections(number_format)
    negative = value < 0
    if len(sections) > 1 and negative:
        section, value = sections[1], abs(value)
    elif len(sections) > 2 and value == 0:
        section = sections[2]
    else:
        section = sections[0]
    tokens = _tokens(section)
    if not any(kind in ("digits", "general") for kind, _ in tokens):
        said = "".join(text for kind, text in tokens if kind == "text")
        return said if said.strip() and "@" not in said and len(sections) > 1 else _general(value)
    return _put_together(value, tokens)


def _sections(number_format: str) -> list[str]:
    """Return the parts of a format for positive, negative and other numbers; a semicolon in quotation marks parts nothing."""
    sections = [""]
    for piece in re.findall(r'"[^"]*"|\\.|\[[^\]]*\]|;|[^;"\\\[]+|.', number_format, re.DOTALL):
        if piece == ";":
            sections.append("")
        else:
            sections[-1] += piece
    return sections


def _put_together(value: float, tokens: tuple[Token, ...]) -> str:
    percent = any(kind == "text" and text == "%" for kind, text in tokens)
    shown_value = Decimal(repr(value)) * (100 if percent else 1)
    sign = "-" if shown_value < 0 else ""
    pieces, is_first = [], True
    for kind, text in tokens:
        if kind == "digits" and is_first:
            pieces.append(_digits(abs(shown_value), text))
            is_first = False
        elif kind == "general":
            pieces.append(_general(float(abs(shown_value))))
        elif kind == "text":
            pieces.append(text)
    body = "".join(pieces).strip()
    return f"{sign}{body}" if any(character in "123456789" for character in body) else body


def _digits(value: Decimal, pattern: str) -> str:
    if "E" in pattern.upper():
        places = len(pattern.upper().split("E")[0].partition(".")[2])
        return f"{float(value):.{places}E}"
    whole, _, decimals = pattern.partition(".")
    scaled = len(whole) - len(whole.rstrip(","))
    value = value / (1000**scaled)
    rounded = value.quantize(Decimal(1).scaleb(-len(decimals)), rounding=ROUND_HALF_UP)
    text = f"{rounded:,f}" if "," in whole.rstrip(",") else f"{rounded:f}"
    if "#" in decimals or "?" in decimals:
        least = len(decimals.rstrip("#?"))
        head, _, tail = text.partition(".")
        tail = tail[:least] + tail[least:].rstrip("0")
        text = f"{head}.{tail}" if tail else head
    width = len(re.sub(r"[^0]", "", whole))
    head, dot, tail = text.partition(".")
    return head.rjust(width, "0") + dot + tail


def _general(value: float) -> str:
    """Return a number as the format General shows it: whole where it is whole, no more than eleven digits otherwise."""
    if value == int(value) and abs(value) < 10**_GENERAL_DIGITS:
        return str(int(value))
    text = f"{value:.{_GENERAL_DIGITS - 1}g}"
    return text if "e" in text else text.rstrip("0").rstrip(".") if "." in text else text


def _date(value: datetime.date | datetime.time, number_format: str) -> str:
    tokens = _tokens(_sections(number_format)[0])
    if not any(kind == "date" for kind, _ in tokens):
        return _plain_date(value)
    twelve = any(kind == "ampm" for kind, _ in tokens)
    pieces = []
    for place, (kind, text) in enumerate(tokens):
        if kind == "text":
            pieces.append(text)
        elif kind == "ampm":
            pieces.append("PM" if getattr(value, "hour", 0) >= 12 else "AM")
        elif kind == "date":
            pieces.append(_date_part(value, text.lower(), _is_minutes(tokens, place), twelve))
    return "".join(pieces).strip() or _plain_date(value)


def _is_minutes(tokens: tuple[Token, ...], place: int) -> bool:
    """Tell whether an m stands for minutes: next to hours or seconds."""
    dates = [(index, text.lower()) for index, (kind, text) in enumerate(tokens) if kind == "date"]
    order = [index for index, _ in dates].index(place)
    before = dates[order - 1][1][0] if order else ""
    after = dates[order + 1][1][0] if order + 1 < len(dates) else ""
    return before == "h" or after == "s"


def _date_part(value: datetime.date | datetime.time, token: str, minutes: bool, twelve: bool) -> str:
    letter, width = token[0], min(len(token.split(".")[0]), 2)
    if letter in "hs" or (letter == "m" and minutes):
        hour = getattr(value, "hour", 0)
        part = {"h": (hour % 12 or 12) if twelve else hour, "m": getattr(value, "minute", 0)}.get(
            letter, getattr(value, "second", 0)
        )
        return f"{part:0{width}d}"
    if isinstance(value, datetime.time):
        return ""
    if letter == "y":
        return f"{value.year:04d}" if len(token) > 2 else f"{value.year % 100:02d}"
    if letter in "eg":
        return _era(value, token)
    if letter == "a":
        return _DAYS[value.weekday()] + ("曜日" if len(token) > 3 else "")
    if letter == "m":
        names = {3: _MONTHS, 4: _LONG_MONTHS}.get(len(token))
        return names[value.month - 1] if names else f"{value.month:0{width}d}"
    return _WEEK[value.weekday()] if len(token) > 2 else f"{value.day:0{width}d}"


def _era(value: datetime.date, token: str) -> str:
    day = datetime.date(value.year, value.month, value.day)
    for first, *names in _ERAS:
        if day >= first:
            return names[min(len(token), 3) - 1] if token[0] == "g" else str(day.year - first.year + 1)
    return "" if token[0] == "g" else str(value.year)


def _plain_date(value: datetime.date | datetime.time) -> str:
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return value.isoformat(sep=" ", timespec="minutes") if isinstance(value, datetime.datetime) else value.isoformat()
