"""How a result is shown: cited hits are numbered from 1, an answer that is not sure is called so, with reasons."""

from dataclasses import replace

import pytest

from kotae import Kotae
from kotae.answers.model import Answer, Tried
from kotae.showing import SURE, Doubt, level, numbers

BUILT = "When was the lighthouse built?"


def test_cited_hits_are_numbered_first_in_the_order_of_their_citations(kotae: Kotae) -> None:
    result = kotae.ask(BUILT)
    moved = replace(result, answer=Answer("x", (8, 3)), others=(Answer("y", (3, 5)),))
    assert numbers(moved) == {8: 1, 3: 2, 5: 3, 1: 4, 2: 5, 4: 6, 6: 7, 7: 8}
    assert numbers(replace(result, answer=None)) == {rank: rank for rank in range(1, 9)}


@pytest.mark.parametrize(("certainty", "expected"), [(1.0, "sure"), (SURE, "sure"), (SURE - 0.01, "uncertain")])
def test_an_answer_is_sure_from_a_certainty_on(kotae: Kotae, certainty: float, expected: str) -> None:
    assert level(replace(kotae.ask(BUILT), certainty=certainty)) == expected


def test_without_an_answer_a_result_is_not_found_or_uncertain(kotae: Kotae) -> None:
    nothing = kotae.ask("What is the capital of Peru?")
    assert level(nothing) == "not_found"
    assert level(replace(nothing, unsure=True)) == "uncertain"
    assert kotae.doubts(replace(nothing, unsure=True)) == (Doubt("unread"),)
    assert kotae.doubts(nothing) == ()


def test_what_the_evidence_has_no_word_for_is_a_reason_for_doubt(kotae: Kotae) -> None:
    result = kotae.ask("When was the lighthouse of Zanzibar built?", strictness=0)
    assert result.answer is not None
    unsure = replace(result, certainty=0.2)
    assert Doubt("unsaid", "Zanzibar") in kotae.doubts(unsure)
    assert not [doubt for doubt in kotae.doubts(unsure) if "lighthouse" in doubt.words]
    assert kotae.doubts(replace(result, certainty=0.99)) == ()


def test_another_reading_nearly_as_likely_is_a_reason_for_doubt(kotae: Kotae) -> None:
    result = kotae.ask("2022年の登山者数は?")
    assert result.answer is not None
    assert result.answer.computed is not None
    best = result.tried[0]
    rival = Tried("sum", (), "460,015 人", best.certainty * 0.5, best.document, best.page)
    unsure = replace(result, certainty=0.5, tried=(best, rival))
    assert kotae.doubts(unsure)[0] == Doubt("rival", "460,015 人")
    far = replace(unsure, tried=(best, replace(rival, certainty=best.certainty * 0.1)))
    assert "rival" not in {doubt.kind for doubt in kotae.doubts(far)}


def test_what_is_only_loosely_met_is_said_to_be(kotae: Kotae) -> None:
    result = replace(kotae.ask(BUILT), certainty=0.2)
    assert kotae.doubts(result) == (Doubt("loose"),)


def test_what_is_no_question_is_neither_sure_nor_in_doubt(kotae: Kotae) -> None:
    result = kotae.ask("Hello!")
    assert result.reply
    assert level(result) == "no_question"
    assert kotae.doubts(result) == ()
