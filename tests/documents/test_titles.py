"""A document is called what its page says: not what a tag, a property or a file's name happens to be."""

from pathlib import Path

import pymupdf
import pytest

from kotae.documents import html, pdf
from kotae.documents.lines.contents import is_contents, is_contents_title
from kotae.documents.lines.titles import could_be_title


def test_a_tag_that_the_page_does_not_say_is_no_title() -> None:
    page = "<title>qualitative</title><h1>２０２４年３月期 決算短信</h1><p>売上高は増えた。</p>"
    assert html.read(page.encode(), "a.html").title == "２０２４年３月期 決算短信"


@pytest.mark.parametrize("tag", ["The old mill", "The old mill | County archive", "County archive - The old mill"])
def test_a_tag_that_the_page_says_is_the_title(tag: str) -> None:
    page = f"<title>{tag}</title><h2>News</h2><h1>The old mill</h1><p>It was built in 1822.</p>"
    assert html.read(page.encode(), "a.html").title == tag


@pytest.mark.parametrize("named", ["", "Microsoft Word - draft2.docx"])
def test_a_pdf_s_first_line_is_its_title_where_none_is_larger(tmp_path: Path, named: str) -> None:
    with pymupdf.open() as file:
        page = file.new_page()
        for row, text in enumerate(["Application form", "", "Applicant: Robin Sample", "Course: Advanced welding"]):
            page.insert_text((70, 100 + 30 * row), text, fontsize=11)
        file.set_metadata({"title": named})
        file.save(tmp_path / "scan0001.pdf")
    assert pdf.read(tmp_path / "scan0001.pdf").title == "Application form"


@pytest.mark.parametrize("text", ["港湾計画の概要", "Annual report 2023", "第3次基本計画"])
def test_what_could_be_a_title(text: str) -> None:
    assert could_be_title(text)


@pytest.mark.parametrize(
    "text", ["2024年5月2日", "売上高は増えた。", "Chair: Jo Marsh", "目次", "3", "令和6年4月", "5 May 2024"]
)
def test_what_is_no_title(text: str) -> None:
    assert not could_be_title(text)


@pytest.mark.parametrize(
    "text", ["第1章 港 ………… 3", "1. Ships . . . . . 12", "（１）経営成績に関する説明 …………… Ｐ．２"]
)
def test_an_entry_of_the_contents(text: str) -> None:
    assert is_contents(text)


@pytest.mark.parametrize("text", ["港は古い。…そして大きい。", "1.5 m", "1,234.56"])
def test_no_entry_of_the_contents(text: str) -> None:
    assert not is_contents(text)


def test_contents_are_known_by_their_heading() -> None:
    assert all(map(is_contents_title, ["目次", "【目　次】", "添付資料の目次", "Contents", "Table of contents"]))
    assert not any(map(is_contents_title, ["目次の作り方", "Contents of the tank"]))


def test_a_contents_list_is_no_table() -> None:
    rows = "".join(f"<tr><td>{n}．港の概況 ……………………</td><td>Ｐ．{n + 1}</td></tr>" for n in range(1, 5))
    document = html.read(f"<h1>港湾統計</h1><p>目次</p><table>{rows}</table><p>港は古い。</p>".encode(), "a.html")
    assert list(document.tables()) == []
    assert [block.text for block in document.blocks()] == ["港湾統計", "目次", "港は古い。"]


def test_a_numbered_heading_is_no_title_where_another_line_could_be() -> None:
    page = "<p>【添付資料】</p><h2>１．経営成績</h2><p>売上高は増えた。</p><h2>２．見通し</h2><p>売上高は増える。</p>"
    assert html.read(page.encode(), "a.html").title == "添付資料"
    assert html.read(page.replace("【添付資料】", "").encode(), "a.html").title == "１．経営成績"


def paged(path: Path, cover: list[tuple[str, int]], running: str = "") -> str:
    """Write a PDF with a cover and three pages of text, and return the title that is read."""
    text = "The harbour was dredged twice, and the ships of the eastern line moor at the northern quay since then."
    with pymupdf.open() as file:
        page = file.new_page()
        for row, (line, size) in enumerate(cover):
            page.insert_text((70, 150 + 70 * row), line, fontsize=size)
        for _ in range(3):
            page = file.new_page()
            page.insert_text((70, 40), running, fontsize=8)
            for row in range(8):
                page.insert_textbox((70, 90 + 60 * row, 520, 140 + 60 * row), f"{text} {text}", fontsize=11)
        file.save(path)
    return pdf.read(path).title


def test_of_the_large_lines_of_a_cover_the_pages_repeat_the_title(tmp_path: Path) -> None:
    cover = [("Portpaper", 40), ("Quays of the eastern harbour", 24)]
    assert paged(tmp_path / "a.pdf", cover, "Quays of the eastern harbour") == "Quays of the eastern harbour"
    assert paged(tmp_path / "b.pdf", cover) == "Portpaper"


def test_a_large_statement_is_no_title(tmp_path: Path) -> None:
    cover = [("This page is left blank.", 30), ("Quays of the harbour", 20)]
    assert paged(tmp_path / "a.pdf", cover) == "Quays of the harbour"


def test_a_letter_is_called_what_it_is_about() -> None:
    lines = [
        "港政発0731第７号",
        "令和元年11月21日",
        "各港長 殿",
        "灯台の点検に関する取組について（依頼）",
        "点検をお願いしたい。",
    ]
    page = "".join(f"<p>{line}</p>" for line in lines)
    assert html.read(page.encode(), "a.html").title == "灯台の点検に関する取組について（依頼）"
    assert not could_be_title("港政発0731第７号港医発 0731第３号")
    assert could_be_title("港だより第12号")


def test_a_cover_s_title_is_what_it_names_not_who_signs_it_nor_when(tmp_path: Path) -> None:
    with pymupdf.open() as file:
        cover = file.new_page()
        for top, size, text in [
            (80, 32, "港 湾 庁"),
            (250, 28, "総合評価方式に関する"),
            (300, 28, "運用の手引き"),
            (650, 30, "令和６年６月"),
        ]:
            cover.insert_text((100, top), text, fontsize=size, fontname="japan")
        page = file.new_page()
        for row in range(12):
            page.insert_text(
                (70, 100 + 20 * row), "この手引きは、工事を頼む者が読む。" * 2, fontsize=11, fontname="japan"
            )
        file.save(tmp_path / "a.pdf")
    assert pdf.read(tmp_path / "a.pdf").title == "総合評価方式に関する運用の手引き"


@pytest.mark.parametrize("title", ["地域の港：二つの市場の統合から十年", "Salt: A Year at the Quay"])
def test_the_highest_heading_is_the_title_with_its_subtitle(title: str) -> None:
    page = f"<h1>{title}</h1><p>The quay was built in 1822.</p><h2>Gates</h2><p>There are two.</p>"
    assert html.read(page.encode(), "a.html").title == title


def test_a_title_in_two_lines_with_a_colon_is_the_title_and_not_the_heading_below_it(tmp_path: Path) -> None:
    with pymupdf.open() as file:
        page = file.new_page()
        for y, text, size in [
            (110, "Baltic Sawmills: margins hold, dividend", 22),
            (148, "raised", 22),
            (270, "Outlook", 16),
        ]:
            page.insert_text((63, y), text, fontsize=size, fontname="hebo")
        for y in (190, 290):
            text = "We rate the share Hold. Sales rose to 410,000 cubic metres in the third quarter of the year. " * 2
            page.insert_textbox((63, y, 520, y + 60), text, fontsize=11)
        file.save(tmp_path / "note.pdf")
    document = pdf.read(tmp_path / "note.pdf")
    assert document.title == "Baltic Sawmills: margins hold, dividend raised"
    headings = [block.text for block in document.blocks() if block.kind == "heading"]
    assert headings == [document.title, "Outlook"]
