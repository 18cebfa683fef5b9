"""The one cell that a formula tells, read with the question in its row: a second opinion on the same words."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kotae.answers.formulas.answering import Reasoned
from kotae.answers.reader.spans import pairs
from kotae.answers.reader.windows import title
from kotae.answers.reader.wording import worded
from kotae.documents.model import Table
from kotae.embedding import Passage, PassageReader, Read
from kotae.index.opened import OpenIndex
from kotae.passages.tables import rendered
from kotae.question.model import Question

# So many rows are read: the likeliest answers nearly always stand in no more.
_ROWS = 3

Row = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class ReadCell:
    """What was read of a cell: the logit of the probability that its row answers, and how likely the answer is in the cell,
    if it is in the row."""

    answers: float
    share: float


def read_cells(
    question: Question, listed: Sequence[Reasoned], index: OpenIndex, reader: PassageReader
) -> list[ReadCell | None]:
    """Read the rows of the likeliest answers that tell one cell.

    Args:
        question: the question.
        listed: the answers from tables, the likeliest first.
        index: where they are from.
        reader: the model.

    Returns:
        For each answer what was read of its cell, None where it tells more than a cell or its row was not read.
    """
    cells = [_cell(each, index) for each in listed]
    rows = list(dict.fromkeys(cell[0] for cell in cells if cell))[:_ROWS]
    texts = {row: rendered(_table(row, index), _table(row, index).rows[row[2]]) for row in rows}
    titles = {cell[0]: title(each.hit) for cell, each in zip(cells, listed, strict=True) if cell}
    passages = [Passage(titles[row], texts[row][0], worded(question.text, texts[row][0])) for row in rows]
    read = dict(zip(rows, reader.read(question.text, passages), strict=True))
    return [
        ReadCell(read[cell[0]].answers, _share(read[cell[0]], texts[cell[0]][1][cell[1]]))
        if cell and cell[0] in read
        else None
        for cell in cells
    ]


def _cell(reasoned: Reasoned, index: OpenIndex) -> tuple[Row, int] | None:
    """Return the row, by its document, table and number, and the column of the only cell that an answer stands on."""
    evidence, unit = reasoned.answer.evidence, reasoned.hit.unit
    if reasoned.operation != "look_up" or len(evidence) != 1 or evidence[0].cell is None or unit.table is None:
        return None
    row, column = evidence[0].cell
    return (index.records.unit_documents[reasoned.hit.number], unit.table, row), column


def _table(row: Row, index: OpenIndex) -> Table:
    return index.records.table(row[0], row[1])


def _share(read: Read, place: tuple[int, int] | None) -> float:
    """Return how much of the probability of all spans of a row lies on those that begin in a cell."""
    if place is None or not len(read.starts):
        return 0.0
    scores = pairs(read.starts, read.ends)
    likely = np.exp(scores - scores.max())
    within = (read.places[:, 0] < place[1]) & (read.places[:, 1] > place[0])
    return float(likely[within].sum() / likely.sum())
