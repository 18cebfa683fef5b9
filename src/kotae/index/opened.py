"""An index opened for searching: one generation, checked, with all its parts."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from kotae.errors import BrokenIndexError, reason
from kotae.index import generation
from kotae.index.compared import compared
from kotae.index.engine import Among, Compared
from kotae.index.engine import OpenIndex as OpenIndex
from kotae.index.generation import GenerationManifest
from kotae.index.records import Records
from kotae.index.vectors import VectorIndex
from kotae.index.words import WordIndex
from kotae.lexicon import Lexicon
from kotae.question.model import Question

RECORDS, VECTORS, WORDS, LEXICON = "records.sqlite", "vectors", "words", "lexicon"
TALLY = "tally"  # what the next lexicon is made from; nothing that answers opens it


@dataclass(frozen=True, slots=True)
class LocalIndex:
    """One generation's parts on this machine's disk, all of the same size and order."""

    folder: Path
    manifest: GenerationManifest
    records: Records
    vectors: VectorIndex
    words: WordIndex
    lexicon: Lexicon

    def compared(self, question: Question, among: Among) -> Compared | None:
        """Choose the units that are compared with a question, as `OpenIndex` says."""
        return compared(question, self.records, self.vectors, self.words, among)


def open_index(index: Path) -> LocalIndex:
    """Open the current generation of an index.

    Raises:
        BrokenIndexError: there is none, it was written by another version, a part is missing or damaged, or the parts do
            not belong together (searching them would return wrong records).
    """
    while True:
        folder, manifest = checked(index)
        try:
            return open_generation(folder, manifest)
        except BrokenIndexError:
            if generation.current(index) == folder:
                raise
            # Another process has made newer generations since it was checked, and dropped this one.


def open_generation(folder: Path, manifest: GenerationManifest) -> LocalIndex:
    """Open one generation that has been checked; errors as for `open_index`."""
    try:
        stored = Records(folder / RECORDS)
        opened = LocalIndex(
            folder=folder,
            manifest=manifest,
            records=stored,
            vectors=VectorIndex.load(folder / VECTORS),
            words=WordIndex.load(folder / WORDS, manifest.units),
            lexicon=Lexicon.load(folder / LEXICON),
        )
    except (OSError, ValueError, LookupError, RuntimeError, sqlite3.Error) as error:
        raise BrokenIndexError(f"{folder}: cannot be opened ({reason(error)}). Run: kotae index --rebuild") from error
    sizes = {len(stored.unit_documents), opened.vectors.units, manifest.units}
    if len(sizes) != 1 or opened.vectors.dimension != manifest.dimension:
        raise BrokenIndexError(f"{folder}: its parts do not belong together. Run: kotae index --rebuild")
    return opened


def checked(index: Path) -> tuple[Path, GenerationManifest]:
    """Return the current generation's folder and manifest, its files' checksums verified.

    Raises:
        BrokenIndexError: as for `open_index`.
    """
    verified = generation.verified(index)
    if verified is None:
        raise BrokenIndexError(f"{index}: no index here yet. Run: kotae index")
    return verified
