"""An open index: shared by threads, undisturbed by later indexing, true to its model and to its documents."""

import io
import json
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from rich.console import Console
from support import ROOT, SMALL

from kotae import Kotae
from kotae.errors import BrokenIndexError, CorpusError, QuestionError
from kotae.index import generation
from kotae.index.opened import checked
from kotae.printing import print_result
from kotae.retrieval.search import Among
from kotae.settings import Settings

QUESTIONS = ["富士山の標高は?", "When was the lighthouse built?", "How high is Mount Fuji?", "2022年の登山者数は?"]


def test_twenty_threads_get_the_answers_that_one_gets(kotae: Kotae) -> None:
    alone = [kotae.ask(question).to_dict() for question in QUESTIONS]
    with ThreadPoolExecutor(20) as threads:
        results = list(threads.map(lambda question: kotae.ask(question).to_dict(), QUESTIONS * 5))
    assert results == alone * 5


@pytest.mark.parametrize("first", [True, False])
def test_a_question_is_understood_as_several_or_as_one_whatever_it_was_before(small: Settings, first: bool) -> None:
    kotae = Kotae.open(settings=small)
    asked = "When was the lighthouse built, and how high is Mount Fuji?"
    parts = {split: len(kotae.understand(asked, split=split).questions) for split in (first, not first)}
    assert parts == {True: 2, False: 1}


def test_an_open_index_outlives_its_generation(small: Settings, tmp_path: Path) -> None:
    index = Path(shutil.copytree(small.index, tmp_path / "index"))
    kotae = Kotae.open(index, small)
    before = kotae.ask(QUESTIONS[0]).to_dict()
    folder, manifest = checked(index)
    for _ in range(2):
        with generation.writing(index) as partial:
            shutil.copytree(checked(index)[0], partial, dirs_exist_ok=True)
            generation.publish(index, partial, manifest)
    assert not folder.exists()
    assert kotae.ask(QUESTIONS[0]).to_dict() == before


def test_an_index_of_another_model_is_refused(small: Settings, tmp_path: Path) -> None:
    folder, manifest = checked(small.index)
    with generation.writing(tmp_path / "index") as partial:
        shutil.copytree(folder, partial, dirs_exist_ok=True)
        older = manifest.model_identity.replace("/int", "/bfloat")
        generation.publish(tmp_path / "index", partial, replace(manifest, model_identity=older))
    with pytest.raises(BrokenIndexError, match=r"made with the model multilingual-e5-small.*Run: kotae index"):
        Kotae.open(tmp_path / "index", small)


def test_the_number_of_hits_is_as_asked_or_as_set(kotae: Kotae) -> None:
    assert len(kotae.ask(QUESTIONS[0], 2).hits) == 2
    assert len(kotae.ask(QUESTIONS[0]).hits) == 8


def test_a_typing_error_is_told_with_the_question_that_was_probably_meant(brief: Kotae) -> None:
    for typed, meant, told in (
        ("How large are the reserves of Grenland?", "How large are the reserves of Greenland?", "Did you mean: "),
        ("グリーンランドのレアアスの埋蔵量は?", "グリーンランドのレアアースの埋蔵量は?", "もしかして: "),
    ):
        result = brief.ask(typed)
        assert (result.meant, result.to_dict()["meant"], result.question) == (meant, meant, typed)
        console = Console(file=io.StringIO(), width=200)
        print_result(result, console)
        assert f"{told}{meant}" in console.file.getvalue()  # type: ignore[attr-defined]
        assert brief.ask(meant).meant == ""


@pytest.fixture
def moved(small: Settings, tmp_path: Path) -> tuple[Kotae, Path]:
    """Return an index whose corpus folder can be changed, opened, and that folder."""
    corpus = Path(shutil.copytree(small.corpus, tmp_path / "corpus"))
    index = Path(shutil.copytree(small.index, tmp_path / "index"))
    folder, manifest = checked(index)
    with generation.writing(index) as partial:
        shutil.copytree(folder, partial, dirs_exist_ok=True)
        generation.publish(index, partial, replace(manifest, corpus=str(corpus)))
    return Kotae.open(index, small), corpus


def test_a_loaded_model_is_used_again_for_another_index(kotae: Kotae, small: Settings) -> None:
    again = Kotae.open(settings=small, encoder=kotae.encoder)
    assert again.encoder is kotae.encoder
    assert again.ask(QUESTIONS[0]).to_dict() == kotae.ask(QUESTIONS[0]).to_dict()


def test_a_loaded_model_that_did_not_make_the_index_is_not_used(kotae: Kotae, small: Settings) -> None:
    other = replace(kotae.encoder, identity="another")
    opened = Kotae.open(settings=small, encoder=other)
    assert opened.encoder is not other
    assert opened.encoder.identity == kotae.encoder.identity


def test_a_document_is_known_by_its_id(kotae: Kotae) -> None:
    assert [kotae.document(name).title for name in SMALL] == [
        "富士山",
        "The lighthouse at Cape Lorne",
        "Growing tea in the hills",
    ]
    for unknown in ("", "fuji", "FUJI.md", "../fuji.md", "fuji.md/", "\x00", "\ud800"):
        for ask in (kotae.document, kotae.units, kotae.original):
            with pytest.raises(CorpusError, match="no document in the index has this id"):
                ask(unknown)


def test_a_document_s_units_come_in_order_and_are_all_of_them(kotae: Kotae) -> None:
    records = kotae.index.records
    assert [unit for record in records.documents for unit in kotae.units(record.id)] == records.units()
    units = kotae.units("fuji.md")
    assert [unit.kind for unit in units] == ["passage", "passage", "passage", "table", "row", "row", "row"]
    assert "3776" in units[0].text


def test_the_original_is_the_file_that_was_indexed(moved: tuple[Kotae, Path]) -> None:
    kotae, corpus = moved
    for name, text in SMALL.items():
        assert kotae.original(name) == corpus / name
        assert kotae.original(name).read_text(encoding="utf-8") == text


def test_a_file_that_has_changed_is_not_given_for_the_original(moved: tuple[Kotae, Path]) -> None:
    kotae, corpus = moved
    assert kotae.original("tea.txt").is_file()
    (corpus / "tea.txt").write_text(SMALL["tea.txt"].replace("412", "999"), encoding="utf-8")
    os.utime(corpus / "tea.txt", (1, 1))  # of the same length: only its time says that it is another
    with pytest.raises(CorpusError, match=r"tea.txt: the file has changed since it was indexed. Run: kotae index"):
        kotae.original("tea.txt")
    (corpus / "tea.txt").write_text(SMALL["tea.txt"], encoding="utf-8")
    assert kotae.original("tea.txt").is_file(), "its content counts, not its time"


def test_a_file_that_is_gone_is_said_to_be(moved: tuple[Kotae, Path]) -> None:
    kotae, corpus = moved
    (corpus / "tea.txt").unlink()
    with pytest.raises(CorpusError, match=r"tea.txt: the file is no longer in the corpus folder"):
        kotae.original("tea.txt")
    (corpus / "tea.txt").mkdir()
    with pytest.raises(CorpusError, match="no longer in the corpus folder"):
        kotae.original("tea.txt")
    shutil.rmtree(corpus)
    with pytest.raises(CorpusError, match="no longer in the corpus folder"):
        kotae.original("fuji.md")
    assert kotae.ask(QUESTIONS[0]).answer is not None


def test_a_link_out_of_the_corpus_is_not_followed_even_to_the_same_content(moved: tuple[Kotae, Path]) -> None:
    kotae, corpus = moved
    outside = (corpus / "tea.txt").rename(corpus.parent / "tea.txt")
    (corpus / "tea.txt").symlink_to(outside)
    with pytest.raises(CorpusError, match="no longer in the corpus folder"):
        kotae.original("tea.txt")


def test_how_strict_a_question_is_asked_decides_whether_it_is_answered(kotae: Kotae) -> None:
    usual = kotae.ask(QUESTIONS[0])
    assert 0.15 < usual.certainty < 1
    strict = kotae.ask(QUESTIONS[0], strictness=usual.certainty + 0.01)
    assert (strict.status, strict.certainty) == ("not_found", usual.certainty)
    assert len(strict.hits) == len(usual.hits)
    assert kotae.ask("Who wrote Hamlet?", strictness=0).status == "uncertain"
    assert kotae.ask(f"{QUESTIONS[0]} When was the lighthouse built?", strictness=1).status == "not_found"


def test_a_question_is_answered_from_the_documents_that_it_is_asked_of(kotae: Kotae) -> None:
    question = "When was the lighthouse built?"
    everywhere = kotae.ask(question)
    assert kotae.ask(question, among=Among(frozenset({"lighthouse.html"}))).answer == everywhere.answer
    elsewhere = kotae.ask(question, among=Among(frozenset({"fuji.md", "tea.txt"})))
    assert elsewhere.answer is None or "1862" not in elsewhere.answer.text
    assert {hit.document.id for hit in elsewhere.hits} == {"fuji.md", "tea.txt"}
    assert all(hit.unit.kind != "passage" for hit in kotae.ask("2022年の登山者数は?", among=TABLES).hits)
    assert {hit.document.id for hit in kotae.search(question, among=Among(frozenset({"tea.txt"})))} == {"tea.txt"}


TABLES = Among(kinds=frozenset({"row", "table"}))


@pytest.mark.parametrize(
    "among", [Among(frozenset()), Among(frozenset({"no such document"})), Among(frozenset({"tea.txt"}), "ja")]
)
@pytest.mark.parametrize(
    "question", ["When was the lighthouse built?", "富士山の標高は? When was the lighthouse built?"]
)
def test_where_the_filter_leaves_nothing_nothing_is_found(kotae: Kotae, question: str, among: Among) -> None:
    result = kotae.ask(question, among=among, strictness=0)
    assert (result.status, result.answer, result.hits, result.certainty) == ("not_found", None, (), 0.0)
    assert kotae.search(question, among=among) == []
    schema = json.loads((ROOT / "src" / "kotae" / "answer.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(json.loads(json.dumps(result.to_dict())))


def test_an_empty_question_is_refused_whatever_it_is_asked_of(kotae: Kotae) -> None:
    for question in ("", "\u200b", "x" * 2001):
        with pytest.raises(QuestionError):
            kotae.ask(question, among=Among(frozenset()))
        with pytest.raises(QuestionError):
            kotae.search(question)
