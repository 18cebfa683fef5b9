"""The word index as it is searched: BM25 over terms and over Japanese character pairs."""

import json
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kotae.index.places import Places

# A character pair says less than a word, but survives where question and text are cut into words differently.
PAIR_WEIGHT = 0.5
# Low k1 and b: passages are short and about as long as each other. Measured on JSQuAD: benchmarks/README.md.
_K1, _B = 0.6, 0.4
WORDS, PAIRS = "words", "pairs"
VOCABULARY, STARTS, TEXTS, COUNTS, LENGTHS = "vocabulary.json", "starts.npy", "texts.npy", "counts.npy", "lengths.npy"
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
    """Which texts of a segment have which terms, how often, and how long each text is, left on the disk until it is needed.

    The term numbered t is `counts[starts[t]:starts[t + 1]]` times in the texts at the same places, which ascend.
    """

    numbers: Mapping[str, int]
    starts: NDArray[np.int64]
    texts: NDArray[np.int32]
    counts: NDArray[np.unsignedinteger]
    lengths: NDArray[np.int32]

    @classmethod
    def load(cls, folder: Path) -> "Postings":
        """Return what `counting.write` wrote into a folder.

        Raises:
            ValueError: the files do not belong together.
        """
        terms = json.loads((folder / VOCABULARY).read_text(encoding="utf-8", errors="surrogatepass"))
        arrays = (np.load(folder / name, mmap_mode="r") for name in (STARTS, TEXTS, COUNTS, LENGTHS))
        # A memmap makes every slice dearer.
        starts, texts, counts, lengths = (array.view(np.ndarray) for array in arrays)
        if not len(terms) + 1 == len(starts) or not len(texts) == len(counts) == starts[-1]:
            raise ValueError("its words do not belong together")
        return cls(dict(zip(terms, range(len(terms)), strict=True)), starts, texts, counts, lengths)


class _Terms:
    """BM25 over one way of cutting texts into terms, of all segments as if they were one."""

    def __init__(self, parts: Sequence[Postings], places: Places) -> None:
        self.parts = parts
        self._places = places
        lengths = places.by_number(np.concatenate([part.lengths for part in parts]))
        self._norms = norms(lengths, mean(lengths))

    def matches(self, terms: Iterable[str], most: int | None = None) -> Iterator[Matches]:
        """Yield for each of the terms that any text has the texts that have it; none for those that more than `most` have."""
        for term in terms:
            found = list(self._found(term))
            frequency = sum(len(texts) for texts, _ in found)
            if most is not None and frequency > most:
                continue
            rarity = np.float32(inverse_frequency(self._places.units, frequency))
            for texts, counts in found:
                often = counts.astype(np.float32)
                yield Matches(texts, rarity * (often / (self._norms[texts] + often)))

    def common_scores(self, terms: Iterable[str], numbers: NDArray[np.int64], above: int) -> NDArray[np.float32]:
        """Return what those of the terms say that more than so many texts have, of some texts; float32 [numbers].

        Each text is looked up: of few that is faster than going through all that have a term.
        """
        slots, against = self._places.slots_of(numbers), self._norms[numbers]
        total = np.zeros(len(numbers), np.float32)
        for term in terms:
            frequency = self.frequency(term)
            if frequency > above:
                often = self._often(term, slots)
                total += np.float32(inverse_frequency(self._places.units, frequency)) * (often / (against + often))
        return total

    def common_most(self, terms: Iterable[str], above: int) -> float:
        """Return what `common_scores` of any text does not pass."""
        frequencies = map(self.frequency, terms)
        return sum(inverse_frequency(self._places.units, each) for each in frequencies if each > above)

    def _often(self, term: str, slots: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return how often the texts in some slots have a term; float32 [slots]."""
        often = np.zeros(len(slots), np.float32)
        for part, first in zip(self.parts, self._places.firsts.tolist(), strict=False):
            number = part.numbers.get(term)
            here = np.flatnonzero((slots >= first) & (slots < first + len(part.lengths)))
            if number is None or not len(here):
                continue
            place = slice(int(part.starts[number]), int(part.starts[number + 1]))
            texts, wanted = part.texts[place], (slots[here] - first).astype(np.int32)
            found = np.minimum(np.searchsorted(texts, wanted), len(texts) - 1)
            often[here] = np.where(texts[found] == wanted, part.counts[place][found], 0)
        return often

    def frequency(self, term: str) -> int:
        """Return how many texts have a term."""
        return sum(len(texts) for texts, _ in self._found(term))

    def _found(self, term: str) -> Iterator[tuple[NDArray[np.int32], NDArray[np.unsignedinteger]]]:
        """Yield of each segment the texts that have a term, and how often."""
        for part, first in zip(self.parts, self._places.firsts.tolist(), strict=False):
            number = part.numbers.get(term)
            if number is None:
                continue
            place = slice(int(part.starts[number]), int(part.starts[number + 1]))
            texts, counts = part.texts[place], part.counts[place]
            if self._places.numbers is not None:
                texts = self._places.numbers[first : first + len(part.lengths)][texts]
                if self._places.holes:
                    there = texts >= 0
                    texts, counts = texts[there], counts[there]
            yield texts, counts


_NO_MATCHES = Matches(np.empty(0, np.int32), np.empty(0, np.float32))


class WordIndex:
    """Okapi BM25 (Robertson & Zaragoza 2009, Lucene's variant) over the units of one generation.

    Scores are made of counts when they are asked for: rarities and the mean length are those of all segments together.
    """

    def __init__(self, words: Sequence[Postings], pairs: Sequence[Postings], places: Places) -> None:
        self._words = _Terms(words, places)
        self._pairs = _Terms(pairs, places)
        self._size = places.units

    @classmethod
    def load(cls, folders: Sequence[Path], places: Places) -> "WordIndex":
        """Load what `counting.write` wrote for each segment.

        Raises:
            ValueError: the files are not of these segments.
        """
        words, pairs = ([Postings.load(folder / part) for folder in folders] for part in (WORDS, PAIRS))
        sizes = np.diff(places.firsts).tolist()
        if [len(part.lengths) for part in words] != sizes or [len(part.lengths) for part in pairs] != sizes:
            raise ValueError("its words are of other texts")
        return cls(words, pairs, places)

    def scores(self, terms: Iterable[str], most: int | None = None) -> NDArray[np.float32]:
        """Return the BM25 score of every text for the terms, each counted as often as it is given; float32 [size].

        Args:
            terms: the terms.
            most: leave out what more than so many texts have; None for all.
        """
        return _added(self._words.matches(terms, most), self._size)

    def pair_scores(self, question: str, most: int | None = None) -> NDArray[np.float32]:
        """Return the weighted score of every text for the question's character pairs, float32 [size]; `most` as above."""
        total = _added(self._pairs.matches(character_pairs(question), most), self._size)
        total *= np.float32(PAIR_WEIGHT)
        return total

    def common_scores(self, terms: Iterable[str], numbers: NDArray[np.int64], above: int) -> NDArray[np.float32]:
        """Return what `scores` leaves out of some texts' scores; float32 [numbers].

        Args:
            terms: the terms.
            numbers: the texts' numbers.
            above: what was `most` there.
        """
        return self._words.common_scores(terms, numbers, above)

    def common_pair_scores(self, question: str, numbers: NDArray[np.int64], above: int) -> NDArray[np.float32]:
        """Return what `pair_scores` leaves out of some texts' scores; as for `common_scores`."""
        return np.float32(PAIR_WEIGHT) * self._pairs.common_scores(character_pairs(question), numbers, above)

    def common_most(self, terms: Iterable[str], question: str, above: int) -> float:
        """Return what `common_scores` and `common_pair_scores` of any text together do not pass."""
        pairs = self._pairs.common_most(character_pairs(question), above)
        return self._words.common_most(terms, above) + PAIR_WEIGHT * pairs

    def matches(self, terms: Iterable[str]) -> Matches:
        """Return the texts that have any of the terms, and their scores for all of them."""
        parts = list(self._words.matches(terms))
        if len(parts) < 2:
            return parts[0] if parts else _NO_MATCHES
        texts = np.concatenate([part.texts for part in parts])
        return Matches(texts, _added(parts, self._size)[texts])

    def rarity(self, term: str) -> float:
        """Return the inverse document frequency of a term; a term that no text has is as rare as can be."""
        return inverse_frequency(self._size, self._words.frequency(term))


def inverse_frequency(size: int, texts: int) -> float:
    """Return the inverse document frequency of a term that some of so many texts have (Lucene's variant)."""
    return math.log(1 + (size - texts + 0.5) / (texts + 0.5))


def mean(lengths: NDArray[np.integer]) -> float:
    """Return how many terms texts of some lengths have in the mean."""
    return float(lengths.sum(dtype=np.int64)) / max(len(lengths), 1)


def norms(lengths: NDArray[np.number], usual: float) -> NDArray[np.float32]:
    """Return what the count of a term in each text is weighed against, float32 [texts].

    Args:
        lengths: how many terms each text has.
        usual: how many a text has in the mean.
    """
    against: NDArray[np.float64] = _K1 * ((1 - _B) + _B * lengths.astype(np.float64) / max(usual, 1e-9))
    return against.astype(np.float32)


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
