"""An answer that is not sure is called so, with reasons."""

import json
from dataclasses import replace
from importlib.resources import files

import jsonschema
import pytest

from kotae import Kotae
from kotae.answers.doubts import doubts
from kotae.answers.model import SURE, Doubt, Result, Tried

BUILT = "When was the lighthouse built?"


def doubted(kotae: Kotae, result: Result) -> tuple[Doubt, ...]:
    return doubts(result, kotae.understand(result.question), kotae.index)


@pytest.mark.parametrize(("certainty", "status"), [(1.0, "answered"), (SURE, "answered"), (SURE - 0.01, "uncertain")])
def test_an_answer_is_one_from_a_certainty_on(kotae: Kotae, certainty: float, status: str) -> None:
    assert replace(kotae.ask(BUILT), certainty=certainty).status == status


def test_without_an_answer_a_result_is_not_found_or_uncertain(kotae: Kotae) -> None:
    nothing = kotae.ask("Who wrote Hamlet?")
    assert nothing.status == "not_found"
    assert replace(nothing, unsure=True).status == "uncertain"
    assert doubted(kotae, replace(nothing, unsure=True)) == (Doubt("unread"),)
    assert nothing.doubts == ()


def test_a_suggestion_says_in_json_what_speaks_against_it(kotae: Kotae) -> None:
    result = kotae.ask("When was the lighthouse of Zanzibar built?", strictness=0)
    assert result.certainty < SURE
    told = json.loads(json.dumps(result.to_dict()))
    assert (told["status"], told["answer"] is None) == ("uncertain", False)
    assert {"kind": "unsaid", "words": "Zanzibar"} in told["doubts"]
    assert not [doubt for doubt in told["doubts"] if "lighthouse" in doubt["words"]]
    schema = json.loads((files("kotae") / "answer.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(told)
    assert not jsonschema.Draft202012Validator(schema).is_valid({**told, "doubts": []})


def test_an_answer_that_is_sure_has_no_doubts(kotae: Kotae) -> None:
    result = kotae.ask(BUILT)
    assert (result.status, result.doubts) == ("answered", ())


def test_another_reading_nearly_as_likely_is_a_reason_for_doubt(kotae: Kotae) -> None:
    result = kotae.ask("2022年の登山者数は?")
    assert result.answer is not None
    assert result.answer.computed is not None
    best = result.tried[0]
    rival = Tried("sum", (), "460,015 人", best.certainty * 0.5, best.document, best.page)
    unsure = replace(result, certainty=0.5, tried=(best, rival))
    assert doubted(kotae, unsure)[0] == Doubt("rival", "460,015 人")
    far = replace(unsure, tried=(best, replace(rival, certainty=best.certainty * 0.1)))
    assert "rival" not in {doubt.kind for doubt in doubted(kotae, far)}


def test_what_is_only_loosely_met_is_said_to_be(kotae: Kotae) -> None:
    result = replace(kotae.ask(BUILT), certainty=0.2)
    assert doubted(kotae, result) == (Doubt("loose"),)


def test_what_is_no_question_is_neither_sure_nor_in_doubt(kotae: Kotae) -> None:
    result = kotae.ask("Hello!")
    assert result.reply
    assert result.status == "no_question"
    assert doubted(kotae, result) == ()
