"""The words by which a question asks for an operation: the greatest, the third, the sum, the share, the change, all."""

import re
from dataclasses import dataclass

from kotae.answers.tables.cue_words import ADJECTIVES, PATTERNS, CueKind

_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九十")}
_WORDS = {
    word: value
    for words in ("one two three four five six seven eight nine ten",
                  "first second third fourth fifth sixth seventh eighth ninth tenth")
    for value, word in enumerate(words.split(), 1)
}  # fmt: skip
# A question with one of these is not answered by a cell as it stands, or by a list.
COMPUTING: tuple[CueKind, ...] = (
    "share", "ratio", "difference", "trend", "greatest", "least", "latest", "earliest", "place", "top", "bottom", "sum",
    "mean",
)  # fmt: skip
# A cue with a number stands beside the order that it contains: "the three largest" is a number of rows and an order.
_BESIDE = ("place", "top", "bottom", "after")


@dataclass(frozen=True, slots=True)
class Cue:
    """One such word or phrase: the characters [start, end) of the question, the number in it (the third: 3), and what
    a header that it orders by may contain, as a pattern ("長|length" for "longest")."""

    kind: CueKind
    start: int
    end: int
    number: int = 0
    scale: str = ""


def cues(question: str) -> list[Cue]:
    """Return the operation words of a question in order; of overlapping ones the longest."""
    found = [
        Cue(kind, match.start(), match.end(), _number(match), scale)
        for kind, pattern, scale in _COMPILED
        for match in pattern.finditer(question)
    ]
    found.sort(key=lambda cue: (cue.start - cue.end, cue.start))
    kept: list[Cue] = []
    for cue in found:
        if not any(_hides(other, cue) for other in kept):
            kept.append(cue)
    return sorted(kept, key=lambda cue: cue.start)


def computes(question: str) -> bool:
    """Tell whether a question asks for something that is computed from cells."""
    return any(cue.kind in COMPUTING for cue in cues(question))


def _hides(longer: Cue, cue: Cue) -> bool:
    if not (longer.start <= cue.start and cue.end <= longer.end):
        return False
    if (longer.kind == "list") != (cue.kind == "list"):
        return cue.kind == "list"
    return longer.kind == cue.kind or (longer.kind not in _BESIDE and cue.kind not in _BESIDE)


def _number(match: re.Match[str]) -> int:
    groups = match.groupdict()
    text = (groups.get("n") or groups.get("m") or "").lower()
    if not text:
        return 0
    return _WORDS.get(text) or _DIGITS.get(text) or int(re.sub(r"\D", "", text))


def _compile() -> list[tuple[CueKind, "re.Pattern[str]", str]]:
    numeral = r"(?:\d{1,2}|[一二三四五六七八九十])"
    found: list[tuple[CueKind, str, str]] = [(kind, pattern, "") for kind, pattern in PATTERNS]
    between = f"(?:(?!{'|'.join(japanese for _, japanese, _, _ in ADJECTIVES if japanese)})[^、。?？]){{0,12}}"
    for kind, japanese, english, scale in ADJECTIVES:
        if japanese:
            found.append((kind, rf"(?:最も|もっとも|一番|いちばん|[1１]番)に?{between}(?:{japanese})[いくな]?", scale))
            found.append((kind, rf"(?:{numeral}(?:番目|番手|位)[にの]?|次い?[でに])(?:{japanese})[いくな]?", scale))
            found.append((kind, rf"(?:{japanese})[いな]?(?:もの)?(?:順|ほうから|方から)", scale))
            found.append((kind, rf"(?:{japanese})[いな]{numeral}(?=[^\d年月日%％])", scale))
        if english:
            found.append((kind, rf"\b(?:{english})\b", scale))
    return [(kind, re.compile(pattern, re.IGNORECASE), scale) for kind, pattern, scale in found]


_COMPILED = _compile()
