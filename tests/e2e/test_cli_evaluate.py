"""`kotae eval` as a user meets it: a set in, figures out, and one clear line for whatever is wrong."""

import json
import os
import signal
import subprocess
from pathlib import Path

import pytest
from support import KOTAE, environment, until

from kotae.evaluation.sets.read import read_set
from kotae.settings import Settings

SET = """id,question,language,kind,answers,answerable,evidence,owner
h,富士山の標高は何メートルですか。,ja,passage,3776メートル,,3776メートル,山田班
b,When was the lighthouse built?,en,passage,1862,,granite in 1862,harbour
t,2022年の富士山の登山者数は?,ja,table,160145人|160145,,"160,145",山田班
p,Who wrote Hamlet?,en,trap,,no,,harbour
"""
MANY = 110  # enough for two processes to answer
FILES = {"questions.jsonl", "report.html", "report.ja.html", "run.json", "summary.ja.md", "summary.md"}


def write(folder: Path, text: str = SET, encoding: str = "utf-8", name: str = "set.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def test_a_set_from_excel_is_answered_and_measured(run, small: Settings, tmp_path: Path) -> None:
    asked = write(tmp_path, SET, "cp932")
    done = run("eval", asked, "--index", small.index, "--out", tmp_path / "run", LC_ALL="ja")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Success@1" in done.stdout
    assert "日本語" in done.stdout
    assert {path.name for path in (tmp_path / "run").iterdir()} == FILES
    lines = [json.loads(line) for line in (tmp_path / "run" / "questions.jsonl").read_text("utf-8").splitlines()]
    assert [line["question"]["id"] for line in lines] == ["h", "b", "t", "p"]
    assert lines[0]["question"]["extra"] == {"owner": "山田班"}
    assert lines[0]["metrics"]["Success@1"] == 1.0
    assert lines[2]["metrics"]["number"] == 1.0
    assert "3776メートル" in lines[0]["answer"]["text"]
    told = json.loads((tmp_path / "run" / "run.json").read_text("utf-8"))
    assert told["questions"] == 4
    assert {"settings", "model", "versions", "index", "seed", "machine", "summary"} <= told.keys()
    assert told["summary"]["overall"]["Success@1"] == {"value": 1.0, "low": 1.0, "high": 1.0, "count": 3}
    page = (tmp_path / "run" / "report.html").read_text("utf-8")
    assert "Success@1" in page
    assert "http://" not in page.replace("http://www.w3.org/2000/svg", "")


def test_a_run_is_compared_with_another_and_told_as_json(call, small: Settings, tmp_path: Path) -> None:
    questions = write(tmp_path)
    assert call("eval", questions, "--index", small.index, "--out", "a").returncode == 0
    strict = call("eval", questions, "--index", small.index, "--out", "b", "--baseline", "a", KOTAE_STRICTNESS="1")
    assert strict.returncode == 0
    assert "baseline" in strict.stdout
    compared = call("eval", "compare", "a", "b")
    assert (compared.returncode, compared.stderr) == (0, "")
    row = next(line for line in compared.stdout.splitlines() if "Answer right" in line)
    assert "−1.000" in row
    done = call("eval", questions, "--index", small.index, "--baseline", "a", "--json")
    assert done.returncode == 0
    told = json.loads(done.stdout)
    assert told["comparison"]["metrics"]["Success@1"]["difference"] == 0.0
    assert told["summary"]["questions"] == 4
    folder = tmp_path / "here" / told["folder"]
    assert folder.parent == tmp_path / "here" / "runs"
    assert folder.name.startswith("set-")
    assert {path.name for path in folder.iterdir()} == FILES


@pytest.mark.parametrize(
    ("wanted", "status", "said"),
    [
        (("Success@1=1.0", "ja/contains=0.9", "false_refusals=0.0"), 0, ()),
        (
            ("nDCG@10=1.01", "Success@1=1.0", "en/ms_p50=0.001", "fr/f1=0.5"),
            1,
            ("nDCG@10 is 1.0000, under 1.01.", "over 0.001", "fr/f1 was not measured"),
        ),
        (("f1=much",), 1, ("'much' is not a number",)),
    ],
)
def test_a_run_can_stand_in_continuous_integration(
    call, small: Settings, tmp_path: Path, wanted: tuple[str, ...], status: int, said: tuple[str, ...]
) -> None:
    options = [part for metric in wanted for part in ("--fail-under", metric)]
    done = call("eval", write(tmp_path), "--index", small.index, *options)
    assert done.returncode == status
    assert len(done.stderr.splitlines()) == len(said)
    assert all(line in done.stderr for line in said)


def test_every_row_that_is_wrong_is_named_and_nothing_is_written(call, small: Settings, tmp_path: Path) -> None:
    wrong = "id,question,page,answerable,answers,document\na,何?,two,yes,x,f.md\n,何?,1,maybe,x,f.md\na,何?,,,,\n"
    before = set(tmp_path.rglob("*"))
    done = call("eval", write(tmp_path, wrong), "--index", small.index)
    assert (done.returncode, done.stdout) == (1, "")
    lines = done.stderr.splitlines()
    assert any("set.csv, line 2" in line and "page" in line and '"two"' in line for line in lines)
    assert any("set.csv, line 3" in line and "id" in line for line in lines)
    assert any("set.csv, line 3" in line and "answerable" in line and "maybe" in line for line in lines)
    assert any("set.csv, line 4" in line and "line 2" in line for line in lines)
    assert set(tmp_path.rglob("*")) - before == {tmp_path / "set.csv"}


def test_an_empty_set_is_one_line(call, small: Settings, tmp_path: Path) -> None:
    done = call("eval", write(tmp_path, "id,question\n"), "--index", small.index)
    assert (done.returncode, done.stdout) == (1, "")
    assert "no questions" in done.stderr
    assert done.stderr.count("\n") == 1


def test_gold_that_no_document_has_is_named_and_counts_as_not_found(call, small: Settings, tmp_path: Path) -> None:
    text = "id,question,evidence,document\ntypo,富士山の標高は?,3767メートル,\nlost,灯台は?,,harbour.pdf\n"
    done = call("eval", write(tmp_path, text), "--index", small.index, "--out", "r")
    assert done.returncode == 0
    assert "typo" in done.stderr
    assert "3767メートル" in done.stderr
    assert "harbour.pdf" in done.stderr
    told = json.loads((tmp_path / "here" / "r" / "run.json").read_text("utf-8"))
    assert told["summary"]["overall"]["Success@10"]["value"] == 0.0
    assert len(told["problems"]) == 2


def test_a_run_s_folder_is_never_written_over(call, small: Settings, tmp_path: Path) -> None:
    mine = tmp_path / "thesis"
    mine.mkdir()
    (mine / "chapter.txt").write_text("mine", encoding="utf-8")
    done = call("eval", write(tmp_path), "--index", small.index, "--out", mine)
    assert (done.returncode, done.stdout) == (1, "")
    assert "other files" in done.stderr
    assert [path.name for path in mine.iterdir()] == ["chapter.txt"]


@pytest.mark.parametrize("arguments", [("compare", "a", "b"), ("set.csv", "--baseline", "a")])
def test_a_run_that_is_not_there_is_one_line(call, small: Settings, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    write(tmp_path / "here")
    done = call("eval", *arguments, *(("--index", small.index) if arguments[0] == "set.csv" else ()))
    assert (done.returncode, done.stdout) == (1, "")
    assert "there is no run here" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_set_begins_with_a_template(call, small: Settings, tmp_path: Path) -> None:
    for name in ("questions.yaml", "mine.csv", "mine.xlsx"):
        assert call("eval", "init", name).returncode == 0
        assert len(read_set(tmp_path / "here" / name)) == 3
    again = call("eval", "init", "mine.xlsx")
    assert (again.returncode, again.stdout) == (1, "")
    assert call("eval", "mine.xlsx", "--index", small.index, "--out", "run").returncode == 0


def test_a_published_set_brings_its_corpus(call, tmp_path: Path, cache: Path) -> None:
    paragraphs = [
        {
            "context": "Lake Orla [SEP] Lake Orla is 41 metres deep and freezes in January.",
            "qas": [
                {
                    "id": "1",
                    "question": "How deep is Lake Orla?",
                    "answers": [{"text": "41 metres"}],
                    "is_impossible": False,
                },
                {"id": "2", "question": "Who drained Lake Orla?", "answers": [], "is_impossible": True},
            ],
        }
    ]
    source = tmp_path / "squad.json"
    source.write_text(json.dumps({"data": [{"title": "Lake Orla", "paragraphs": paragraphs}]}), encoding="utf-8")
    imported = call("eval", "import", source, "--out", "lakes")
    assert (imported.returncode, imported.stderr) == (0, "")
    assert "kotae index --corpus lakes/corpus --index lakes/index" in imported.stdout
    assert call("index", "--corpus", "lakes/corpus", "--index", "lakes/index").returncode == 0
    done = call("eval", "lakes/questions.jsonl", "--index", "lakes/index", "--json")
    overall = json.loads(done.stdout)["summary"]["overall"]
    assert overall["R@1"]["value"] == 1.0
    assert overall["contains"]["value"] == 1.0


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Return a set that takes some seconds."""
    rows = [f"q{number},Tea number {number}?,x,tea.txt" for number in range(MANY)]
    return write(tmp_path, "id,question,answers,document\n" + "\n".join(rows) + "\n")


def test_a_run_that_is_stopped_goes_on_where_it_was(run, small: Settings, many: Path, tmp_path: Path) -> None:
    here = tmp_path / "here"
    process = subprocess.Popen(
        [KOTAE, "eval", many, "--index", small.index],
        cwd=here,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    until(lambda: any(path.read_bytes().count(b"\n") > 1 for path in here.glob("runs/*/unfinished.jsonl")))
    os.killpg(process.pid, signal.SIGINT)
    output, errors = process.communicate(timeout=600)
    assert (process.returncode, output) == (130, "")
    assert "what is answered is kept. Go on with: kotae eval" in errors
    assert "Traceback" not in errors
    (folder,) = (here / "runs").iterdir()
    kept = (folder / "unfinished.jsonl").read_bytes().count(b"\n") - 1
    assert 0 < kept < MANY
    done = run("eval", many, "--index", small.index, "--json")
    assert f"{kept} are answered already" in done.stderr
    told = json.loads(done.stdout)
    assert told["summary"]["questions"] == MANY
    assert told["asked"] == MANY - kept
    assert {path.name for path in folder.iterdir()} == FILES


def test_an_index_that_changed_is_another_run(call, small: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "here" / "r"
    folder.mkdir()
    (folder / "unfinished.jsonl").write_text('{"format": 1, "run": "of an older index"}\n', encoding="utf-8")
    done = call("eval", write(tmp_path), "--index", small.index, "--out", "r")
    assert (done.returncode, done.stdout) == (1, "")
    assert "another index" in done.stderr
