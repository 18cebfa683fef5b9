"""The word index as it is searched: BM25 over terms and over Japanese character pairs."""

import json
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

# A character pair says less than a word, but survives where question and text are cut into words differently.
PAIR_WEIGHT = 0.5
WORDS, PAIRS = "words", "pairs"
# The names that bm25s gives its files; importing it for reading them would take as long as all of an answer's own modules.
VOCABULARY, _TEXTS, _SCORES, _STARTS = (
    "vocab.index.json",
    "indices.csc.index.npy",
    "data.csc.index.npy",
    "indptr.csc.index.npy",
)
_RUN = re.compile(r"[^\s、。「」『』()（）]+")
_WIDE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """Texts that have some terms, int32 [texts], and what they score for them, float32 [texts].

    A text may stand there more than once, each time with the same score.
    """

    texts: NDArray[np.int32]
    scores: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """What bm25s scored: the term numbered t scores `scores[starts[t]:starts[t + 1]]` in the texts at the same places."""

    numbers: Mapping[str, int]
    starts: NDArray[np.int64]
    texts: NDArray[np.int32]
    scores: NDArray[np.float32]

    @classmethod
    def load(cls, folder: Path) -> "Postings":
        """Return what bm25s saved in a folder, left on the disk until it is needed."""
        numbers = json.loads((folder / VOCABULARY).read_text(encoding="utf-8"))
        arrays = (np.load(folder / name, mmap_mode="r") for name in (_STARTS, _TEXTS, _SCORES))
        return cls(numbers, *(array.view(np.ndarray) for array in arrays))  # a memmap makes every slice dearer

    def matches(self, terms: Iterable[str]) -> Iterator[Matches]:
        """Yield for each of the terms that any text has the texts that have it."""
        for number in (self.numbers[term] for term in terms if term in self.numbers):
            place = slice(int(self.starts[number]), int(self.starts[number + 1]))
            yield Matches(self.texts[place], self.scores[place])


_NO_MATCHES = Matches(np.empty(0, np.int32), np.empty(0, np.float32))


class WordIndex:
    """Okapi BM25 (Robertson & Zaragoza 2009, Lucene's variant) over the units of one index."""

    def __init__(self, words: Postings, pairs: Postings, size: int) -> None:
        self._words = words
        self._pairs = pairs
        self._size = size

    @classmethod
    def load(cls, folder: Path, size: int) -> "WordIndex":
        """Load what `counting.write` wrote; `size` is the number of texts that were indexed."""
        return cls(Postings.load(folder / WORDS), Postings.load(folder / PAIRS), size)

    def scores(self, terms: Iterable[str]) -> NDArray[np.float32]:
        """Return the BM25 score of every text for the terms, each counted as often as it is given; float32 [size]."""
        return _added(self._words.matches(terms), self._size)

    def pair_scores(self, question: str) -> NDArray[np.float32]:
        """Return the weighted score of every text for the question's character pairs; float32 [size]."""
        return np.float32(PAIR_WEIGHT) * _added(self._pairs.matches(character_pairs(question)), self._size)

    def matches(self, terms: Iterable[str]) -> Matches:
        """Return the texts that have any of the terms, and their scores for all of them."""
        parts = list(self._words.matches(terms))
        if len(parts) < 2:
            return parts[0] if parts else _NO_MATCHES
        texts = np.concatenate([part.texts for part in parts])
        return Matches(texts, _added(parts, self._size)[texts])

    def rarity(self, term: str) -> float:
        """Return the inverse document frequency of a term; a term that no text has is as rare as can be."""
        texts = sum(len(match.texts) for match in self._words.matches([term]))
        return inverse_frequency(self._size, texts)


def inverse_frequency(size: int, texts: int) -> float:
    """Return the inverse document frequency of a term that some of so many texts have (Lucene's variant)."""
    return math.log(1 + (size - texts + 0.5) / (texts + 0.5))


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
