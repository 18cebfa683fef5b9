"""Which units a question is compared with: all that are searched, or the likely ones among very many."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kotae.index.vectors import VectorIndex

Scores = NDArray[np.float32]
Mask = NDArray[np.bool_]

# Among very many units: how many of the nearest, and of those whose words say most in each language, are compared with the
# question, how many of the farthest, and how many at even distances. Measured: benchmarks/scale.
_LIKELY, _FAR, _EVEN = 512, 64, 1_024
_ALL = slice(None)


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """The units that a question is compared with.

    `numbers` are theirs, ascending, int64 [units]; `even` are the places among them of those that stand for all that are
    searched.
    """

    numbers: NDArray[np.int64]
    even: NDArray[np.int64] | slice


def compared(query: Scores, vectors: VectorIndex, words: Scores, other: Mask, chosen: Mask | None) -> Compared:
    """Choose the units that are compared with a question.

    Where very many are searched that is the nearest, those whose words say most in either language, the farthest, which tell
    what the least closeness is, and some at even distances, which tell the mean one.

    Args:
        query: the question's vector, float32 [dimension].
        vectors: the units' vectors.
        words: what words say of each unit, float32 [units].
        other: which units are not in the question's language, bool [units].
        chosen: which units are searched, bool [units]; None for all.
    """
    searched = len(other) if chosen is None else int(np.count_nonzero(chosen))
    near = vectors.nearest(query, _LIKELY, chosen, searched)
    if near is None:
        return Compared(np.arange(len(other)) if chosen is None else np.flatnonzero(chosen), _ALL)
    far = vectors.nearest(-query, _FAR, chosen, searched)
    assert far is not None
    groups = (other, ~other) if chosen is None else (other & chosen, chosen & ~other)
    said = [best_places(np.where(group, words, np.float32(-1)), min(_LIKELY, int(group.sum()))) for group in groups]
    steps = np.linspace(0, searched - 1, _EVEN).astype(np.int64)
    even = steps if chosen is None else np.flatnonzero(chosen)[steps]
    numbers = np.unique(np.concatenate([near, far, *said, even]))
    return Compared(numbers, np.searchsorted(numbers, even))


def best_places(scores: Scores, count: int) -> NDArray[np.int64]:
    """Return the places of the greatest scores, the greatest first, equal ones in their order; int64 [count at most]."""
    if not count:
        return np.empty(0, np.int64)
    if count < len(scores):
        least = np.partition(scores, len(scores) - count)[len(scores) - count]
        places = np.flatnonzero(scores >= least)
    else:
        places = np.arange(len(scores))
    return places[np.argsort(-scores[places], kind="stable")[:count]]
