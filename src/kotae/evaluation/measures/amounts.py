"""Amounts with their units, as an answer tells them: "1兆670億円", "$3.2 billion", "145%"."""

import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from kotae.text import numbers

_ABOUT = re.compile(r"(?:約|およそ|ほぼ|(?:about|around|approximately|nearly|over|more than)\s)\s*", re.IGNORECASE)
_CURRENCY = re.compile(r"[△▲-]?(?P<sign>US\$|[$¥€£])", re.IGNORECASE)
_LATIN = r"[A-Za-z\u00c0-\u024f]+"
# What stands behind a number: a sign, up to three words, or a run of kanji and katakana, which may say more than the unit.
_TAIL = re.compile(rf" ?[(（]?(?P<unit>[%‰]|(?:[$¥€£°]|{_LATIN})(?:[ /]{_LATIN}){{0,2}}|[一-龠々ァ-ヶー]+)")
_REST = re.compile(r"(?:つ|以上|以下|未満|以内|超|余り|程度|前後|弱|強)?[)）.。]*")
_SCALE = re.compile(
    r"百万|十億|千|万|億|兆|\b(?:thousand|million|billion|trillion)\b|(?<![A-Za-z])(?:bn|mn)\b|^[kMGT](?=(?:t|Wh?|J|B|Hz|L)\b)",
    re.IGNORECASE,
)

# One unit under its names in both languages; a unit that is not here is its own name.
_NAMES = (
    ("%", "percent", "per cent", "pct", "パーセント"),
    ("$", "us$", "dollar", "usd", "ドル", "米ドル"),
    ("¥", "yen", "jpy", "円"),
    ("€", "euro", "eur", "ユーロ"),
    ("£", "pound", "gbp", "ポンド"),
    ("t", "ton", "tonne", "トン"),
    ("kg", "kilogram", "キログラム"),
    ("km", "kilometer", "kilometre", "キロメートル"),
    ("m", "meter", "metre", "メートル"),
    ("people", "person", "人", "名"),
    ("country", "countries", "カ国", "か国", "ヶ国", "ヵ国", "ケ国"),
    ("company", "companies", "社"),
    ("year", "年"),
    ("month", "カ月", "か月", "ヶ月", "ヵ月", "ケ月"),
    ("day", "日"),
    ("hour", "時間"),
    ("minute", "分"),
    ("second", "秒"),
    ("times", "time", "倍"),
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as it is written and with its scale word multiplied out; `unit` is what stands with it, without the scale."""

    written: float
    value: float
    unit: str


def gold_amount(text: str) -> Amount | None:
    """Return the amount that a right answer is, or None where it is something else: a date, a name, a sentence."""
    plain = _ABOUT.sub("", _folded(text), count=1)
    amount, start, end = next(_found(plain), (None, 0, 0))
    return amount if start == 0 and _REST.fullmatch(plain, end) else None


def amounts(text: str) -> list[Amount]:
    """Return the amounts in a text; a date is none."""
    return [amount for amount, _, _ in _found(_folded(text))]


def in_unit(value: float, unit: str) -> Amount:
    """Return a number in the unit that a table states, such as "億円" or "million euros"."""
    return _amount(value, _folded(unit))


def agree(gold: Amount, told: Amount) -> bool:
    """Tell whether an amount that is told is the right one.

    The values are equal, scale words multiplied out ("1兆670億円", "10,670億円"); a right answer without a unit also equals
    the number as it is written, for it leaves the unit to the table. Where both have units, these agree.
    """
    if gold.unit and told.unit and not _has_unit(told.unit, gold.unit):
        return False
    bare = not gold.unit and gold.written == gold.value
    return _equal(gold.value, told.value) or (bare and _equal(gold.written, told.written))


def _found(plain: str) -> Iterator[tuple[Amount, int, int]]:
    """Yield the amounts of a folded text, from where and to where each stands with its unit."""
    days = [day for day in numbers.dates(plain) if not plain[day.start : day.end].isdigit()]
    for quantity in _united(plain):
        if any(quantity.start < day.end and day.start < quantity.end for day in days):
            continue
        tail, currency = _TAIL.match(plain, quantity.end), _CURRENCY.match(plain, quantity.start)
        unit = currency["sign"] if currency else tail["unit"] if tail else ""
        written = -quantity.value if plain[quantity.start] == "-" else quantity.value
        yield _amount(written, unit), quantity.start, tail.end() if tail else quantity.end


def _united(plain: str) -> list[numbers.Quantity]:
    """Return the quantities of a text; what is written in parts ("1兆670億") as one."""
    united: list[numbers.Quantity] = []
    for part in numbers.quantities(plain):
        last = united[-1] if united else None
        if last and last.end == part.start and abs(last.value) > part.value:
            united[-1] = numbers.Quantity(last.value + math.copysign(part.value, last.value), last.start, part.end)
        else:
            united.append(part)
    return united


def _amount(written: float, unit: str) -> Amount:
    """Return an amount; a scale word that stands apart from its number, as a table's unit has it, is multiplied out."""
    value, bare = written * numbers.scale(unit), " ".join(_SCALE.sub("", unit, count=1).split()).lower()
    if re.match("割(?!合)", bare):
        return Amount(written, value * 10, "%")
    return Amount(written, value, bare)


def _has_unit(tail: str, unit: str) -> bool:
    """Tell whether what stands behind a number begins with a unit or, in words, names it."""
    singular = _singular(unit)
    own = next((names for names in _NAMES if singular in names), None) or _begun(unit) or (singular,)
    words = f" {_singular(tail)} "
    return any(f" {name} " in words or (not name.isascii() and tail.startswith(name)) for name in own)


def _begun(unit: str) -> tuple[str, ...] | None:
    """Return the names of the unit that Japanese text begins with: of "年間" those of "年"."""
    return next(
        (names for names in _NAMES if any(not name.isascii() and unit.startswith(name) for name in names)), None
    )


def _singular(words: str) -> str:
    return " ".join(word[:-1] if len(word) > 3 and word.endswith("s") else word for word in words.split())


def _equal(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace("\u2212", "-").strip()
