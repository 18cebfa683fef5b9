"""A run on disk is whole or can be gone on with, and what it holds comes back unchanged."""

import json
from pathlib import Path

import pytest

from kotae import Kotae
from kotae.errors import RunError
from kotae.evaluation import store
from kotae.evaluation.model import Outcome, Question
from kotae.evaluation.running import outcomes

QUESTIONS = (
    Question(
        "1",
        "富士山の標高は何メートルですか。",
        "ja",
        answers=("3776メートル",),
        evidence=(("3776",),),
        extra={"by": ["a", 1]},
    ),
    Question("2", "登山者が最も多い年は?", "ja", kind="table", documents={"fuji.md": 2}, page=1, place="q.csv, line 3"),
    Question("3", "Who wrote Hamlet?", "en", answerable=False),
)


@pytest.fixture(scope="module")
def answered(kotae: Kotae) -> tuple[Outcome, ...]:
    return tuple(outcomes(kotae, QUESTIONS, jobs=1))


def finished(folder: Path, answered: tuple[Outcome, ...]) -> Path:
    store.write(
        folder, {"seed": 0}, answered, [{"exact": 1.0}] * len(answered), {store.REPORT: "<p>", store.SUMMARY: "#"}
    )
    return folder


def test_a_finished_run_comes_back_unchanged(tmp_path: Path, answered: tuple[Outcome, ...]) -> None:
    stored = store.read(finished(tmp_path / "run", answered))
    assert stored.outcomes == answered
    assert stored.run == {"format": store.FORMAT, "seed": 0}
    assert answered[1].answer is not None
    assert answered[1].answer.computed is not None
    names = {path.name for path in (tmp_path / "run").iterdir()}
    assert names == {"run.json", "questions.jsonl", "report.html", "summary.md"}


def test_every_question_s_line_has_what_it_was_asked_what_came_and_its_metrics(
    tmp_path: Path, answered: tuple[Outcome, ...]
) -> None:
    lines = (finished(tmp_path / "run", answered) / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    first = json.loads(lines[0])
    assert first["question"]["extra"] == {"by": ["a", 1]}
    assert first["status"] == "answered"
    assert first["metrics"] == {"exact": 1.0}
    assert first["milliseconds"] > 0
    assert {"rank", "document", "page", "kind", "text", "score", "scores", "boxes"} <= first["hits"][0].keys()


def test_what_is_answered_is_kept_and_a_line_that_was_cut_off_is_asked_again(
    tmp_path: Path, answered: tuple[Outcome, ...]
) -> None:
    folder = tmp_path / "run"
    started = store.Unfinished(folder, "mark")
    assert started.read() == {}
    started.add(answered[0])
    started.add(answered[1])
    started.close()
    (path,) = folder.iterdir()
    path.write_bytes(path.read_bytes()[:-40])
    again = store.Unfinished(folder, "mark")
    assert again.read() == {"1": answered[0]}
    again.add(answered[2])
    again.close()
    assert store.Unfinished(folder, "mark").read() == {"1": answered[0], "3": answered[2]}
    assert store.is_of(folder, "mark")
    assert not store.is_of(folder, "other")


def test_wherever_a_line_was_cut_off_what_is_whole_before_it_is_kept(
    tmp_path: Path, answered: tuple[Outcome, ...]
) -> None:
    """Within the first line, and within a character, too."""
    folder = tmp_path / "run"
    started = store.Unfinished(folder, "mark")
    started.add(answered[0])
    started.close()
    (path,) = folder.iterdir()
    content = path.read_bytes()
    head, line = content.index(b"\n"), len(content) - 1
    character = next(place for place, byte in enumerate(content) if byte >= 0x80) + 1
    for cut in (0, 1, head, head + 1, character, line):
        path.write_bytes(content[:cut])
        again = store.Unfinished(folder, "mark")
        assert again.read() == {}
        again.add(answered[0])
        again.close()
        assert path.read_bytes() == content


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ("other run", "unfinished run of other questions"),
        ("finished", "a finished run"),
        ("files", "other files"),
        ("file", "a file"),
    ],
)
def test_a_folder_that_holds_something_else_is_left_alone(
    tmp_path: Path, answered: tuple[Outcome, ...], made: str, said: str
) -> None:
    folder = tmp_path / "run"
    if made == "file":
        folder.write_text("mine")
    elif made == "files":
        folder.mkdir()
        (folder / "thesis.txt").write_text("mine")
    elif made == "finished":
        finished(folder, answered)
    else:
        other = store.Unfinished(folder, "another mark")
        other.add(answered[0])
        other.close()
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(RunError, match=said):
        store.Unfinished(folder, "mark").read()
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_run_that_cannot_be_read_says_why(tmp_path: Path, answered: tuple[Outcome, ...]) -> None:
    with pytest.raises(RunError, match="there is no run here"):
        store.read(tmp_path)
    folder = finished(tmp_path / "old", answered)
    run = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    (folder / "run.json").write_text(json.dumps({**run, "format": 99}), encoding="utf-8")
    with pytest.raises(RunError, match=r"format 99, made by another version .* Run the set again"):
        store.read(folder)
    damaged = finished(tmp_path / "damaged", answered)
    (damaged / "questions.jsonl").write_text('{"metrics": {}, "question": 3}\n', encoding="utf-8")
    with pytest.raises(RunError, match="damaged"):
        store.read(damaged)
    going = store.Unfinished(tmp_path / "going", "mark")
    going.add(answered[0])
    going.close()
    with pytest.raises(RunError, match=r"not finished\. Go on with: kotae eval"):
        store.read(tmp_path / "going")


def test_the_fingerprint_follows_the_questions_and_whatever_else_decides() -> None:
    mark = store.fingerprint(QUESTIONS, {"strictness": 0.1})
    assert mark == store.fingerprint(QUESTIONS, {"strictness": 0.1})
    assert mark != store.fingerprint(QUESTIONS, {"strictness": 0.2})
    assert mark != store.fingerprint(QUESTIONS[:2], {"strictness": 0.1})
