"""A whole set is answered as each question would be alone, and one that raises takes no other with it."""

import os
import signal
from dataclasses import replace

import pytest

from kotae import Kotae
from kotae.evaluation import running
from kotae.evaluation.asking import SHOWN
from kotae.evaluation.model import Outcome, Question
from kotae.evaluation.running import outcomes

ASKED = (
    "富士山の標高は何メートルですか。",
    "When was the lighthouse built?",
    "登山者が最も多い年は?",
    "Who wrote Hamlet?",
    "When did the storm break the lantern, and who burned oil lamps?",
    "上田の農園は2022年に何トンの茶を売りましたか。",
)


@pytest.fixture
def two_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "_WORTH_A_PROCESS", 1)


def questions(texts: tuple[str, ...] = ASKED) -> list[Question]:
    return [Question(f"q{number}", text, "ja") for number, text in enumerate(texts)]


def same(outcome: Outcome, kotae: Kotae) -> bool:
    alone = kotae.ask(outcome.question.question, SHOWN)
    return (
        outcome.status == alone.status
        and outcome.answer == alone.answer
        and [found.text for found in outcome.hits] == [hit.unit.text for hit in alone.hits]
    )


def test_a_set_is_answered_as_each_question_would_be_alone(kotae: Kotae) -> None:
    found = list(outcomes(kotae, questions(), jobs=1))
    assert [outcome.question.question for outcome in found] == list(ASKED)
    assert all(same(outcome, kotae) for outcome in found)
    assert all(outcome.milliseconds > 0 for outcome in found)


def test_what_is_too_uncertain_is_kept_as_withheld(kotae: Kotae) -> None:
    strict = Kotae(kotae.index, kotae.encoder, kotae.settings.model_copy(update={"strictness": 1.0}))
    (refused,) = outcomes(strict, questions(ASKED[:1]), jobs=1)
    assert (refused.status, refused.answer) == ("not_found", None)
    assert refused.withheld is not None
    assert "3776" in refused.withheld.text
    assert refused.given == refused.withheld


def test_a_question_that_raises_is_named_and_the_others_are_answered(kotae: Kotae) -> None:
    asked = questions((ASKED[0], " ", "a" * 3_000, ASKED[1]))
    found = list(outcomes(kotae, asked, jobs=1))
    assert [outcome.status for outcome in found] == ["answered", "failed", "failed", "answered"]
    assert "empty" in found[1].error
    assert "3,000" in found[2].error
    assert found[1].hits == ()


def test_documents_are_ranked_as_deep_as_ten_of_them(kotae: Kotae) -> None:
    by_document = replace(questions()[0], documents={"fuji.md": 1})
    (found,) = outcomes(kotae, [by_document], jobs=1)
    assert {hit.document for hit in found.hits} == {"fuji.md", "lighthouse.html", "tea.txt"}


class _Deadly(str):
    """A text that ends the process that takes it apart; it stands for a crash in a library."""

    def __reduce__(self) -> tuple[object, ...]:
        return _die, (os.getpid(),)


def _die(parent: int) -> str:
    if os.getpid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)
    return ""


@pytest.mark.usefixtures("two_processes")
def test_processes_beside_this_one_answer_the_same_in_order_and_one_that_dies_takes_one_question_with_it(
    kotae: Kotae,
) -> None:
    """The first sixteen questions go to a process at once, the rest to another: only what is with the deadly one dies."""
    asked = [replace(one, id=f"{round_}-{one.id}") for round_ in range(3) for one in questions()]
    asked[17] = replace(asked[17], note=_Deadly("x"))
    found = list(outcomes(kotae, asked, jobs=2))
    assert [outcome.question.id for outcome in found] == [question.id for question in asked]
    assert all(same(outcome, kotae) for outcome in found[: len(ASKED)])
    assert {outcome.status for outcome in found[:17]} == {"answered", "not_found"}
    assert [number for number, outcome in enumerate(found) if outcome.status == "failed"] == [17]
    assert "process died" in found[17].error
