"""The vector index: one vector per unit, searched whole, and one per token, to look closely at candidates."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from kotae.embedding import Encoded

_FLAT, _TOKENS, _FIRSTS, _STARTS = "flat.faiss", "tokens.npy", "firsts.npy", "starts.npy"
# Token vectors are kept as signed bytes: components of a unit vector of 384 seldom pass a quarter.
_BYTE_SCALE = np.float32(400)


@dataclass(frozen=True, slots=True, eq=False)
class StoredVectors:
    """What an index keeps of one `Encoded`: its vector, float32 [dimension], its token vectors in signed bytes, int8
    [tokens, width], and their starts, int32 [tokens]."""

    vector: NDArray[np.float32]
    tokens: NDArray[np.int8]
    starts: NDArray[np.int32]


def stored(encoded: Encoded) -> StoredVectors:
    """Return what an index keeps of what the model made of a text."""
    tokens = np.clip(np.rint(encoded.tokens * _BYTE_SCALE), -127, 127).astype(np.int8)
    return StoredVectors(encoded.vector, tokens, encoded.starts)


class VectorIndex:
    """Exact inner product over the units' vectors (FAISS, Johnson et al. 2017) and the units' token vectors.

    Unit i owns the tokens [firsts[i], firsts[i + 1]); `starts` holds the character of the unit's embedded text at which each
    token begins.
    """

    def __init__(
        self,
        flat: faiss.Index,
        tokens: NDArray[np.int8],
        firsts: NDArray[np.int64],
        starts: NDArray[np.int32],
    ) -> None:
        self._flat = flat
        self._tokens = tokens
        self._firsts = firsts
        self._starts = starts

    @classmethod
    def build(cls, units: Sequence[StoredVectors]) -> "VectorIndex":
        """Index what is kept of the units, in the order of their numbers."""
        vectors = np.stack([unit.vector for unit in units])
        flat = faiss.IndexFlatIP(vectors.shape[1])
        flat.add(vectors)
        tokens = np.concatenate([unit.tokens for unit in units])
        firsts = np.cumsum([0, *(len(unit.tokens) for unit in units)], dtype=np.int64)
        return cls(flat, tokens, firsts, np.concatenate([unit.starts for unit in units]))

    @classmethod
    def load(cls, folder: Path) -> "VectorIndex":
        """Load what `save` wrote; token vectors stay on the disk until they are looked at."""
        tokens = np.load(folder / _TOKENS, mmap_mode="r").view(np.ndarray)  # a memmap makes every slice dearer
        flat = faiss.read_index(str(folder / _FLAT))
        return cls(flat, tokens, np.load(folder / _FIRSTS), np.load(folder / _STARTS))

    def save(self, folder: Path) -> None:
        """Write the index into a folder, created if need be."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _FLAT).write_bytes(faiss.serialize_index(self._flat).tobytes())
        for name, values in ((_TOKENS, self._tokens), (_FIRSTS, self._firsts), (_STARTS, self._starts)):
            np.save(folder / name, values)

    @property
    def units(self) -> int:
        """How many units there are."""
        return int(self._flat.ntotal)

    @property
    def dimension(self) -> int:
        """The length of the units' vectors."""
        return int(self._flat.d)

    def stored(self) -> list[StoredVectors]:
        """Return what the index was built from, to carry it over into the next generation."""
        vectors = self._flat.reconstruct_n(0, self.units)
        places = zip(self._firsts[:-1], self._firsts[1:], strict=True)
        return [
            StoredVectors(vectors[unit], self._tokens[first:last], self._starts[first:last])
            for unit, (first, last) in enumerate(places)
        ]

    def tokens(self, unit: int) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
        """Return a unit's token vectors, float32 [tokens, width], and the characters where they begin, int32 [tokens]."""
        first, last = self._firsts[unit], self._firsts[unit + 1]
        return self._tokens[first:last].astype(np.float32) / _BYTE_SCALE, self._starts[first:last]

    def scores(self, query: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the cosine of every unit's vector with a query's, float32 [units]."""
        found, numbers = self._flat.search(np.ascontiguousarray(query[None, :]), self.units)
        cosines = np.empty(self.units, dtype=np.float32)
        cosines[numbers[0]] = found[0]
        return cosines

    def late_scores(self, query: NDArray[np.float32], units: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return for some units how well every token of the query is met by one of theirs; float32 [units].

        The mean over the query's tokens of the greatest cosine with a token of the unit: late interaction (Khattab &
        Zaharia 2020).

        Args:
            query: the query's token vectors, float32 [tokens, width].
            units: the units' numbers, int64 [units].
        """
        return np.array([_late_score(query, self.tokens(int(unit))[0]) for unit in units], dtype=np.float32)

    def late_scores_within(
        self, query: NDArray[np.float32], unit: int, spans: Sequence[tuple[int, int]]
    ) -> list[float]:
        """Return the same for parts of one unit: for the tokens that begin in the characters [start, end) of its text.

        Args:
            query: the query's token vectors, float32 [tokens, width].
            unit: the unit's number.
            spans: characters of the unit's embedded text.
        """
        vectors, starts = self.tokens(unit)
        return scores_within(query, vectors, starts, spans)


def scores_within(
    query: NDArray[np.float32],
    tokens: NDArray[np.float32],
    starts: NDArray[np.int32],
    spans: Sequence[tuple[int, int]],
) -> list[float]:
    """Return how well the tokens that begin in each of some spans of a text meet a query's.

    Args:
        query: the query's token vectors, float32 [tokens, width].
        tokens: the text's, float32 [tokens, width].
        starts: the characters of the text at which they begin, int32 [tokens].
        spans: characters [start, end) of the text.
    """
    return [_late_score(query, tokens[(starts >= start) & (starts < end)]) for start, end in spans]


def _late_score(query: NDArray[np.float32], tokens: NDArray[np.float32]) -> float:
    """Return the mean over the query's tokens of their greatest cosine with one of the tokens; 0 where either has none."""
    return float((query @ tokens.T).max(axis=1).mean()) if len(query) and len(tokens) else 0.0
