"""Evaluating beside the questions: one run at a time, told of as it goes on, stopped without losing what is answered."""

import json
import multiprocessing
from pathlib import Path

import pytest
import support

from kotae import Kotae
from kotae.evaluation import running, store
from kotae.processes import cores
from kotae.settings import Settings
from kotae_ui import runs
from kotae_ui.asking import Asking
from kotae_ui.evaluating import Evaluator, Progress
from kotae_ui.library import Library

from .evaluations import ROWS, ended, many, set_content, until, write

pytestmark = pytest.mark.usefixtures("here")


def kept(content: bytes, name: str = "questions.csv") -> Path:
    """Keep a set, and return its file."""
    return runs.set_path(runs.keep_set(write(Path("incoming"), name, content), name, Settings().limits)[0])


def folders() -> list[str]:
    return sorted(path.name for path in Path("runs").iterdir() if path.name != "sets")


def test_a_set_is_run_to_its_end_and_the_run_is_whole(evaluator: Evaluator, kotae: Kotae) -> None:
    assert evaluator.progress == Progress()
    assert evaluator.start(kotae, kept(set_content()))
    now = ended(evaluator)
    assert (now.state, now.done, now.total, now.known) == ("done", 5, 5, 0)
    assert folders() == [now.run]
    assert {path.name for path in (Path("runs") / now.run).iterdir()} == set(runs.FILES)
    found = runs.finished(now.run)
    assert (found.sets, found.problems) == (("questions.csv",), ())
    assert found.summary.questions == 5
    assert found.summary.overall["Success@1"].value == 1
    stored = store.read(Path("runs") / now.run)
    assert [outcome.question.id for outcome in stored.outcomes] == [row[0] for row in ROWS]


def test_questions_are_answered_while_a_set_is_run_and_a_second_run_waits(
    evaluator: Evaluator, library: Library, kotae: Kotae
) -> None:
    path = kept(many(30))
    assert evaluator.start(kotae, path)
    until(evaluator, lambda now: now.done > 0)
    assert not evaluator.start(kotae, path)
    assert "1707" in str(library.ask(Asking("富士山の最後の噴火は何年?")).result.to_dict())
    assert evaluator.progress.running, "the answer did not wait for the run"
    assert ended(evaluator).state == "done"
    assert len(folders()) == 1


def test_a_run_that_is_stopped_goes_on_where_it_was(evaluator: Evaluator, kotae: Kotae) -> None:
    path = kept(many(40))
    evaluator.start(kotae, path)
    until(evaluator, lambda now: now.done >= 7 and now.seconds_left is not None)
    evaluator.stop()
    stopped = ended(evaluator)
    assert (stopped.state, stopped.total, stopped.run, stopped.errors) == ("stopped", 40, "", ())
    assert 7 <= stopped.done < 40
    assert runs.run_choices() == [], "it is not finished"
    assert evaluator.start(kotae, path)
    again = ended(evaluator)
    assert (again.state, again.known, again.done) == ("done", stopped.done, 40)
    assert folders() == [again.run]
    told = json.loads((Path("runs") / again.run / store.RUN).read_text(encoding="utf-8"))
    assert (told["questions"], told["asked"]) == (40, 40 - stopped.done)


def test_stopping_and_closing_leave_no_process(
    evaluator: Evaluator, kotae: Kotae, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "_WORTH_A_PROCESS", 1)
    before = multiprocessing.active_children()
    path = kept(many(80))
    for end in (evaluator.stop, evaluator.close):
        evaluator.start(kotae, path)
        until(evaluator, lambda now: now.state == "answering" and now.done > now.known)
        own = [process for process in multiprocessing.active_children() if process not in before]
        assert len(own) == (cores() if cores() > 1 else 0)
        end()
        assert ended(evaluator).state == "stopped"
        # For a moment after its end, while the pool takes note of it.
        support.until(lambda own=own: not any(process.is_alive() for process in own))  # type: ignore[misc]
    assert not evaluator.start(kotae, path), "it is closed"


def test_gold_that_is_nowhere_is_told_and_kept_with_the_run(evaluator: Evaluator, kotae: Kotae) -> None:
    wrong = (*ROWS[0][:3], "3777メートル", *ROWS[0][4:])
    evaluator.start(kotae, kept(set_content((wrong, *ROWS[1:]))))
    now = ended(evaluator)
    assert len(now.problems) == 1
    assert "3777メートル" in now.problems[0]
    assert "line 2 (fuji-1)" in now.problems[0]
    assert runs.finished(now.run).problems == now.problems


def test_a_set_that_has_become_wrong_says_each_thing_and_leaves_no_run(evaluator: Evaluator, kotae: Kotae) -> None:
    path = kept(set_content())
    path.write_bytes(set_content((("a", "", *ROWS[0][2:]), ("", "Who?", *ROWS[0][2:]))))
    evaluator.start(kotae, path)
    now = ended(evaluator)
    assert (now.state, len(now.errors)) == ("failed", 2)
    assert "line 2" in now.errors[0]
    assert "line 3" in now.errors[1]
    assert folders() == []
    path.write_bytes(set_content())
    assert evaluator.start(kotae, path)
    assert ended(evaluator).errors == (), "the next run is possible"


def test_a_folder_that_cannot_be_written_fails_with_a_line(evaluator: Evaluator, kotae: Kotae, here: Path) -> None:
    path = write(here, "questions.csv", set_content())
    Path("runs").write_text("a file where the folder should be", encoding="utf-8")
    evaluator.start(kotae, path)
    now = ended(evaluator)
    assert now.state == "failed"
    assert len(now.errors) == 1
    assert "cannot be written" in now.errors[0]


@pytest.mark.parametrize(
    ("progress", "left"),
    [
        (Progress("answering", done=110, total=130, known=100, seconds=5), 10),
        (Progress("answering", done=104, total=130, known=100, seconds=5), None),
        (Progress("measuring", done=130, total=130, seconds=5), None),
        (Progress("stopping", done=110, total=130, seconds=5), None),
        (Progress(), None),
    ],
)
def test_the_time_that_is_left_is_told_from_what_this_start_answered(progress: Progress, left: float | None) -> None:
    assert progress.seconds_left == left
