"""Amounts and dates of one language said as a reader of the other writes them: "21,706 億円" is "¥2.17 trillion"."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass

from kotae.text import numbers, units
from kotae.text.language import Language
from kotae.text.normalise import narrow

_LONGEST_UNIT = 12  # characters; "million euros" is longer than all in Japanese
_ENGLISH = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_JAPANESE = ((1e12, "兆"), (1e8, "億"), (1e4, "万"))
# What a unit is called before or behind a number; one that is not here is left to the dictionary.
_MONEY = {"円": "¥", "ドル": "$", "ユーロ": "€", "ポンド": "£", "元": "CN¥"}
_MONEY_EN = {"円": "yen", "ドル": "dollars", "ユーロ": "euros", "ポンド": "pounds"}
_SCALES_EN = {
    1e2: "hundred", 1e3: "thousand", 1e4: "ten thousand", 1e5: "hundred thousand", 1e6: "million", 1e7: "ten million",
    1e8: "hundred million", 1e9: "billion", 1e10: "ten billion", 1e11: "hundred billion", 1e12: "trillion",
}  # fmt: skip
_UNITS_EN = {
    "トン": " tonnes", "人": " people", "名": " people", "社": " companies", "件": " cases", "年": " years", "日": " days",
    "時間": " hours", "分": " minutes", "倍": " times", "%": "%", "パーセント": "%", "か国": " countries", "カ国": " countries",
    "冊": " copies", "台": " units", "株": " shares", "店": " shops", "店舗": " shops", "世帯": " households",
    "キロメートル": " km", "メートル": " m", "キログラム": " kg", "キロワット時": " kWh", "ヘクタール": " ha",
}  # fmt: skip
_UNITS_JA = {
    "yen": "円", "dollars": "ドル", "euros": "ユーロ", "pounds": "ポンド", "tonnes": "トン", "tons": "トン", "people": "人",
    "countries": "か国", "companies": "社", "kilometres": "キロメートル", "kilometers": "キロメートル", "households": "世帯",
}  # fmt: skip
_SIGNS = {"¥": "円", "$": "ドル", "€": "ユーロ", "£": "ポンド"}


@dataclass(frozen=True, slots=True)
class Said:
    """Characters [start, end) of a text, and how they are said in the other language."""

    start: int
    end: int
    text: str


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


def scaled(value: float, language: Language) -> str:
    """Return a number in the scale words of a language, to three figures where it has a scale word: "2.17 trillion"."""
    for factor, word in _ENGLISH if language == "en" else _JAPANESE:
        if abs(value) >= factor:
            share = value / factor
            shown = f"{share:.3g}" if abs(share) < 1000 else f"{share:,.0f}"
            return f"{shown} {word}" if language == "en" else f"{shown}{word}"
    return f"{value:,.10g}"


def unit_name(unit: str) -> str:
    """Return what a Japanese unit is called in English: "thousand tonnes" for "千トン"; nothing for what is no unit, or may be
    another word ("人", "日")."""
    bare = _bare(unit)
    name = _MONEY_EN.get(bare, _UNITS_EN.get(bare, "").strip())
    if not name or (len(unit) == 1 and unit not in _MONEY_EN):
        return ""
    scale = _SCALES_EN.get(units.words("ja")["scales"].get(unit.removesuffix(bare), 1.0), "") if unit != bare else ""
    return f"{scale} {name}".strip()


def _dates(text: str, language: Language) -> Iterator[Said]:
    plain = narrow(text)
    for date in numbers.dates(text):
        written = plain[date.start : date.end]
        japanese = any(character >= "\u3040" for character in written)
        if japanese == (language == "ja") or written.isdigit():
            continue
        shown = _english_date(date, "年度" in written) if language == "en" else _japanese_date(date)
        if shown and shown != written:
            yield Said(date.start, date.end, shown)


def _english_date(date: numbers.Date, fiscal: bool) -> str:
    month = calendar.month_name[date.month] if date.month else ""
    year = f"{'FY' if fiscal and not month else ''}{date.year}" if date.year else ""
    return " ".join(part for part in (str(date.day or ""), month, year) if part)


def _japanese_date(date: numbers.Date) -> str:
    parts = ((date.year, "年"), (date.month, "月"), (date.day, "日"))
    return "".join(f"{number}{name}" for number, name in parts if number)


def _amounts(text: str, language: Language) -> Iterator[Said]:
    plain = narrow(text)
    for quantity in _joined(numbers.quantities(text), plain):
        start = quantity.start - (plain[quantity.start - 1 : quantity.start] in _SIGNS)
        sign = plain[start]
        value = quantity.value
        end, unit = _unit(plain, quantity.end)
        measured = units.unit(unit) if unit else None
        if measured is not None:
            value *= measured.factor if _is_scale(unit) else 1.0
        shown = _english(value, _bare(unit)) if language == "en" else _japanese(value, sign, unit)
        written = plain[start:end]
        is_number = not any(character.isalpha() or character in _SIGNS for character in written)
        if (
            shown != written
            and not is_number
            and any(character >= "\u3040" for character in written) == (language == "en")
        ):
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


def _unit(plain: str, start: int) -> tuple[int, str]:
    """Return where the unit behind a number ends, and the unit; nothing where none is known there."""
    first = start + (plain[start : start + 1] == " ")
    for end in range(min(len(plain), first + _LONGEST_UNIT), first, -1):
        unit = plain[first:end]
        if _bare(unit) in _MONEY | _UNITS_EN or (unit.lower() in _UNITS_JA and not plain[end : end + 1].isalpha()):
            return end, unit
    return start, ""


def _is_scale(unit: str) -> bool:
    return _bare(unit) != unit


def _bare(unit: str) -> str:
    """Return a Japanese unit without the scale word before it."""
    scales = sorted(units.words("ja")["scales"], key=len, reverse=True)
    return next((unit[len(scale) :] for scale in scales if unit.startswith(scale)), unit)


def _english(value: float, unit: str) -> str:
    shown = scaled(value, "en")
    if unit in _MONEY:
        return f"{'-' if value < 0 else ''}{_MONEY[unit]}{shown.removeprefix('-')}"
    return shown + _UNITS_EN.get(unit, "")


def _japanese(value: float, sign: str, unit: str) -> str:
    return scaled(value, "ja") + _SIGNS.get(sign, _UNITS_JA.get(unit.lower(), ""))
