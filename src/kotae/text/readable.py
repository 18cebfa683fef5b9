"""Amounts and dates of one language said as a reader of the other writes them: "21,706 億円" is "¥2.17 trillion"."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kotae.text import numbers, units
from kotae.text.language import Language
from kotae.text.lists import either, read_lists
from kotae.text.normalise import narrow

_ENGLISH = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_JAPANESE = ((1e12, "兆"), (1e8, "億"), (1e4, "万"))
_SCALES_EN = {
    1e2: "hundred", 1e3: "thousand", 1e4: "ten thousand", 1e5: "hundred thousand", 1e6: "million", 1e7: "ten million",
    1e8: "hundred million", 1e9: "billion", 1e10: "ten billion", 1e11: "hundred billion", 1e12: "trillion",
}  # fmt: skip
_SHORT = {"k": 1e3, "m": 1e6, "b": 1e9}  # behind money only: "€12.5m"
_LARGE = 1e6  # from here a number is hard to read off without the reader's scale words
_JA = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Said:
    """Characters [start, end) of a text, and how they are said in the other language."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Measure:
    """A unit: what it is called in English and in Japanese, and as a word; `sign` is that of money, before its number.

    Nothing is said in Japanese where `ja` is empty.
    """

    en: str
    ja: str
    word: str
    sign: str = ""
    times: float = 1.0
    one: str = ""


def said(text: str, language: Language) -> list[Said]:
    """Return the amounts and dates of a text that read differently in a language, in order, without overlaps.

    Args:
        text: of the other language.
        language: of the reader.
    """
    found = [*_dates(text, language), *_amounts(text, language)]
    kept: list[Said] = []
    for one in sorted(found, key=lambda each: (each.start, -each.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def amount(value: float, unit: str, language: Language) -> str:
    """Return an amount as a reader of a language writes it; nothing where it reads the same, or the unit is not known.

    Args:
        value: how much, in the unit.
        unit: as a table states it ("億円", "US$ million").
        language: of the reader.
    """
    scale, rest = units.parted(unit)
    measure = _measures("ja").get(rest) or _measures("en").get(rest.casefold())
    is_foreign = bool(_JA.search(unit)) == (language == "en")
    if (scale == 1.0 and abs(value) < _LARGE) or (scale != 1.0 and not is_foreign):
        return ""
    if measure is None:
        return f"{scaled(value * scale, language)} {rest}".strip() if not rest or units.is_symbol(rest) else ""
    return _said(value * scale, measure, language)


def scaled(value: float, language: Language) -> str:
    """Return a number in the scale words of a language, to three figures where it has a scale word: "2.17 trillion"."""
    rounded = float(f"{value:.3g}")  # "999.96 billion" is one trillion
    for factor, word in _ENGLISH if language == "en" else _JAPANESE:
        if abs(rounded) >= factor:
            shown = f"{rounded / factor:.10g}" if abs(rounded) < 1000 * factor else f"{value / factor:,.0f}"
            return f"{shown} {word}" if language == "en" else f"{shown}{word}"
    return f"{value:,.10g}"


def unit_name(unit: str) -> str:
    """Return what a Japanese unit is called in English: "thousand tonnes" for "千トン"; nothing for what is no unit, or may be
    another word ("人", "日")."""
    scale, bare = units.parted(unit)
    measure = _measures("ja").get(bare)
    if measure is None or (len(unit) == 1 and not measure.sign):
        return ""
    return f"{_SCALES_EN.get(scale, '')} {measure.word}".strip()


def _dates(text: str, language: Language) -> Iterator[Said]:
    plain = narrow(text)
    for date in numbers.dates(text):
        written = plain[date.start : date.end]
        is_japanese = bool(_JA.search(written))
        if is_japanese == (language == "ja") or written.isdigit():
            continue
        shown = _english_date(date, "年度" in written) if language == "en" else _japanese_date(date, written)
        if shown and shown != written:
            yield Said(date.start, date.end, shown)


def _english_date(date: numbers.Date, fiscal: bool) -> str:
    month = "–".join(calendar.month_name[number] for number in (date.month, date.until) if number)
    year = f"{'FY' if fiscal and not month else ''}{date.year}" if date.year else ""
    return " ".join(part for part in (str(date.day or ""), month, year) if part)


def _japanese_date(date: numbers.Date, written: str) -> str:
    year = "年度" if written[:2].upper() == "FY" else "年"
    months = f"{date.month}～{date.until}" if date.until else date.month
    parts = ((date.year, year), (months, "月"), (date.day, "日"))
    return "".join(f"{number}{name}" for number, name in parts if number)


def _amounts(text: str, language: Language) -> Iterator[Said]:
    plain = narrow(text)
    for quantity in _joined(numbers.quantities(text), plain):
        start, money = _money_before(plain, quantity.start)
        value, end = _scale_behind(plain, quantity, money)
        scale, measure, end = _unit_behind(plain, end)
        measure = money or measure
        shown = _said(value * scale, measure, language) if measure else scaled(value * scale, language)
        written = plain[start:end]
        is_number = money is None and not any(character.isalpha() for character in written)
        is_foreign = bool(_JA.search(written)) == (language == "en")
        if shown and shown != written and is_foreign and not is_number:
            yield Said(start, end, shown)


def _joined(quantities: list[numbers.Quantity], plain: str) -> Iterator[numbers.Quantity]:
    """Yield amounts whole that are written in several scale words: "1兆670億" is one."""
    before: numbers.Quantity | None = None
    for quantity in quantities:
        if before is not None and before.end == quantity.start and not plain[before.end - 1].isdigit():
            before = numbers.Quantity(before.value + quantity.value, before.start, quantity.end)
            continue
        if before is not None:
            yield before
        before = quantity
    if before is not None:
        yield before


def _money_before(plain: str, start: int) -> tuple[int, _Measure | None]:
    """Return where an amount begins with the sign or code of its money, and the money, if it has one there."""
    inside = _signs().match(plain, start)
    if inside:
        return start, _measures("en")[inside["sign"].casefold()]
    before = _signs_before().search(plain, 0, start)
    if before is None:
        return start, None
    return before.start(), _measures("en")[before["sign"].casefold()]


def _scale_behind(plain: str, quantity: numbers.Quantity, money: _Measure | None) -> tuple[float, int]:
    """Return an amount with the scale that stands behind it apart or as a letter ("150 万", "€12.5m"), and where it ends."""
    apart = _scales_apart().match(plain, quantity.end)
    if apart and plain[quantity.end - 1].isdigit():
        return quantity.value * units.words("ja")["scales"][apart["scale"]], apart.end()
    letter = re.compile(r"[kmb](?![A-Za-z\d])", re.IGNORECASE).match(plain, quantity.end)
    if letter and money is not None and money.sign:
        return quantity.value * _SHORT[letter.group().lower()], letter.end()
    return quantity.value, quantity.end


def _unit_behind(plain: str, start: int) -> tuple[float, _Measure | None, int]:
    """Return the scale word and the unit behind a number, and where it ends; the symbol of a unit is passed over."""
    found = _units("ja").match(plain, start) or _units("en").match(plain, start)
    if found is None:
        return 1.0, None, start
    scale, rest = units.parted(found["unit"])
    return scale, _measures("ja").get(rest) or _measures("en").get(rest.casefold()), found.end()


def _said(value: float, measure: _Measure, language: Language) -> str:
    """Return an amount in the reader's scale with its unit; nothing where the language has no word for it."""
    value = float(f"{value:.15g}")  # 1.2 million are 1200000 and not 1199999.99…
    if language == "ja":
        return f"{scaled(value, 'ja')}{measure.ja}" if measure.ja else ""
    shown = scaled(value * measure.times, "en")
    if measure.sign:
        return f"{'-' if value < 0 else ''}{measure.sign}{shown.removeprefix('-')}"
    return f"{shown}{measure.one if value == 1 and measure.one else measure.en}"


@cache
def _measures(language: Language) -> dict[str, _Measure]:
    """Return the units by all that a language calls them; English names and signs in small letters."""
    lists = read_lists("kotae.text", "readable.toml")
    known: dict[str, _Measure] = {}
    for money in lists["money"]:
        ja = money.get("said_ja", money["ja"][0])
        measure = _Measure("", ja, money["en"][0], money["sign"])
        names = money["ja"] if language == "ja" else [money["sign"].strip(), *money["en"]]
        known |= {name if language == "ja" else name.casefold(): measure for name in names}
    for unit in lists["units"]:
        gap = "" if unit.get("close") else " "
        ja = unit["ja"][0] if unit.get("only") != "en" else ""
        one = f"{gap}{unit['one']}" if "one" in unit else ""
        measure = _Measure(f"{gap}{unit['en'][0]}", ja, unit["en"][0], times=unit.get("times", 1.0), one=one)
        names = unit["ja"] if language == "ja" else [*unit["en"], *([unit["one"]] if "one" in unit else [])]
        for name in names:
            known.setdefault(name if language == "ja" else name.casefold(), measure)
    return known


@cache
def _money_names() -> list[str]:
    """Return the signs and codes that stand before a number, without the words."""
    names = (name for name, measure in _measures("en").items() if measure.sign)
    return [name for name in names if " " not in name and (not name.isalpha() or len(name) == len("usd"))]


@cache
def _signs() -> re.Pattern[str]:
    """Return the pattern of an amount's sign of money where the number itself has it: behind a minus, if there is one."""
    return re.compile(rf"[△▲-]?(?P<sign>{either(_money_names())})", re.IGNORECASE)


@cache
def _signs_before() -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z])(?P<sign>{either(_money_names())}) ?\Z", re.IGNORECASE)


@cache
def _scales_apart() -> re.Pattern[str]:
    return re.compile(rf" (?P<scale>{either(units.words('ja')['scales'])})")


@cache
def _units(language: Language) -> re.Pattern[str]:
    """Return the pattern of a unit behind a number, in Japanese with its scale word, if it has one."""
    if language == "ja":
        scales = either(units.words("ja")["scales"])
        return re.compile(rf" ?(?P<unit>(?:{scales})?{either(_measures('ja'))})")
    words = either(name for name in _measures("en") if name[0].isalpha())
    return re.compile(rf"[ -]?(?P<unit>{words})(?![A-Za-z])", re.IGNORECASE)
