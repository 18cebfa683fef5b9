"""The vector index: one vector for each unit, and one for each of its tokens, to look closely at candidates."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import faiss
import numpy as np
from numpy.lib.format import dtype_to_descr, write_array_header_1_0
from numpy.typing import NDArray

from kotae.embedding import Encoded
from kotae.index.near import Near
from kotae.index.tokens import Codes, coded, decoded, in_bytes

_VECTORS, _TOKENS, _FIRSTS, _STEPS, _LEAPS = "vectors.npy", "tokens.npy", "firsts.npy", "steps.npy", "leaps.npy"
_NEAR = "near.faiss"
_LONGEST_STEP = 255  # characters
_TOGETHER = 4  # texts that are looked at closely together: of more, what is decoded leaves the processor's cache


@dataclass(frozen=True, slots=True, eq=False)
class StoredVectors:
    """What an index keeps of one `Encoded`: its vector, float32 [dimension], its token vectors, [tokens, bytes], and their
    starts, int32 [tokens]."""

    vector: NDArray[np.float32]
    tokens: Codes
    starts: NDArray[np.int32]


def stored(encoded: Encoded, *, by_codebook: bool = False) -> StoredVectors:
    """Return what an index keeps of what the model made of a text, its tokens by the codebook or in bytes."""
    tokens = in_bytes(encoded.tokens)
    return StoredVectors(encoded.vector, coded(tokens, encoded.vector) if by_codebook else tokens, encoded.starts)


class VectorIndex:
    """Inner products with the vectors of a segment's units, and their token vectors, all of them left on the disk.

    Unit i owns the tokens [firsts[i], firsts[i + 1]). A token begins so many characters behind the one before it as its step
    says; steps that one byte cannot hold are among the leaps, pairs of a token's number and its step in ascending order.
    Large segments have `near`, which finds the nearest vectors without looking at all of them.
    """

    def __init__(
        self,
        vectors: NDArray[np.float32],
        tokens: Codes,
        firsts: NDArray[np.int64],
        steps: NDArray[np.uint8],
        leaps: NDArray[np.int64],
        near: Near | None,
    ) -> None:
        self._vectors = vectors
        self._tokens = tokens
        self._firsts = firsts
        self._steps = steps
        self._leaps = leaps
        self.near = near

    @classmethod
    def load(cls, folder: Path) -> "VectorIndex":
        """Load what `write` wrote; vectors stay on the disk until they are looked at.

        Raises:
            ValueError: the files are not an index's.
        """
        vectors, tokens, firsts, steps, leaps = (
            np.load(folder / name, mmap_mode="r").view(np.ndarray)  # a memmap makes every slice dearer
            for name in (_VECTORS, _TOKENS, _FIRSTS, _STEPS, _LEAPS)
        )
        if not len(vectors) + 1 == len(firsts) or not len(tokens) == len(steps) == firsts[-1]:
            raise ValueError("its vectors and tokens do not belong together")
        near = Near.load(folder / _NEAR) if (folder / _NEAR).is_file() else None
        return cls(vectors, tokens, firsts, steps, leaps, near)

    @property
    def units(self) -> int:
        """How many units there are."""
        return len(self._vectors)

    @property
    def dimension(self) -> int:
        """The length of the units' vectors."""
        return int(self._vectors.shape[1])

    @property
    def by_codebook(self) -> bool:
        """Whether token vectors are kept by the codebook, from which those in bytes cannot be had again."""
        return self._tokens.dtype == np.uint8

    def stored(self, unit: int) -> StoredVectors:
        """Return what is kept of a unit, to carry it over into the next generation."""
        first, last = self._firsts[unit], self._firsts[unit + 1]
        return StoredVectors(self._vectors[unit], self._tokens[first:last], self._starts(unit))

    def tokens(self, unit: int) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
        """Return a unit's token vectors, float32 [tokens, width], and the characters where they begin, int32 [tokens]."""
        return self._decoded(unit), self._starts(unit)

    def scores(self, query: NDArray[np.float32], units: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the cosine of some units' vectors with a query's, float32 [units].

        Args:
            query: the query's vector, float32 [dimension].
            units: the units' numbers, int64 [units].
        """
        cosines = np.empty(len(units), dtype=np.float32)
        arrays = (cosines, np.ascontiguousarray(query), self._vectors, np.ascontiguousarray(units))
        places = [faiss.swig_ptr(array) for array in arrays]
        faiss.fvec_inner_products_by_idx(*places, self.dimension, 1, len(units))  # type: ignore[attr-defined]
        return cosines

    def codes(self, unit: int) -> tuple[Codes, NDArray[np.float32]]:
        """Return a unit's token vectors as they are kept, and its vector, float32 [dimension]."""
        return self._tokens[self._firsts[unit] : self._firsts[unit + 1]], self._vectors[unit]

    def _decoded(self, unit: int) -> NDArray[np.float32]:
        return decoded(*self.codes(unit))

    def _starts(self, unit: int) -> NDArray[np.int32]:
        first, last = self._firsts[unit], self._firsts[unit + 1]
        steps = self._steps[first:last].astype(np.int32)
        low, high = np.searchsorted(self._leaps[:, 0], (first, last))
        steps[self._leaps[low:high, 0] - first] = self._leaps[low:high, 1]
        return np.cumsum(steps, dtype=np.int32)


def write(folder: Path, units: Sequence[StoredVectors], *, by_codebook: bool = False) -> VectorIndex:
    """Write a vector index, into a folder that is created if need be, and open it.

    Args:
        folder: the folder.
        units: what is kept of the units, in the order of their numbers; one at least.
        by_codebook: whether the token vectors are kept by the codebook; otherwise all are as `units` has them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    firsts = np.cumsum([0, *(len(unit.tokens) for unit in units)], dtype=np.int64)
    np.save(folder / _FIRSTS, firsts)
    first = units[0]
    _write(folder / _VECTORS, (len(units), *first.vector.shape), np.float32, (unit.vector[None] for unit in units))
    kept = (coded(unit.tokens, unit.vector) if by_codebook else unit.tokens for unit in units)
    width = coded(first.tokens[:0], first.vector).shape[1] if by_codebook else first.tokens.shape[1]
    _write(folder / _TOKENS, (firsts[-1], width), np.uint8 if by_codebook else np.int8, kept)
    leaps: list[tuple[int, int]] = []
    steps = (_steps(unit.starts, int(first), leaps) for unit, first in zip(units, firsts[:-1], strict=True))
    _write(folder / _STEPS, (firsts[-1],), np.uint8, steps)
    np.save(folder / _LEAPS, np.array(leaps, np.int64).reshape(-1, 2))
    near = Near.made(np.load(folder / _VECTORS, mmap_mode="r").view(np.ndarray))
    if near:
        near.save(folder / _NEAR)
    return VectorIndex.load(folder)


def _write(
    path: Path, shape: tuple[int, ...], dtype: np.typing.DTypeLike, parts: Iterator[NDArray[np.generic]]
) -> None:
    """Write an array part by part: it need not fit into the memory."""
    with path.open("wb") as stream:
        header = {"descr": dtype_to_descr(np.dtype(dtype)), "fortran_order": False, "shape": tuple(map(int, shape))}
        write_array_header_1_0(stream, header)
        for part in parts:
            stream.write(np.ascontiguousarray(part, dtype).data)


def _steps(starts: NDArray[np.int32], first: int, leaps: list[tuple[int, int]]) -> NDArray[np.uint8]:
    """Return how far each token begins behind the one before it, 0 for those that are added to the leaps."""
    steps = np.diff(starts, prepend=np.int32(0))
    far = np.flatnonzero((steps < 0) | (steps > _LONGEST_STEP))
    leaps.extend((first + place, step) for place, step in zip(far.tolist(), steps[far].tolist(), strict=True))
    steps[far] = 0
    return steps.astype(np.uint8)


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
    return [late_score(query, tokens[(starts >= start) & (starts < end)]) for start, end in spans]


def late_score(query: NDArray[np.float32], tokens: NDArray[np.float32]) -> float:
    """Return the mean over the query's tokens of their greatest cosine with one of the tokens; 0 where either has none."""
    return float((query @ tokens.T).max(axis=1).mean()) if len(query) and len(tokens) else 0.0


def late_scores(
    query: NDArray[np.float32], codes: Sequence[Codes], wholes: Sequence[NDArray[np.float32]]
) -> NDArray[np.float32]:
    """Return the `late_score` of some texts, float32 [texts]; a few are decoded and compared at once, for each call costs.

    Args:
        query: the query's token vectors, float32 [tokens, width].
        codes: the texts' token vectors as they are kept, all in the same way.
        wholes: the texts' vectors, each float32 [width].
    """
    scores = np.zeros(len(codes), np.float32)
    counts = np.array([len(each) for each in codes], np.int64)
    filled = np.flatnonzero(counts) if len(query) else np.empty(0, np.int64)
    for start in range(0, len(filled), _TOGETHER):
        places = filled[start : start + _TOGETHER]
        ends = np.cumsum(counts[places])
        whole = np.repeat([wholes[place] for place in places], counts[places], axis=0)
        tokens = decoded(np.concatenate([codes[place] for place in places]), whole)
        best = np.maximum.reduceat(query @ tokens.T, ends - counts[places], axis=1)
        scores[places] = best.mean(axis=0)
    return scores
