"""Drawings made of characters are told from tables, code and rules."""

from pathlib import Path

import pymupdf
import pytest

from kotae.documents import markdown, plain_text
from kotae.documents.lines.drawings import drawings
from kotae.documents.pdf.parts import parts
from kotae.documents.pdf.source import PdfFile

CHAIN = """
+--------+      +--------+
| Client | ---> | Server |
+--------+      +--------+
                    |
                    v
                +--------+
                |  Disk  |
                +--------+
"""
TOWER = """
+-------+
| Input |
+---+---+
    |
+---+---+
| Store |
+-------+
"""
UNICODE = """
┌───────┐     ┌───────┐
│ 入力  │ ──▶ │ 保存  │
└───────┘     └───────┘
"""
BOAT = r"""
      |\
     /| \
    /_|__\
  \_______/
"""


@pytest.mark.parametrize("text", [CHAIN, TOWER, UNICODE, BOAT], ids=["chain", "tower", "unicode", "boat"])
def test_drawings_are_known(text: str) -> None:
    lines = text.strip("\n").split("\n")
    assert drawings(["The ships go by night.", "", *lines, "", "They come back by day."]) == [(2, 2 + len(lines))]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("+------+------+\n| Port | Ship |\n+------+------+\n| Moss | 12   |\n+------+------+", id="grid"),
        pytest.param(
            "+------+------+\n| Port | Ship |\n+------+------+\n|      |      |\n+------+------+", id="blank row"
        ),
        pytest.param("| Port | Ship |\n| ---- | :--: |\n| Moss | 12   |\n| Tern | 9    |", id="markdown"),
        pytest.param("┌──────┬──────┐\n│ 港   │ 船   │\n├──────┼──────┤\n│ 北   │ 12   │\n└──────┴──────┘", id="boxes"),
        pytest.param(" Port | Ship\n------+------\n Moss | 12\n Tern | 9", id="printed by a database"),
        pytest.param("=====  =====\nPort   Ship\n=====  =====\nMoss   12\n=====  =====", id="simple rules"),
        pytest.param("//--------\n// Title\n//--------\nint a = 1;\n/* ---- */\n}", id="code"),
        pytest.param("├── src\n│   ├── a.py\n│   └── b.py\n└── docs", id="tree"),
        pytest.param("One -- two -- three.\nFour -- five -- six.\nSeven -- eight -- nine.", id="dashes"),
        pytest.param("A --> B --> C\nD --> E --> F\nG --> H --> I", id="chains of words"),
    ],
)
def test_what_is_no_drawing(text: str) -> None:
    assert drawings(text.split("\n")) == []


def test_a_long_line_of_strokes_takes_no_longer() -> None:
    assert drawings(["|- " * 200_000] * 3) == []


def test_a_drawing_in_a_text_is_a_figure_and_no_table() -> None:
    document = plain_text.read(f"The ships go by night.\n\n{CHAIN}\nThey come back by day.\n", "ships.txt")
    assert not list(document.tables())
    assert [(block.kind, "Client" in block.text) for block in document.blocks()] == [
        ("paragraph", False),
        ("figure", True),
        ("paragraph", False),
    ]


@pytest.mark.parametrize("mark", ["```\n{}\n```", "<pre>\n{}\n</pre>"])
def test_a_drawing_in_markdown_is_a_figure(mark: str) -> None:
    document = markdown.read(f"The ships go by night.\n\n{mark.format(TOWER.strip())}\n", "ships.md")
    assert [block.kind for block in document.blocks()] == ["paragraph", "figure"]


def test_code_in_markdown_stays_a_paragraph() -> None:
    document = markdown.read("Ships:\n\n```\nif a:\n    b = c | d\n```\n", "ships.md")
    assert [block.kind for block in document.blocks()] == ["paragraph", "paragraph"]


def test_a_drawing_on_a_page_is_a_figure_and_no_table(tmp_path: Path) -> None:
    file = pymupdf.open()
    page = file.new_page()
    page.insert_text((72, 90), "The ships go by night, and they come back to the port by day.", fontsize=10)
    for i, line in enumerate(CHAIN.strip("\n").split("\n")):
        page.insert_text((72, 120 + 12 * i), line, fontsize=10, fontname="cour")
    file.save(tmp_path / "ships.pdf")
    found = parts(PdfFile(tmp_path / "ships.pdf").page(1), frozenset())
    assert [part.kind for part in found if not part.table] == ["figure", "text"]
    assert not any(part.table for part in found)
