"""What was read by OCR is said to be wherever it is shown, and a scan is answered from as other documents are."""

import io
import json
import subprocess
from pathlib import Path

import jsonschema
import pytest
import scans
from rich.console import Console
from support import KOTAE, ROOT, environment, made_index, settings_for

from kotae.printing import print_result
from kotae.settings import Settings
from kotae_ui.asking import Asking
from kotae_ui.export import exported
from kotae_ui.library import Library
from kotae_ui.pages import result_html

QUESTION, QUESTION_JA = "When was the stone warehouse repaired?", "港の倉庫は何年に建てられましたか。"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Settings:
    folder = tmp_path_factory.mktemp("told")
    (folder / "corpus").mkdir()
    scans.scan(folder / "corpus" / "harbour.pdf", 0.7)
    settings = settings_for(folder / "corpus", folder / "index", cache)
    report = made_index(settings)
    assert report.problems == ()
    assert report.documents == 1
    return settings


@pytest.fixture(scope="module")
def library(settings: Settings) -> Library:
    library = Library(settings)
    library.open()
    return library


def test_an_answer_from_a_scan_says_so_in_json(library: Library) -> None:
    assert library.kotae is not None
    result = library.kotae.ask(QUESTION).to_dict()
    schema = json.loads((ROOT / "src" / "kotae" / "answer.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(result)
    assert "1987" in result["answer"]["text"]
    assert result["answer"]["evidence"][0]["boxes"]
    assert {hit["page"]: hit["ocr"] for hit in result["hits"]} == {1: True, 2: False}


@pytest.mark.parametrize(
    ("question", "said", "shown"),
    [
        (QUESTION, "p. 1, read by OCR", "p. 1, read by OCR"),
        (QUESTION_JA, "1ページ, OCRで読み取り", "1ページ(OCRで読み取り)"),
    ],
)
def test_it_is_said_beside_the_hits(library: Library, question: str, said: str, shown: str) -> None:
    assert library.kotae is not None
    result = library.kotae.ask(question)
    stream = io.StringIO()
    print_result(result, Console(file=stream, width=200))
    by_ocr = sum(result.by_ocr(hit) for hit in result.hits)
    assert 0 < by_ocr == stream.getvalue().count(said)
    outcome = library.ask(Asking(question))
    assert shown in result_html(outcome)
    assert shown in exported(outcome.shown, "md")[0]


def test_the_cell_of_a_scanned_table_answers(library: Library) -> None:
    assert library.kotae is not None
    answer = library.kotae.ask("How many ships came in 2022?").answer
    assert answer is not None
    assert "7,525" in answer.text


def test_kotae_status_says_which_pages(settings: Settings) -> None:
    command = [KOTAE, "status", "--index", settings.index, "--corpus", settings.corpus]
    shown = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment()).stdout.splitlines()
    place = next(number for number, line in enumerate(shown) if line.strip().startswith("harbour.pdf"))
    assert shown[place + 1].strip() == "read by OCR: pages 1"
