"""Runs and question sets on disk, and their addresses: names decide nothing, and nothing else can be reached."""

import json
import os
import shutil
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from kotae import Kotae
from kotae.errors import QuestionSetError, RunError
from kotae.evaluation.evaluate import carry_out, plan
from kotae.evaluation.sets.read import SUFFIXES, read_set
from kotae.settings import Settings
from kotae_ui import runs
from kotae_ui.guard import Guard
from kotae_ui.run_addresses import run_addresses

from .evaluations import set_content, write

HOSTILE = [
    "../../etc/passwd.csv",
    "..\\..\\evil.csv",
    ".hidden.csv",
    "<img src=x onerror=alert(1)>.csv",
    "a\x00b.csv",
    "con:aux|*?.csv",
    "…/‮fdp.csv",
    "x" * 240 + ".csv",
    "質" * 80 + ".csv",
    " .csv",
]


LIMITS = Settings().limits
pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture(scope="module")
def finished(kotae: Kotae, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a finished run."""
    folder = tmp_path_factory.mktemp("finished")
    questions = write(folder, "質問 <b>.csv", set_content())
    planned = plan(kotae, [questions], read_set(questions), folder / "runs" / "質問 <b>#1")
    return carry_out(kotae, planned, 1, lambda done, total: None).folder


@pytest.fixture
def run(finished: Path, here: Path) -> str:
    """Return the name of a finished run of this test's own."""
    shutil.copytree(finished, here / "runs" / finished.name)
    return finished.name


@pytest.fixture
def client() -> TestClient:
    """Return a browser before the addresses, as the server guards them."""
    app = FastAPI()
    app.include_router(run_addresses())
    return TestClient(Guard(app, {}, local=False))


def everything(here: Path) -> set[str]:
    return {path.relative_to(here).as_posix() for path in here.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_set_is_kept_in_the_runs_folder_whatever_it_is_called(here: Path, name: str) -> None:
    incoming = write(here / "incoming", "upload.csv", set_content())
    kept, questions = runs.keep_set(incoming, name, LIMITS)
    assert len(questions) == 5
    assert everything(here) == {"incoming/upload.csv", f"runs/sets/{kept}"}
    assert kept.endswith(".csv")
    assert kept.replace("-", "").removesuffix(".csv").replace("_", "").isalnum()
    assert [chosen for _, chosen in runs.set_choices()] == [kept]
    assert runs.set_path(kept).read_bytes() == incoming.read_bytes()


def test_the_same_set_is_kept_once_and_another_of_the_same_name_beside_it(here: Path) -> None:
    for content in (set_content(), set_content(), set_content(encoding="utf-8")):
        runs.keep_set(write(here, "questions.csv", content), "questions.csv", LIMITS)
    assert len(runs.set_choices()) == 2
    assert {label.split(" · ")[0] for label, _ in runs.set_choices()} == {"questions.csv"}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("bad.csv", set_content((("a", "", "", "", "", ""),)), "line 2"),
        ("empty.csv", b"", "has no questions"),
        ("no.exe", b"MZ", "cannot read question sets of this kind"),
        ("not.xlsx", b"PK\x03\x04 no workbook", "not.xlsx"),
    ],
)
def test_a_set_that_is_wrong_is_not_kept(here: Path, name: str, content: bytes, said: str) -> None:
    with pytest.raises(QuestionSetError) as raised:
        runs.keep_set(write(here, name, content), name, LIMITS)
    assert said in raised.value.problems[0]
    assert everything(here) == {name}
    assert runs.set_choices() == []


def test_a_set_that_cannot_be_written_leaves_nothing(here: Path) -> None:
    (here / "runs").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(QuestionSetError, match="cannot be written"):
        runs.keep_set(write(here, "questions.csv", set_content()), "questions.csv", LIMITS)
    assert everything(here) == {"runs", "questions.csv"}


@pytest.mark.parametrize("name", ["", "..", "../questions.csv", "questions.csv", "/etc/passwd", ".hidden.csv"])
def test_only_kept_sets_are_run(here: Path, name: str) -> None:
    write(here, "questions.csv", set_content())
    runs.keep_set(here / "questions.csv", "other.csv", LIMITS)
    write(here / "runs" / "sets", ".hidden.csv", set_content())
    with pytest.raises(RunError, match="no question set"):
        runs.set_path(name)


def test_runs_are_listed_the_newest_first_with_their_sets(run: str, here: Path) -> None:
    assert [(label.split(" · ")[0], name) for label, name in runs.run_choices()] == [("質問 <b>.csv", run)]
    damaged = here / "runs" / "damaged"
    damaged.mkdir()
    (damaged / "run.json").write_text("{", encoding="utf-8")
    os.utime(damaged / "run.json", (0, 0))
    assert [name for _, name in runs.run_choices()] == [run, "damaged"]
    assert runs.run_choices()[1][0] == "damaged"
    with pytest.raises(RunError, match="damaged"):
        runs.finished("damaged")


def test_a_run_of_another_version_is_said_to_be_so(run: str, here: Path) -> None:
    path = here / "runs" / run / "run.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | {"format": 99}), encoding="utf-8")
    with pytest.raises(RunError, match="another version"):
        runs.finished(run)


def test_every_file_of_a_run_can_be_fetched(run: str, client: TestClient, here: Path) -> None:
    for name, media in runs.FILES.items():
        answer = client.get(f"/kotae/evaluation/{quote(run)}/{name}")
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(media)
        assert answer.content == (here / "runs" / run / name).read_bytes()
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
        kind = "inline" if name.endswith(".html") else "attachment"
        assert answer.headers["content-disposition"].startswith(kind)


def test_a_report_has_no_origin_here_and_loads_nothing(run: str, client: TestClient) -> None:
    answer = client.get(f"/kotae/evaluation/{quote(run)}/report.html")
    policy = [part.strip() for part in answer.headers["content-security-policy"].split(";")]
    assert "sandbox" in policy, "without exceptions"
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert not any(part.startswith("script-src") for part in policy)
    assert answer.headers["x-frame-options"] == "SAMEORIGIN"


@pytest.mark.parametrize(
    "path",
    [
        "nothing/report.html",
        "{run}/unfinished.jsonl",
        "{run}/secret.txt",
        "{run}/..%2F..%2Fsecret.txt",
        "{run}/../secret.txt",
        "%2e%2e/run.json",
        "..%2F{run}/run.json",
        "./run.json",
        "sets/run.json",
        "{run}%00/run.json",
        "linked/run.json",
        "{run}/summary.md",
    ],
)
def test_nothing_else_can_be_fetched(run: str, client: TestClient, here: Path, path: str) -> None:
    (here / "runs" / run / "secret.txt").write_text("secret", encoding="utf-8")
    (here / "run.json").write_text("secret", encoding="utf-8")
    (here / "outside").mkdir()
    (here / "outside" / "run.json").write_text("secret", encoding="utf-8")
    (here / "runs" / "linked").symlink_to(here / "outside")
    (here / "runs" / run / "summary.md").unlink()
    (here / "runs" / run / "summary.md").symlink_to(here / "run.json")
    answer = client.get(f"/kotae/evaluation/{path.format(run=quote(run))}")
    assert answer.status_code == 404
    assert "secret" not in answer.text.replace("secret.txt", "")


@pytest.mark.parametrize("format", ["xlsx", "yaml"])
def test_a_template_is_a_set_that_can_be_read(client: TestClient, here: Path, format: str) -> None:
    answer = client.get(f"/kotae/question-template?format={format}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == f'attachment; filename="questions.{format}"'
    assert len(read_set(write(here, f"questions.{format}", answer.content))) == 3


@pytest.mark.parametrize("format", ["exe", "", "../x.yaml", *(suffix for suffix in SUFFIXES)])
def test_there_is_no_template_of_another_kind(client: TestClient, format: str) -> None:
    assert client.get("/kotae/question-template", params={"format": format}).status_code == 400
