"""Prose to a quote: the shortest run of whole sentences that answers, with the words that carry the answer marked."""

import re

from kotae.answers.asked import asked, fitting_spans
from kotae.answers.coverage import Aspect, coverage
from kotae.answers.model import Answer, Evidence
from kotae.index.opened import OpenIndex
from kotae.index.words import character_pairs
from kotae.passages.units import Unit
from kotae.retrieval.query import Query
from kotae.retrieval.search import Hit

# What makes a sentence the answer: how its tokens meet the question's, the question's words, its character pairs, a date
# or an amount where one is asked for. Measured on JSQuAD: benchmarks/README.md.
_LATE, _COVERAGE, _PAIRS, _FITS = 10.0, 1.0, 1.0, 0.3
# A neighbour that scores less than this under the best sentence is quoted with it.
_NEAR = 0.5

# A sentence that opens by pointing back cannot be understood without the one before it.
_POINTS_BACK = re.compile(
    r"^(?:(?:しかし|また|さらに|なお|そして|ただし|もっとも)、?)?"
    r"(?:これ|それ|この|その|こう|そう|同(?!時|様|じ)|前者|後者|両者|両国|いずれ)"
    r"|^(?:(?:But|And|However|Also),? )?(?:It|Its|This|That|These|Those|They|Their|He|She|His|Her|Such|Both)\b"
)
_LIST_ITEM = re.compile(r"^(?:[(（]?(?:\d{1,2}|[a-zA-Zア-ン①-⑳])[)）.．、]|[①-⑳・•◆●\-–])")


def quote(query: Query, hit: Hit, wanted: tuple[Aspect, ...], index: OpenIndex) -> Answer:
    """Return the sentences of a passage that answer best, whole and unchanged."""
    unit = hit.unit
    kind = asked(query.text)
    first, last = _run(unit, _scores(query, hit, wanted, index))
    start, end = unit.sentences[first][0], unit.sentences[last][1]
    text = unit.text[start:end]
    return Answer(
        text=text,
        citations=(hit.rank,),
        marks=tuple(fitting_spans(kind, text)),
        evidence=(Evidence(hit.rank, start, end, unit.boxes_of(start, end)),),
    )


def _scores(query: Query, hit: Hit, wanted: tuple[Aspect, ...], index: OpenIndex) -> list[float]:
    """Return how well each sentence of a passage answers."""
    unit = hit.unit
    pairs = set(character_pairs(query.text))
    kind = asked(query.text)
    before = len(unit.indexed) - len(unit.text)
    places = [(start + before, end + before) for start, end in unit.sentences]
    closeness = index.vectors.late_scores_within(query.token_vectors, hit.number, places)
    scores = []
    for (start, end), close in zip(unit.sentences, closeness, strict=True):
        sentence = unit.text[start:end]
        shared = len(pairs & set(character_pairs(sentence))) / max(1, len(pairs))
        fits = any(True for _ in fitting_spans(kind, sentence))
        scores.append(_LATE * close + _COVERAGE * coverage(wanted, sentence) + _PAIRS * shared + _FITS * fits)
    return scores


def _run(unit: Unit, scores: list[float]) -> tuple[int, int]:
    """Return the first and last sentence of the answer: the best, and what it takes to understand it.

    That is the whole list for an item of one, a neighbour that answers almost as well, or the sentence that the best one
    points back to.
    """
    texts = [unit.text[start:end] for start, end in unit.sentences]
    best = max(range(len(scores)), key=lambda place: (scores[place], -place))
    if _LIST_ITEM.match(texts[best]):
        return _list_around(texts, best)
    beside = [place for place in (best - 1, best + 1) if 0 <= place < len(texts) and not _LIST_ITEM.match(texts[place])]
    near = max(beside, key=lambda place: scores[place], default=best)
    if near != best and scores[best] - scores[near] < _NEAR:
        return min(best, near), max(best, near)
    return (best - 1 if best and _POINTS_BACK.match(texts[best]) else best), best


def _list_around(texts: list[str], item: int) -> tuple[int, int]:
    """Return the first and last sentence of a list, the sentence that introduces it included."""
    first = last = item
    while first > 0 and _LIST_ITEM.match(texts[first]):
        first -= 1
    while last + 1 < len(texts) and _LIST_ITEM.match(texts[last + 1]):
        last += 1
    return first, last
