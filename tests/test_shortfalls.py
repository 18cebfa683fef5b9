"""What was not read of a document is said wherever the document is shown, and nothing else suffers from it."""

import io
import json
import subprocess
from pathlib import Path

import bombs
import jsonschema
import pytest
from rich.console import Console
from support import KOTAE, ROOT, environment, made_index, settings_for, write_small

from kotae import Kotae
from kotae.documents.model import Shortfall
from kotae.index.build import build, is_stale
from kotae.printing import print_result
from kotae.settings import Settings
from kotae_ui.asking import Asking
from kotae_ui.export import exported
from kotae_ui.library import Library
from kotae_ui.pages import result_html
from kotae_ui.programs import document_values
from kotae_ui.views.documents import documents_html

QUESTION, QUESTION_JA = "What does the first page say about copper?", "銅について1ページ目は何を述べていますか。"
LEFT_OUT = Shortfall(2, 2, "left_out", "time")
TOLD = {"first": 2, "last": 2, "what": "left_out", "why": "time", "name": ""}


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Settings:
    """Return the settings of an index over the small corpus and a PDF whose second page never ends."""
    folder = tmp_path_factory.mktemp("shortfalls")
    corpus = write_small(folder / "corpus")
    (corpus / "bomb.pdf").write_bytes(bombs.calling_forms())
    settings = settings_for(corpus, folder / "index", cache, read_seconds=2)
    report = made_index(settings)
    assert report.problems == ()
    assert (report.documents, report.read) == (4, 4)
    return settings


@pytest.fixture(scope="module")
def library(settings: Settings) -> Library:
    library = Library(settings)
    library.open()
    return library


@pytest.fixture(scope="module")
def opened(library: Library) -> Kotae:
    assert library.kotae is not None
    return library.kotae


def test_it_is_kept_with_the_document_and_with_no_other(opened: Kotae) -> None:
    found = {record.id: record.shortfalls for record in opened.index.records.documents}
    assert found == {"bomb.pdf": (LEFT_OUT,), "fuji.md": (), "lighthouse.html": (), "tea.txt": ()}
    texts = " ".join(unit.text for unit in opened.units("bomb.pdf"))
    assert "copper" in texts
    assert "lithium" in texts


def test_every_hit_from_the_document_has_it_as_the_schema_says(opened: Kotae, library: Library) -> None:
    result = json.loads(json.dumps(opened.ask(QUESTION).to_dict()))
    schema = json.loads((ROOT / "src" / "kotae" / "answer.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(result)
    said = {hit["document"]: hit["shortfalls"] for hit in result["hits"]}
    assert said.pop("bomb.pdf") == [TOLD]
    assert not any(said.values())
    values = {value["id"]: value["shortfalls"] for value in document_values(opened)}
    assert values == {"bomb.pdf": [TOLD], "fuji.md": [], "lighthouse.html": [], "tea.txt": []}


@pytest.mark.parametrize(
    ("question", "line"),
    [
        (QUESTION, "! p. 2 not read: took too much time"),
        (QUESTION_JA, "! 2ページは読めませんでした(時間がかかりすぎるため)"),
    ],
)
def test_it_is_printed_beside_the_hits_in_the_question_s_language(opened: Kotae, question: str, line: str) -> None:
    result = opened.ask(question)
    stream = io.StringIO()
    print_result(result, Console(file=stream, width=200))
    from_it = sum(hit.document.id == "bomb.pdf" for hit in result.hits)
    assert from_it > 0
    assert stream.getvalue().count(line) == from_it


def test_kotae_status_says_it(settings: Settings) -> None:
    command = [KOTAE, "status", "--index", settings.index, "--corpus", settings.corpus]
    shown = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment()).stdout.splitlines()
    place = next(number for number, line in enumerate(shown) if line.strip().startswith("bomb.pdf"))
    assert shown[place + 1].strip() == "! p. 2 not read: took too much time"


def test_indexing_says_it_of_the_documents_that_it_read(settings: Settings, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "bomb.pdf").write_bytes(bombs.calling_forms())
    variables = environment(KOTAE_READ_SECONDS="2", KOTAE_CACHE=str(settings.cache))
    run = subprocess.run([KOTAE, "index"], cwd=tmp_path, env=variables, capture_output=True, text=True, check=True)
    assert "! bomb.pdf: p. 2 not read: took too much time" in " ".join(run.stderr.split())


def test_the_web_interface_says_it_beside_hits_and_in_the_list(library: Library) -> None:
    shown = result_html(library.ask(Asking(QUESTION)))
    assert '<p class="kt-short">p. 2 not read: took too much time</p>' in shown
    assert "2ページは読めませんでした(時間がかかりすぎるため)" in result_html(library.ask(Asking(QUESTION_JA)))
    listed = documents_html(library)
    assert listed.count("p. 2 not read: took too much time") == 1
    assert listed.count("2ページは読めませんでした(時間がかかりすぎるため)") == 1


def test_an_exported_result_says_it(library: Library) -> None:
    text, _ = exported(library.ask(Asking(QUESTION)).shown, "md")
    assert "p. 2 not read: took too much time" in text


def test_more_than_a_few_are_counted_beside_a_hit(opened: Kotae) -> None:
    from kotae_ui.places import shortfalls

    many = [LEFT_OUT, Shortfall(4, 7, "without_layout", "crash"), Shortfall(0, 0, "cut_short", "damage")]
    assert shortfalls("en", many, 2) == [
        "p. 2 not read: took too much time",
        "pp. 4–7 read without layout analysis: the reader crashed",
        "and 1 more",
    ]
    assert shortfalls("ja", many, 3)[2] == "ファイルが途中で切れていて、終わりの部分がありません"


def test_other_limits_read_it_again_and_nothing_else(settings: Settings) -> None:
    assert not is_stale(settings.recipe, settings.index)
    assert not made_index(settings).changed
    more = settings.model_copy(update={"read_seconds": 3})
    assert is_stale(more.recipe, settings.index)
    report = build(more.recipe, settings.index)
    assert (report.changed, report.read) == (True, 1)
