"""What a user relies on where files are attached to a mail or a PDF: they are read, bounded, and what is not read is said."""

import email
import email.policy
from collections.abc import Iterator
from contextlib import closing
from email.message import EmailMessage
from pathlib import Path

import pymupdf
import pytest
from office_bombs import small, unpacking_to
from workloads import itself

from kotae.bounded import Worker
from kotae.documents.attachments import DEEPEST, MOST, attachment
from kotae.documents.model import Block, Document
from kotae.documents.reading import ReadingLimits, read
from kotae.errors import DocumentError
from kotae.passages.split import split
from kotae.passages.units import Unit

LIMITS = ReadingLimits(60, 3600, 1000)
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 900 + "EncryptedPackage".encode("utf-16-le")


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with closing(Worker()) as made:
        yield made


def mail(*files: tuple[str, bytes], subject: str = "Ships") -> EmailMessage:
    message = EmailMessage(policy=email.policy.default)
    message["Subject"] = subject
    message.set_content("As agreed.")
    for name, content in files:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message


def opened(worker: Worker, path: Path, content: bytes) -> Document:
    path.write_bytes(content)
    return read(worker, path, LIMITS, itself)


def told(document: Document) -> list[tuple[str, str]]:
    return [(fall.name, fall.why) for fall in document.shortfalls]


def units(document: Document) -> list[Unit]:
    return split(document, lambda texts: [len(text) // 4 for text in texts], 512)


def a_pdf() -> pymupdf.Document:
    document = pymupdf.open()
    document.new_page().insert_text((72, 72), "The harbour was dredged in 1862. It has been deep ever since then.")
    return document


def test_files_of_a_mail_are_documents_of_their_kind(tmp_path: Path, worker: Worker) -> None:
    inner = mail(("lamp.txt", b"The lamp burns oil."), subject="Inner")
    message = mail(("ports.xlsx", small(".xlsx")), ("plan.docx", small(".docx")), ("plan.pdf", a_pdf().tobytes()))
    message.add_attachment(inner)
    read_there = opened(worker, tmp_path / "a.eml", message.as_bytes())
    assert (read_there.format, read_there.title, told(read_there)) == ("eml", "Ships", [])
    names = ["ports.xlsx", "plan.docx", "plan.pdf", "Inner.eml", "Inner.eml/lamp.txt"]
    assert [file.name for file in read_there.attached] == names
    (table,) = read_there.tables()
    assert (table.header, table.lines, table.rows[0].lines) == (("Port", "Ships", "Year"), None, None)
    assert not any(block.lines for block in read_there.blocks())
    assert ["dredged" in block.text for block in read_there.blocks() if block.spans] == [True]
    row = next(unit for unit in units(read_there) if unit.kind == "row")
    assert (row.attached, row.attached_page, row.headings) == ("ports.xlsx", 1, ("ports.xlsx", "Sheet"))
    lamp = next(unit for unit in units(read_there) if "burns oil" in unit.text)
    assert (lamp.attached, lamp.attached_page) == ("Inner.eml/lamp.txt", 0)
    assert lamp.headings == ("Inner.eml/lamp.txt",)
    assert next(unit for unit in units(read_there) if "As agreed" in unit.text and not unit.attached)


def test_files_of_a_pdf_stand_behind_its_pages(tmp_path: Path, worker: Worker) -> None:
    document = a_pdf()
    document.embfile_add("key", small(".xlsx"), filename="C:\\ports\\ports.xlsx")
    document[0].add_file_annot((72, 200), b"The lamp burns oil.", "lamp.txt")
    read_there = opened(worker, tmp_path / "a.pdf", document.tobytes())
    assert (read_there.format, len(read_there.pages), told(read_there)) == ("pdf", 1, [])
    assert [file.name for file in read_there.attached] == ["ports.xlsx", "lamp.txt"]
    assert all(unit.page == 1 for unit in units(read_there))
    first = next(unit for unit in units(read_there) if "dredged" in unit.text)
    assert first.boxes
    assert not first.attached
    assert next(unit for unit in units(read_there) if "burns oil" in unit.text).attached == "lamp.txt"


def test_what_an_attached_file_says_is_cited_with_its_page_there(tmp_path: Path, worker: Worker) -> None:
    plan = a_pdf()
    plan.new_page().insert_text(
        (72, 72), "The lamp of the lighthouse burns oil. It has burned oil since the first winter."
    )
    read_there = opened(worker, tmp_path / "a.eml", mail(("plan.pdf", plan.tobytes())).as_bytes())
    found = {word: next(unit for unit in units(read_there) if word in unit.text) for word in ("dredged", "burns oil")}
    assert {word: (unit.attached, unit.attached_page, unit.page) for word, unit in found.items()} == {
        "dredged": ("plan.pdf", 1, 1),
        "burns oil": ("plan.pdf", 2, 1),
    }
    assert [box.page for box in found["burns oil"].boxes] == [2]


def test_an_attached_file_is_taken_out_by_its_name(tmp_path: Path) -> None:
    inner = mail(("lamp.txt", b"The lamp burns oil."), subject="Inner")
    message = mail(("plan.txt", b"The first."), ("plan.txt", b"The second."), ("b.zip", b"PK"))
    message.add_attachment(inner)
    path = tmp_path / "a.eml"
    path.write_bytes(message.as_bytes())
    names = ("plan.txt", "plan (2).txt", "b.zip", "Inner.eml/lamp.txt")
    assert [attachment(path, name) for name in names] == [b"The first.", b"The second.", b"PK", b"The lamp burns oil."]
    for unknown in ("", "none.txt", "b.zip/x", "Inner.eml/none.txt", "../a.eml"):
        with pytest.raises(DocumentError, match=r"is attached to a\.eml$"):
            attachment(path, unknown)


def test_what_is_not_read_is_said_and_the_rest_stays(tmp_path: Path, worker: Worker) -> None:
    files = [
        ("a.docx", LOCKED),
        ("b.zip", b"PK\x03\x04"),
        ("c.xlsx", small(".xlsx")[:400]),
        ("d.pptx", unpacking_to(600, ".pptx")),
        ("../../e.txt", b"It is deep."),
        ("f.exe", b"MZ"),
    ]
    read_there = opened(worker, tmp_path / "a.eml", mail(*files).as_bytes())
    assert told(read_there) == [
        ("a.docx", "locked"),
        ("b.zip", "kind"),
        ("c.xlsx", "damage"),
        ("d.pptx", "damage"),
        ("f.exe", "kind"),
    ]
    assert [file.name for file in read_there.attached] == ["e.txt"]
    assert not (tmp_path.parent / "e.txt").exists()


def test_there_are_bounds(tmp_path: Path, worker: Worker) -> None:
    """More files than are read, and mails within mails."""
    many = mail(*((f"{number}.txt", b"It is deep.") for number in range(MOST + 2)))
    read_there = opened(worker, tmp_path / "a.eml", many.as_bytes())
    assert len(read_there.attached) == MOST
    assert told(read_there) == [(f"{number}.txt", "many") for number in (MOST, MOST + 1)]
    nested = mail(("lamp.txt", b"The lamp burns oil."))
    for _ in range(DEEPEST + 5):
        outer = mail()
        outer.add_attachment(nested)
        nested = outer
    read_there = opened(worker, tmp_path / "b.eml", nested.as_bytes())
    assert len(read_there.attached) == DEEPEST
    assert [why for _, why in told(read_there)] == ["many"]
    assert not any("lamp" in block.text for block in read_there.elements if isinstance(block, Block))
