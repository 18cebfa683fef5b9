"""How a table writes its numbers, and what number with what unit a cell states."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from kotae.documents.tables.durations import read_duration
from kotae.text import numbers, units
from kotae.text.lists import either, read_lists

YEARS = range(1850, 2101)  # what a number of four figures may be a year of
Style = Literal["point", "comma", "space", "space_comma", "apostrophe"]

# What parts thousands and what stands before decimals; the first is what is read unless another reads more.
_STYLES: dict[Style, tuple[str, str]] = {
    "point": (",", r"\."),
    "comma": (r"\.", ","),
    "space": ("[ \u00a0\u2009\u202f]", r"\."),
    "space_comma": ("[ \u00a0\u2009\u202f]", ","),
    "apostrophe": ("['’]", r"\."),
}
_ENOUGH = 2  # cells more that another style must read than the first: one may be two numbers side by side
MINUS = "-−–‐‑‒△▲▼"
"""What stands before a number and means minus: hyphens and dashes do, too."""
_PLUS = "+±"
# "5.39E-05", "1.2 × 10^6": with its sign, for "3E2" is a name as often as a number, and "4 x 100 m" a race.
_POWER = re.compile(r"(?:[Ee](?=[-−+])|\s?[×x]\s?10(?:\^|(?=[-−+])))([-−+]?\d{1,2})")
_LONGEST_DIGITS = 15  # a float holds as many exactly; longer runs are numbers of things, or noise
_LONGEST_UNIT = 8
_HIRAGANA = re.compile(r"[\u3041-\u309f]")
_NO_UNIT = re.compile(r"[年月日/:;,.\-–~〜\d()（）「」、。]")
_JA, _EN, _SIGNS = (
    read_lists("kotae.documents.tables", f"values.{name}.toml")["numbers"] for name in ("ja", "en", "symbols")
)
_NOTE = rf"{either([*_JA['note'], *_EN['note']])}\s?\d{{0,2}}"
_MARK = re.compile(
    r"(?<=[\d%)])\s?(?:[*†‡※]{1,3}\d?\)?|\[\d{1,2}\]|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}⁾?|[(（]?" + _NOTE + r"[)）]?)$",
    re.IGNORECASE,
)
# The marks of notes before a number, parted from it by a space: "※4 , ※6 64,308", "*2 1,500".
_MARKS_BEFORE = re.compile(
    r"^(?:(?:※\s?\d{0,2}|[*†‡]{1,3}\d{0,2}|\(" + _NOTE + r"\))\s*[,、]?\s+)+(?=[\d△▲(−-])", re.IGNORECASE
)
# What says that a number is about right, or a bound, and a plus behind it; "～5" of bands is written with another sign.
_SIGNED = either([*_JA["about"], *_SIGNS["about"], *_SIGNS["bounds"]])
_ABOUT = re.compile(
    rf"^(?:{_SIGNED}|{either(_EN['about'])}(?=[\s\d]))\s?(?=[^\d\s~〜～-]{{0,3}}\d)",
    re.IGNORECASE,
)
_OR_MORE = re.compile(r"(?<=[\d%％])\+$")
# Statements set what is the sum of the lines below into brackets that mean no minus; "[1]" calls a note.
_SUBTOTAL = re.compile(r"^(?:［\s*([^［］]+?)\s*］|\[\s+([^\[\]]+?)\s+\])$")
_DURATION = re.compile(either(_JA["lasting"]))
_SHORTEST_YEAR = 4


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as a cell writes it, with the unit that stands at it ("" for none): "1.2億円" is 1.2 of 億円."""

    number: float
    unit: str = ""


def style_of(texts: Iterable[str]) -> Style:
    """Return how some cells write numbers: in the way in which most of them are numbers.

    "1,234.5" unless at least two more are read in another way ("1.234,50", "1 234 567").
    """
    plain = [text for text in map(_plain, texts) if any(character.isdigit() for character in text)]
    plain = [text for text in plain if not text.isdecimal()]  # digits alone are a number in any of the ways
    counts = {style: sum(read_amount(text, style) is not None for text in plain) for style in _STYLES}
    best = max(counts, key=lambda style: counts[style])
    return best if counts[best] >= counts["point"] + _ENOUGH else "point"


@lru_cache(maxsize=16_384)
def read_amount(text: str, style: Style = "point") -> Amount | None:
    """Return the amount that a cell states and nothing else, or None.

    Understands thousands separators, full-width digits, △ ▲ − and accounting brackets as minus, a currency sign before the
    number, a unit behind it, numbers in parts ("1兆2,345億円"), durations in parts ("1時間30分"), those that are about right
    ("~90%", "約3割") or a bound (">95").
    """
    plain = _plain(text)
    if lasting := read_duration(plain):
        return Amount(*lasting)
    match = _amount(style).fullmatch(plain)
    if not match or _is_noise(match["number"]):
        return None
    # "$(6.15)" as well as "($6.15)"
    opened = (match["open"] or "") + ("(" if match["inner"] == "(" else "")
    if len(opened) != bool(match["close"]):
        return None
    percent = "%" if (match["close"] or "").endswith("%") else ""
    unit = _unit(match["currency"], (match["unit"] or "").strip() + percent, match["number"])
    if unit is None or (opened and unit.strip("%") not in ("", (match["currency"] or "").strip())):
        return None
    value = _value(match["number"], style)
    if match["parts"]:
        value = _in_parts(value, match["parts"], unit, style)
    minus = opened or any(sign and sign in MINUS for sign in (match["sign"], match["inner"]))
    return Amount(-value if minus else value, unit)


def is_only_amount(text: str) -> bool:
    """Tell whether a line is an amount and nothing else ("¥12.5 billion", "~70%", "2,32,822"), which names nothing.

    A bare number may be a chapter's, one of years an age, and what is no known unit a name ("3D").
    """
    plain = text.strip().lstrip("`'\"")
    amount = read_amount(plain)
    if amount is None or lasts(amount):
        return False
    return bool(units.unit_in(amount.unit)) if amount.unit else "," in plain


def lasts(amount: Amount) -> bool:
    """Tell whether an amount is one of years or days, which names a column or a row as often as it is a value."""
    return bool(_DURATION.fullmatch(amount.unit))


@lru_cache(maxsize=16_384)
def _plain(text: str) -> str:
    if text.isascii() and text.isdecimal():
        return text  # there is nothing to take off, and most cells are such numbers
    bare = _SUBTOTAL.sub(r"\1\2", _MARK.sub("", text.strip()))
    return _MARKS_BEFORE.sub("", units.folded(_OR_MORE.sub("", _ABOUT.sub("", bare))))


def _is_noise(number: str) -> bool:
    """Tell whether digits are a converter's noise or the number of a thing: a long run of zeros or of digits."""
    return number.isdigit() and (len(number) > _LONGEST_DIGITS or (len(number) > 1 and not number.strip("0")))


def _value(number: str, style: Style) -> float:
    thousands, decimal = _STYLES[style]
    plain, power = _POWER.sub("", number), _POWER.search(number)
    value = float(re.sub(decimal, ".", re.sub(thousands, "", plain)))
    return float(f"{value}e{power[1].replace('−', '-')}") if power else value


def _unit(currency: str | None, behind: str, number: str) -> str | None:
    """Return the unit of a currency sign and what stands behind a number; None where that is no unit."""
    if not behind:
        return (currency or "").strip()
    if behind.startswith(("'", "’")):
        return None  # "12'000" is twelve thousand, written in another style
    if unicodedata.category(behind[0]) == "Sc" and number.isdecimal() and int(number) in YEARS:
        return None  # "2022 $ million" is the year over amounts in that unit
    if units.unit_in(behind) or units.unit(behind).factor != 1:
        # "3年" lasts, "2023年" is a year
        told = not _DURATION.fullmatch(behind) or len(number) < _SHORTEST_YEAR
        return f"{(currency or '').strip()} {behind}".strip() if told else None
    unknown = (
        _NO_UNIT.search(behind) or _HIRAGANA.search(behind) or len(behind) > _LONGEST_UNIT or numbers.dates(behind)
    )
    return None if unknown else f"{currency or ''}{behind}"


def _in_parts(value: float, parts: str, unit: str, style: Style) -> float:
    """Return "1兆2,345億" as what it is in its last scale: 12,345 of 億, of the unit."""
    scales = units.words("ja")["scales"]
    longest = sorted(scales, key=len, reverse=True)
    size = next((scales[word] for word in longest if unit.startswith(word)), 1.0)
    total, current = 0.0, value
    for scale, number in re.findall(rf"({'|'.join(longest)})({_number(style)})", parts):
        total, current = total + current * scales[scale], _value(number, style)
    return float(f"{total / size + current:.15g}")


@cache
def _number(style: Style) -> str:
    thousands, decimal = _STYLES[style]
    lakhs = r"\d{1,2}(?:,\d{2})+,\d{3}|" if thousands == "," else ""  # as in India
    return (
        rf"(?:{lakhs}\d{{1,3}}(?:{thousands}\d{{3}})+|\d+)(?:{decimal}\d+)?(?:{_POWER.pattern.replace('([', '(?:[')})?"
    )


@cache
def _amount(style: Style) -> re.Pattern[str]:
    money = units.words("symbols")["money"]
    signs = "|".join(re.escape(sign) for sign in sorted(money["signs"], key=len, reverse=True))
    codes = "|".join(money["codes"])
    scales = "|".join(sorted(units.words("ja")["scales"], key=len, reverse=True))
    number = _number(style)
    return re.compile(
        rf"(?P<sign>[{re.escape(MINUS + _PLUS)}])?\s?(?P<open>\()?(?P<currency>(?:{signs}|(?:{codes})\s))?\s?"
        rf"(?P<inner>[{re.escape(MINUS + _PLUS)}]|\()?\s?(?P<number>{number})(?P<parts>(?:(?:{scales}){number})*)"
        r"(?P<unit>\s?[^\s\d].{0,40}?)??(?P<close>\)%?)?"
    )
