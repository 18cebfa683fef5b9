"""A question that asks two things gets both answers, in order, or is told which it did not get."""

import json

import jsonschema
import pytest
from rich.console import Console
from support import ROOT

from kotae import Kotae
from kotae.answers.joined import joined
from kotae.answers.model import Answer, Evidence, Result
from kotae.printing import print_result

QUESTIONS = (
    "富士山の標高は何メートルですか?2022年の登山者数は何人ですか?",
    "最後の噴火はいつで、灯台を建てるのに使われた石は何ですか",
    "When was the lighthouse built, and what broke its lantern?",
    "How many metres high is Mount Fuji, and how many tonnes of tea did the farm in Ueda sell?",
    "When was the lighthouse built? Who wrote Hamlet?",
    "Who governs Peru? Who sings the opera Carmen in Madrid?",
)


def test_both_answers_come_in_the_order_asked(kotae: Kotae) -> None:
    result = kotae.ask("How many metres high is Mount Fuji? When was the lighthouse built?")
    assert result.status == "answered"
    assert result.answer is not None
    first, second = result.answer.text.split("\n")
    assert "3776" in first
    assert "1862" in second
    assert result.answer.citations == (1, 2)
    assert "3776" in result.hits[0].unit.text
    assert "1862" in result.hits[1].unit.text
    swapped = kotae.ask("When was the lighthouse built? How many metres high is Mount Fuji?").answer
    assert swapped is not None
    assert swapped.text.split("\n") == [second, first]


def test_the_certainty_is_that_of_the_least_sure_answer(kotae: Kotae) -> None:
    both = kotae.ask("How many metres high is Mount Fuji? When was the lighthouse built?")
    alone = [kotae.ask(part.question).certainty for part in both.parts]
    assert both.certainty == min(alone)


def test_what_has_no_answer_is_named_and_adds_nothing_to_the_text(kotae: Kotae) -> None:
    result = kotae.ask("When was the lighthouse built? Who wrote Hamlet?")
    assert result.status == "answered"
    assert result.unanswered == ("Who wrote Hamlet?",)
    assert result.answer is not None
    assert "Hamlet" not in result.answer.text
    assert result.answer.text == kotae.ask("When was the lighthouse built?").answer.text  # type: ignore[union-attr]


def test_no_part_answered_is_not_found(kotae: Kotae) -> None:
    result = kotae.ask("Who wrote Hamlet? Who sings the opera Carmen in Madrid?")
    assert result.status == "not_found"
    assert result.hits
    assert [part.answer for part in result.parts] == [None, None]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_line_is_in_the_hit_that_it_cites(kotae: Kotae, question: str) -> None:
    result = kotae.ask(question)
    assert len(result.parts) == 2
    assert [hit.rank for hit in result.hits] == list(range(1, len(result.hits) + 1))
    assert len({hit.number for hit in result.hits}) == len(result.hits)
    for part in result.parts:
        if part.answer is None:
            continue
        assert result.answer is not None
        assert part.answer.text in result.answer.text
        for place in part.answer.evidence:
            unit = result.hits[place.citation - 1].unit
            if unit.kind == "passage":
                assert part.answer.text == unit.text[place.start : place.end]
    if result.answer:
        lines = {line for part in result.parts if part.answer for line in part.answer.text.split("\n")}
        assert set(result.answer.text.split("\n")) <= lines
        assert all(0 <= start < end <= len(result.answer.text) for start, end in result.answer.marks)


@pytest.mark.parametrize("question", QUESTIONS)
def test_joined_results_are_what_the_schema_says(kotae: Kotae, question: str) -> None:
    schema = json.loads((ROOT / "src" / "kotae" / "answer.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(json.loads(json.dumps(kotae.ask(question).to_dict())))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("灯台はいつ建てられた?デンマークの首相は誰ですか?", "「デンマークの首相は誰ですか?」については文書に答えがありません"),
        ("When was the lighthouse built? Who wrote Hamlet?", "Not in the documents: Who wrote Hamlet?"),
    ],
)  # fmt: skip
def test_the_terminal_says_what_was_not_answered(kotae: Kotae, question: str, said: str) -> None:
    console = Console(record=True, width=200)
    print_result(kotae.ask(question), console)
    shown = console.export_text()
    assert "1862" in shown
    assert said in shown


def told(kotae: Kotae, question: str, answer: Answer | None) -> Result:
    """Return a real result with an answer of the test's own."""
    result = kotae.ask(question)
    return Result(
        question, result.language, answer, 0.5, result.hits, result.cited_sources, result.documents, result.parts
    )


def test_the_same_evidence_is_quoted_once_with_the_marks_of_both(kotae: Kotae) -> None:
    question = "How many metres high is Mount Fuji?"
    text = kotae.ask(question).hits[0].unit.text
    end = text.index("。") + 1
    whole = Answer(text[:end], (1,), ((0, 3),), (Evidence(1, 0, end, ()),))
    within = Answer(text[4:end], (1,), ((0, 2),), (Evidence(1, 4, end, ()),))
    for order in ([whole, within], [within, whole]):
        result = joined(question, "en", ["a?", "b?"], [told(kotae, question, answer) for answer in order])
        assert result.answer is not None
        assert result.answer.text == whole.text
        assert result.answer.marks == ((0, 3), (4, 6))
        assert [part.answer.text for part in result.parts if part.answer] == [answer.text for answer in order]


def test_two_equal_answers_are_said_once(kotae: Kotae) -> None:
    question = "How many metres high is Mount Fuji?"
    answer = Answer(kotae.ask(question).hits[0].unit.text[:5], (1,), ((0, 3), (2, 4)), (Evidence(1, 0, 5, ()),))
    result = joined(question, "en", ["a?", "b?"], [told(kotae, question, answer)] * 2)
    assert result.answer is not None
    assert result.answer.text == answer.text
    assert result.answer.marks == ((0, 4),)


def test_a_long_question_with_parts_is_answered(kotae: Kotae) -> None:
    """A part may be longer than a question may be, since it is given what the part before has."""
    question = f"Who {'kept ' * 380}the cats at the lighthouse, and when was it built?"
    assert len(kotae.ask(question).parts) == 2
