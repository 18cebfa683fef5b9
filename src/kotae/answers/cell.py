"""A table row to the cell that answers, named by its row and its header."""

import numpy as np

from kotae.answers.coverage import Aspect, coverage
from kotae.answers.model import Answer, Evidence
from kotae.documents.model import Table, TableRow
from kotae.index.opened import OpenIndex
from kotae.retrieval.query import Query
from kotae.retrieval.search import Hit
from kotae.text import numbers

# A header is the one asked for when the question names it, or else comes closest to it in meaning.
_NAMED, _CLOSE = 1.0, 4.0


def row_of(hit: Hit, index: OpenIndex) -> tuple[Table, TableRow]:
    """Return the table of a row that was found, and the row."""
    assert hit.unit.table is not None
    assert hit.unit.row is not None
    table = index.records.table(index.records.unit_documents[hit.number], hit.unit.table)
    return table, table.rows[hit.unit.row]


def names_row(wanted: tuple[Aspect, ...], table: Table, row: TableRow) -> bool:
    """Tell whether the question names anything that sets the row apart from the other rows of its table."""
    own = [cell.text for cell in row.cells if cell.text] + list(row.group)
    shared = {text for text in own if all(text in _texts(other) for other in table.rows)}
    return any(coverage(wanted, text) > 0 for text in own if text not in shared)


def lacks_year(query: Query, table: Table, row: TableRow) -> bool:
    """Tell whether the question names a year that neither the table's headers nor the row have, though they have years."""
    asked = {date.year for date in numbers.dates(query.text) if date.year}
    text = " ".join([table.caption, *table.header, *row.group, *(cell.text for cell in row.cells)])
    known = {date.year for date in numbers.dates(text) if date.year}
    return bool(asked and known and not asked & known)


def cell_answer(query: Query, hit: Hit, wanted: tuple[Aspect, ...], index: OpenIndex) -> Answer:
    """Return the cell of a row that answers, or the row in full where no one cell is asked for.

    The text is the row's label, the column's header and the cell, as they stand in the document.
    """
    unit = hit.unit
    table, row = row_of(hit, index)
    column = _asked_column(query, hit, wanted, table, row, index)
    body = unit.text.rfind("\n") + 1
    if column is None:
        return Answer(unit.text[body:], (hit.rank,), (), (Evidence(hit.rank, body, len(unit.text), unit.boxes),))
    cell = row.cells[column]
    shown = cell.text or "-"
    label = " ".join(_labels(row, column))
    header = f"{table.header[column]}: " if table.header[column] else ""
    text = (f"{label}: " if label else "") + header
    at = len(text)
    text += shown
    if table.unit and cell.number is not None and table.unit not in text:
        text += f" ({table.unit})"
    place = next((span for span in unit.spans if span.box in cell.boxes), None)
    start, end = (place.start, place.end) if place else (body, len(unit.text))
    return Answer(text, (hit.rank,), ((at, at + len(shown)),), (Evidence(hit.rank, start, end, cell.boxes),))


def _asked_column(
    query: Query, hit: Hit, wanted: tuple[Aspect, ...], table: Table, row: TableRow, index: OpenIndex
) -> int | None:
    """Return the column whose header the question asks for, among the cells that the question does not itself give."""
    years = {date.year for date in numbers.dates(query.text) if date.year}
    closeness = _header_closeness(query, hit, table, index)
    best, best_score = None, 0.0
    for column, (header, cell) in enumerate(zip(table.header, row.cells, strict=True)):
        if cell.number is None and not cell.missing and coverage(wanted, cell.text) > 0:
            continue
        of_year = {date.year for date in numbers.dates(header) if date.year}
        if years and of_year and not years & of_year:
            continue
        named = coverage(wanted, header)
        score = _NAMED * named + _CLOSE * closeness[column] if named else 0.0
        if score > best_score:
            best, best_score = column, score
    return best


def _header_closeness(query: Query, hit: Hit, table: Table, index: OpenIndex) -> list[float]:
    """Return for each column how well its header's tokens, as they stand in the row, meet the question's."""
    vectors, starts = index.vectors.tokens(hit.number)
    text = hit.unit.indexed
    position = len(text) - len(hit.unit.text)
    scores = []
    for header in table.header:
        found = text.find(f"{header}: ", position) if header else -1
        if found < 0:
            scores.append(0.0)
            continue
        own = vectors[(starts >= found) & (starts < found + len(header))]
        met = (query.token_vectors @ own.T).max(axis=1) if len(own) and len(query.token_vectors) else np.zeros(1)
        scores.append(float(met.mean()))
        position = found + len(header)
    return scores


def _labels(row: TableRow, column: int) -> list[str]:
    """Return the words that name a row: its first text cells other than the one asked for."""
    texts = [
        cell.text
        for position, cell in enumerate(row.cells)
        if position != column and cell.text and cell.number is None and not cell.missing
    ]
    return list(dict.fromkeys(texts))[:2]


def _texts(row: TableRow) -> set[str]:
    return {cell.text for cell in row.cells} | set(row.group)
