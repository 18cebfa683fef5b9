"""An index in Milvus, opened for questions: one generation, which stays as it is while later ones are written."""

import hashlib
import json
import shutil
import sqlite3
from contextlib import suppress
from pathlib import Path

import numpy as np

from kotae.errors import EngineError, reason
from kotae.index.compared import FAR, LIKELY, chosen_units, even_numbers
from kotae.index.engine import Among, Compared
from kotae.index.generation import GenerationManifest
from kotae.index.milvus import generations
from kotae.index.milvus.connection import KEY, Milvus
from kotae.index.milvus.generations import Kept, RemoteManifest, not_whole
from kotae.index.milvus.layout import MODEL, Names, taken
from kotae.index.milvus.layout import among as one_of
from kotae.index.milvus.parts import MilvusRecords, MilvusVectors
from kotae.index.milvus.rows import Rows, aligned
from kotae.index.milvus.terms import Terms
from kotae.index.place import Address
from kotae.index.unit_columns import UnitColumns
from kotae.lexicon import Lexicon
from kotae.question.model import Question
from kotae.staging import staging


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
        self._rows = Rows(milvus, names, remote, documents)
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
        given = aligned(self._rows.search("words", asked.vectors, len(keys), one_of(KEY, keys.tolist())), keys)
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
