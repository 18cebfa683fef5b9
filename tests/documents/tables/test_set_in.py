"""Rows that are set in below others, in whatever format: parts of a whole, things below their total, times of their year."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import docx
import openpyxl
import pytest
from documents import binary_excel
from docx.shared import Pt
from openpyxl.styles import Alignment

from kotae.documents.model import Table
from kotae.documents.open import open_document

# A row: how many steps its label is set in by, the label, its numbers.
Row = tuple[int, str, Sequence[int]]
HARBOURS: tuple[Row, ...] = (
    (0, "North", (30, 36)),
    (1, "Lund", (20, 25)),
    (1, "Visby", (10, 11)),
    (0, "South", (90, 95)),
    (1, "Kiel", (50, 52)),
    (1, "Bonn", (40, 43)),
)


def xlsx(header: Sequence[str], rows: Sequence[Row], *, spaces: str = "") -> bytes:
    """Return a workbook whose labels are set in by the format of their cells, or by spaces."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(list(header))
    for steps, label, numbers in rows:
        sheet.append([spaces * steps + label, *numbers])
        if steps and not spaces:
            sheet.cell(sheet.max_row, 1).alignment = Alignment(horizontal="left", indent=steps)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def xls(header: Sequence[str], rows: Sequence[Row]) -> bytes:
    cells: list[binary_excel.Cell] = [(0, column, text, 0) for column, text in enumerate(header)]
    for row, (steps, label, numbers) in enumerate(rows, 1):
        cells.append((row, 0, label, len(binary_excel.FORMATS) - 1 + steps if steps else 0))
        cells += [(row, column, float(number), 0) for column, number in enumerate(numbers, 1)]
    return binary_excel.xls([("S", False, cells, [])])


def opendocument(header: Sequence[str], rows: Sequence[Row], kind: str) -> bytes:
    """Return a spreadsheet or a text; the styles of cells or of paragraphs set labels in."""
    names = "office text table style".split()
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    spaces += ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    style = '<style:style style:name="in"><style:paragraph-properties fo:margin-left="0.353cm"/></style:style>'
    at = ("", ' text:style-name="in"') if kind == "text" else (' table:style-name="in"', "")
    body = ""
    for steps, *cells in [(0, *header), *((steps, label, *map(str, numbers)) for steps, label, numbers in rows)]:
        set_in = [at if steps and not place else ("", "") for place in range(len(cells))]
        texts = (
            f"<table:table-cell{cell}><text:p{paragraph}>{text}</text:p></table:table-cell>"
            for text, (cell, paragraph) in zip(cells, set_in, strict=True)
        )
        body += f"<table:table-row>{''.join(texts)}</table:table-row>"
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{style}</office:automatic-styles>"
        f"<office:body><office:{kind}><table:table>{body}</table:table></office:{kind}></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    return out.getvalue()


def word(header: Sequence[str], rows: Sequence[Row]) -> bytes:
    document = docx.Document()
    table = document.add_table(0, len(header))
    for steps, *cells in [(0, *header), *((steps, label, *map(str, numbers)) for steps, label, numbers in rows)]:
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
        if steps:
            table.rows[-1].cells[0].paragraphs[0].paragraph_format.left_indent = Pt(10)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def read(folder: Path, content: bytes, suffix: str) -> Table:
    path = folder / f"a.{suffix}"
    path.write_bytes(content)
    (table,) = open_document(path).tables()
    return table


HEADER = ("Harbour", "2019", "2020")


@pytest.mark.parametrize(
    ("suffix", "content"),
    [
        ("xlsx", xlsx(HEADER, HARBOURS)),
        ("xlsx", xlsx(HEADER, HARBOURS, spaces="　")),
        ("xlsx", xlsx(HEADER, HARBOURS, spaces="  ")),
        ("xls", xls(HEADER, HARBOURS)),
        ("ods", opendocument(HEADER, HARBOURS, "spreadsheet")),
        ("odt", opendocument(HEADER, HARBOURS, "text")),
        ("docx", word(HEADER, HARBOURS)),
    ],
    ids=["format", "wide spaces", "spaces", "xls", "ods", "odt", "docx"],
)
def test_a_row_that_is_set_in_is_a_part_of_the_one_it_stands_below(tmp_path: Path, suffix: str, content: bytes) -> None:
    table = read(tmp_path, content, suffix)
    assert [row.cells[0].text for row in table.rows] == [label for _, label, _ in HARBOURS]
    assert [row.parent for row in table.rows] == [None, 0, 0, None, 3, 3]
    assert [row.role for row in table.rows] == ["body", "part", "part"] * 2


def test_what_is_set_in_below_a_total_is_what_the_table_is_of(tmp_path: Path) -> None:
    rows: list[Row] = [
        (0, "総数", (600,)),
        (1, "農業", (100,)),
        (2, "米作", (60,)),
        (2, "畜産", (40,)),
        (1, "工業", (500,)),
    ]
    table = read(tmp_path, xlsx(("産業", "人数"), rows, spaces="　"), "xlsx")
    assert [row.role for row in table.rows] == ["total", "body", "part", "part", "body"]
    assert [row.parent for row in table.rows] == [None, None, 1, 1, None]
    assert [row.group for row in table.rows] == [()] * 5


def test_a_total_with_a_name_is_the_label_of_what_is_set_in_below_it(tmp_path: Path) -> None:
    rows: list[Row] = [
        (0, "歳入合計", (9,)),
        (1, "市税", (5,)),
        (1, "その他", (4,)),
        (0, "歳出合計", (8,)),
        (1, "その他", (8,)),
    ]
    table = read(tmp_path, xlsx(("費目", "額"), rows), "xlsx")
    assert [row.group for row in table.rows] == [(), ("歳入合計",), ("歳入合計",), (), ("歳出合計",)]
    assert [row.role for row in table.rows] == ["total", "body", "body", "total", "body"]


@pytest.mark.parametrize(("whole", "role"), [(30, "total"), (31, "body")])
def test_the_one_row_that_all_others_are_set_in_below_is_their_total_by_its_numbers(
    tmp_path: Path, whole: int, role: str
) -> None:
    rows: list[Row] = [(0, "Canada", (whole,)), (1, "Ontario", (20,)), (1, "Quebec", (10,))]
    table = read(tmp_path, xlsx(("Region", "People"), rows), "xlsx")
    assert table.rows[0].role == role
    assert [row.parent for row in table.rows] == ([None] * 3 if role == "total" else [None, 0, 0])


def test_months_that_are_set_in_below_a_year_are_times_of_that_year(tmp_path: Path) -> None:
    rows: list[Row] = [
        (0, "2017", (190,)),
        (1, "January", (100,)),
        (1, "February", (90,)),
        (0, "2018", (200,)),
        (1, "January", (105,)),
        (1, "February", (95,)),
    ]
    table = read(tmp_path, xlsx(("Period", "Births"), rows), "xlsx")
    assert [row.role for row in table.rows] == ["total", "body", "body"] * 2
    assert {row.parent for row in table.rows} == {None}
    assert [row.group for row in table.rows[3:]] == [(), ("2018",), ("2018",)]
    february = table.rows[5].cells[0].period
    assert february is not None
    assert (february.first.isoformat(), february.last.isoformat()) == ("2018-02-01", "2018-02-28")


def test_a_year_that_does_not_add_up_its_months_is_no_total_of_them(tmp_path: Path) -> None:
    rows: list[Row] = [(0, "2017", (100,)), (1, "January", (100,)), (1, "February", (90,)), (0, "2018", (95,))]
    table = read(tmp_path, xlsx(("Period", "Stock"), rows), "xlsx")
    assert [row.role for row in table.rows] == ["body"] * 4


@pytest.mark.parametrize(
    ("months", "begins"),
    [(("4月", "12月", "1月"), "2023-01-01"), (("1月", "12月"), "2022-01-01"), (("4～6月", "1～3月"), "2023-01-01")],
)
def test_the_first_months_of_a_fiscal_year_are_of_the_year_that_follows(
    tmp_path: Path, months: Sequence[str], begins: str
) -> None:
    rows: list[Row] = [(0, "令和4年度", (9,)), *((1, month, (3,)) for month in months)]
    table = read(tmp_path, xlsx(("年度・月", "出荷量"), rows, spaces="　"), "xlsx")
    row = next(row for row in table.rows if row.cells[0].text.startswith("1") and "2" not in row.cells[0].text)
    assert row.cells[0].period is not None
    assert row.cells[0].period.first.isoformat() == begins


def test_quarters_below_a_year_have_its_days(tmp_path: Path) -> None:
    rows: list[Row] = [(0, "2020", (3,)), (1, "Q1", (1,)), (1, "Q2", (2,)), (0, "2021", (5,)), (1, "Q1", (5,))]
    table = read(tmp_path, xlsx(("Period", "Orders"), rows), "xlsx")
    days = [row.cells[0].period for row in table.rows]
    assert [str(day.first) for day in days if day] == [
        "2020-01-01",
        "2020-01-01",
        "2020-04-01",
        "2021-01-01",
        "2021-01-01",
    ]


def test_a_label_of_a_group_stands_in_one_that_is_set_in_less(tmp_path: Path) -> None:
    rows: list[Row] = [
        (0, "With juice", ()),
        (1, "All", (5,)),
        (1, "Sex", ()),
        (1, "Male", (4,)),
        (1, "Age", ()),
        (1, "Young", (6,)),
        (0, "Without juice", ()),
        (1, "All", (3,)),
        (1, "Sex", ()),
        (1, "Male", (2,)),
    ]
    table = read(tmp_path, xlsx(("Group", "Times"), rows), "xlsx")
    assert [row.group for row in table.rows] == [
        ("With juice",), ("With juice", "Sex"), ("With juice", "Age"), ("Without juice",), ("Without juice", "Sex")
    ]  # fmt: skip


def test_a_space_before_one_figure_sets_nothing_in(tmp_path: Path) -> None:
    rows: list[Row] = [(0, " 9 Fish", (5,)), (0, "10 Meat", (6,)), (0, " 1 Milk", (7,))]
    table = read(tmp_path, xlsx(("Item", "Price"), rows), "xlsx")
    assert [row.parent for row in table.rows] == [None, None, None]


def test_times_that_spaces_put_below_each_other_are_no_parts(tmp_path: Path) -> None:
    rows: list[Row] = [
        (0, "令和元年平均", (9,)),
        (2, "2", (8,)),
        (2, "3", (7,)),
        (0, "令和3年1月", (6,)),
        (2, "2月", (5,)),
    ]
    table = read(tmp_path, xlsx(("年月", "量"), rows, spaces="　"), "xlsx")
    assert [row.cells[0].text for row in table.rows] == [
        "令和元年平均",
        "令和2年平均",
        "令和3年平均",
        "令和3年1月",
        "令和3年2月",
    ]
    assert [row.parent for row in table.rows] == [None] * 5


@pytest.mark.parametrize("across", ["left", "distributed"])
def test_labels_that_begin_further_right_from_column_to_column_are_set_in(tmp_path: Path, across: str) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    rows = [
        ["費目", None, "額"],
        ["収入", None, 9],
        [None, "給与", 5],
        [None, "地代", 4],
        ["支出", None, 7],
        [None, "食料", 7],
    ]
    for number, row in enumerate(rows, 1):
        sheet.append(row)
        for cell in sheet[number][:2]:
            cell.alignment = Alignment(horizontal=across)
        if row[0]:
            sheet.merge_cells(f"A{number}:B{number}")
    out = io.BytesIO()
    workbook.save(out)
    assert [row.parent for row in read(tmp_path, out.getvalue(), "xlsx").rows] == [None, 0, 0, None, 3]
