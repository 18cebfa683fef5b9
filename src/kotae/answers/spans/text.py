"""The sentences that may answer, word by word: what each word is and how it meets the question, as arrays."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kotae.index.opened import OpenIndex
from kotae.question.model import Question, Target, Term
from kotae.retrieval.search import Hit
from kotae.text import numbers
from kotae.text.grammar import ADJECTIVE, CLOSE, EDGE, OPEN, Word, words

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_SCRIPTS = (
    re.compile(r"[ァ-ヶー]"), re.compile(r"[一-龠々]"), re.compile(r"[0-9０-９]"), re.compile(r"[A-Za-z\u00c0-\u024f]"),
    re.compile(r"[ぁ-ん]"),
)  # fmt: skip
LATIN_SCRIPT = 3
_DECAYS = (0.5, 0.8, 0.93)
# Of a longer sentence (a whole table is one) only the beginning is looked at.
_MOST_WORDS = 250


@dataclass(frozen=True, slots=True)
class Place:
    """One sentence that may answer: the hit, the sentence's number in it, how well it meets the question."""

    hit: Hit
    sentence: int
    score: float


@dataclass(frozen=True, slots=True)
class Row:
    """The words of all places in one row, an edge between sentences; arrays have one entry or row per word.

    `place` is the number of the word's place (-1 for an edge), `start` and `end` are characters of the hit's text, `values`
    what a word is and how it meets the question (float32 [words, VALUES]), `vectors` the words' token vectors.
    """

    words: tuple[Word, ...]
    place: Ints
    start: Ints
    end: Ints
    kind: Ints
    weight: Floats
    match: Floats
    scripts: Floats
    date: Ints
    amount: Ints
    depth: Ints
    left: Floats
    right: Floats
    before: Floats
    after: Floats
    closest: Floats
    asked: Floats
    whole: Floats
    head: NDArray[np.bool_]
    final: NDArray[np.bool_]
    vectors: Floats


_EDGE = Word(0, 0, EDGE, "")


def row(question: Question, places: Sequence[Place], terms: tuple[Term, ...], index: OpenIndex) -> Row:
    """Lay out the words of the places.

    Args:
        question: the question.
        places: the sentences.
        terms: the question's words, each once.
        index: where the sentences are from.
    """
    target = question.target
    listed, place, dates, amounts, vectors = _laid_out(places, index)
    kind = np.array([word.kind for word in listed])
    match, weight = _matches(listed, terms, index)
    right, left = _cloze(listed, target)
    return Row(
        words=tuple(listed),
        place=np.array(place),
        start=np.array([word.start for word in listed]),
        end=np.array([word.end for word in listed]),
        kind=kind,
        weight=weight,
        match=match,
        scripts=_scripts(listed, places, place),
        date=np.array(dates),
        amount=np.array(amounts),
        depth=_depths(kind),
        left=left,
        right=right,
        before=_near(match, kind == EDGE),
        after=_near(match[::-1], kind[::-1] == EDGE)[::-1],
        closest=(vectors @ question.token_vectors.T).max(axis=1),
        asked=vectors @ asked_vector(question),
        whole=vectors @ question.vector,
        head=_said(listed, target.head, terms),
        final=_said(listed, target.head[-1:], terms),
        vectors=vectors,
    )


def _laid_out(places: Sequence[Place], index: OpenIndex) -> tuple[list[Word], list[int], list[int], list[int], Floats]:
    """Return the words of all places with the edges between them: words, places, dates, amounts, vectors."""
    edge = np.zeros((1, index.vectors.dimension), np.float32)
    listed, place, dates, amounts, vectors = [_EDGE], [-1], [0], [0], [edge]
    for number, one in enumerate(places):
        start, end = one.hit.unit.sentences[one.sentence]
        sentence = one.hit.unit.text[start:end]
        read = words(sentence)[:_MOST_WORDS]
        own = [Word(word.start + start, word.end + start, word.kind, word.term) for word in read]
        listed += [*own, _EDGE]
        place += [*[number] * len(own), -1]
        vectors += [_vectors(own, one.hit, index), edge]
        dates += [*_inside(own, [(date.start + start, date.end + start) for date in numbers.dates(sentence)]), 0]
        amounts += [*_inside(own, [(one.start + start, one.end + start) for one in numbers.quantities(sentence)]), 0]
    return listed, place, dates, amounts, np.concatenate(vectors)


def _vectors(own: list[Word], hit: Hit, index: OpenIndex) -> Floats:
    """Return the mean of the token vectors of each word, of length 1; float32 [words, width]."""
    vectors, starts = index.vectors.tokens(hit.number)
    before = len(hit.unit.indexed) - len(hit.unit.text)
    if not len(vectors) or not own:
        return np.zeros((len(own), index.vectors.dimension), np.float32)
    first = np.searchsorted(starts, [word.start + before for word in own], "right") - 1
    last = np.searchsorted(starts, [word.end + before for word in own], "left")
    first = np.clip(first, 0, len(vectors) - 1)
    last = np.maximum(last, first + 1)
    low, high = first[0], last[-1]
    sums = np.concatenate([np.zeros((1, vectors.shape[1]), np.float32), np.cumsum(vectors[low:high], axis=0)])
    means = sums[last - low] - sums[first - low]
    units: Floats = (means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-6)).astype(np.float32)
    return units


def asked_vector(question: Question) -> Floats:
    """Return the mean vector of the question's tokens that ask; of all of them where none does."""
    starts = question.token_starts
    chosen = (starts >= question.target.start) & (starts < question.target.end)
    vectors = question.token_vectors[chosen] if chosen.any() else question.token_vectors
    mean = vectors.mean(axis=0)
    unit: Floats = (mean / max(float(np.linalg.norm(mean)), 1e-6)).astype(np.float32)
    return unit


def _inside(own: list[Word], spans: list[tuple[int, int]]) -> list[int]:
    """Return for each word the number (from 1) of the span that it overlaps, 0 for none."""
    return [
        next((n for n, (start, end) in enumerate(spans, 1) if word.start < end and start < word.end), 0) for word in own
    ]


def _matches(listed: list[Word], terms: tuple[Term, ...], index: OpenIndex) -> tuple[Floats, Floats]:
    """Return for each word how much of the question it expresses, and its own rarity."""
    total = sum(term.rarity for term in terms) or 1.0
    shares: dict[str, float] = {}
    for term in terms:
        for wording in term.wordings:
            for normal in wording.terms:
                shares[normal] = max(shares.get(normal, 0.0), term.rarity / total / len(wording.terms))
    rarity = [index.words.rarity(word.term) / 8 if word.kind <= ADJECTIVE else 0.0 for word in listed]
    return np.array([shares.get(word.term, 0.0) for word in listed], np.float32), np.array(rarity, np.float32)


def _said(listed: list[Word], head: tuple[str, ...], terms: tuple[Term, ...]) -> NDArray[np.bool_]:
    """Tell which words are of a noun of the question, or of what that is called otherwise."""
    same = {
        normal
        for term in terms
        if any(wording.terms == {wanted} for wanted in head for wording in term.wordings)
        for wording in term.wordings
        for normal in wording.terms
    }
    return np.array([word.term in same or word.term in head for word in listed])


def _scripts(listed: list[Word], places: Sequence[Place], place: list[int]) -> Floats:
    """Return how many characters of each script a word has, and of all; float32 [words, scripts + 1]."""
    counts = np.zeros((len(listed), len(_SCRIPTS) + 1), np.float32)
    for number, word in enumerate(listed):
        if place[number] < 0:
            continue
        counts[number] = _script_counts(places[place[number]].hit.unit.text[word.start : word.end])
    return counts


@lru_cache(maxsize=16_384)
def _script_counts(surface: str) -> tuple[int, ...]:
    return (*(len(script.findall(surface)) for script in _SCRIPTS), len(surface))


def _depths(kind: Ints) -> Ints:
    """Return how deep in brackets each word stands; an edge starts anew."""
    depths = np.zeros(len(kind), np.int64)
    depth = 0
    for number, one in enumerate(kind.tolist()):
        if one == EDGE:
            depth = 0
        elif one == CLOSE:
            depth = max(0, depth - 1)
        depths[number] = depth
        if one == OPEN:
            depth += 1
    return depths


def _near(match: Floats, edge: NDArray[np.bool_]) -> Floats:
    """Return how much of the question stands before each word, less with distance; float32 [words, decays]."""
    found = np.zeros((len(match), len(_DECAYS)), np.float32)
    decays = np.array(_DECAYS, np.float32)
    for number in np.flatnonzero(~edge[:-1]) + 1:
        found[number] = (found[number - 1] + match[number - 1]) * decays
    return found


def _cloze(listed: list[Word], target: Target) -> tuple[Floats, Floats]:
    """Return how the words after and before each word repeat what stands after and before the question word.

    Each float32 [words, 2]: whether the very next word is the same, and how many are, to a limit of four.
    """
    terms = [word.term for word in listed]
    behind, ahead = target.right, target.left
    right = np.zeros((len(terms), 2), np.float32)
    left = np.zeros((len(terms), 2), np.float32)
    for number, term in enumerate(terms):
        if number and behind and term == behind[0]:
            right[number - 1] = (1, _common(terms[number : number + 4], behind) / 4)
        if number + 1 < len(terms) and ahead and term == ahead[0]:
            left[number + 1] = (1, _common(terms[max(0, number - 3) : number + 1][::-1], ahead) / 4)
    return right, left


def _common(first: list[str], second: tuple[str, ...]) -> int:
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return count
