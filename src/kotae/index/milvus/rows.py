"""The rows of one generation in Milvus: which key is which unit's number, and what stands in them."""

import time
from collections.abc import Container, Sequence

import numpy as np
from numpy.typing import NDArray

from kotae.errors import EngineError
from kotae.index.engine import Scores
from kotae.index.milvus import generations
from kotae.index.milvus.connection import KEY, Hits, Milvus, Sparse
from kotae.index.milvus.generations import Kept, RemoteManifest, not_whole
from kotae.index.milvus.layout import PLACES, Names, taken, unpacked
from kotae.index.milvus.layout import among as one_of

# Seconds from opening on in which all that was written is waited for; then Milvus itself is not 5 s behind.
_FRESH = 10.0


class Rows:
    """The rows of one generation: which key is which unit's number, and what stands in them."""

    def __init__(self, milvus: Milvus, names: Names, remote: RemoteManifest, documents: Sequence[Kept]) -> None:
        self.documents = documents
        self._milvus, self._names, self._remote = milvus, names, remote
        self._units, self._parts = names.units(remote.layout), names.parts(remote.layout)
        self._slots = np.array([kept.slot for kept in documents], np.int64)
        self.firsts = np.cumsum([0, *(kept.units for kept in documents)], dtype=np.int64)
        self._by_slot = np.argsort(self._slots)
        self._opened = time.monotonic()
        self._newest = remote.name

    def search(self, field: str, queries: Sequence[Scores | Sparse], count: int, where: str) -> list[Hits]:
        """Return for each query the best rows; arguments as for `Milvus.search`."""
        return self._milvus.search(self._units, field, queries, count, where, strong=self._strong)

    def keys(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the keys of units by their numbers."""
        documents = np.searchsorted(self.firsts, numbers, side="right") - 1
        keys: NDArray[np.int64] = self._slots[documents] * PLACES + numbers - self.firsts[documents]
        return keys

    def numbers(self, keys: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the numbers of units by their keys."""
        documents = self._by_slot[np.searchsorted(self._slots, keys // PLACES, sorter=self._by_slot)]
        numbers: NDArray[np.int64] = self.firsts[documents] + keys % PLACES
        return numbers

    def cosines(self, query: Scores, keys: NDArray[np.int64]) -> Scores:
        """Return the cosine of some rows' vectors with a query's; float32 [rows]."""
        given = self.search("dense", [query], len(keys), one_of(KEY, keys.tolist()))
        cosines = aligned(given, keys)[0]
        missed = np.setdiff1d(keys, given[0].keys)  # a graph does not lead to every row
        if len(missed):
            rows = self._milvus.rows(self._units, one_of(KEY, missed.tolist()), [KEY, "dense"], strong=self._strong)
            places = dict(zip(keys.tolist(), range(len(keys)), strict=True))
            for row in rows:
                cosines[places[row[KEY]]] = np.float32(np.dot(query, np.asarray(row["dense"], np.float32)))
        return cosines

    def bodies(self, numbers: Sequence[int]) -> list[str]:
        """Return what units' rows say of them, in the order given."""
        keys = self.keys(np.array(numbers, np.int64)).tolist()
        rows = self._milvus.rows(self._units, one_of(KEY, keys), [KEY, "body"], strong=self._strong)
        bodies = {row[KEY]: row["body"] for row in rows}
        self._check_whole(self._units, keys, bodies)
        long = {key: f"unit/{key}" for key in keys if not bodies[key]}
        given = self.taken(list(long.values()))
        return [
            given[long[key]].decode("utf-8", "surrogatepass") if key in long else unpacked(bodies[key]) for key in keys
        ]

    def taken(self, names: Sequence[str]) -> dict[str, bytes]:
        """Return long things of single documents by their names."""
        given = taken(self._milvus, self._parts, names, strong=self._strong)
        self._check_whole(self._parts, names, given)
        return given

    def _check_whole(self, collection: str, wanted: Sequence[int | str], given: Container[int | str]) -> None:
        """Refuse a collection that lacks what is wanted, and say so where this generation has gone altogether."""
        missing = [key for key in wanted if key not in given]
        if missing:
            self.check()
            raise not_whole(self._milvus, self._names, f"{collection}: {missing[0]}")

    def check(self) -> None:
        """Make sure that this generation is the current one or the one before it: older ones are being removed.

        Raises:
            EngineError: it is not.
        """
        newest = generations.current(self._milvus, self._names)
        if newest in (self._newest, self._remote.name):
            return
        known = generations.manifest(self._milvus, self._names, newest) if newest else None
        if known is None or known.previous != self._remote.name:
            raise EngineError(
                f"Milvus at {self._milvus.address.url}: newer generations of {self._names.index!r} have replaced the one that is "
                "open. Ask again."
            )
        self._newest = newest

    @property
    def _strong(self) -> bool:
        return time.monotonic() - self._opened < _FRESH


def aligned(given: Sequence[Hits], keys: NDArray[np.int64]) -> list[Scores]:
    """Return what each search scored some rows, 0 for those that it did not give; each float32 [rows].

    Args:
        given: what the searches gave.
        keys: the rows' keys, ascending where their numbers are not: any order, int64 [rows].
    """
    order = np.argsort(keys)
    scores = []
    for hits in given:
        aligned = np.zeros(len(keys), np.float32)
        aligned[order[np.searchsorted(keys, hits.keys, sorter=order)]] = hits.scores
        scores.append(aligned)
    return scores
