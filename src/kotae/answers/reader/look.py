"""The best passages of a question, read: every sentence that was read, and the candidate answers in them."""

from collections.abc import Sequence
from dataclasses import dataclass

from kotae.answers.reader.spans import spans
from kotae.answers.reader.windows import window
from kotae.embedding.reader import Passage, Reader
from kotae.question.model import Question
from kotae.retrieval.search import Hit


@dataclass(frozen=True, slots=True)
class Place:
    """One sentence that was read: the hit, the sentence's number in it, how well it meets the question at first look."""

    hit: Hit
    sentence: int
    score: float


@dataclass(frozen=True, slots=True)
class Span:
    """Characters [start, end) of a hit's text that may be the answer, and how likely they are, in all that was read."""

    place: int
    start: int
    end: int
    probability: float


@dataclass(frozen=True, slots=True)
class Looked:
    """What was read for a question.

    `places` are the sentences, `found` the candidate answers in them, `answers` for each hit, by its number in the index,
    the logit of the probability that it answers.
    """

    places: tuple[Place, ...]
    found: tuple[Span, ...]
    answers: dict[int, float]


def look(question: Question, hits: Sequence[Hit], scores: Sequence[Sequence[float]], reader: Reader) -> Looked:
    """Read the best passages of a question.

    Args:
        question: the question.
        hits: the passages.
        scores: how well the sentences of each meet the question at first look, the hit's own score included.
        reader: the model.
    """
    windows = [window(hit, one) for hit, one in zip(hits, scores, strict=True)]
    read = reader.read(question.text, [Passage(one.title, one.text) for one in windows])
    places = [
        Place(one.hit, number, score[number])
        for one, score in zip(windows, scores, strict=True)
        for number in range(one.first, one.last + 1)
    ]
    numbers = {(place.hit.number, place.sentence): number for number, place in enumerate(places)}
    found = [
        Span(numbers[windows[span.window].hit.number, span.sentence], span.start, span.end, span.probability)
        for span in spans(windows, read)
    ]
    return Looked(tuple(places), tuple(found), {w.hit.number: r.answers for w, r in zip(windows, read, strict=True)})
