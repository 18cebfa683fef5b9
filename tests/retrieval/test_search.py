"""What is found: in the question's language, in the other one, by identifier; and how scores are put together."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from kotae import Kotae
from kotae.index.compared import best_places
from kotae.retrieval.search import language_gap, scaled, scaled_by_language, search


@pytest.mark.parametrize(
    ("question", "evidence"),
    [
        ("富士山の高さは何メートルですか。", "3776メートル"),
        ("How high is Mount Fuji?", "3776メートル"),
        ("When did Mount Fuji last erupt?", "1707年"),
        ("What fell on Edo and killed the crops?", "火山灰"),
        ("灯台はいつ建てられましたか。", "1862"),
        ("嵐で灯台の何が壊れましたか。", "14 March 1911"),
        ("灯台では何のために猫を飼っていましたか。", "mice"),
        ("お茶の葉はいつ摘まれますか。", "late April"),
        ("What happened on 14 March?", "14 March 1911"),
        ("3月14日に何があった?", "14 March 1911"),
        ("360万円で売れたのは何ですか。", "3.6 million yen"),
    ],
)
def test_the_evidence_is_found_first_in_either_language(kotae: Kotae, question: str, evidence: str) -> None:
    assert evidence in kotae.search(question, 1)[0].unit.text


@pytest.mark.parametrize("question", ["PPR-9087", "書式ppr-9087は何を述べていますか。", "No. 2025-006", "Harper[2019]"])
def test_an_identifier_finds_its_passage(kotae: Kotae, question: str) -> None:
    assert any(
        "PPR-9087" in hit.unit.text and "2025-006" in hit.unit.text and "Harper[2019]" in hit.unit.text
        for hit in kotae.search(question, 2)
    )


def test_a_row_is_found_with_its_header_and_its_table(kotae: Kotae) -> None:
    hit = kotae.search("2022年の富士山の登山者数は?", 1)[0]
    assert hit.unit.kind == "row"
    assert "登山者(人): 160,145" in hit.unit.text
    assert kotae.search("登山者が最も多い年は?", 1)[0].unit.kind == "table"


def test_hits_are_ranked_and_scored_between_0_and_1(kotae: Kotae) -> None:
    hits = kotae.search("灯台の嵐", 50)
    assert len(hits) == kotae.index.manifest.units, "no more than there are"
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(0 <= hit.score <= 1 for hit in hits)
    assert len({hit.number for hit in hits}) == len(hits)
    assert len(kotae.search("灯台の嵐", 3)) == 3


def test_a_hit_is_the_unit_and_document_of_its_number(kotae: Kotae) -> None:
    for hit in kotae.search("tea", 8):
        assert kotae.index.records.unit(hit.number) == hit.unit
        assert hit.document == kotae.index.records.documents[kotae.index.records.unit_documents[hit.number]]


def test_a_unit_without_any_of_the_words_has_no_lexical_score(kotae: Kotae) -> None:
    hits = kotae.search("zebra giraffe", 50)
    assert {hit.signals.words for hit in hits} == {0}
    lit = {hit.signals.words > 0 for hit in kotae.search("lighthouse", 50) if "ighthouse" not in hit.unit.indexed}
    assert lit == {False}


def test_the_same_question_has_the_same_hits(kotae: Kotae) -> None:
    question = kotae.understand("When was the lighthouse built?").questions[0]
    assert search(question, kotae.index, 8) == search(question, kotae.index, 8)


scores = arrays.arrays(np.float32, st.integers(1, 12), elements=st.floats(0, 50, width=32))


@given(scores)
def test_a_lexical_score_of_zero_is_no_evidence_however_it_is_scaled(values: np.ndarray) -> None:
    other = np.arange(len(values)) % 2 == 0
    for result in (scaled(values, floor=0.0), scaled_by_language(values, other)):
        assert ((result >= 0) & (result <= 1)).all()
        assert (result[values == 0] == 0).all()


@given(scores)
def test_scaling_keeps_the_order(values: np.ndarray) -> None:
    order = np.argsort(values, kind="stable")
    assert (np.diff(scaled(values)[order]) >= 0).all()


def test_equal_scores_say_nothing() -> None:
    assert scaled(np.full(3, 7, np.float32)).tolist() == [0, 0, 0]


def test_the_language_gap_is_what_the_other_language_lacks() -> None:
    dense = np.array([0.9, 0.7, 0.5, 0.3], np.float32)
    other = np.array([False, False, True, True])
    assert language_gap(dense, other) == pytest.approx(0.4)
    assert language_gap(dense, ~other & False) == 0
    assert language_gap(dense, other | True) == 0


@given(
    arrays.arrays(np.float32, st.integers(1, 40), elements=st.sampled_from([0, 0.25, 0.5, 1])),
    st.integers(1, 50),
)
def test_the_best_places_are_those_of_a_stable_sort(scores: np.ndarray, count: int) -> None:
    assert best_places(scores, count).tolist() == np.argsort(-scores, kind="stable")[:count].tolist()
