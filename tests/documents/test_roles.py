"""What a document says of itself is marked: cover, masthead, disclaimer and colophon, but nothing of its subject."""

from pathlib import Path
from typing import get_args

import pymupdf
import pytest

from kotae.documents.bylines import is_byline
from kotae.documents.model import Block, Document, Page
from kotae.documents.open import open_document
from kotae.documents.roles import Signed, signs_in, with_roles, words

TEXT = "The harbour was dredged twice, and the ships of the eastern line moor at the northern quay since then."
LISTS = [(role, words(language)[role]) for language in ("ja", "en") for role in get_args(Signed)]
EXAMPLES = [(role, line, count) for role, lists in LISTS for line, count in lists["examples"].items()]


@pytest.mark.parametrize(("role", "line", "count"), EXAMPLES)
def test_a_line_has_the_signs_that_its_list_counts(role: Signed, line: str, count: int) -> None:
    assert signs_in(line, role) == count


@pytest.mark.parametrize(("role", "line"), [(role, line) for role, lists in LISTS for line in lists["not_examples"]])
def test_what_speaks_of_a_subject_has_not_enough_signs(role: Signed, line: str) -> None:
    assert signs_in(line, role) < {"disclaimer": 3, "colophon": 1, "masthead": 1}[role]


def roles(*texts: str) -> list[tuple[str, str]]:
    """Return the role of each line of a text document; "# " begins a heading."""
    blocks = tuple(
        Block("heading", text[2:], 1, 1) if text.startswith("# ") else Block("paragraph", text, 1) for text in texts
    )
    marked = with_roles(Document("text", "Harbours", (Page(1, 0, 0),), blocks))
    return [(block.text[:12], block.role) for block in marked.blocks() if block.role != "body"]


def test_a_disclaimer_is_known_by_what_it_says_of_its_document() -> None:
    said = "本資料は情報の提供を目的とし、正確性を保証するものではありません。予告なく変更されることがあります。"
    assert roles("# 港", TEXT, TEXT, TEXT, said) == [(said[:12], "disclaimer")]
    said = "This report is for information purposes only. It does not constitute advice; no warranty is given."
    assert roles("# Harbours", TEXT, TEXT, TEXT, said) == [(said[:12], "disclaimer")]


def test_a_rule_about_damage_is_no_disclaimer() -> None:
    rule = "船主は、船が港に与えた損害について責任を負う。ただし、嵐による損害は、この限りでない。"
    clause = "The carrier is liable for damage to the cargo. Its liability ends when the cargo is ashore."
    assert roles("# 港則", TEXT, rule, clause, TEXT) == []


def test_all_under_a_heading_that_says_so_is_of_its_role() -> None:
    lines = ["# Harbours", TEXT, TEXT, TEXT, "# Disclaimer", "Ask your pilot before you sail.", "# Tides", TEXT]
    assert roles(*lines) == [("Ask your pil", "disclaimer")]


def test_entries_under_the_heading_of_a_reference_list_are_references() -> None:
    entries = ["Harbour office, dredging plans, read on 29 January 2026", "Tides, https://tides.example.org/list"]
    lines = ["# Harbours", TEXT, TEXT, TEXT, "# 7. References", *entries, "Maps are in the office.", "# Tides", TEXT]
    assert roles(*lines) == [(entry[:12], "references") for entry in entries]


def test_a_colophon_is_known_by_its_fields() -> None:
    lines = ["# 港の年報", *[TEXT] * 12, "発行　港湾局", "電話：03-0000-0000", "〒100-0000 港区1-2-3"]
    assert [role for _, role in roles(*lines)] == ["colophon"] * 3


def test_one_address_within_a_text_is_no_colophon() -> None:
    assert roles("# 港の年報", *[TEXT] * 6, "灯台の電話：03-0000-0000", *[TEXT] * 6) == []


def test_a_form_is_its_own_subject() -> None:
    assert roles("# 申込書", "担当：港湾局", "電話：03-0000-0000", "住所：港区1-2-3") == []


def test_number_and_date_above_a_text_are_its_masthead() -> None:
    lines = ["港湾だより 第12号", "2024年5月2日", "# 港の一年", TEXT, TEXT, "2023年4月1日"]
    assert roles(*lines) == [("港湾だより 第12号", "masthead"), ("2024年5月2日", "masthead")]


def test_a_first_page_without_text_is_a_cover(tmp_path: Path) -> None:
    with pymupdf.open() as file:
        page = file.new_page()
        for row, (line, size) in enumerate(
            [("Harbours of the east", 28), ("A survey", 14), ("Port office, May 2024", 11)]
        ):
            page.insert_text((80, 200 + 60 * row), line, fontsize=size)
        for number, chapter in enumerate(["Tides", "Ships", "Quays", "Crews"], 1):
            page = file.new_page()
            page.insert_text((70, 100), f"{number}. {chapter}", fontsize=16)
            for row in range(3):
                page.insert_textbox((70, 130 + 60 * row, 500, 189 + 60 * row), f"{TEXT} {TEXT}", fontsize=11)
        file.save(tmp_path / "survey.pdf")
    document = open_document(tmp_path / "survey.pdf")
    assert document.title == "Harbours of the east"
    assert {block.role for block in document.blocks() if block.page == 1} == {"cover"}
    assert {block.role for block in document.blocks() if block.page > 1} == {"body"}


BYLINES = [words(language)["byline"] for language in ("ja", "en")]


@pytest.mark.parametrize("line", [line for lists in BYLINES for line in lists["examples"]])
def test_a_line_that_says_who_wrote_is_known(line: str) -> None:
    assert is_byline(line)


@pytest.mark.parametrize("line", [line for lists in BYLINES for line in lists["not_examples"]])
def test_other_lines_above_a_text_name_no_author(line: str) -> None:
    assert not is_byline(line)


def test_who_wrote_a_text_and_where_is_its_masthead_and_heads_nothing() -> None:
    blocks = [
        Block("heading", "港の一年", 1, 1),
        Block("heading", "港湾研究所", 1, 2),
        Block("heading", "研究員 岬 夏子", 1, 2),
    ]
    blocks += [Block("paragraph", TEXT, 1), Block("heading", "灯台の費用", 1, 2), Block("paragraph", TEXT, 1)]
    marked = with_roles(Document("pdf", "港の一年", (Page(1, 0, 0),), tuple(blocks)))
    assert [(block.kind, block.role) for block in marked.blocks()][:4] == [
        ("heading", "body"),
        ("paragraph", "masthead"),
        ("paragraph", "masthead"),
        ("paragraph", "body"),
    ]


def pages(*texts: list[str]) -> list[tuple[str, str]]:
    """Return the role of each line of a PDF, its pages given; "# " begins a heading."""
    blocks = [
        Block("heading", text[2:], number, 1) if text.startswith("# ") else Block("paragraph", text, number)
        for number, page in enumerate(texts, 1)
        for text in page
    ]
    title = texts[0][0].removeprefix("# ")
    marked = with_roles(Document("pdf", title, tuple(Page(n, 0, 0) for n, _ in enumerate(texts, 1)), tuple(blocks)))
    return [(block.text, block.role) for block in marked.blocks() if block.role != "body"]


def test_a_short_report_has_a_cover_where_its_first_page_is_dated_and_a_colophon_on_its_last() -> None:
    chapters = ["# 1 現状", "港は古い。浚渫は二年に一度行う。", "# 2 目標", "岸壁を四百メートル延ばす。"]
    cover = ["# 港湾整備計画", "（令和六年度～令和十年度）", "令和六年二月", "東谷市港湾局"]
    last = ["港湾整備計画", "発行　令和六年二月二十八日", "編集　東谷市港湾局", "〒920-0000　東谷市緑町1-1"]
    expected = [(line.removeprefix("# "), "cover") for line in cover] + [(line, "colophon") for line in last]
    assert pages(cover, chapters, last) == expected


def test_a_first_page_that_gives_when_and_where_is_no_cover() -> None:
    notice = ["# 港まつり", "日時：五月三日", "会場：北岸壁", "2024年4月1日"]
    assert ("会場：北岸壁", "cover") not in pages(notice, ["港は古い。", "船は三隻来る。", "花火を上げる。"])


def test_a_line_that_dates_and_numbers_an_issue_is_its_masthead() -> None:
    line = "No.712　2024年6月1日号　発行／港湾局総務課　TEL 0556-21-4400"
    assert roles("# 港湾だより", line, "# 料金", TEXT, TEXT) == [(line[:12], "masthead")]
    line = "Harbour Research | Dredging | 4 November 2024"
    assert roles(line, "# Dredging pays", TEXT, TEXT, TEXT) == [(line[:12], "masthead")]
