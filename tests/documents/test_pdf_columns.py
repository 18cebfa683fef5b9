"""Columns of a page: of prose, parted by rules across them, and of tables that nothing but their columns shows."""

from dataclasses import replace
from pathlib import Path

import pymupdf
from test_pdf import ENGLISH, PROSE, save, write

from kotae.documents import pdf
from kotae.documents.model import Block, Box, Document
from kotae.documents.pdf.layout import Line, Region, Rule
from kotae.documents.pdf.order import in_order
from kotae.documents.pdf.part import Part
from kotae.documents.pdf.parts import parts
from kotae.documents.pdf.prose import is_prose, level_prose, prose_columns
from kotae.documents.pdf.source import PdfFile


def page_runs(page_path: Path) -> tuple[Line, ...]:
    return PdfFile(page_path).page(1).runs


def two_columns(folder: Path) -> Path:
    document = pymupdf.open()
    page = document.new_page()
    for x, text in ((60, PROSE * 2), (310, PROSE[40:] * 2)):
        for i in range(6):
            write(page, x, 100 + 17 * i, text[22 * i : 22 * i + 22])
    return save(document, folder)


def test_columns_that_are_taken_for_one_text_are_parted(tmp_path: Path) -> None:
    runs = page_runs(two_columns(tmp_path))
    left, right = prose_columns(list(runs))
    assert left[0].text.startswith(PROSE[:10])
    assert right[0].text.startswith(PROSE[40:50])
    assert len(left) == len(right) == 6


def test_without_a_layout_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    runs = page_runs(two_columns(tmp_path))
    stretches, rest = level_prose(list(runs))
    assert [len(stretch) for stretch in stretches] == [6, 6]
    assert rest == []


def test_labels_beside_values_are_no_prose(tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page()
    for i, (label, value) in enumerate(
        [("定員", "80名"), ("開館", "9時から"), ("休館日", "月曜日"), ("電話", "0120-000-000")]
    ):
        write(page, 60, 100 + 17 * i, label)
        write(page, 200, 100 + 17 * i, value)
    runs = list(page_runs(save(document, tmp_path)))
    assert not is_prose(runs)
    assert prose_columns(runs) == [runs]


def part(kind: str, x0: float, y0: float, x1: float, y1: float) -> Part:
    return Part(kind, Box(1, x0, y0, x1, y1))


def test_columns_end_at_a_rule_across_them() -> None:
    above = [part("text", 60, 80, 280, 300), part("text", 310, 80, 530, 300)]
    heading = part("section-header", 70, 320, 200, 335)
    below = [part("text", 60, 350, 280, 500), part("text", 310, 350, 530, 500)]
    rules = [Rule(True, 312.0, 60.0, 530.0), Rule(True, 340.0, 60.0, 530.0)]
    assert in_order([*below, heading, *above], rules) == [*above, heading, *below]


def signs(page: pymupdf.Page) -> None:
    rows = [("sum", "total of all", "max", "the largest"), ("mean", "average", "min", "the smallest")]
    rows += [("mode", "most frequent", "span", "the width"), ("count", "how many", "rank", "the place")]
    for i, row in enumerate(rows):
        for x, text in zip((60, 120, 260, 330), row, strict=True):
            write(page, x, 200 + 16 * i, text)


def test_lines_set_in_columns_are_a_table_that_the_layout_need_not_know(tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page()
    signs(page)
    source = PdfFile(save(document, tmp_path)).page(1)
    (table,) = [p.table for p in parts(source, frozenset()) if p.table]
    texts = [[cell.text for cell in table.cells if cell.row == row] for row in range(table.rows)]
    assert texts[0] == ["sum", "total of all", "max", "the largest"]
    assert texts[3] == ["count", "how many", "rank", "the place"]


def test_tables_under_coloured_bands_are_tables_of_their_own(tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page()
    for x, y, head, rows in (
        (60, 120, "年代", [("10代", "5"), ("20代", "16"), ("30代", "11")]),
        (60, 220, "経路", [("県外", "26"), ("海外", "5"), ("不明", "7")]),
        (300, 120, "居住地", [("那覇市", "25"), ("浦添市", "78"), ("沖縄市", "63")]),
    ):
        page.draw_rect(pymupdf.Rect(x, y - 11, x + 180, y + 4), color=None, fill=(0.8, 0.8, 0.8))
        write(page, x + 4, y, head)
        write(page, x + 140, y, "人数")
        for i, (label, value) in enumerate(rows, 1):
            write(page, x + 4, y + 15 * i, label)
            write(page, x + 150, y + 15 * i, value)
    source = PdfFile(save(document, tmp_path)).page(1)
    seen = Region("table", Box(1, 60, 105, 480, 290))
    found = parts(replace(source, regions=(seen,)), frozenset())
    tables = [{c.text for c in p.table.cells if c.text} for p in found if p.table]
    assert sorted(min(t & {"年代", "経路", "居住地"}) for t in tables) == ["居住地", "年代", "経路"]
    assert [len(t) for t in tables] == [8, 8, 8]


def test_prose_stays_prose(tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page()
    for i in range(8):
        write(page, 60, 100 + 16 * i, ENGLISH[70 * i % 120 : 70 * i % 120 + 80])
    read: Document = pdf.read(save(document, tmp_path))
    assert not list(read.tables())
    assert any(isinstance(e, Block) for e in read.elements)
