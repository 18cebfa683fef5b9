"""Prose to a quote: the shortest run of whole sentences that answers, with the words that carry the answer marked."""

import math
import re
from collections.abc import Sequence

from kotae.answers.coverage import coverage
from kotae.answers.excerpt import excerpt
from kotae.answers.fitting import fitting_spans
from kotae.answers.items import mark_length
from kotae.answers.listed import listed
from kotae.answers.marks import marks, reasons
from kotae.answers.model import Answer, Evidence
from kotae.answers.reader.look import Looked, Weights, agreed
from kotae.answers.spans.find import Span, find
from kotae.answers.spans.text import Place
from kotae.index.opened import OpenIndex
from kotae.index.words import character_pairs
from kotae.passages.units import Unit
from kotae.question.model import Question, Term
from kotae.retrieval.search import Hit
from kotae.text.language import detect
from kotae.text.normalise import fold

# What makes a sentence worth a closer look: how its tokens meet the question's, the question's words, its character
# pairs, a date, an amount or reasons where these are asked for, and how well its hit was found. Measured: benchmarks/README.md.
_LATE, _COVERAGE, _PAIRS, _FITS, _HIT = 10.0, 1.0, 1.0, 0.3, 6.0
_LOOKED_AT = 5
# How much of that counts again when the sentence is chosen, beside the probability that its words are the answer. That
# was fitted on Japanese questions about Japanese texts, few of them for reasons; across languages and for reasons it says
# little, and the first look decides.
_FITTED, _UNFITTED = (1.0, 2.0), (0.0, 4.0)
# With the reader beside it, which learned both languages and across them, how much each counts: chosen on articles of JaQuAD and
# XQuAD that it did not learn from (benchmarks/reader/README.md), and how much the first look counts again.
_BOTH, _SEEN, _SEEN_ACROSS = Weights(0.5, 1.5, 0.3, 1.0), (1.0, 2.0), (0.5, 4.0)
# A neighbour that holds the answer with this probability is quoted too; with a reader, which is surer of itself, with a less
# one.
_NEAR, _NEAR_UNFITTED = 0.02, 0.1
_NEAR_READ, _NEAR_READ_ACROSS = 0.005, 0.02
_LEAST = 1e-4

# A sentence that opens by pointing back cannot be understood without the one before it.
_POINTS_BACK = re.compile(
    r"^(?:(?:しかし|また|さらに|なお|そして|ただし|もっとも)、?)?"
    r"(?:これ|それ|この|その|こう|そう|同(?!時|様|じ)|前者|後者|両者|両国|いずれ)"
    r"|^(?:(?:But|And|However|Also),? )?(?:It|Its|This|That|These|Those|They|Their|He|She|His|Her|Such|Both)\b"
)
# What a sentence has that announces a list of reasons.
_REASONS = re.compile(r"理由|要因|原因|背景|根拠|\b(?:reasons?|factors?|causes?|because|grounds)\b", re.IGNORECASE)


def quote_among(
    question: Question,
    hits: Sequence[Hit],
    scores: Sequence[Sequence[float]],
    wanted: tuple[Term, ...],
    index: OpenIndex,
    looked: Looked | None,
) -> Answer:
    """Return the sentences of the one of some passages that answer best, whole and unchanged.

    Args:
        question: the question.
        hits: the passages.
        scores: how well the sentences of each meet the question at first look.
        wanted: the question's terms.
        index: where the passages are from.
        looked: what was read of the passages with the question, where there is a reader.
    """
    places = likely_places(hits, scores)
    found = find(question, places, wanted, index)
    language = detect(places[0].hit.unit.text)
    unfitted = language != question.language or question.target.sort == "why"
    weights = _UNFITTED if unfitted else _FITTED
    if looked is not None:
        found = agreed(found, looked.within(places), len(places), _BOTH)
        # Of reasons neither of the two knows much.
        weights = _UNFITTED if question.target.sort == "why" else _SEEN_ACROSS if unfitted else _SEEN
    if question.only_names:
        found = _telling(question, places, found)
    shares = _shares(places, found, weights)
    chosen = shares.index(max(shares))
    hit, unit = places[chosen].hit, places[chosen].hit.unit
    held = {one.sentence: share for one, share in zip(places, shares, strict=True) if one.hit is hit}
    near = (_NEAR_UNFITTED if unfitted else _NEAR) if looked is None else _NEAR_READ_ACROSS if unfitted else _NEAR_READ
    first, last = _run(unit, [held.get(number, 0.0) for number in range(len(unit.sentences))], near)
    if question.target.sort == "why":
        first, last = _with_reasons(unit, first, last)
    if (asked := listed(question, hits)) is not None:
        hit, unit, first, last = asked.hit, asked.hit.unit, asked.first, asked.last
    there = [span for span in found if places[span.place].hit is hit]
    start, end = unit.sentences[first][0], unit.sentences[last][1]
    if first == last:
        start, end = excerpt(unit.text, start, end, there)
    text = unit.text[start:end]
    inside = [
        Span(span.place, span.start - start, span.end - start, span.probability)
        for span in there
        if start <= span.start and span.end <= end
    ]
    items = [
        (one - start, other - start)
        for number, (one, other) in enumerate(unit.sentences)
        if start <= one and other <= end and (number in unit.items or mark_length(unit.text[one:other]))
    ]
    return Answer(
        text=text,
        citations=(hit.rank,),
        marks=marks(question, text, inside, items, read=looked is not None),
        evidence=(Evidence(hit.rank, start, end, unit.boxes_of(start, end)),),
    )


def _telling(question: Question, places: Sequence[Place], found: Sequence[Span]) -> list[Span]:
    """Return the candidates without those that are words of the thing that a question wants to know of."""
    asked = fold(question.text).replace(" ", "")
    texts = [places[span.place].hit.unit.text[span.start : span.end] for span in found]
    return [span for span, text in zip(found, texts, strict=True) if fold(text).replace(" ", "") not in asked]


def _shares(places: Sequence[Place], found: Sequence[Span], weights: tuple[float, float]) -> list[float]:
    """Return how likely each place is to hold the answer by its words and by the first look; together 1."""
    said, seen = weights
    likely = [sum(span.probability for span in found if span.place == number) for number in range(len(places))]
    logits = [said * math.log(share + _LEAST) + seen * place.score for share, place in zip(likely, places, strict=True)]
    powers = [math.exp(logit - max(logits)) for logit in logits]
    return [power / sum(powers) for power in powers]


def sentence_scores(
    question: Question, hits: Sequence[Hit], wanted: tuple[Term, ...], index: OpenIndex
) -> list[list[float]]:
    """Return how well each sentence of some passages meets the question at first look."""
    return [_scores(question, hit, wanted, index) for hit in hits]


def likely_places(hits: Sequence[Hit], scores: Sequence[Sequence[float]]) -> list[Place]:
    """Return the sentences of some passages that are worth a closer look, by their scores and their hits', best first."""
    places = [
        Place(hit, number, score + _HIT * hit.score)
        for hit, of_sentences in zip(hits, scores, strict=True)
        for number, score in enumerate(of_sentences)
    ]
    return sorted(places, key=lambda place: -place.score)[:_LOOKED_AT]


def _scores(question: Question, hit: Hit, wanted: tuple[Term, ...], index: OpenIndex) -> list[float]:
    """Return how well each sentence of a passage meets the question."""
    unit = hit.unit
    pairs = set(character_pairs(question.text))
    sort = question.target.sort
    before = len(unit.indexed) - len(unit.text)
    around = before - len(f"{unit.found_by}\n") if unit.found_by else before
    places = [
        ((start + before) if number else around, end + before) for number, (start, end) in enumerate(unit.sentences)
    ]
    closeness = index.vectors.late_scores_within(question.token_vectors, hit.number, places)
    scores = []
    for number, ((start, end), close) in enumerate(zip(unit.sentences, closeness, strict=True)):
        sentence = unit.text[start:end]
        if hit.defines and number == 0 and unit.headings:  # the sentence goes on from the name over it
            sentence = f"{unit.headings[-1]} {sentence}"
        if unit.found_by and number == 0:
            sentence = f"{unit.found_by} {sentence}"
        shared = len(pairs & set(character_pairs(sentence))) / max(1, len(pairs))
        fits = reasons(sentence) if sort == "why" else any(True for _ in fitting_spans(sort, sentence))
        scores.append(_LATE * close + _COVERAGE * coverage(wanted, sentence) + _PAIRS * shared + _FITS * fits)
    return scores


def _run(unit: Unit, shares: list[float], least: float = _NEAR) -> tuple[int, int]:
    """Return the first and last sentence of the answer: the likeliest, and what it takes to understand it.

    That is the whole list for an item of one, a neighbour that may well hold the answer, or the sentence that the best one
    points back to.
    """
    texts = [unit.text[start:end] for start, end in unit.sentences]
    best = max(range(len(shares)), key=lambda place: (shares[place], -place))
    if mark_length(texts[best]):
        return _list_around(texts, best)
    beside = [place for place in (best - 1, best + 1) if 0 <= place < len(texts) and not mark_length(texts[place])]
    near = max(beside, key=lambda place: shares[place], default=best)
    if near != best and shares[near] >= least:
        return min(best, near), max(best, near)
    return (best - 1 if best and _POINTS_BACK.match(texts[best]) else best), best


def _with_reasons(unit: Unit, first: int, last: int) -> tuple[int, int]:
    """Return the first and last sentence with the list of reasons that they stand in or lead to, where there is one."""
    texts = [unit.text[start:end] for start, end in unit.sentences]
    items = [place for place, text in enumerate(texts) if mark_length(text)]
    announced = items[0] - 1 if len(items) > 1 else -1
    if announced < 0 or not _REASONS.search(texts[announced]) or not announced - 1 <= last <= items[-1]:
        return first, last
    return min(first, announced), _list_around(texts, items[0])[1]


def _list_around(texts: list[str], item: int) -> tuple[int, int]:
    """Return the first and last sentence of a list, the sentence that introduces it included."""
    first = last = item
    while first > 0 and mark_length(texts[first]):
        first -= 1
    while last + 1 < len(texts) and mark_length(texts[last + 1]):
        last += 1
    return first, last
