"""Questions understood without a corpus: no lexicon of it and no model, only what the words of the question say."""

from typing import cast

import numpy as np

from kotae.embedding import Encoded
from kotae.lexicon import Lexicon, Translation
from kotae.question.model import Question
from kotae.question.parts import Part
from kotae.question.understand import understand

_NO_VECTORS = Encoded(np.zeros(1, np.float32), np.zeros((1, 1), np.float32), np.zeros(1, np.int32))


class _NoLexicon:
    """The lexicon of a corpus without any words."""

    def translate(self, text: str, language: str) -> list[Translation]:
        """Return nothing."""
        return []

    def synonyms(self, text: str) -> list[Translation]:
        """Return nothing."""
        return []


def understood(text: str) -> Question:
    """Understand a question as one; none of its words has a translation, all are as rare."""
    return understand(Part(text, text), _NO_VECTORS, cast(Lexicon, _NoLexicon()), lambda _: 1.0)
