"""Within documents that a question names, its places are found by what it asks besides."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kotae.index.engine import Among, Compared, Mask, OpenIndex, Scores
from kotae.question.model import Question


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """What vectors and words tell of units: as in `Compared`, of those in a document that the question names by its rest.

    `named` are these, bool [units]. `moved_dense` and `moved_words` are what is added to them, for the best of such units to
    stand where the best of them stands for the whole question: among documents the order is that of the whole question, within
    one that of its rest; float32 [units].
    """

    numbers: NDArray[np.int64]
    named: Mask
    dense: Scores
    words: Scores
    pairs: Scores
    translated: Scores
    moved_dense: Scores
    moved_words: Scores


def asked_of(question: Question, hit: int, index: OpenIndex) -> Question:
    """Return what a question asks of a unit, by its number: of one in a document that the question names, the rest of it."""
    named = question.rest is not None and index.records.unit_documents[hit] in question.documents
    return question.rest if named and question.rest is not None else question


def within_named(question: Question, index: OpenIndex, scope: Among, compared: Compared) -> Told:
    """Return what is told of the units that a question is compared with, where it names documents by its rest."""
    outside = _is_named(question, index, compared.numbers)
    none = np.zeros(len(compared.numbers), np.float32)
    scores = (compared.dense, compared.words, compared.pairs, compared.translated)
    ids = frozenset(index.records.documents[number].id for number in question.documents)
    among = replace(scope, documents=ids & scope.documents if scope.documents is not None else ids)
    rest = index.compared(question.rest, among) if question.rest is not None and outside.any() else None
    if rest is None:
        return Told(compared.numbers, np.zeros(len(none), np.bool_), *scores, none, none)
    kept = ~outside
    numbers = np.concatenate([compared.numbers[kept], rest.numbers])
    named = np.arange(len(numbers)) >= np.count_nonzero(kept)
    whole = compared.words + compared.pairs + compared.translated
    moved = [
        np.where(named, _best(scores_of_all[outside]) - _best(scores_of_rest), np.float32(0))
        for scores_of_all, scores_of_rest in (
            (compared.dense, rest.dense),
            (whole, rest.words + rest.pairs + rest.translated),
        )
    ]
    joined = (
        np.concatenate([of_all[kept], of_rest])
        for of_all, of_rest in zip(scores, (rest.dense, rest.words, rest.pairs, rest.translated), strict=True)
    )
    return Told(numbers, named, *joined, *moved)


def late_scores(question: Question, index: OpenIndex, numbers: NDArray[np.int64], named: Mask) -> tuple[Scores, Scores]:
    """Return how well tokens are met by some units, of named documents those of the question's rest, and what moves these."""
    late = index.vectors.late_scores(question.token_vectors, numbers)
    moved = np.zeros_like(late)
    if question.rest is not None and named.any():
        best = _best(late[named])
        late[named] = index.vectors.late_scores(question.rest.token_vectors, numbers[named])
        moved[named] = best - _best(late[named])
    return late, moved


def _best(scores: Scores) -> np.float32:
    return np.float32(scores.max())


def _is_named(question: Question, index: OpenIndex, numbers: NDArray[np.int64]) -> Mask:
    if not question.documents:
        return np.zeros(len(numbers), np.bool_)
    return index.records.unit_documents[numbers].among(set(question.documents))
