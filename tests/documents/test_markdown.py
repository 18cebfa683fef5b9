"""What a user relies on in Markdown: blocks with their source lines, tables, the title."""

import pytest

from kotae.documents.markdown import read
from kotae.errors import DocumentError

NOTE = """---
title: "The Harbour"
---
# Ships *and* docks

Ships are
[small](https://example.org) and `slow`.

日本語の
行である。

- first
  - second
1. third

> quoted

Table 2. Ships (USD million)

| Region | Port | 2023 |
|---|---|---|
| East | Alpha | 1,000 |
| | Beta | - |

Source: office

```
x = 1
y = 2
```
"""


def test_blocks_have_kind_level_and_lines() -> None:
    document = read(NOTE, "note.md")
    assert [(block.kind, block.level, block.text, block.lines) for block in document.blocks()] == [
        ("heading", 1, "Ships and docks", (4, 4)),
        ("paragraph", 0, "Ships are small and slow.", (6, 7)),
        ("paragraph", 0, "日本語の行である。", (9, 10)),
        ("list_item", 0, "first", (12, 12)),
        ("list_item", 0, "second", (13, 13)),
        ("list_item", 0, "third", (14, 14)),
        ("paragraph", 0, "quoted", (16, 16)),
        ("paragraph", 0, "x = 1\ny = 2", (27, 30)),
    ]


def test_a_table_takes_its_caption_and_source_and_carries_labels_down() -> None:
    (table,) = read(NOTE, "note.md").tables()
    assert (table.caption, table.unit, table.source) == (
        "Table 2. Ships (USD million)",
        "USD million",
        "Source: office",
    )
    assert table.header == ("Region", "Port", "2023")
    assert [row.group for row in table.rows] == [("East",), ("East",)]
    assert table.rows[1].cells[2].missing
    assert table.rows[1].lines == (23, 23)


def test_the_title_is_the_front_matters_then_the_first_headings_then_the_files() -> None:
    assert read(NOTE, "note.md").title == "The Harbour"
    assert read("text\n\n## Head\n", "note.md").title == "Head"
    assert read("text", "a/note.md").title == "note"


def test_front_matter_is_not_text() -> None:
    assert [block.text for block in read("---\ntitle: x\nlist:\n  - y\n---\nbody\n", "note.md").blocks()] == ["body"]


def test_form_feeds_are_pages() -> None:
    document = read("one\n\n\ftwo\n", "note.md")
    assert [(block.page, block.text) for block in document.blocks()] == [(1, "one"), (2, "two")]
    assert len(document.pages) == 2


def test_html_within_is_read_as_html() -> None:
    document = read("text\n\n<table><tr><th>a<th>b<tr><td>1<td>2</table>\n\n<!-- note to self -->\n", "note.md")
    (table,) = document.tables()
    assert (table.header, table.lines) == (("a", "b"), (3, 3))
    assert [block.text for block in document.blocks()] == ["text"]


def test_windows_line_ends_do_not_shift_lines() -> None:
    assert [block.lines for block in read("a\r\n\r\nb\r\n", "note.md").blocks()] == [(1, 1), (3, 3)]


def test_empty_text_is_refused_by_name() -> None:
    with pytest.raises(DocumentError, match=r"note\.md"):
        read("\n \n", "note.md")


def test_tags_of_site_generators_are_no_text() -> None:
    prose = "{% include section.html title='目的' %}\n本規程は、{{ site.name }}賃金を定める。\n\n"
    text = prose + "`{{ code }}` and $x_{{a}}$\n\n```\n{% raw %}\n```\n"
    blocks = [(block.text, block.lines) for block in read(text, "a.md").blocks()]
    assert [text for text, _ in blocks] == ["目的", "本規程は、賃金を定める。", "{{ code }} and $x_{{a}}$", "{% raw %}"]
    assert blocks[2][1] == (4, 4)


def test_quoted_links_to_the_parts_are_no_heading_of_what_follows() -> None:
    text = "# 規程\n\n> 【目次】\n> [第１章 総則](#1)\n> [附則](#2)\n\n本規程は、賃金を定める。\n\n> # 引用\n"
    blocks = [(block.kind, block.text) for block in read(text, "a.md").blocks()]
    assert blocks == [("heading", "規程"), ("paragraph", "本規程は、賃金を定める。"), ("paragraph", "引用")]


def test_a_table_whose_header_is_left_blank_has_none() -> None:
    (table,) = read("| | |\n|---|---|\n| 社名 | 港湾社 |\n| 社長 | 森 |\n", "a.md").tables()
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["社名", "港湾社"], ["社長", "森"]]


def test_what_a_site_generators_tag_is_given_to_show_is_read() -> None:
    text = """---
title: 休暇の手引き
---
{% include alert.html title="申請の期限" %}

申請は三日前までにする。

{% include box.html icon="x.svg" title="半休" text="午前を休む。" %}

{{< figure src="a.png" title="休暇の図" >}}

会費は{{ site.fee }}年に一度払う。`{% include x.html title="例" %}`
"""
    blocks = [(block.kind, block.text) for block in read(text, "a.md").blocks()]
    assert blocks[0] == ("heading", "申請の期限")
    assert [text for _, text in blocks[1:]] == [
        "申請は三日前までにする。",
        "半休:午前を休む。",
        "休暇の図",
        '会費は年に一度払う。{% include x.html title="例" %}',
    ]
