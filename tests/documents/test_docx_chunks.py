"""What a user relies on in Word documents that hold others (altChunk): read in their place, or named, and nothing fetched."""

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from office_bombs import OUTSIDE, PARTS, replaced, small

from kotae.documents import docx_chunks
from kotae.documents.model import Document
from kotae.documents.open import open_document
from kotae.errors import DocumentError

CHUNK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
PAGE = "<html><body><h2>Harbour</h2><p>入港は予約制。</p></body></html>"
TABLE = "<table><tr><th>Port</th><th>Ships</th></tr><tr><td>Lorne</td><td>12</td></tr></table>"

ARCHIVE = (
    'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html; charset="utf-8"\n\n'
    f"{PAGE}\n--b\nContent-Type: image/png\n\nx\n--b--\n"
).encode()
RTF = (
    rb"{\rtf1\ansi{\stylesheet{\s1 heading 2;}}\s1 Harbour\par\pard "
    rb"\u20837?\u28207?\u12399?\u20104?\u32004?\u21046?\u12290?\par}"
)


def letter(*chunks: tuple[str, str, bytes]) -> Any:
    """Return a document with a line before and behind each chunk, given by its name, its kind and its bytes."""
    document = docx.Document()
    document.add_paragraph("Before.")
    for name, kind, content in chunks:
        part = Part(PackURI(f"/word/{name}"), kind, content, document.part.package)
        put(document, document.part.relate_to(part, CHUNK))
    return document


def put(document: Any, relation: str) -> None:
    document.element.body.insert(-1, parse_xml(f'<w:altChunk {nsdecls("w", "r")} r:id="{relation}"/>'))
    document.add_paragraph("Behind.")


def saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def opened(folder: Path, document: Any) -> Document:
    path = folder / "a.docx"
    path.write_bytes(saved(document))
    return open_document(path)


def said(read: Document) -> list[str]:
    return [block.text for block in read.blocks()]


def told(read: Document) -> list[tuple[str, str]]:
    return [(fall.why, fall.name) for fall in read.shortfalls]


@pytest.mark.parametrize(
    ("name", "kind", "content"),
    [
        ("a.html", "text/html", PAGE.encode()),
        ("a.xhtml", "application/xhtml+xml", f"<?xml version='1.0'?>{PAGE}".encode()),
        ("a.htm", "text/html", PAGE.encode("utf-16")),
        ("a.mht", "message/rfc822", ARCHIVE),
        ("a.rtf", "application/rtf", RTF),
        ("a.txt", "text/plain", "Harbour\n\n入港は予約制。\n".encode("shift_jis")),
    ],
)  # fmt: skip
def test_a_chunk_is_read_in_its_place(tmp_path: Path, name: str, kind: str, content: bytes) -> None:
    read = opened(tmp_path, letter((name, kind, content)))
    assert said(read) == ["Before.", "Harbour", "入港は予約制。", "Behind."]
    assert [block.lines for block in read.blocks()] == [(1, 1), None, None, (2, 2)]
    assert told(read) == []


def test_a_word_document_within_another_is_read_with_its_tables(tmp_path: Path) -> None:
    """Whether it is called a document packed, or, as Microsoft's own library does, one that is not."""
    inner = docx.Document()
    inner.add_heading("Ships", 1)
    table = inner.add_table(2, 2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells), ("Port", "Ships", "Lorne", "12"), strict=True
    ):
        cell.text = text
    for kind in (WORD, WORD.removesuffix(".main+xml")):
        read = opened(tmp_path, letter(("a.docx", kind, saved(inner))))
        assert said(read) == ["Before.", "Ships", "Behind."]
        assert [[cell.text for cell in row.cells] for found in read.tables() for row in found.rows] == [["Lorne", "12"]]


def test_a_chunk_in_a_cell_is_its_text(tmp_path: Path) -> None:
    document = letter(("a.html", "text/html", f"<html><body><p>Ships</p>{TABLE}</body></html>".encode()))
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text, table.cell(1, 0).text = "Where", "What", "West"
    table.cell(1, 1)._element.insert(0, document.element.body.find(qn("w:altChunk")))
    read = opened(tmp_path, document)
    assert said(read) == ["Before.", "Behind."]
    (found,) = read.tables()
    assert [cell.text for cell in found.rows[0].cells] == ["West", "Ships Port Ships Lorne 12"]


def test_chunks_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    """One of another kind, a broken one, an empty one, an archive of something else, and one that nothing stands for."""
    document = letter(
        ("a.xml", "application/xml", b"<x>secret</x>"),
        ("b.docx", WORD, b"PK\x03\x04" + b"x" * 99),
        ("c.html", "text/html", b""),
        ("d.docx", WORD, saved(docx.Document())),
        ("e.mht", "message/rfc822", b"MIME-Version: 1.0\nContent-Type: image/png\n\nx"),
    )
    put(document, "rId999")
    read = opened(tmp_path, document)
    assert said(read) == ["Before.", *["Behind."] * 6]
    names = ("a.xml", "b.docx", "c.html", "d.docx", "e.mht", "altChunk")
    assert told(read) == list(zip(("kind", *["damage"] * 3, "kind", "damage"), names, strict=True))
    assert {fall.what for fall in read.shortfalls} == {"left_out"}


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/a.html", "file:///etc/passwd", "../../../etc/passwd"])
def test_a_chunk_that_lies_elsewhere_is_not_fetched(tmp_path: Path, address: str) -> None:
    document = letter()
    put(document, document.part.relate_to(address, CHUNK, is_external=True))
    read = opened(tmp_path, document)
    assert said(read) == ["Before.", "Behind."]
    assert told(read) == [("elsewhere", address.rsplit("/", 1)[-1])]


def test_a_document_that_holds_itself_is_read_once(tmp_path: Path) -> None:
    """By a relation to itself, and as a document within a document within a document."""
    document = letter()
    put(document, document.part.relate_to(document.part, CHUNK))
    assert said(opened(tmp_path, document)) == ["Before.", "Behind."]
    innermost = letter(("a.html", "text/html", PAGE.encode()))
    read = opened(tmp_path, letter(("b.docx", WORD, saved(innermost))))
    assert said(read) == ["Before.", "Before.", "Behind.", "Behind."]
    assert told(read) == [("many", "b.docx/a.html")]


def test_no_more_chunks_are_read_than_the_limits_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_chunks, "MOST", 2)
    read = opened(tmp_path, letter(*((f"{number}.html", "text/html", PAGE.encode()) for number in range(4))))
    assert said(read).count("Harbour") == 2
    assert told(read) == [("many", "2.html"), ("many", "3.html")]


def test_a_chunk_that_unpacks_without_measure_is_named(tmp_path: Path) -> None:
    inner = docx.Document()
    inner.add_paragraph("x")
    blank = Part(PackURI("/word/blank.bin"), "application/octet-stream", bytes(101_000_000), inner.part.package)
    inner.part.relate_to(blank, f"{CHUNK}s")
    read = opened(tmp_path, letter(("a.docx", WORD, saved(inner)), ("b.html", "text/html", PAGE.encode())))
    assert told(read) == [("many", "a.docx"), ("many", "b.html")]


def test_entities_in_a_chunk_are_refused(tmp_path: Path) -> None:
    inner = replaced(small(".docx"), PARTS[".docx"], OUTSIDE)
    read = opened(tmp_path, letter(("a.docx", WORD, inner)))
    assert told(read) == [("damage", "a.docx")]


def test_a_document_whose_chunks_alone_say_something_and_cannot_be_read_is_refused(tmp_path: Path) -> None:
    document = docx.Document()
    document.element.body.insert(0, parse_xml(f'<w:altChunk {nsdecls("w", "r")} r:id="rId999"/>'))
    with pytest.raises(DocumentError, match="holds no text"):
        opened(tmp_path, document)
