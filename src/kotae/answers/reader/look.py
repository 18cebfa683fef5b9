"""The best passages of a question, read with it, and what two scorers of its words agree on."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kotae.answers.reader.spans import ReadSpan, behind, spans
from kotae.answers.reader.windows import window
from kotae.answers.reader.wording import worded
from kotae.answers.spans.find import Span
from kotae.answers.spans.text import Place
from kotae.embedding import Passage, PassageReader
from kotae.question.model import Question
from kotae.retrieval.search import Hit

# What the one who did not see a run of words gives it.
_UNSEEN = 1e-4


@dataclass(frozen=True, slots=True)
class Weights:
    """How much two scorers count, as exponents of their probabilities: for the sentence, and for the words within it."""

    said: float
    read: float
    words_said: float
    words_read: float


@dataclass(frozen=True, slots=True)
class Looked:
    """What was read for a question.

    `spans` are the candidate answers of all that was read, each with the number of its hit in the index; `answers` for each
    hit, by the same number, the logit of the probability that it answers, `relevance` how relevant it is beside the others,
    and `scores` how well its sentences met the question at first look.
    """

    spans: tuple[tuple[int, ReadSpan], ...]
    answers: Mapping[int, float]
    relevance: Mapping[int, float]
    scores: Mapping[int, Sequence[float]]

    def share(self, hit: Hit, place: tuple[int, int] | None = None) -> float:
        """Return how likely the answer stands in a hit, or in some characters [start, end) of it, of all that was read."""
        start, end = place or (0, len(hit.unit.text))
        return sum(
            span.probability
            for number, span in self.spans
            if number == hit.number and span.start < end and start < span.end
        )

    def within(self, places: Sequence[Place]) -> list[Span]:
        """Return the candidate answers in some sentences."""
        numbers = {(place.hit.number, place.sentence): number for number, place in enumerate(places)}
        return [
            Span(numbers[hit, span.sentence], span.start, span.end, span.probability)
            for hit, span in self.spans
            if (hit, span.sentence) in numbers
        ]


def look(question: Question, hits: Sequence[Hit], scores: Sequence[Sequence[float]], reader: PassageReader) -> Looked:
    """Read some passages or rows with the question.

    Args:
        question: the question.
        hits: the passages and rows.
        scores: how well the sentences of each meet the question at first look; of a row there is one.
        reader: the model.
    """
    windows = [window(hit, of_sentences) for hit, of_sentences in zip(hits, scores, strict=True)]
    names = [each.name for each in windows]
    texts = [name + each.text for name, each in zip(names, windows, strict=True)]
    read = reader.read(
        question.text,
        [Passage(each.title, text, worded(question.text, text)) for each, text in zip(windows, texts, strict=True)],
    )
    read = [behind(len(name), of) for name, of in zip(names, read, strict=True)]
    return Looked(
        tuple((windows[span.window].hit.number, span) for span in spans(windows, read)),
        {each.hit.number: of.answers for each, of in zip(windows, read, strict=True)},
        {each.hit.number: of.relevance for each, of in zip(windows, read, strict=True)},
        {hit.number: of_sentences for hit, of_sentences in zip(hits, scores, strict=True)},
    )


def agreed(said: Sequence[Span], read: Sequence[Span], places: int, weights: Weights) -> list[Span]:
    """Return the candidate answers of two scorers with the product of their probabilities (a product of experts).

    The sentences are weighed first, by the shares of all that stands in each, and the words within each sentence then; the
    probabilities of all that is returned add up to 1.

    Args:
        said: the candidates of the one.
        read: those of the other.
        places: how many sentences they stand in.
        weights: how much each counts.
    """
    both = [_by_place(spans, places) for spans in (said, read)]
    totals = [sum(sum(words.values()) for words in of) or 1.0 for of in both]
    logits = [
        sum(
            exponent * math.log(sum(of[place].values()) / total + _UNSEEN)
            for of, total, exponent in zip(both, totals, (weights.said, weights.read), strict=True)
        )
        for place in range(places)
    ]
    shares = [math.exp(logit - max(logits)) for logit in logits]
    total = sum(shares)
    found = []
    for place, share in enumerate(shares):
        of_words = _words(both[0][place], both[1][place], weights)
        found += [Span(place, start, end, likely * share / total) for (start, end), likely in of_words.items()]
    return found


def _by_place(spans: Sequence[Span], places: int) -> list[dict[tuple[int, int], float]]:
    found: list[dict[tuple[int, int], float]] = [defaultdict(float) for _ in range(places)]
    for span in spans:
        found[span.place][span.start, span.end] += span.probability
    return found


def _words(
    said: dict[tuple[int, int], float], read: dict[tuple[int, int], float], weights: Weights
) -> dict[tuple[int, int], float]:
    """Return how likely each run of words of one sentence is, together 1."""
    totals = [sum(of.values()) or 1.0 for of in (said, read)]
    powers = {
        at: (said.get(at, 0.0) / totals[0] + _UNSEEN) ** weights.words_said
        * (read.get(at, 0.0) / totals[1] + _UNSEEN) ** weights.words_read
        for at in dict.fromkeys([*said, *read])
    }
    total = sum(powers.values())
    return {at: power / total for at, power in powers.items()}
