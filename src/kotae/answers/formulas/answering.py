"""Hits to answers from their tables: all tables among the best hits are asked together, and which is meant is scored too."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kotae.answers.cited_cells import cell_evidence, hit_to_cite
from kotae.answers.closeness import header_closeness
from kotae.answers.formulas.candidates import candidates, say
from kotae.answers.formulas.match import RowHit
from kotae.answers.formulas.model import UNITS, Condition, Formula
from kotae.answers.formulas.read_cells import with_cells_read
from kotae.answers.formulas.reading import Reading, reading
from kotae.answers.formulas.score import Scored, fitted, judged, ranked
from kotae.answers.formulas.view import Place, View, said_terms, turned, view
from kotae.answers.formulas.writer import Writer, fitting
from kotae.answers.model import Answer, Computed
from kotae.documents.model import Table
from kotae.embedding import PassageReader
from kotae.index.opened import OpenIndex
from kotae.question.model import Question
from kotae.retrieval.search import Hit
from kotae.text.language import Language
from kotae.text.tokens import terms

_TABLES, _BEHIND = 3, 0.7  # tables that are asked, and how near to the best hit their own must be
_SHOWN = 8  # results that are explained


Asked = tuple[Sequence[Hit], Reading, list[Formula]]


@dataclass(frozen=True, slots=True)
class Reasoned:
    """An answer from one table with the hit that it stands on, its certainty, and the score of the table's best hit.

    `probability` is that of the result among all that were tried, `meant` what the question was taken to name in the table.
    """

    answer: Answer
    hit: Hit
    certainty: float
    operation: str
    score: float
    probability: float
    meant: tuple[str, ...]


def reason(question: Question, hits: Sequence[Hit], index: OpenIndex, reader: PassageReader | None) -> list[Reasoned]:
    """Return what the tables among the hits answer, the likeliest first.

    Args:
        question: the question.
        hits: what was found, best first.
        index: where the hits are from.
        reader: reads the cells that may be told with the question, where there is one.
    """
    tables = asked_tables(question, hits, index)
    readings = [(of, formulas) for _, of, formulas in tables]
    likeliest = ranked(readings, fitted())
    if reader is not None:
        likeliest = with_cells_read(question, likeliest, [(found[0], of) for found, of, _ in tables], reader)
    results = judged(likeliest, readings, fitted(), _SHOWN)
    listed = [(result, *tables[result.table][:2]) for result in results]
    answers = (reasoned(result, of, hits, _table(index, hits[0]), question.language) for result, hits, of in listed)
    return agreed(list(answers))


def agreed(listed: Sequence[Reasoned]) -> list[Reasoned]:
    """Return answers, the likeliest first, without those that say again what one says that is as sure as both together.

    What sets the greatest apart may be told with its row's name, or with the row's group too: whoever reads it takes the same
    from both.
    """
    said: dict[tuple[object, ...], Reasoned] = {}
    for each in listed:
        computed = each.answer.computed
        assert computed is not None
        about = (
            each.hit.document.id,
            each.hit.unit.table,
            each.operation,
            computed.labels,
            computed.numbers,
            computed.unit,
        )
        key = about if computed.numbers else (*about, each.answer.text)
        first = said.get(key)
        said[key] = _both(first, each) if first else each
    return sorted(said.values(), key=lambda answer: -answer.probability)


def _both(first: Reasoned, again: Reasoned) -> Reasoned:
    certainty = min(1.0, first.certainty + again.certainty)
    return replace(first, certainty=certainty, probability=first.probability + again.probability)


def asked_tables(question: Question, hits: Sequence[Hit], index: OpenIndex) -> list[Asked]:
    """Return, for each table among the best hits, its hits, what a question reads there, and the formulas over it.

    A table whose rows are times is asked both as it is and turned, so that its columns are rows.
    """
    listed: list[Asked] = []
    for found in _members(hits, index):
        for seen in _views(index, found[0]):
            rows = [RowHit(hit.unit.row, hit.score) for hit in found if hit.unit.row is not None]
            matched, formulas = candidates(question, seen, rows if seen.origins is None else ())
            near = _closeness(question, found[0], seen, index)
            listed.append((found, reading(matched, _about(found[0]), found[0].score / hits[0].score, near), formulas))
    return listed


def _closeness(question: Question, hit: Hit, seen: View, index: OpenIndex) -> tuple[float, ...]:
    """Return how near the headers of a table are to the question, as they stand in its first row; none where it is turned."""
    number = hit.number + 1 if hit.unit.row is None else hit.number - hit.unit.row
    if seen.origins is not None or number >= len(index.records.unit_documents):
        return ()
    unit = index.records.unit(number)
    if unit.row != 0:
        return ()  # a table without rows
    return tuple(header_closeness(question, seen.table, unit, number, index))


def _about(hit: Hit) -> frozenset[str]:
    """Return the terms of what stands over a table: what its document is called, the headings, what its caption and notes say."""
    return frozenset(terms(" ".join([hit.document.called, *hit.unit.headings, hit.unit.context])))


def table_terms(hit: Hit, index: OpenIndex) -> frozenset[str]:
    """Return the terms of a hit's table: of its cells, headers and groups, and of what stands over it."""
    seen = _views(index, hit)[0]
    headers = (term for column in seen.columns for term in column.header)
    groups = terms("\n".join(dict.fromkeys(label for row in seen.table.rows for label in row.group)))
    named = terms("\n".join([seen.table.caption, seen.table.unit, *seen.table.header]))
    return _about(hit).union(said_terms(seen.table), headers, groups, named)


def reasoned(result: Scored, of: Reading, found: Sequence[Hit], table: Table, language: Language) -> Reasoned:
    """Return a result as an answer with its citations.

    Args:
        result: what is answered.
        of: the question over the view of the table that was asked.
        found: the table's hits.
        table: the table as the document has it.
        language: that of the answer's labels.
    """
    formula, seen = result.formula, of.asked.view
    operands = tuple(dict.fromkeys(place for cell in _operands(formula) if (place := seen.origin(cell))))
    hit = hit_to_cite({row for row, _ in operands}, found)
    writer = Writer(seen, language)
    say(formula, writer)
    evidence = tuple(cell_evidence(hit, table, place) for place in operands)
    answer = Answer(writer.text, (hit.rank,), tuple(writer.marks), evidence, computed(formula, seen, writer.operation))
    meant = tuple(_meant(condition, seen) for condition in formula.conditions)
    return Reasoned(
        answer,
        hit,
        result.certainty,
        formula.operation,
        found[0].score,
        result.probability,
        tuple(dict.fromkeys(meant)),
    )


def _meant(condition: Condition, seen: View) -> str:
    """Return a condition in words: the column that it is on, and what is said of it."""
    header = seen.columns[condition.column].column.header if condition.column is not None else ""
    said = f"¬ {condition.said}" if condition.negated else condition.said
    return f"{header}: {said}" if header else said


def computed(formula: Formula, seen: View, words: str = "") -> Computed:
    """Return a formula's result as numbers with their unit, names of rows, and texts of cells."""
    rows = dict.fromkeys(row for row, _ in formula.cells)
    labels = tuple(dict.fromkeys(_name(seen, row) for row in rows))
    if formula.number is not None:
        value, unit = fitting(formula, seen)
        if formula.operation in UNITS:
            value, unit = formula.number, UNITS[formula.operation]
        if formula.operation in ("sum", "mean", "share") and len(rows) > 1:
            labels = tuple(dict.fromkeys(_name(seen, row) for row in formula.choices[0].rows))
        if formula.operation == "trend":
            labels = ("up" if value > 0 else "down" if value < 0 else "flat",)
        return Computed(formula.operation, words, (round(value, 9),), unit, labels, formula.missing, ())
    if formula.operation in _NAMING:
        labels = formula.values
    shown = formula.cells
    if formula.operation != "look_up" and formula.measured is not None:
        shown = tuple((row, formula.measured) for row in rows)
    numbers = tuple(number for place in shown if (number := seen.cell(place).number) is not None)
    texts = formula.values if formula.told not in (None, seen.label) else ()
    unit = seen.unit(shown[0]) if shown else ""
    return Computed(formula.operation, words, numbers, unit, labels, formula.missing, texts)


# Operations whose answers are things that several rows are of, or columns.
_NAMING = frozenset(("which_column", "most_frequent", "least_frequent", "compare"))


def _members(hits: Sequence[Hit], index: OpenIndex) -> list[list[Hit]]:
    """Return the tables that are asked, each as its hits."""
    tables: dict[tuple[int, int], list[Hit]] = {}
    for hit in hits:
        if hit.unit.table is not None:
            tables.setdefault((index.records.unit_documents[hit.number], hit.unit.table), []).append(hit)
    return [found for found in tables.values() if found[0].score >= _BEHIND * hits[0].score][:_TABLES]


def _views(index: OpenIndex, hit: Hit) -> tuple[View, ...]:
    return _seen(_table(index, hit))


@lru_cache(maxsize=32)
def _seen(table: Table) -> tuple[View, ...]:
    other = turned(table)
    return (view(table), other) if other else (view(table),)


def _name(seen: View, row: int) -> str:
    return seen.table.rows[row].cells[seen.label].text or seen.group(row)


def _operands(formula: Formula) -> Sequence[Place]:
    """Return the cells that an answer stands on: those told, and those that put them in order."""
    if formula.measured is None or formula.number is not None:
        return formula.cells
    return (*formula.cells, *((row, formula.measured) for row, _ in formula.cells))


def _table(index: OpenIndex, hit: Hit) -> Table:
    assert hit.unit.table is not None
    return index.records.table(index.records.unit_documents[hit.number], hit.unit.table)
