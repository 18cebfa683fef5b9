"""The index that answers: the same answers as Kotae's, from one index at a time, without a gap when a new one comes."""

import json
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import jsonschema
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from support import ROOT, made_index, until

from kotae import Kotae
from kotae.errors import BrokenIndexError, QuestionError
from kotae.index.generation import current
from kotae.settings import Settings
from kotae_ui.asking import Asking
from kotae_ui.library import Library
from kotae_ui.metrics import Metrics
from kotae_ui.operations import HEALTH, Operations
from kotae_ui.views.ask import answered

QUESTIONS = ["富士山の標高は?", "When was the lighthouse built?", "How high is Mount Fuji?", "2022年の登山者数は?"]
COFFEE = "Coffee on the plain\n\nThe coffee farm at Tolv sold 77 tonnes of beans in 2023.\n"
SOLD = Asking("How many tonnes of beans did the coffee farm at Tolv sell?")


@pytest.fixture
def copy(small: Settings, tmp_path: Path) -> Settings:
    """Return a copy of the small corpus and its index, to be changed."""
    corpus = Path(shutil.copytree(small.corpus, tmp_path / "corpus"))
    index = Path(shutil.copytree(small.index, tmp_path / "index"))
    return small.model_copy(update={"corpus": corpus, "index": index})


def opened(settings: Settings) -> tuple[Library, Kotae]:
    library = Library(settings)
    library.open()
    assert library.kotae is not None
    return library, library.kotae


@pytest.mark.parametrize(
    "asking",
    [
        *map(Asking, QUESTIONS),
        Asking("Who wrote Hamlet?"),
        Asking("When was it built?", ("tea.txt",), "en", "passages", 3, 0.9),
        Asking("富士山の登山者数は?", kinds="tables", results=2, strictness=0),
    ],
)
def test_a_library_answers_as_kotae_does(library: Library, kotae: Kotae, asking: Asking) -> None:
    shown = library.ask(asking)
    again = kotae.ask(
        asking.question, asking.results, strictness=asking.strictness, among=asking.among(kotae.index.records.documents)
    )
    assert shown.result.to_dict() == again.to_dict()
    assert shown.asking == asking
    assert shown.kotae is library.kotae


def test_what_differs_in_a_filter_only_is_another_question(library: Library) -> None:
    found = [library.ask(Asking(QUESTIONS[0], documents)).result.hits for documents in ((), ("tea.txt",), ())]
    assert {hit.document.id for hit in found[1]} == {"tea.txt"}
    assert found[0] == found[2] != found[1]


@pytest.mark.parametrize("question", ["", " \n", "x" * 2001])
def test_a_question_that_is_none_is_refused(library: Library, question: str) -> None:
    with pytest.raises(QuestionError):
        library.ask(Asking(question))
    with pytest.raises(QuestionError):
        library.search(Asking(question))


def test_twenty_threads_get_the_answers_that_one_gets(small: Settings, kotae: Kotae) -> None:
    library, _ = opened(small)
    alone = [kotae.ask(question).to_dict() for question in QUESTIONS]
    with ThreadPoolExecutor(20) as threads:
        results = list(threads.map(lambda question: library.ask(Asking(question)).result.to_dict(), QUESTIONS * 5))
    assert results == alone * 5


def test_a_search_gives_hits_as_programs_get_them(library: Library, kotae: Kotae) -> None:
    schema = json.loads((ROOT / "src" / "kotae" / "answer.schema.json").read_text(encoding="utf-8"))
    form = {"$defs": schema["$defs"], "type": "array", "items": {"$ref": "#/$defs/hit"}}
    for asking in (*map(Asking, QUESTIONS), Asking("Who repaired the lantern?", language="en", results=3)):
        hits = library.search(asking)
        assert json.loads(json.dumps(hits)) == hits
        jsonschema.Draft202012Validator(form).validate(hits)
        found = kotae.search(asking.question, asking.results, among=asking.among(kotae.index.records.documents))
        assert [(hit["rank"], hit["document"], hit["text"]) for hit in hits] == [
            (hit.rank, hit.document.id, hit.unit.text) for hit in found
        ]
    assert library.search(Asking("x", ("no such document",))) == []


def test_without_an_index_nothing_is_answered_and_that_is_said(small: Settings, tmp_path: Path) -> None:
    library = Library(small.model_copy(update={"index": tmp_path / "none"}))
    library.open()
    assert library.kotae is None
    for ask in (library.ask, library.search):
        with pytest.raises(BrokenIndexError, match=r"none: no index here yet. Run: kotae index"):
            ask(Asking(QUESTIONS[0]))


def test_the_old_index_answers_until_the_new_one_is_open(copy: Settings) -> None:
    library, old = opened(copy)
    before = library.ask(SOLD)
    assert before.result.answer is None or "77" not in before.result.answer.text
    (copy.corpus / "coffee.txt").write_text(COFFEE, encoding="utf-8")
    (copy.corpus / "lighthouse.html").unlink()
    made_index(copy)
    assert library.kotae is old
    library.open()
    new = library.kotae
    assert new is not None
    assert new is not old
    assert new.encoder is old.encoder, "the model is not loaded again"
    after = library.ask(SOLD)
    assert after.kotae is new
    assert after.result.answer is not None
    assert "77" in after.result.answer.text
    assert not any(hit.document.id == "lighthouse.html" for hit in library.ask(Asking(QUESTIONS[1])).result.hits)
    assert before.kotae.ask(QUESTIONS[1]).answer is not None, "what was shown can still be looked at"
    library.open()
    assert library.kotae is new, "an index that is open is not opened again"


def test_what_another_process_has_indexed_is_taken_up(copy: Settings) -> None:
    """`kotae index` beside a server: a question tells the server to look."""
    library, old = opened(copy)
    (copy.corpus / "coffee.txt").write_text(COFFEE, encoding="utf-8")
    made_index(copy)
    library.ask(Asking(QUESTIONS[0]))
    until(lambda: library.kotae is not old)
    answer = library.ask(SOLD).result.answer
    assert answer is not None
    assert "77" in answer.text


def test_a_first_index_is_taken_up(copy: Settings) -> None:
    away = copy.index.with_name("away")
    copy.index.rename(away)
    library = Library(copy)
    library.open()
    with pytest.raises(BrokenIndexError):
        library.ask(Asking(QUESTIONS[0]))
    away.rename(copy.index)
    library.follow()
    until(lambda: library.kotae is not None)
    assert library.ask(Asking(QUESTIONS[0])).result.answer is not None


@pytest.mark.parametrize("damage", ["a file of it is", "it is gone"])
def test_a_damaged_new_index_leaves_the_old_one_answering(copy: Settings, damage: str) -> None:
    library, old = opened(copy)
    (copy.corpus / "coffee.txt").write_text(COFFEE, encoding="utf-8")
    made_index(copy)
    folder = current(copy.index)
    assert folder is not None
    if damage == "it is gone":
        shutil.rmtree(folder)
    else:
        next(path for path in folder.rglob("*") if path.suffix not in (".json", "")).write_bytes(b"x")
    with pytest.raises(BrokenIndexError, match="kotae index --rebuild"):
        library.open()
    for _ in range(2):
        assert library.ask(Asking(QUESTIONS[0])).kotae is old


def health(library: Library) -> tuple[int, dict[str, object]]:
    """Return what `/healthz` says."""
    app = FastAPI()
    app.include_router(Operations(library, Metrics()).router())
    response = TestClient(app).get(HEALTH)
    return response.status_code, response.json()


def damaged(settings: Settings) -> Library:
    """Return a library that has found a byte of the token vectors changed, without a trace in the file system."""
    folder = current(settings.index)
    assert folder is not None
    path = next(folder.rglob("tokens.npy"))
    content, status = path.read_bytes(), path.stat()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    library = Library(settings)
    library.open()
    until(lambda: library.kotae is None)
    return library


def test_what_opening_does_not_read_is_read_while_it_answers(copy: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kotae.index.files.READ_AT_OPENING", 0)
    library, open_ = opened(copy)
    assert health(library)[0] == 200
    until(lambda: library.is_examined)
    assert health(library)[1]["status"] == "ok"
    assert library.kotae is open_


def test_a_damage_that_opening_does_not_see_ends_the_answers_and_is_named(
    copy: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kotae.index.files.READ_AT_OPENING", 0)
    library = damaged(copy)
    broken = current(copy.index)
    assert broken is not None
    for call in (library.ask, library.search):
        with pytest.raises(BrokenIndexError, match=r"tokens\.npy: missing, damaged.*kotae index --rebuild"):
            call(Asking(QUESTIONS[0]))
    status, told = health(library)
    assert (status, told["reason"], told["refused"]) == (503, "index_damaged", broken.name)
    assert str(copy.index) not in json.dumps(told)
    assert "tokens.npy" in answered(library, Asking(QUESTIONS[0]))

    (copy.corpus / "coffee.txt").write_text(COFFEE, encoding="utf-8")
    with pytest.raises(BrokenIndexError, match=r"tokens\.npy: missing, damaged"):
        made_index(copy)  # what is damaged is not carried over as if it were sound
    made_index(copy, rebuild=True)
    library.follow()
    until(lambda: library.kotae is not None and library.is_examined)
    assert health(library) == (200, health(library)[1])
    assert set(health(library)[1]) == {"status", "index", "age_seconds"}
    assert library.ask(SOLD).result.answer is not None


def test_an_index_that_shares_a_damaged_file_does_not_answer_at_all(
    copy: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kotae.index.files.READ_AT_OPENING", 0)
    monkeypatch.setattr("kotae.index.parts.SMALL", 0)  # what is there stays a segment of its own
    library = damaged(copy)
    (copy.corpus / "coffee.txt").write_text(COFFEE, encoding="utf-8")
    made_index(copy)
    with pytest.raises(BrokenIndexError, match=r"tokens\.npy: missing, damaged"):
        library.open()
    assert library.kotae is None
