"""Cells that may be told, read in their rows with the question: which of them answers it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from kotae.answers.formulas.model import TELLING
from kotae.answers.formulas.reading import Reading
from kotae.answers.formulas.score import Ranked
from kotae.answers.formulas.view import Place
from kotae.answers.reader.spans import span_scores
from kotae.answers.reader.wording import worded
from kotae.documents.model import Table
from kotae.embedding import Passage, PassageReader
from kotae.passages.tables import rendered
from kotae.question.model import Question
from kotae.retrieval.search import Hit

# So many results are read at most, those that are this nearly as likely as the likeliest; and the power that the share of what
# was read in the cells of a result has beside its probability. Of 124 look-ups over documents of others the likeliest is right
# for 43 without, for 53 to 57 with powers from 0.25 to 1, for 57 with every nearness from 0 to 0.1
# (benchmarks/table_answers/README.md).
_RESULTS, _NEARLY, _POWER = 8, 0.1, 0.5
_UNREAD = 1e-3  # what a cell has of the share at least

Row = tuple[int, int]  # a table, by its identity, and one of its rows


def with_cells_read(
    question: Question, results: Sequence[Ranked], tables: Sequence[tuple[Hit, Reading]], reader: PassageReader
) -> list[Ranked]:
    """Return results in the order that reading the cells puts them in that the likeliest of them tell.

    What was read decides among the results that tell cells of one row each: their probabilities together stay what they are.

    Args:
        question: the question.
        results: all of them, the likeliest first.
        tables: for each table its best hit and what the question reads there.
        reader: the model.
    """
    told: dict[
        int, tuple[Row, set[int]]
    ] = {}  # by the results' numbers the row and columns of the cells that they tell
    rows: dict[Row, tuple[Hit, Table, set[int]]] = {}
    for number, each in enumerate(results[:_RESULTS]):
        hit, of = tables[each.table]
        if each.probability < _NEARLY * results[0].probability or not (cells := _told(each, of)):
            continue
        source = of.asked.view.source
        row, columns = (id(source), cells[0][0]), {column for _, column in cells}
        told[number] = row, columns
        rows.setdefault(row, (hit, source, {source.label}))[-1].update(columns)
    if not told:
        return list(results)
    shares = _shares(question, rows, reader)
    weighed = {
        number: results[number].probability * (sum(shares[row][column] for column in columns) + _UNREAD) ** _POWER
        for number, (row, columns) in told.items()
    }
    scale = sum(results[number].probability for number in told) / sum(weighed.values())
    known = [
        replace(each, probability=scale * weighed[number]) if number in told else each
        for number, each in enumerate(results)
    ]
    return sorted(known, key=lambda each: -each.probability)


def _told(result: Ranked, of: Reading) -> Sequence[Place]:
    """Return the cells of the document's table that a result tells, where it tells cells of one row as they stand."""
    formula = result.formula
    if formula.operation not in TELLING or formula.number is not None:
        return ()
    cells = [cell for place in formula.cells if (cell := of.asked.view.origin(place))]
    return cells if len({row for row, _ in cells}) == 1 else ()


def _shares(
    question: Question, rows: Mapping[Row, tuple[Hit, Table, set[int]]], reader: PassageReader
) -> dict[Row, dict[int, float]]:
    """Return for the columns of each row the share of all that may be the answer, in any of the rows, in its cell there."""
    passages, places = [], []
    for (_, row), (hit, table, columns) in rows.items():
        text, cells = rendered(table, table.rows[row], columns)
        title = hit.unit.headings[-1] if hit.unit.headings else hit.document.title
        passages.append(Passage(title, text, worded(question.text, text)))
        places.append(cells)
    read = reader.read(question.text, passages)
    scores = [span_scores(each.starts, each.ends) for each in read]
    greatest = max(float(of.max(initial=-np.inf)) for of in scores)
    likely = [np.exp(of - greatest) for of in scores]
    total = sum(float(of.sum()) for of in likely)
    found = {}
    for key, each, of, cells in zip(rows, read, likely, places, strict=True):
        shares = {}
        for column, place in enumerate(cells):
            if place is not None:
                inside = (each.places[:, 0] < place[1]) & (each.places[:, 1] > place[0])
                shares[column] = float(of[np.ix_(inside, inside)].sum()) / total
        found[key] = shares
    return found
