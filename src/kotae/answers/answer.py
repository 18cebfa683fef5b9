"""Hits to the result of a question."""

from collections.abc import Sequence

from kotae.answers.asked import fits
from kotae.answers.cell import cell_answer, lacks_year, names_row, row_of
from kotae.answers.certainty import certainty
from kotae.answers.coverage import Aspect, aspects
from kotae.answers.model import Answer, Result
from kotae.answers.quote import quote
from kotae.answers.tables.reason import Reasoned, reason
from kotae.index.opened import OpenIndex
from kotae.retrieval.query import Query
from kotae.retrieval.search import Hit

# A hit this close behind the best may answer in its place when it alone has the kind of thing that is asked for.
_CONSIDERED, _CLOSE_BEHIND = 3, 0.9
# What is left of the certainty where a date or an amount is asked for and the answer has none.
_UNFIT = 0.4
# How much of the question a table must account for; how near to the best hit a table must be that is only read.
_EXPLAINED, _EXPLAINED_BEHIND, _READ_BEHIND = 0.4, 0.7, 0.9
# How far a row stands back that the question does not name: then it asks for a row that the table does not have.
_UNNAMED_ROW = 0.3


def answer(query: Query, hits: Sequence[Hit], index: OpenIndex, strictness: float) -> Result:
    """Return the result of a question: the best hit's sentence or cell, unless it is too uncertain to be an answer.

    Args:
        query: the question.
        hits: what was found, best first; at least one.
        index: where the hits are from.
        strictness: the certainty, from 0 to 1, under which the documents count as not holding the answer.
    """
    wanted = aspects(query, index.words)
    reasoned = reason(query, hits, index)
    if reasoned and _leads(reasoned[0], hits):
        found, sure = reasoned[0].answer, 1.0
    else:
        found, sure = _best(query, hits, wanted, index)
    return Result(
        question=query.text,
        language=query.language,
        answer=found if sure >= strictness else None,
        certainty=round(sure, 3),
        hits=tuple(hits),
        cited_sources=index.manifest.cited,
        documents=frozenset(document.id for document in index.records.documents),
    )


def _leads(reasoned: Reasoned, hits: Sequence[Hit]) -> bool:
    """Tell whether a table answers rather than the text: it computes, accounts for nearly all, or is as good a hit."""
    if reasoned.operation not in ("lookup", "list", "filter") or hits[0].unit.kind != "passage":
        return reasoned.explained >= _EXPLAINED
    near = reasoned.hit.score >= _READ_BEHIND * hits[0].score
    return reasoned.explained >= (_EXPLAINED if near else _EXPLAINED_BEHIND)


def _best(query: Query, hits: Sequence[Hit], wanted: tuple[Aspect, ...], index: OpenIndex) -> tuple[Answer, float]:
    """Return the answer of the best hit, or of one close behind it that has the date or the amount that is asked for."""
    able = [hit for hit in hits if hit.unit.kind != "table"] or list(hits[:1])
    close = [hit for hit in able[:_CONSIDERED] if hit.score >= able[0].score * _CLOSE_BEHIND]
    answers = [(cell_answer if hit.unit.kind == "row" else quote)(query, hit, wanted, index) for hit in close]
    fitting = [fits(query.text, answer.text) for answer in answers]
    place = fitting.index(True) if any(fitting) else 0
    sure = certainty(query, close[place], wanted) * _row_factor(query, close[place], wanted, index)
    return answers[place], sure if any(fitting) else sure * _UNFIT


def _row_factor(query: Query, hit: Hit, wanted: tuple[Aspect, ...], index: OpenIndex) -> float:
    """Return what is left of the certainty when the hit is a row that the question may not mean."""
    if hit.unit.kind != "row":
        return 1.0
    table, row = row_of(hit, index)
    if lacks_year(query, table, row):
        return 0.0
    return 1.0 if query.over_table or names_row(wanted, table, row) else _UNNAMED_ROW
