"""What a user relies on in Office files that hold more than cells and paragraphs, or were written by rarer programs."""

import datetime
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pptx
import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from kotae.documents.model import Document
from kotae.documents.open import open_document

A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
DGM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
FRAME = f'<a:graphicData {A} uri="{DGM}"><d:relIds xmlns:d="{DGM}" xmlns:r="{R}" r:dm="RID"/></a:graphicData>'


def point(text: str, more: str = "", properties: str = "") -> str:
    return f"<d:pt {more}><d:prSet {properties}/><d:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></d:t></d:pt>"


POINTS = (
    point("whole", 'type="doc"'),
    point("港長"),
    point("Pilot"),
    point("line", 'type="parTrans"'),
    point("[Text]", properties='phldr="1"'),
)
DATA = f'<d:dataModel xmlns:d="{DGM}" {A}><d:ptLst>{"".join(POINTS)}</d:ptLst></d:dataModel>'.encode()


def opened(folder: Path, suffix: str, content: bytes) -> Document:
    path = folder / f"a.{suffix}"
    path.write_bytes(content)
    return open_document(path)


def letter() -> bytes:
    document, stream = docx.Document(), io.BytesIO()
    document.add_paragraph("Who works at the port:")
    part = Part(PackURI("/word/diagrams/data1.xml"), "application/xml", DATA, document.part.package)
    frame = FRAME.replace("RID", document.part.relate_to(part, f"{R}/diagramData"))
    document.element.body.insert(1, parse_xml(f'<w:p xmlns:w="{W}"><w:r><w:drawing>{frame}</w:drawing></w:r></w:p>'))
    document.save(stream)
    return stream.getvalue()


def slides() -> bytes:
    presentation, stream = pptx.Presentation(), io.BytesIO()
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    slide.shapes.title.text = "Who works at the port:"
    table = slide.shapes.add_table(1, 1, 0, 0, 9, 9)._element
    uri = pptx.opc.packuri.PackURI("/ppt/diagrams/data1.xml")
    part = pptx.opc.package.Part(uri, "application/xml", slide.part.package, DATA)
    frame = parse_xml(FRAME.replace("RID", slide.part.relate_to(part, f"{R}/diagramData")))
    held = table.find(f".//{{{A[9:-1]}}}graphicData")
    held.getparent().replace(held, frame)
    presentation.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(("suffix", "make"), [("docx", letter), ("pptx", slides)])
def test_the_boxes_of_a_diagram_are_read(tmp_path: Path, suffix: str, make: Callable[[], bytes]) -> None:
    """Without what is for who makes it, and what only draws lines."""
    read = opened(tmp_path, suffix, make())
    assert [block.text for block in read.blocks()] == ["Who works at the port:", "港長", "Pilot"]


def workbook() -> bytes:
    book, stream = openpyxl.Workbook(), io.BytesIO()
    for row in (["Port", "Ships"], ["Lorne", 12], ["Quay", 9]):
        book.active.append(row)
    book.save(stream)
    return stream.getvalue()


def changed(content: bytes, change: Callable[[str, bytes], tuple[str, bytes] | None], **more: bytes) -> bytes:
    """Return an archive whose parts are changed one by one, or left out, with more parts."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(written, "w") as other:
        for name in archive.namelist():
            if (part := change(name, archive.read(name))) is not None:
                other.writestr(*part)
        for name, held in more.items():
            other.writestr(name, held)
    return written.getvalue()


def test_the_texts_of_boxes_over_a_sheet_are_read_with_their_rows(tmp_path: Path) -> None:
    def box(row: int, *lines: str) -> str:
        texts = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in lines)
        return (
            f"<x:twoCellAnchor><x:from><x:row>{row}</x:row></x:from><x:sp><x:txBody>{texts}</x:txBody></x:sp>"
            "</x:twoCellAnchor>"
        )

    drawing = f'<x:wsDr xmlns:x="{XDR}" {A}>{box(9, "Below.")}{box(4, "入港は", "予約制")}</x:wsDr>'.encode()
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{R}/drawing" Target="../drawings/drawing1.xml"/></Relationships>'
    ).encode()
    parts = {"xl/drawings/drawing1.xml": drawing, "xl/worksheets/_rels/sheet1.xml.rels": relations}
    read = opened(tmp_path, "xlsx", changed(workbook(), lambda name, held: (name, held), **parts))
    found = [(block.text, block.lines) for block in read.blocks() if block.kind == "paragraph"]
    assert found == [("入港は", (5, 5)), ("予約制", (5, 5)), ("Below.", (10, 10))]


def without_styles(name: str, held: bytes) -> tuple[str, bytes] | None:
    return None if name == "xl/styles.xml" else (name, re.sub(rb'<c r="(\w+)"', rb'<c s="7" r="\1"', held))


def empty_styles(name: str, held: bytes) -> tuple[str, bytes]:
    return name, re.sub(rb'<c r="(\w+)"', rb'<c s="" r="\1"', held)


def backslashes(name: str, held: bytes) -> tuple[str, bytes]:
    return name.replace("/", "\\"), held


def capitals(name: str, held: bytes) -> tuple[str, bytes]:
    return name.replace("sharedStrings", "SharedStrings").replace("[Content_Types]", "[content_types]"), held


@pytest.mark.parametrize("change", [without_styles, empty_styles, backslashes, capitals])
def test_workbooks_of_rarer_programs_are_read(
    tmp_path: Path, change: Callable[[str, bytes], tuple[str, bytes] | None]
) -> None:
    (table,) = opened(tmp_path, "xlsx", changed(workbook(), change)).tables()
    assert table.header == ("Port", "Ships")
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["Lorne", "12"], ["Quay", "9"]]


def test_days_in_a_format_that_excel_has_in_japan_only_are_days(tmp_path: Path) -> None:
    def in_japan(name: str, held: bytes) -> tuple[str, bytes]:
        untold = re.sub(rb"<numFmts.*?</numFmts>", b"", held)
        return name, re.sub(rb'numFmtId="16\d"', b'numFmtId="31"', untold)

    book, stream = openpyxl.Workbook(), io.BytesIO()
    for row in (["港", "開港"], ["北", datetime.date(2024, 3, 5)], ["南", datetime.date(2024, 3, 6)]):
        book.active.append(row)
    book.active["B2"].number_format = book.active["B3"].number_format = "yyyy.m.d"
    book.save(stream)
    (table,) = opened(tmp_path, "xlsx", changed(stream.getvalue(), in_japan)).tables()
    assert [row.cells[1].text for row in table.rows] == ["2024年3月5日", "2024年3月6日"]
