"""Forms in PDF: each label with what is said of it, and no columns made by blanks that are to be filled in."""

from pathlib import Path

import pymupdf
import pytest

from kotae.documents.lines.fields import has_blank
from kotae.documents.model import Table
from kotae.documents.pdf.reader import Assembly
from kotae.documents.pdf.source import PdfFile

EDGES = ((72, 160, 280, 380, 500), 100, 24)  # of columns, of the first row, and its height


def tables(file: pymupdf.Document, folder: Path) -> list[Table]:
    """Return the tables of the first page of a file, read without the layout model."""
    path = folder / "page.pdf"
    file.save(path)
    source = PdfFile(path)
    assembly = Assembly(path, "", [source.page(1)], cut_short=False)
    assembly.cut(0)
    return list(assembly.document([], 1).tables())


def ruled(page: pymupdf.Page, columns: tuple[int, ...], heights: list[int]) -> None:
    ys = [100 + sum(heights[:i]) for i in range(len(heights) + 1)]
    for y in ys:
        page.draw_line((columns[0], y), (columns[-1], y))
    for x in columns:
        page.draw_line((x, ys[0]), (x, ys[-1]))


def cells(table: Table) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in table.rows]


def test_several_labels_in_a_row_are_read_one_by_one(tmp_path: Path) -> None:
    rows = [("Client", "Beck", "Opened", "2 May"), ("Machine", "Lathe", "Closed", "9 May"), ("Fitter", "Sayed", "", "")]
    file = pymupdf.open()
    page = file.new_page()
    ruled(page, EDGES[0], [EDGES[2]] * len(rows))
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            at = (EDGES[0][j] + 5, EDGES[1] + EDGES[2] * i + 16)
            page.insert_text(at, text, fontsize=10, fontname="helv" if j % 2 else "hebo")
    (table,) = tables(file, tmp_path)
    assert not any(table.header)
    assert cells(table) == [
        ("Client", "Beck"), ("Opened", "2 May"), ("Machine", "Lathe"), ("Closed", "9 May"), ("Fitter", "Sayed"),
    ]  # fmt: skip


def test_blanks_to_be_filled_in_part_no_columns(tmp_path: Path) -> None:
    filled = [
        "氏名（　　　　　　）　電話（　　　　　）",
        "住所（　　　　　　　　　）",
        "年齢（　　　）歳　　性別（　　　）",
    ]
    rows = [("申請者", filled), ("部屋", ["第一研修室"]), ("目的", ["英会話の練習"])]
    heights = [8 + 16 * len(lines) for _, lines in rows]
    file = pymupdf.open()
    page = file.new_page()
    ruled(page, (72, 160, 500), heights)
    for i, (label, lines) in enumerate(rows):
        top = 100 + sum(heights[:i])
        page.insert_text((77, top + 14), label, fontsize=10, fontname="japan")
        for j, line in enumerate(lines):
            page.insert_text((165, top + 14 + 16 * j), line, fontsize=10, fontname="japan")
    (table,) = tables(file, tmp_path)
    assert cells(table)[-2:] == [("部屋", "第一研修室"), ("目的", "英会話の練習")]


@pytest.mark.parametrize(
    ("text", "blank"),
    [
        ("氏名（　　　）", True),
        ("[ ] hot work", True),
        ("血圧（　　／　　）", True),
        ("Name: ____", True),
        ("f() of x", False),
        ("東京（本社）", False),
        ("(1) Name", False),
    ],
)
def test_blanks_are_known(text: str, blank: bool) -> None:
    assert has_blank(text) is blank
