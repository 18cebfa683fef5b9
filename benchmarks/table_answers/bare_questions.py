"""Questions and tables understood without a corpus: by the words of the question, and by what the bundled model makes of it."""

from collections.abc import Sequence
from functools import cache
from typing import cast

from kotae.answers.closeness import header_places
from kotae.documents.model import Table
from kotae.embedding import Encoded, Encoder
from kotae.index.vectors import scores_within
from kotae.lexicon import Lexicon, Translation
from kotae.passages.tables import table_units
from kotae.question.model import Question
from kotae.question.parts import Part
from kotae.question.titles import Titles
from kotae.question.understand import Background, tidy, understand


class _NoLexicon:
    """The lexicon of a corpus without any words."""

    def translate(self, text: str, language: str) -> list[Translation]:
        """Return nothing."""
        return []

    def synonyms(self, text: str) -> list[Translation]:
        """Return nothing."""
        return []


@cache
def _encoder() -> Encoder:
    return Encoder.load()


def understood(texts: Sequence[str]) -> list[Question]:
    """Understand questions, each as one; none of their words has a translation, all are as rare."""
    lines = [tidy(text) for text in texts]
    encoded = _encoder().encode_queries(lines)
    background = Background(_encoder(), cast(Lexicon, _NoLexicon()), lambda _: 1.0, Titles(()))
    return [understand(Part(line, line), vectors, background) for line, vectors in zip(lines, encoded, strict=True)]


class Headers:
    """The headers of one table as they stand in its first row, as the model reads them."""

    def __init__(self, table: Table) -> None:
        unit = next((unit for unit in table_units(table, 0, (), "") if unit.row == 0), None)
        self._places: list[tuple[int, int]] = []
        self._encoded: Encoded | None = None
        if unit is not None:
            self._places = header_places(table, unit)
            self._encoded = _encoder().encode_passages([unit.indexed])[0]

    def closeness(self, question: Question) -> tuple[float, ...]:
        """Return how near the meaning of each header is to a question."""
        if self._encoded is None:
            return ()
        tokens, starts = self._encoded.tokens, self._encoded.starts
        return tuple(scores_within(question.token_vectors, tokens, starts, self._places))
