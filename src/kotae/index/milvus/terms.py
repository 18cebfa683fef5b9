"""The words of a question as sparse vectors: what they weigh by their rarity; what texts have of them is in Milvus."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kotae.index.compared import SYNONYM, called_otherwise
from kotae.index.engine import Scores
from kotae.index.milvus.connection import Sparse
from kotae.index.milvus.layout import PAIR
from kotae.index.words import PAIR_WEIGHT, character_pairs, inverse_frequency
from kotae.question.model import Question, Wording


@dataclass(frozen=True, slots=True)
class Asked:
    """The sparse vectors of a question: its words, its character pairs, and the wordings of its phrases.

    Of a phrase there is for each wording its share and its vector.
    """

    words: Sparse
    pairs: Sparse
    translations: tuple[tuple[tuple[float, Sparse], ...], ...]
    synonyms: tuple[tuple[tuple[float, Sparse], ...], ...]

    @property
    def vectors(self) -> list[Sparse]:
        """All of them, in the order in which `scores` reads what they score."""
        phrases = [vector for phrase in (*self.translations, *self.synonyms) for _, vector in phrase]
        return [self.words, self.pairs, *phrases]

    def likely(self, *, other: bool) -> Sparse:
        """Return one vector that finds what words say most of; wordings are added up there, not weighed against each other.

        Args:
            other: in the other language than the question's, or in its own.
        """
        parts = [(1.0, self.words)] if other else [(1.0, self.words), (1.0, self.pairs)]
        share, phrases = (1.0, self.translations) if other else (SYNONYM, self.synonyms)
        parts.extend((share * weight, vector) for phrase in phrases for weight, vector in phrase)
        total: dict[int, float] = {}
        for weight, vector in parts:
            for number, value in vector.items():
                total[number] = total.get(number, 0.0) + weight * value
        return total

    def scores(self, given: Sequence[Scores], other: NDArray[np.bool_]) -> tuple[Scores, Scores, Scores]:
        """Return what words, pairs and translations say of some units; each float32 [units].

        Args:
            given: for each of `vectors` what the units score, float32 [units].
            other: which units are not in the question's language, bool [units].
        """
        words, pairs, *rest = given
        left = iter(rest)
        translations, synonyms = (
            sum((_best(phrase, left, words) for phrase in phrases), np.zeros_like(words))
            for phrases in (self.translations, self.synonyms)
        )
        zero = np.float32(0)
        return words, np.where(other, zero, pairs), np.where(other, translations, np.float32(SYNONYM) * synonyms)


def _best(phrase: Sequence[tuple[float, Sparse]], given: Iterable[Scores], like: Scores) -> Scores:
    """Return the best that the wordings of a phrase score: they are alternatives."""
    best = np.zeros_like(like)
    for (weight, _), scores in zip(phrase, given, strict=False):
        best = np.maximum(best, np.float32(weight) * scores)
    return best


class Terms:
    """The terms of a generation: their numbers, which are the dimensions of sparse vectors, and how many units have each."""

    def __init__(self, terms: Sequence[str], frequencies: NDArray[np.int32], units: int) -> None:
        self._numbers = {term: number for number, term in enumerate(terms)}
        self._frequencies = frequencies
        self._units = units

    def rarity(self, term: str) -> float:
        """Return the inverse document frequency of a word; a word that no text has is as rare as can be."""
        number = self._numbers.get(term)
        return inverse_frequency(self._units, 0 if number is None else int(self._frequencies[number]))

    def asked(self, question: Question) -> Asked:
        """Return the sparse vectors of a question."""
        translations, synonyms = called_otherwise(question)
        return Asked(
            words=self._vector(term.normal for term in question.terms),
            pairs=self._vector((PAIR + pair for pair in character_pairs(question.text)), PAIR_WEIGHT),
            translations=tuple(self._phrase(phrase) for phrase in translations),
            synonyms=tuple(self._phrase(phrase) for phrase in synonyms),
        )

    def _phrase(self, phrase: Sequence[Wording]) -> tuple[tuple[float, Sparse], ...]:
        return tuple((wording.weight, self._vector(wording.terms)) for wording in phrase)

    def _vector(self, terms: Iterable[str], weight: float = 1.0) -> Sparse:
        """Return what terms weigh, each as often as it is given, by their numbers; those that no text has are left out."""
        vector: dict[int, float] = {}
        for term in terms:
            number = self._numbers.get(term)
            if number is not None and self._frequencies[number]:
                vector[number] = vector.get(number, 0.0) + weight * self.rarity(term)
        return vector
