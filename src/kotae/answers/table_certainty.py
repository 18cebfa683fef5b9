"""How sure an answer from a table is, where the corpus may hold no answer: whether the table knows what the question names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from kotae.answers.certainty import probability
from kotae.answers.formulas.answering import Reasoned, table_terms
from kotae.answers.formulas.model import TELLING
from kotae.answers.formulas.score import logit
from kotae.answers.support import Support, borne_out, is_named
from kotae.index.opened import OpenIndex
from kotae.question.model import Question
from kotae.retrieval.search import Hit
from kotae.text import numbers
from kotae.text.normalise import narrow

# A logistic model, fitted by benchmarks/table_answers/in_corpus.py, which prints these figures and how well they do. With a
# name that the table alone lacks as a signal of its own, that came out at +0.43, for which nothing speaks, and the unknown
# name at -3.34: their sum stands here. `no_year` came later and was fitted behind the others, which stand (a penalty of 1), on
# 293 answers over documents of others: none of the 23 right ones had it, 40 of the others. Fitted with all others together, by
# in_corpus.py's questions and two sets about documents of others, it is -1.99.
_BIAS = 0.186
_WEIGHTS = {
    "alone": 0.755,
    "name_unknown": -2.907,
    "number_absent": -0.903,
    "no_year": -2.076,
    "capital_absent": -2.692,
    "things_absent": -1.671,
    "nothing_meant": -0.502,
}
_LEAST = 1e-4  # probabilities are kept this far from 0 and 1
_DIGIT = re.compile(r"\d")
# A year as a term of a cell: alone, with a month, or the first of two (2024-25).
_YEAR = re.compile(r"((?:19|20)\d\d)(?:-(\d\d))?|=((?:19|20)\d\d)-\d\d")
_UNMET = 0.5  # a word that is met less surely than this is not there


@dataclass(frozen=True, slots=True)
class TableSignals:
    """The signals of an answer from a table; yes is 1 and no is 0.

    `alone` is the logit of how sure it is if the table answers at all. Of what the question names, `name_unknown` is for the
    name that its document is least sure to have where it was searched (from 0 to 1), `number_absent` for the number or year
    that the table is, with what stands over it; `capital_absent` whether its document lacks a word that is written as names
    are, `things_absent` the mean over all things of how surely they are not there in word or meaning. `nothing_meant` says that
    cells are told though the question names none of their rows.
    """

    alone: float
    name_unknown: float
    number_absent: float
    no_year: float
    capital_absent: float
    things_absent: float
    nothing_meant: float


def table_certainties(
    question: Question, listed: Sequence[Reasoned], hits: Sequence[Hit], index: OpenIndex
) -> list[float]:
    """Return how sure it is that answers from tables are right: probabilities, where as many questions have an answer as none.

    Args:
        question: the question.
        listed: the answers, each with its certainty if its table is the right one.
        hits: what was found, best first.
        index: where the hits are from.
    """
    cited = {each.hit.number: each.hit for each in listed}  # several answers stand on one hit
    supports = {number: table_supports(question, hit, hits, index) for number, hit in cited.items()}
    years = {number: table_years(question, hit, index) for number, hit in cited.items()}
    return [
        _certainty(table_signals(question, each, supports[each.hit.number], years[each.hit.number])) for each in listed
    ]


def table_supports(question: Question, hit: Hit, hits: Sequence[Hit], index: OpenIndex) -> tuple[Support, ...]:
    """Return for everything that a question names how far the table of a hit, with what stands over it, bears it out."""
    known = table_terms(hit, index)
    return borne_out(question, hit, known, known, hits, index)


def table_years(question: Question, hit: Hit, index: OpenIndex) -> frozenset[int]:
    """Return the years that the table of a hit has, with those of what stands over it and of its document's name and date.

    None where the question asks for no year: they tell nothing then.
    """
    if not _asked_years(question):
        return frozenset()
    assert hit.unit.table is not None
    table = index.records.table(index.records.unit_documents[hit.number], hit.unit.table)
    groups = dict.fromkeys(label for row in table.rows for label in row.group)
    document = (hit.document.called, hit.document.date)
    labels = (cell.text for row in table.rows for cell in row.cells if cell.number is None and _DIGIT.search(cell.text))
    stated = [*document, *hit.unit.headings, hit.unit.context, table.caption, *table.header, *groups, *labels]
    in_cells = (year for term in table_terms(hit, index) for year in _years_of(term))
    return frozenset(numbers.years(narrow("\n".join(stated)))).union(in_cells)


def _asked_years(question: Question) -> frozenset[int]:
    """Return the years that a question asks for, one of which a table must have; none where one is a limit."""
    times = [time for time in question.periods if time.first and time.last]
    if any(time.stated for time in times):
        return frozenset()
    days = (day for time in times for day in (time.first, time.last if time.grain == "range" else None))
    return frozenset(day.year for day in days if day)


def _years_of(term: str) -> Iterator[int]:
    if match := _YEAR.fullmatch(term):
        first = match[1] or match[3]
        yield int(first)
        if match[2]:
            yield int(first[:2] + match[2])


def table_signals(
    question: Question, reasoned: Reasoned, borne: Sequence[Support], known_years: frozenset[int]
) -> TableSignals:
    """Return the signals of an answer; `borne` and `known_years` are what the functions above return for its hit."""
    asked_years = _asked_years(question)
    things = [1 - support.meaning for support in borne if support.thing.kind == "thing"]
    return TableSignals(
        alone=logit(min(max(reasoned.certainty, _LEAST), 1 - _LEAST)),
        name_unknown=max((1 - support.document for support in borne if support.thing.kind == "name"), default=0.0),
        number_absent=max((1 - support.here for support in borne if support.thing.kind == "number"), default=0.0),
        no_year=float(bool(known_years and asked_years) and known_years.isdisjoint(asked_years)),
        capital_absent=float(
            any(s.document < _UNMET for s in borne if s.thing.kind == "thing" and is_named(s.thing, question))
        ),
        things_absent=sum(things) / len(things) if things else 0.0,
        nothing_meant=float(reasoned.operation in TELLING and not reasoned.meant),
    )


def _certainty(signals: TableSignals) -> float:
    values = asdict(signals)
    return probability(_BIAS + sum(weight * values[name] for name, weight in _WEIGHTS.items()))
