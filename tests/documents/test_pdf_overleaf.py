"""Tables that go over a page's end with few rows, or have text right below them that the layout takes for theirs."""

from pathlib import Path

import pymupdf

from kotae.documents.model import Document
from kotae.documents.pdf.layout import in_lines
from kotae.documents.pdf.reader import Assembly
from kotae.documents.pdf.source import PdfFile
from kotae.documents.pdf.table_text import without_sentence

COLUMNS = (72, 250, 380)
PITCH = 20


def row(page: pymupdf.Page, y: float, texts: tuple[str, ...]) -> None:
    for x, text in zip(COLUMNS, texts, strict=True):
        page.insert_text((x, y), text, fontsize=11, fontname="helv")


def ledger(first_of_next: tuple[str, ...], behind: str = "The stores were counted at noon.") -> pymupdf.Document:
    """Return a page that ends with a table, and one with a row and a sentence."""
    file = pymupdf.open()
    page = file.new_page(height=480)
    row(page, 60, ("Part", "Place", "Held"))
    for i in range(19):
        row(page, 80 + PITCH * i, (f"Spare {i + 1}", f"Shelf {chr(65 + i)}", str(20 + i)))
    page = file.new_page(height=480)
    row(page, 60, first_of_next)
    page.insert_text((72, 100), behind, fontsize=11, fontname="helv")
    return file


def read(file: pymupdf.Document, folder: Path) -> Document:
    path = folder / "pages.pdf"
    file.save(path)
    source = PdfFile(path)
    assembly = Assembly(path, "", [source.page(1), source.page(2)], cut_short=False)
    assembly.cut(0)
    assembly.cut(1)
    return assembly.document([], 2)


def test_a_row_alone_on_the_next_page_is_the_last_of_the_table(tmp_path: Path) -> None:
    document = read(ledger(("Spare 20", "Shelf T", "39")), tmp_path)
    (table,) = document.tables()
    assert [cell.text for cell in table.rows[-1].cells] == ["Spare 20", "Shelf T", "39"]
    assert table.rows[-1].cells[2].boxes[0].page == 2
    assert [block.text for block in document.blocks()] == ["The stores were counted at noon."]


def test_words_where_a_table_has_numbers_are_no_row_of_it(tmp_path: Path) -> None:
    document = read(ledger(("Stores ledger", "Harbour", "Page two")), tmp_path)
    assert [len(table.rows) for table in document.tables()] == [19]


def kept(tmp_path: Path, below: str, x: float, gap: float) -> int:
    """Return how many lines of three rows and a line below them are a table's."""
    file = pymupdf.open()
    page = file.new_page()
    for i in range(3):
        row(page, 100 + PITCH * i, (f"Spare {i}", "Shelf", str(i)))
    page.insert_text((x, 100 + 2 * PITCH + gap), below, fontsize=11, fontname="helv")
    path = tmp_path / "table.pdf"
    file.save(path)
    return len(in_lines(without_sentence(list(PdfFile(path).page(1).runs))))


def test_a_note_or_a_sentence_set_apart_below_a_table_is_none_of_its_rows(tmp_path: Path) -> None:
    assert kept(tmp_path, "Source: depot register", 72, PITCH) == 3
    assert kept(tmp_path, "Note: of May.", 72, PITCH) == 3
    assert kept(tmp_path, "Counted at noon.", 72, 2 * PITCH) == 3
    assert kept(tmp_path, "Counted at noon.", 60, PITCH) == 3


def test_a_row_or_a_cell_that_goes_on_is_none(tmp_path: Path) -> None:
    assert kept(tmp_path, "Spare parts, all", 72, 2 * PITCH) == 4
    assert kept(tmp_path, "Counted at noon.", 72, PITCH) == 4
    assert kept(tmp_path, "Note: of May.", 250, PITCH) == 4
