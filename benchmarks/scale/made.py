"""An index of any size with the statistics of a real one.

A made passage has the sentences of some real passages, so that its words and their rarities are like theirs; its vector lies
as far from a real one as real ones lie from each other in a direction in which they do; its token vectors are those of a real
passage. Its records are whole, so that opening and reading cost what they cost. The lexicon is the real one.
"""

import itertools
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix

from kotae.index import counting, vectors
from kotae.index.near import EXACT
from kotae.index.opened import RECORDS, VECTORS, WORDS, LocalIndex
from kotae.index.records import DocumentRecord, DocumentUnits, Records, write
from kotae.index.tokens import coded
from kotae.index.vectors import StoredVectors, VectorIndex
from kotae.index.words import PAIRS, WordIndex, character_pairs
from kotae.passages.units import Unit
from kotae.text import tokens

_IN_A_DOCUMENT = 50  # passages
_APART = 0.6  # of the difference of two real vectors: the nearest real neighbour is then as near as it is among them


@dataclass(frozen=True, slots=True)
class Recipe:
    """Which real sentences each made passage has (numbers, flat, with where each passage's begin), and which vectors."""

    sentences: np.ndarray
    firsts: np.ndarray
    near: np.ndarray


def made(real: LocalIndex, size: int, folder: Path) -> LocalIndex:
    """Write an index of so many passages into a folder and open it."""
    units = real.records.units()
    listed = [unit.text[start:end] for unit in units for start, end in unit.sentences]
    chance = np.random.default_rng(size)
    counts = chance.choice([max(1, len(unit.sentences)) for unit in units], size)
    recipe = Recipe(
        chance.integers(0, len(listed), counts.sum()),
        np.concatenate([[0], np.cumsum(counts)]),
        chance.integers(0, len(units), (3, size)),
    )
    folder.mkdir(parents=True)
    _write_words(folder / WORDS, listed, recipe)
    write(folder / RECORDS, _documents(listed, recipe))
    vectors.write(
        folder / VECTORS, _Sampled(real.vectors, recipe.near, by_codebook=size > EXACT), by_codebook=size > EXACT
    )
    return opened(real, folder, size)


def opened(real: LocalIndex, folder: Path, size: int) -> LocalIndex:
    """Open what was made; manifest and lexicon are the real ones."""
    return replace(
        real,
        folder=folder,
        records=Records(folder / RECORDS),
        vectors=VectorIndex.load(folder / VECTORS),
        words=WordIndex.load(folder / WORDS, size),
    )


class _Sampled(Sequence[StoredVectors]):
    """What is kept of each made passage, made when it is asked for."""

    def __init__(self, real: VectorIndex, near: np.ndarray, *, by_codebook: bool) -> None:
        kept = (real.stored(number) for number in range(real.units))
        self._real = [replace(each, tokens=coded(each.tokens, each.vector)) if by_codebook else each for each in kept]
        self._near = near

    def __len__(self) -> int:
        return self._near.shape[1]

    def __getitem__(self, number):
        first, second, third = (self._real[place] for place in self._near[:, number])
        vector = first.vector + np.float32(_APART) * (second.vector - third.vector)
        return replace(first, vector=vector / np.linalg.norm(vector))


def _documents(listed: Sequence[str], recipe: Recipe):
    size = len(recipe.firsts) - 1
    for first in range(0, size, _IN_A_DOCUMENT):
        units = []
        for number in range(first, min(first + _IN_A_DOCUMENT, size)):
            texts = [listed[place] for place in recipe.sentences[recipe.firsts[number] : recipe.firsts[number + 1]]]
            ends = list(itertools.accumulate(map(len, texts)))
            places = tuple(zip([0, *ends[:-1]], ends, strict=True))
            units.append(Unit("passage", 1, (), "".join(texts), sentences=places))
        name = f"made-{first}.md"
        record = DocumentRecord(name, name, name, "0" * 64, "made", "markdown", "ja", 1)
        yield DocumentUnits(record, tuple(units), ("ja",) * len(units), ())


def _write_words(folder: Path, listed: Sequence[str], recipe: Recipe) -> None:
    for part, terms_of in ((WORDS, tokens.terms), (PAIRS, character_pairs)):
        counting.write_counts(folder / part, _counts(listed, recipe, terms_of))


def _counts(listed: Sequence[str], recipe: Recipe, terms_of: Callable[[str], Sequence[str]]) -> counting.Counts:
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
    added.sort_indices()
    used, renumbered = np.unique(added.indices, return_inverse=True)
    return counting.Counts(
        [vocabulary[number] for number in used],
        added.indptr.astype(np.int64),
        renumbered.astype(np.int32),
        added.data.astype(np.int32),
    )
