"""How sure it is that the documents hold the answer."""

import math
from collections.abc import Sequence
from dataclasses import asdict

from kotae.answers.model import Answer
from kotae.answers.reader.look import Looked
from kotae.answers.signals import signals
from kotae.index.opened import OpenIndex
from kotae.question.model import Question
from kotae.retrieval.search import Hit

# A logistic model, fitted by benchmarks/certainty.py, which prints these figures and how well they do; a part of what it is
# fitted on are questions by another hand about documents of others.
_BIAS = -6.623
_WEIGHTS = {
    "late": 0.854,
    "margin": -0.206,
    "foreign": 1.599,
    "row": -1.010,
    "unfit": -0.190,
    "unmarked": -1.229,
    "no_person": -0.485,
    "no_measure": -2.151,
    "no_year": -2.783,
    "no_row": -2.335,
    "name_absent": -0.785,
    "name_unknown": -0.651,
    "number_absent": -0.292,
    "number_absent_foreign": -0.559,
    "number_unsaid_foreign": -0.559,
    "things_absent_foreign": -0.254,
    "unsaid": -1.442,
    "elsewhere": -0.391,
    "read": 0.276,
    "read_elsewhere": -0.137,
}
# The same where no reader belongs to the model. Across languages it was too sure of documents that it was not fitted on (of 39
# answers between 0.08 and 0.8 over 26 real ones none was right): there 0.8 is taken off.
_ACROSS = -0.8
_BIAS_UNREAD = -8.764
_WEIGHTS_UNREAD = {
    "late": 1.183,
    "margin": 0.621,
    "foreign": 2.408 + _ACROSS,
    "row": -0.789,
    "unfit": -0.114,
    "unmarked": -1.348,
    "no_person": -1.385,
    "no_measure": -3.197,
    "no_year": -4.421,
    "no_row": -3.518,
    "name_absent": -1.378,
    "number_unsaid_foreign": -4.388,
    "things_absent_foreign": -1.224,
    "unsaid": -2.135,
    "elsewhere": -0.744,
}

# The default of the setting: an answer less certain than this counts as none.
STRICTNESS = 0.08


def answer_certainty(
    question: Question, answer: Answer, hits: Sequence[Hit], index: OpenIndex, looked: Looked | None
) -> float:
    """Return how sure it is that an answer is one: a probability, where as many questions have an answer as have none.

    Args:
        question: the question.
        answer: what is to be shown, quoted or read; its first citation is the hit that it stands on.
        hits: what was found, best first.
        index: where the hits are from.
        looked: what was read with the question, where there is a reader.
    """
    found = asdict(signals(question, answer, hits, index, looked))
    bias, weights = (_BIAS, _WEIGHTS) if looked else (_BIAS_UNREAD, _WEIGHTS_UNREAD)
    return probability(bias + sum(weight * found[name] for name, weight in weights.items()))


def probability(score: float) -> float:
    """Return the logistic function of a score."""
    return 1 / (1 + math.exp(-score))
