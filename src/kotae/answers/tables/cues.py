"""The cues of a question as the operations that are computed over a table."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kotae.question import model
from kotae.question.model import Question, Term

CueKind = Literal[
    "greatest", "least", "latest", "earliest", "place", "after", "top", "bottom", "sum", "mean", "count", "share",
    "difference", "ratio", "trend", "compare", "list", "except", "which_year", "rank",
]  # fmt: skip
# A question with one of these is not answered by a cell as it stands, or by a list.
COMPUTING: tuple[CueKind, ...] = (
    "share", "ratio", "difference", "trend", "greatest", "least", "latest", "earliest", "place", "top", "bottom", "sum",
    "mean",
)  # fmt: skip
_SAME: dict[model.CueKind, CueKind] = {
    "greatest": "greatest", "least": "least", "latest": "latest", "earliest": "earliest", "nth": "place", "next": "after",
    "sum": "sum", "mean": "mean", "count": "count", "share": "share", "difference": "difference", "ratio": "ratio",
    "change": "trend", "compare": "compare", "more": "compare", "less": "compare", "or": "compare", "all": "list",
    "each": "list", "not": "except", "except": "except", "rank": "rank",
}  # fmt: skip
# Operations whose words also name columns ("average price", "share"), in translation too.
_NAMING: tuple[CueKind, ...] = ("mean", "share", "ratio", "difference", "trend")


@dataclass(frozen=True, slots=True)
class Cue:
    """An operation: its kind, the characters [start, end) of the question, the number in it (the third: 3), and what a
    header that it orders by may contain, as a pattern ("長|length" for "longest")."""

    kind: CueKind
    start: int
    end: int
    number: int = 0
    scale: str = ""


def cues(question: Question) -> list[Cue]:
    """Return the operations that a question asks for, in order; a number of rows stands beside their order."""
    found = [cue for said in question.cues for cue in _operations(said)]
    if question.target.sort == "when":
        found.append(Cue("which_year", question.target.start, question.target.end))
    return sorted(found, key=lambda cue: cue.start)


def concepts(question: Question, spoken_for: Sequence[tuple[int, int]], asking: Sequence[Cue]) -> tuple[Term, ...]:
    """Return the words of a question that may name something in a table.

    Args:
        question: the question.
        spoken_for: characters [start, end) that say something else, as a time does.
        asking: the operations; a name may have their words as they are, but not translated.
    """
    untranslated = [(cue.start, cue.end) for cue in asking if cue.kind not in _NAMING]
    return tuple(
        replace(term, wordings=term.wordings[:1]) if meets(term.start, term.end, untranslated) else term
        for term in question.terms
        if term.use != "asks" and not any(start <= term.start and term.end <= end for start, end in spoken_for)
    )


def meets(start: int, end: int, ranges: Iterable[tuple[int, int]]) -> bool:
    """Tell whether some characters [start, end) share any with one of some ranges."""
    return any(first < end and start < last for first, last in ranges)


def _operations(said: model.Cue) -> Iterator[Cue]:
    headers = [re.escape(header) for measure in said.measures for header in measure.headers]
    base = Cue("greatest", said.start, said.end, 0, "|".join(headers))
    if said.kind in ("greatest", "least") and said.number:
        yield replace(base, kind="top" if said.kind == "greatest" else "bottom", number=said.number)
    if said.kind == "nth" and said.direction:
        yield replace(base, kind="greatest" if said.direction == "up" else "least")
    kind = _SAME.get(said.kind)
    if kind:
        yield replace(base, kind=kind, number=said.number if kind == "place" else 0)
