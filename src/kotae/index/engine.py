"""What retrieval and answers ask of an index, wherever its parts are kept: on this machine's disk, or in Milvus."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kotae.corpus.resting import Citing
from kotae.documents.model import BlockRole, Table
from kotae.index.columns import Column
from kotae.index.generation import GenerationManifest
from kotae.index.records import DocumentRecord
from kotae.lexicon import Lexicon
from kotae.passages.units import Unit, UnitKind
from kotae.question.model import Question
from kotae.text.language import Language

Scores = NDArray[np.float32]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Among:
    """Which units are searched: those of some documents (by id), in one language, of some kinds; None leaves all."""

    documents: frozenset[str] | None = None
    language: Language | None = None
    kinds: frozenset[UnitKind] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """The units that a question is compared with, and what vectors and words say of each.

    `numbers` are theirs, ascending, int64 [units]; `even` are the places among them of those that stand for all that are
    searched. `dense` is the cosine with the question, `words` and `pairs` the BM25 scores of the question's own words and
    character pairs, `translated` that of its translations or synonyms; each float32 [units].
    """

    numbers: NDArray[np.int64]
    even: NDArray[np.int64] | slice
    dense: Scores
    words: Scores
    pairs: Scores
    translated: Scores

    @property
    def lexical(self) -> Scores:
        """All that words say of each unit, float32 [units]."""
        return self.words + self.pairs + self.translated


class UnitRecords(Protocol):
    """The records of documents and units."""

    @property
    def documents(self) -> Sequence[DocumentRecord]:
        """The documents, in the order of their numbers."""

    @property
    def unit_documents(self) -> Column[int]:
        """The number of each unit's document."""

    @property
    def unit_kinds(self) -> Column[UnitKind]:
        """Each unit's kind."""

    @property
    def unit_languages(self) -> Column[Language]:
        """Each unit's language."""

    @property
    def unit_references(self) -> Column[bool]:
        """Whether each unit is an entry of a reference list."""

    @property
    def unit_roles(self) -> Column[BlockRole]:
        """Each unit's role in its document."""

    def unit(self, number: int) -> Unit:
        """Return one unit by its number."""

    def some(self, numbers: Sequence[int]) -> list[Unit]:
        """Return some units by their numbers, in the order given."""

    def table(self, document: int, number: int) -> Table:
        """Return one table of a document, whole."""

    def units_of(self, document: int) -> tuple[Unit, ...]:
        """Return the units of one document, in order."""

    def citing(self) -> list[Citing]:
        """Return the passages that cite sources, in order; entries of reference lists are none."""

    def close(self) -> None:
        """Close what is open."""


class UnitVectors(Hashable, Protocol):
    """The vectors of units' tokens, to look closely at candidates."""

    @property
    def units(self) -> int:
        """How many units there are."""

    @property
    def dimension(self) -> int:
        """The length of the units' vectors."""

    def tokens(self, unit: int) -> tuple[Scores, NDArray[np.int32]]:
        """Return a unit's token vectors, float32 [tokens, width], and the characters where they begin, int32 [tokens]."""

    def late_scores(self, query: Scores, units: NDArray[np.int64]) -> Scores:
        """Return for some units how well every token of the query is met by one of theirs; float32 [units]."""

    def late_scores_within(self, query: Scores, unit: int, spans: Sequence[tuple[int, int]]) -> list[float]:
        """Return the same for the tokens that begin in the characters [start, end) of one unit's text."""


class UnitWords(Protocol):
    """What is known of the words of all units."""

    def rarity(self, term: str) -> float:
        """Return the inverse document frequency of a term; a term that no text has is as rare as can be."""


class OpenIndex(Protocol):
    """One whole generation, opened for questions; later generations do not disturb it.

    All that retrieval and answers need of an index; `LocalIndex` and `MilvusIndex` are the two that there are.
    """

    @property
    def folder(self) -> Path:
        """The generation's folder on this machine; its name is the generation's."""

    @property
    def manifest(self) -> GenerationManifest:
        """What the generation was made with."""

    @property
    def records(self) -> UnitRecords:
        """Its documents and units."""

    @property
    def vectors(self) -> UnitVectors:
        """Its units' token vectors."""

    @property
    def words(self) -> UnitWords:
        """What is known of its words."""

    @property
    def lexicon(self) -> Lexicon:
        """The bilingual lexicon over its words."""

    def compared(self, question: Question, among: Among) -> Compared | None:
        """Choose the units that are compared with a question, and say what vectors and words tell of them.

        Args:
            question: the question.
            among: which units are searched.

        Returns:
            All that are searched, or the likely ones among very many; None where none is searched.
        """
