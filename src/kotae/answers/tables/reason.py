"""Hits to an answer that is read or computed from a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from kotae.answers.cited_cells import cell_evidence, hit_to_cite
from kotae.answers.model import Answer, Computed
from kotae.answers.tables.closeness import header_closeness
from kotae.answers.tables.columns import accounts_for_time, lacks_year
from kotae.answers.tables.compile import compile_query
from kotae.answers.tables.cues import Cue, concepts, cues, meets
from kotae.answers.tables.linking import link
from kotae.answers.tables.reading import Reading, free_cues
from kotae.answers.tables.relation import Relation, transposed
from kotae.answers.tables.run import Outcome, run
from kotae.answers.tables.wording import Wording, describe, direction
from kotae.index.opened import OpenIndex
from kotae.passages.tables import title
from kotae.question.model import Period, Question, Term
from kotae.retrieval.search import Hit
from kotae.text.language import detect

_TABLES, _BEHIND = 3, 0.7
_ABOUT, _TIME = 0.7, 5.0


@dataclass(frozen=True, slots=True)
class Reasoned:
    """An answer from one table: the hit that it stands on, how much of the question the table accounts for, from 0 to 1,
    what was done, and the score of the table's best hit."""

    answer: Answer
    hit: Hit
    explained: float
    operation: str
    score: float


@dataclass(frozen=True, slots=True)
class _Said:
    """What a question says whichever table is meant."""

    cues: tuple[Cue, ...]
    spans: tuple[Period, ...]
    concepts: tuple[Term, ...]


def reason(question: Question, hits: Sequence[Hit], index: OpenIndex) -> list[Reasoned]:
    """Return the answers of the tables among the hits, best first; none where no table answers for sure.

    Args:
        question: the question.
        hits: what was found, best first.
        index: where the hits are from.
    """
    tables: dict[tuple[int, int], list[Hit]] = {}
    for hit in hits:
        if hit.unit.table is not None:
            tables.setdefault((index.records.unit_documents[hit.number], hit.unit.table), []).append(hit)
    if any(not time.dated for time in question.periods):
        return []  # which day is meant cannot be told
    said = _said(question)
    answers: list[Reasoned] = []
    for (document, number), members in list(tables.items())[:_TABLES]:
        if members[0].score < _BEHIND * hits[0].score:
            break
        typed = Relation(index.records.table(document, number))
        beside = [hit for hit in hits if hit.unit.kind == "passage" and hit.document is members[0].document]
        reading = _read(question, said, transposed(typed) or typed, members, beside, index)
        if not answers and members[0].score == hits[0].score and lacks_year(reading):
            return []  # the table that is meant has other years: no other table answers for it
        if answer := _answer(question, reading, members):
            answers.append(answer)
    return sorted(answers, key=lambda one: -(one.explained**2) * one.score)


def _answer(question: Question, reading: Reading, members: list[Hit]) -> Reasoned | None:
    """Return what a table answers, or None."""
    asked = compile_query(reading)
    outcome = run(asked, reading.relation) if asked else None
    return _reasoned(question, reading, outcome, members) if outcome else None


def _said(question: Question) -> _Said:
    """Take from a question its operations, its times and the words that may name something."""
    times = tuple(time for time in question.periods if time.dated)
    asking = tuple(cues(question))
    spoken_for = [(time.start, time.end) for time in times]
    spoken_for += [(limit.start, limit.end) for limit in question.amounts if limit.stated]
    spoken_for += [(cue.start, cue.end) for cue in asking if cue.number]
    return _Said(asking, times, concepts(question, spoken_for, asking))


def _read(
    question: Question, said: _Said, typed: Relation, members: Sequence[Hit], beside: Sequence[Hit], index: OpenIndex
) -> Reading:
    """Read a question against a table, of which some hits were found, and `beside` it passages of its document."""
    table, hit = typed.table, members[0]
    about = " ".join(
        [hit.document.title, *hit.unit.headings, title(table), hit.unit.context, *table.notes, table.source, table.unit]
        + [column.unit for column in typed.columns]
        + [other.unit.text for other in beside]
    )
    links = link(said.concepts, question.text, typed, about, index.words, _nearness(members))
    own = " ".join([title(table), *table.header, *(typed.name(row) for row in range(len(table.rows)))])
    return Reading(
        question.text,
        detect(own) != question.language,
        typed,
        links,
        free_cues(said.cues, links),
        question.amounts,
        said.spans,
        tuple(header_closeness(question, hit, table, index)),
    )


def _nearness(members: Sequence[Hit]) -> dict[int, float]:
    """Return how near the rows among the hits of a table are, the best 1, the farthest 0."""
    scores = {hit.unit.row: hit.score for hit in members if hit.unit.row is not None}
    low, high = min(scores.values(), default=0.0), max(scores.values(), default=0.0)
    return {row: (score - low) / (high - low) if high > low else 1.0 for row, score in scores.items()}


def _reasoned(question: Question, reading: Reading, outcome: Outcome, members: list[Hit]) -> Reasoned:
    hit = hit_to_cite({row for row, _ in outcome.cells}, members)
    wording = describe(outcome, reading.relation, question.language)
    return Reasoned(
        Answer(
            wording.text,
            (hit.rank,),
            wording.marks,
            tuple(cell_evidence(hit, reading.relation.table, place) for place in outcome.cells),
            _computed(outcome, reading.relation, wording),
        ),
        hit,
        _explained(reading),
        outcome.query.operation,
        members[0].score,
    )


def _explained(reading: Reading) -> float:
    """Return how much of what the question names the table accounts for: by its names fully, by what is said of it less."""
    links = reading.links
    exact = frozenset[int]().union(*(link.concepts for link in (*links.headers, *links.values)))
    asked = _asked(reading)
    got = whole = 0.0
    if reading.spans:
        whole += _TIME
        got += _TIME * accounts_for_time(reading)
    for place, concept in enumerate(links.concepts):
        if not concept.noun:
            continue
        whole += concept.rarity
        if place in exact or meets(concept.start, concept.end, asked):
            got += concept.rarity
        elif place in links.about:
            got += _ABOUT * concept.rarity
    return got / whole if whole else 0.0


def _asked(reading: Reading) -> list[tuple[int, int]]:
    """Return the characters that say which operation, which amounts and which times are meant."""
    asked = [(cue.start, cue.end) for cue in reading.cues]
    asked += [(amount.start, amount.end) for amount in reading.amounts]
    return asked + [(span.start, span.end) for span in reading.spans]


def _computed(outcome: Outcome, typed: Relation, wording: Wording) -> Computed:
    operation = outcome.query.operation
    if operation == "trend":
        labels: tuple[str, ...] = (direction(outcome.numbers[0]),)
    elif outcome.query.over_columns:
        labels = tuple(typed.columns[column].header for column in outcome.columns)
    else:
        labels = tuple(dict.fromkeys(typed.name(row) or " ".join(typed.table.rows[row].group) for row in outcome.rows))
    texts: tuple[str, ...] = ()
    if outcome.query.output is not None:
        texts = tuple(typed.table.rows[row].cells[outcome.query.output].text for row in outcome.rows)
    elif operation == "lookup":
        texts = tuple(typed.table.rows[row].cells[column].text for row, column in outcome.used)
    numbers = tuple(round(value, 9) for value in outcome.numbers)  # sums of decimals carry float noise
    return Computed(operation, wording.operation, numbers, outcome.unit, labels, outcome.missing, texts)
