"""Raised texts in their lines: calls of notes say nothing there, powers and units keep what they are."""

from pathlib import Path

import docx
import openpyxl
import pptx
import pytest
from docx.oxml import OxmlElement
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from kotae.documents.lines.raised import raised
from kotae.documents.model import Block
from kotae.documents.open import open_document


@pytest.mark.parametrize(
    ("before", "text", "said"),
    [
        ("Population", "4", ""),
        ("人口", "注1", ""),
        ("in 2020.", "3", ""),
        ("733,932", "a", ""),
        ("the fleet", "[4]", ""),
        ("catch (tons)", "1,2", ""),
        ("5 km", "2", "2"),
        ("120㎡、30m", "3", "3"),
        ("10", "6", "^6"),
        ("1.2 × 10", "-3", "^-3"),
        ("x", "2", "^2"),
        ("the 21", "st", "st"),
        ("Kotae", "TM", "TM"),
        ("", "1", "1 "),
    ],
)
def test_what_a_raised_text_says(before: str, text: str, said: str) -> None:
    assert raised(before, text) == said


PAGE = """<h1>Harbours<sup>1</sup></h1>
<p>The quay took 5 km<sup>2</sup> in 2020.<sup>3</sup> Light of 10<sup>6</sup> lux<a href="#n"><sup>[2]</sup></a> is seen.</p>
<table><tr><th>Year</th><th>Ships<sup>4</sup></th></tr><tr><td>2020</td>
<td>733,932<span style="vertical-align: super">a</span></td></tr></table><p><sup>4</sup>At anchor.</p>"""


def test_in_html(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(f"<html><body>{PAGE}</body></html>", encoding="utf-8")
    document = open_document(path)
    assert [block.text for block in document.blocks()][:2] == [
        "Harbours",
        "The quay took 5 km2 in 2020. Light of 10^6 lux is seen.",
    ]
    (table,) = document.tables()
    assert table.header == ("Year", "Ships")
    assert table.rows[0].cells[1].number == 733_932


def test_in_word_slides_and_excel(tmp_path: Path) -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("The fleet grew")
    paragraph.add_run("3").font.superscript = True
    paragraph.add_run(" to 5 km")
    paragraph.add_run("2").font.superscript = True
    paragraph.add_run(" of quays.")
    linked = OxmlElement("w:hyperlink")  # whose mark stands behind what the paragraph says
    linked.append(word.add_paragraph().add_run("4")._r)
    linked[0].get_or_add_rPr().superscript = True
    paragraph._p.append(linked)
    word.save(tmp_path / "a.docx")
    slides = pptx.Presentation()
    slide = slides.slides.add_slide(slides.slide_layouts[1])
    slide.shapes.title.text = "Fleet"
    line = slide.placeholders[1].text_frame.paragraphs[0]
    line.add_run().text = "The fleet grew"
    mark = line.add_run()
    mark.text = "3"
    mark.font._element.set("baseline", "30000")
    line.add_run().text = " to 90 ships."
    slides.save(tmp_path / "a.pptx")
    workbook = openpyxl.Workbook()
    name = CellRichText("Population", TextBlock(InlineFont(vertAlign="superscript"), "4"))
    for row in (["Year", name], [2020, 733], [2021, 734]):
        workbook.active.append(row)
    workbook.save(tmp_path / "a.xlsx")
    assert "The fleet grew to 5 km2 of quays." in texts(tmp_path / "a.docx")
    assert "The fleet grew to 90 ships." in texts(tmp_path / "a.pptx")
    (table,) = open_document(tmp_path / "a.xlsx").tables()
    assert table.header == ("Year", "Population")


def texts(path: Path) -> list[str]:
    return [element.text for element in open_document(path).elements if isinstance(element, Block)]
