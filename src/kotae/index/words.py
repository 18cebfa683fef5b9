"""The word index: BM25 over terms and over Japanese character pairs, with a weight for every query term."""

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

from kotae.text import tokens

# Low k1 and b: passages are short and about as long as each other. Measured on JSQuAD: benchmarks/README.md.
_K1, _B = 0.6, 0.4
# A character pair says less than a word, but survives where question and text are cut into words differently.
_PAIR_WEIGHT = 0.5
_RUN = re.compile(r"[^\s、。「」『』()（）]+")
_WIDE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")


class WordIndex:
    """Okapi BM25 (Robertson & Zaragoza 2009, Lucene's variant) over the units of one index."""

    def __init__(self, words: bm25s.BM25, pairs: bm25s.BM25, size: int) -> None:
        self._words = words
        self._pairs = pairs
        self._size = size

    @classmethod
    def build(cls, texts: Sequence[str]) -> "WordIndex":
        """Index texts in the order of their numbers."""
        return cls(
            _bm25([tokens.terms(text) for text in texts]), _bm25([character_pairs(text) for text in texts]), len(texts)
        )

    @classmethod
    def load(cls, folder: Path, size: int) -> "WordIndex":
        """Load what `save` wrote; `size` is the number of texts that were indexed."""
        words, pairs = (bm25s.BM25.load(folder / part, show_progress=False) for part in ("words", "pairs"))
        return cls(words, pairs, size)

    def save(self, folder: Path) -> None:
        """Write the index into a folder, created if need be."""
        for part, ranker in (("words", self._words), ("pairs", self._pairs)):
            ranker.save(folder / part, show_progress=False)

    def scores(self, terms: Iterable[str]) -> NDArray[np.float32]:
        """Return the BM25 score of every text for the terms, each counted as often as it is given; float32 [size]."""
        return self._score(self._words, list(terms))

    def pair_scores(self, question: str) -> NDArray[np.float32]:
        """Return the weighted score of every text for the question's character pairs; float32 [size]."""
        return np.float32(_PAIR_WEIGHT) * self._score(self._pairs, character_pairs(question))

    def rarity(self, term: str) -> float:
        """Return the inverse document frequency of a term; a term that no text has is as rare as can be."""
        number = self._words.vocab_dict.get(term)
        starts = self._words.scores["indptr"]
        texts = 0 if number is None else int(starts[number + 1] - starts[number])
        return math.log(1 + (self._size - texts + 0.5) / (texts + 0.5))

    def _score(self, ranker: bm25s.BM25, terms: list[str]) -> NDArray[np.float32]:
        known = ranker.get_tokens_ids(terms)
        if not known:
            return np.zeros(self._size, dtype=np.float32)
        scores: NDArray[np.float32] = ranker.get_scores_from_ids(known)
        return scores


def character_pairs(text: str) -> list[str]:
    """Return the overlapping pairs of characters of every run of text that holds Japanese."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return [
        run[position : position + 2]
        for run in _RUN.findall(folded)
        if _WIDE.search(run)
        for position in range(len(run) - 1)
    ]


def _bm25(texts: list[list[str]]) -> bm25s.BM25:
    ranker = bm25s.BM25(k1=_K1, b=_B, method="lucene")
    # bm25s cannot index a corpus without a single term; a term that no question has stands in for it.
    ranker.index(texts if any(texts) else [["\x00"], *texts[1:]], show_progress=False)
    return ranker
