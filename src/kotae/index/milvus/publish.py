"""A local generation into Milvus: what is new is written, what is gone marked, then the alias switched in one step."""

import hashlib
import io
import json
import math
import secrets
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kotae.index.counting import Counts, counts_of, saturated
from kotae.index.generation import GenerationManifest
from kotae.index.milvus import generations
from kotae.index.milvus.connection import KEY, Milvus, Row
from kotae.index.milvus.generations import Kept, RemoteManifest, not_whole
from kotae.index.milvus.layout import (
    FORMAT,
    MODEL,
    PAIR,
    PLACES,
    Names,
    create_parts,
    create_units,
    packed,
    rows_of,
    token_bytes,
)
from kotae.index.milvus.lease import Lease
from kotae.index.near import EXACT
from kotae.index.opened import LEXICON, VECTORS, WORDS, of_segments, open_records
from kotae.index.parts import Progress
from kotae.index.records import DocumentRecord, Records, dump_table, dump_unit
from kotae.index.segmented import SegmentedVectors
from kotae.index.words import PAIRS
from kotae.index.words import WORDS as _WORDS

# How far the mean lengths of texts may move before all scores are made anew: so much changes a score by 0.3 % at most.
_DRIFT = 0.02


def publish(
    milvus: Milvus,
    names: Names,
    held: Lease,
    folder: Path,
    stored: GenerationManifest,
    progress: Progress,
    *,
    anew: bool,
) -> None:
    """Bring Milvus's index to a local generation; who reads there goes on with the generation before until the last step.

    Args:
        milvus: where to.
        names: what the index's collections are called.
        held: the lease to write it.
        folder: the local generation's folder.
        stored: its manifest.
        progress: told what is being done.
        anew: take nothing over from what is there.

    Raises:
        EngineError: Milvus cannot be used, or did not keep all that was written.
    """
    local = _Local.open(folder, stored)
    now = _known(milvus, names)
    generations.sweep(milvus, names, now)
    before = None if anew or now is None or not _alike(now, stored, local) else now
    ground = _ground(milvus, names, before) if before else _new_ground(milvus, names, stored, local)
    documents = _placed(local.records, ground)
    numbers = _numbered(ground.terms, local)
    new = [(number, kept) for number, kept in enumerate(documents) if _identity(kept.record) not in ground.had]
    _write(milvus, names, ground.layout, local, new, _Weights.of(local, numbers, ground.lengths), progress)
    files = local.files(documents, ground.terms, numbers)
    removed = {kept.slot for kept in ground.had.values()} - {kept.slot for kept in documents}
    made = RemoteManifest(
        format=FORMAT,
        name=secrets.token_hex(6),
        previous=now.name if now else "",
        stored=stored,
        layout=ground.layout,
        exact=stored.units <= EXACT,
        next_slot=max([ground.next_slot, *(kept.slot + 1 for kept in documents)]),
        dead=tuple(sorted({*removed, *(before.removed if before else ())})),
        removed=tuple(sorted(removed)),
        lengths=ground.lengths,
        width=local.width,
        digests={name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    )
    _switch(milvus, names, held, made, files)


def _switch(milvus: Milvus, names: Names, held: Lease, made: RemoteManifest, files: dict[str, bytes]) -> None:
    """Write a generation's files, and make it the current one where all that belongs to it is there."""
    collection = names.generation(made.name)
    create_parts(milvus, collection)
    contents = {**files, generations.MANIFEST: generations.written(made)}
    milvus.write(collection, chain.from_iterable(rows_of(name, content) for name, content in contents.items()))
    milvus.flush(collection)
    count = milvus.count(names.units(made.layout), made.live)
    if count != made.stored.units:
        raise not_whole(milvus, names, f"{names.units(made.layout)} has {count} units of {made.stored.units}")
    held.check()
    milvus.name(names.index, collection)


@dataclass(frozen=True, slots=True)
class _Ground:
    """What a generation is built on: the collections, the documents and terms that have places there, and the lengths."""

    layout: str
    next_slot: int
    had: dict[tuple[str, str, str], Kept]
    terms: list[str]
    lengths: tuple[float, float]


def _ground(milvus: Milvus, names: Names, before: RemoteManifest) -> _Ground:
    """Return what the current generation leaves."""
    had = {_identity(kept.record): kept for kept in generations.documents(milvus, names, before)}
    terms = list(json.loads(generations.file(milvus, names, before, generations.TERMS)))
    return _Ground(before.layout, before.next_slot, had, terms, before.lengths)


def _new_ground(milvus: Milvus, names: Names, stored: GenerationManifest, local: "_Local") -> _Ground:
    """Make collections for a generation that takes nothing over."""
    layout = secrets.token_hex(6)
    create_units(milvus, names.units(layout), stored.dimension, exact=stored.units <= EXACT)
    create_parts(milvus, names.parts(layout))
    milvus.write(names.parts(layout), rows_of(MODEL, stored.model_identity.encode(), slot=-1))
    return _Ground(layout, 0, {}, [], local.lengths)


def _known(milvus: Milvus, names: Names) -> RemoteManifest | None:
    generation = generations.current(milvus, names)
    return generations.manifest(milvus, names, generation) if generation else None


@dataclass(frozen=True, slots=True, eq=False)
class _Local:
    """The parts of a local generation that go to Milvus."""

    folder: Path
    records: Records
    vectors: SegmentedVectors
    words: Counts
    pairs: Counts

    @classmethod
    def open(cls, folder: Path, stored: GenerationManifest) -> "_Local":
        records = open_records(folder, stored)
        vectors = SegmentedVectors.load(of_segments(folder, stored, VECTORS), records.places)
        words, pairs = (
            counts_of(of_segments(folder, stored, f"{WORDS}/{part}"), records.places) for part in (_WORDS, PAIRS)
        )
        return cls(folder, records, vectors, words, pairs)

    @property
    def lengths(self) -> tuple[float, float]:
        """The mean lengths of the texts, in words and in character pairs."""
        size = len(self.words.firsts) - 1
        return float(self.words.counts.sum() / size), float(self.pairs.counts.sum() / size)

    @property
    def width(self) -> int:
        """The bytes that a token's vector takes."""
        return int(self.vectors.stored(0).tokens.shape[1])

    def files(self, documents: Sequence[Kept], terms: list[str], numbers: dict[str, int]) -> dict[str, bytes]:
        """Return the files of the generation, packed."""
        frequencies = np.zeros(len(terms), np.int32)
        for mark, counts in (("", self.words), (PAIR, self.pairs)):
            often = np.bincount(counts.terms, minlength=len(counts.vocabulary))
            frequencies[[numbers[mark + term] for term in counts.vocabulary]] = often
        contents = {
            generations.DOCUMENTS: generations.dumped(documents),
            generations.UNITS: _npy(self.records.columns),
            generations.TERMS: json.dumps(terms).encode(),
            generations.FREQUENCIES: _npy(frequencies),
            generations.LEXICON: (self.folder / LEXICON).read_bytes(),
        }
        return {name: zlib.compress(content, 1) for name, content in contents.items()}


def _npy(array: NDArray[np.generic]) -> bytes:
    stream = io.BytesIO()
    np.save(stream, array)
    return stream.getvalue()


def _alike(now: RemoteManifest, stored: GenerationManifest, local: _Local) -> bool:
    """Tell whether a generation can be laid out as the current one is: its rows need not be written anew."""
    moved = max(abs(new / old - 1) if old else math.inf for new, old in zip(local.lengths, now.lengths, strict=True))
    made = now.stored.model_identity, now.stored.dimension, now.stored.words, now.exact, now.width
    return made == (stored.model_identity, stored.dimension, stored.words, stored.units <= EXACT, local.width) and (
        moved <= _DRIFT or local.lengths == now.lengths
    )


def _identity(record: DocumentRecord) -> tuple[str, str, str]:
    """Return what tells that a document's units are the same."""
    return record.id, record.sha256, record.reader


def _placed(records: Records, ground: _Ground) -> list[Kept]:
    """Return where each document stands: those that are there keep their slots, new ones get the next."""
    sizes = np.bincount(records.unit_documents.codes, minlength=len(records.documents))
    documents, slot = [], ground.next_slot
    for record, size in zip(records.documents, sizes.tolist(), strict=True):
        known = ground.had.get(_identity(record))
        documents.append(Kept(record, known.slot if known else slot, size))
        slot += known is None
    return documents


def _numbered(terms: list[str], local: _Local) -> dict[str, int]:
    """Return the number of every term; those that have none yet are added to the terms."""
    numbers = {term: number for number, term in enumerate(terms)}
    for mark, counts in (("", local.words), (PAIR, local.pairs)):
        for term in counts.vocabulary:
            if mark + term not in numbers:
                numbers[mark + term] = len(terms)
                terms.append(mark + term)
    return numbers


@dataclass(frozen=True, slots=True, eq=False)
class _Weights:
    """What each text's terms weigh before their rarity, which questions bring: the other factor of BM25."""

    parts: tuple[tuple[Counts, NDArray[np.int64], NDArray[np.float32]], ...]

    @classmethod
    def of(cls, local: _Local, numbers: dict[str, int], lengths: tuple[float, float]) -> "_Weights":
        parts = []
        for mark, counts, mean in (("", local.words, lengths[0]), (PAIR, local.pairs, lengths[1])):
            dimensions = np.array([numbers[mark + term] for term in counts.vocabulary], np.int64)
            parts.append((counts, dimensions, saturated(counts, mean)))
        return cls(tuple(parts))

    def text(self, number: int) -> dict[int, float]:
        """Return the weights of one text by the numbers of its terms."""
        weights: dict[int, float] = {}
        for counts, dimensions, values in self.parts:
            place = slice(counts.firsts[number], counts.firsts[number + 1])
            weights.update(zip(dimensions[counts.terms[place]].tolist(), values[place].tolist(), strict=True))
        return weights


def _write(
    milvus: Milvus,
    names: Names,
    layout: str,
    local: _Local,
    new: Sequence[tuple[int, Kept]],
    weights: _Weights,
    progress: Progress,
) -> None:
    """Write the units, token vectors and tables of new documents."""
    units, parts = names.units(layout), names.parts(layout)
    for done, (number, kept) in enumerate(new):
        progress("writing to Milvus", done, len(new))
        milvus.write(parts, _part_rows(local, number, kept))
        milvus.write(units, _unit_rows(local, number, kept, weights))
    for collection in (parts, units):
        milvus.flush(collection)
    progress("writing to Milvus", len(new), len(new))


def _unit_rows(local: _Local, document: int, kept: Kept, weights: _Weights) -> Iterator[Row]:
    for place, number in enumerate(_numbers(local, document, kept)):
        yield {
            KEY: kept.slot * PLACES + place,
            "slot": kept.slot,
            "kind": local.records.unit_kinds[number],
            "language": local.records.unit_languages[number],
            "dense": local.vectors.stored(number).vector,
            "words": weights.text(number),
            "body": packed(dump_unit(local.records.unit(number))),
        }


def _part_rows(local: _Local, document: int, kept: Kept) -> Iterator[Row]:
    for place, number in enumerate(_numbers(local, document, kept)):
        key = kept.slot * PLACES + place
        yield from rows_of(f"tokens/{key}", token_bytes(local.vectors.stored(number)), kept.slot)
        body = dump_unit(local.records.unit(number))
        if not packed(body):
            yield from rows_of(f"unit/{key}", body.encode("utf-8", "surrogatepass"), kept.slot)
    for place, table in enumerate(local.records.document_units(document).tables):
        yield from rows_of(f"table/{kept.slot}/{place}", zlib.compress(dump_table(table).encode()), kept.slot)


def _numbers(local: _Local, document: int, kept: Kept) -> range:
    first = int(np.searchsorted(local.records.unit_documents.codes, document))
    return range(first, first + kept.units)
