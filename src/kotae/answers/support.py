"""How far the place that an answer comes from bears out what the question names."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kotae.answers.cell import row_of
from kotae.answers.document_names import naming_terms
from kotae.answers.model import Answer
from kotae.index.engine import UnitVectors
from kotae.index.opened import OpenIndex
from kotae.question.model import Question, Term
from kotae.retrieval.search import Hit
from kotae.text import tokens

Closeness = NDArray[np.float32]

# Token vectors are close to those of any text: what counts is how much closer they are than to units at even distances.
_BACKGROUND = 32
_KEPT = 64  # units whose closeness is kept: those of two questions, two kB each
# A meaning is met between these closenesses above the background, in the question's own language and across languages.
_MET, _MET_ACROSS = (0.04, 0.10), (0.02, 0.06)
# A word that is met by its meaning alone is not as sure as the word itself.
_BY_MEANING = 0.85


@dataclass(frozen=True, slots=True)
class Support:
    """One thing that a question names and how surely it is expressed, from 0 to 1.

    `here` is by a word in the answering sentence or row with its headings, `word` by a word in the whole passage, `meaning`
    the greater of that and what the token vectors find there, `document`, of a name, by a word in any hit of the same document or
    in what that is called;
    `elsewhere` is by how much more closely another hit meets it than this one does (cosine, 0 at least).
    """

    thing: Term
    here: float
    word: float
    meaning: float
    document: float
    elsewhere: float


def supports(question: Question, answer: Answer, hits: Sequence[Hit], index: OpenIndex) -> tuple[Support, ...]:
    """Return for everything that a question names how far the evidence of an answer bears it out.

    Args:
        question: the question.
        answer: what is to be shown.
        hits: what was found; the answer cites one of them first.
        index: where the hits are from.
    """
    hit = cited(answer, hits)
    here, passage = (frozenset(tokens.terms(text)) for text in _texts(answer, hit, index))
    return borne_out(question, hit, here, passage, hits, index)


def borne_out(
    question: Question,
    hit: Hit,
    here: frozenset[str],
    passage: frozenset[str],
    hits: Sequence[Hit],
    index: OpenIndex,
) -> tuple[Support, ...]:
    """Return for everything that a question names how far a hit bears it out.

    Args:
        question: the question.
        hit: what an answer stands on.
        here: the terms of what answers, with its surroundings.
        passage: the terms of all that stands with it.
        hits: what was found.
        index: where the hits are from.
    """
    closeness, elsewhere = _closeness(question, hit, hits, index)
    low, high = _MET_ACROSS if index.records.unit_languages[hit.number] != question.language else _MET
    # A number may tell which document is meant: its year, its edition.
    called = frozenset(tokens.terms(f"{hit.document.called} {hit.document.date}"))
    document = passage | naming_terms(hit.document)
    # the terms of many hits, which nothing else asks for
    if any(is_named(thing, question) for thing in question.named):
        document = document.union(
            *(_terms_of(other.unit.indexed) for other in hits if other.document.id == hit.document.id)
        )
    found = []
    for thing in question.named:
        places = _tokens_of(thing, question)
        close, other = float(closeness[places].mean()), float(elsewhere[places].mean())
        said = thing.met(here | called if thing.kind == "number" else here)[0]
        word = max(said, thing.met(passage)[0])
        met = (
            0.0 if thing.kind in ("name", "number") else _BY_MEANING * min(1.0, max(0.0, (close - low) / (high - low)))
        )
        whole = max(word, thing.met(document)[0])
        found.append(Support(thing, said, word, max(word, met), whole, max(0.0, other - close)))
    return tuple(found)


def is_named(thing: Term, question: Question) -> bool:
    """Tell whether a question names something: by a name, or by a word with a capital, in English not where it begins."""
    first = question.text[thing.start]
    capital = first.isascii() and first.isupper() and (question.language == "ja" or thing.start > 0)
    return thing.kind == "name" or (thing.kind == "thing" and capital)


@lru_cache(maxsize=64)
def _terms_of(text: str) -> frozenset[str]:
    return frozenset(tokens.terms(text))


def cited(answer: Answer, hits: Sequence[Hit]) -> Hit:
    """Return the hit that an answer cites first."""
    return next(hit for hit in hits if hit.rank == answer.citations[0])


def surroundings(hit: Hit, index: OpenIndex) -> str:
    """Return what says what a hit is about without being its text: headings, a table's caption, header, group and unit."""
    parts = [hit.unit.context, *hit.unit.headings]
    if hit.unit.kind == "row":
        table, row = row_of(hit, index)
        parts += [table.caption, *table.header, *row.group, table.unit]
    return "\n".join(parts)


def _texts(answer: Answer, hit: Hit, index: OpenIndex) -> tuple[str, str]:
    """Return the sentences or the row that answer, with their surroundings, and everything that stands with them."""
    unit, around = hit.unit, surroundings(hit, index)
    parts = [part for part in answer.evidence if part.citation == hit.rank]
    if unit.kind == "passage" and parts:
        here = unit.text[min(part.start for part in parts) : max(part.end for part in parts)]
    else:
        here = unit.text
    return f"{here}\n{around}", f"{unit.text}\n{around}\n{hit.document.called}"


def _closeness(question: Question, hit: Hit, hits: Sequence[Hit], index: OpenIndex) -> tuple[Closeness, Closeness]:
    """Return how much closer than the background a hit, and the best of the other hits, come to the question's tokens.

    Each is float32 [tokens].
    """
    own = _above_background(question, index.vectors, hit.number)
    numbers = sorted({other.number for other in hits} - {hit.number})
    others = [_above_background(question, index.vectors, number) for number in numbers]
    return own, np.max(others, axis=0) if others else np.zeros_like(own)


@lru_cache(maxsize=_KEPT)
def _above_background(question: Question, vectors: UnitVectors, number: int) -> Closeness:
    """Return how much closer than the background a unit comes to a question's tokens; float32 [tokens].

    All answers to one question that are weighed or doubted stand among the same hits.
    """
    above: Closeness = (question.token_vectors @ vectors.tokens(number)[0].T).max(axis=1)
    above -= _background(question, vectors)
    return above


@lru_cache(maxsize=2)
def _background(question: Question, vectors: UnitVectors) -> Closeness:
    """Return how close the units at even distances come to a question's tokens, the middle one; float32 [tokens]."""
    sample, firsts = _sample(vectors)
    background: Closeness = np.median(np.maximum.reduceat(question.token_vectors @ sample.T, firsts, axis=1), axis=1)
    return background


@lru_cache(maxsize=2)
def _sample(vectors: UnitVectors) -> tuple[Closeness, NDArray[np.int64]]:
    """Return the token vectors of units at even distances, float32 [tokens, width], and where each unit's begin."""
    numbers = np.unique(np.linspace(0, vectors.units - 1, _BACKGROUND).astype(np.int64))
    units = [found for number in numbers if len(found := vectors.tokens(int(number))[0])]
    return np.concatenate(units), np.cumsum([0, *(len(unit) for unit in units[:-1])], dtype=np.int64)


def _tokens_of(thing: Term, question: Question) -> list[int]:
    """Return the places of the model's tokens that stand for some characters of the question; one at least."""
    starts = question.token_starts
    ends = np.append(starts[1:], len(question.text))
    places = np.flatnonzero((starts < thing.end) & (ends > thing.start))
    return [int(place) for place in places] or [max(0, int(np.searchsorted(starts, thing.start, "right")) - 1)]
