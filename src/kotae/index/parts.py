"""The parts of a generation: what has changed becomes a segment, and what has not is kept in those of the generation before."""

import secrets
from collections.abc import Callable, Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from kotae import lexicon
from kotae.embedding import Encoded
from kotae.index import counting, generation, vectors
from kotae.index.files import digest, is_large, link
from kotae.index.near import EXACT
from kotae.index.opened import DOCUMENTS, LEXICON, RECORDS, TALLY, VECTORS, WORDS, of_segments
from kotae.index.records import Carried, DocumentUnits, Placed, Records
from kotae.index.tokens import has_codebook
from kotae.index.vectors import StoredVectors, VectorIndex, stored
from kotae.index.writing import write, write_documents

# A segment is kept while it is so many times as large as what is new and all that is smaller: so there are few of them, and
# each unit is written again few times (log-structured merging, O'Neil et al. 1996).
_LARGER = 4
# A thousand units are written in a moment: fewer are not worth a segment of their own.
SMALL = 1_000
_SEGMENTS = "segments"
# Told of an indexing run while it goes on: the stage, how much of it is done, how much there is.
Progress = Callable[[str, int, int], None]
# Gives what a model makes of each text, with its place in the order given, as soon as it is done.
Embed = Callable[[Sequence[str]], Iterator[tuple[int, Encoded]]]
_Documents = Sequence[DocumentUnits | Carried]


@dataclass(frozen=True, slots=True)
class Previous:
    """The generation that a run starts from."""

    folder: Path
    manifest: generation.GenerationManifest
    records: Records

    def paths(self, part: str) -> list[Path]:
        """Return where each segment has a part."""
        return of_segments(self.folder, self.manifest, part)

    def read_whole(self, kept: Collection[str]) -> None:
        """Read the files that opening did not: what is written anew from a damaged one would be sealed as sound.

        Args:
            kept: the segments that are not written anew.

        Raises:
            BrokenIndexError: one is not what was written.
        """
        for name, (checksum, stamp) in self.manifest.sealed.items():
            segment = "/".join(name.split("/")[:2])
            if segment not in kept and is_large(stamp) and digest(self.folder / name) != checksum:
                raise generation.damaged(self.folder / name)


@dataclass(frozen=True, slots=True)
class Written:
    """What was written of a generation: its segments' folders, the length of its vectors, and its units."""

    segments: tuple[str, ...]
    dimension: int
    units: int


def write_parts(
    index: Path,
    folder: Path,
    documents: _Documents,
    previous: Previous | None,
    identity: str,
    embed: Embed,
    cache: Path,
    progress: Progress,
) -> Written:
    """Write all parts of a generation.

    They answer exactly as those of a generation that is made anew from the same documents, up to as many units as are all
    compared with a question; of more, the nearest vectors are found as exactly.

    Args:
        index: the index folder, to be named where it cannot be written.
        folder: the generation's folder.
        documents: what it is to hold, in order.
        previous: the generation before, of the same model, which has what is carried over.
        identity: the model's.
        embed: embeds the texts that have no vectors yet.
        cache: the folder that keeps the dictionary.
        progress: told what is being done.

    Raises:
        ModelError: the model or the dictionary cannot be loaded.
        BrokenIndexError: the index cannot be written.
    """
    units = sum(len(document.units) for document in documents)
    before = [VectorIndex.load(path) for path in previous.paths(VECTORS)] if previous else []
    by_codebook = has_codebook(identity) and (units > EXACT or any(part.by_codebook for part in before))
    known = previous if previous and previous.manifest.words == counting.way() else None
    alike = {number for number, part in enumerate(before) if known and part.by_codebook == by_codebook}
    kept = sorted(_kept(documents, [part.units for part in before], alike))
    rest = [each for each in documents if len(each.units) and not (isinstance(each, Carried) and each.segment in kept)]
    segments = [previous.manifest.segments[number] for number in kept] if previous else []
    with generation.writes_told(index):
        if previous:
            previous.read_whole(segments)
        for name in segments:
            assert previous is not None
            link(previous.folder / name, folder / name)
    if rest:
        segments.append(f"{_SEGMENTS}/{secrets.token_hex(4)}")
        new = folder / segments[-1]
        new.mkdir(parents=True)
        vectors_of = _vectors(rest, previous, before, embed, progress, by_codebook=by_codebook)
        with generation.writes_told(index):
            vectors.write(new / VECTORS, vectors_of, by_codebook=by_codebook)
            progress("indexing words", 0, 2)
            _write_words(new / WORDS, rest, previous, known)
            write(new / RECORDS, rest, previous.paths(RECORDS) if previous else [])
    progress("building the lexicon", 1, 2)
    with generation.writes_told(index):
        write_documents(folder / DOCUMENTS, _placed(documents, kept, rest))
        _write_lexicon(folder, documents, previous, known, cache)
    progress("building the lexicon", 2, 2)
    return Written(tuple(segments), VectorIndex.load(folder / segments[0] / VECTORS).dimension, units)


def _kept(documents: _Documents, sizes: Sequence[int], alike: AbstractSet[int]) -> Iterator[int]:
    """Yield the segments of the generation before that are kept: those that are large beside what is written anew.

    Args:
        documents: all documents of the new generation.
        sizes: how many units each segment has.
        alike: those that are laid out as a new one will be.
    """
    living = [0] * len(sizes)
    new = 0
    for document in documents:
        if isinstance(document, Carried) and document.segment in alike:
            living[document.segment] += len(document.units)
        else:
            new += len(document.units)
    for number in sorted(alike, key=living.__getitem__):
        half_gone = 2 * living[number] < sizes[number]
        if half_gone or living[number] < _LARGER * max(new, SMALL):
            new += living[number]
        else:
            yield number


def _placed(documents: _Documents, kept: Sequence[int], rest: _Documents) -> list[Placed]:
    """Say where each document is: in a segment that is kept, in the new one, or, without units, in none."""
    written = {id(document): number for number, document in enumerate(rest)}
    placed, first = [], 0
    for document in documents:
        count = len(document.units)
        if id(document) in written:
            placed.append(Placed(document.record, len(kept), written[id(document)], first, count))
            first += count
        elif isinstance(document, Carried) and count:
            segment = kept.index(document.segment)
            placed.append(Placed(document.record, segment, document.number, document.units.start, count))
        else:
            placed.append(Placed(document.record, 0, 0, 0, 0))
    return placed


def _texts(document: DocumentUnits | Carried, previous: Previous | None) -> list[str]:
    """Return the indexed texts of a document's units."""
    if isinstance(document, DocumentUnits):
        return [unit.indexed for unit in document.units]
    assert previous is not None
    return [unit.indexed for unit in previous.records.units_of(previous.records.number(document.record.id))]


def _write_words(folder: Path, documents: _Documents, previous: Previous | None, known: Previous | None) -> None:
    """Index the words of a segment; those of documents that are carried over are known where they were made alike."""
    texts: list[str | None] = []
    taken = [np.full(size, -1, np.int32) for size in known.records.sizes] if known else []
    for document in documents:
        if isinstance(document, Carried) and known is not None:
            places = slice(document.units.start, document.units.stop)
            taken[document.segment][places] = np.arange(len(texts), len(texts) + len(document.units))
            texts.extend([None] * len(document.units))
        else:
            texts.extend(_texts(document, previous))
    paths = known.paths(WORDS) if known else []
    used = [counting.Taken(path, numbers) for path, numbers in zip(paths, taken, strict=True) if (numbers >= 0).any()]
    counting.write(folder, texts, used)


def _write_lexicon(
    folder: Path, documents: _Documents, previous: Previous | None, known: Previous | None, cache: Path
) -> None:
    """Write the lexicon, from the one before where its words were made alike."""
    parts = [
        lexicon.Part(partial(_texts, document, previous), isinstance(document, Carried) and known is not None)
        for document in documents
    ]
    before = None
    if known is not None:
        carried = {document.record.id for document in documents if isinstance(document, Carried)}
        gone = [
            lexicon.Part(partial(_gone, known, number))
            for number, record in enumerate(known.records.documents)
            if record.id not in carried
        ]
        before = lexicon.Previous(lexicon.Files(known.folder / LEXICON, known.folder / TALLY), gone)
    lexicon.renewed(parts, before, lexicon.Files(folder / LEXICON, folder / TALLY), cache=cache)


def _gone(previous: Previous, number: int) -> list[str]:
    return [unit.indexed for unit in previous.records.units_of(number)]


def _vectors(
    documents: _Documents,
    previous: Previous | None,
    before: Sequence[VectorIndex],
    embed: Embed,
    progress: Progress,
    *,
    by_codebook: bool,
) -> list[StoredVectors]:
    """Take over the vectors of the generation before, and embed the texts that it has none for."""
    made = {
        text: None for document in documents if isinstance(document, DocumentUnits) for text in _texts(document, None)
    }
    known: dict[str, StoredVectors] = {}
    for text in made:
        place = previous.records.indexed_as(text) if previous else None
        if place is not None:
            known[text] = before[place[0]].stored(place[1])
    new = [text for text in made if text not in known]
    if new:
        for done, (place_of_new, encoded) in enumerate(embed(new), 1):
            # At once: what the model gives fills the memory.
            known[new[place_of_new]] = stored(encoded, by_codebook=by_codebook)
            progress("embedding", done, len(new))
    kept: list[StoredVectors] = []
    for document in documents:
        if isinstance(document, DocumentUnits):
            kept.extend(known[text] for text in _texts(document, None))
        else:
            kept.extend(map(before[document.segment].stored, document.units))
    return kept
