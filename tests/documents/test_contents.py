"""A table of contents is no table in any format: it repeats the headings, and its rows are no things to be counted."""

from pathlib import Path

import pymupdf
import pytest
from test_pdf import PROSE, flow, grid, save, texts, write

from kotae.documents import html, pdf
from kotae.documents.lines.contents import are_contents, is_contents, leads_to_page

PARTS = ["総則", "港の概要", "貨物の量", "船の数", "施設の整備", "おわりに"]
PAGES = [3, 4, 4, 6, 9, 12]


def with_contents(folder: Path, leader: str, ruled: bool = False, parts: list[str] = PARTS) -> Path:
    """Write a page that lists parts with their pages, and the parts, three on each of two pages."""
    file = pymupdf.open()
    page = file.new_page()
    for row, (name, number) in enumerate(zip(parts, PAGES, strict=True)):
        end = write(page, 90, 100 + 22 * row, name, 11)
        leaders = int((470 - end) / pymupdf.Font("helv").text_length(leader, 11)) if leader.strip() else 0
        write(page, end + 6, 100 + 22 * row, leader * leaders, 11)
        write(page, 490, 100 + 22 * row, str(number), 11)
    if ruled:
        grid(page, [80, 470, 510], [84 + 22 * row for row in range(len(parts) + 1)])
    for place, name in enumerate(PARTS):
        if place % 3 == 0:
            page = file.new_page()
        top = 90 + 230 * (place % 3)
        write(page, 70, top, name, 14)
        flow(page, top + 40, "　" + PROSE * 2)
    return save(file, folder)


@pytest.mark.parametrize("leader", ["-", ".", "_", " "])
@pytest.mark.parametrize("ruled", [False, True])
def test_contents_are_no_table_whatever_leads_to_the_page_numbers(tmp_path: Path, leader: str, ruled: bool) -> None:
    document = pdf.read(with_contents(tmp_path, leader, ruled))
    assert list(document.tables()) == []
    assert not any(element.page == 1 for element in document.elements)
    assert texts(document, "heading") == PARTS


def test_names_that_the_document_does_not_say_again_are_a_table(tmp_path: Path) -> None:
    document = pdf.read(
        with_contents(tmp_path, " ", True, ["北埠頭", "南埠頭", "東埠頭", "西埠頭", "中埠頭", "新埠頭"])
    )
    assert [len(table.rows) for table in document.tables()] == [6]


@pytest.mark.parametrize("leader", ["………………", "・・・・・・", "-----------", ""])
def test_contents_of_a_page_are_no_table(leader: str) -> None:
    rows = "".join(f"<tr><td>{name}{leader}</td><td>{page}</td></tr>" for name, page in zip(PARTS, PAGES, strict=True))
    body = "".join(f"<h2>{name}</h2><p>{PROSE}</p>" for name in PARTS)
    document = html.read(f"<h1>港湾計画</h1><table>{rows}</table>{body}".encode(), "a.html")
    assert list(document.tables()) == []
    counted = rows.replace(leader, "") if leader else rows.replace("総則", "北埠頭").replace("<td>4<", "<td>40<")
    others = html.read(f"<h1>港湾計画</h1><table>{counted}</table><p>{PROSE}</p>".encode(), "a.html")
    assert [len(table.rows) for table in others.tables()] == [6]


def test_a_wrapped_entry_is_one_of_the_contents() -> None:
    assert are_contents(["問１　港を使うときに", "どの届け出が要るか ……… 3", "問２　船を", "着ける場所 ……… 4"])
    assert not are_contents(["港は古い。", "船は多い。", "倉庫も多い。", "第1章 港 ……… 3"])


@pytest.mark.parametrize(
    ("line", "said"), [("1. Ships ------ 12", True), ("氏名 ________", False), ("a - b - 3", False)]
)
def test_dashes_lead_to_a_page_number_only(line: str, said: bool) -> None:
    assert is_contents(line) is said


@pytest.mark.parametrize("sign", ["…", "-", "－"])
def test_a_table_with_missing_values_is_one(tmp_path: Path, sign: str) -> None:
    rows = [[name, *[sign] * 5, str(number)] for name, number in zip(PARTS, PAGES, strict=True)]
    cells = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
    assert [len(t.rows) for t in html.read(f"<h1>港</h1><table>{cells}</table>".encode(), "a.html").tables()] == [6]
    file = pymupdf.open()
    page = file.new_page()
    xs, ys = [60 + 64 * column for column in range(8)], [80 + 20 * row for row in range(7)]
    grid(page, [float(x) for x in xs], [float(y) for y in ys])
    for y, row in zip(ys, rows, strict=False):
        for x, text in zip(xs, row, strict=False):
            write(page, x + 4, y + 14, text)
    assert [len(table.columns) for table in pdf.read(save(file, tmp_path)).tables()] == [7]


def test_page_numbers_may_stand_between_dashes() -> None:
    assert are_contents([f"{name} ............ - {page} -" for name, page in zip(PARTS, PAGES, strict=True)])
    assert not are_contents([f"{name} 25 - {page} -" for name, page in zip(PARTS, PAGES, strict=True)])


def test_a_page_of_contents_is_left_out_with_the_names_of_its_parts(tmp_path: Path) -> None:
    """Entries lead to their pages by dots of half width, over two lines, or with the number far off; parts have none."""
    file = pymupdf.open()
    page = file.new_page(width=720, height=405)
    write(page, 300, 50, "目　次", 20)
    for row, name in enumerate(["港の概要", "貨物の動き", "施設の整備"]):
        write(page, 60, 100 + 90 * row, f"{row + 1}．{name}", 16)
        for line in range(2):
            entry = ("取扱量の推移", "岸壁と倉庫の増設")[line]
            write(page, 80, 124 + 90 * row + 20 * line, f"（{line + 1}）{entry}", 12)
            write(page, 420, 124 + 90 * row + 20 * line, ("･････", "・・・")[line], 12)
            write(page, 480, 124 + 90 * row + 20 * line, str(3 + 2 * row + line), 12)
    page.insert_text((60, 380), "x", fontsize=1, color=(1, 1, 1))
    for name in ("港の概要", "貨物の動き", "施設の整備"):
        page = file.new_page(width=720, height=405)
        write(page, 60, 60, name, 20)
        flow(page, 120, PROSE)
    document = pdf.read(save(file, tmp_path))
    assert not any(element.page == 1 for element in document.elements)
    assert texts(document, "heading") == ["港の概要", "貨物の動き", "施設の整備"]


@pytest.mark.parametrize(("heading", "kept"), [("目次", False), ("提出するもの", True)])
def test_page_numbers_beside_some_rows_below_their_heading_are_contents(heading: str, kept: bool) -> None:
    rows = [("１", "意義", "1頁"), ("", "(1) 定義", ""), ("２", "方式", "2頁"), ("３", "流れ", "8頁"), ("", "(1) 手順", ""),
            ("４", "公表", "19頁")]  # fmt: skip
    body = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
    document = html.read(f"<h1>{heading}</h1><table>{body}</table><p>{PROSE}</p>".encode(), "a.html")
    assert bool(list(document.tables())) is kept


@pytest.mark.parametrize(
    ("line", "told"), [("・・・４", True), ("… … … 12 … … … 13", True), ("12", False), ("・・・港", False)]
)
def test_leaders_with_a_page_number_lead_to_it(line: str, told: bool) -> None:
    assert leads_to_page(line) is told


@pytest.mark.parametrize("header", ["Page", "ページ"])
def test_growing_numbers_below_a_header_of_pages_are_contents(header: str) -> None:
    rows = "".join(f"<tr><td>Part {n}</td><td>{3 * n}</td></tr>" for n in range(1, 6))
    table = f"<table><tr><td>Chapter</td><td>{header}</td></tr>{rows}</table>"
    assert list(html.read(f"<p>The port.</p>{table}".encode(), "a.html").tables()) == []
    other = table.replace(header, "Boats")
    assert len(list(html.read(f"<p>The port.</p>{other}".encode(), "a.html").tables())) == 1
