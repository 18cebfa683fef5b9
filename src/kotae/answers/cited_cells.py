"""The cells that an answer over a table stands on: the hit to cite for them, and where that hit has their text."""

from collections.abc import Collection, Sequence

from kotae.answers.model import Evidence
from kotae.documents.model import Table
from kotae.retrieval.search import Hit


def hit_to_cite(rows: Collection[int], hits: Sequence[Hit]) -> Hit:
    """Return a table's hit to cite: the row where the cells are of one row, the whole table otherwise.

    Args:
        rows: the rows of the cells, each once.
        hits: the hits of the table, best first.
    """
    row = next((hit for hit in hits if hit.unit.row in rows), None) if len(rows) == 1 else None
    return row or next((hit for hit in hits if hit.unit.kind == "table"), hits[0])


def cell_evidence(hit: Hit, table: Table, place: tuple[int, int]) -> Evidence:
    """Return a cell, by its row and column, with its boxes and where a hit of its table has its text."""
    start, end = _characters(hit, table, place)
    return Evidence(hit.rank, start, end, table.rows[place[0]].cells[place[1]].boxes, place)


def _characters(hit: Hit, table: Table, place: tuple[int, int]) -> tuple[int, int]:
    """Return the characters of a hit's text that a cell has: its own, or the whole text where the hit does not show it."""
    (row, column), unit = place, hit.unit
    cells = table.rows[row].cells
    if unit.row == row:
        span = next((span for span in unit.spans if span.box in cells[column].boxes), None)
        if span:
            return span.start, span.end
        start = unit.text.rfind(cells[column].text.replace("\n", " ")) if cells[column].text else -1
        return (start, start + len(cells[column].text)) if start >= 0 else (0, len(unit.text))
    texts = [cell.text.replace("\n", " ") for cell in cells]
    line = unit.text.find("\t".join(texts)) if unit.kind == "table" else -1
    if line < 0:
        return 0, len(unit.text)
    start = line + sum(len(text) + 1 for text in texts[:column])
    return start, start + len(texts[column])
