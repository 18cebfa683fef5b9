"""The command line as a user meets it: answers in both languages, and one clear line for whatever is wrong."""

import json
import shutil
import signal
import subprocess
import threading
from pathlib import Path

import jsonschema
import pymupdf
import pytest
from support import KOTAE, ROOT, environment

from kotae import Kotae
from kotae.index.opened import checked
from kotae.settings import Settings

SCHEMA = ROOT / "src" / "kotae" / "answer.schema.json"
GOOD = "# 川\n\n信濃川は日本で最も長い川であり、長さは367キロメートルである。\n"


def test_a_question_is_answered_in_its_own_language(command, small: Settings) -> None:
    japanese = command("ask", "富士山の標高は何メートルですか。", "--index", small.index)
    assert (japanese.returncode, japanese.stderr) == (0, "")
    assert "3776メートル" in japanese.stdout
    assert "根拠" in japanese.stdout
    assert "行目 · 富士山 > 高さ · 本文" in japanese.stdout
    english = command("ask", "How many metres high is Mount Fuji?", "--index", small.index, "-k", 2)
    assert (english.returncode, english.stderr) == (0, "")
    assert "3776メートル" in english.stdout
    assert "lines " in english.stdout
    assert "· passage ·" in english.stdout
    assert "[2] " in english.stdout
    assert "[3] " not in english.stdout


def test_json_is_what_the_schema_says(run, small: Settings) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    asked = run("ask", "登山者が最も多い年は?", "--index", small.index, "--json")
    assert asked.returncode == 0
    result = json.loads(asked.stdout)
    jsonschema.Draft202012Validator(schema).validate(result)
    assert result["language"] == "ja"
    assert any("221,322" in hit["text"] for hit in result["hits"])
    tried = result["tried"]
    assert tried[0]["operation"] == "greatest"
    assert tried[0]["certainty"] == max(entry["certainty"] for entry in tried)


def test_what_was_tried_over_tables_is_told_where_it_is_asked_for(run, small: Settings) -> None:
    question = "登山者が最も多い年は?"
    plain = run("ask", question, "--index", small.index)
    told = run("ask", question, "--index", small.index, "--explain")
    assert told.returncode == 0
    assert told.stdout.startswith(plain.stdout)
    lines = told.stdout[len(plain.stdout) :].strip().splitlines()
    assert lines[0] == "表で試したこと"
    assert len(lines) > 2
    assert " · greatest · " in lines[1]
    assert all(line.strip().startswith("確からしさ 0.") for line in lines[1:])


def test_every_kind_of_result_is_what_the_schema_says(kotae) -> None:
    """A question that is answered, one that is not, one over a table, and one whose evidence cites a source."""
    validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    asked = ("When was the lighthouse built?", "Who wrote Hamlet?", "登山者が最も多い年は?", "PPR-9087?")
    for question in asked:
        validator.validate(kotae.ask(question).to_dict())


def test_the_index_is_made_and_kept_up_to_date(run, tmp_path: Path, cache: Path) -> None:
    corpus = tmp_path / "papers"
    corpus.mkdir()
    (corpus / "river.md").write_text(GOOD, encoding="utf-8")
    options = ("--corpus", corpus, "--index", tmp_path / "index")
    made = run("index", *options)
    assert (made.returncode, made.stderr) == (0, "")
    assert made.stdout == "Indexed: 1 documents, 1 passages, 0 table rows in 0 tables (1 read).\n"
    assert run("index", *options).stdout.startswith("Up to date: 1 documents")
    status = run("status", *options).stdout
    assert "multilingual-e5-small" in status
    assert "up to date" in status
    assert "river.md: 川" in status
    (corpus / "river.md").write_text(GOOD + "\n利根川はその次に長い。\n", encoding="utf-8")
    assert "stale: run kotae index" in run("status", *options).stdout
    shutil.rmtree(corpus)
    gone = run("status", *options)
    assert gone.returncode == 0
    assert "papers: does not exist" in gone.stdout


def failed(ran, *parts: str) -> None:
    """Check that a command ended with one clear line and nothing else."""
    assert ran.returncode == 1, ran
    assert ran.stdout == ""
    assert ran.stderr.startswith("kotae: ")
    assert ran.stderr.count("\n") == 1, ran.stderr
    assert "Traceback" not in ran.stderr
    for part in parts:
        assert part in ran.stderr


def locked_pdf(path: Path) -> None:
    with pymupdf.open() as document:
        document.new_page().insert_text((72, 72), "secret")
        document.save(path, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="password", owner_pw="owner")


EVIL = "The code word is [bold red]zebra[/] \x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b5m \u202egnp.exe \x08\x08 [link=x]."
BAD: dict[str, bytes] = {
    "broken.pdf": b"%PDF-1.7\nnothing that a PDF has",
    "empty.pdf": b"",
    "empty.txt": b"\n \n",
    "[bold]sheet.numbers": b"PK\x03\x04",
    "picture.pdf": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "page.txt": b"<!DOCTYPE html><html><body>x</body></html>",
    "binary.md": bytes(range(256)),
    "\x1b[31mred\nline.log": b"x",
    "rule.md": b"---\n",
}
GOOD_FILES = {
    "good.md": GOOD,
    "title.md": "# Only a title\n",
    "evil.txt": f"{EVIL}\n",
    "evil.html": "<html><head><title>A [bold]title[/] \x1b[2J &#27;[31m</title></head>"
    f"<body><p>Giraffes: {EVIL}</p></body></html>",
}


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory, run_in, cache: Path):
    """Return the options of an index over good, bad and evil files, and what making it printed."""
    folder = tmp_path_factory.mktemp("mixed")
    corpus = folder / "corpus"
    corpus.mkdir()
    for name, content in BAD.items():
        (corpus / name).write_bytes(content)
    for name, text in GOOD_FILES.items():
        (corpus / name).write_text(text, encoding="utf-8")
    locked_pdf(corpus / "locked.pdf")
    options = ("--corpus", corpus, "--index", folder / "index")
    return options, run_in(folder, "index", *options)


def test_each_bad_file_gets_one_line_and_the_good_ones_are_indexed(mixed) -> None:
    _, ran = mixed
    assert ran.returncode == 0
    assert ran.stdout == "Indexed: 5 documents, 4 passages, 0 table rows in 0 tables (5 read).\n"
    lines = ran.stderr.splitlines()
    assert all(line.startswith("! ") for line in lines), ran.stderr
    assert "\x1b" not in ran.stderr
    said = {
        "broken.pdf": "damaged",
        "empty.pdf": "empty",
        "empty.txt": "empty",
        "locked.pdf": "password",
        "[bold]sheet.numbers": "unknown type",
        "picture.pdf": "not the PDF that its name says",
        "page.txt": "give it the suffix .html",
        "binary.md": "binary",
        " [31mred line.log": "unknown type",
        "rule.md": "no text",
    }
    assert len(lines) == len(said)
    for name, reason in said.items():
        (line,) = (line for line in lines if line.startswith(f"! {name}:"))
        assert reason in line


def test_what_documents_and_names_say_is_shown_and_not_obeyed(mixed, run) -> None:
    options, _ = mixed
    shown = run("ask", "What is the code word?", *options[2:])
    status = run("status", *options)
    as_json = run("ask", "What is the code word?", "--json", *options[2:])
    for ran in (shown, status, as_json):
        assert (ran.returncode, ran.stderr) == (0, "")
        assert not [character for character in ran.stdout if not character.isprintable() and character != "\n"]
    assert "[bold red]zebra[/]" in shown.stdout
    assert "A [bold]title[/]" in shown.stdout
    assert "A [bold]title[/]" in status.stdout
    assert "! [bold]sheet.numbers: unknown type" in status.stdout
    assert any("[bold red]zebra[/]" in hit["text"] for hit in json.loads(as_json.stdout)["hits"])


def test_a_corpus_that_is_none_is_named(run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "empty").mkdir()
    failed(run("index", "--corpus", tmp_path / "nowhere"), "nowhere: does not exist", "--corpus DIR")
    failed(run("index", "--corpus", tmp_path / "file"), "file: is not a folder", "--corpus DIR")
    failed(run("index", "--corpus", tmp_path / "empty"), "empty: no document in this folder", ".pdf")
    (tmp_path / "empty" / "sources.toml").write_text("[[")
    failed(run("index", "--corpus", tmp_path / "empty"), "sources.toml: not valid TOML")


def test_a_question_that_cannot_be_asked_is_refused(run, small: Settings) -> None:
    failed(run("ask", "  　 ", "--index", small.index), "The question is empty", "kotae ask")
    failed(run("ask", "a" * 100_000, "--index", small.index), "100,000 characters", "at most 2,000")


def test_a_question_may_begin_with_a_dash(run, small: Settings) -> None:
    ran = run("ask", "-10度の山頂の気温は?", "--index", small.index)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "[1]" in ran.stdout


def test_no_index_yet(run, tmp_path: Path) -> None:
    failed(run("ask", "何?"), "index: no index here yet. Run: kotae index")
    failed(run("status"), "index: no index here yet. Run: kotae index")


def test_a_damaged_index_is_refused(run, small: Settings, tmp_path: Path) -> None:
    index = Path(shutil.copytree(small.index, tmp_path / "index"))
    path = next(checked(index)[0].rglob("records.sqlite"))
    path.write_bytes(path.read_bytes()[:-100])
    for command in (("ask", "何?"), ("status",), ("index", "--corpus", small.corpus)):
        failed(run(*command, "--index", index), "records.sqlite: missing, damaged", "kotae index --rebuild")


@pytest.mark.parametrize(
    ("text", "reason"),
    [("results = 0", "Setting 'results'"), ("corpus = [", "kotae.toml: not valid TOML"), ("x = 1", "Setting 'x'")],
)
def test_a_bad_settings_file_is_named(run, tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "here" / "kotae.toml").write_text(text)
    failed(run("status"), reason, "kotae.toml")


def test_folders_that_cannot_be_used_are_named(run, small: Settings, tmp_path: Path) -> None:
    """A path under a file: what permissions are to a user, it is to root as well."""
    (tmp_path / "file").write_text("x")
    failed(run("ask", "何?", "--index", tmp_path / "file" / "index"), "file/index: no index here yet")
    failed(
        run("index", "--corpus", small.corpus, "--index", tmp_path / "file" / "index"), "file/index: cannot be written"
    )
    cache = str(tmp_path / "file" / "cache")
    failed(run("index", "--corpus", small.corpus, KOTAE_CACHE=cache), "file/cache", "cannot be written")
    failed(run("ask", "何?", "--index", small.index, KOTAE_CACHE=cache), "file/cache", "cannot be written")


def test_a_terminal_without_japanese_still_shows_the_rest(command, small: Settings) -> None:
    ran = command("ask", "When was the lighthouse built?", "--index", small.index, PYTHONIOENCODING="ascii")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "1862" in ran.stdout


def test_an_answer_does_not_depend_on_the_order_of_sets(command, web_folder: Path) -> None:
    question = (
        "Add up everything budgeted for domestic production of advanced semiconductors from FY2021 through FY2024."
    )
    asked = ("ask", "--json", "--index", web_folder / "index", question)
    first, second = (command(*asked, PYTHONHASHSEED=seed) for seed in ("0", "1"))
    assert "21,706" in first.stdout
    assert second.stdout == first.stdout


def test_an_error_is_said_in_the_terminal_s_language(run) -> None:
    refused = run("ask", "富士山の標高は?", LANG="ja_JP.UTF-8", LC_ALL="")
    assert refused.returncode == 1
    assert "まだ索引がありません" in refused.stderr
    assert "no index here yet" in run("ask", "富士山の標高は?", LANG="en_US.UTF-8", LC_ALL="").stderr


def test_a_question_that_follows_on_another_is_asked_in_full(run, small: Settings) -> None:
    before = "When was the lighthouse built?"
    answered = run("ask", "And in 1911?", "--after", before, "--index", small.index)
    assert answered.returncode == 0
    assert answered.stdout.startswith("Asked as: When was the lighthouse built in 1911?")
    told = run("ask", "どうして?", "--after", before, "--index", small.index)
    assert told.returncode == 1
    assert "other language" in told.stderr


def test_a_watched_folder_is_indexed_whenever_it_has_changed_until_ctrl_c(small: Settings, tmp_path: Path) -> None:
    for name, folder in (("corpus", small.corpus), ("index", small.index)):
        shutil.copytree(folder, tmp_path / name)
    kotae = Kotae.open(settings=small.model_copy(update={"index": tmp_path / "index"}))
    command = [str(KOTAE), "index", "--watch"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        late = threading.Timer(600, process.kill)
        late.start()
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stderr.readline() == "Keeping up with corpus; Ctrl-C ends it.\n"
        assert process.stdout.readline().startswith(("Up to date: 3 documents", "Indexed: 3 documents"))
        (tmp_path / "corpus" / "river.md").write_text(GOOD, encoding="utf-8")
        assert process.stdout.readline().startswith("Indexed: 4 documents")
        newest = kotae.newest()
        assert kotae.newest().index.folder == newest.index.folder != kotae.index.folder
        assert newest.newest() is newest
        assert newest.reader is kotae.reader, "nothing is loaded again"
        answer = newest.ask("信濃川の長さは?").answer
        assert answer is not None
        assert "367" in answer.text
        process.send_signal(signal.SIGINT)
        assert process.wait() == 0
        assert process.stderr.read() == "kotae: no longer keeping up.\n"
        late.cancel()
