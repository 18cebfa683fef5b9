"""What a generation in Milvus is, how it is found, and what is left of older ones."""

import hashlib
import json
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from kotae.errors import EngineError
from kotae.index.generation import GenerationManifest
from kotae.index.milvus.connection import Milvus
from kotae.index.milvus.layout import FORMAT, Names, among, taken
from kotae.index.records import DocumentRecord

MANIFEST = "manifest"
DOCUMENTS, UNITS, TERMS, FREQUENCIES, LEXICON = "documents", "units.npy", "terms", "frequencies.npy", "lexicon"


@dataclass(frozen=True, slots=True)
class Kept:
    """A document as Milvus keeps it: its record, the slot that its units' keys begin with, and how many units it has."""

    record: DocumentRecord
    slot: int
    units: int


@dataclass(frozen=True, slots=True)
class RemoteManifest:
    """What a generation in Milvus was made with, and what must be there for it.

    `stored` is the manifest of the generation that it was made from, `name` its own name, `previous` that of the one before
    it. `layout` names the collections that have its units; of their rows those are its own whose slot is less than
    `next_slot` and not among `dead`. Those of `removed` are what the generation before has besides. `lengths` are the mean
    lengths, in words and in character pairs, that scores are weighed with, `width` the bytes that a token takes, `digests` the
    SHA-256 of its files. `exact` tells whether all vectors are compared.
    """

    format: int
    name: str
    previous: str
    stored: GenerationManifest
    layout: str
    exact: bool
    next_slot: int
    dead: tuple[int, ...]
    removed: tuple[int, ...]
    lengths: tuple[float, float]
    width: int
    digests: dict[str, str]

    @property
    def live(self) -> str:
        """The expression that chooses this generation's rows."""
        dead = f" and not ({among('slot', self.dead)})" if self.dead else ""
        return f"slot < {self.next_slot}{dead}"


def current(milvus: Milvus, names: Names) -> str:
    """Return the name of the current generation, or "" where there is none.

    Raises:
        EngineError: Milvus cannot be used, or what has the index's name there is not Kotae's.
    """
    collection = milvus.named(names.index)
    generation = names.generation_of(collection)
    if collection and not generation:
        raise EngineError(
            f"Milvus at {milvus.address.url}: {names.index!r} is not an index of Kotae's there. Name another (setting "
            "engine_name)."
        )
    return generation


def manifest(milvus: Milvus, names: Names, generation: str) -> RemoteManifest:
    """Return a generation's manifest.

    Raises:
        EngineError: it is not there, damaged, or of another version of Kotae.
    """
    collection = names.generation(generation)
    milvus.load(collection)
    content = taken(milvus, collection, [MANIFEST], strong=True).get(MANIFEST)
    try:
        told = json.loads(content or b"")
        written = told["format"] if isinstance(told, dict) else None
        if written != FORMAT:
            raise EngineError(
                f"Milvus at {milvus.address.url}: the index {names.index!r} has format {str(written)[:20]}, this Kotae reads "
                f"format {FORMAT}. Run: kotae index --rebuild"
            )
        made: RemoteManifest = adapter(RemoteManifest).validate_python(told)
    except (ValueError, KeyError) as error:
        raise not_whole(milvus, names, MANIFEST) from error
    return made


def file(milvus: Milvus, names: Names, of: RemoteManifest, name: str) -> bytes:
    """Return one of a generation's files.

    Raises:
        EngineError: it is not there, or is not the one that was written.
    """
    content = taken(milvus, names.generation(of.name), [name], strong=True).get(name, b"")
    if hashlib.sha256(content).hexdigest() != of.digests.get(name):
        raise not_whole(milvus, names, name)
    return zlib.decompress(content)


def documents(milvus: Milvus, names: Names, of: RemoteManifest) -> list[Kept]:
    """Return the documents of a generation, in the order of their numbers; errors as for `file`."""
    kept: list[Kept] = adapter(list[Kept]).validate_json(file(milvus, names, of, DOCUMENTS))
    return kept


def dumped(kept: Sequence[Kept]) -> bytes:
    """Return documents as `documents` reads them."""
    return adapter(list[Kept]).dump_json(list(kept))


def written(made: RemoteManifest) -> bytes:
    """Return a manifest as `manifest` reads it."""
    return json.dumps(asdict(made), ensure_ascii=False).encode()


def not_whole(milvus: Milvus, names: Names, what: str) -> EngineError:
    """Return the error that says which part of an index is missing or damaged."""
    return EngineError(
        f"Milvus at {milvus.address.url}: the index {names.index!r} is not whole ({what}). Run: kotae index --rebuild, or name "
        "another (settings engine_url, engine_name)."
    )


def sweep(milvus: Milvus, names: Names, now: RemoteManifest | None) -> None:
    """Remove what killed runs left half-made, and what neither the current generation nor the one before it needs.

    Only for the one who has the lease.
    """
    kept: set[str] = set()
    for generation in (now.name, now.previous) if now else ():
        if names.generation(generation) in (there := set(milvus.collections())):
            layout = manifest(milvus, names, generation).layout
            kept |= {names.generation(generation), names.units(layout), names.parts(layout)} & there
    for collection in milvus.collections():
        if names.are(collection) and collection not in kept:
            milvus.drop(collection)
    if now is None:
        return
    for collection in (names.units(now.layout), names.parts(now.layout)):
        milvus.load(collection)
        milvus.delete(collection, f"slot >= {now.next_slot}")
        gone = sorted(set(now.dead) - set(now.removed))
        if gone:
            milvus.delete(collection, among("slot", gone))


@cache
def adapter(kind: type) -> TypeAdapter[Any]:
    """Return what reads and writes values of a type as JSON."""
    return TypeAdapter(kind)
