"""The parts of a generation: vectors, words, records and lexicon, made from what changed and what was there before."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kotae import lexicon
from kotae.embedding import Encoded
from kotae.index import counting, generation, vectors
from kotae.index.near import EXACT
from kotae.index.opened import LEXICON, RECORDS, TALLY, VECTORS, WORDS
from kotae.index.records import Carried, DocumentUnits, Records, write
from kotae.index.tokens import has_codebook
from kotae.index.vectors import StoredVectors, VectorIndex, stored

# Told of an indexing run while it goes on: the stage, how much of it is done, how much there is.
Progress = Callable[[str, int, int], None]
# Gives what a model makes of each text, with its place in the order given, as soon as it is done.
Embed = Callable[[Sequence[str]], Iterator[tuple[int, Encoded]]]


@dataclass(frozen=True, slots=True)
class Previous:
    """The generation that a run starts from."""

    folder: Path
    manifest: generation.GenerationManifest
    records: Records


def write_parts(
    index: Path,
    folder: Path,
    documents: Sequence[DocumentUnits | Carried],
    previous: Previous | None,
    identity: str,
    embed: Embed,
    cache: Path,
    progress: Progress,
) -> VectorIndex:
    """Write all parts of a generation and return its vectors.

    They answer exactly as those of a generation that is made anew from the same documents.

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
    by_codebook = has_codebook(identity) and sum(len(document.units) for document in documents) > EXACT
    kept = _vectors(documents, previous, embed, progress, by_codebook=by_codebook)
    with generation.writes_told(index):
        written = vectors.write(folder / VECTORS, kept, by_codebook=by_codebook)
    progress("indexing words", 0, 2)
    known = previous if previous and previous.manifest.words == counting.way() else None
    texts = list(_indexed(documents, previous, known))
    with generation.writes_told(index):
        counting.write(folder / WORDS, texts, known.folder / WORDS if known else None)
        write(folder / RECORDS, documents, previous.folder / RECORDS if previous else None)
    progress("building the lexicon", 1, 2)
    parts = [
        lexicon.Part(
            document.record.id, partial(_texts, document, previous), isinstance(document, Carried) and known is not None
        )
        for document in documents
    ]
    before = lexicon.Previous(known.folder / LEXICON, known.folder / TALLY) if known else None
    made, tally = lexicon.renewed(parts, before, cache=cache)
    with generation.writes_told(index):
        made.save(folder / LEXICON)
        tally.save(folder / TALLY)
    progress("building the lexicon", 2, 2)
    return written


def _texts(document: DocumentUnits | Carried, previous: Previous | None) -> list[str]:
    """Return the indexed texts of a document's units."""
    if isinstance(document, DocumentUnits):
        return [unit.indexed for unit in document.units]
    assert previous is not None
    return [unit.indexed for unit in previous.records.document_units(document.number).units]


def _indexed(
    documents: Sequence[DocumentUnits | Carried], previous: Previous | None, known: Previous | None
) -> Iterator[str | int]:
    """Yield the texts whose words are to be indexed; numbers for those whose words are known."""
    for document in documents:
        if isinstance(document, Carried) and known is not None:
            yield from document.units
        else:
            yield from _texts(document, previous)


def _vectors(
    documents: Sequence[DocumentUnits | Carried],
    previous: Previous | None,
    embed: Embed,
    progress: Progress,
    *,
    by_codebook: bool,
) -> list[StoredVectors]:
    """Take over the vectors of the generation before, and embed the texts that it has none for."""
    before = VectorIndex.load(previous.folder / VECTORS) if previous else None
    if before and before.by_codebook and not by_codebook:
        before = None  # the index has become small, and keeps more of its tokens
    renewed = [document for document in documents if before is None or isinstance(document, DocumentUnits)]
    made = {text: None for document in renewed for text in _texts(document, previous)}
    known: dict[str, StoredVectors] = {}
    for text in made:
        number = previous.records.indexed_as(text) if previous else None
        if before and number is not None:
            known[text] = before.stored(number)
    new = [text for text in made if text not in known]
    if new:
        for done, (place, encoded) in enumerate(embed(new), 1):
            # At once: what the model gives fills the memory.
            known[new[place]] = stored(encoded, by_codebook=by_codebook)
            progress("embedding", done, len(new))
    kept: list[StoredVectors] = []
    for document in documents:
        if before is None or isinstance(document, DocumentUnits):
            kept.extend(known[text] for text in _texts(document, previous))
        else:
            kept.extend(map(before.stored, document.units))
    return kept
