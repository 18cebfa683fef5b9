"""Office files saved as "Strict Open XML", whose parts call everything by other names, are read as all others."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pptx
import pytest

from kotae.documents.open import open_document

_NAMES = re.compile(rb"http://schemas\.openxmlformats\.org/(officeDocument|\w+ml)/2006/(\w+)")


def strict(content: bytes) -> bytes:
    """Return an Office file with the names of the strict form."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(written, "w") as other:
        for part in archive.infolist():
            other.writestr(part.filename, _NAMES.sub(rb"http://purl.oclc.org/ooxml/\1/\2", archive.read(part)))
    return written.getvalue()


def letter(stream: io.BytesIO) -> None:
    document = docx.Document()
    document.add_heading("港の工事", 1)
    document.add_paragraph("The work begins in April.")
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Cost", "3,000"
    document.save(stream)


def slides(stream: io.BytesIO) -> None:
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text, slide.placeholders[1].text = "港の工事", "The work begins in April."
    presentation.save(stream)


def workbook(stream: io.BytesIO) -> None:
    book = openpyxl.Workbook()
    for row in (["港の工事", "Begin"], ["The work begins in April.", 4], ["It ends in May.", 5]):
        book.active.append(row)
    book.save(stream)


@pytest.mark.parametrize(("suffix", "make"), [("docx", letter), ("pptx", slides), ("xlsx", workbook)])
def test_the_strict_form_reads_as_the_usual_one(
    tmp_path: Path, suffix: str, make: Callable[[io.BytesIO], None]
) -> None:
    stream = io.BytesIO()
    make(stream)
    read = []
    for form in (stream.getvalue(), strict(stream.getvalue())):
        path = tmp_path / f"a.{suffix}"
        path.write_bytes(form)
        read.append(open_document(path))
    assert read[0] == read[1]
    assert "港の工事" in repr(read[1])
