"""The order that reading puts passages in: what is relevant goes up, what is no passage stays, places keep rank and score."""

from dataclasses import replace

import pytest

from kotae import Kotae
from kotae.answers.reader.look import Looked
from kotae.answers.reader.order import in_read_order
from kotae.retrieval.search import Hit, search


@pytest.fixture
def hits(brief: Kotae) -> list[Hit]:
    """Return six hits of the brief, the third of them a row, with scores that lie as close as those of rivals do."""
    (question,) = brief.understand("レアアースの供給", split=False).questions
    listed = search(question, brief.index, 60)
    passages = [hit for hit in listed if hit.unit.kind == "passage"][:5]
    (row, *_) = (hit for hit in listed if hit.unit.kind == "row")
    ranked = [*passages[:2], row, *passages[2:]]
    return [replace(hit, rank=rank, score=0.8 - 0.01 * rank) for rank, hit in enumerate(ranked, 1)]


def test_a_relevant_passage_goes_before_one_that_was_found_a_little_better(hits: list[Hit]) -> None:
    relevance = {hit.number: 0.0 for hit in hits} | {hits[3].number: 4.0}
    ordered = in_read_order(hits, Looked((), {}, relevance, {}))
    assert [hit.number for hit in ordered] == [hits[place].number for place in (3, 0, 2, 1, 4, 5)]
    assert [hit.rank for hit in ordered] == [hit.rank for hit in hits]
    assert [hit.score for hit in ordered] == [hit.score for hit in hits]


def test_what_was_found_far_better_stays_first(hits: list[Hit]) -> None:
    hits[0] = replace(hits[0], score=0.99)
    ordered = in_read_order(hits, Looked((), {}, {hit.number: float(place) / 4 for place, hit in enumerate(hits)}, {}))
    assert ordered[0].number == hits[0].number


def test_what_was_not_read_stays_where_it_is(hits: list[Hit]) -> None:
    read = {hits[0].number: -4.0, hits[1].number: 4.0}
    ordered = in_read_order(hits, Looked((), {}, read, {}))
    assert [hit.number for hit in ordered] == [hits[place].number for place in (1, 0, 2, 3, 4, 5)]
