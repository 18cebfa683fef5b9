"""A table row to the cell that answers, named by its row and its header."""

from kotae.answers.closeness import header_closeness
from kotae.answers.coverage import coverage
from kotae.answers.model import Answer, Evidence
from kotae.answers.reader.look import Looked
from kotae.documents.model import Cell, Table, TableRow
from kotae.index.opened import OpenIndex
from kotae.passages.tables import rendered
from kotae.question.model import Question, Term
from kotae.retrieval.search import Hit
from kotae.text import numbers
from kotae.text.labels_said_once import once
from kotae.text.language import detect

# A header is the one asked for when the question names it, or else comes closest to it in meaning.
_NAMED, _CLOSE = 1.0, 4.0


def row_of(hit: Hit, index: OpenIndex) -> tuple[Table, TableRow]:
    """Return the table of a row that was found, and the row."""
    assert hit.unit.table is not None
    assert hit.unit.row is not None
    table = index.records.table(index.records.unit_documents[hit.number], hit.unit.table)
    return table, table.rows[hit.unit.row]


def names_row(wanted: tuple[Term, ...], table: Table, row: TableRow) -> bool:
    """Tell whether the question names anything that sets the row apart from the other rows of its table."""
    own = [cell.text for cell in row.cells if cell.text] + list(row.group)
    shared = {text for text in own if all(text in _texts(other) for other in table.rows)}
    return any(coverage(wanted, text) > 0 for text in own if text not in shared)


def lacks_year(question: Question, table: Table, row: TableRow, over: str) -> bool:
    """Tell whether the question names a year that none of these has, though they have years: what stands over the table, its
    headers, the row."""
    asked = numbers.years(question.text)
    text = " ".join([over, table.caption, *table.header, *row.group, *(cell.text for cell in row.cells)])
    known = numbers.years(text)
    return bool(asked and known and not asked & known)


def cell_answer(
    question: Question, hit: Hit, wanted: tuple[Term, ...], index: OpenIndex, looked: Looked | None
) -> Answer:
    """Return the cell of a row that answers, or the row in full where no one cell is asked for.

    The text is the row's label, the column's header and the cell, as they stand in the document. What is to be computed is
    not answered with a cell that it would be computed from.

    Args:
        question: the question.
        hit: the row.
        wanted: the question's terms.
        index: where the row is from.
        looked: what was read of the row with the question, where there is a reader.
    """
    unit = hit.unit
    table, row = row_of(hit, index)
    if whole := _group_answer(hit, wanted, table, row):
        return whole
    column = None
    if not question.computes:
        column = _read_column(question, hit, wanted, table, row, looked) if looked else None
        column = _asked_column(question, hit, wanted, table, row, index) if column is None else column
    body = unit.text.rfind("\n") + 1
    if column is None:
        return Answer(unit.text[body:], (hit.rank,), (), (Evidence(hit.rank, body, len(unit.text), unit.boxes),))
    cell = row.cells[column]
    shown = cell.text or "-"
    label = " ".join(_labels(row, column))
    header = f"{once(table.header[column])}: " if table.header[column] else ""
    text = (f"{label}: " if label else "") + header
    at = len(text)
    text += shown
    assert unit.row is not None
    of_number = table.unit_of(unit.row, column) if cell.number is not None else ""
    if of_number and of_number not in text and not table.columns[column].written:
        text += f" ({of_number})"
    place = next((span for span in unit.spans if span.box in cell.boxes), None)
    start, end = (place.start, place.end) if place else (body, len(unit.text))
    evidence = Evidence(hit.rank, start, end, cell.boxes, (unit.row, column))
    return Answer(text, (hit.rank,), ((at, at + len(shown)),), (evidence,))


def _read_column(
    question: Question, hit: Hit, wanted: tuple[Term, ...], table: Table, row: TableRow, looked: Looked
) -> int | None:
    """Return the column whose cell was read as the answer, among the cells that the question does not itself give."""
    _, places = rendered(table, row)
    shares = {
        column: looked.share(hit, place)
        for column in _possible_columns(question, wanted, table, row)
        if (place := places[column])
    }
    best = max(shares, key=lambda column: shares[column], default=None)
    return best if best is not None and shares[best] > 0 else None


def _asked_column(
    question: Question, hit: Hit, wanted: tuple[Term, ...], table: Table, row: TableRow, index: OpenIndex
) -> int | None:
    """Return the column whose header the question asks for, among the cells that the question does not itself give."""
    closeness = header_closeness(question, table, hit.unit, hit.number, index)
    best, best_score = None, 0.0
    for column in _possible_columns(question, wanted, table, row):
        named = coverage(wanted, table.header[column])
        score = _NAMED * named + _CLOSE * closeness[column] if named else 0.0
        if score > best_score:
            best, best_score = column, score
    return best


def _possible_columns(question: Question, wanted: tuple[Term, ...], table: Table, row: TableRow) -> list[int]:
    """Return the columns that may be asked for: of the year that is asked for, where there are columns of years."""
    years = numbers.years(question.text)
    by_year = [  # a date over the labels is the table's
        numbers.years(header) if column != table.label else frozenset() for column, header in enumerate(table.header)
    ]
    if any(years & of_year for of_year in by_year):
        return [column for column, of_year in enumerate(by_year) if years & of_year]
    return [
        column
        for column, cell in enumerate(row.cells)
        if (cell.number is not None or cell.missing or coverage(wanted, cell.text) == 0)
        and (column >= table.label or table.header[column])  # numbers of items stand before what names them
    ]


def _group_answer(hit: Hit, wanted: tuple[Term, ...], table: Table, row: TableRow) -> Answer | None:
    """Return the names of all rows of a group, where the question names the group but none of its rows.

    What is restricted "on 4 April" is every row under that heading. None where the question asks for something else.
    """
    members = [other for other in table.rows if other.group == row.group]
    names = [_own_label(member) for member in members]
    if not row.group or len(members) < 2 or not all(names):
        return None
    named = max(coverage(wanted, label) for label in row.group)
    if not named or any(coverage(wanted, cell.text) for member in members for cell in _own_cells(member)):
        return None
    comma = "、" if detect("".join(names)) == "ja" else ", "
    before = " ".join(row.group) + ": "
    text = before + comma.join(names)
    marks, start = [], len(before)
    for name in names:
        marks.append((start, start + len(name)))
        start += len(name) + len(comma)
    boxes = tuple(box for member in members for cell in _own_cells(member)[:1] for box in cell.boxes)
    return Answer(text, (hit.rank,), tuple(marks), (Evidence(hit.rank, 0, len(hit.unit.text), boxes),))


def _own_cells(row: TableRow) -> list[Cell]:
    """Return the text cells that a row does not share with its group."""
    return [
        cell
        for cell in row.cells
        if cell.text and cell.number is None and not cell.inherited and not cell.missing and cell.text not in row.group
    ]


def _own_label(row: TableRow) -> str:
    own = _own_cells(row)
    return own[0].text if own else ""


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
