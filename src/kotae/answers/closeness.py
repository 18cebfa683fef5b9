"""How near the headers of a table are to a question in meaning."""

from kotae.documents.model import Table
from kotae.index.opened import OpenIndex
from kotae.passages.units import Unit
from kotae.question.model import Question


def header_closeness(question: Question, table: Table, unit: Unit, number: int, index: OpenIndex) -> list[float]:
    """Return for each column how well its header's tokens, as they stand in a row, meet the question's.

    Args:
        question: the question.
        table: the table.
        unit: a row of it.
        number: that of the unit in the index.
        index: where the unit is from.
    """
    return index.vectors.late_scores_within(question.token_vectors, number, header_places(table, unit))


def header_places(table: Table, unit: Unit) -> list[tuple[int, int]]:
    """Return where in the embedded text of one of its rows each header of a table stands, (0, 0) where it does not."""
    text = unit.indexed
    places = []
    position = len(text) - len(unit.text)
    for header in table.header:
        start = text.find(f"{header}: ", position) if header else -1
        places.append((start, start + len(header)) if start >= 0 else (0, 0))
        position = places[-1][1] or position
    return places
