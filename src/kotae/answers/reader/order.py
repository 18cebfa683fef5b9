"""Passages in the order that reading puts them in: how well each was found, and how relevant it was read to be."""

from collections.abc import Sequence
from dataclasses import replace

from kotae.answers.reader.look import Looked
from kotae.retrieval.search import Hit

# How much of a hit's score the relevance counts: chosen on 225 questions about running text, in both languages, over the brief,
# the report that it cites and documents of others (benchmarks/README.md).
_RELEVANCE = 0.05


def in_read_order(hits: Sequence[Hit], looked: Looked) -> list[Hit]:
    """Return hits, best first, with the passages among them that were read in the order that reading puts them in.

    All other hits stay where they are. A passage takes the rank and the score of the place that it comes to.

    Args:
        hits: what was found, best first.
        looked: what was read of some of them.
    """
    places = [place for place, hit in enumerate(hits) if hit.unit.kind == "passage" and hit.number in looked.relevance]
    better = sorted(
        (hits[place] for place in places),
        key=lambda hit: -(hit.score + _RELEVANCE * looked.relevance[hit.number]),
    )
    ordered = list(hits)
    for place, hit in zip(places, better, strict=True):
        ordered[place] = replace(hit, rank=hits[place].rank, score=hits[place].score)
    return ordered
