"""A line is the same thing in every format: what a caption, note, heading or entry is does not depend on the file."""

from pathlib import Path

import pymupdf
import pytest

from kotae.documents import html, markdown, pdf, plain_text
from kotae.documents.model import Block, BlockKind, Document, Table

TEXT = "The harbour was dredged twice, and the ships of the eastern line moor at the northern quay since then."
ABOVE = ["写真1 港の眺め", "第3表 貨物の量", "Box 1 Harbours in winter", "図表２　港の額"]
ROWS = [["Port", "Ships"], ["North", "12"], ["South", "15"]]


def from_pdf(folder: Path, lines: list[str]) -> Document:
    with pymupdf.open() as file:
        page = file.new_page()
        for row, line in enumerate(lines):
            page.insert_text((72, 100 + 40 * row), line, fontsize=11, fontname="japan")
        file.save(folder / "lines.pdf")
    return pdf.read(folder / "lines.pdf")


def readings(folder: Path, line: str) -> dict[str, Document]:
    """Return what each format makes of a line that stands between two paragraphs."""
    page = f"<p>{TEXT}</p><p>{line}</p><p>{TEXT}</p>"
    text = f"{TEXT}\n\n{line}\n\n{TEXT}\n"
    return {
        "html": html.read(page.encode(), "a.html"),
        "markdown": markdown.read(text, "a.md"),
        "text": plain_text.read(text, "a.txt"),
        "pdf": from_pdf(folder, [TEXT, line, TEXT]),
    }


def kinds(document: Document, line: str) -> set[BlockKind]:
    begin = line.replace("　", "")[:4]
    return {
        block.kind for block in document.blocks() if block.text.replace("　", "").replace(" ", "").startswith(begin[:3])
    }


@pytest.mark.parametrize("line", ABOVE)
def test_a_caption_is_one_in_every_format(tmp_path: Path, line: str) -> None:
    for name, document in readings(tmp_path, line).items():
        assert kinds(document, line) == {"caption"}, name


@pytest.mark.parametrize("line", ["Table 3 shows the cargo of the ports.", "表3に示すように、貨物は増えた。"])
def test_a_sentence_about_a_table_is_no_caption(tmp_path: Path, line: str) -> None:
    for name, document in readings(tmp_path, line).items():
        assert "caption" not in {block.kind for block in document.blocks()}, name


@pytest.mark.parametrize("line", ["典拠：港湾局の年報", "（注１）速報値による", "Source: Port office"])
def test_a_note_is_one_in_every_format(tmp_path: Path, line: str) -> None:
    for name, document in readings(tmp_path, line).items():
        assert "note" in {block.kind for block in document.blocks()}, name


def test_a_number_below_a_table_begins_a_note_where_a_cell_calls_it() -> None:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    page = f"<p>x</p><table>{rows.replace('North', 'North (1)')}</table><p>(1) Since May.</p><p>(2) First of all, moor.</p>"
    document = html.read(page.encode(), "a.html")
    (table,) = document.tables()
    assert table.notes == ("(1) Since May.",)
    assert [block.text for block in document.blocks()] == ["x", "(2) First of all, moor."]


def test_a_star_is_an_entry_in_a_text_and_a_note_below_a_table_that_has_one() -> None:
    listed = plain_text.read(f"{TEXT}\n\n* ships\n* boats\n", "a.txt")
    assert [(block.kind, block.text) for block in listed.blocks()][1:] == [
        ("list_item", "ships"),
        ("list_item", "boats"),
    ]
    rows = "\n".join("\t".join(row) for row in [*ROWS, ["West*", "9"]])
    noted = plain_text.read(f"Table 1 Ships\n\n{rows}\n\n* estimate\n", "a.txt")
    (table,) = [element for element in noted.elements if isinstance(element, Table)]
    assert table.notes == ("* estimate",)
    assert not [element for element in noted.elements if isinstance(element, Block)]


def test_a_remark_in_brackets_below_a_caption_stays_with_its_table(tmp_path: Path) -> None:
    with pymupdf.open() as file:
        page = file.new_page()
        page.insert_text((72, 90), "表1 港の船", fontsize=11, fontname="japan")
        page.insert_text((72, 108), "（速報値を含む）", fontsize=11, fontname="japan")
        for row in range(4):
            page.draw_line((70, 120 + 24 * row), (370, 120 + 24 * row))
        for column in range(3):
            page.draw_line((70 + 150 * column, 120), (70 + 150 * column, 192))
        for row, texts in enumerate(ROWS):
            for column, text in enumerate(texts):
                page.insert_text((80 + 150 * column, 137 + 24 * row), text, fontsize=11)
        file.save(tmp_path / "remark.pdf")
    (table,) = pdf.read(tmp_path / "remark.pdf").tables()
    assert (table.caption, table.notes) == ("表1 港の船", ("（速報値を含む）",))
