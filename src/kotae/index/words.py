"""The word index: BM25 over terms and over Japanese character pairs, with a weight for every query term."""

import json
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import bm25s
import numpy as np
from numpy.typing import NDArray

from kotae.text import tokens

# Low k1 and b: passages are short and about as long as each other. Measured on JSQuAD: benchmarks/README.md.
_K1, _B = 0.6, 0.4
# A character pair says less than a word, but survives where question and text are cut into words differently.
_PAIR_WEIGHT = 0.5
_VERSION = 1  # raise it when texts are cut into words differently, here, in `text.tokens` or in the lexicon
_NOTHING = "\x00"  # bm25s needs a term; this one, which no question has, stands in where no text has any
_COUNTS, _VOCABULARY = "counts.npz", "vocab.index.json"
_RUN = re.compile(r"[^\s、。「」『』()（）]+")
_WIDE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")


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


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """Texts that have some terms, int32 [texts], and what they score for them, float32 [texts].

    A text may stand there more than once, each time with the same score.
    """

    texts: NDArray[np.int32]
    scores: NDArray[np.float32]


_NO_MATCHES = Matches(np.empty(0, np.int32), np.empty(0, np.float32))


class WordIndex:
    """Okapi BM25 (Robertson & Zaragoza 2009, Lucene's variant) over the units of one index."""

    def __init__(self, words: bm25s.BM25, pairs: bm25s.BM25, size: int, counts: tuple[Counts, Counts] | None) -> None:
        self._words = words
        self._pairs = pairs
        self._size = size
        self._counts = counts

    @classmethod
    def build(cls, texts: Sequence[str | int], previous: Path | None = None) -> "WordIndex":
        """Index texts in the order of their numbers; what comes of it does not depend on what is taken over.

        Args:
            texts: the texts; a number stands for the text that has it in the index before.
            previous: the folder of that index.
        """
        words = _counted(texts, tokens.terms, previous / "words" if previous else None)
        pairs = _counted(texts, character_pairs, previous / "pairs" if previous else None)
        return cls(_bm25(words), _bm25(pairs), len(texts), (words, pairs))

    @classmethod
    def load(cls, folder: Path, size: int) -> "WordIndex":
        """Load what `save` wrote, the scores left on the disk; `size` is the number of texts that were indexed."""
        words, pairs = (bm25s.BM25.load(folder / part, mmap=True, show_progress=False) for part in ("words", "pairs"))
        for ranker in (words, pairs):  # memmaps make every slice dearer
            ranker.scores = {
                name: part.view(np.ndarray) if isinstance(part, np.memmap) else part
                for name, part in ranker.scores.items()
            }
        return cls(words, pairs, size, None)

    def save(self, folder: Path) -> None:
        """Write the index into a folder, created if need be; only one that was built has what the next one takes over."""
        assert self._counts is not None
        for part, ranker, counts in zip(("words", "pairs"), (self._words, self._pairs), self._counts, strict=True):
            ranker.save(folder / part, show_progress=False)
            np.savez(folder / part / _COUNTS, firsts=counts.firsts, terms=counts.terms, counts=counts.counts)

    def scores(self, terms: Iterable[str]) -> NDArray[np.float32]:
        """Return the BM25 score of every text for the terms, each counted as often as it is given; float32 [size]."""
        return self._score(self._words, terms)

    def pair_scores(self, question: str) -> NDArray[np.float32]:
        """Return the weighted score of every text for the question's character pairs; float32 [size]."""
        return np.float32(_PAIR_WEIGHT) * self._score(self._pairs, character_pairs(question))

    def matches(self, terms: Iterable[str]) -> Matches:
        """Return the texts that have any of the terms, and their scores for all of them."""
        parts = list(_columns(self._words, terms))
        if len(parts) < 2:
            return parts[0] if parts else _NO_MATCHES
        texts = np.concatenate([part.texts for part in parts])
        return Matches(texts, _added(parts, self._size)[texts])

    def rarity(self, term: str) -> float:
        """Return the inverse document frequency of a term; a term that no text has is as rare as can be."""
        number = self._words.vocab_dict.get(term)
        starts = self._words.scores["indptr"]
        texts = 0 if number is None else int(starts[number + 1] - starts[number])
        return math.log(1 + (self._size - texts + 0.5) / (texts + 0.5))

    def _score(self, ranker: bm25s.BM25, terms: Iterable[str]) -> NDArray[np.float32]:
        return _added(_columns(ranker, terms), self._size)


def _columns(ranker: bm25s.BM25, terms: Iterable[str]) -> Iterator[Matches]:
    """Yield the texts that have each of the terms that any text has."""
    texts, scores, starts = (ranker.scores[name] for name in ("indices", "data", "indptr"))
    for number in ranker.get_tokens_ids(list(terms)):
        place = slice(int(starts[number]), int(starts[number + 1]))
        yield Matches(texts[place], scores[place])


def _added(parts: Iterable[Matches], size: int) -> NDArray[np.float32]:
    """Return the sum of the scores of every text; float32 [size]."""
    total = np.zeros(size, dtype=np.float32)
    for part in parts:
        total[part.texts] += part.scores  # a term has a text once
    return total


def character_pairs(text: str) -> list[str]:
    """Return the overlapping pairs of characters of every run of text that holds Japanese."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return [
        run[position : position + 2]
        for run in _RUN.findall(folded)
        if _WIDE.search(run)
        for position in range(len(run) - 1)
    ]


def _counted(texts: Sequence[str | int], terms_of: Callable[[str], list[str]], previous: Path | None) -> Counts:
    """Count the terms of texts; of those that are given as numbers they are taken over."""
    new = [Counter(terms_of(text)) for text in texts if isinstance(text, str)]
    before = _load_counts(previous) if previous else _NO_COUNTS
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


def _load_counts(folder: Path) -> Counts:
    """Load what the index before counted; its vocabulary is the one that it is searched by."""
    vocabulary = json.loads((folder / _VOCABULARY).read_text(encoding="utf-8"))
    with np.load(folder / _COUNTS) as stored:
        terms = [term for term in vocabulary if term != _NOTHING]
        return Counts(terms, stored["firsts"], stored["terms"], stored["counts"])


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
        lengths = np.bincount(texts, weights=counts.counts, minlength=size)
        frequencies = np.bincount(counts.terms, minlength=width)
        rarities = np.log(1 + (size - frequencies + 0.5) / (frequencies + 0.5)).astype(np.float32)
        often = counts.counts.astype(np.float32)
        norms = _K1 * ((1 - _B) + _B * lengths / max(lengths.mean(), 1e-9))
        scores = (rarities[counts.terms] * (often / (norms[texts] + often))).astype(np.float32)
        order = np.argsort(counts.terms, kind="stable")  # by term, and by text within a term
        starts = np.concatenate([[0], np.cumsum(frequencies)])
        return {"data": scores[order], "indices": texts[order], "indptr": starts, "num_docs": size}


def _bm25(counts: Counts) -> bm25s.BM25:
    ranker = _Ranker(k1=_K1, b=_B, method="lucene")
    vocabulary = {term: number for number, term in enumerate(counts.vocabulary or [_NOTHING])}
    ranker.index(SimpleNamespace(ids=counts, vocab=vocabulary), create_empty_token=False, show_progress=False)
    return ranker
