"""Numbered paragraphs head what follows them in pages and Markdown texts; lists, notes and sentences stay what they are."""

import pytest

from kotae.documents import html, markdown
from kotae.documents.model import Document

TEXT = "港は二度掘り下げられ、東の航路の船はそれ以来、北の埠頭に着く。"


def headings(document: Document) -> list[tuple[int, str]]:
    return [(block.level, block.text) for block in document.blocks() if block.kind == "heading"]


def page(*lines: str) -> Document:
    return html.read("".join(line if line.startswith("<") else f"<p>{line}</p>" for line in lines).encode(), "a.html")


def test_finer_numbered_lines_head_what_follows() -> None:
    read = page(
        "<h2>１．概況</h2>",
        "（１）経営成績",
        TEXT,
        "1.1 貨物",
        TEXT,
        "（２）財政状態",
        TEXT,
        "<h2>２．見通し</h2>",
        "（１）航路",
        TEXT,
    )
    assert headings(read) == [
        (2, "１．概況"), (3, "（１）経営成績"), (4, "1.1貨物"), (3, "（２）財政状態"), (2, "２．見通し"), (3, "（１）航路"),
    ]  # fmt: skip


def test_a_numbered_line_over_a_table_heads_it() -> None:
    read = page(
        "<h1>港</h1>", "（１）貨物", "<table><tr><th>港</th><th>トン</th></tr><tr><td>北</td><td>12</td></tr></table>"
    )
    assert headings(read)[1:] == [(2, "（１）貨物")]


@pytest.mark.parametrize(
    "lines",
    [
        ("（１）船を数える。", TEXT),
        ("（１）船", "（２）貨物", "（３）航路"),
        ("１．指標は、連結の数値により計算しております。", "２．時価総額は、期末の株価により算出しております。"),
        ("2024年の港", TEXT),
        ("（１）船", "短い"),
    ],
)  # fmt: skip
def test_lists_and_sentences_are_no_headings(lines: tuple[str, ...]) -> None:
    assert headings(page("<h1>港</h1>", *lines)) == [(1, "港")]


def test_a_line_in_brackets_heads_the_text_below_it() -> None:
    read = page(
        "<h1>港</h1>", "（１）資金", TEXT, "（営業活動による資金）", TEXT, "(2024年5月2日)", TEXT, "（億円）", TEXT
    )
    assert headings(read)[1:] == [(2, "（１）資金"), (3, "（営業活動による資金）")]


def test_titles_may_stand_over_each_other() -> None:
    read = page("<h1>港</h1>", "（航路の情報）", "【東の航路】", "（１）船", TEXT, "【西の航路】", "なし")
    assert headings(read)[1:] == [(2, "（航路の情報）"), (3, "【東の航路】"), (4, "（１）船"), (3, "【西の航路】")]


def test_markdown_has_the_same_headings() -> None:
    assert headings(markdown.read(f"# 港\n\n（１）貨物\n\n{TEXT}\n\n1. 船\n2. 貨物\n", "a.md")) == [
        (1, "港"),
        (2, "（１）貨物"),
    ]
