"""Tables of words alone: the first row of those that have no header is a row like the others."""

from pathlib import Path

import pymupdf
import pytest

from kotae.documents import pdf
from kotae.documents.model import Table
from kotae.documents.tables.build import build
from kotae.documents.tables.raw import RawCell, RawTable

TEACHERS = ["大野 由佳 | 校長 | 東台", "白石 健 | 教頭 | 北浜", "南 さくら | 主任 | 東台", "荒木 透 | 養護 | 西原"]
LODGES = ["Fir Lodge | Second floor | Stove", "Yew Lodge | First floor | Fireplace", "Bay Lodge | First floor | Stove"]


def table(rows: list[str], alike_from: int | None) -> Table:
    cells = [RawCell(text, r, c) for r, row in enumerate(rows) for c, text in enumerate(row.split(" | "))]
    return build(RawTable(tuple(cells), 1, merges_known=True, alike_from=alike_from))


@pytest.mark.parametrize("rows", [TEACHERS, LODGES])
def test_a_first_row_that_is_set_and_reads_as_the_others_is_one_of_them(rows: list[str]) -> None:
    read = table(rows, 0)
    assert len(read.rows) == len(rows)
    assert not any(column.header for column in read.columns)


@pytest.mark.parametrize(("names", "rows"), [("氏名 | 職 | 住まい", TEACHERS), ("Lodge | Storey | Heating", LODGES)])
@pytest.mark.parametrize("alike_from", [0, None])
def test_names_of_columns_stay_a_header_however_they_are_set(
    names: str, rows: list[str], alike_from: int | None
) -> None:
    read = table([names, *rows], alike_from)
    assert [column.header for column in read.columns] == names.split(" | ")


def test_a_row_that_differs_in_nothing_but_may_be_set_apart_is_a_header_unless_it_surely_is_none() -> None:
    doubtful = ["Mara Olsen | Baker | Turku", "Luis Prado | Smith | Vigo", "Jane Reid | Dyer | Perth"]
    assert len(table(doubtful, 0).rows) == 3
    assert len(table(doubtful, None).rows) == 2


@pytest.mark.parametrize(("font", "shift", "headed"), [("helv", 0, False), ("hebo", 0, True), ("helv", 9, True)])
def test_a_bold_or_centred_first_row_of_a_page_is_set_apart(
    tmp_path: Path, font: str, shift: float, headed: bool
) -> None:
    texts = [["Mara Olsen", "Baker", "Turku"], ["Luis Prado", "Smith", "Vigo"], ["Jane Reid", "Dyer", "Perth"]]
    file = pymupdf.open()
    page = file.new_page()
    for row, cells in enumerate(texts):
        for column, text in enumerate(cells):
            box = pymupdf.Rect(60 + 120 * column, 100 + 20 * row, 180 + 120 * column, 120 + 20 * row)
            page.draw_rect(box)
            left = box.x0 + 6 + (0 if row else shift)
            page.insert_text((left, box.y1 - 6), text, fontsize=10, fontname="helv" if row else font)
    file.save(tmp_path / "crew.pdf")
    (read,) = [element for element in pdf.read(tmp_path / "crew.pdf").elements if isinstance(element, Table)]
    assert any(column.header for column in read.columns) == headed
