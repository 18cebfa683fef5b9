"""A notebook as a file: nothing in it does anything where it is opened, and its own file is read whole or not at all."""

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from kotae.errors import KotaeError
from kotae.messages import recognised
from kotae_ui import history, notebook
from kotae_ui.asking import Asking
from kotae_ui.library import Library
from kotae_ui.notebook import entries, entry_of, keep
from kotae_ui.notebook_files import notebook_file

from .hostile import LINES

pytestmark = pytest.mark.usefixtures("here")

LIGHT = Asking("When was the lighthouse built?")


@pytest.mark.parametrize("line", LINES)
def test_what_documents_say_is_only_text_in_every_export(library: Library, line: str) -> None:
    entry = entry_of(library.ask(LIGHT).shown)
    evidence = (replace(entry.evidence[0], text=line, title=line),)
    odd = replace(entry, question=line, answer=line, note=f"{line}\x00\n\x0b", evidence=evidence)
    tree = LexborHTMLParser(MarkdownIt("commonmark").render(notebook_file([odd], "md", "en").decode()))
    assert {node.tag for node in tree.css("body *")} <= {"h1", "h2", "p", "em", "blockquote", "br"}
    word = notebook_file([odd], "docx", "ja")
    notes = ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(word)).read("word/footnotes.xml"))
    assert len(notes) == 3, "two separators and one note"
    assert docx.Document(io.BytesIO(word)).paragraphs
    assert json.loads(notebook_file([odd], "json", "en"))[0]["answer"] == line


def test_a_notebook_that_is_damaged_is_said_to_be_and_is_not_written_over(library: Library, here: Path) -> None:
    entry = entry_of(library.ask(LIGHT).shown)
    keep("aya", entry)
    (path,) = here.glob("desk/*/notebook.json")
    path.write_text("[{", encoding="utf-8")
    with pytest.raises(KotaeError, match="damaged") as told:
        keep("aya", entry)
    assert recognised(str(told.value)) is not None, "it is said in both languages"
    assert path.read_text(encoding="utf-8") == "[{"
    assert entries("bo") == ()


def test_a_notebook_and_a_history_do_not_grow_without_end(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notebook, "MOST", 1)
    entry = entry_of(library.ask(LIGHT).shown)
    keep("aya", entry)
    with pytest.raises(KotaeError, match="the most that it keeps") as told:
        keep("aya", replace(entry, id="other"))
    assert recognised(str(told.value)) is not None
    monkeypatch.setattr(history, "MOST", 2)
    for number in range(4):
        history.remember("aya", f"Ｑuestion {number}", f"?q={number}")
    history.remember("aya", "Ｑuestion 2", "?q=2&k=tables")
    assert [one.link for one in history.history("aya", "question")] == ["?q=2&k=tables", "?q=3"], (
        "once, whatever its filters"
    )
    history.forget("aya", "?q=3")
    assert [one.link for one in history.history("aya")] == ["?q=2&k=tables"]
