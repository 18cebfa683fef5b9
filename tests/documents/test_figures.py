"""A chart with its caption, its source and what the text says of it is a unit of its own: found, shown, never a reason."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import docx
import jsonschema
import pptx
import pymupdf
import pytest
from PIL import Image
from pptx.util import Inches
from support import ROOT, made_index, settings_for

from kotae import Kotae
from kotae.documents import pdf
from kotae.documents.model import Document
from kotae.documents.open import open_document
from kotae.passages.split import split
from kotae.passages.units import Unit
from kotae_ui.asking import Asking
from kotae_ui.library import Library
from kotae_ui.pages import result_html

CAPTION = "Figure 3. Price of lithium carbonate (dollars a kilogram)"
SOURCE = "Source: Harbour Commodity Exchange, monthly averages"
SAYS = "As Figure 3 shows, the price fell from 68 dollars in November 2022 to 11 dollars in April 2024."
REASON = "It fell since more mines were opened than the makers of batteries needed."
PRICES = {"2019": 12, "2020": 8, "2021": 25, "2022": 68, "2023": 40, "2024": 11}
_CSS = "* {font-size: 11px; line-height: 1.5; font-family: serif}"


def charted(path: Path) -> Path:
    """Write a PDF with a chart between two paragraphs."""
    with pymupdf.open() as document:
        page = document.new_page(width=595, height=842)
        page.insert_htmlbox(
            (60, 50, 535, 330),
            f"<h2>Prices of lithium</h2><p>Lithium became cheaper for two years. {SAYS} {REASON}</p>"
            "<p>Producers answered by closing mines in Australia, and sold their stores of ore.</p>",
            css=_CSS,
        )
        left, top, bottom = 90, 380, 560
        page.insert_text((left, top - 14), CAPTION, fontsize=10)
        page.draw_line((left, top), (left, bottom))
        page.draw_line((left, bottom), (left + 380, bottom))
        for place, (year, price) in enumerate(PRICES.items()):
            x = left + 20 + 60 * place
            page.draw_rect((x, bottom - 2.4 * price, x + 35, bottom), fill=(0.2, 0.4, 0.7))
            page.insert_text((x + 4, bottom + 14), year, fontsize=8)
            page.insert_text((x + 8, bottom - 4 - 2.4 * price), str(price), fontsize=8)
        page.insert_text((left, bottom + 34), SOURCE, fontsize=8)
        page.insert_htmlbox(
            (60, 620, 535, 800), "<p>Cobalt went another way, for its greatest producer stopped exports.</p>", css=_CSS
        )
        document.save(path)
    return path


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return charted(tmp_path_factory.mktemp("chart") / "chart.pdf")


@pytest.fixture(scope="module")
def document(path: Path) -> Document:
    return pdf.read(path)


@pytest.fixture(scope="module")
def units(document: Document) -> list[Unit]:
    return split(document, lambda texts: [len(text) // 3 + 2 for text in texts], 500)


@pytest.fixture(scope="module")
def library(path: Path, cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Library:
    settings = settings_for(path.parent, tmp_path_factory.mktemp("index") / "index", cache)
    assert made_index(settings).units["figure"] == 1
    library = Library(settings)
    library.open()
    return library


@pytest.fixture(scope="module")
def opened(library: Library) -> Kotae:
    assert library.kotae is not None
    return library.kotae


def test_a_chart_is_one_unit_with_its_caption_source_and_labels(units: list[Unit]) -> None:
    (figure,) = [unit for unit in units if unit.kind == "figure"]
    assert figure.text.startswith(f"{CAPTION}\n{SOURCE}\n")
    labels = figure.text.split("\n")[2].split()
    assert set(labels) >= set(PRICES) | {str(price) for price in PRICES.values()}
    assert [figure.text[start:end] for start, end in figure.sentences] == [CAPTION, SOURCE]
    assert SAYS in figure.context
    box = figure.spans[-1].box
    assert box.page == figure.page == 1
    assert box.x0 < 120
    assert box.y0 < 400
    assert box.x1 > 400
    assert box.y1 > 560


def test_its_labels_are_in_no_paragraph(units: list[Unit]) -> None:
    passages = "\n".join(unit.text for unit in units if unit.kind == "passage")
    assert SAYS in passages
    assert CAPTION not in passages
    assert SOURCE not in passages
    assert "2019" not in passages


def test_a_question_finds_it_and_it_is_shown_by_its_box(opened: Kotae, library: Library) -> None:
    question = "How have lithium prices moved?"
    result = json.loads(json.dumps(opened.ask(question).to_dict()))
    schema = json.loads((ROOT / "src" / "kotae" / "answer.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(result)
    (figure,) = [hit for hit in result["hits"] if hit["kind"] == "figure"]
    assert figure["rank"] <= 3
    assert figure["boxes"][-1]["y1"] - figure["boxes"][-1]["y0"] > 150
    shown = result_html(library.ask(Asking(question)))
    assert '<span class="kt-kind">figure</span>' in shown


@pytest.mark.parametrize(
    "question", ["Why did the price of lithium carbonate fall?", "炭酸リチウムの価格はなぜ下がったのですか。"]
)
def test_it_is_no_reason(opened: Kotae, question: str) -> None:
    result = opened.ask(question)
    assert any(hit.unit.kind == "figure" for hit in result.hits)
    cited = {citation for answer in (result.answer, *result.others) if answer for citation in answer.citations}
    assert all(hit.unit.kind != "figure" for hit in result.hits if hit.rank in cited)
    assert result.answer is None or CAPTION not in result.answer.text


def test_a_label_of_the_chart_is_found(opened: Kotae) -> None:
    assert any(hit.unit.kind == "figure" for hit in opened.search("Harbour Commodity Exchange 2021")[:2])


CAPTIONED = (
    f"<figure><img src='http://127.0.0.1:9/x.png' alt='Bars'><figcaption>{CAPTION}</figcaption></figure><p>{SOURCE}</p>"
)


def as_page(folder: Path) -> Path:
    path = folder / "a.html"
    table = "<table><caption>Table 1 Ports</caption><tr><th>Port<th>Ships<tr><td>North<td>1<tr><td>South<td>2</table>"
    path.write_text(
        f"<h1>Prices</h1><p>{SAYS} {REASON}</p>{CAPTIONED}<p><img alt='Logo'></p><p>Cobalt <img alt='rose'> too.</p>"
        f"<figure><svg><text>68</text></svg><figcaption>Figure 4. Trade</figcaption></figure>{table}",
        encoding="utf-8",
    )
    return path


def a_picture() -> io.BytesIO:
    made = io.BytesIO()
    Image.new("L", (90, 60), 90).save(made, "PNG")
    made.seek(0)
    return made


def as_text_document(folder: Path) -> Path:
    written = docx.Document()
    written.add_heading("Prices", 1)
    written.add_paragraph(f"{SAYS} {REASON}")
    written.add_picture(a_picture())
    written.element.body.xpath(".//wp:docPr")[0].set("descr", "Bars")
    written.add_paragraph(CAPTION, "Caption")
    written.add_paragraph(SOURCE)
    written.add_paragraph("Cobalt too.")
    written.add_picture(a_picture())
    written.save(str(folder / "a.docx"))
    return folder / "a.docx"


def as_slides(folder: Path) -> Path:
    written = pptx.Presentation()
    slide = written.slides.add_slide(written.slide_layouts[5])
    slide.shapes.title.text = "Prices"
    for top, text in ((1.5, f"{SAYS} {REASON}"), (5, CAPTION), (6, SOURCE)):
        slide.shapes.add_textbox(Inches(1), Inches(top), Inches(8), Inches(0.5)).text_frame.text = text
    picture = slide.shapes.add_picture(a_picture(), Inches(1), Inches(3))
    picture._element.xpath(".//p:cNvPr")[0].set("descr", "Bars")
    written.slides.add_slide(written.slide_layouts[6]).shapes.add_picture(a_picture(), Inches(1), Inches(3))
    written.save(str(folder / "a.pptx"))
    return folder / "a.pptx"


@pytest.mark.parametrize("write", [as_page, as_text_document, as_slides])
def test_a_picture_with_a_caption_is_a_figure_in_other_formats(tmp_path: Path, write: Callable[[Path], Path]) -> None:
    read = open_document(write(tmp_path))
    units = split(read, lambda texts: [len(text) // 4 for text in texts], 512)
    figure, *others = [unit for unit in units if unit.kind == "figure"]
    assert figure.text == f"{CAPTION}\n{SOURCE}\nBars"
    assert [figure.text[start:end] for start, end in figure.sentences] == [CAPTION, SOURCE]
    assert (figure.headings, figure.page, figure.boxes) == (("Prices",), 1, ())
    assert SAYS in figure.context
    assert [unit.text for unit in others] == (["Figure 4. Trade"] if write is as_page else [])
    passages = [unit.text for unit in units if unit.kind == "passage"]
    assert not any(CAPTION in text or "Bars" in text for text in passages)
    assert any("Logo" in text for text in passages) is (write is as_page)
    assert [table.caption for table in read.tables()] == (["Table 1 Ports"] if write is as_page else [])
