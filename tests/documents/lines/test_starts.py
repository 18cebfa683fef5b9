"""What a line says by how it begins, by the examples beside the lists and in what each format has beside them."""

from typing import Any

import pytest

from kotae.documents.lines.marks import is_plain_bullet, is_table_caption, may_be_figure_caption
from kotae.documents.lines.starts import line_start
from kotae.documents.lines.unit_lines import unit_of
from kotae.documents.lines.words import words

KINDS = ("caption", "note", "source", "unit", "heading", "article", "number", "label", "bullet")
LISTS: list[tuple[str, str, dict[str, Any]]] = [
    (name, kind, words(name)[kind])
    for name in ("ja", "en", "symbols")
    for kind in KINDS
    if "examples" in words(name).get(kind, {})
]


@pytest.mark.parametrize(
    ("kind", "line", "said"),
    [(kind, line, said) for _, kind, lists in LISTS for line, said in lists["examples"].items()],
)
def test_an_example_begins_as_its_list_says(kind: str, line: str, said: str) -> None:
    start = line_start(line)
    assert start is not None
    assert start.kind == kind
    if kind == "unit":
        assert unit_of(line) == said
    else:
        assert (start.style if kind == "bullet" else start.number) == said


@pytest.mark.parametrize(("kind", "line"), [(kind, line) for _, kind, lists in LISTS for line in lists["not_examples"]])
def test_an_example_against_begins_otherwise(kind: str, line: str) -> None:
    start = line_start(line)
    assert start is None or start.kind != kind


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("（１）　貨物", "貨物"), ("①船", "船"), ("・船", "船"), ("  - ・ 船", "船"), ("図表３　港の額", "港の額"),
        ("第１章　港", "港"), ("1.2 Tides", "Tides"), ("※ 速報値", "速報値"), ("（注１）速報値", "速報値"),
        ("⑴船", "船"), ("Table 3. Cargo", ". Cargo"), ("【背景】港は古い。", "港は古い。"),
    ],
)  # fmt: skip
def test_a_mark_is_as_long_as_the_line_writes_it(line: str, text: str) -> None:
    start = line_start(line)
    assert start is not None
    assert line[start.length :] == text


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("第1章 港", 1), ("第2節 貨物", 2), ("1. Ships", 1), ("1.2 Tides", 2), ("1.2.3 Ebb", 3), ("(2) 船", 2),
        ("① 船", 3), ("Ⅱ 負債の部", 1), ("Chapter 4", 1), ("【まとめ】", 2), ("はじめに", 1), ("第３条 船", 3),
    ],
)  # fmt: skip
def test_a_heading_s_mark_tells_its_depth(line: str, level: int) -> None:
    start = line_start(line)
    assert start is not None
    assert start.level == level


def test_entries_of_one_list_have_one_style() -> None:
    for entries in (["(1) a", "（２）b"], ["① a", "⑩b"], ["1. a", "12．b"], ["第1章 a", "第二章 b"], ["■ a", "■b"]):
        starts = [line_start(entry) for entry in entries]
        assert len({(start.kind, start.style) for start in starts if start}) == 1
        assert None not in starts


@pytest.mark.parametrize("line", ["", "   ", "港は古い。", "The harbour is old.", "(前年の港) は", "a", "2023年の港"])
def test_running_text_begins_as_nothing(line: str) -> None:
    assert line_start(line) is None


@pytest.mark.parametrize(
    "line", ["表3 貨物", "第3表 貨物", "（図表１）港の額", "■図表5 港", "Table 3. Cargo", "EXHIBIT 99.1", "別表第1"]
)
def test_a_caption_of_a_table(line: str) -> None:
    assert is_table_caption(line)


@pytest.mark.parametrize(
    "line", ["図1 表の見方", "写真1 港の眺め", "Figure 2: Table of ships", "表3に示すように、増えた。", "港"]
)
def test_no_caption_of_a_table(line: str) -> None:
    assert not is_table_caption(line)


@pytest.mark.parametrize(
    ("line", "may"),
    [
        ("（図表5）港の額", True),
        ("Exhibit 2. Cargo", True),
        ("図1 港", True),
        ("表3 貨物", False),
        ("Table 3. Cargo", False),
    ],
)
def test_a_word_for_tables_and_figures_may_be_a_figure_s(line: str, may: bool) -> None:
    assert may_be_figure_caption(line) == may


def test_what_marks_entries_alone_heads_nothing() -> None:
    assert all(map(is_plain_bullet, ["• 設立：2019年", "・船", "- ships"]))
    assert not any(map(is_plain_bullet, ["■ 船の種類", "船", "-5", "1. ships"]))
