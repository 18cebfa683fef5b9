"""Within documents that a question names, its places are found by what it asks besides."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kotae.index.engine import Among, Compared, Mask, OpenIndex, Scores
from kotae.question.model import Question


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """The units that a question is compared with, of those in documents that it names by its rest.

    `named` are these, bool [units]. `moved_dense` and `moved_words` are what is added to them, for the best of such units to
    stand where the best of them stands for the whole question: among documents the order is that of the whole question, within
    one that of its rest; float32 [units].
    """

    compared: Compared
    named: Mask
    moved_dense: Scores
    moved_words: Scores


def asked_of(question: Question, hit: int, index: OpenIndex) -> Question:
    """Return what a question asks of a unit, by its number: of one in a document that the question names, the rest of it."""
    named = question.rest is not None and index.records.unit_documents[hit] in question.documents
    return question.rest if named and question.rest is not None else question


def within_named(question: Question, index: OpenIndex, scope: Among, compared: Compared) -> Told:
    """Return what is told of the units that a question is compared with, of those in documents that it names by its rest."""
    named = _is_named(question, index, compared.numbers)
    rest = _rest(question, index, scope) if named.any() else None
    if rest is None:
        none = np.zeros(len(compared.numbers), np.float32)
        return Told(compared, np.zeros(len(none), np.bool_), none, none)
    others = ~named
    kept = int(np.count_nonzero(others))
    by_rest = np.arange(kept + len(rest.numbers)) >= kept
    dense = _best(compared.dense[named]) - _best(rest.dense)
    words = _best(compared.lexical[named]) - _best(rest.lexical)
    joined = replace(
        compared,
        numbers=np.concatenate([compared.numbers[others], rest.numbers]),
        dense=np.concatenate([compared.dense[others], rest.dense]),
        words=np.concatenate([compared.words[others], rest.words]),
        pairs=np.concatenate([compared.pairs[others], rest.pairs]),
        translated=np.concatenate([compared.translated[others], rest.translated]),
    )
    return Told(joined, by_rest, dense * by_rest.astype(np.float32), words * by_rest.astype(np.float32))


def _rest(question: Question, index: OpenIndex, scope: Among) -> Compared | None:
    """Return what is told of the units of the documents that a question names, by the rest of it; None where none is searched."""
    ids = frozenset(index.records.documents[number].id for number in question.documents)
    among = replace(scope, documents=ids if scope.documents is None else ids & scope.documents)
    return index.compared(question.rest, among) if question.rest is not None else None


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
