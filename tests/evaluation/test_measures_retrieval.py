"""Retrieval figures: which hits are right, and the numbers agree with formulas written here from their definitions."""

import math

import pytest
from evaluation.outcomes import found, question
from hypothesis import given, settings
from hypothesis import strategies as st

from kotae.evaluation.measures.relevance import judged, plain
from kotae.evaluation.measures.retrieval import retrieval_values


def _values(asked, *hits):
    return retrieval_values([(asked, hits)])[0]


def _expected(grades, ranking):
    """Every measure by its definition, from the relevance of each name and the names found, best first."""
    gains = [grades.get(name, 0) for name in ranking]
    ideal = sorted(grades.values(), reverse=True)
    values = {}
    for k in (1, 3, 5, 10):
        right = sum(gain > 0 for gain in gains[:k])
        values[f"Success@{k}"] = float(right > 0)
        values[f"R@{k}"] = right / len(grades)
        values[f"P@{k}"] = right / k
    first = next((place for place, gain in enumerate(gains[:10], 1) if gain > 0), None)
    values["RR@10"] = 1 / first if first else 0.0
    for k in (3, 5, 10):
        gained = sum(gain / math.log2(place + 1) for place, gain in enumerate(gains[:k], 1))
        values[f"nDCG@{k}"] = gained / sum(gain / math.log2(place + 1) for place, gain in enumerate(ideal[:k], 1))
    return values


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.dictionaries(st.sampled_from([f"d{number}" for number in range(15)]), st.integers(1, 4), min_size=1),
            st.lists(st.sampled_from([f"d{number}" for number in range(15)]), max_size=14),
        ),
        max_size=5,
    )
)
def test_by_documents_every_figure_is_the_one_of_its_definition(cases):
    asked = [
        (question(str(number), documents=grades), [found(document=name) for name in hits])
        for number, (grades, hits) in enumerate(cases)
    ]
    for value, (grades, hits) in zip(retrieval_values(asked), cases, strict=True):
        assert value == pytest.approx(_expected(grades, list(dict.fromkeys(hits))), abs=1e-9)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.booleans(), max_size=14))
def test_by_evidence_only_the_first_hit_that_holds_it_counts_but_every_one_for_precision(holding):
    hits = [found("the answer is here" if right else "something else") for right in holding]
    value = _values(question(evidence=(("answer",),)), *hits)
    once = [0] * len(holding)
    if True in holding:
        once[holding.index(True)] = 1
    names = [f"right{place}" if right else f"wrong{place}" for place, right in enumerate(once)]
    expected = _expected({next((name for name in names if name.startswith("right")), "nothing"): 1}, names)
    expected |= {f"P@{k}": sum(holding[:k]) / k for k in (1, 3, 5, 10)}
    assert value == pytest.approx(expected, abs=1e-9)


def test_a_worked_example_with_graded_documents():
    # Found: grade 1, nothing, grade 3; one of grade 2 is missed. DCG = 1 + 3/2; the best is 3 + 2/log2(3) + 1/2.
    asked = question(documents={"a": 3, "b": 2, "c": 1})
    value = _values(asked, found(document="c"), found(document="x"), found(document="a"))
    assert value["nDCG@10"] == pytest.approx(2.5 / (3 + 2 / math.log2(3) + 0.5))
    assert (value["R@3"], value["P@3"], value["RR@10"]) == pytest.approx((2 / 3, 2 / 3, 1.0))


def test_a_document_counts_once_at_its_best_hit():
    value = _values(question(documents={"b": 1}), *(found(document=name) for name in "aaab"))
    assert value["RR@10"] == 0.5
    assert value["P@3"] == pytest.approx(1 / 3)


def test_a_question_that_found_nothing_counts_zero():
    with_evidence, with_document = question("q1", evidence=(("x",),)), question("q2", documents={"d": 1})
    for value in retrieval_values([(with_evidence, ()), (with_document, ())]):
        assert value
        assert set(value.values()) == {0.0}


def test_questions_that_do_not_say_what_is_right_or_have_no_answer_have_no_figures():
    hits = [found("text")]
    unanswerable = question(answerable=False, documents={"d": 1})
    values = retrieval_values([(question(), hits), (unanswerable, hits), (question(documents={"d": 1}), hits)])
    assert values[:2] == [{}, {}]
    assert values[2]["Success@1"] == 1.0
    assert retrieval_values([]) == []


def test_hits_keep_their_order_whatever_they_are_called():
    # Evaluators that order equal scores by name would put "z" before "a", or the other way round.
    for names in ("az", "za"):
        value = _values(question(documents={names[1]: 1}), *(found(document=name) for name in names))
        assert (value["Success@1"], value["RR@10"]) == (0.0, 0.5)


@pytest.mark.parametrize("name", ["doc-1", "report.pdf", "report", "sub/report.pdf"])
def test_a_document_may_be_named_by_its_id_or_its_file(name):
    hit = found(document="doc-1", file="sub/report.pdf")
    assert _values(question(documents={name: 1}), found(document="x"), hit)["RR@10"] == 0.5


def test_a_name_whose_voicing_marks_stand_apart_is_the_same_name():
    assert _values(question(documents={"ガイド.pdf": 1}), found(file="カ\u3099イト\u3099.pdf"))["Success@1"] == 1.0


def test_a_name_that_is_no_valid_text_does_not_stop_the_others():
    assert _values(question(documents={"a": 1}), found(document="\udcff\0"), found(document="a"))["RR@10"] == 0.5


def test_with_a_page_pages_are_ranked():
    asked = question(documents={"d": 1}, page=7)
    value = _values(asked, found(page=2), found(page=2), found(page=7))
    assert (value["RR@10"], value["P@3"]) == pytest.approx((0.5, 1 / 3))


def test_evidence_must_stand_in_the_document_and_on_the_page_that_are_named():
    asked = question(evidence=(("gold",),), documents={"d": 1}, page=2)
    elsewhere = [found("gold", "other", 2), found("gold", "d", 1)]
    assert _values(asked, *elsewhere)["Success@10"] == 0.0
    assert _values(asked, *elsewhere, found("gold", "d", 2))["RR@10"] == pytest.approx(1 / 3)


def test_all_strings_of_one_alternative_must_be_there_whatever_width_space_and_case():
    asked = question(evidence=(("１４５％", "関 税"), ("Tariff",)))
    hits = [found("145%だけ"), found("関税だけ"), found("TARIFF"), found("関\n税は145%")]
    case = judged(asked, hits)
    assert case.ranking[2] == "evidence"
    assert case.right == {"evidence", case.ranking[3]}
    assert plain("Ａ ｂ\u3000ｶﾞ\n") == "abガ"


def test_evidence_of_white_space_alone_is_held_by_nothing():
    assert _values(question(evidence=((" ", ""), ())), found("anything"))["Success@10"] == 0.0


def test_thousands_of_questions_are_measured_in_one_go():
    hits = [found(document=f"d{place}") for place in range(10)]
    asked = [(question(str(number), documents={"d7": 1}), hits) for number in range(3000)]
    assert {value["RR@10"] for value in retrieval_values(asked)} == {0.125}
