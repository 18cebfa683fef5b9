"""The records and the token vectors of a generation in Milvus, the last ones kept here."""

import threading
import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from kotae.corpus.resting import Citing
from kotae.documents.model import Table
from kotae.index.engine import Scores
from kotae.index.milvus.generations import Kept, RemoteManifest
from kotae.index.milvus.layout import tokens_from
from kotae.index.milvus.rows import Rows
from kotae.index.records import citing, load_table, load_unit
from kotae.index.unit_columns import UnitColumns
from kotae.index.vectors import late_score, scores_within
from kotae.passages.units import Unit

_K = TypeVar("_K")
_V = TypeVar("_V")
_KEPT_UNITS, _KEPT_TOKENS, _KEPT_TABLES = 2_048, 512, 64  # 26 MB of token vectors at 50 kB a unit
_AROUND = 2  # units before and after one that is asked for: answers look at those, too


class _Recent(Generic[_K, _V]):
    """What was asked for last, up to some number of things."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[_K, _V] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: _K) -> _V | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def keep(self, key: _K, value: _V) -> None:
        with self._lock:
            self._kept[key] = value
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def some(self, keys: Sequence[_K], fetch: Callable[[Sequence[_K]], Iterable[_V]]) -> list[_V]:
        """Return what belongs to some keys, in their order; what is not kept is fetched together, and kept then."""
        known = {key: value for key in keys if (value := self.get(key)) is not None}
        lacking = [key for key in dict.fromkeys(keys) if key not in known]
        for key, value in zip(lacking, fetch(lacking) if lacking else (), strict=True):
            known[key] = value
            self.keep(key, value)
        return [known[key] for key in keys]


class MilvusRecords:
    """The records of a generation in Milvus."""

    def __init__(self, rows: Rows, documents: Sequence[Kept], known: UnitColumns) -> None:
        self._rows = rows
        self.documents = tuple(kept.record for kept in documents)
        self.unit_documents, self.unit_kinds, self.unit_languages = known.documents, known.kinds, known.languages
        self.unit_references, self.unit_roles = known.references, known.roles
        self._units: _Recent[int, Unit] = _Recent(_KEPT_UNITS)
        self._tables: _Recent[tuple[int, int], Table] = _Recent(_KEPT_TABLES)

    def unit(self, number: int) -> Unit:
        """Return one unit by its number."""
        known = self._units.get(number)
        if known is not None:
            return known
        first, last = max(0, number - _AROUND), min(len(self.unit_documents), number + _AROUND + 1)
        return self.some(range(first, last))[number - first]

    def some(self, numbers: Sequence[int]) -> list[Unit]:
        """Return some units by their numbers, in the order given."""
        return self._units.some(numbers, lambda lacking: map(load_unit, self._rows.bodies(lacking)))

    def table(self, document: int, number: int) -> Table:
        """Return one table of a document, whole."""
        known = self._tables.get((document, number))
        if known is None:
            name = f"table/{self._rows.documents[document].slot}/{number}"
            known = load_table(zlib.decompress(self._rows.taken([name])[name]).decode())
            self._tables.keep((document, number), known)
        return known

    def units_of(self, document: int) -> tuple[Unit, ...]:
        """Return the units of one document, in order."""
        return tuple(self._read(range(int(self._rows.firsts[document]), int(self._rows.firsts[document + 1]))))

    def citing(self) -> list[Citing]:
        """Return the passages that cite sources, in order; entries of reference lists are none."""
        chosen = self.unit_kinds.among(("passage", "figure")) & ~self.unit_references.among((True,))
        numbers = np.flatnonzero(chosen).tolist()
        units = zip(numbers, self._read(numbers), strict=True)
        return citing((self.documents[self.unit_documents[number]].id, unit) for number, unit in units)

    def close(self) -> None:
        """Keep nothing open: the connection is others' as well."""

    def _read(self, numbers: Sequence[int]) -> Iterable[Unit]:
        for start in range(0, len(numbers), _KEPT_UNITS):
            yield from self.some(numbers[start : start + _KEPT_UNITS])


class MilvusVectors:
    """The token vectors of a generation in Milvus."""

    def __init__(self, rows: Rows, remote: RemoteManifest) -> None:
        self._rows = rows
        self.units, self.dimension = remote.stored.units, remote.stored.dimension
        self._width = remote.width
        self._tokens: _Recent[int, bytes] = _Recent(_KEPT_TOKENS)

    def tokens(self, unit: int) -> tuple[Scores, NDArray[np.int32]]:
        """Return a unit's token vectors, float32 [tokens, width], and the characters where they begin, int32 [tokens]."""
        return tokens_from(self._some([unit])[0], self._width, self.dimension)

    def late_scores(self, query: Scores, units: NDArray[np.int64]) -> Scores:
        """Return for some units how well every token of the query is met by one of theirs; float32 [units]."""
        given = (tokens_from(content, self._width, self.dimension)[0] for content in self._some(units.tolist()))
        return np.array([late_score(query, tokens) for tokens in given], np.float32)

    def late_scores_within(self, query: Scores, unit: int, spans: Sequence[tuple[int, int]]) -> list[float]:
        """Return the same for the tokens that begin in the characters [start, end) of one unit's text."""
        vectors, starts = self.tokens(unit)
        return scores_within(query, vectors, starts, spans)

    def _some(self, units: Sequence[int]) -> list[bytes]:
        return self._tokens.some(units, self._fetch)

    def _fetch(self, units: Sequence[int]) -> list[bytes]:
        names = [f"tokens/{key}" for key in self._rows.keys(np.array(units, np.int64)).tolist()]
        given = self._rows.taken(names)
        return [given[name] for name in names]
