"""A disk that is full or only to be read: the real command says so in one line, and what was there before still answers."""

import json
import os
import re
import resource
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from support import KOTAE, environment, settings_for, write_small

from kotae.corpus.uploads import UPLOADS, keep
from kotae.embedding.convert import converted_folder
from kotae.errors import CorpusError, QuestionSetError, RunError
from kotae.evaluation import store
from kotae.evaluation.evaluate import carry_out, plan
from kotae.evaluation.model import Question
from kotae.evaluation.sets.imports import import_set
from kotae.index.opened import checked, open_index
from kotae.settings import Settings
from kotae_ui.evaluating import Evaluator
from kotae_ui.indexing import Indexer
from kotae_ui.runs import SETS, keep_set

Disk = Callable[..., Path]
ROOM = "Make room"


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def line(errors: str) -> str:
    """Return the one line that a command ended with."""
    assert errors.startswith("kotae: "), errors
    assert errors.count("\n") == 1, errors
    return errors


def fill(folder: Path, left: int) -> None:
    """Fill a disk up, but for so many bytes."""
    free = shutil.disk_usage(folder).free
    with (folder / "full").open("wb") as stream:
        stream.write(b"\0" * (free - left))


@pytest.mark.parametrize("left", [0, 400_000, 1_000_000])
def test_a_disk_that_is_full_while_an_index_is_written(
    run, disk: Disk, small: Settings, tmp_path: Path, left: int
) -> None:
    """Wherever it is that there is no more room: for the first folder, a part, the manifest, the pointer."""
    corpus = write_small(tmp_path / "corpus")
    (corpus / "new.md").write_text("# New\n\nA new document is here.\n")
    index = disk(20_000_000) / "index"
    shutil.copytree(small.index, index)
    before = files(index), checked(index)
    fill(index.parent, left)
    made = run("index", "--corpus", corpus, "--index", index)
    if made.returncode == 0:
        assert left == 1_000_000, "there was room for all"
        assert len(open_index(index).records.documents) == 4
        return
    assert re.search(rf"{index}: cannot be written \(.*\)\. {ROOM} on the disk, .*\(--index DIR\)\.", line(made.stderr))
    assert (files(index), checked(index)) == before


@pytest.mark.parametrize("kind", ["file", "folder that is a file", "read only"])
def test_an_index_folder_that_cannot_be_written(run, disk: Disk, small: Settings, tmp_path: Path, kind: str) -> None:
    (tmp_path / "file").write_text("mine")
    index = {"file": tmp_path / "file", "folder that is a file": tmp_path / "index"}.get(kind)
    if kind == "folder that is a file":
        (tmp_path / "index").mkdir()
        (tmp_path / "index" / "generations").write_text("mine")
    index = index or disk(1_000_000, readable_only=True)
    made = run("index", "--corpus", small.corpus, "--index", index)
    assert f"{index}: cannot be written (" in line(made.stderr)
    asked = run("ask", "How high is Mount Fuji?", "--index", index)
    assert "no index here yet" in line(asked.stderr)


@pytest.mark.parametrize("what", ["converted model", pytest.param("dictionary", marks=pytest.mark.slow)])
def test_a_cache_on_a_full_disk_is_named_and_not_the_index(
    run, disk: Disk, small: Settings, tmp_path: Path, what: str
) -> None:
    """There is room for no conversion, and then the converted model is there but no room for the dictionary."""
    cache = disk(20_000_000) / "cache"
    if what == "dictionary":
        shutil.copytree(converted_folder(small.cache), converted_folder(cache), copy_function=os.symlink)
    corpus = write_small(tmp_path / "corpus")
    made = run("index", "--corpus", corpus, "--index", tmp_path / "index", KOTAE_CACHE=str(cache))
    assert re.search(
        rf"{cache}/.*: the {what} cannot be written \(.*\)\. {ROOM} \(\d+ MB\), .*KOTAE_CACHE", line(made.stderr)
    )
    assert files(tmp_path / "index") == [".lock"] or not (tmp_path / "index").exists()
    left = {name.split("/")[0] for name in files(cache)}
    assert left == ({"models"} if what == "dictionary" else set())


@pytest.mark.parametrize(
    ("what", "largest"),
    [("converted model", 1_000_000), pytest.param("dictionary", 10_000_000, marks=pytest.mark.slow)],
)
def test_a_cache_whose_files_may_not_grow_is_named(small: Settings, tmp_path: Path, what: str, largest: int) -> None:
    """As with a quota; this needs no right to mount a disk."""
    cache = tmp_path / "cache"
    if what == "dictionary":
        models = converted_folder(small.cache)
        shutil.copytree(models, converted_folder(cache), copy_function=os.symlink)
    made = subprocess.run(
        [KOTAE, "index", "--corpus", small.corpus, "--index", tmp_path / "index"],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest)),
        capture_output=True,
        text=True,
        env=environment(KOTAE_CACHE=str(cache)),
    )
    assert re.search(
        rf"{cache}/.*: the {what} cannot be written \(.*\)\. {ROOM} \(\d+ MB\), .*KOTAE_CACHE", line(made.stderr)
    )
    assert not list(cache.rglob("*.partial"))


@pytest.mark.parametrize("kind", ["file", "read only"])
def test_a_cache_that_cannot_be_made_is_named(run, disk: Disk, small: Settings, tmp_path: Path, kind: str) -> None:
    (tmp_path / "file").write_text("mine")
    cache = tmp_path / "file" if kind == "file" else disk(1_000_000, readable_only=True)
    for command in (("index", "--corpus", small.corpus, "--rebuild"), ("ask", "How high is Mount Fuji?")):
        ended = run(*command, "--index", shutil.copytree(small.index, tmp_path / command[0]), KOTAE_CACHE=str(cache))
        assert f"{cache}/" in line(ended.stderr)
        assert "KOTAE_CACHE" in ended.stderr
    assert converted_folder(small.cache).is_dir()


@pytest.mark.parametrize(
    "command",
    [
        ("ask", "How high is Mount Fuji?"),
        pytest.param(("ask", "How high is Mount Fuji?", "--json"), marks=pytest.mark.slow),
        ("status",),
        ("index",),
    ],
)
def test_what_is_printed_onto_a_full_disk(small: Settings, command: tuple[str, ...]) -> None:
    options = ["--corpus", small.corpus] if command[0] != "ask" else []
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [KOTAE, *command, *options, "--index", small.index],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(),
        )
    assert ended.returncode == 1
    assert "the output cannot be written (No space left on device)" in line(ended.stderr)


@pytest.mark.parametrize("content", [b"x" * 5000, b"\xff\xfe0\x000\x00"])
def test_a_pointer_that_was_edited(run, small: Settings, tmp_path: Path, content: bytes) -> None:
    index = Path(shutil.copytree(small.index, tmp_path / "index"))
    (index / "CURRENT").write_bytes(content)
    for command in (("status",), ("ask", "How high is Mount Fuji?"), ("index", "--corpus", small.corpus)):
        assert "Run: kotae index --rebuild" in line(run(*command, "--index", index).stderr)


def test_no_checksums_are_no_leave_to_read_anything(run, small: Settings, tmp_path: Path) -> None:
    index = Path(shutil.copytree(small.index, tmp_path / "index"))
    path = checked(index)[0] / "generation.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"checksums": {}}))
    for command in (("status",), ("ask", "How high is Mount Fuji?")):
        assert "the index is damaged (generation.json)" in line(run(*command, "--index", index).stderr)


QUESTIONS = tuple(Question(str(n), "How high is Mount Fuji?", "en", answers=("3776",)) for n in range(40))


def test_a_run_on_a_full_disk_keeps_what_is_answered(kotae, disk: Disk) -> None:
    folder = disk(60_000) / "run"
    with pytest.raises(
        RunError, match=rf"{folder}: cannot be written \(.*\)\. {ROOM}.*what is answered is kept"
    ) as raised:
        carry_out(kotae, plan(kotae, [Path("q.jsonl")], QUESTIONS, folder), 1, lambda done, total: None)
    assert "\n" not in str(raised.value)
    again = plan(kotae, [Path("q.jsonl")], QUESTIONS, folder)
    assert 0 < len(again.known) < len(QUESTIONS)
    assert files(folder) == ["unfinished.jsonl"]


def test_a_run_that_has_no_room_for_its_report_can_be_gone_on_with(kotae, disk: Disk) -> None:
    folder = disk(2_000_000) / "run"
    questions = Path(folder.parent / "q.jsonl")
    questions.write_text("x")
    planned = plan(kotae, [questions], QUESTIONS[:3], folder)
    full = False

    def then_fill(done: int, total: int) -> None:
        nonlocal full
        if done == total and not full:
            full = True
            fill(folder.parent, 0)

    with pytest.raises(RunError, match=rf"{folder}: cannot be written"):
        carry_out(kotae, planned, 1, then_fill)
    assert files(folder) == ["unfinished.jsonl"]
    (folder.parent / "full").unlink()
    (folder / "report.html.partial").write_text("left by a run that was killed")
    again = plan(kotae, [questions], QUESTIONS[:3], folder)
    assert len(again.known) == 3
    carry_out(kotae, again, 1, lambda done, total: None)
    assert files(folder) == [
        "questions.jsonl",
        "report.html",
        "report.ja.html",
        "run.json",
        "summary.ja.md",
        "summary.md",
    ]


def test_an_unfinished_run_that_is_damaged_is_one_line(kotae, tmp_path: Path) -> None:
    run = store.Unfinished(tmp_path / "run", "mark")
    path = tmp_path / "run" / "unfinished.jsonl"
    carried = plan(kotae, [Path("q.jsonl")], QUESTIONS[:1], tmp_path / "run")
    path.parent.mkdir()
    head = json.dumps({"format": store.FORMAT, "run": "mark"})
    for body in (b"\xff\n", b"null\n", b"[" * 100_000 + b"\n", b'{"question": 3}\n'):
        path.write_bytes(head.encode() + b"\n" + body)
        with pytest.raises(RunError, match="damaged") as raised:
            run.read()
        assert "\n" not in str(raised.value)
    assert carried.known == {}


def test_an_upload_and_a_set_on_a_full_disk_leave_nothing(
    disk: Disk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = disk(500_000)
    monkeypatch.chdir(small)
    (tmp_path / "tea.txt").write_text("Tea is green. " * 100_000)
    with pytest.raises(
        CorpusError, match=r"uploads/tea-\w+\.txt cannot be written \(No space left on device\)\. Make room"
    ):
        keep(small / "corpus", tmp_path / "tea.txt", "tea.txt")
    (tmp_path / "q.jsonl").write_text(
        "".join(json.dumps({"id": str(n), "question": "Tea?" * 50, "answers": ["x"]}) + "\n" for n in range(3000))
    )
    with pytest.raises(QuestionSetError, match=r"cannot be written \(No space left on device\)"):
        keep_set(tmp_path / "q.jsonl", "q.jsonl", Settings().limits)
    assert files(small) == []
    assert os.listdir(small / "corpus" / UPLOADS) == os.listdir(small / SETS) == []


def test_an_import_onto_a_full_disk_leaves_nothing(disk: Disk, tmp_path: Path) -> None:
    small = disk(200_000)
    asked = {"id": "q", "question": "What is green?", "answers": [{"text": "Tea", "answer_start": 0}]}
    paragraphs = [
        {"context": f"Tea {number} is green. " * 100, "qas": [asked | {"id": f"q{number}"}]} for number in range(300)
    ]
    (tmp_path / "squad.json").write_text(json.dumps({"data": [{"title": "tea", "paragraphs": paragraphs}]}))
    with pytest.raises(QuestionSetError, match=r"out: cannot be written \(No space left on device\)"):
        import_set(tmp_path / "squad.json", small / "out")
    assert list(small.iterdir()) == []


def test_a_server_that_starts_sweeps_up_after_one_that_was_killed(
    small: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = settings_for(
        write_small(tmp_path / "corpus"), Path(shutil.copytree(small.index, tmp_path / "index")), small.cache
    )
    left = [
        settings.corpus / UPLOADS / ".a.partial",
        tmp_path / SETS / ".b.partial",
        settings.index / "generations" / "0.partial",
    ]
    for folder in left:
        folder.mkdir(parents=True)
        (folder / ".lock").touch()
        (folder / "half").write_text("half")
    indexer, evaluator = Indexer(settings, lambda: None), Evaluator()
    try:
        assert not any(folder.exists() for folder in left)
    finally:
        indexer.close()
        evaluator.close()
