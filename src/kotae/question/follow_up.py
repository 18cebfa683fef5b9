"""A question that follows on the one before: what it leaves out is carried over, so that it can be asked alone."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kotae.question.model import Question, Term
from kotae.question.words import words
from kotae.text.language import Language
from kotae.text.lists import either

Missing = Literal["before", "place", "language"]
"""Why it cannot be asked alone: nothing was asked before, the question before has no one place for it, or is in the other
language, whose words for asking do not fit in."""

_UNFOLLOWED: Mapping[Missing, str] = {
    "before": "The question follows on another one, but none was asked before. Ask it in full.",
    "place": "The question follows on the one before, but what of that it is about cannot be told. Ask it in full.",
    "language": "The question follows on one in the other language, whose words do not fit. Ask it in full.",
}
_EDGES = " \t\u3000、,.。?？!！"
# Of cosines: what comes within the first of the nearest cannot be told from it; what is of the same kind, a name or none, is
# nearer by the second.
_NEARER, _SAME_KIND = 0.02, 0.03
_POSSESSIVE = re.compile(r"(?<=s)(?=['’](?!s\b))")
_SHORT = 6  # words that a question may name and still be taken for one that leaves most of it out


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What a question that follows on another one asks, as a question of its own.

    `question` is that, or empty where `missing` says why it cannot be told.
    """

    question: str
    missing: Missing | None = None


def follow_up(now: Question, before: Question | None) -> FollowUp | None:
    """Return what a question asks that follows on another one; None where it can be understood alone.

    What it names takes the place of what the question before names of the same kind: a time that of a time, a name that of
    a name, another thing ("and the profit?") that of the thing which comes nearest to it in meaning. Where it only asks
    ("why?"), its words for asking take the place of those.

    Args:
        now: the question.
        before: the question before it, as it was asked in full.
    """
    rest = _rest(now)
    if rest is None:
        return None
    if before is None:
        return FollowUp("", missing="before")
    if now.periods:
        return _with_period(now, before)
    names = _things(now)
    if names and _asks(now) and not _asks_for_thing(now) and now.text.find(rest) <= now.target.start:
        return FollowUp("", missing="place")  # it asks something else of something else
    if names:
        return _with_name(names, now, before)
    return _asked_otherwise(now, before)


def unfollowed(missing: Missing) -> str:
    """Return the line that says why a question cannot be asked alone."""
    return _UNFOLLOWED[missing]


def _rest(now: Question) -> str | None:
    """Return what a question names where it follows on another one, and None where it does not."""
    text = now.text.strip(_EDGES)
    runs = _runs(now)
    named = list(now.named)
    only_asks = len(named) <= 1 and not runs and not now.periods and not now.of_document
    if only_asks and (_asks(now) or _reference(now.language).search(text)):
        return ""
    if len(named) > _SHORT:
        return None
    opened = _opener(now.language).match(text)
    if opened:
        return text[opened.end() :].strip(_EDGES)
    ended = _ending(now.language).search(text) if now.language == "ja" else None
    return text[: ended.start()] if ended and not now.cues and _one_thing(now, ended.start()) else None


def _asks(question: Question) -> bool:
    """Tell whether a word of a question asks."""
    return question.target.sort not in ("head", "other") and question.target.start < question.target.end


def _one_thing(now: Question, end: int) -> bool:
    """Tell whether what stands before the ending is one time or one name, and nothing else."""
    if now.periods:
        return now.periods[0].start <= 1 and end - now.periods[0].end <= 1
    runs = _things(now)
    return len(runs) == 1 and runs[0][0] <= 1 and end - runs[0][1] <= 1


def _with_period(now: Question, before: Question) -> FollowUp:
    said = now.text[now.periods[0].start : now.periods[-1].end]
    if len(before.periods) == 1:
        return _put(before, before.periods[0].start, before.periods[0].end, said)
    if before.periods:
        return FollowUp("", missing="place")
    if before.language == "ja":
        return FollowUp(f"{said}では、{before.text}")
    return FollowUp(f"{before.text.rstrip(_EDGES)} in {said}?")


def _with_name(names: Sequence[tuple[int, int, bool]], now: Question, before: Question) -> FollowUp:
    """Put a name where the question before has its only one, and a thing where it has the one that is most like it."""
    start, end = names[0][0], names[-1][1]
    things = _things(before)
    named = [thing for thing in things if thing[2]] if any(proper for _, _, proper in names) else []
    alike = named or _nearest(_meaning(now, start, end), things, before)  # what is no name may still stand for one
    if len(alike) != 1:
        return FollowUp("", missing="place")
    return _put(before, alike[0][0], alike[0][1], now.text[start:end])


def _nearest(
    meaning: NDArray[np.float32], things: Sequence[tuple[int, int, bool]], question: Question
) -> list[tuple[int, int, bool]]:
    """Return the thing of a question that comes nearest to a meaning, or several that cannot be told apart."""
    if not things:
        return []
    near = [
        float(meaning @ _meaning(question, start, end)) + (0 if proper else _SAME_KIND) for start, end, proper in things
    ]
    return [thing for thing, cosine in zip(things, near, strict=True) if cosine > max(near) - _NEARER]


def _meaning(question: Question, start: int, end: int) -> NDArray[np.float32]:
    """Return the vector, of length 1, of some characters where they stand: the mean of their tokens'."""
    start -= question.text[start - 1 : start] == " "  # a token begins with the space before it
    inside = (question.token_starts >= start) & (question.token_starts < end)
    mean: NDArray[np.float32] = question.token_vectors[inside].sum(axis=0)
    return mean / np.float32(max(float(np.linalg.norm(mean)), 1e-6))


def _asked_otherwise(now: Question, before: Question) -> FollowUp:
    if not _asks(now) or not _asks(before):
        return FollowUp("", missing="place")
    if now.language != before.language:
        return FollowUp("", missing="language")
    said = now.text[now.target.start : now.target.end]
    return _put(before, before.target.start, before.target.end, said)


def _put(before: Question, start: int, end: int, said: str) -> FollowUp:
    if before.language == "en" and _POSSESSIVE.match(before.text, end) and not said.endswith("s"):
        return FollowUp(f"{before.text[:start]}{said}'s{before.text[end + 1 :]}")
    return FollowUp(before.text[:start] + said + before.text[end:])


def _runs(question: Question) -> list[tuple[int, int, bool]]:
    """Return what a question names, words that follow each other together: from where to where, and whether it is a name."""
    runs: list[tuple[int, int, bool]] = []
    for term in sorted(question.named, key=lambda term: term.start):
        if _is_asking(term, question):
            continue
        proper = term.kind == "name"
        if runs and runs[-1][2] == proper and not question.text[runs[-1][1] : term.start].strip():
            runs[-1] = (runs[-1][0], term.end, proper)
        else:
            runs.append((term.start, term.end, proper))
    return runs


def _asks_for_thing(question: Question) -> bool:
    """Tell whether what asks is the thing that is asked for ("売上高は?"), and no word for asking ("いくら", "What")."""
    return any(term.start == question.target.start and term.kind in ("name", "thing") for term in question.named)


def _things(question: Question) -> list[tuple[int, int, bool]]:
    """Return what a question names, with the thing that it asks for; a name and what is written on to it are one name."""
    runs = _runs(question)
    if _asks(question) and _asks_for_thing(question):
        start, end = question.target.start, question.target.end
        is_name = any(term.kind == "name" and start <= term.start < end for term in question.named)
        runs = sorted([*runs, (start, end, is_name)])
    joined: list[tuple[int, int, bool]] = []
    for start, end, proper in runs:
        between = question.text[joined[-1][1] : start] if joined else "?"
        if not between or (between.isspace() and proper == joined[-1][2]):
            joined[-1] = (joined[-1][0], end, joined[-1][2] or proper)
        else:
            joined.append((start, end, proper))
    return joined


def _is_asking(term: Term, question: Question) -> bool:
    """Tell whether a word is a part of what asks, of a time, or a number."""
    spans = [(time.start, time.end) for time in question.periods]
    if _asks(question):
        spans.append((question.target.start, question.target.end))
    return term.kind == "number" or any(start <= term.start < end for start, end in spans)


@cache
def _opener(language: Language) -> re.Pattern[str]:
    after = r"[、,\s]*" if language == "ja" else r"\b[,\s]*"
    return re.compile(either(words(language, "follow_up")["openers"]) + after, re.IGNORECASE)


@cache
def _ending(language: Language) -> re.Pattern[str]:
    return re.compile(either(words(language, "follow_up")["endings"]) + "(?:ですか|でしょうか|だった|でしたか)?$")


@cache
def _reference(language: Language) -> re.Pattern[str]:
    listed = either(words(language, "follow_up")["references"])
    return re.compile(f"^{listed}" if language == "ja" else rf"\b{listed}\b", re.IGNORECASE)
