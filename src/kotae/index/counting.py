"""The word index as it is made: how often each text has each term, and bm25s's scores for that."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import bm25s
import numpy as np
from numpy.typing import NDArray

from kotae.index.words import PAIRS, VOCABULARY, WORDS, character_pairs
from kotae.text import tokens

# Low k1 and b: passages are short and about as long as each other. Measured on JSQuAD: benchmarks/README.md.
_K1, _B = 0.6, 0.4
_VERSION = 1  # raise it when texts are cut into words differently, here, in `text.tokens` or in the lexicon
_NOTHING = "\x00"  # bm25s needs a term; this one, which no question has, stands in where no text has any
_COUNTS = "counts.npz"


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
    terms: NDArray[np.int32]
    counts: NDArray[np.int32]


def write(folder: Path, texts: Sequence[str | int], previous: Path | None = None) -> None:
    """Index texts in the order of their numbers; what comes of it does not depend on what is taken over.

    Args:
        folder: where the index is written to, created if need be.
        texts: the texts; a number stands for the text that has it in the index before.
        previous: the folder of that index.
    """
    for part, terms_of in ((WORDS, tokens.terms), (PAIRS, character_pairs)):
        write_counts(folder / part, _counted(texts, terms_of, previous / part if previous else None))


def write_counts(folder: Path, counts: Counts) -> None:
    """Score what was counted and write both into a folder, created if need be."""
    _bm25(counts).save(folder, show_progress=False)
    np.savez(folder / _COUNTS, firsts=counts.firsts, terms=counts.terms, counts=counts.counts)


def _counted(texts: Sequence[str | int], terms_of: Callable[[str], list[str]], previous: Path | None) -> Counts:
    """Count the terms of texts; of those that are given as numbers they are taken over."""
    new = [Counter(terms_of(text)) for text in texts if isinstance(text, str)]
    before = load_counts(previous) if previous else _NO_COUNTS
    merged = sorted(set(before.vocabulary).union(*new))
    numbers = {term: number for number, term in enumerate(merged)}
    renumbered = np.array([numbers[term] for term in before.vocabulary], dtype=np.int32)
    terms: list[NDArray[np.int32]] = []
    counts: list[NDArray[np.int32]] = []
    fresh = iter(new)
    for text in texts:
        if isinstance(text, int):
            place = slice(before.firsts[text], before.firsts[text + 1])
            terms.append(renumbered[before.terms[place]])  # ascending still: both vocabularies are sorted
            counts.append(before.counts[place])
        else:
            pairs = sorted((numbers[term], count) for term, count in next(fresh).items())
            terms.append(np.array([number for number, _ in pairs], dtype=np.int32))
            counts.append(np.array([count for _, count in pairs], dtype=np.int32))
    firsts = np.cumsum([0, *(len(part) for part in terms)], dtype=np.int64)
    return _only_used(Counts(merged, firsts, _joined(terms), _joined(counts)))


def _only_used(counts: Counts) -> Counts:
    """Drop the terms that no text has any more."""
    used, renumbered = np.unique(counts.terms, return_inverse=True)
    vocabulary = [counts.vocabulary[number] for number in used]
    return Counts(vocabulary, counts.firsts, renumbered.astype(np.int32).reshape(-1), counts.counts)


def _joined(parts: Sequence[NDArray[np.int32]]) -> NDArray[np.int32]:
    return np.concatenate(parts) if parts else np.empty(0, dtype=np.int32)


_NO_COUNTS = Counts([], np.zeros(1, dtype=np.int64), _joined([]), _joined([]))


def load_counts(folder: Path) -> Counts:
    """Load what the index before counted; its vocabulary is the one that it is searched by."""
    vocabulary = json.loads((folder / VOCABULARY).read_text(encoding="utf-8"))
    with np.load(folder / _COUNTS) as stored:
        terms = [term for term in vocabulary if term != _NOTHING]
        return Counts(terms, stored["firsts"], stored["terms"], stored["counts"])


def saturated(counts: Counts, mean: float) -> NDArray[np.float32]:
    """Return the factor of BM25 that says how much a text has of a term, which its rarity is the other of; float32 [terms].

    Args:
        counts: how often each text has each term.
        mean: how many terms a text has in the mean.
    """
    sizes = np.diff(counts.firsts)
    texts = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    lengths = np.bincount(texts, weights=counts.counts, minlength=len(sizes))
    often = counts.counts.astype(np.float32)
    norms = _K1 * ((1 - _B) + _B * lengths / max(mean, 1e-9))
    factor: NDArray[np.float32] = (often / (norms[texts] + often)).astype(np.float32)
    return factor


class _Ranker(bm25s.BM25):  # type: ignore[misc]  # bm25s has no types
    """bm25s's index made of counts, which spares it going through the texts; its scores are those that it would give."""

    def build_index_from_ids(
        self,
        unique_token_ids: list[int],
        corpus_token_ids: Counts,
        show_progress: bool = True,
        leave_progress: bool = False,
    ) -> dict[str, Any]:
        """Return the matrix of scores, one column for each term."""
        self.nonoccurrence_array = None  # Lucene's variant has none
        counts = corpus_token_ids
        sizes = np.diff(counts.firsts)
        size, width = len(sizes), len(unique_token_ids)
        texts = np.repeat(np.arange(size, dtype=np.int32), sizes)
        frequencies = np.bincount(counts.terms, minlength=width)
        rarities = np.log(1 + (size - frequencies + 0.5) / (frequencies + 0.5)).astype(np.float32)
        scores = rarities[counts.terms] * saturated(counts, counts.counts.sum() / max(size, 1))
        order = np.argsort(counts.terms, kind="stable")  # by term, and by text within a term
        starts = np.concatenate([[0], np.cumsum(frequencies)])
        return {"data": scores[order], "indices": texts[order], "indptr": starts, "num_docs": size}


def _bm25(counts: Counts) -> bm25s.BM25:
    ranker = _Ranker(k1=_K1, b=_B, method="lucene")
    vocabulary = {term: number for number, term in enumerate(counts.vocabulary or [_NOTHING])}
    ranker.index(SimpleNamespace(ids=counts, vocab=vocabulary), create_empty_token=False, show_progress=False)
    return ranker
