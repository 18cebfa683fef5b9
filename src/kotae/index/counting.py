"""The word index as it is made: which texts of a segment have which terms, and how often."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kotae.index.places import Places
from kotae.index.words import (
    COUNTS,
    LENGTHS,
    PAIRS,
    STARTS,
    TEXTS,
    VOCABULARY,
    WORDS,
    Postings,
    character_pairs,
    norms,
)
from kotae.text import tokens

_VERSION = 5  # raise it when texts are cut into words differently, here, in `text.tokens` or in the lexicon
_Number = NDArray[np.int32]


def way() -> str:
    """Name the way from a text to its words; it changes when they would."""
    return f"{_VERSION}/{version('SudachiDict-core')}"


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """How often each text has each term.

    Text i has the terms numbered `terms[firsts[i]:firsts[i + 1]]`, in ascending order, as often as `counts` says at the same
    places. Terms are numbered in the order of `vocabulary`, which is sorted and holds no others.
    """

    vocabulary: list[str]
    firsts: NDArray[np.int64]
    terms: _Number
    counts: _Number


@dataclass(frozen=True, slots=True, eq=False)
class Taken:
    """A segment's folder of words, and the number that each of its texts gets, int32 [its texts], -1 for those left out."""

    folder: Path
    numbers: _Number


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Some of what is counted: the terms, and for each pair of a term and a text both numbers and how often."""

    vocabulary: list[str]
    terms: _Number
    texts: _Number
    counts: _Number


def write(folder: Path, texts: Sequence[str | None], taken: Sequence[Taken] = ()) -> None:
    """Index texts in the order of their numbers; what comes of it does not depend on what is taken over.

    Args:
        folder: where the index is written to, created if need be.
        texts: the texts; None where the text is one of those taken over.
        taken: the segments that have them.
    """
    for name, terms_of in ((WORDS, tokens.terms), (PAIRS, character_pairs)):
        parts = [_counted(texts, terms_of)]
        for segment in taken:
            parts.append(_renumbered(Postings.load(segment.folder / name), segment.numbers))
        write_counts(folder / name, _joined(parts), len(texts))


def write_counts(folder: Path, counted: Part, size: int) -> None:
    """Write what was counted of so many texts into a folder, created if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    order = np.lexsort((counted.texts, counted.terms))
    frequencies = np.bincount(counted.terms, minlength=len(counted.vocabulary))
    lengths = np.bincount(counted.texts, weights=counted.counts, minlength=size)
    kept = np.min_scalar_type(int(counted.counts.max(initial=0)))  # a byte, but for texts of extraordinary length
    vocabulary = json.dumps(counted.vocabulary, ensure_ascii=False)
    (folder / VOCABULARY).write_text(vocabulary, encoding="utf-8", errors="surrogatepass")
    np.save(folder / STARTS, np.cumsum([0, *frequencies], dtype=np.int64))
    np.save(folder / TEXTS, counted.texts[order])
    np.save(folder / COUNTS, counted.counts[order].astype(kept))
    np.save(folder / LENGTHS, lengths.astype(np.int32))


def counts_of(folders: Sequence[Path], places: Places) -> Counts:
    """Return how often each unit of a generation has each term.

    Args:
        folders: the folder of each segment's postings.
        places: where the units are.
    """
    parts = []
    for folder, first in zip(folders, places.firsts.tolist(), strict=False):
        postings = Postings.load(folder)
        slots = np.arange(first, first + len(postings.lengths), dtype=np.int32)
        parts.append(_renumbered(postings, slots if places.numbers is None else places.numbers[slots]))
    whole = _joined(parts)
    order = np.lexsort((whole.terms, whole.texts))
    firsts = np.concatenate([[0], np.cumsum(np.bincount(whole.texts, minlength=places.units))]).astype(np.int64)
    return Counts(whole.vocabulary, firsts, whole.terms[order], whole.counts[order])


def saturated(counts: Counts, usual: float) -> NDArray[np.float32]:
    """Return the factor of BM25 that says how much a text has of a term, which its rarity is the other of; float32 [terms].

    Args:
        counts: how often each text has each term.
        usual: how many terms a text has in the mean.
    """
    sizes = np.diff(counts.firsts)
    texts = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    lengths = np.bincount(texts, weights=counts.counts, minlength=len(sizes))
    often = counts.counts.astype(np.float32)
    factor: NDArray[np.float32] = often / (norms(lengths, usual)[texts] + often)
    return factor


def _counted(texts: Sequence[str | None], terms_of: Callable[[str], list[str]]) -> Part:
    """Count the terms of those texts that are given."""
    counted = [(number, Counter(terms_of(text))) for number, text in enumerate(texts) if text is not None]
    vocabulary = sorted(set().union(*(of_text for _, of_text in counted)))
    numbers = {term: number for number, term in enumerate(vocabulary)}
    return Part(
        vocabulary,
        np.fromiter((numbers[term] for _, of_text in counted for term in of_text), np.int32),
        np.repeat([number for number, _ in counted], [len(of_text) for _, of_text in counted]).astype(np.int32),
        np.fromiter((count for _, of_text in counted for count in of_text.values()), np.int32),
    )


def _renumbered(postings: Postings, numbers: _Number) -> Part:
    """Take over those texts of a segment that get a number, under that."""
    terms = np.repeat(np.arange(len(postings.numbers), dtype=np.int32), np.diff(postings.starts))
    texts = numbers[postings.texts]
    kept = texts >= 0
    return Part(list(postings.numbers), terms[kept], texts[kept], postings.counts[kept].astype(np.int32))


def _joined(parts: Sequence[Part]) -> Part:
    """Return all parts as one, without the terms that no text has any more."""
    merged = sorted(set().union(*(part.vocabulary for part in parts)))
    numbers = {term: number for number, term in enumerate(merged)}
    terms = np.concatenate([np.array([numbers[t] for t in p.vocabulary], np.int32)[p.terms] for p in parts])
    used = np.bincount(terms, minlength=len(merged)) > 0
    renumbered = (np.cumsum(used) - 1).astype(np.int32)
    return Part(
        [term for term, is_used in zip(merged, used.tolist(), strict=True) if is_used],
        renumbered[terms],
        np.concatenate([part.texts for part in parts]),
        np.concatenate([part.counts for part in parts]),
    )
