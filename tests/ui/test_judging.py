"""What a reader says of answers becomes a question set of that reader's own, which measures what was said."""

from pathlib import Path

import pytest

from kotae.errors import QuestionSetError
from kotae.evaluation.measures.answers import answer_values
from kotae.evaluation.model import Outcome
from kotae.evaluation.reports.failures import failures
from kotae.evaluation.sets.read import read_set
from kotae_ui import judging, runs
from kotae_ui.asking import Asking
from kotae_ui.calls import CallError
from kotae_ui.judging import Stands, choices, judge, judged_path, verdict_on
from kotae_ui.library import Library

pytestmark = pytest.mark.usefixtures("here")

LIGHT = Asking("When was the lighthouse built?")
NOWHERE = Asking("Who wrote Hamlet?")


def test_what_is_said_is_a_question_of_a_set_that_evaluations_list(library: Library) -> None:
    answered, refused = library.ask(LIGHT).result, library.ask(NOWHERE).result
    assert (choices(answered), choices(refused)) == (("right", "wrong", "elsewhere"), ("right", "elsewhere"))
    judge("", answered, "right")
    assert judge("", refused, "right").count == 2
    path = judged_path("")
    right, unanswerable = read_set(path)
    assert (right.answers, right.answerable, unanswerable.answerable) == (("1862",), True, False)
    assert [name for _, name in runs.set_choices()] == [path.name]
    assert runs.set_path(path.name) == path
    document = answered.hits[-1].document
    judge("", answered, "elsewhere", Stands(document, 1))
    assert verdict_on("", answered) == "elsewhere"
    elsewhere = read_set(path)[-1]
    assert (elsewhere.answers, elsewhere.wrong, list(elsewhere.documents)) == ((), ("1862",), [document.id])
    judge("", answered, None)
    judge("", refused, None)
    assert not path.exists(), "nothing is left of a set without questions"


def test_an_answer_that_was_judged_wrong_and_comes_again_is_a_failure(library: Library) -> None:
    result = library.ask(LIGHT).result
    judge("", result, "wrong")
    (question,) = read_set(judged_path(""))
    again = Outcome(question, "answered", 0.9, result.answer, None, (), 1.0)
    assert answer_values(again) == {"repeats": 1.0}
    assert [failure.kinds for failure in failures([again])] == [("wrong",)]
    other = library.ask(Asking("How many cats kept the mice away?")).result.answer
    assert answer_values(Outcome(question, "answered", 0.9, other, None, (), 1.0)) == {"repeats": 0.0}


@pytest.mark.parametrize("account", ["aya", "../../etc", "everybody", "山田/太郎", "a.b"])
def test_each_account_has_a_set_of_its_own_whatever_it_is_called(library: Library, account: str, here: Path) -> None:
    result = library.ask(LIGHT).result
    judge("", result, "right")
    assert verdict_on(account, result) is None
    judge(account, result, "wrong")
    assert (verdict_on(account, result), verdict_on("", result)) == ("wrong", "right")
    assert judged_path(account).resolve().parent.parent == here / "desk"
    assert [name for _, name in runs.set_choices(account)] == [judged_path(account).name]
    runs.delete_set(judged_path(account).name, account)
    assert (verdict_on(account, result), verdict_on("", result)) == (None, "right")


def test_what_cannot_be_said_is_refused_and_loses_nothing(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    answered, refused = library.ask(LIGHT).result, library.ask(NOWHERE).result
    with pytest.raises(CallError, match="verdict: must be one of right, elsewhere for this result, not wrong"):
        judge("", refused, "wrong")
    with pytest.raises(CallError, match="document: is missing"):
        judge("", answered, "elsewhere")
    judge("", answered, "right")
    monkeypatch.setattr(judging, "MOST", 1)
    with pytest.raises(QuestionSetError, match="the most that are kept"):
        judge("", refused, "right")
    path = judged_path("")
    path.write_text("{broken", encoding="utf-8")
    with pytest.raises(QuestionSetError, match="not valid JSON"):
        judge("", answered, "right")
    assert path.read_text(encoding="utf-8") == "{broken"
