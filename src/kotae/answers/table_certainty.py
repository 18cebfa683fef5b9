"""How sure an answer from a table is, where the corpus may hold no answer: whether the table knows what the question names."""

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from kotae.answers.certainty import probability
from kotae.answers.formulas.answering import Reasoned, table_terms
from kotae.answers.support import borne_out
from kotae.index.opened import OpenIndex
from kotae.question.model import Question, Term
from kotae.retrieval.search import Hit

# A logistic model, fitted by benchmarks/table_answers/in_corpus.py, which prints these figures and how well they do.
_BIAS = 0.098
_WEIGHTS = {
    "alone": 0.689,
    "name_absent": -3.081,
    "number_absent": -0.864,
    "capital_absent": -3.453,
    "things_absent": -1.504,
    "nothing_meant": -0.539,
}
_LEAST = 1e-4  # probabilities are kept this far from 0 and 1
_UNMET = 0.5  # a word that is met less surely than this is not there
# Operations that tell cells as they stand.
TELLING = frozenset(("look_up", "list", "first", "last"))


@dataclass(frozen=True, slots=True)
class TableSignals:
    """The signals of an answer from a table; yes is 1 and no is 0.

    `alone` is the logit of how sure it is if the table answers at all. Of what the question names, `name_absent` is for the
    name that the table, with what stands over it, is least sure to have (from 0 to 1), `number_absent` likewise for a number
    or a year, `capital_absent` whether a word is not there that is written as names are, `things_absent` the mean over all
    things of how surely they are not there in word or meaning. `nothing_meant` says that cells are told though the question
    names none of their rows.
    """

    alone: float
    name_absent: float
    number_absent: float
    capital_absent: float
    things_absent: float
    nothing_meant: float


def table_certainty(question: Question, reasoned: Reasoned, hits: Sequence[Hit], index: OpenIndex) -> float:
    """Return how sure it is that a table's answer is right: a probability, where as many questions have an answer as none.

    Args:
        question: the question.
        reasoned: the answer, with its certainty if the table is the right one.
        hits: what was found, best first.
        index: where the hits are from.
    """
    signals = asdict(table_signals(question, reasoned, hits, index))
    return probability(_BIAS + sum(weight * signals[name] for name, weight in _WEIGHTS.items()))


def table_signals(question: Question, reasoned: Reasoned, hits: Sequence[Hit], index: OpenIndex) -> TableSignals:
    """Return the signals of an answer; for the arguments see `table_certainty`."""
    known = table_terms(reasoned.hit, index)
    borne = borne_out(question, reasoned.hit, known, known, hits, index)
    sure = min(max(reasoned.certainty, _LEAST), 1 - _LEAST)
    things = [1 - support.meaning for support in borne if support.thing.kind == "thing"]
    return TableSignals(
        alone=math.log(sure / (1 - sure)),
        name_absent=max((1 - support.here for support in borne if support.thing.kind == "name"), default=0.0),
        number_absent=max((1 - support.here for support in borne if support.thing.kind == "number"), default=0.0),
        capital_absent=float(any(s.here < _UNMET and _is_capital(s.thing, question) for s in borne)),
        things_absent=sum(things) / len(things) if things else 0.0,
        nothing_meant=float(reasoned.operation in TELLING and not reasoned.meant),
    )


def _is_capital(thing: Term, question: Question) -> bool:
    """Tell whether a word begins with a capital as names do: in Japanese anywhere, in English not where the question begins."""
    first = question.text[thing.start]
    return (
        thing.kind == "thing" and first.isascii() and first.isupper() and (question.language == "ja" or thing.start > 0)
    )
