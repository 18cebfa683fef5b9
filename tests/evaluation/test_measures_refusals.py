"""Not-found figures agree with their definitions: pair counting, risk at each certainty, plain shares."""

import numpy as np
import pytest
from evaluation.outcomes import outcome, question
from hypothesis import given, settings
from hypothesis import strategies as st

from kotae.answers.model import Answer
from kotae.evaluation.measures.refusals import risk_coverage
from kotae.evaluation.measures.summarise import summarise, values

RIGHT, WRONG = Answer("It is gold.", ()), Answer("It is tin.", ())


def _case(answerable, right, told, certainty, failed=False):
    asked = question(answerable=answerable)
    answer = RIGHT if right else WRONG
    if failed:
        return outcome(asked, None, 0.0, status="failed")
    return outcome(asked, answer if told else None, certainty, withheld=None if told else answer)


cases = st.lists(
    st.builds(
        _case, st.booleans(), st.booleans(), st.booleans(), st.sampled_from([0.1, 0.2, 0.3, 0.5, 0.9]), st.booleans()
    ),
    min_size=1,
    max_size=25,
)


def _overall(outcomes):
    return {name: figure.value for name, figure in summarise(outcomes, 1).overall.items()}


def _pairs(outcomes):
    """The share of pairs of an answerable and an unanswerable question that certainty puts in order."""
    known = [one for one in outcomes if one.status != "failed"]
    held = [one.certainty for one in known if one.question.answerable]
    not_held = [one.certainty for one in known if not one.question.answerable]
    if not held or not not_held:
        return None
    wins = sum((above > below) + (above == below) / 2 for above in held for below in not_held)
    return wins / (len(held) * len(not_held))


def _wrong(one):
    return not one.question.answerable or one.given is None or "gold" not in one.given.text


def _risks(outcomes):
    """The risk at each question's certainty: the share of wrong answers among all at least as certain."""
    certainty = [-1.0 if one.status == "failed" else one.certainty for one in outcomes]
    return [
        np.mean([_wrong(other) for other, sure in zip(outcomes, certainty, strict=True) if sure >= own])
        for own in certainty
    ]


@settings(max_examples=60, deadline=None)
@given(cases)
def test_the_areas_are_those_of_their_definitions(outcomes):
    figures = _overall(outcomes)
    assert figures.get("auroc") == (None if _pairs(outcomes) is None else pytest.approx(_pairs(outcomes)))
    assert figures["aurc"] == pytest.approx(np.mean(_risks(outcomes)))


@settings(max_examples=60, deadline=None)
@given(cases)
def test_precision_recall_f1_and_false_refusals_are_those_of_their_definitions(outcomes):
    figures = _overall(outcomes)
    refused = [one for one in outcomes if one.status == "not_found"]
    unanswerable = [one for one in outcomes if not one.question.answerable]
    rightly = sum(not one.question.answerable for one in refused)
    wrongly = len(refused) - rightly
    expected = {
        "refusal_precision": rightly / len(refused) if refused else None,
        "refusal_recall": rightly / len(unanswerable) if unanswerable else None,
        "false_refusals": wrongly / (len(outcomes) - len(unanswerable)) if len(unanswerable) < len(outcomes) else None,
        "refusal_f1": 2 * rightly / (len(refused) + len(unanswerable)) if unanswerable else None,
    }
    for name, value in expected.items():
        assert figures.get(name) == (None if value is None else pytest.approx(value)), name


def test_auroc_is_that_of_scikit_learn():
    from sklearn.metrics import (
        roc_auc_score,  # loading it takes seconds, and every process that runs tests collects this file
    )

    generator = np.random.default_rng(7)
    outcomes = [
        outcome(question(str(number), answerable=bool(generator.random() < 0.7)), "gold", round(generator.random(), 2))
        for number in range(400)
    ]
    expected = roc_auc_score([one.question.answerable for one in outcomes], [one.certainty for one in outcomes])
    assert _overall(outcomes)["auroc"] == pytest.approx(expected, abs=1e-12)


def test_the_curve_has_a_point_for_each_certainty_and_reaches_all_questions():
    outcomes = [
        _case(True, True, True, 0.9),
        _case(True, True, False, 0.5),  # right, though withheld
        _case(False, True, True, 0.5),
        _case(True, False, True, 0.2),
        _case(True, True, True, 0.9, failed=True),
    ]
    coverage, risk = zip(*risk_coverage(outcomes), strict=True)
    assert coverage == pytest.approx((0.2, 0.6, 0.8, 1.0))
    assert risk == pytest.approx((0.0, 1 / 3, 0.5, 0.6))


def test_what_cannot_be_said_to_be_right_or_wrong_is_no_part_of_the_curve():
    assert risk_coverage([outcome(question(answers=()), "gold", 0.9)]) == ()
    assert risk_coverage([outcome(question(answers=()), "gold", 0.9), _case(True, True, True, 0.1)]) == ((1.0, 0.0),)
    assert risk_coverage([]) == ()
    assert "aurc" not in _overall([outcome(question(answers=()), "gold", 0.9)])


def test_with_all_refused_recall_is_one_and_every_answerable_question_is_a_false_refusal():
    outcomes = [_case(answerable, True, False, 0.1) for answerable in (True, True, True, False)]
    figures = _overall(outcomes)
    assert (figures["refusal_precision"], figures["refusal_recall"], figures["false_refusals"]) == (0.25, 1.0, 1.0)
    assert figures["refusal_f1"] == pytest.approx(0.4)
    assert figures["auroc"] == 0.5
    assert figures["contains"] == 0.0


def test_what_is_undefined_is_left_out():
    figures = _overall([_case(True, True, True, 0.8), _case(True, False, True, 0.6)])
    assert not {"refusal_precision", "refusal_recall", "refusal_f1", "auroc"} & figures.keys()
    assert figures["false_refusals"] == 0.0
    assert "refusal_precision" not in _overall([_case(False, True, True, 0.8)])
    assert _overall([_case(False, True, True, 0.8)])["refusal_f1"] == 0.0


def test_a_failed_question_is_neither_refused_nor_right():
    answerable, not_answerable = values(
        [_case(True, True, True, 0, failed=True), _case(False, True, True, 0, failed=True)]
    )
    assert (answerable["false_refusals"], answerable["contains"]) == (0.0, 0.0)
    assert (not_answerable["refusal_recall"], not_answerable["exact_all"]) == (0.0, 0.0)
    assert not {"refusal_precision"} & (answerable.keys() | not_answerable.keys())
