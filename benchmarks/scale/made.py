"""An index of any size with the statistics of a real one.

A made passage stands between four real ones, with shares drawn evenly from all that there are (Dirichlet). Each of its pieces, of
four words, is one of theirs, as often as the shares say, so that words and their rarities are like real ones, but few passages
have a real sentence whole. Its vector has the mean of the real ones and, by the roots of the shares, what sets the four apart
from it: mean and spread stay those of real vectors. Its token vectors are those of the real passage that has the largest share.
What of real passages it is like is measured in the README. Its records are whole, so that opening and reading cost what they
cost. The lexicon is the real one: made passages have no other words. Beside the index stands its corpus, of files that only
tell documents apart, so that it can be brought up to date as any other.
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
_BETWEEN = 4  # real passages
_PIECE = 4  # words
_SEGMENT = "segments/made"


@dataclass(frozen=True, slots=True)
class Recipe:
    """Which pieces of real passages each made passage has (numbers, flat, with where each passage's begin), which passages it
    stands between, int [four, passages], and their shares, float32 [four, passages]."""

    pieces: np.ndarray
    firsts: np.ndarray
    near: np.ndarray
    shares: np.ndarray


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of all real passages, whether each ends a sentence, and where each passage's begin."""

    texts: list[str]
    ending: list[bool]
    firsts: np.ndarray

    @classmethod
    def of(cls, units: Sequence[Unit]) -> "Pieces":
        """Cut the sentences of passages into pieces."""
        texts: list[str] = []
        ending: list[bool] = []
        firsts = [0]
        for unit in units:
            for start, end in unit.sentences or ((0, len(unit.text)),):
                sentence = unit.text[start:end]
                begins = [morpheme.start for morpheme in tokens.morphemes(sentence)][_PIECE::_PIECE]
                texts.extend(sentence[first:last] for first, last in itertools.pairwise([0, *begins, len(sentence)]))
                ending.extend([False] * len(begins) + [True])
            firsts.append(len(texts))
        return cls(texts, ending, np.array(firsts))


def made(real: LocalIndex, size: int, folder: Path) -> None:
    """Write an index of so many passages, and its corpus, into a folder: `index` and `corpus`."""
    units = real.records.units()
    pieces = Pieces.of(units)
    recipe = _recipe(pieces, size)
    (folder / "corpus").mkdir(parents=True)
    documents = _Documents(pieces, recipe, folder / "corpus", build._reader(real.manifest.model_identity))
    with generation.writing(folder / "index") as new:
        (new / _SEGMENT).mkdir(parents=True)
        _write_words(new / _SEGMENT / WORDS, pieces.texts, recipe)
        write(new / _SEGMENT / RECORDS, documents)
        sampled = _Sampled(real.vectors, recipe, by_codebook=size > EXACT)
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


def _recipe(pieces: Pieces, size: int) -> Recipe:
    """Draw what each made passage has."""
    chance = np.random.default_rng(size)
    lengths = np.diff(pieces.firsts)
    counts = chance.choice(lengths, size)
    near = chance.integers(0, len(lengths), (_BETWEEN, size))
    shares = chance.dirichlet([1] * _BETWEEN, size).T.astype(np.float32)
    passages = np.repeat(np.arange(size), counts)
    drawn = chance.random(len(passages), np.float32)
    which = sum(drawn > limit[passages] for limit in np.cumsum(shares, axis=0)[:-1])
    homes = near[which, passages]
    places = (chance.random(len(passages)) * lengths[homes]).astype(np.int64)
    return Recipe(pieces.firsts[homes] + places, np.concatenate([[0], np.cumsum(counts)]), near, shares)


class _Sampled(Sequence[StoredVectors]):
    """What is kept of each made passage, made when it is asked for."""

    def __init__(self, real: SegmentedVectors, recipe: Recipe, *, by_codebook: bool) -> None:
        kept = [real.stored(number) for number in range(real.units)]
        self._real = [replace(each, tokens=coded(each.tokens, each.vector)) if by_codebook else each for each in kept]
        vectors = np.stack([each.vector for each in kept])
        self._mean = vectors.mean(axis=0)
        self._apart = vectors - self._mean
        self._recipe = recipe

    def __len__(self) -> int:
        return self._recipe.near.shape[1]

    def __getitem__(self, number):
        near, shares = self._recipe.near[:, number], self._recipe.shares[:, number]
        vector = self._mean + np.sqrt(shares) @ self._apart[near]
        return replace(self._real[near[shares.argmax()]], vector=vector / np.linalg.norm(vector))


class _Documents(Sequence[DocumentUnits]):
    """The made documents, made when they are asked for; each has a file in the corpus."""

    def __init__(self, pieces: Pieces, recipe: Recipe, corpus: Path, reader: str) -> None:
        self._pieces, self._recipe, self._size = pieces, recipe, len(recipe.firsts) - 1
        self._records = [self._record(number, corpus, reader) for number in range(len(self))]

    def __len__(self) -> int:
        return -(-self._size // _IN_A_DOCUMENT)

    def __getitem__(self, number):
        if not 0 <= number < len(self):
            raise IndexError(number)
        firsts, units = self._recipe.firsts, []
        for passage in self._passages(number):
            places = self._recipe.pieces[firsts[passage] : firsts[passage + 1]].tolist()
            texts = [self._pieces.texts[place] for place in places]
            ends = list(itertools.accumulate(map(len, texts)))
            closed = [end for end, place in zip(ends, places, strict=True) if self._pieces.ending[place]]
            closed = closed if closed and closed[-1] == ends[-1] else [*closed, ends[-1]]
            units.append(
                Unit("passage", 1, (), "".join(texts), sentences=tuple(zip([0, *closed[:-1]], closed, strict=True)))
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
    """Count the terms of the made passages: those of their pieces, added."""
    counted = [Counter(terms_of(text)) for text in listed]
    vocabulary = sorted(set().union(*counted))
    numbers = {term: number for number, term in enumerate(vocabulary)}
    ends = np.cumsum([0, *map(len, counted)])
    terms = [numbers[term] for in_piece in counted for term in in_piece]
    often = [count for in_piece in counted for count in in_piece.values()]
    of_pieces = csr_matrix((np.array(often, np.int32), terms, ends), (len(listed), len(vocabulary)))
    ones = np.ones(len(recipe.pieces), np.int32)
    added = csr_matrix((ones, recipe.pieces, recipe.firsts), (len(recipe.firsts) - 1, len(listed))) @ of_pieces
    return counting.Part(
        vocabulary,
        added.indices.astype(np.int32),
        np.repeat(np.arange(added.shape[0], dtype=np.int32), np.diff(added.indptr)),
        added.data.astype(np.int32),
    )
