"""How sure it is that the documents hold the answer."""

import math
from collections.abc import Sequence
from dataclasses import asdict

from kotae.answers.model import Answer
from kotae.answers.signals import signals
from kotae.index.opened import OpenIndex
from kotae.retrieval.query import Query
from kotae.retrieval.search import Hit

# A logistic model, fitted by benchmarks/certainty.py, which prints these figures and how well they do.
_BIAS = -14.426
_WEIGHTS = {
    "late": 1.723,
    "margin": 0.997,
    "foreign": 2.678,
    "row": 0.983,
    "unfit": -1.234,
    "no_person": -1.253,
    "no_measure": -1.923,
    "no_year": -6.135,
    "no_row": -5.591,
    "name_absent": -1.418,
    "number_absent": -0.654,
    "number_absent_foreign": -5.009,
    "subject_absent": -0.603,
    "things_absent_row": -2.310,
    "things_absent_foreign": -1.384,
    "elsewhere": -0.606,
}

# The default of the setting: an answer less certain than this counts as none.
STRICTNESS = 0.18


def answer_certainty(
    query: Query, answer: Answer, hits: Sequence[Hit], index: OpenIndex, linked: Sequence[tuple[int, int]] = ()
) -> float:
    """Return how sure it is that an answer is one: a probability, where as many questions have an answer as have none.

    Args:
        query: the question.
        answer: what is to be shown; its first citation is the hit that it stands on.
        hits: what was found, best first.
        index: where the hits are from.
        linked: the characters [start, end) of the question that the answer is known to account for, such as the names of
            the rows, columns, groups, years and filter values that a query over a table used. What else the question names
            must be found in the evidence; where any are given, rows and years are not sought again.
    """
    found = asdict(signals(query, answer, hits, index, linked))
    return probability(_BIAS + sum(weight * found[name] for name, weight in _WEIGHTS.items()))


def probability(score: float) -> float:
    """Return the logistic function of a score."""
    return 1 / (1 + math.exp(-score))
