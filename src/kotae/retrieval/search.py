"""A query to fused hits."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kotae.index.opened import OpenIndex
from kotae.index.records import DocumentRecord
from kotae.index.words import WordIndex
from kotae.lexicon import Translation
from kotae.passages.units import Unit
from kotae.retrieval.query import Query

Scores = NDArray[np.float32]
Mask = NDArray[np.bool_]

# Shares of the first score, and what the closer look at the candidates adds. Measured: benchmarks/README.md.
_DENSE, _WORDS, _LATE = 0.4, 0.6, 0.8
_CANDIDATES = 64
# A synonym that the dictionary infers is weaker evidence than the question's own word.
_SYNONYM = 0.7
# A whole table is the answer where the question is about all of its rows, and stands behind its rows otherwise.
_TABLE_WANTED, _TABLE_UNWANTED = 0.3, 0.05
# An entry of a reference list shares its words with everything that cites it, and seldom answers anything.
_REFERENCE = 0.3


@dataclass(frozen=True, slots=True)
class Signals:
    """Where a hit's score comes from.

    `dense` is the cosine with the query, `words` and `pairs` the BM25 scores of the question's own words and character
    pairs, `translated` that of its translations or synonyms, `late` how well each of its tokens is met.
    """

    dense: float
    words: float
    pairs: float
    translated: float
    late: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A unit that a query found; `score` is between 0 and 1, comparable within one query only."""

    rank: int
    number: int
    unit: Unit
    document: DocumentRecord
    score: float
    signals: Signals


def search(query: Query, index: OpenIndex, count: int) -> list[Hit]:
    """Return the best hits of a query, best first.

    Scores are fused by value: cosine and lexical evidence are each scaled to [0, 1] over the index and added in fixed
    shares (convex combination, Bruch, Gai & Ingber 2023); the best of these are then compared with the question token
    by token, and that score is scaled and added likewise.
    """
    records = index.records
    other = np.array([language != query.language for language in records.unit_languages])
    dense = index.vectors.scores(query.vector)
    words = index.words.scores(query.terms)
    pairs = np.where(other, np.float32(0), index.words.pair_scores(query.text))
    translated = np.where(
        other,
        translated_scores(query.translations, index.words),
        np.float32(_SYNONYM) * translated_scores(query.synonyms, index.words),
    )
    gap = language_gap(dense, other)
    fused = _DENSE * scaled(dense + gap) + _WORDS * scaled_by_language(words + pairs + translated, other)
    fused += _kind_scores(query, index)
    candidates = np.argsort(-fused, kind="stable")[: max(_CANDIDATES, count)]
    late = index.vectors.late_scores(query.token_vectors, candidates)
    final = fused[candidates] + _LATE * scaled(late + gap[candidates])
    best = np.argsort(-final, kind="stable")[:count]
    top = _DENSE + _WORDS + _LATE
    return [
        Hit(
            rank=rank,
            number=(number := int(candidates[place])),
            unit=records.unit(number),
            document=records.documents[records.unit_documents[number]],
            score=round(float(np.clip(final[place] / top, 0, 1)), 4),
            signals=Signals(
                dense=round(float(dense[number]), 4),
                words=round(float(words[number]), 4),
                pairs=round(float(pairs[number]), 4),
                translated=round(float(translated[number]), 4),
                late=round(float(late[place]), 4),
            ),
        )
        for rank, place in enumerate(best, 1)
    ]


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


def language_gap(dense: Scores, other: Mask) -> Scores:
    """Return what the units of the other language lack in closeness for their language alone; float32 [units].

    The model puts texts of one language closer together; the difference of the mean cosines of an index measures by how
    much.
    """
    gap = np.zeros_like(dense)
    if other.any() and not other.all():
        gap[other] = dense[~other].mean() - dense[other].mean()
    return gap


def translated_scores(translations: tuple[Translation, ...], words: WordIndex) -> Scores:
    """Return the BM25 score of every unit for the translated words, float32 [units].

    Synonyms are alternatives: of one word's targets a unit is given the best, not the sum.
    """
    total = words.scores([])
    for translation in translations:
        best = words.scores([])
        for target in translation.targets:
            np.maximum(best, np.float32(target.weight) * words.scores(target.terms), out=best)
        total += best
    return total


def _kind_scores(query: Query, index: OpenIndex) -> Scores:
    """Return what a unit's kind adds to its score; float32 [units]."""
    table = np.float32(_TABLE_WANTED - _TABLE_UNWANTED if query.over_table else -_TABLE_UNWANTED)
    kinds = np.array([kind == "table" for kind in index.records.unit_kinds])
    references = np.array(index.records.unit_references)
    return np.where(kinds, table, np.float32(0)) - np.float32(_REFERENCE) * references
