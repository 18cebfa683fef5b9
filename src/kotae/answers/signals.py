"""What speaks for and against an answer: how well it was found, and whether it bears out what the question names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kotae.answers.asked import asked, fits
from kotae.answers.cell import lacks_year, names_row, row_of
from kotae.answers.coverage import aspects
from kotae.answers.measures import lacks_measure
from kotae.answers.model import Answer
from kotae.answers.support import Support, cited, supports, surroundings
from kotae.index.opened import OpenIndex
from kotae.retrieval.query import Query
from kotae.retrieval.search import Hit
from kotae.text import tokens

_RIVALS = 5
_ENGLISH_PERSON = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][\w-]+)+")


@dataclass(frozen=True, slots=True)
class Signals:
    """The signals of one answer; yes is 1 and no is 0.

    `late` is how well the cited hit's tokens meet the question's and `margin` by how much that is more than for the hits
    behind it (ten times the cosine); `foreign` and `row` say that the hit is in the other language, or a table row.
    `unfit`, `no_person` and `no_measure` say that the answer lacks the date or amount, the person or the unit that is asked
    for; `no_year` and `no_row` that the table has no such year, or that the question names nothing of the row.
    Of what the question names, `name_absent` and `number_absent` are for the name and the number that the evidence is least
    sure to have (from 0 to 1), `subject_absent` for the thing that is asked about, `things_absent` the mean over all things,
    and `elsewhere` how much more closely another hit meets the thing that this one lacks. Those that end in `_foreign` and
    `_row` count only for such hits.
    """

    late: float
    margin: float
    foreign: float
    row: float
    unfit: float
    no_person: float
    no_measure: float
    no_year: float
    no_row: float
    name_absent: float
    number_absent: float
    number_absent_foreign: float
    subject_absent: float
    things_absent_row: float
    things_absent_foreign: float
    elsewhere: float


def signals(
    query: Query, answer: Answer, hits: Sequence[Hit], index: OpenIndex, linked: Sequence[tuple[int, int]] = ()
) -> Signals:
    """Return the signals of an answer; for the arguments see `certainty`."""
    hit = cited(answer, hits)
    borne = supports(query, answer, hits, index, linked)
    foreign = float(index.records.unit_languages[hit.number] != query.language)
    row = float(hit.unit.kind == "row")
    no_year, no_row = _row_unmeant(query, hit, index) if row and not linked else (0.0, 0.0)
    names = [1 - one.word for one in borne if one.thing.kind == "name"]
    number_absent = max((1 - one.here for one in borne if one.thing.kind == "number"), default=0.0)
    things = [one for one in borne if one.thing.kind == "thing"]
    things_absent = sum(1 - one.meaning for one in things) / len(things) if things else 0.0
    stated = answer.text if not row else f"{answer.text}\n{hit.unit.text}\n{surroundings(hit, index)}"
    return Signals(
        late=10 * hit.signals.late,
        margin=10 * _margin(hit, hits),
        foreign=foreign,
        row=row,
        unfit=float(not fits(query.text, answer.text)),
        no_person=float(asked(query.text) == "person" and not _has_person(query, answer, hit)),
        no_measure=float(lacks_measure(query.text, stated)),
        no_year=no_year,
        no_row=no_row,
        name_absent=max(names, default=0.0),
        number_absent=number_absent,
        number_absent_foreign=number_absent * foreign,
        subject_absent=_subject_absent(query, things),
        things_absent_row=things_absent * row,
        things_absent_foreign=things_absent * foreign,
        elsewhere=10
        * max((one.elsewhere * (1 - one.meaning) for one in borne if one.thing.kind != "other"), default=0.0),
    )


def _margin(hit: Hit, hits: Sequence[Hit]) -> float:
    rivals = [other.signals.late for other in hits if other.number != hit.number][:_RIVALS]
    return hit.signals.late - sum(rivals) / len(rivals) if rivals else 0.0


def _row_unmeant(query: Query, hit: Hit, index: OpenIndex) -> tuple[float, float]:
    """Return whether a row's table lacks the year asked for, and whether the question names nothing of the row."""
    table, row = row_of(hit, index)
    unnamed = not query.over_table and not names_row(aspects(query, index.words), table, row)
    return float(lacks_year(query, table, row)), float(unnamed)


def _subject_absent(query: Query, things: Sequence[Support]) -> float:
    """Return how surely no word has the thing asked about: the last of a Japanese question, the first of an English one."""
    if not things:
        return 0.0
    return 1 - (things[-1] if query.language == "ja" else things[0]).word


def _has_person(query: Query, answer: Answer, hit: Hit) -> bool:
    """Tell whether an answer, or the row that it is from, names a person whom the question does not name."""
    text = hit.unit.text if hit.unit.kind == "row" else answer.text
    known = set(query.terms)
    if any(token.part == "person" and token.term not in known for token in tokens.tokenize(text)):
        return True
    return any(name not in query.text for name in _ENGLISH_PERSON.findall(text))
