"""Whether an answer is the wanted one, by the rules that WikiTableQuestions states for its evaluation.

Written anew from their description: an answer is a set of values; each of the wanted ones must be met by one of the given,
and there must be as many. A value is met by the same text in normal form, by the same number, or by the same date with the
same parts. The data's own normal forms (by Stanford CoreNLP) are not used: wanted texts are read here.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from kotae.text import numbers

_QUOTES = str.maketrans({**dict.fromkeys("‘’´`", "'"), **dict.fromkeys("“”", '"'), **dict.fromkeys("‐‑‒–—−", "-")})
_CITATION = re.compile(r"((?<!^)\[[^\]]*\]|\[\d+\]|[•♦†‡*#+])*$")
_DETAIL = re.compile(r"(?<!^)( \([^)]*\))*$")
_QUOTED = re.compile(r'^"([^"]*)"$')
_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?")
_CLOSE = 1e-6
_WORDS = {word: number for number, word in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve".split())}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a wanted or given value means: its text in normal form, its number, its year, month and day."""

    text: str
    number: float | None
    date: tuple[int | None, int | None, int | None] | None


def is_right(wanted: Sequence[str], given: Sequence[str]) -> bool:
    """Tell whether given values are the wanted ones, in any order."""
    targets, answers = {meaning(value) for value in wanted}, {meaning(value) for value in given}
    return len(targets) == len(answers) and all(any(_meets(t, a) for a in answers) for t in targets)


def meaning(value: str) -> Meaning:
    """Read one value."""
    return Meaning(normal(value), _number(value), _date(value))


def normal(text: str) -> str:
    """Return a text in the normal form of the description."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c) != "Mn")
    plain = plain.translate(_QUOTES)
    while True:
        before = plain
        plain = _CITATION.sub("", plain.strip())
        plain = _DETAIL.sub("", plain.strip())
        plain = _QUOTED.sub(r"\1", plain.strip())
        if plain == before:
            break
    return re.sub(r"\s+", " ", plain.removesuffix(".")).casefold().strip()


def _meets(wanted: Meaning, given: Meaning) -> bool:
    if wanted.text == given.text:
        return True
    if wanted.number is not None and given.number is not None:
        return abs(wanted.number - given.number) <= _CLOSE
    return wanted.date is not None and wanted.date == given.date


def _number(value: str) -> float | None:
    plain = value.strip().translate(_QUOTES)
    if plain.casefold() in _WORDS:
        return float(_WORDS[plain.casefold()])
    if not _NUMBER.fullmatch(plain) or not any(character.isdigit() for character in plain):
        return None
    return float(plain.replace(",", ""))


def _date(value: str) -> tuple[int | None, int | None, int | None] | None:
    found = numbers.dates(value)
    if len(found) != 1 or len(value.strip()) - (found[0].end - found[0].start) > 1:
        return None
    day = found[0]
    return (day.year, day.month, day.day) if day.month else None
