"""What a user relies on in presentations: each slide's title, texts, tables and the values of its charts."""

import io
from pathlib import Path
from typing import Any

import pptx
import pytest
from PIL import Image
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Inches

from kotae.documents.model import Document
from kotae.documents.open import open_document
from kotae.errors import DocumentError

BOX = (Inches(1), Inches(2), Inches(4), Inches(2))


def opened(presentation: Any, folder: Path) -> Document:
    path = folder / "a.pptx"
    presentation.save(str(path))
    return open_document(path)


def test_slides_with_texts_tables_charts_and_notes(tmp_path: Path) -> None:
    presentation = pptx.Presentation()
    first = presentation.slides.add_slide(presentation.slide_layouts[1])
    first.shapes.title.text = "港の計画"
    first.placeholders[1].text = "浚渫は1862年\n冬も開く"
    first.notes_slide.notes_text_frame.text = "予算は未定。"
    second = presentation.slides.add_slide(presentation.slide_layouts[5])
    second.shapes.title.text = "貨物"
    table = second.shapes.add_table(3, 3, *BOX).table
    for row, values in enumerate([["港", "2022", "2023"], ["北港", "12", "13"], ["南港", "9", "8"]]):
        for column, value in enumerate(values):
            table.cell(row, column).text = value
    data = CategoryChartData()
    data.categories = ["2022", "2023"]
    data.add_series("輸出", (1.5, 2.5))
    data.add_series("輸入", (3, None))
    second.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(4), Inches(4), Inches(2), data)
    hidden = presentation.slides.add_slide(presentation.slide_layouts[5])
    hidden.shapes.title.text = "秘密"
    hidden._element.set("show", "0")
    read = opened(presentation, tmp_path)
    assert (read.title, len(read.pages)) == ("港の計画", 3)
    assert [(block.kind, block.text, block.page) for block in read.blocks()] == [
        ("heading", "港の計画", 1),
        ("list_item", "浚渫は1862年", 1),
        ("list_item", "冬も開く", 1),
        ("note", "予算は未定。", 1),
        ("heading", "貨物", 2),
    ]
    ports, chart = read.tables()
    assert (ports.page, ports.header) == (2, ("港", "2022", "2023"))
    assert chart.header[1:] == ("輸出", "輸入")
    assert [[cell.text for cell in row.cells] for row in chart.rows] == [["2022", "1.5", "3"], ["2023", "2.5", ""]]
    assert [(fall.first, fall.what, fall.why) for fall in read.shortfalls] == [(3, "left_out", "hidden")]


def test_texts_in_groups_come_in_the_order_of_their_places(tmp_path: Path) -> None:
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[6])
    slide.shapes.add_textbox(Inches(1), Inches(5), Inches(3), Inches(1)).text_frame.text = "below"
    group = slide.shapes.add_group_shape()
    group.shapes.add_textbox(Inches(1), Inches(1), Inches(3), Inches(1)).text_frame.text = "above"
    assert [block.text for block in opened(presentation, tmp_path).blocks()] == ["above", "below"]


def test_a_presentation_without_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="holds text"):
        opened(pptx.Presentation(), tmp_path)


def test_a_text_in_the_place_of_the_title_is_no_title(tmp_path: Path) -> None:
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    slide.shapes.title.text = "Pier 1: grain\nPier 2: ore\nPier 3: cars\nPier 4: timber"
    presentation.save(str(tmp_path / "piers.pptx"))
    read = open_document(tmp_path / "piers.pptx")
    assert read.title == "piers"
    assert [block.text for block in read.blocks() if block.kind != "heading"][:2] == ["Pier 1: grain", "Pier 2: ore"]


def test_a_picture_that_is_not_whole_leaves_its_slide_readable(tmp_path: Path) -> None:
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    slide.shapes.title.text = "The harbour"
    stream = io.BytesIO()
    Image.new("RGB", (9, 9)).save(stream, "PNG")
    for _ in range(2):
        slide.shapes.add_picture(io.BytesIO(stream.getvalue()), 0, 0)
    first, second = (shape._element for shape in slide.shapes if hasattr(type(shape), "image"))
    first.remove(first.blipFill)
    del second.blipFill.blip.attrib[qn("r:embed")]
    presentation.save(str(tmp_path / "a.pptx"))
    assert "The harbour" in [block.text for block in open_document(tmp_path / "a.pptx").blocks()]


def test_what_is_told_for_newer_and_older_programs_is_read_once_with_its_formulas(tmp_path: Path) -> None:
    """As PowerPoint writes a box with a formula: the box, and for older programs its picture; in a group, too."""
    names = (
        'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main" '
        'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    )

    def box(number: int, text: str) -> str:
        told = f'<p:nvSpPr><p:cNvPr id="{number}" name="x"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/>'
        return f"<p:sp>{told}<p:txBody><a:bodyPr/><a:p>{text}</a:p></p:txBody></p:sp>"

    power = "<m:sSup><m:e><m:r><m:t>r</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
    written = f"<a14:m><m:oMathPara><m:oMath><m:r><m:t>π</m:t></m:r>{power}</m:oMath></m:oMathPara></a14:m>"
    newer, older = box(90, f"<a:r><a:t>Area: </a:t></a:r>{written}"), box(91, "<a:r><a:t>picture</a:t></a:r>")
    told = (
        f'<mc:AlternateContent {names}><mc:Choice Requires="a14">{newer}</mc:Choice>'
        f"<mc:Fallback>{older}</mc:Fallback></mc:AlternateContent>"
    )
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    slide.shapes.title.text = "Circles"
    slide.shapes._spTree.append(parse_xml(told))
    slide.shapes.add_group_shape()._element.append(parse_xml(told.replace("Area", "Again")))
    read = opened(presentation, tmp_path)
    assert [block.text for block in read.blocks()] == ["Circles", "Area: πr^2", "Again: πr^2"]
