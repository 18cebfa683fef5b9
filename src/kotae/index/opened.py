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
from kotae.index.records import Records, read_documents
from kotae.index.segmented import SegmentedVectors
from kotae.index.words import WordIndex
from kotae.lexicon import Lexicon
from kotae.question.model import Question

DOCUMENTS, LEXICON = "documents", "lexicon"
RECORDS, VECTORS, WORDS = "records.sqlite", "vectors", "words"  # in every segment's folder
TALLY = "tally"  # what the next lexicon is made from; nothing that answers opens it


@dataclass(frozen=True, slots=True)
class LocalIndex:
    """One generation's parts on this machine's disk, all of the same size and order."""

    folder: Path
    manifest: GenerationManifest
    records: Records
    vectors: SegmentedVectors
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
        stored = open_records(folder, manifest)
        opened = LocalIndex(
            folder=folder,
            manifest=manifest,
            records=stored,
            vectors=SegmentedVectors.load(of_segments(folder, manifest, VECTORS), stored.places),
            words=WordIndex.load(of_segments(folder, manifest, WORDS), stored.places),
            lexicon=Lexicon.load(folder / LEXICON),
        )
    except (OSError, ValueError, LookupError, RuntimeError, sqlite3.Error) as error:
        raise BrokenIndexError(f"{folder}: cannot be opened ({reason(error)}). Run: kotae index --rebuild") from error
    sizes = {len(stored.unit_documents), opened.vectors.units, manifest.units}
    if len(sizes) != 1 or opened.vectors.dimension != manifest.dimension:
        raise BrokenIndexError(f"{folder}: its parts do not belong together. Run: kotae index --rebuild")
    return opened


def open_records(folder: Path, manifest: GenerationManifest) -> Records:
    """Open the records of a generation that has been checked."""
    return Records(read_documents(folder / DOCUMENTS), of_segments(folder, manifest, RECORDS))


def of_segments(folder: Path, manifest: GenerationManifest, part: str) -> list[Path]:
    """Return where each segment of a generation has a part."""
    return [folder / segment / part for segment in manifest.segments]


def checked(index: Path, *, whole: bool = False) -> tuple[Path, GenerationManifest]:
    """Return the current generation's folder and manifest, its files verified; with `whole`, each byte of them.

    Raises:
        BrokenIndexError: as for `open_index`.
    """
    verified = generation.verified(index, whole=whole)
    if verified is None:
        raise BrokenIndexError(f"{index}: no index here yet. Run: kotae index")
    return verified
