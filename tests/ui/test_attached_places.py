"""What stands in a file that is attached to a mail is cited with that file's name and page, wherever hits are shown."""

import io
import json
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import jsonschema
import pymupdf
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from rich.console import Console
from support import ROOT, made_index, opened, settings_for

from kotae import Kotae, printing
from kotae.bounded import Limits
from kotae.documents.drawing import PageDrawer
from kotae_ui.library import Library
from kotae_ui.page_words import PageWords
from kotae_ui.places import place, where
from kotae_ui.reading import Reading
from kotae_ui.routes import Addresses

TABLE = "Pier,Ships\nNorth,12\nSouth,9\n"


@pytest.fixture(scope="module")
def mailed(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Kotae:
    plan = pymupdf.open()
    for text in ("The harbour was dredged in 1862.", "The lighthouse at Cape Lorne burned whale oil until 1911."):
        plan.new_page().insert_text((72, 72), text)
    message = EmailMessage()
    message["Subject"], message["From"] = "Plans", "office@lorne.example"
    message.set_content("The plans are attached.")
    message.add_attachment(plan.tobytes(), maintype="application", subtype="pdf", filename="図面.pdf")
    message.add_attachment(TABLE.encode(), maintype="text", subtype="csv", filename="ships.csv")
    folder = tmp_path_factory.mktemp("mailed")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "plans.eml").write_bytes(message.as_bytes())
    settings = settings_for(folder / "corpus", folder / "index", cache)
    made_index(settings)
    return opened(settings)


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("Until when did the lighthouse at Cape Lorne burn whale oil?", "in the attached 図面.pdf, p. 2"),
        ("ローン岬の灯台が鯨油を燃やしたのはいつまでですか?", "添付ファイル 図面.pdf, 2ページ"),
    ],
)
def test_an_attached_file_is_cited_with_its_page(mailed: Kotae, question: str, place: str) -> None:
    result = mailed.ask(question, 1)
    (hit,) = result.hits
    assert where(hit, result) == place
    shown = io.StringIO()
    printing.print_result(result, Console(file=shown, width=300))
    assert place in shown.getvalue()
    schema = (ROOT / "src" / "kotae" / "answer.schema.json").read_text(encoding="utf-8")
    jsonschema.validate(result.to_dict(), json.loads(schema))
    assert result.to_dict()["hits"][0]["attached"] == {"file": "図面.pdf", "page": 2}


@pytest.fixture(scope="module")
def client(mailed: Kotae) -> Iterator[TestClient]:
    library = Library(mailed.settings)
    library.open()
    drawer, words = PageDrawer(Limits(30, 2000)), PageWords(Limits(30, 2000))
    app = FastAPI()
    app.include_router(Addresses(library, drawer).router())
    app.include_router(Reading(library, words).router())
    yield TestClient(app)
    drawer.close()
    words.close()


def test_the_page_of_an_attached_file_is_shown_with_the_box_on_it(mailed: Kotae, client: TestClient) -> None:
    """The words within the box that is drawn are those that answer, on the picture of the attached file's own page."""
    result = mailed.ask("Until when did the lighthouse at Cape Lorne burn whale oil?", 1)
    assert result.answer is not None
    boxes = [box for part in result.answer.evidence for box in part.boxes]
    there = place(result.hits[0], mailed, [], [], boxes)
    told = client.get("/kotae/document", params={"id": there["document"]}).json()
    assert (told["format"], told["pages"], told["id"]) == ("pdf", 2, there["document"])
    assert told["title"] == "図面.pdf — Plans"
    query = {"id": there["document"], "n": there["page"], "v": there["version"]}
    assert client.get("/kotae/page", params=query).content.startswith(b"\x89PNG")
    words = client.get("/kotae/words", params=query).json()
    (box,) = there["boxes"]
    inside = [word for word, _, x0, y0, x1, y1 in words if box["x0"] <= (x0 + x1) / 2 <= box["x1"] and y0 < box["y1"]]
    assert " ".join(inside) == result.answer.text
    found = client.get("/kotae/find", params={"id": there["document"], "text": "whale oil"}).json()
    assert [spot["page"] for spot in found["places"]] == [2]
    original = client.get("/kotae/original", params={"id": there["document"]})
    assert original.headers["content-type"] == "application/pdf"
    assert original.content.startswith(b"%PDF-")


def test_an_attached_table_is_shown_alone_with_its_cell(mailed: Kotae, client: TestClient) -> None:
    result = mailed.ask("How many ships are at the south pier?", 1)
    hit = result.hits[0]
    assert hit.unit.attached == "ships.csv"
    there = place(hit, mailed, [], [(1, 1)], [])
    assert client.get("/kotae/document", params={"id": there["document"]}).json()["pages"] == 1
    query = {"id": there["document"], "n": there["page"], "v": there["version"], "unit": there["unit"], "cells": "1-1"}
    section = client.get("/kotae/section", params=query).text
    assert "South" in section
    assert "attached" not in section, "the mail itself is not shown"
    assert 'class="used' in section or "used" in section.split("9</td>")[0].rsplit("<td", 1)[1]


@pytest.mark.parametrize("id", ["plans.eml//", "plans.eml//none.pdf", "plans.eml//../plans.eml", "none//図面.pdf"])
def test_a_file_that_is_not_attached_is_not_there(client: TestClient, id: str) -> None:
    for address in ("document", "page", "original", "words", "outline"):
        answer = client.get(f"/kotae/{address}", params={"id": id, "n": 1})
        assert answer.status_code == (404 if id != "plans.eml//" or address in ("page", "words") else 200)
