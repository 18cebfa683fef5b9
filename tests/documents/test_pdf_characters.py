"""Every character that a page draws is read, once: figures and letters are neither lost nor doubled."""

from collections import Counter
from pathlib import Path

import pymupdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import ROOT

from kotae.documents import pdf
from kotae.documents.model import Document
from kotae.documents.pdf.frames import framed, parted, prevailing
from kotae.documents.pdf.glyphs import drawn, with_small_figures
from kotae.documents.pdf.layout import PageSource
from kotae.text.normalise import clean, fold

SHARED = ROOT.parent / "shared" / "documents"
WORDS = st.text(alphabet="lliIfftt.,0123456789110oeAZ", min_size=1, max_size=12)


def sources(page: pymupdf.Page) -> list[PageSource]:
    lines = drawn(pymupdf, page)
    return with_small_figures(parted(framed(lines, 1, (page.rect.width, page.rect.height), prevailing(lines), ())))


def characters(page: pymupdf.Page) -> Counter[str]:
    return Counter("".join(run.text for source in sources(page) for run in source.runs).replace(" ", ""))


def inked(character: str) -> bool:
    return bool(clean(character).strip())


def everything(document: Document) -> str:
    cells = [cell.text for table in document.tables() for row in table.rows for cell in row.cells if not cell.inherited]
    headers = [label for table in document.tables() for label in table.header]
    return " ".join([*(block.text for block in document.blocks()), *headers, *cells])


@settings(max_examples=60, deadline=None)
@given(
    words=st.lists(WORDS, min_size=1, max_size=8),
    font=st.sampled_from(["helv", "tiro", "cour"]),
    size=st.sampled_from([5.0, 7.3, 9.0, 12.0]),
    condensed=st.sampled_from([0.6, 0.75, 1.0]),
    turns=st.lists(st.sampled_from([0, 90, 180, 270]), min_size=8, max_size=8),
)
def test_every_character_is_read_once(
    words: list[str], font: str, size: float, condensed: float, turns: list[int]
) -> None:
    with pymupdf.open() as file:
        page = file.new_page()
        for number, (word, turn) in enumerate(zip(words, turns, strict=False)):
            place = pymupdf.Point(90 + 60 * number, 150 + 70 * number)
            squeeze = (place, pymupdf.Matrix(condensed, 1.0))
            page.insert_text(place, word, fontname=font, fontsize=size, rotate=turn, morph=squeeze)
        assert characters(page) == Counter("".join(words))
        raised = [g.text for source in sources(page) for run in source.runs for g in run.glyphs if g.raised]
        assert condensed < 1.0 or raised == []  # the turn of a page makes no figure a mark


@pytest.mark.parametrize(("across", "down"), [(0.2, 0.0), (0.45, 0.0), (0.3, 0.3), (1.2, 0.0)])
def test_a_second_print_is_not_read(across: float, down: float) -> None:
    with pymupdf.open() as file:
        page = file.new_page()
        for shift in (0.0, 1.0):
            page.insert_text((72 + shift * across, 90 + shift * down), "Illinois colleges 1,100", fontsize=10)
        assert characters(page) == Counter("Illinoiscolleges1,100")


def test_sideways_text_leaves_the_figures_of_its_font_alone(tmp_path: Path) -> None:
    with pymupdf.open() as file:
        page = file.new_page()
        page.insert_text((72, 90), "The dam holds 7108.3 million litres and 732 fish.", fontsize=10)
        page.insert_text((580, 600), "Report 7108.3 of 732", fontsize=10, rotate=90)
        file.save(tmp_path / "dam.pdf")
    text = everything(pdf.read(tmp_path / "dam.pdf"))
    assert "The dam holds 7108.3 million litres and 732 fish." in text
    assert "Report 7108.3 of 732" in text


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_sideways_table_has_its_rows_and_its_boxes(tmp_path: Path, turn: int) -> None:
    with pymupdf.open() as file:
        level = file.new_page(width=400, height=300)
        for row, cells in enumerate(
            [("City", "2022", "2023"), ("Ashby", "9,100", "9,850"), ("Corby", "7,900", "8,420")]
        ):
            for column, text in enumerate(cells):
                box = pymupdf.Rect(60 + 90 * column, 100 + 20 * row, 150 + 90 * column, 120 + 20 * row)
                level.draw_rect(box, width=0.5)
                level.insert_text((box.x0 + 5, box.y1 - 6), text, fontsize=10)
        level.insert_text((60, 90), "Table 3. Visitors by city", fontsize=10)
        turned = pymupdf.open()
        page = turned.new_page(width=300 if turn % 180 else 400, height=400 if turn % 180 else 300)
        page.show_pdf_page(page.rect, file, 0, rotate=turn)
        turned.save(tmp_path / "turned.pdf")
    document = pdf.read(tmp_path / "turned.pdf")
    table = next(document.tables())
    assert table.header == ("City", "2022", "2023")
    assert [tuple(cell.text for cell in row.cells) for row in table.rows] == [
        ("Ashby", "9,100", "9,850"),
        ("Corby", "7,900", "8,420"),
    ]
    assert "Visitors by city" in table.caption
    assert (document.pages[0].width, document.pages[0].height) == (page.rect.width, page.rect.height)
    cell = table.rows[1].cells[2]
    box = cell.boxes[0]
    shown = pymupdf.open(tmp_path / "turned.pdf")[0]
    assert "8,420" in shown.get_text(clip=pymupdf.Rect(box.x0 - 2, box.y0 - 2, box.x1 + 2, box.y1 + 2)).replace(
        "\n", ""
    )


@pytest.mark.parametrize("name", ["okinawa-covid-474.pdf", "vivliostyle-2019.pdf", "platexsheet.pdf"])
def test_every_character_of_a_real_page_is_read_once(name: str) -> None:
    if not (SHARED / name).exists():
        pytest.skip(f"{name} is not here (../shared/documents)")
    with pymupdf.open(SHARED / name) as file:
        for page in file:
            shown = Counter(c["c"] for line in drawn(pymupdf, page) for _, c in line.characters if inked(c["c"]))
            lost = Counter(map(fold, shown.elements())) - Counter(map(fold, characters(page).elements()))
            assert sum(lost.values()) <= 0.002 * sum(shown.values()), (page.number + 1, lost)


def test_a_decimal_set_small_and_high_is_part_of_its_number(tmp_path: Path) -> None:
    """ "66." alone is no number, so that what is raised behind it is no mark that calls a note."""
    with pymupdf.open() as file:
        page = file.new_page()
        for row in range(4):
            page.draw_line((70, 100 + 30 * row), (370, 100 + 30 * row))
        for column in range(4):
            page.draw_line((70 + 100 * column, 100), (70 + 100 * column, 190))
        for row, texts in enumerate([("Port", "Ships", "Share"), ("North", "12", "66."), ("South", "6", "33")]):
            for column, text in enumerate(texts):
                page.insert_text((80 + 100 * column, 120 + 30 * row), text, fontsize=12)
        for row, mark in enumerate(["7", "1"], 1):
            page.insert_text(
                (280 + pymupdf.get_text_length(("66.", "33")[row - 1], fontsize=12), 116 + 30 * row), mark, fontsize=6
            )
        file.save(tmp_path / "raised.pdf")
    (table,) = pdf.read(tmp_path / "raised.pdf").tables()
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["North", "12", "66.7"], ["South", "6", "33"]]


def pdf_of_unnamed_bar(bottom: int, top: int) -> bytes:
    """Return a PDF whose font draws a bar between two heights (thousandths of an em) and does not say which character it is."""
    proc = b"800 0 50 %d 750 %d d1 50 %d 700 %d re f" % (bottom, top, bottom, top - bottom)
    content = b"BT /F1 12 Tf 80 700 Td <03> Tj ET BT /F2 12 Tf 90 700 Td (0.94 V) Tj ET"
    font = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 -200 1000 800]/FontMatrix[0.001 0 0 0.001 0 0]/CharProcs<</g1 6 0 R>>"
        b"/Encoding<</Type/Encoding/Differences[3/g1]>>/FirstChar 3/LastChar 3/Widths[800]/Resources<<>>>>"
    )
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R/F2 7 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        font,
        b"<</Length %d>>stream\n%s\nendstream" % (len(proc), proc),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 8\n0000000000 65535 f \n"
    return body + head + table + b"trailer<</Size 8/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(body)


@pytest.mark.parametrize(("bottom", "top", "minus"), [(220, 270, True), (-120, -70, False), (0, 700, False)])
def test_a_minus_that_its_font_does_not_name_is_read_by_its_shape(
    tmp_path: Path, bottom: int, top: int, minus: bool
) -> None:
    path = tmp_path / "sign.pdf"
    path.write_bytes(pdf_of_unnamed_bar(bottom, top))
    read = everything(pdf.read(path)).replace(" ", "")
    assert "0.94" in read
    assert ("−0.94" in read) is minus


def test_figures_as_wide_as_japanese_characters_make_no_marks_of_others(tmp_path: Path) -> None:
    """Fonts of one name may have figures of full and of half width; only far narrower ones call notes."""
    with pymupdf.open() as file:
        page = file.new_page()
        wide = pymupdf.Matrix(2.0, 1.0)  # figures of half an em, drawn as wide as an em
        for row in range(4):
            place = pymupdf.Point(72, 90 + 20 * row)
            page.insert_text(place, "1 5 7", fontname="japan", fontsize=10, morph=(place, wide))
        page.insert_text(
            (72, 200), "腸管出血性大腸菌（Ｏ157など）は（1）堆肥の中でも生き残る。", fontname="japan", fontsize=10
        )
        file.save(tmp_path / "figures.pdf")
    assert "（Ｏ157など）は（1）堆肥" in everything(pdf.read(tmp_path / "figures.pdf"))


def test_a_text_in_a_cell_is_no_mark_of_the_larger_number_beside_it(tmp_path: Path) -> None:
    with pymupdf.open() as file:
        page = file.new_page()
        xs, ys = (60, 200, 500), (90, 120, 150, 180)
        for y in ys:
            page.draw_line((xs[0], y), (xs[-1], y))
        for x in xs:
            page.draw_line((x, ys[0]), (x, ys[-1]))
        for row, (cause, harm) in enumerate(
            [("Cause", "Harm"), ("Mistakes", "Lost papers"), ("Storms", "Loss of all the data")]
        ):
            page.insert_text((70, 108 + 30 * row), cause, fontsize=8)
            page.insert_text((210, 108 + 30 * row), harm, fontsize=8)
        page.insert_text((470, 170), "16", fontsize=13)
        file.save(tmp_path / "number.pdf")
    assert "Loss of all the data" in everything(pdf.read(tmp_path / "number.pdf"))
