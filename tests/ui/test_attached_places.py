"""What stands in a file that is attached to a mail is cited with that file's name and page, wherever hits are shown."""

import io
import json
from email.message import EmailMessage
from pathlib import Path

import jsonschema
import pymupdf
import pytest
from rich.console import Console
from support import ROOT, made_index, opened, settings_for

from kotae import Kotae, printing
from kotae_ui.places import where


@pytest.fixture(scope="module")
def mailed(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Kotae:
    plan = pymupdf.open()
    for text in ("The harbour was dredged in 1862.", "The lighthouse at Cape Lorne burned whale oil until 1911."):
        plan.new_page().insert_text((72, 72), text)
    message = EmailMessage()
    message["Subject"], message["From"] = "Plans", "office@lorne.example"
    message.set_content("The plans are attached.")
    message.add_attachment(plan.tobytes(), maintype="application", subtype="pdf", filename="図面.pdf")
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
