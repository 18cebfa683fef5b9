"""Kinds of amount: the words that ask for one, the adjectives that order by it, the units that state it."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from kotae.question.model import Measure
from kotae.question.words import LANGUAGES, any_of, words
from kotae.text.language import Language

Way = Literal["up", "down"]
_AGE = "age"
# Which lists of a language hold the words for more and for less of a measure.
_ADJECTIVES: dict[Language, tuple[tuple[Way, str], ...]] = {
    "en": (("up", "up"), ("down", "down"), ("up", "more"), ("down", "less")),
    "ja": (("up", "most"), ("down", "least"), ("up", "up"), ("down", "down")),
}


@cache
def measures() -> dict[str, Measure]:
    """Return every measure by its name, with the headers and units of both languages."""
    headers: dict[str, list[str]] = {}
    units: dict[str, list[str]] = {}
    for language in LANGUAGES:
        for entry in words(language, "measures")["measure"]:
            headers.setdefault(entry["name"], []).extend(entry["headers"])
            units.setdefault(entry["name"], []).extend(entry["units"])
    return {name: Measure(name, tuple(headers[name]), tuple(units[name])) for name in headers}


def requested(text: str, language: Language) -> tuple[Measure, ...]:
    """Return the measures that a question asks for ("how long", 何トン, 高さは)."""
    return tuple(measures()[name] for name, pattern in _requests(language) if pattern.search(text))


def ordering(text: str, language: Language) -> tuple[Measure, ...]:
    """Return the measures by which the adjective in a few words orders; none for one that orders by anything ("largest")."""
    listed = [name for name, pattern in _orders(language) if pattern.search(text)]
    return tuple(measures()[name] for name in listed if measures()[name].headers)


def states(measure: Measure, text: str) -> bool:
    """Tell whether a text states anything in a unit of a measure."""
    return bool(_stated(measure.name).search(text))


@cache
def adjectives(language: Language, key: str, *, age: bool) -> str:
    """Return a pattern of the adjectives of one list.

    Args:
        language: of the adjectives.
        key: the list: "up", "down" and so on.
        age: whether to return those of age, which order by time, or all others.
    """
    entries = words(language, "measures")["measure"]
    return any_of(
        language, [word for entry in entries if (entry["name"] == _AGE) is age for word in entry.get(key, ())]
    )


@cache
def _requests(language: Language) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(_requested(language))


def _requested(language: Language) -> Iterator[tuple[str, re.Pattern[str]]]:
    for entry in words(language, "measures")["measure"]:
        if language == "en" and entry["asks"]:
            yield entry["name"], re.compile(any_of("en", entry["asks"]), re.IGNORECASE)
        elif language == "ja":
            parts = [f"何{any_of('ja', entry['counted'])}"] if entry["counted"] else []
            parts += [rf"{any_of('ja', entry['nouns'])}(?=は|って|を教|$|[?？])"] if entry["nouns"] else []
            if parts:
                yield entry["name"], re.compile("|".join(parts))


@cache
def _orders(language: Language) -> tuple[tuple[str, re.Pattern[str]], ...]:
    orders = []
    for entry in words(language, "measures")["measure"]:
        listed = [word for _, key in _ADJECTIVES[language] for word in entry.get(key, ())]
        if listed:
            orders.append((entry["name"], re.compile(any_of(language, listed), re.IGNORECASE)))
    return tuple(orders)


@cache
def _stated(name: str) -> re.Pattern[str]:
    units = measures()[name].units
    latin = [
        re.escape(unit) for unit in sorted(units, key=len, reverse=True) if unit[0].isascii() and unit[0].isalpha()
    ]
    others = [re.escape(unit) for unit in units if not (unit[0].isascii() and unit[0].isalpha())]
    words_alone = [rf"(?<![A-Za-z])(?:{'|'.join(latin)})(?![A-Za-z])"] if latin else []
    return re.compile("|".join([*words_alone, *others]) or r"(?!)", re.IGNORECASE)
