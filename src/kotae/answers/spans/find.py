"""Where the answer to a question stands in the sentences that may hold it: spans with their probabilities."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kotae.answers.spans.candidates import features, spans
from kotae.answers.spans.scorer import fitted
from kotae.answers.spans.text import Place, asked_vector, row
from kotae.index.opened import OpenIndex
from kotae.question.model import Question, Term

Floats = NDArray[np.float32]

# Of so many likeliest spans the one is taken that agrees best with all of them.
_WEIGHED = 12
# Most candidates are a thousand times less likely than this; together they weigh nothing.
_LEAST = 1e-7


@dataclass(frozen=True, slots=True)
class Span:
    """Characters [start, end) of a hit's text that may be the answer, and how likely they are, in all sentences given."""

    place: int
    start: int
    end: int
    probability: float


def find(question: Question, places: Sequence[Place], terms: tuple[Term, ...], index: OpenIndex) -> list[Span]:
    """Return the candidate answers in some sentences that are likely at all; their probabilities add up to 1, nearly."""
    laid = row(question, places, terms, index)
    found = spans(laid)
    if not len(found.first):
        return []
    sums = np.concatenate([np.zeros_like(laid.vectors[:1]), np.cumsum(laid.vectors, axis=0)])
    means = (sums[found.last + 1] - sums[found.first]) / (found.last - found.first + 1).astype(np.float32)[:, None]
    asking = np.concatenate([asked_vector(question), question.vector])
    scores = fitted().scores(features(laid, found, question.target, places), means, asking)
    likely = np.exp(scores - scores.max())
    likely /= likely.sum()
    kept = np.flatnonzero(likely >= _LEAST)
    first, last = found.first[kept], found.last[kept]
    columns = (laid.place[first], laid.start[first], laid.end[last], likely[kept])
    return [Span(*span) for span in zip(*(column.tolist() for column in columns), strict=True)]


def best(text: str, found: Sequence[Span]) -> Span | None:
    """Return the span of one text that agrees best, in its characters, with the likely ones (minimum Bayes risk)."""
    likely = sorted(found, key=lambda span: -span.probability)[:_WEIGHED]
    bags = [Counter(text[span.start : span.end]) for span in likely]

    def agreement(number: int) -> float:
        return math.fsum(
            span.probability * 2 * (bags[number] & bag).total() / (bags[number].total() + bag.total())
            for span, bag in zip(likely, bags, strict=True)
        )

    return likely[max(range(len(likely)), key=agreement)] if likely else None
