"""Which questions failed, and how."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from kotae.evaluation.measures.answers import contains, is_repeated
from kotae.evaluation.measures.relevance import judged
from kotae.evaluation.model import Found, Outcome, Question

FailureKind = Literal["error", "answered", "refused", "wrong", "not_found", "not_first"]

LABELS: dict[FailureKind, str] = {
    "error": "Raised an error",
    "answered": "Answered though unanswerable",
    "refused": "Refused though answerable",
    "wrong": "Wrong answer",
    "not_found": "Evidence not found",
    "not_first": "Evidence not first",
}
"""What failed, in words, the gravest first."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A question that failed: how, and at which rank its evidence is (None where it was not found, or is not known)."""

    outcome: Outcome
    kinds: tuple[FailureKind, ...]
    rank: int | None


def failures(outcomes: Sequence[Outcome]) -> list[Failure]:
    """Return the questions that failed, in their order.

    One that has an answer fails where its evidence is not the first hit, where its answer holds none of the right ones, is
    one known to be wrong, or was refused; one that has none where it was answered; and any that raised. What a set does
    not say cannot fail.
    """
    found = []
    for outcome in outcomes:
        rank = evidence_rank(outcome)
        kinds = tuple(_kinds(outcome, rank))
        if kinds:
            found.append(Failure(outcome, kinds, rank))
    return found


def evidence_rank(outcome: Outcome) -> int | None:
    """Return the rank of what is looked for, as the measures of retrieval count it."""
    case = judged(outcome.question, outcome.hits) if outcome.question.answerable else None
    if case is None:
        return None
    return next((place for place, key in enumerate(case.ranking, 1) if case.relevant.get(key, 0) > 0), None)


def has_evidence(question: Question) -> bool:
    """Tell whether a question says what a right hit is."""
    return question.answerable and judged(question, ()) is not None


def is_right(question: Question, hit: Found) -> bool:
    """Tell whether a hit is a right one."""
    case = judged(question, (hit,)) if question.answerable else None
    return case is not None and bool(case.right)


def _kinds(outcome: Outcome, rank: int | None) -> Iterable[FailureKind]:
    question = outcome.question
    if outcome.status == "failed":
        yield "error"
        return
    if not question.answerable:
        if outcome.status == "answered":
            yield "answered"
        return
    if outcome.status == "not_found":
        yield "refused"
    elif is_repeated(question, outcome.answer) or (question.answers and not contains(question, outcome.answer)):
        yield "wrong"
    if has_evidence(question) and rank != 1:
        yield "not_first" if rank else "not_found"
