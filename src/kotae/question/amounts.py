"""The amounts of a question: what values are compared with (more than 500, at least 3 km), and numbers that it names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from kotae.question.model import Amount, Comparison
from kotae.question.words import any_of, pattern, words
from kotae.text import numbers
from kotae.text.language import Language
from kotae.text.units import unit_in

# What stands before the rest of a name or of a date: "A4", "2.0.1", "10/9/2009".
_JOINED = re.compile(r"(?:[A-Za-z\d.,]|\d/)$")
_DATE = re.compile(r"\d+ ?/ ?\d")
# Characters before a number within which its limit stands.
_FARTHEST = 60
_OPPOSITE: dict[Comparison, Comparison] = {">": "<=", ">=": "<", "<": ">=", "<=": ">", "=": "="}


@dataclass(frozen=True, slots=True)
class _Written:
    """A number as it stands: characters [start, number_end) and with its unit [start, end)."""

    start: int
    number_end: int
    end: int
    value: float
    scaled: bool
    unit: str
    worded: bool


def amounts(text: str, language: Language, taken: Sequence[tuple[int, int]] = ()) -> tuple[Amount, ...]:
    """Return the amounts of a question in order. Numbers written as words count where the question compares with them.

    Args:
        text: the question, in the narrow form of every character.
        language: that it is in.
        taken: characters [start, end) that say something else, as a date does.
    """
    listed = []
    for number in _written(text, language):
        if any(first < number.number_end and number.start < last for first, last in taken):
            continue
        amount = _limited(text, number, language)
        if amount.stated or not number.worded:
            listed.append(amount)
    ranges = [*_ranges(listed, text, language), *_signs(text, language)]
    return tuple(sorted(ranges, key=lambda amount: amount.start))


def _signs(text: str, language: Language) -> Iterator[Amount]:
    """Yield the words that say without a number on which side of zero an amount is ("loss-making")."""
    for comparison, sign in _limits(language, "alone"):
        for match in sign.finditer(text):
            yield Amount(match.start(), match.end(), 0.0, False, "", comparison, True)


def _written(text: str, language: Language) -> Iterator[_Written]:
    """Yield the numbers of a text with what stands behind them as a unit."""
    for match in _number(language).finditer(text):
        if _JOINED.search(text[max(0, match.start() - 2) : match.start()]) or _DATE.match(text, match.start()):
            continue
        unit = _without_limit((match["unit"] or "").strip(), language)
        word = match["word"]
        value = _value(match["figures"]) if word is None else _worded(word, language)
        if value is not None:
            end = match.end("figures" if word is None else "word")
            scaled = bool(_scale(language).search(match["figures"] or word))
            yield _Written(match.start(), end, match.end(), value, scaled, unit, word is not None)


def _limited(text: str, number: _Written, language: Language) -> Amount:
    """Return a number with what says before it, or behind it, how values must stand to it."""
    first = max(0, number.start - _FARTHEST)
    for comparison, before in _limits(language, "before"):
        if limit := before.search(text[first : number.start]):
            denied = language == "en" and _denied("en").search(text[first : first + limit.start()])
            return _amount(number, first + limit.start(), number.end, _OPPOSITE[comparison] if denied else comparison)
    for stop in (number.end, number.number_end):
        for comparison, behind in _limits(language, "behind"):
            if limit := behind.match(text, stop):
                denied = language == "ja" and comparison in (">", ">=") and _denied("ja").match(text, limit.end())
                return _amount(number, number.start, limit.end(), _OPPOSITE[comparison] if denied else comparison)
    return _amount(number, number.start, number.end, None)


def _amount(number: _Written, start: int, end: int, comparison: Comparison | None) -> Amount:
    return Amount(start, end, number.value, number.scaled, number.unit, comparison or "=", comparison is not None)


def _ranges(listed: Sequence[Amount], text: str, language: Language) -> list[Amount]:
    """Make the lower and the upper end of a range of two numbers that stand so ("between 3 and 5", "3から5まで")."""
    result = list(listed)
    for place, (low, high) in enumerate(pairwise(listed)):
        limits = low.comparison == ">=" and high.comparison in ("<", "<=") and low.stated and high.stated
        if _between(text, low, high, language) or limits:
            unit = low.unit or high.unit
            top: Comparison = high.comparison if high.comparison in ("<", "<=") and high.stated else "<="
            scaled = low.scaled or high.scaled
            result[place] = replace(low, comparison=">=", scaled=scaled, unit=unit, stated=True)
            result[place + 1] = replace(high, comparison=top, scaled=scaled, unit=high.unit or unit, stated=True)
    return result


def _between(text: str, low: Amount, high: Amount, language: Language) -> bool:
    data = words(language, "limits")["range"]
    joining, between = any_of(language, data["joining"]), text[low.end : high.start]
    if language == "ja":
        return not low.stated and re.fullmatch(joining, between) is not None
    before = text[max(0, low.start - _FARTHEST) : low.start]
    opening = re.search(rf"{any_of('en', data['opening'])} $", before, re.IGNORECASE)
    return bool(opening and re.fullmatch(rf" ?{joining} ", between))


def _worded(text: str, language: Language) -> float:
    """Return a number written as words, its scale word multiplied out ("one million")."""
    data, said = words(language, "limits"), text.lower()
    for scale, size in data.get("word_scales", {}).items():
        if said.endswith(f" {scale}") and said not in data["numbers"]:
            return float(data["numbers"][said[: -len(scale)].strip()] * size)
    return float(data["numbers"][said])


def _value(text: str) -> float | None:
    """Return a written number, parts such as 1万3千 added up; None for what is no number alone ("2.0.1")."""
    plain = text.strip().rstrip(",.").lstrip("$€£¥")
    if re.search(r"\dk$", plain):
        plain = plain[:-1] + " thousand"
    parts = numbers.quantities(plain)
    covered = "".join(plain[part.start : part.end] for part in parts).replace(" ", "")
    return sum(part.value for part in parts) if parts and covered == plain.replace(" ", "") else None


@cache
def _number(language: Language) -> re.Pattern[str]:
    """Return the pattern of a number with its unit: `figures` or `word`, and `unit`."""
    data, scale = words(language, "limits"), _scale(language).pattern
    worded = any_of(language, data["numbers"])
    if language == "ja":
        unit = r"(?P<unit> ?(?:[%％‰]|[A-Za-zμ²³°/]+[23]?|[ァ-ヶー]+|[一-龠]{1,3}))?"
        counted = rf"(?P<word>{worded})(?=[つ人件社個本台回年])"
        return re.compile(rf"(?:(?P<figures>[$€£¥]?\d(?:[\d,.]|{scale})*)|{counted}){unit}")
    spaced = f" (?={'|'.join(data['scales']['spaced'])})"
    barred = rf"(?!{any_of('en', data['no_units']['words'])})"
    unit = rf"(?P<unit> ?(?:[%％‰]|{barred}[A-Za-zμ²³°/]+[23]?))?"
    figures = rf"(?P<figures>[$€£¥]?\d(?:[\d,.]|{scale}|{spaced})*)"
    words_alone = rf"(?P<word>{worded}(?: {any_of('en', data['word_scales'])})?)"
    return re.compile(rf"(?:{figures}|{words_alone}){unit}", re.IGNORECASE)


@cache
def _scale(language: Language) -> re.Pattern[str]:
    data = words(language, "limits")["scales"]
    if language == "ja":
        return re.compile(f"[{data['characters']}]")
    return re.compile(rf"(?:{'|'.join(data['words'])})(?![a-z])", re.IGNORECASE)


@cache
def _limits(language: Language, side: str) -> tuple[tuple[Comparison, re.Pattern[str]], ...]:
    data = words(language, "limits")
    entries = [entry for entry in data["amount"] if entry["side"] == side]
    patterns = []
    for entry in entries:
        if side == "alone":
            patterns.append((entry["comparison"], pattern(language, entry, {})))
            continue
        listed = any_of(language, entry["words"])
        if language == "ja":
            text = rf"{listed}、?$" if side == "before" else rf"[^\d、。]{{0,4}}?{listed}(?!特急)"
        elif side == "before":
            text = rf"{listed} (?:{any_of('en', data['between']['words'])} )*[$€£¥]?$"
        else:
            text = rf"\+| ?(?:\w+ ){{0,2}}?{listed}"
        patterns.append((entry["comparison"], re.compile(text, re.IGNORECASE if language == "en" else 0)))
    return tuple(patterns)


@cache
def _denied(language: Language) -> re.Pattern[str]:
    data = words(language, "limits")["denied"]
    if language == "ja":
        return re.compile("|".join(data["patterns"]))
    listed = "|".join(map(re.escape, data["words"]))
    return re.compile(rf"(?:{listed}) (?:\w+ )?$", re.IGNORECASE)


@cache
def _ending() -> re.Pattern[str]:
    listed = [word for entry in words("ja", "limits")["amount"] if entry["side"] == "behind" for word in entry["words"]]
    return re.compile(f"(?:{any_of('ja', listed)}|台)$")


def _without_limit(unit: str, language: Language) -> str:
    """Drop what compares from the characters behind a Japanese number."""
    if language == "en":
        return unit
    plain = _ending().sub("", unit)
    known = (plain[:length] for length in range(len(plain), 0, -1) if unit_in(plain[:length]))
    return next(known, plain)  # "回優勝" begins with a unit
