"""How near the headers of a table are to a question in meaning."""

from kotae.documents.model import Table
from kotae.index.opened import OpenIndex
from kotae.question.model import Question
from kotae.retrieval.search import Hit


def header_closeness(question: Question, hit: Hit, table: Table, index: OpenIndex, mark: str = "") -> list[float]:
    """Return for each column how well its header's tokens, as they stand in a hit, meet the question's.

    Args:
        question: the question.
        hit: a row of the table, or the whole.
        table: the table.
        index: where the hit is from.
        mark: what stands behind a header in the hit, where only such places count.
    """
    text = hit.unit.indexed
    places = header_places(table, text, len(text) - len(hit.unit.text) if hit.unit.kind == "row" else 0, mark)
    return index.vectors.late_scores_within(question.token_vectors, hit.number, places)


def header_places(table: Table, text: str, position: int, mark: str = "") -> list[tuple[int, int]]:
    """Return where in a text each header of a table stands, (0, 0) where it does not.

    Args:
        table: the table.
        text: a text that has the headers in order.
        position: the character from which they are looked for.
        mark: what stands behind a header, where only such places count.
    """
    places = []
    for header in table.header:
        start = text.find(header + mark, position) if header else -1
        places.append((start, start + len(header)) if start >= 0 else (0, 0))
        position = places[-1][1] or position
    return places
