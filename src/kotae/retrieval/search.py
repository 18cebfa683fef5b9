"""A question to fused hits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kotae.index.opened import OpenIndex
from kotae.index.records import DocumentRecord
from kotae.index.words import WordIndex
from kotae.passages.units import Unit, UnitKind
from kotae.question.model import Question, Wording
from kotae.retrieval.compared import Mask, Scores, best_places, compared
from kotae.text.language import Language

# Shares of the first score, and what the closer look at the candidates adds. Measured: benchmarks/README.md.
_DENSE, _WORDS, _LATE = 0.4, 0.6, 0.8
_CANDIDATES = 64
# A synonym that the dictionary infers is weaker evidence than the question's own word.
_SYNONYM = 0.7
# A whole table is the answer where the question is about all of its rows, and stands behind its rows otherwise.
_TABLE_WANTED, _TABLE_UNWANTED = 0.3, 0.05
# An entry of a reference list shares its words with everything that cites it, and seldom answers anything.
_REFERENCE = 0.3
# A cover, masthead, disclaimer or colophon speaks of its document, and answers nothing else; as much as above.
_OF_DOCUMENT = 0.3


@dataclass(frozen=True, slots=True)
class Signals:
    """Where a hit's score comes from.

    `dense` is the cosine with the question, `words` and `pairs` the BM25 scores of the question's own words and character
    pairs, `translated` that of its translations or synonyms, `late` how well each of its tokens is met.
    """

    dense: float
    words: float
    pairs: float
    translated: float
    late: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A unit that a question found; `score` is between 0 and 1, comparable within one question only."""

    rank: int
    number: int
    unit: Unit
    document: DocumentRecord
    score: float
    signals: Signals


@dataclass(frozen=True, slots=True)
class Among:
    """Which units are searched: those of some documents (by id), in one language, of some kinds; None leaves all."""

    documents: frozenset[str] | None = None
    language: Language | None = None
    kinds: frozenset[UnitKind] | None = None


def search(question: Question, index: OpenIndex, count: int, scope: Among = Among()) -> list[Hit]:
    """Return the best hits of a question, best first.

    Scores are fused by value: cosine and lexical evidence are each scaled to [0, 1] over what is searched and added in
    fixed shares (convex combination, Bruch, Gai & Ingber 2023); the best of these are then compared with the question
    token by token, and that score is scaled and added likewise.

    Args:
        question: the question.
        index: what is searched.
        count: how many hits are returned at most.
        scope: which units are searched.
    """
    records = index.records
    chosen = _chosen(scope, index)
    if chosen is not None and not chosen.any():
        return []
    other = ~records.unit_languages.among({question.language})
    lexical = _lexical(question, index, other)
    among = compared(question.vector, index.vectors, lexical.total, other, chosen)
    numbers = among.numbers
    other, lexical = other[numbers], lexical.of(numbers)
    dense = index.vectors.scores(question.vector, numbers)
    gap = language_gap(dense, other, among.even)
    fused = _DENSE * scaled(dense + gap) + _WORDS * scaled_by_language(lexical.total, other)
    fused += _kind_scores(question, index, numbers)
    candidates = best_places(fused, max(_CANDIDATES, count))
    late = index.vectors.late_scores(question.token_vectors, numbers[candidates])
    final = fused[candidates] + _LATE * scaled(late + gap[candidates])
    best = np.argsort(-final, kind="stable")[:count]
    top = _DENSE + _WORDS + _LATE
    return [
        Hit(
            rank=rank,
            number=(number := int(numbers[(found := candidates[place])])),
            unit=records.unit(number),
            document=records.documents[records.unit_documents[number]],
            score=round(float(np.clip(final[place] / top, 0, 1)), 4),
            signals=Signals(
                dense=round(float(dense[found]), 4),
                words=round(float(lexical.words[found]), 4),
                pairs=round(float(lexical.pairs[found]), 4),
                translated=round(float(lexical.translated[found]), 4),
                late=round(float(late[place]), 4),
            ),
        )
        for rank, place in enumerate(best, 1)
    ]


@dataclass(frozen=True, slots=True, eq=False)
class _Lexical:
    """What words say of some units, each float32 [units]: of the question's words, its character pairs, its translations."""

    words: Scores
    pairs: Scores
    translated: Scores

    @property
    def total(self) -> Scores:
        return self.words + self.pairs + self.translated

    def of(self, numbers: NDArray[np.int64]) -> "_Lexical":
        return _Lexical(self.words[numbers], self.pairs[numbers], self.translated[numbers])


def _lexical(question: Question, index: OpenIndex, other: Mask) -> _Lexical:
    """Return what words say of every unit.

    Args:
        question: the question.
        index: what is searched.
        other: which units are not in the question's language, bool [units].
    """
    pairs = index.words.pair_scores(question.text)
    pairs[other] = 0
    translations = [phrase for phrase in question.phrases if not _is_synonym(phrase)]
    synonyms = [phrase for phrase in question.phrases if _is_synonym(phrase)]
    translated = np.float32(_SYNONYM) * translated_scores(synonyms, index.words)
    translated[other] = translated_scores(translations, index.words)[other]
    return _Lexical(index.words.scores(term.normal for term in question.terms), pairs, translated)


def _chosen(scope: Among, index: OpenIndex) -> Mask | None:
    """Tell of each unit whether it is searched, bool [units]; None where all are."""
    records = index.records
    masks = []
    if scope.documents is not None:
        wanted = {number for number, document in enumerate(records.documents) if document.id in scope.documents}
        masks.append(records.unit_documents.among(wanted))
    if scope.language is not None:
        masks.append(records.unit_languages.among({scope.language}))
    if scope.kinds is not None:
        masks.append(records.unit_kinds.among(scope.kinds))
    return np.logical_and.reduce(masks) if masks else None


def scaled(scores: Scores, floor: float | None = None) -> Scores:
    """Scale scores linearly to [0, 1]; with a `floor`, that value becomes 0 (a lexical score of zero is no evidence)."""
    low = float(scores.min()) if floor is None else floor
    high = float(scores.max())
    if high <= low:
        return np.zeros_like(scores, dtype=np.float32)
    return ((scores - low) / (high - low)).astype(np.float32)


def scaled_by_language(scores: Scores, other: Mask) -> Scores:
    """Scale lexical scores to [0, 1], half over all units and half over the units of each language alone.

    Words reach a unit of the other language only through the lexicon, which finds fewer of them: its scores are lower for
    the same evidence.
    """
    alone = np.zeros_like(scores, dtype=np.float32)
    for group in (other, ~other):
        if group.any():
            alone[group] = scaled(scores[group], floor=0.0)
    return (scaled(scores, floor=0.0) + alone) / np.float32(2)


def language_gap(dense: Scores, other: Mask, even: NDArray[np.int64] | slice = slice(None)) -> Scores:
    """Return what the units of the other language lack in closeness for their language alone; float32 [units].

    The model puts texts of one language closer together; the difference of the mean cosines of an index measures by how
    much.

    Args:
        dense: the units' cosines.
        other: which of them are not in the question's language.
        even: the places of those that the means are taken of.
    """
    gap = np.zeros_like(dense)
    known, foreign = dense[even], other[even]
    if foreign.any() and not foreign.all():
        gap[other] = known[~foreign].mean() - known[foreign].mean()
    return gap


def _is_synonym(phrase: Sequence[Wording]) -> bool:
    return phrase[0].source == "synonym"


def translated_scores(phrases: Iterable[Sequence[Wording]], words: WordIndex) -> Scores:
    """Return the BM25 score of every unit for what phrases are called otherwise, float32 [units].

    The wordings of a phrase are alternatives: of them a unit is given the best, not the sum.
    """
    total = words.scores([])
    best = words.scores([])
    for phrase in phrases:
        texts = []
        for wording in phrase:
            matches = words.matches(sorted(wording.terms))
            best[matches.texts] = np.maximum(best[matches.texts], np.float32(wording.weight) * matches.scores)
            texts.append(matches.texts)
        for some in texts:
            total[some] += best[some]
            best[some] = 0  # those that a later wording has too are added once
    return total


def _kind_scores(question: Question, index: OpenIndex, numbers: NDArray[np.int64]) -> Scores:
    """Return what the kinds and roles of some units add to their scores; float32 [units]."""
    table = np.float32(_TABLE_WANTED - _TABLE_UNWANTED if question.over_rows else -_TABLE_UNWANTED)
    records = index.records
    kinds = records.unit_kinds[numbers].among({"table"})
    references = records.unit_references[numbers].among({True})
    added: Scores = np.where(kinds, table, np.float32(0)) - np.float32(_REFERENCE) * references
    if not question.of_document:
        added -= np.float32(_OF_DOCUMENT) * ~records.unit_roles[numbers].among({"body"})
    return added
