"""Fields with their values stand each in a block of its own, in every format; wrapped text stays whole."""

from pathlib import Path

import pymupdf
import pytest

from kotae.documents import html, markdown, pdf, plain_text
from kotae.documents.lines.ends import runs_on
from kotae.documents.lines.fields import field_places, is_field
from kotae.documents.model import Document
from kotae.text.normalise import join_label, join_prose

JAPANESE = [
    "貸出番号：LB-77-0031",
    "利用者名：港町図書クラブ",
    "貸出期間：2024年6月1日から2025年5月31日まで",
    "保証金：金12,000円（税込）",
]
ENGLISH = ["Model: TR-40", "Rated voltage: 230 V", "Net weight: 12.5 kg", "Country of origin: Portugal"]
UNMARKED = ["Voltage 230 V", "Weight 12.5 kg", "Warranty 36 months", "Country of origin Portugal"]
SPACED = ["定員　80名", "面積　120平方メートル", "使用料　1時間500円"]


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks() if block.kind != "heading"]


@pytest.mark.parametrize("line", [*JAPANESE, *ENGLISH, "連絡先　：03-5555-0123（代表）"])
def test_a_name_a_colon_and_a_value_are_a_field(line: str) -> None:
    assert is_field(line)


@pytest.mark.parametrize(
    "line",
    [
        "午後3:30に始まる。",
        "https://example.org/",
        "町長は次のように述べた、すなわち：これは誇りである。",
        "The council decided after a long debate in the evening: no.",
        "注意：",
    ],
)
def test_other_colons_make_no_field(line: str) -> None:
    assert not is_field(line)


def test_a_lone_colon_in_running_text_is_no_field() -> None:
    assert (
        field_places(["The mill has two wheels.", "Note: both are of oak, and they", "turn all year."]) == frozenset()
    )


@pytest.mark.parametrize(
    ("before", "line"),
    [("港は古く、二度", "も広げられた。"), ("It was", "widened twice."), ("銅、", "鉛"), ("one of", "Two")],
)
def test_a_line_runs_on(before: str, line: str) -> None:
    assert runs_on(before, line)


@pytest.mark.parametrize("lines", [JAPANESE, ENGLISH, UNMARKED, SPACED])
def test_lines_of_a_text_file_stand_alone(lines: list[str]) -> None:
    title = "SPECIFICATION" if lines in (ENGLISH, UNMARKED) else "概要"
    assert texts(plain_text.read(title + "\n\n" + "\n".join(lines) + "\n", "a.txt")) == [
        join_prose([line]) for line in lines
    ]


@pytest.mark.parametrize("lines", [JAPANESE, ENGLISH])
def test_lines_of_a_page_stand_alone(lines: list[str]) -> None:
    page = f"<h1>Title</h1><p>{'<br>'.join(lines)}</p>".encode()
    assert texts(html.read(page, "a.html")) == lines
    assert texts(markdown.read("# Title\n\n" + "\n".join(lines) + "\n", "a.md")) == lines


@pytest.mark.parametrize("lines", [JAPANESE, ENGLISH, UNMARKED])
def test_lines_of_a_pdf_stand_alone(tmp_path: Path, lines: list[str]) -> None:
    with pymupdf.open() as file:
        page = file.new_page()
        writer = pymupdf.TextWriter(page.rect)
        for row, line in enumerate(lines):
            writer.append((70, 120 + 18 * row), line, font=pymupdf.Font("cjk"), fontsize=11)
        writer.write_text(page)
        file.save(tmp_path / "fields.pdf")
    assert [block.text for block in pdf.read(tmp_path / "fields.pdf").blocks()] == lines


def test_an_entry_s_number_is_no_part_of_the_number_behind_it() -> None:
    assert join_prose(["５ 1年単位の労働時間制"]) == "５ 1年単位の労働時間制"
    assert join_label(["５", "1年単位の労働時間制"]) == "５ 1年単位の労働時間制"
    assert join_prose(["費用は 12 万円"]) == "費用は12万円"
