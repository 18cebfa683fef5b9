"""The words by which a question asks for an operation or says how things are chosen; they are data (*/cues.toml)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from kotae.question.measures import adjectives, ordering
from kotae.question.model import Cue, CueKind
from kotae.question.words import any_of, pattern, words
from kotae.text.language import Language

# "the runner-up" and "the next largest" are the second.
_IMPLIED = 2


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: CueKind
    direction: Literal["up", "down", ""]
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None


def cues(text: str, language: Language, taken: Sequence[tuple[int, int]] = ()) -> tuple[Cue, ...]:
    """Return the cues of a question in order; of cues within one another the longest.

    Args:
        text: the question, in the narrow form of every character.
        language: that it is in.
        taken: characters [start, end) that say something else, as an amount does with "at least 500".
    """
    listed = [cue for entry in _entries(language) for cue in _matches(entry, text, language, taken)]
    listed.sort(key=lambda cue: (cue.start - cue.end, cue.start))
    beside = frozenset(words(language, "cues")["beside"])
    kept: list[Cue] = []
    for cue in listed:
        if not any(_hides(other, cue, beside) for other in kept):
            kept.append(cue)
    return tuple(sorted(kept, key=lambda cue: (cue.start, cue.end)))


def _matches(entry: _Entry, text: str, language: Language, taken: Iterable[tuple[int, int]]) -> Iterable[Cue]:
    barred = [match.span() for match in entry.unless.finditer(text)] if entry.unless else []
    barred += taken
    for match in entry.pattern.finditer(text):
        start, end = match.span()
        if start < end and not any(start < last and first < end for first, last in barred):
            scales = ordering(match.group(), language)
            yield Cue(start, end, entry.kind, _number(match, entry, language), entry.direction, scales)


def _hides(longer: Cue, cue: Cue, beside: frozenset[str]) -> bool:
    inside = longer.start <= cue.start and cue.end <= longer.end
    return inside and (longer.kind == cue.kind or (cue.kind not in beside and longer.kind not in beside))


def _number(match: re.Match[str], entry: _Entry, language: Language) -> int:
    text = next((group for group in match.groupdict().values() if group), "").lower()
    if not text:
        return _IMPLIED if entry.kind == "nth" else 0
    numerals = words(language, "cues")["numerals"] | words(language, "cues")["ordinals"]
    return int(numerals.get(text) or re.sub(r"\D", "", text))


@cache
def _entries(language: Language) -> tuple[_Entry, ...]:
    data, lists = words(language, "cues"), _lists(language)
    return tuple(
        _Entry(
            entry["kind"],
            entry.get("direction", ""),
            pattern(language, {"words": entry.get("words"), "patterns": _distinct(entry, lists)}, lists),
            re.compile("|".join(entry["unless"]), re.IGNORECASE) if entry.get("unless") else None,
        )
        for entry in data["cue"]
    )


def _distinct(entry: Mapping[str, Any], lists: Mapping[str, str]) -> list[str]:
    """Return an entry's patterns with the captured number under a name of its own in each, as one pattern needs them."""
    numbers = {name: lists[name] for name in ("n", "nth") if name in lists}
    patterns = []
    for place, listed in enumerate(entry.get("patterns", ())):
        for name, numerals in numbers.items():
            listed = listed.replace(f"{{{name}}}", f"(?P<{name}_{place}>{numerals})")
        patterns.append(listed)
    return patterns


@cache
def _lists(language: Language) -> dict[str, str]:
    """Return what the placeholders in a language's patterns stand for."""
    data = words(language, "cues")
    numeral = rf"(?:\d{{1,2}}|{any_of(language, data['numerals'])})"
    lists = {"n": numeral, "number": numeral}
    keys = ("up", "down", "more", "less") if language == "en" else ("up", "down", "most", "least")
    for key in keys:
        lists[key] = adjectives(language, key, age=False)
        lists[f"{key}_age"] = adjectives(language, key, age=True)
        lists[f"{key}_any"] = f"(?:{lists[key]}|{lists[f'{key}_age']})"
    if language == "en":
        return lists | {"nth": rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{any_of('en', data['ordinals'])})"}
    stems = f"(?:{lists['up_any']}|{lists['down_any']})"
    return lists | {
        "counter": any_of("ja", data["counters"]),
        "between": rf"(?:(?!{stems})[^、。?？]){{0,12}}",
    }
