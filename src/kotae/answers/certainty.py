"""How sure it is that the documents hold the answer."""

import math

from kotae.answers.coverage import Aspect, coverage
from kotae.retrieval.query import Query
from kotae.retrieval.search import Hit
from kotae.text.language import detect

# A logistic model of three signals. Fitted on questions asked of the documents that answer them, of other documents, and
# of JSQuAD with and without their paragraph. Measured: benchmarks/README.md.
_LATE, _COVERED, _OTHER_LANGUAGE, _BIAS = 28.3, 2.6, 2.6, -24.9


def certainty(query: Query, hit: Hit, wanted: tuple[Aspect, ...]) -> float:
    """Return how sure it is that a hit answers the question, from 0 to 1.

    The signals are how well the hit's tokens meet the question's, how much of what the question names is in the hit's
    best sentence, and whether the two are in different languages, which lowers both.
    """
    unit = hit.unit
    covered = max(coverage(wanted, unit.text[start:end]) for start, end in unit.sentences)
    foreign = detect(unit.text) != query.language
    return 1 / (1 + math.exp(-(_LATE * hit.signals.late + _COVERED * covered + _OTHER_LANGUAGE * foreign + _BIAS)))
