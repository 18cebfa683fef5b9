"""Kinds of things that real documents show again and again: what a person sees there is what is read."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pymupdf
from test_pdf import PROSE, flow, grid, save, write

from kotae.documents import pdf
from kotae.documents.lines.headings import is_named_part
from kotae.documents.model import Block, Box, Document
from kotae.documents.pdf.calls import note_mark
from kotae.documents.pdf.furniture import imprint, running_text, without_furniture
from kotae.documents.pdf.layout import PageSource, Region, in_lines, line_of
from kotae.documents.pdf.named_parts import with_named_parts
from kotae.documents.pdf.part import Part
from kotae.documents.pdf.parts import parts
from kotae.documents.pdf.phrases import phrases
from kotae.documents.pdf.reader import page_sources
from kotae.documents.pdf.source import PdfFile
from kotae.documents.pdf.text_blocks import TextBlock


def seen(file: pymupdf.Document, folder: Path) -> list[PageSource]:
    with closing(PdfFile(save(file, folder))) as opened:
        return page_sources(opened)[0]


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(element.kind, element.text) for element in document.elements if isinstance(element, Block)]


def test_a_small_bullet_is_no_mark_of_a_note(tmp_path: Path) -> None:
    file = pymupdf.open()
    write(file.new_page(), 70, 500, "●港の数を数える")
    (line,) = in_lines(seen(file, tmp_path)[0].runs)
    bullet, *rest = line.glyphs
    small = line_of([replace(bullet, raised=True), *rest], 1)
    assert note_mark(small) == ""
    assert note_mark(line_of([replace(bullet, raised=True, text="1"), *rest], 1)) == "1"


def test_parts_of_rules_head_what_stands_below_them_though_they_are_set_as_it_is(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    write(page, 240, 60, "港湾使用取扱要領")
    y = 100
    for line in [
        "第１章　総則",
        "",
        "第一　用語の意義",
        *(PROSE[40 * row :][:40] for row in range(3)),
        "",
        "第二　適用範囲",
    ]:
        write(page, 70, y, line)
        y += 20
    write(page, 70, y, "この要領は、港を使う船に適用する。")
    document = pdf.read(save(file, tmp_path))
    assert [text for kind, text in kinds(document) if kind == "heading"][-3:] == [
        "第１章 総則",
        "第一 用語の意義",
        "第二 適用範囲",
    ]
    assert document.title == "港湾使用取扱要領"


def test_a_list_of_parts_heads_nothing(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    named = ["第1章　総則", "第2章　港の使い方", "第3章　雑則"]
    for row, line in enumerate([*named, PROSE[:44]]):
        write(page, 70, 100 + 40 * row, line)
    lines = in_lines(seen(file, tmp_path)[0].runs)
    blocks = [TextBlock("list_item", (line,), 70, 520) for line in lines]
    assert [block.kind for block in with_named_parts(blocks) if isinstance(block, TextBlock)] == ["list_item"] * 4
    heads = with_named_parts([blocks[0], blocks[3]])
    assert [block.kind for block in heads if isinstance(block, TextBlock)] == ["heading", "list_item"]
    assert is_named_part(named[0])
    assert not is_named_part("第1章に定める港を使う。")


def test_a_line_of_a_sentence_that_names_an_article_begins_nothing(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    lines = [
        "　船主は、港湾法（昭和25年法律第218号）に定める届け出の外に、商業登記法",
        "第129条第１項第三号に定める書面を、港を使う日の前に出すものとする。",
    ]
    for row, line in enumerate(lines):
        write(page, 70, 100 + 16 * row, line)
    assert [text for _, text in kinds(pdf.read(save(file, tmp_path)))] == ["".join(lines).strip()]


def test_what_stands_highest_on_a_slide_is_its_title(tmp_path: Path) -> None:
    file = pymupdf.open()
    for name in ("港の整備の支援", "船の届け出の電子化"):
        page = file.new_page(width=720, height=405)
        write(page, 20, 30, name, 14)
        write(page, 600, 26, "港湾局", 12)
        for line in range(4):
            write(page, 40, 150 + 20 * line, PROSE[40 * line :][:40], 12)
    sources = seen(file, tmp_path)
    cut = []
    for source in sources:
        tops = [run.box for run in source.runs if run.box.y1 < 60]
        source = replace(source, regions=tuple(Region("page-header", box) for box in tops))
        cut.append(parts(source, frozenset()))
    kept = without_furniture(sources, cut, 12.0)
    assert [[p.lines[0].text for p in page if p.kind == "section-header"] for page in kept] == [
        ["港の整備の支援"],
        ["船の届け出の電子化"],
    ]


def test_amounts_at_the_end_of_lines_stay_with_what_they_are_of(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    rows = [
        ("○港の整備（港湾局）", "205.0億円"),
        ("○船の届け出の電子化（海運局）", "39.2億円"),
        ("○灯台の修理", "7億円"),
    ]
    for row, (name, amount) in enumerate(rows):
        write(page, 70, 100 + 16 * row, name)
        write(page, 420, 100 + 16 * row, amount)
    flow(page, 200, "　" + PROSE * 2)
    (table,) = pdf.read(save(file, tmp_path)).tables()
    assert [tuple(cell.text for cell in row.cells) for row in table.rows] == rows


def test_a_box_that_an_arrow_touches_is_no_table(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    grid(page, [100, 220], [100, 140])
    page.draw_line((220, 120), (300, 120), width=0.5)
    page.draw_line((300, 100), (300, 140), width=0.5)
    write(page, 110, 115, "港を使う船主")
    write(page, 110, 132, "とその代理人")
    document = pdf.read(save(file, tmp_path))
    assert list(document.tables()) == []
    assert "港を使う船主とその代理人" in "".join(text for _, text in kinds(document))


def test_a_word_set_out_to_a_width_is_one(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    for x, text in ((70, "支"), (92, "払"), (114, "期"), (136, "日"), (200, "毎月末日")):
        write(page, x, 100, text)
    (line,) = in_lines(seen(file, tmp_path)[0].runs)
    assert ["".join(phrase.text.split()) for phrase in phrases(line)] == ["支払期日", "毎月末日"]


def test_wrapped_texts_side_by_side_are_one_row(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    grid(page, [60, 290, 520], [80, 110, 180])
    for x in (64, 294):
        write(page, x, 100, "事項")
        for row in range(3):
            write(page, x, 130 + 16 * row, PROSE[22 * row :][:22])
    (table,) = pdf.read(save(file, tmp_path)).tables()
    assert [[cell.text for cell in row.cells] for row in table.rows] == [[PROSE[:66]] * 2]


def test_a_table_that_the_layout_takes_for_a_picture_is_read(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    xs, ys = [100.0, 180.0, 260.0, 340.0], [100.0, 120.0, 140.0, 160.0, 180.0]
    grid(page, xs, ys)
    for row, cells in enumerate([("項目", "北港", "南港"), ("船", "○", "－"), ("倉庫", "○", "○"), ("灯台", "－", "○")]):
        for x, text in zip(xs, cells, strict=False):
            write(page, x + 5, ys[row] + 14, text)
    (source,) = seen(file, tmp_path)
    whole = Region("picture", around(source))
    tables = [p.table for p in parts(replace(source, regions=(whole,)), frozenset()) if p.table]
    assert [(table.rows, len(table.xs) - 1) for table in tables] == [(4, 3)]
    few = replace(source, regions=(whole,), runs=source.runs[:5])
    assert not any(p.table for p in parts(few, frozenset()))


def around(source: PageSource) -> Box:
    """Return a box around all that a page shows."""
    first = source.runs[0].box
    return replace(first, x0=90.0, y0=90.0, x1=350.0, y1=190.0)


def test_the_number_of_a_page_is_known_high_above_its_foot(tmp_path: Path) -> None:
    file = pymupdf.open()
    for number in range(1, 5):
        page = file.new_page()
        flow(page, 90, PROSE * 2)
        write(page, 500, 0.8 * page.rect.height, str(number))
        if number == 3:
            write(page, 70, 300, "7")
    texts = [text for _, text in kinds(pdf.read(save(file, tmp_path)))]
    assert [text for text in texts if text.isdecimal()] == ["7"]


def test_a_heading_that_the_layout_takes_for_a_running_head_is_one(tmp_path: Path) -> None:
    document = pymupdf.open()
    for number in range(3):
        page = document.new_page()
        write(page, 60, 30, "衛生の手引き", 8)
        write(page, 60, 80, f"{number + 1}. {('水の管理', '蔵の温度', '虫の駆除')[number]}", 17)
        write(page, 60, 130, PROSE[:40], 10)
    sources = seen(document, tmp_path)
    named = ("page-header", "page-header", "text")
    cut = [[Part(kind, run.box, (run,)) for kind, run in zip(named, s.runs, strict=True)] for s in sources]
    kept = [[(part.kind, part.lines[0].text) for part in page] for page in without_furniture(sources, cut, 10)]
    assert [page[0] for page in kept] == [
        ("section-header", text) for text in ("1. 水の管理", "2. 蔵の温度", "3. 虫の駆除")
    ]
    assert not any("手引き" in text for page in kept for _, text in page)


def test_running_heads_are_kept_once_and_apart_from_the_text(tmp_path: Path) -> None:
    document = pymupdf.open()
    for number in range(3):
        page = document.new_page()
        write(page, 60, 30, f"東港水産試験場 年報 第{number + 1}頁", 8)
        write(page, 60, 130, PROSE[40 * number :][:40], 10)
        write(page, 300, 820, str(number + 1), 8)
    write(document[-1], 60, 820, "Harbour Research Board", 8)
    sources = seen(document, tmp_path)
    cut = [
        [Part("page-footer" if "Board" in run.text else "text", run.box, (run,)) for run in source.runs]
        for source in sources
    ]
    said = imprint(running_text(cut, without_furniture(sources, cut, 10.0)), cut)
    assert said.split("\n") == ["東港水産試験場 年報 第1頁", "Harbour Research Board"]


def test_numbers_that_count_the_pages_are_no_text_wherever_they_begin_and_stand(tmp_path: Path) -> None:
    document = pymupdf.open()
    for number in range(4):
        page = document.new_page(width=842, height=595)
        write(page, 60, 80, ("港", "船", "倉庫", "税関")[number] + "の数は次のとおりである。", 14)
        write(page, 400, 300, str((7, 3, 9, 4)[number]), 14)
        write(page, 790, 470, str(number + 6), 10)
        write(page, 60, 500, PROSE[40 * number :][:40], 10)
    sources = seen(document, tmp_path)
    cut = [[Part("text", run.box, (run,)) for run in source.runs] for source in sources]
    kept = [[part.lines[0].text for part in page] for page in without_furniture(sources, cut, 12.0)]
    assert [[text for text in page if text.isdecimal()] for page in kept] == [["7"], ["3"], ["9"], ["4"]]
