"""An index of any size with the statistics of a real one.

A made passage has the sentences of some real passages, so that its words and their rarities are like theirs; its vector lies
as far from a real one as real ones lie from each other in a direction in which they do; its token vectors are those of a real
passage. Its records are whole, so that opening and reading cost what they cost. The lexicon is the real one: made passages
have no other words. Beside the index stands its corpus, of files that only tell documents apart, so that it can be brought up
to date as any other.
"""

import datetime
import hashlib
import itertools
import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix

from kotae.index import build, counting, files, generation, vectors
from kotae.index.near import EXACT
from kotae.index.opened import DOCUMENTS, LEXICON, RECORDS, TALLY, VECTORS, WORDS, LocalIndex
from kotae.index.records import DocumentRecord, DocumentUnits, Placed
from kotae.index.segmented import SegmentedVectors
from kotae.index.tokens import coded
from kotae.index.vectors import StoredVectors
from kotae.index.words import PAIRS, character_pairs
from kotae.index.writing import write, write_documents
from kotae.passages.units import Unit
from kotae.text import tokens

_IN_A_DOCUMENT = 50  # passages
_APART = 0.6  # of the difference of two real vectors: the nearest real neighbour is then as near as it is among them
_SEGMENT = "segments/made"


@dataclass(frozen=True, slots=True)
class Recipe:
    """Which real sentences each made passage has (numbers, flat, with where each passage's begin), and which vectors."""

    sentences: np.ndarray
    firsts: np.ndarray
    near: np.ndarray


def made(real: LocalIndex, size: int, folder: Path) -> None:
    """Write an index of so many passages, and its corpus, into a folder: `index` and `corpus`."""
    units = real.records.units()
    listed = [unit.text[start:end] for unit in units for start, end in unit.sentences]
    chance = np.random.default_rng(size)
    counts = chance.choice([max(1, len(unit.sentences)) for unit in units], size)
    recipe = Recipe(
        chance.integers(0, len(listed), counts.sum()),
        np.concatenate([[0], np.cumsum(counts)]),
        chance.integers(0, len(units), (3, size)),
    )
    (folder / "corpus").mkdir(parents=True)
    documents = _Documents(listed, recipe, folder / "corpus", build._reader(real.manifest.model_identity))
    with generation.writing(folder / "index") as new:
        (new / _SEGMENT).mkdir(parents=True)
        _write_words(new / _SEGMENT / WORDS, listed, recipe)
        write(new / _SEGMENT / RECORDS, documents)
        sampled = _Sampled(real.vectors, recipe.near, by_codebook=size > EXACT)
        vectors.write(new / _SEGMENT / VECTORS, sampled, by_codebook=size > EXACT)
        write_documents(new / DOCUMENTS, list(documents.placed()))
        for name in (LEXICON, TALLY):
            shutil.copyfile(real.folder / name, new / name)
        stored = replace(
            real.manifest,
            created=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            corpus=str(folder / "corpus"),
            sources="made",
            units=size,
            segments=(_SEGMENT,),
            checksums=files.checksums(new),
            stamps=files.stamps(new),
        )
        generation.publish(folder / "index", new, stored)


class _Sampled(Sequence[StoredVectors]):
    """What is kept of each made passage, made when it is asked for."""

    def __init__(self, real: SegmentedVectors, near: np.ndarray, *, by_codebook: bool) -> None:
        kept = (real.stored(number) for number in range(real.units))
        self._real = [replace(each, tokens=coded(each.tokens, each.vector)) if by_codebook else each for each in kept]
        self._near = near

    def __len__(self) -> int:
        return self._near.shape[1]

    def __getitem__(self, number):
        first, second, third = (self._real[place] for place in self._near[:, number])
        vector = first.vector + np.float32(_APART) * (second.vector - third.vector)
        return replace(first, vector=vector / np.linalg.norm(vector))


class _Documents(Sequence[DocumentUnits]):
    """The made documents, made when they are asked for; each has a file in the corpus."""

    def __init__(self, listed: Sequence[str], recipe: Recipe, corpus: Path, reader: str) -> None:
        self._listed, self._recipe, self._size = listed, recipe, len(recipe.firsts) - 1
        self._records = [self._record(number, corpus, reader) for number in range(len(self))]

    def __len__(self) -> int:
        return -(-self._size // _IN_A_DOCUMENT)

    def __getitem__(self, number):
        if not 0 <= number < len(self):
            raise IndexError(number)
        firsts, units = self._recipe.firsts, []
        for passage in self._passages(number):
            places = self._recipe.sentences[firsts[passage] : firsts[passage + 1]]
            texts = [self._listed[place] for place in places]
            ends = list(itertools.accumulate(map(len, texts)))
            units.append(
                Unit("passage", 1, (), "".join(texts), sentences=tuple(zip([0, *ends[:-1]], ends, strict=True)))
            )
        return DocumentUnits(self._records[number], tuple(units), ("ja",) * len(units), ())

    def placed(self):
        """Yield where each document is."""
        for number, record in enumerate(self._records):
            passages = self._passages(number)
            yield Placed(record, 0, number, passages.start, len(passages))

    def _passages(self, number: int) -> range:
        return range(number * _IN_A_DOCUMENT, min((number + 1) * _IN_A_DOCUMENT, self._size))

    def _record(self, number: int, corpus: Path, reader: str) -> DocumentRecord:
        name = f"made-{number:06}.md"
        (corpus / name).write_text(name)
        digest = hashlib.sha256(name.encode()).hexdigest()
        return DocumentRecord(name, name, name, digest, reader, "markdown", "ja", 1)


def _write_words(folder: Path, listed: Sequence[str], recipe: Recipe) -> None:
    for part, terms_of in ((WORDS, tokens.terms), (PAIRS, character_pairs)):
        counting.write_counts(folder / part, _counts(listed, recipe, terms_of), len(recipe.firsts) - 1)


def _counts(listed: Sequence[str], recipe: Recipe, terms_of: Callable[[str], Sequence[str]]) -> counting.Part:
    """Count the terms of the made passages: those of their sentences, added."""
    counted = [Counter(terms_of(text)) for text in listed]
    vocabulary = sorted(set().union(*counted))
    numbers = {term: number for number, term in enumerate(vocabulary)}
    ends = np.cumsum([0, *map(len, counted)])
    terms = [numbers[term] for in_sentence in counted for term in in_sentence]
    often = [count for in_sentence in counted for count in in_sentence.values()]
    of_sentences = csr_matrix((np.array(often, np.int32), terms, ends), (len(listed), len(vocabulary)))
    ones = np.ones(len(recipe.sentences), np.int32)
    added = csr_matrix((ones, recipe.sentences, recipe.firsts), (len(recipe.firsts) - 1, len(listed))) @ of_sentences
    return counting.Part(
        vocabulary,
        added.indices.astype(np.int32),
        np.repeat(np.arange(added.shape[0], dtype=np.int32), np.diff(added.indptr)),
        added.data.astype(np.int32),
    )
