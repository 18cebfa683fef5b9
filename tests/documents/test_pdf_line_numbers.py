"""The numbers of lines that drafts print in their margin are no text; numbers of rows and items are."""

from pathlib import Path

import pymupdf
from test_pdf import PROSE, save, write

from kotae.documents import pdf


def numbered(folder: Path, lines: list[str], pages: int = 2, *, columns: int = 1) -> Path:
    """Print lines on some pages, each line with its number at the left; `columns` says how many cells a line has."""
    document = pymupdf.open()
    for number in range(pages):
        page = document.new_page()
        for i, line in enumerate(lines, 1):
            write(page, 40, 90 + 18 * i, str(i if columns == 1 else i + number * len(lines)))
            for column in range(columns):
                write(page, 80 + 120 * column, 90 + 18 * i, line if columns == 1 else line[6 * column :][:6])
    return save(document, folder)


def test_numbers_of_lines_are_no_part_of_the_text(tmp_path: Path) -> None:
    lines = [(PROSE * 6)[36 * i :][:36] for i in range(14)]
    text = "".join(block.text for block in pdf.read(numbered(tmp_path, lines)).blocks())
    assert text.count(PROSE) >= 6, "sentences run on from line to line"
    assert not any(character.isdecimal() for character in text)


def test_numbers_of_one_page_stay(tmp_path: Path) -> None:
    lines = [(PROSE * 6)[36 * i :][:36] for i in range(14)]
    text = "".join(block.text for block in pdf.read(numbered(tmp_path, lines, pages=1)).blocks())
    assert "14" in text


def test_numbers_of_rows_and_of_items_stay(tmp_path: Path) -> None:
    words = [(PROSE * 2)[7 * i :][: 5 + (5 * i) % 13] for i in range(14)]
    listed = "".join(block.text for block in pdf.read(numbered(tmp_path, words)).blocks())
    assert all(str(number) in listed for number in (7, 14))
    document = pdf.read(numbered(tmp_path, [(PROSE * 2)[9 * i :][:18] for i in range(14)], columns=3))
    cells = " ".join(cell.text for table in document.tables() for row in table.rows for cell in row.cells)
    shown = cells + "".join(block.text for block in document.blocks())
    assert "28" in shown
