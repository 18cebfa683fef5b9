"""Slides: what one says stands under its own title, not under what an earlier one sets large."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pymupdf
from test_pdf import PROSE, grid, save, write

from kotae.documents import pdf
from kotae.documents.model import Box
from kotae.documents.pdf.furniture import without_furniture
from kotae.documents.pdf.layout import Region, hull
from kotae.documents.pdf.marked import marked_columns
from kotae.documents.pdf.order import in_order
from kotae.documents.pdf.part import Part
from kotae.documents.pdf.parts import parts
from kotae.documents.pdf.reader import page_sources
from kotae.documents.pdf.row_labels import label_rows
from kotae.documents.pdf.ruled import grids
from kotae.documents.pdf.source import PdfFile


def test_what_a_slide_says_stands_under_its_own_title(tmp_path: Path) -> None:
    document = pymupdf.open()
    for number in range(4):
        page = document.new_page(width=720, height=405)
        write(page, 40, 50, f"銅の需給に関する検討その{number + 1}", 18)
        write(page, 40, 110, "南米の鉱山の拡張" if number == 0 else f"対策の方向性{number}", 24 if number == 0 else 16)
        for line in range(4):
            write(page, 40, 150 + 20 * line, PROSE[40 * line :][:40], 12)
    blocks = pdf.read(save(document, tmp_path)).blocks()
    titles = [block for block in blocks if block.kind == "heading" and "検討その" in block.text]
    assert [(block.page, block.level) for block in titles] == [(1, 1), (2, 1), (3, 1), (4, 1)]
    assert all(block.level > 1 for block in blocks if block.kind == "heading" and "検討その" not in block.text)


def test_a_label_does_not_run_on_with_the_text_beside_or_below_it(tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page(width=720, height=405)
    write(page, 40, 50, "計算の基本要素", 20)
    for row, word in enumerate(("数", "文字", "画像")):
        write(page, 40, 120 + 24 * row, f"・{word}", 16)
    write(page, 240, 200, "符号化とは", 16)
    write(page, 260, 224, "数の列で表すこと", 16)
    texts = [block.text for block in pdf.read(save(document, tmp_path)).blocks()]
    assert not any("画像" in text and "符号化" in text for text in texts)


def test_the_text_of_a_box_is_not_mixed_with_what_stands_beside_it(tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page(width=720, height=405)
    page.draw_rect((300, 90, 560, 190))
    said, boxed = ("掛算", "足算と繰返し", "答えは整数"), ("x = 1", "while y > 0", "end", "puts x")
    for row, line in enumerate(said):
        write(page, 40, 110 + 22 * row, line, 14)
    for row, line in enumerate(boxed):
        write(page, 320, 110 + 22 * row, line, 14)
    with closing(PdfFile(save(document, tmp_path))) as file:
        (source,), _ = page_sources(file)
    whole = Region("text", hull(run.box for run in source.runs))
    found = parts(replace(source, regions=(whole,)), frozenset())
    assert sorted(tuple(line.text for line in part.lines) for part in found) == sorted([said, boxed])


def test_what_slides_say_again_and_again_is_read_where_they_say_it_first(tmp_path: Path) -> None:
    document = pymupdf.open()
    for number in range(4):
        page = document.new_page(width=720, height=405)
        write(page, 40, 36, "数はすべて二進列である", 14)
        write(page, 40, 398, "港湾大学 計算機科学", 7)
        for line in range(4):
            write(page, 40, 120 + 24 * line, PROSE[40 * (line + number) :][:40], 14)
    with closing(PdfFile(save(document, tmp_path))) as file:
        sources, _ = page_sources(file)
    cut = [[Part("text", run.box, (run,)) for run in source.runs] for source in sources]
    kept = [[part.lines[0].text for part in page] for page in without_furniture(sources, cut, 14)]
    assert [number for number, page in enumerate(kept) if "数はすべて二進列である" in page] == [0]
    assert not any("港湾大学" in text for page in kept for text in page)


def test_boxes_of_text_side_by_side_are_no_table(tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page(width=720, height=405)
    grid(page, [40, 360, 680], [90, 230, 370])
    said = [
        "行政規制",
        "取引条件の表示",
        "登録の更新",
        "報告徴収",
        "民事ルール",
        "契約の解除",
        "抗弁権の接続",
        "書面の交付",
    ]
    said += ["行政権限", "改善命令", "登録の取消し", "立入検査", "その他", "指定信用情報機関", "認定協会", "罰則"]
    for place, text in enumerate(said):
        panel, line = divmod(place, 4)
        write(page, 56 + 320 * (panel % 2), 110 + 140 * (panel // 2) + 26 * line, text, 14)
    with closing(PdfFile(save(document, tmp_path))) as file:
        (source,), _ = page_sources(file)
    seen = replace(source, regions=tuple(Region("list-item", run.box) for run in source.runs))
    found = parts(seen, frozenset())
    assert not any(part.table for part in found)
    assert sorted(line.text for part in found for line in part.lines) == sorted(said)


def test_a_label_on_the_upper_edge_of_a_table_is_its_title(tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page(width=720, height=405)
    page.draw_rect((40, 90, 240, 114), fill=(0.1, 0.2, 0.5))
    write(page, 60, 107, "訴訟の状況", 14)
    write(page, 480, 107, "事務局で作成", 9)
    grid(page, [40, 160, 380, 600], [114, 144, 174, 204])
    rows = (("原告", "証券当局", "司法省"), ("被告", "社員三名", "同左"), ("時期", "2022年7月", "2023年1月"))
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            write(page, (50, 170, 390)[column], 134 + 30 * row, text, 12)
    (table,) = pdf.read(save(document, tmp_path)).tables()
    assert table.caption == "訴訟の状況"
    assert table.header == rows[0]


def test_tabs_at_the_side_of_the_pages_are_no_text(tmp_path: Path) -> None:
    document = pymupdf.open()
    for number in range(4):
        page = document.new_page()
        for line in range(8):
            write(page, 70, 150 + 16 * line, PROSE[10 * number + 5 * line :][:38], 10)
        for place, tab in enumerate(("概要", "本文", "コラム")):
            write(page, 545, 200 + 120 * place, tab, 9)
        write(page, 545, 700, f"注意{number}" if number == 2 else "", 9)
    said = " ".join(block.text for block in pdf.read(save(document, tmp_path)).blocks())
    assert not any(tab in said for tab in ("概要", "本文", "コラム"))
    assert "注意2" in said


def test_what_opens_with_marks_side_by_side_is_read_one_after_the_other(tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page(width=720, height=405)
    left, right = ["（注1）人数は年末のもの", "であり、船員を除く。"], ["（注2）費用は税を含み", "、利子を含まない。"]
    for side, lines in enumerate((left, right)):
        for row, line in enumerate(lines):
            write(page, 60 + 300 * side, 110 + 20 * row, line, 12)
    with closing(PdfFile(save(document, tmp_path))) as file:
        (source,), _ = page_sources(file)
    whole = Region("text", hull(run.box for run in source.runs))
    found = parts(replace(source, regions=(whole,)), frozenset())
    assert sorted([line.text for line in part.lines] for part in found) == [left, right]


def test_a_mark_within_a_line_parts_no_text(tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page(width=720, height=405)
    said = [
        "・港の整備　　　　　　　　・灯台の修理　　　　　　・航路の浚渫",
        "は三年つづけて行われ、その費用は港の使用料で賄われる見込みである。",
    ]
    for row, line in enumerate(said):
        write(page, 60, 110 + 20 * row, line, 12)
    with closing(PdfFile(save(document, tmp_path))) as file:
        (source,), _ = page_sources(file)
    whole = Region("text", hull(run.box for run in source.runs))
    found = parts(replace(source, regions=(whole,)), frozenset())
    assert len(found) == 1


def test_marks_written_over_each_other_are_read(tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page(width=720, height=405)
    for x in (60, 61, 300, 301):
        write(page, x, 110, "（注）船員を除く", 12)
    with closing(PdfFile(save(document, tmp_path))) as file:
        (source,), _ = page_sources(file)
    runs = [replace(run, glyphs=run.glyphs) for run in (*source.runs, *source.runs)]
    columns = marked_columns(runs)
    assert sum(map(len, columns)) == len(runs)
    assert all(columns)


def test_a_number_in_a_box_of_its_own_numbers_the_lines_beside_it(tmp_path: Path) -> None:
    """In the middle beside two lines, with a label in a third box; and not where it stands between two texts."""
    document = pymupdf.open()
    page = document.new_page(width=720, height=405)
    for x0, x1 in ((40, 64), (67, 460), (463, 680)):
        page.draw_rect((x0, 90, x1, 136))
    write(page, 44, 117, "⑤", 14)
    write(page, 72, 109, "機械の費用が高く小さな港の組合では導", 14)
    write(page, 72, 128, "入が進んでいない", 14)
    write(page, 470, 120, "【働き方の観点】", 14)
    for row in range(3):
        write(page, 60, 170 + 20 * row, PROSE[30 * row :][:30], 12)
    document.new_page(width=720, height=405)
    write(document[1], 40, 50, "甲の港は", 14)
    write(document[1], 100, 50, "3", 14)
    write(document[1], 112, 50, "隻の船を持つ", 14)
    texts = [block.text for block in pdf.read(save(document, tmp_path)).blocks()]
    assert "⑤機械の費用が高く小さな港の組合では導入が進んでいない" in "".join(texts).replace(" ", "")
    assert any("甲の港は" in text and "3" in text and "隻" in text for text in texts)


def test_labels_in_boxes_below_each_other_stand_before_what_is_beside_them(tmp_path: Path) -> None:
    labels = [("働き方", "の観点"), ("データの", "見方"), ("備えの", "観点")]
    said = [
        "①道具を使い分ける",
        "②役割を分担する",
        "③互いにつなぐ",
        "④港のすべての仕事を目で見えるようにする",
        "⑤業務を続ける",
        "⑥写しを残す",
    ]
    document = pymupdf.open()
    page = document.new_page(width=720, height=405)
    write(page, 40, 50, "取組の方向", 20)
    for row, lines in enumerate(labels):
        page.draw_rect((40, 90 + 90 * row, 150, 180 + 90 * row))
        for number, line in enumerate(lines):
            write(page, 60, 130 + 90 * row + 18 * number, line, 14)
        for number in range(2):
            write(page, 180, 118 + 90 * row + 36 * number, said[2 * row + number], 14)
    (source,) = page_sources(PdfFile(save(document, tmp_path)))[0]
    regions = [Region("section-header", hull([r.box for r in source.runs if r.text in lines])) for lines in labels]
    regions += [Region("list-item", run.box) for run in source.runs if run.text in said]
    found = in_order(parts(replace(source, regions=tuple(regions)), frozenset()), source.rules)
    texts = ["".join(line.text for line in part.lines) for part in found]
    assert texts[1:] == [
        "働き方の観点", *said[:2], "データの見方", *said[2:4], "備えの観点", *said[4:]
    ]  # fmt: skip


def test_figures_side_by_side_keep_their_captions_and_sources(tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page(width=720, height=405)
    boxes = []
    for left in (40, 340):
        page.draw_rect((left, 90, left + 260, 120))
        page.draw_rect((left, 120, left + 260, 330))
        boxes += [Box(1, left + 10, 98, left + 200, 112), Box(1, left + 10, 310, left + 80, 320)]
    write(page, 40, 50, "港の設備", 20)
    (source,) = page_sources(PdfFile(save(document, tmp_path)))[0]
    assert label_rows(grids(source.rules, 1), boxes) == {}


def test_discs_that_are_drawn_before_lines_mark_entries(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page(width=720, height=405)
    page.insert_text((46, 70), "What we tested", fontsize=28)
    entries = [(76, "Three makes, 40 vans each"), (76, "Six weeks on salted roads"), (106, "Half of them in the hills")]
    for row, (x, text) in enumerate(entries):
        page.insert_text((x, 120 + 22 * row), text, fontsize=16)
        page.draw_circle((x - 12, 115 + 22 * row), 2.6, fill=(0, 0, 0))
    blocks = [(block.kind, block.text) for block in pdf.read(save(file, tmp_path)).blocks()]
    assert blocks[1:] == [("list_item", text) for _, text in entries]
