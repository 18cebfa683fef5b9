"""What a user relies on in Word documents: nothing that is shown is lost, nothing that is not shown is read."""

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from kotae.documents.model import Document, Table
from kotae.documents.open import open_document
from kotae.errors import DocumentError

INSIDE = "<w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent>"
BOX = (  # what a run holds of a box, behind its names
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent>'
    f'<mc:Choice Requires="wps">{INSIDE}</mc:Choice><mc:Fallback><w:pict>{INSIDE}</w:pict></mc:Fallback>'
    "</mc:AlternateContent>"
)


def opened(document: Any, folder: Path) -> Document:
    path = folder / "a.docx"
    document.save(str(path))
    return open_document(path)


def body(*paragraphs: str) -> Any:
    document = docx.Document()
    for markup in paragraphs:
        document.element.body.insert(-1, parse_xml(markup.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)))
    return document


def shown(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in document.blocks()]


def test_headings_paragraphs_items_and_tables(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("港の報告", 0)
    document.add_heading("歴史", 2)
    document.add_paragraph("港は1862年に浚渫された。")
    document.add_paragraph("灯台", style="List Bullet")
    document.add_paragraph("表1 貨物量", style="Caption")
    table = document.add_table(3, 3)
    for row, values in enumerate([["港", "2022", "2023"], ["北港", "12", "13"], ["南港", "9", "8"]]):
        for column, value in enumerate(values):
            table.cell(row, column).text = value
    document.add_paragraph("出所:港湾局")
    read = opened(document, tmp_path)
    assert read.title == "港の報告"
    assert [(block.kind, block.text, block.level, block.lines) for block in read.blocks()] == [
        ("heading", "港の報告", 1, (1, 1)),
        ("heading", "歴史", 2, (2, 2)),
        ("paragraph", "港は1862年に浚渫された。", 0, (3, 3)),
        ("list_item", "灯台", 0, (4, 4)),
    ]
    (found,) = read.tables()
    assert (found.caption, found.source, found.header) == ("表1 貨物量", "出所:港湾局", ("港", "2022", "2023"))
    assert [[cell.text for cell in row.cells] for row in found.rows] == [["北港", "12", "13"], ["南港", "9", "8"]]


def test_merged_cells(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(4, 3)
    for row, values in enumerate([["Port", "Ships", ""], ["", "2022", "2023"], ["North", "1", "2"], ["", "3", "4"]]):
        for column, value in enumerate(values):
            table.cell(row, column).text = value
    for first, last in (((0, 0), (1, 0)), ((0, 1), (0, 2)), ((2, 0), (3, 0))):
        table.cell(*first).merge(table.cell(*last))
    (found,) = opened(document, tmp_path).tables()
    assert isinstance(found, Table)
    assert found.header == ("Port", "Ships 2022", "Ships 2023")
    assert [row.cells[0].text or row.group[-1] for row in found.rows] == ["North", "North"]


def test_what_was_inserted_is_read_and_what_was_deleted_is_not(tmp_path: Path) -> None:
    read = opened(
        body(
            '<w:p><w:r><w:t>The harbour was </w:t></w:r><w:ins w:id="1" w:author="a"><w:r><w:t>dredged</w:t></w:r></w:ins>'
            '<w:del w:id="2" w:author="a"><w:r><w:delText>closed</w:delText></w:r></w:del><w:r><w:t> in 1862.</w:t></w:r></w:p>',
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>5 March</w:t></w:r></w:p>',
            "<w:p><w:r><w:ruby><w:rt><w:r><w:t>みなと</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>港</w:t></w:r></w:rubyBase>"
            "</w:ruby></w:r><w:r><w:t>は古い。</w:t></w:r></w:p>",
        ),
        tmp_path,
    )
    assert [text for _, text in shown(read)] == ["The harbour was dredged in 1862.", "5 March", "港は古い。"]


def test_content_controls_and_text_boxes_are_read_once(tmp_path: Path) -> None:
    document = docx.Document()
    control = (
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>In a control.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    document.element.body.insert(-1, parse_xml(control))
    box = f"<w:p {nsdecls('w')}><w:r><w:t>Beside it.</w:t></w:r><w:r {BOX}</w:r></w:p>"
    document.element.body.insert(-1, parse_xml(box))
    assert [text for _, text in shown(opened(document, tmp_path))] == ["In a control.", "Beside it.", "In a box."]


def test_a_box_in_a_cell_is_read_once(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells), ("Port", "Ships", "Lorne", "12"), strict=True
    ):
        cell.text = text
    table.cell(1, 0).paragraphs[0]._p.append(parse_xml(f"<w:r {nsdecls('w')} {BOX}</w:r>"))
    (found,) = opened(document, tmp_path).tables()
    assert [cell.text for cell in found.rows[0].cells] == ["Lorne In a box.", "12"]


def test_an_empty_document_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="holds no text"):
        opened(docx.Document(), tmp_path)


def test_a_workbook_under_the_name_of_a_document_is_refused(tmp_path: Path) -> None:
    import openpyxl

    stream = io.BytesIO()
    openpyxl.Workbook().save(stream)
    path = tmp_path / "a.docx"
    path.write_bytes(stream.getvalue())
    with pytest.raises(DocumentError, match="not a Word document"):
        open_document(path)


def test_a_table_within_a_cell_follows_with_the_label_of_its_row(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(3, 2)
    for place, text in enumerate(["品目", "内容", "水", "別掲", "油", "等級による"]):
        table.cell(place // 2, place % 2).text = text
    within = table.cell(2, 1).add_table(3, 2)
    for place, text in enumerate(["等級", "量", "甲", "120", "乙", "80"]):
        within.cell(place // 2, place % 2).text = text
    document.add_paragraph("終わり。")
    read = opened(document, tmp_path)
    outer, inner = read.tables()
    assert [[cell.text for cell in row.cells] for row in outer.rows] == [["水", "別掲"], ["油", "等級による"]]
    assert (inner.caption, inner.header, [row.cells[1].number for row in inner.rows]) == (
        "油",
        ("等級", "量"),
        [120, 80],
    )
    assert read.elements[-1].lines == (14, 14)
