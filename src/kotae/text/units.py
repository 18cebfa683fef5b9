"""What reads as a unit, what it measures in and how much of that it is; the words are data (units.*.toml).

A unit need not be listed whole: symbols take prefixes, scale words stand before or behind, "per" and "/" join two. English
and Japanese have a grammar each; signs and symbols are of both.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from kotae.text.lists import read_lists

_KEPT = re.compile(r"[^²³℃℉㎡㎥]+")
_LEAD = re.compile(
    r"^(?:(?:(?:figures|amounts|values|numbers)\s)?(?:expressed\s|measured\s)?in\s|(?:number|no\.)\sof\s(?=[a-z]))",
    re.IGNORECASE,
)
_PER = r"(?:\s?/\s?(?:\d+\s?)?[^\s/()]{1,8}(?:/[^\s/()]{1,4})?|\sper\s[\w,.'-]+(?:\s[\w'-]+){0,3})?"  # "人/km2", "t per ha"
_RATE = r"(?:[A-Za-z'-]+\s)?per\s\d[\d,]*\s[A-Za-z'-]+(?:\s[A-Za-z'-]+){0,2}"  # "deaths per 1,000 births"
_NO_SCALES = frozenset("mB")  # metres and bytes as often as millions and billions, where no money stands beside
# A scale in figures: "1,000 tonnes", "10,000人"; less than a thousand before another scale only ("100万円"), for "10 kg" is an
# amount.
_FIGURES = re.compile(r"(?P<size>1(?:,?000)+|10,?000)\s?(?=[^\d\s,.])|(?P<before>10{0,2})(?=[万億兆])")
_TENS = re.compile(r"10{1,2}\s?(?=[^\d\s,.])")
_PERCENTAGE = re.compile(r"[^\d()%]{1,12}%")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: what it measures in, by one name for all its names, and how much of that it is ("億円" is 1e8 of JPY)."""

    base: str
    factor: float


def words(name: str) -> dict[str, Any]:
    """Return the lists of units.NAME.toml: symbols, ja or en."""
    return read_lists("kotae.text", f"units.{name}.toml")


def folded(text: str) -> str:
    """Return a text in its compatibility form, except that "km²" and "℃" stay what they are."""
    return _KEPT.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text).strip()


@lru_cache(maxsize=4_096)
def unit_in(text: str) -> str:
    """Return the unit that a text is, without what leads to it ("in kt CO2", "number of beds"), or nothing.

    Args:
        text: what stands between brackets, or one of its parts, folded.
    """
    plain = _LEAD.sub("", text.strip())
    if len(plain) > 60:
        return ""
    if figures := _FIGURES.match(plain):
        return plain if unit_in(plain[figures.end() :]) else ""
    if _japanese().fullmatch(plain) or _english().fullmatch(plain) or _symbols().fullmatch(plain):
        return plain
    return "%" if _PERCENTAGE.fullmatch(plain) else ""


def is_symbol(text: str) -> bool:
    """Tell whether a text is a unit in signs and symbols or a scaled one, and so no name of things that are counted."""
    if figures := _FIGURES.match(text):
        return bool(unit_in(text[figures.end() :]))
    japanese = _scaled_japanese().fullmatch(text) or text in words("ja")["words"]["money"]
    return bool(japanese or _symbols().fullmatch(text))


def is_in_tens(text: str) -> bool:
    """Tell whether a text is ten or a hundred of a unit ("100ha", "10 t"): a unit among units, and an amount elsewhere."""
    plain = folded(text)
    figures = _TENS.match(plain)
    return bool(figures and not unit_in(plain) and unit_in(plain[figures.end() :]))


def is_countable(unit: str) -> bool:
    """Tell whether a unit is a word for things that are counted in whole numbers ("households")."""
    return unit.casefold() in words("en")["words"]["counted"]


@lru_cache(maxsize=4_096)
def unit(text: str) -> Unit:
    """Return what a unit measures in and how much of that it is; one that is not known is its own name, once."""
    alone = words("symbols")["scales"].get("k" if text == "K" else text) if text not in _NO_SCALES else None
    if alone:
        return Unit("", alone)
    scale, rest = parted(text)
    return _scaled(rest, scale)


@lru_cache(maxsize=4_096)
def parted(text: str) -> tuple[float, str]:
    """Return the size of a unit's scale, 1 where it has none, and the unit without it: 1e8 and "円" of "億円", 100 and "ha"."""
    plain = _LEAD.sub("", folded(text))
    if (figures := _FIGURES.match(plain) or _TENS.match(plain)) and unit_in(plain[figures.end() :]):
        scale, rest = parted(plain[figures.end() :])
        return scale * float(figures.group().replace(",", "")), rest
    japanese = re.fullmatch(rf"(?P<scale>{_any(words('ja')['scales'])})?(?P<rest>.*)", plain)
    if japanese and japanese["scale"]:
        return words("ja")["scales"][japanese["scale"]], japanese["rest"]
    for pattern, scales in _english_scales():
        match = pattern.search(plain)
        if match:
            rest = (plain[: match.start("scale")] + " " + plain[match.end("scale") :]).strip()
            return scales[match["scale"].casefold()], rest.removeprefix("of ").strip()
    return 1.0, plain


def converted(value: float, written: str, wanted: str) -> float | None:
    """Return an amount of one unit in another; None where they do not measure the same.

    Args:
        value: how much.
        written: its unit.
        wanted: the unit in which it is wanted.
    """
    one, other = unit(written), unit(wanted)
    if one.base != other.base:
        return None
    # Decimal's arithmetic without its type: 1.2 * 1e8 / 1e4 is 12000 and not 11999.999….
    return float(f"{value * one.factor / other.factor:.15g}")


def is_same(one: str, other: str) -> bool:
    """Tell whether two units measure the same, in whatever amounts."""
    return unit(one).base == unit(other).base


def is_scale(text: str) -> bool:
    """Tell whether a unit is the word of a scale and no more ("thousands", "in millions")."""
    size, rest = parted(text)
    return size > 1 and not rest


def is_sign(text: str) -> bool:
    """Tell whether a unit is the sign of a currency and no more ("$")."""
    return text in words("symbols")["money"]["signs"]


def is_scaled_money(text: str) -> bool:
    """Tell whether a unit is thousands, millions, 億 or more of a currency."""
    scale, currency = parted(text)
    money = words("symbols")["money"]
    base = unit(currency).base
    return scale > 1 and (
        base in money["codes"] or currency in money["signs"] or currency in words("ja")["words"]["money"]
    )


def _scaled(rest: str, scale: float) -> Unit:
    base, factor = _plain_units().get(rest, (_names().get(rest, rest), 1.0))
    if base == rest and rest != rest.casefold():
        lower = rest.casefold()
        base, factor = _plain_units().get(lower, (_names().get(lower, rest), 1.0)) if len(rest) > 2 else (rest, 1.0)
    return Unit(base, scale * factor)


@cache
def _names() -> dict[str, str]:
    return {name: same["names"][0] for same in words("symbols")["same"] for name in same["names"]}


@cache
def _plain_units() -> dict[str, tuple[str, float]]:
    """Return every symbol with its prefixes, and every multiple by name: what it is of, and how much of that."""
    data = words("symbols")
    known: dict[str, tuple[str, float]] = {}
    for symbol in data["symbols"]:
        base, factor = symbol.get("base", symbol["write"]), symbol.get("factor", 1.0)
        for prefix in symbol["prefixes"] + symbol.get("converted", ""):
            size = data["prefixes"]["k" if prefix == "K" else prefix]
            known[prefix + symbol["write"]] = (base, size * factor)
            for power, marks in ((2, ("2", "²", "^2")), (3, ("3", "³", "^3"))):
                for mark in marks if symbol["write"] == "m" else ():
                    known[f"{prefix}m{mark}"] = (f"m{power}", size**power)
        known[symbol["write"]] = (base, factor)
    return known | {name: (base, float(factor)) for name, (factor, base) in data["multiples"].items()}


def _any(options: Iterable[str]) -> str:
    return "|".join(re.escape(option).replace(r"\ ", r"\s") for option in sorted(set(options), key=len, reverse=True))


@cache
def _symbol() -> str:
    data = words("symbols")
    listed = [*data["words"]["plain"]]
    for symbol in data["symbols"]:
        listed += [prefix + symbol["write"] for prefix in symbol["prefixes"]]
        listed += [symbol["write"]] if symbol.get("alone", True) else []
    return (
        rf"(?:(?:{_any(listed)}|(?i:{_any(data['words']['any_case'])})|[kMm]?b(?=/d))"
        r"(?:\^?[23]|[²³])?(?:[-\s]?CO2)?(?:[-\s]?(?:e|eq\.?|equivalent))?)"
    )


@cache
def _money() -> str:
    data, english = words("symbols"), words("en")
    sign = rf"(?:{_any(data['money']['signs'])}|{_any(data['money']['codes'])})"
    scale = rf"(?:{_any(data['scales'])}|{_scale_en()})"
    quality = rf"(?:(?i:{_any(english['words']['money_qualities'])})\s)?(?:\d{{4}}\s)?"
    return rf"(?:{quality}(?:{sign}(?:\s?{scale})?|[A-Z]{{3}}\s(?:bn|mn|mln|m|{_scale_en()})|{scale}\s?{sign}))"


@cache
def _scale_en() -> str:
    data = words("en")
    scales = _any([word for word in data["scales"] if not word.startswith("hundred")])
    return rf"(?i:{scales}|(?:{_any(data['words']['before_scales'])})(?:\sof)?\s(?:{scales}))"


@cache
def _symbols() -> re.Pattern[str]:
    return re.compile(rf"(?:{_symbol()}|{_money()}){_PER}")


@cache
def _english() -> re.Pattern[str]:
    data = words("en")["words"]
    physical = (
        rf"(?:(?:{_any(data['qualities'])})\s)*(?:(?:{_any(data['prefixes'])})?(?:{_any(data['prefixed'])})"
        rf"|{_any(data['physical'])})s?(?:\s(?:{_any(data['temperature'])}))?"
    )
    named = rf"{_any(data['money'])}|{_any(data['time'])}|{_any(data['counted'])}"
    percent = rf"(?:{_any(data['percent'])})(?:\s(?:{_any(data['percent_of'])})(?:\s[\w&'-]+){{0,5}})?"
    english = (
        rf"(?i:{percent}|(?:\w+-)?(?:{physical}|{named})(?:\sof(?:\s[A-Za-z][\w&'-]*){{1,3}})?(?:\sequivalents?)?)"
    )
    thing = rf"(?!(?:{_any(data['joining'])})\b)"
    scaled = (
        rf"(?:(?:10{{0,2}}\s)?{_scale_en()}|['’]000s?|000s)(?:\s(?:of\s)?(?:{_money()}|{_symbol()}|{english}"
        rf"|{thing}[A-Za-z$'-]+(?:\s{thing}[\w&'-]+){{0,2}}))?|bn|mn"
    )
    return re.compile(rf"(?:{english}|{scaled}){_PER}|{_RATE}")


@cache
def _scaled_japanese() -> re.Pattern[str]:
    data = words("ja")
    return re.compile(
        rf"(?:{_any(data['scales'])})(?:{_one_japanese()}|{_any(data['words']['scaled_only'])}|{_symbol()}){_PER}"
    )


@cache
def _one_japanese() -> str:
    data = words("ja")["words"]
    prefixed = rf"(?:{_any(data['powers'])})?(?:{_any(data['prefixes'])})?(?:{_any(data['prefixed'])})"
    return rf"(?:{_any(data['counters'])}|{prefixed}|{_any(data['katakana'])})"


@cache
def _japanese() -> re.Pattern[str]:
    data = words("ja")
    scaled = rf"(?:{_any(data['scales'])})?(?:{_one_japanese()}|{_symbol()})"
    behind_scales = rf"(?:{_any(data['scales'])})(?:{_any(data['words']['scaled_only'])})"
    others = _any([*data["words"]["time"], *data["words"]["scales_alone"]])
    return re.compile(rf"(?:{scaled}|{behind_scales}|{others}){_PER}")


@cache
def _english_scales() -> tuple[tuple[re.Pattern[str], dict[str, float]], ...]:
    """Return patterns of an English scale word or sign with the sizes of the scales; a letter counts beside money only."""
    english = words("en")["scales"]
    short = {name.casefold(): size for name, size in words("symbols")["scales"].items()}
    sign = _any((*words("symbols")["money"]["signs"], *words("symbols")["money"]["codes"]))
    letters = {name: size for name, size in short.items() if len(name) == 1}
    longer = {name: size for name, size in short.items() if len(name) > 1}
    money = rf"(?:{sign})\s?(?P<scale>{_any(letters)})$"
    return (
        (re.compile(rf"(?<![A-Za-z])(?P<scale>{_any(english)})(?![A-Za-z])", re.IGNORECASE), english),
        (re.compile(rf"(?<![A-Za-z\d])(?P<scale>{_any(longer)})(?![A-Za-z\d])", re.IGNORECASE), longer),
        (re.compile(money, re.IGNORECASE), letters),
    )
