"""Titles of articles head them, in every format; marks that call notes are no part of the word before them."""

from pathlib import Path

import pymupdf
import pytest

from kotae.documents import html, markdown, pdf, plain_text
from kotae.documents.lines.articles import is_article
from kotae.documents.model import Document

LINES = [
    "（目的）",
    "第１条　この規則は、港の利用について定める。",
    "（休館日）",
    "第２条　休館日は、毎週月曜日とする。",
]


def check(document: Document) -> None:
    blocks = [(block.kind, block.text) for block in document.blocks()][-4:]
    assert blocks == [
        ("heading", "（目的）"),
        ("paragraph", LINES[1]),
        ("heading", "（休館日）"),
        ("paragraph", LINES[3]),
    ]
    levels = [block.level for block in document.blocks() if block.kind == "heading"]
    assert levels[-2:] == [levels[0] + 1] * 2


def test_article_titles_head_their_articles(tmp_path: Path) -> None:
    check(html.read(f"<h1>港湾規則</h1>{''.join(f'<p>{line}</p>' for line in LINES)}".encode(), "a.html"))
    check(markdown.read("# 港湾規則\n\n" + "\n\n".join(LINES), "a.md"))
    check(plain_text.read("第1章 総則\n\n" + "\n".join(LINES) + "\n", "a.txt"))
    with pymupdf.open() as file:
        writer = pymupdf.TextWriter(file.new_page().rect)
        writer.append((70, 80), "港湾規則", font=pymupdf.Font("cjk"), fontsize=18)
        for row, line in enumerate(LINES):
            writer.append((70, 120 + 18 * row), line, font=pymupdf.Font("cjk"), fontsize=11)
        writer.write_text(file[0])
        file.save(tmp_path / "rules.pdf")
    check(pdf.read(tmp_path / "rules.pdf"))


@pytest.mark.parametrize("text", ["第１条　この規則は", "第十二条の二 町は", "第3条（定義）"])
def test_an_article(text: str) -> None:
    assert is_article(text)


@pytest.mark.parametrize("text", ["第１条に定める事項は", "第3条、第4条及び第5条", "第1章 総則", "条例第3条"])
def test_no_article(text: str) -> None:
    assert not is_article(text)


def test_a_mark_that_calls_a_note_is_no_part_of_the_word(tmp_path: Path) -> None:
    with pymupdf.open() as file:
        page = file.new_page()
        x = 70.0
        for text, size, up in [
            ("The committee reported", 11, 0),
            ("12", 6.5, 4),
            (" that the hall covers 400 m", 11, 0),
            ("2", 6.5, 4),
            (".", 11, 0),
        ]:
            page.insert_text((x, 120 - up), text, fontsize=size)
            x += pymupdf.get_text_length(text, fontsize=size)
        page.insert_text(
            (70, 136), "It was opened in the spring of the year in which the railway came to the town.", fontsize=11
        )
        file.save(tmp_path / "hall.pdf")
    text = " ".join(block.text for block in pdf.read(tmp_path / "hall.pdf").blocks())
    assert "The committee reported that the hall covers 400 m2." in text


def test_a_number_alone_heads_its_article() -> None:
    lines = [
        "第１条",
        "港は誰でも利用できる。",
        "第２条（料金）",
        "料金は200円とする。",
        "第２条に定める料金は前納とする。",
    ]
    page = f"<h1>港湾規約</h1>{''.join(f'<p>{line}</p>' for line in lines)}"
    blocks = [(block.kind, block.level, block.text) for block in html.read(page.encode(), "a.html").blocks()][1:]
    assert blocks == [
        ("heading", 2, lines[0]),
        ("paragraph", 0, lines[1]),
        ("heading", 2, lines[2]),
        ("paragraph", 0, lines[3]),
        ("paragraph", 0, lines[4]),
    ]


@pytest.mark.parametrize(
    ("line", "mark", "behind", "read"),
    [
        ("Of all boats 18", "2", " per cent are new.", "Of all boats 18 per cent are new."),
        ("The fee rose to 6,500", "3", " in May.", "The fee rose to 6,500 in May."),
        ("A cell holds 10", "6", " grains.", "A cell holds 106 grains."),
        ("So 3", "2", " + 4 = 13 is shown.", "So 32 + 4 = 13 is shown."),
    ],
)
def test_a_raised_figure_behind_a_number_calls_a_note_unless_it_is_a_power(
    tmp_path: Path, line: str, mark: str, behind: str, read: str
) -> None:
    with pymupdf.open() as file:
        page, font = file.new_page(), pymupdf.Font("helv")
        writer = pymupdf.TextWriter(page.rect)
        _, end = writer.append((70, 120), line, font=font, fontsize=11)
        _, end = writer.append((end[0], 116), mark, font=font, fontsize=7)
        writer.append((end[0], 120), behind, font=font, fontsize=11)
        for row in range(4):
            writer.append(
                (70, 160 + 16 * row), "The boats lie at the northern quay in winter and in spring.", fontsize=11
            )
        writer.write_text(page)
        file.save(tmp_path / "a.pdf")
    assert next(block.text for block in pdf.read(tmp_path / "a.pdf").blocks()) == read


def test_numbers_alone_head_their_rules_in_english_and_take_the_title_below_them() -> None:
    lines = [
        "Rule 1",
        "Nets may not be longer than forty metres.",
        "Rule 2",
        "Ferries",
        "Each party keeps one ferry, as Rule 1 says.",
        "Clause 9",
        "and Clause 10 are left out of this print.",
    ]
    page = f"<h1>Treaty on the River</h1>{''.join(f'<p>{line}</p>' for line in lines)}"
    found = html.read(page.encode(), "a.html").blocks()
    blocks = [(block.kind, block.text) for block in found][1:5]
    assert blocks == [
        ("heading", "Rule 1"),
        ("paragraph", lines[1]),
        ("heading", "Rule 2 Ferries"),
        ("paragraph", lines[4]),
    ]


def test_a_title_behind_its_number_heads_what_a_sentence_behind_it_does_not() -> None:
    lines = [
        "第４条",
        "（総会）",
        "総会は毎年五月に開く。",
        "第５条　議決権",
        "組合員は一個の議決権を有する。",
        "第６条　本会は、港に置く。",
    ]
    page = f"<h1>組合規約</h1>{''.join(f'<p>{line}</p>' for line in lines)}"
    blocks = [(block.kind, block.text) for block in html.read(page.encode(), "a.html").blocks()][1:]
    assert blocks[:5] == [
        ("heading", "第４条（総会）"),
        ("paragraph", lines[2]),
        ("heading", lines[3]),
        ("paragraph", lines[4]),
        ("paragraph", lines[5]),
    ]
