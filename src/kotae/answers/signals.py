"""What speaks for and against an answer: how well it was found, and whether it bears out what the question names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kotae.answers.cell import lacks_year, names_row, row_of
from kotae.answers.fitting import fits, fitting_spans, lacks_measure
from kotae.answers.model import Answer
from kotae.answers.reader.look import Looked
from kotae.answers.support import cited, supports, surroundings
from kotae.index.opened import OpenIndex
from kotae.question.model import Question
from kotae.retrieval.search import Hit
from kotae.text import tokens

_RIVALS = 5
_SUREST = 6.0
_ENGLISH_PERSON = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][\w-]+)+")


@dataclass(frozen=True, slots=True)
class Signals:
    """The signals of one answer; yes is 1 and no is 0.

    `late` is how well the tokens of the answering sentences, or of the row, meet the question's; `margin` by how much the
    cited hit's meet them better than those of the hits behind it (ten times the cosine); `foreign` and `row` say that the
    hit is in the other language, or a table row. `unfit`, `unmarked`, `no_person` and `no_measure` say that the answer lacks
    the date or amount that is asked for, that its likeliest words are no amount where one is asked for, that it lacks the
    person or the unit; `no_year` and `no_row` that the table has no such year, or that the question names nothing of the row.
    Of what the question names, `name_absent` and `number_absent` are for the name and the number that the passage is least
    sure to have (from 0 to 1), `name_unknown` for the name that its document is least sure to have where it was searched,
    `number_unsaid` for the number that the answering sentences are; `things_absent` the mean over all things,
    `unsaid` the mean over all names and things of how surely the answering sentences or the row have no word for them, and
    `elsewhere` how much more closely another hit meets the thing that this one lacks. Those that end in `_foreign` count
    only for hits in the other language. `read` is the logit of the probability that the cited hit answers, as read with the
    question, `read_elsewhere` by how much that of another hit is greater; both are 0 where there is no reader.
    """

    late: float
    margin: float
    foreign: float
    row: float
    unfit: float
    unmarked: float
    no_person: float
    no_measure: float
    no_year: float
    no_row: float
    name_absent: float
    name_unknown: float
    number_absent: float
    number_absent_foreign: float
    number_unsaid_foreign: float
    things_absent_foreign: float
    unsaid: float
    elsewhere: float
    read: float
    read_elsewhere: float


def signals(
    question: Question, answer: Answer, hits: Sequence[Hit], index: OpenIndex, looked: Looked | None
) -> Signals:
    """Return the signals of an answer; for the arguments see `certainty`."""
    hit = cited(answer, hits)
    read = looked.answers if looked else {}
    own = _bounded(read.get(hit.number, 0.0))
    borne = supports(question, answer, hits, index)
    foreign = float(index.records.unit_languages[hit.number] != question.language)
    row = float(hit.unit.kind == "row")
    no_year, no_row = _row_unmeant(question, hit, index) if row else (0.0, 0.0)
    names = [one for one in borne if one.thing.kind == "name"]
    numbers = [one for one in borne if one.thing.kind == "number"]
    number_absent = max((1 - one.word for one in numbers), default=0.0)
    number_unsaid = max((1 - one.here for one in numbers), default=0.0)
    things = [one for one in borne if one.thing.kind == "thing"]
    things_absent = _mean([1 - one.meaning for one in things])
    stated = answer.text if not row else f"{answer.text}\n{hit.unit.text}\n{surroundings(hit, index)}"
    return Signals(
        late=10 * _late(question, answer, hit, index),
        margin=10 * _margin(hit, hits),
        foreign=foreign,
        row=row,
        unfit=float(not fits(question, answer.text)),
        unmarked=float(not row and question.target.sort == "amount" and not _marks_amount(question.text, answer)),
        no_person=float(question.target.sort == "who" and not _has_person(question, answer, hit)),
        no_measure=float(lacks_measure(question, stated)),
        no_year=no_year,
        no_row=no_row,
        name_absent=max((1 - one.word for one in names), default=0.0),
        name_unknown=max((1 - one.document for one in names), default=0.0),
        number_absent=number_absent,
        number_absent_foreign=number_absent * foreign,
        number_unsaid_foreign=number_unsaid * foreign,
        things_absent_foreign=things_absent * foreign,
        unsaid=_mean([1 - one.here for one in borne if one.thing.kind in ("name", "thing")]),
        elsewhere=10
        * max((one.elsewhere * (1 - one.meaning) for one in borne if one.thing.kind != "other"), default=0.0),
        read=own,
        read_elsewhere=max((_bounded(logit) for number, logit in read.items() if number != hit.number), default=own)
        - own,
    )


def _bounded(logit: float) -> float:
    """Return a logit within what can be told apart: what is surer than 0.998 was not seen often enough."""
    return min(max(logit, -_SUREST), _SUREST)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _late(question: Question, answer: Answer, hit: Hit, index: OpenIndex) -> float:
    """Return the mean over the question's tokens of the greatest cosine with one of the answering sentences or the row."""
    parts = [part for part in answer.evidence if part.citation == hit.rank]
    if hit.unit.kind != "passage" or not parts:
        return hit.signals.late
    before = len(hit.unit.indexed) - len(hit.unit.text)
    # What stands under the very name that is asked for is read with it.
    start = 0 if hit.defines or hit.unit.found_by else min(part.start for part in parts) + before
    place = (start, max(part.end for part in parts) + before)
    return index.vectors.late_scores_within(question.token_vectors, hit.number, [place])[0]


def _marks_amount(question: str, answer: Answer) -> bool:
    """Tell whether the words that carry an answer meet an amount in it that the question does not itself give."""
    return any(
        start < end_of_mark and start_of_mark < end
        for start, end in fitting_spans("amount", answer.text)
        if answer.text[start:end] not in question
        for start_of_mark, end_of_mark in answer.marks
    )


def _margin(hit: Hit, hits: Sequence[Hit]) -> float:
    rivals = [other.signals.late for other in hits if other.number != hit.number][:_RIVALS]
    return hit.signals.late - sum(rivals) / len(rivals) if rivals else 0.0


def _row_unmeant(question: Question, hit: Hit, index: OpenIndex) -> tuple[float, float]:
    """Return whether a row's table lacks the year asked for, and whether the question names nothing of the row."""
    table, row = row_of(hit, index)
    unnamed = not question.over_rows and not names_row(question.distinct, table, row)
    over = "\n".join([hit.document.called, hit.document.date, surroundings(hit, index)])
    return float(lacks_year(question, table, row, over)), float(unnamed)


def _has_person(question: Question, answer: Answer, hit: Hit) -> bool:
    """Tell whether an answer, or the row that it is from, names a person whom the question does not name."""
    text = hit.unit.text if hit.unit.kind == "row" else answer.text
    known = {term.normal for term in question.terms}
    if any(token.part == "person" and token.term not in known for token in tokens.tokenize(text)):
        return True
    return any(name not in question.text for name in _ENGLISH_PERSON.findall(text))
