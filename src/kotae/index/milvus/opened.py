"""An index in Milvus, opened for questions: one generation, which stays as it is while later ones are written."""

import hashlib
import json
import shutil
import sqlite3
import threading
import time
import zlib
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from kotae.corpus.resting import Citing
from kotae.documents.model import Table
from kotae.errors import EngineError, reason
from kotae.index.compared import FAR, LIKELY, chosen_units, even_numbers
from kotae.index.engine import Among, Compared, Scores
from kotae.index.generation import GenerationManifest
from kotae.index.milvus import generations
from kotae.index.milvus.connection import KEY, Hits, Milvus
from kotae.index.milvus.generations import Kept, RemoteManifest, not_whole
from kotae.index.milvus.layout import MODEL, PLACES, Names, taken, tokens_from, unpacked
from kotae.index.milvus.layout import among as one_of
from kotae.index.milvus.terms import Terms
from kotae.index.place import Address
from kotae.index.records import UnitColumns, citing, load_table, load_unit
from kotae.index.vectors import BYTE_SCALE, late_score, scores_within
from kotae.lexicon import Lexicon
from kotae.passages.units import Unit
from kotae.question.model import Question
from kotae.staging import staging

_K = TypeVar("_K")
_V = TypeVar("_V")
_KEPT_UNITS, _KEPT_TOKENS, _KEPT_TABLES = 2_048, 512, 64  # 26 MB of token vectors at 50 kB a unit
_AROUND = 2  # units before and after one that is asked for: answers look at those, too
_FRESH = (
    10.0  # seconds from opening on in which all that was written is waited for; then Milvus itself is not 5 s behind
)


class MilvusIndex:
    """One generation of an index in Milvus; safe to share between threads."""

    def __init__(self, milvus: Milvus, names: Names, remote: RemoteManifest, folder: Path) -> None:
        """Open a generation.

        Args:
            milvus: where it is.
            names: what the index's collections are called.
            remote: the generation's manifest.
            folder: where its files are, fetched already.
        """
        self.folder = folder
        self.manifest: GenerationManifest = remote.stored
        self._remote = remote
        documents = generations.adapter(list[Kept]).validate_json((folder / generations.DOCUMENTS).read_bytes())
        self._rows = _Rows(milvus, names, remote, documents)
        self.records = MilvusRecords(
            self._rows, documents, UnitColumns.load(folder / generations.UNITS, len(documents))
        )
        self.vectors = MilvusVectors(self._rows, remote)
        terms = json.loads((folder / generations.TERMS).read_bytes())
        self.words = Terms(terms, np.load(folder / generations.FREQUENCIES), remote.stored.units)
        self.lexicon = Lexicon.load(folder / generations.LEXICON)

    def compared(self, question: Question, among: Among) -> Compared | None:
        """Choose the units that are compared with a question, as `OpenIndex` says.

        That is the nearest ones, those whose words say most in either language, the farthest, and some at even distances.

        Raises:
            EngineError: Milvus cannot be used, or has dropped this generation since.
        """
        chosen = chosen_units(among, self.records)
        searched = self.manifest.units if chosen is None else int(np.count_nonzero(chosen))
        if not searched:
            return None
        asked, where, language = self.words.asked(question), self._where(among), question.language
        near, far = self._rows.search("dense", [question.vector, -question.vector], LIKELY, where)
        mine, others = (
            self._rows.search("words", [asked.likely(other=other)], LIKELY, f"{where} and {spoken}")[0]
            for other, spoken in ((False, f'language == "{language}"'), (True, f'language != "{language}"'))
        )
        even = even_numbers(searched, chosen)
        found = [self._rows.numbers(keys) for keys in (near.keys, far.keys[:FAR], mine.keys, others.keys)]
        numbers = np.unique(np.concatenate([*found, even]))
        keys = self._rows.keys(numbers)
        dense = self._rows.cosines(question.vector, keys)
        given = _aligned(self._rows.search("words", asked.vectors, len(keys), one_of(KEY, keys.tolist())), keys)
        self._rows.check()
        other = ~self.records.unit_languages[numbers].among({question.language})
        words, pairs, translated = asked.scores(given, other)
        return Compared(numbers, np.searchsorted(numbers, even), dense, words, pairs, translated)

    def _where(self, among: Among) -> str:
        """Return the expression that chooses the rows that are searched."""
        parts = [self._remote.live]
        if among.documents is not None:
            slots = [kept.slot for kept in self._rows.documents if kept.record.id in among.documents]
            parts.append(one_of("slot", slots))
        if among.language is not None:
            parts.append(one_of("language", [among.language]))
        if among.kinds is not None:
            parts.append(one_of("kind", sorted(among.kinds)))
        return " and ".join(parts)


def _aligned(given: Sequence[Hits], keys: NDArray[np.int64]) -> list[Scores]:
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


def open_newest(milvus: Milvus, names: Names, cache: Path) -> MilvusIndex:
    """Open the current generation of an index.

    Args:
        milvus: where it is.
        names: what its collections are called.
        cache: the folder in which the generation's files are kept on this machine.

    Raises:
        EngineError: Milvus cannot be used, there is no index, or it is not whole, another model's or another version's.
    """
    generation = generations.current(milvus, names)
    if not generation:
        raise EngineError(
            f"Milvus at {milvus.address.url}: no index {names.index!r} there yet (settings engine_url, engine_name). "
            "Run: kotae index"
        )
    return open_generation(milvus, names, cache, generation)


def open_generation(milvus: Milvus, names: Names, cache: Path, generation: str) -> MilvusIndex:
    """Open one generation by its name; arguments and errors as for `open_newest`."""
    remote = generations.manifest(milvus, names, generation)
    units = names.units(remote.layout)
    there = milvus.collections()
    for collection in (units, names.parts(remote.layout)):
        if collection not in there:
            raise not_whole(milvus, names, collection)
        milvus.load(collection)
    _check_units(milvus, names, remote)
    try:
        return MilvusIndex(milvus, names, remote, _fetched(milvus, names, remote, cache))
    except (OSError, ValueError, LookupError, sqlite3.Error) as error:
        raise EngineError(
            f"{cache}: what is fetched from Milvus cannot be kept there ({reason(error)}). Make room, or name another (setting "
            "cache)."
        ) from error


def _check_units(milvus: Milvus, names: Names, remote: RemoteManifest) -> None:
    """Refuse units of another model, of another dimension, or only some of them."""
    units = names.units(remote.layout)
    told = milvus.described(units)
    dimension = next((field["params"].get("dim") for field in told["fields"] if field["name"] == "dense"), None)
    made = taken(milvus, names.parts(remote.layout), [MODEL], strong=True).get(MODEL, b"").decode("utf-8", "replace")
    if made != remote.stored.model_identity:
        raise not_whole(
            milvus,
            names,
            f"its units were made with the model {made or '?'}, the index with {remote.stored.model_identity}",
        )
    if dimension != remote.stored.dimension:
        raise not_whole(
            milvus, names, f"{units} has vectors of {dimension} dimensions, the index has {remote.stored.dimension}"
        )
    count = milvus.count(units, remote.live)
    if count != remote.stored.units:
        raise not_whole(milvus, names, f"{units} has {count} units of {remote.stored.units}")


def place_of(address: Address, cache: Path) -> Path:
    """Return the folder in which the generations of an index are kept on this machine."""
    digest = hashlib.sha256(f"{address.url}\n{address.name}".encode()).hexdigest()
    return cache / "milvus" / digest[:16] / "generations"


def _fetched(milvus: Milvus, names: Names, remote: RemoteManifest, cache: Path) -> Path:
    """Fetch a generation's files, where they are not here yet, and return their folder; older ones go."""
    place = place_of(milvus.address, cache)
    folder = place / remote.name
    if not folder.is_dir():
        with staging(place) as staged:
            made = staged / remote.name
            made.mkdir()
            for name in remote.digests:
                (made / name).write_bytes(generations.file(milvus, names, remote, name))
            with suppress(FileExistsError):  # another process was faster; both are the same
                made.rename(folder)
    for old in place.iterdir():
        if old.name not in (remote.name, remote.previous) and not old.name.startswith("."):
            shutil.rmtree(old, ignore_errors=True)  # who has it open goes on with the open files
    return folder


class _Rows:
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

    def search(self, field: str, queries: Sequence[object], count: int, where: str) -> list[Hits]:
        return self._milvus.search(self._units, field, queries, count, where, strong=self._strong)  # type: ignore[arg-type]

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
        cosines = _aligned(given, keys)[0]
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
        missing = [key for key in keys if key not in bodies]
        if missing:
            self.check()
            raise not_whole(self._milvus, self._names, f"{self._units}: {missing[0]}")
        long = {key: f"unit/{key}" for key in keys if not bodies[key]}
        given = self.taken(list(long.values()))
        return [
            given[long[key]].decode("utf-8", "surrogatepass") if key in long else unpacked(bodies[key]) for key in keys
        ]

    def taken(self, names: Sequence[str]) -> dict[str, bytes]:
        """Return long things of single documents by their names."""
        given = taken(self._milvus, self._parts, names, strong=self._strong)
        missing = [name for name in names if name not in given]
        if missing:
            self.check()
            raise not_whole(self._milvus, self._names, f"{self._parts}: {missing[0]}")
        return given

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


class MilvusRecords:
    """The records of a generation in Milvus."""

    def __init__(self, rows: _Rows, documents: Sequence[Kept], known: UnitColumns) -> None:
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
        known = {number: unit for number in numbers if (unit := self._units.get(number)) is not None}
        lacking = [number for number in dict.fromkeys(numbers) if number not in known]
        if lacking:
            for number, body in zip(lacking, self._rows.bodies(lacking), strict=True):
                known[number] = load_unit(body)
                self._units.keep(number, known[number])
        return [known[number] for number in numbers]

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

    def __init__(self, rows: _Rows, remote: RemoteManifest) -> None:
        self._rows = rows
        self.units, self.dimension = remote.stored.units, remote.stored.dimension
        self._width = remote.width
        self._tokens: _Recent[int, bytes] = _Recent(_KEPT_TOKENS)

    def tokens(self, unit: int) -> tuple[Scores, NDArray[np.int32]]:
        """Return a unit's token vectors, float32 [tokens, width], and the characters where they begin, int32 [tokens]."""
        vectors, starts = tokens_from(self._some([unit])[0], self._width)
        return vectors.astype(np.float32) / BYTE_SCALE, starts

    def late_scores(self, query: Scores, units: NDArray[np.int64]) -> Scores:
        """Return for some units how well every token of the query is met by one of theirs; float32 [units]."""
        given = (tokens_from(content, self._width)[0] for content in self._some(units.tolist()))
        return np.array([late_score(query, tokens.astype(np.float32) / BYTE_SCALE) for tokens in given], np.float32)

    def late_scores_within(self, query: Scores, unit: int, spans: Sequence[tuple[int, int]]) -> list[float]:
        """Return the same for the tokens that begin in the characters [start, end) of one unit's text."""
        vectors, starts = self.tokens(unit)
        return scores_within(query, vectors, starts, spans)

    def _some(self, units: Sequence[int]) -> list[bytes]:
        known = {unit: content for unit in units if (content := self._tokens.get(unit)) is not None}
        lacking = [unit for unit in dict.fromkeys(units) if unit not in known]
        if lacking:
            keys = self._rows.keys(np.array(lacking, np.int64)).tolist()
            given = self._rows.taken([f"tokens/{key}" for key in keys])
            for unit, key in zip(lacking, keys, strict=True):
                known[unit] = given[f"tokens/{key}"]
                self._tokens.keep(unit, known[unit])
        return [known[unit] for unit in units]
