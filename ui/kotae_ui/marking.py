"""Texts cut where marks begin and end: which words answer, which sentence the answer stands on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kotae.answers.model import Answer, Result
from kotae.retrieval.search import Hit

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text: whether the answer stands on it, and whether its words are the answer."""

    text: str
    evidence: bool
    answering: bool


def cut(text: str, evidence: Sequence[Range], answering: Sequence[Range]) -> Iterator[Piece]:
    """Yield a text in pieces, each wholly inside or outside of every range [start, end)."""
    edges = {0, len(text)}
    edges.update(edge for start, end in (*evidence, *answering) for edge in (start, end) if 0 < edge < len(text))
    places = sorted(edges)
    for start, end in pairwise(places):
        yield Piece(text[start:end], _inside(start, evidence), _inside(start, answering))


def answers_of(result: Result) -> tuple[Answer, ...]:
    """Return the answers that a result shows, each thing that was asked on its own, other tables last."""
    own = [part.answer for part in result.parts if part.answer] or ([result.answer] if result.answer else [])
    return (*own, *result.others)


def evidence_in(hit: Hit, answers: Sequence[Answer]) -> tuple[list[Range], list[Range]]:
    """Return where answers stand in a hit's text, and where in it the words that answer are."""
    stands: list[Range] = []
    words: list[Range] = []
    for answer in answers:
        for part in answer.evidence:
            if part.citation != hit.rank:
                continue
            stands.append((part.start, part.end))
            if hit.unit.text[part.start : part.end] == answer.text:
                words.extend((start + part.start, end + part.start) for start, end in answer.marks)
    return stands, words


def _inside(place: int, ranges: Sequence[Range]) -> bool:
    return any(start <= place < end for start, end in ranges)
