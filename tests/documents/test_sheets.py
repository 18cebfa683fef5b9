"""What a user relies on in spreadsheets and separated values: the tables as they are shown, with rows that can be found."""

import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kotae.documents.model import Document, Table
from kotae.documents.open import open_document
from kotae.errors import DocumentError


def saved(
    folder: Path, *rows: list[Any], merge: tuple[str, ...] = (), formats: dict[str, str] | None = None
) -> Document:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "港"
    for row in rows:
        sheet.append(row)
    for area in merge:
        sheet.merge_cells(area)
    for place, number_format in (formats or {}).items():
        sheet[place].number_format = number_format
    path = folder / "a.xlsx"
    workbook.save(path)
    return open_document(path)


def separated(folder: Path, text: str, encoding: str = "utf-8", suffix: str = ".csv") -> Document:
    path = folder / f"a{suffix}"
    path.write_bytes(text.encode(encoding))
    return open_document(path)


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_a_table_with_its_title_unit_and_notes(tmp_path: Path) -> None:
    document = saved(
        tmp_path,
        ["地域別の貨物", None, None],
        [None, None, "(単位:トン)"],
        ["地域", "2022", "2023"],
        ["北", 1234.5, 0.25],
        ["合計", 9, datetime.date(2024, 3, 5)],
        [],
        ["(注)概数。"],
        ["出所:港湾局"],
        formats={"B4": "#,##0", "C4": "0.0%", "C5": "yyyy/m/d"},
    )
    (table,) = document.tables()
    assert (table.caption, table.unit, table.source) == ("地域別の貨物", "トン", "出所:港湾局")
    assert table.notes == ("(注)概数。",)
    assert table.header == ("地域", "2022", "2023")
    assert texts(table) == [["北", "1,235", "25.0%"], ["合計", "9", "2024/3/5"]]
    assert [row.lines for row in table.rows] == [(4, 4), (5, 5)]
    assert [row.role for row in table.rows] == ["body", "total"]
    assert [block.text for block in document.blocks()] == ["港"]


def test_merged_cells_are_headers_and_labels_of_all_that_they_cover(tmp_path: Path) -> None:
    document = saved(
        tmp_path,
        ["Region", "Ships", None, "Lamps", None],
        [None, "2022", "2023", "2022", "2023"],
        ["North", 1, 2, 3, 4],
        [None, 5, 6, 7, 8],
        merge=("A1:A2", "B1:C1", "D1:E1", "A3:A4"),
    )
    (table,) = document.tables()
    assert table.header == ("Region", "Ships 2022", "Ships 2023", "Lamps 2022", "Lamps 2023")
    assert [row.cells[0].text or row.group[-1] for row in table.rows] == ["North", "North"]


def test_a_sheet_with_several_tables(tmp_path: Path) -> None:
    document = saved(
        tmp_path,
        ["Port", "Ships", None, "Item", "Kind"],
        ["Lorne", 12, None, "lamp", "oil"],
        ["Quay", 9, None, "bell", "iron"],
        [],
        [],
        ["Year", "Storms", "Days"],
        ["2020", 3, 9],
        ["2021", 4, 11],
    )
    assert [table.header for table in document.tables()] == [
        ("Port", "Ships"),
        ("Item", "Kind"),
        ("Year", "Storms", "Days"),
    ]


def test_a_blank_row_or_column_inside_a_table_does_not_part_it(tmp_path: Path) -> None:
    document = saved(
        tmp_path,
        ["Port", None, "2022", "2023"],
        ["Lorne", None, 12, 13],
        [],
        ["Quay", None, 9, 8],
        ["Cape", None, 7, 6],
    )
    (table,) = document.tables()
    assert [row.cells[0].text for row in table.rows] == ["Lorne", "Quay", "Cape"]


def test_hidden_sheets_are_named_and_left_out_and_formulas_without_a_value_said(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.title = "Open"
    for row in (["Port", "Ships", "Lamps"], ["Lorne", 12, 1], ["Total", "=SUM(B2:B2)", 1]):
        workbook.active.append(row)
    hidden = workbook.create_sheet("Secret")
    hidden.append(["Keeper", "unseen", "word"])
    hidden.sheet_state = "hidden"
    path = tmp_path / "a.xlsx"
    workbook.save(path)
    document = open_document(path)
    assert [(fall.first, fall.what, fall.why, fall.name) for fall in document.shortfalls] == [
        (1, "in_part", "formulas", "Open"),
        (2, "left_out", "hidden", "Secret"),
    ]
    assert "unseen" not in str(document)


def test_a_stray_cell_at_the_end_of_a_sheet_costs_nothing(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    for row in (["Port", "Ships", "Lamps"], ["Lorne", 12, 1]):
        workbook.active.append(row)
    workbook.active["SG1048576"] = "stray"
    workbook.active["J1048576"] = "far"
    path = tmp_path / "a.xlsx"
    workbook.save(path)
    document = open_document(path)
    assert texts(next(document.tables())) == [["Lorne", "12", "1"]]
    assert [block.text for block in document.blocks()] == ["Sheet", "far"]


def test_a_workbook_that_shows_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="holds text or numbers"):
        saved(tmp_path)


def test_lines_that_end_as_on_old_machines(tmp_path: Path) -> None:
    (table,) = separated(tmp_path, '港,船\r"北,\r岸",1\r南,2\r').tables()
    assert (table.header, [row[1] for row in texts(table)]) == (("港", "船"), ["1", "2"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp", "iso2022_jp"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separated_values_in_all_encodings(tmp_path: Path, encoding: str, separator: str) -> None:
    rows = [["港", "貨物(トン)", "備考"], ["東京港", '"1,234"', '"岸壁\n修理"'], ["大阪港", "987", "なし"]]
    text = "港別の貨物量\r\n" + "".join(separator.join(row) + "\r\n" for row in rows)
    (table,) = separated(tmp_path, text, encoding).tables()
    assert table.caption == "港別の貨物量"
    assert [cell.text.replace("\n", "") for cell in table.rows[0].cells] == ["東京港", "1,234", "岸壁修理"]
    assert table.columns[1].unit == "トン"
    assert table.rows[0].cells[1].number == 1234


def test_tabs_separate_where_the_suffix_says_so(tmp_path: Path) -> None:
    (table,) = separated(tmp_path, "a,b\tc\td\n1,2\t3\t4\n5,6\t7\t8\n", suffix=".tsv").tables()
    assert [row.cells[0].text for row in table.rows] == ["1,2", "5,6"]


def test_a_field_that_never_ends_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"^a\.csv: "):
        separated(tmp_path, 'a,b,c\n1,"' + "x" * 11_000_000)


def test_a_header_that_blank_rows_part_from_its_data_is_its_header(tmp_path: Path) -> None:
    document = saved(
        tmp_path,
        ["港　別　出　荷", None, None, None, "港　別　出　荷"],
        ["※合計には島を含む。", None, None, None, "※合計には島を含む。"],
        [None, None, None, None, "（単位：トン）"],
        [],
        [None, "区　分", None, "北　港", "南　港"],
        [None, None, None, None, "（島を含む）"],
        [None, "区　分", None, "北　港", "南　港"],
        [],
        ["計", "平成12年度計", None, 50, 60],
        [],
        [],
        [None, "平成12年", "4月", 1.5, 2.5],
        [None, None, "5月", 3.5, 4.5],
        [None, "平成13年", "4月", 5.5, 5.5],
        [None, None, "5月", 7.5, 8.5],
    )
    (table,) = document.tables()
    assert (table.caption, table.unit, table.notes) == ("港別出荷", "トン", ("※合計には島を含む。",))
    assert table.header == ("", "区分", "", "北港", "南港 （島を含む）")
    assert [row[1:] for row in texts(table)[1:]] == [
        ["平成12年", "4月", "1.5", "2.5"],
        ["平成12年", "5月", "3.5", "4.5"],
        ["平成13年", "4月", "5.5", "5.5"],
        ["平成13年", "5月", "7.5", "8.5"],
    ]
    assert [row.cells[1].inherited for row in table.rows] == [False, False, True, False, True]


def test_a_mark_of_some_rows_is_not_carried_to_others(tmp_path: Path) -> None:
    document = saved(
        tmp_path,
        ["注", "品", "数"],
        ["新規", "茶", 1],
        [None, "米", 2],
        ["新規", "塩", 3],
        [None, "酢", 4],
        [None, "油", 5],
    )
    (table,) = document.tables()
    assert [row[0] for row in texts(table)] == ["新規", "", "新規", "", ""]


@pytest.mark.parametrize(
    ("label", "number_format", "text"),
    [
        ("観測した月", "mm-dd-yy", "2013/10/1"),
        ("観測した月", "mmm-yy", "2013年10月"),
        ("Month of report", "mm-dd-yy", "2013-10-01"),
        ("Month of report", "mmm-yy", "Oct 2013"),
        ("Month of report", "m/d/yy h:mm", "2013-10-01 09:05"),
    ],
)
def test_a_date_that_the_computer_decides_how_to_show_cannot_be_mistaken(
    tmp_path: Path, label: str, number_format: str, text: str
) -> None:
    day = datetime.datetime(2013, 10, 1, 9, 5)
    document = saved(tmp_path, [label, "x"], [day, 1], [day, 2], formats={"A2": number_format, "A3": number_format})
    (table,) = document.tables()
    assert table.rows[0].cells[0].text == text


def test_labels_that_nothing_is_merged_under_hold_for_the_columns_beside_them(tmp_path: Path) -> None:
    names = [None, "Ships", "Tonnes", "Ships", "Tonnes"]
    amounts = (["Lorne", 1, 20, 3, 40], ["Apollo", 5, 60, 7, 80])
    for place, groups in enumerate(
        ([None, "2022", None, "2023", None], [None, None, "2022", None, "2023"], ["Port", None, "Old", None, "New"])
    ):
        folder = tmp_path / str(place)
        folder.mkdir()
        (table,) = saved(folder, groups, names, *amounts).tables()
        first, second = ("Old", "New") if place == 2 else ("2022", "2023")
        assert table.header[1:] == (f"{first} Ships", f"{first} Tonnes", f"{second} Ships", f"{second} Tonnes")
    folder = tmp_path / "all"
    folder.mkdir()
    of_all = [None, None, None, "January to June 2023"]
    (table,) = saved(folder, of_all, [None, "Ships", "Tonnes", "Crew"], *(row[:4] for row in amounts)).tables()
    assert table.header[1:] == tuple(f"January to June 2023 {name}" for name in ("Ships", "Tonnes", "Crew"))


def test_a_word_over_the_last_column_alone_is_of_that_column(tmp_path: Path) -> None:
    amounts = (["Lorne", 1, 20, 3], ["Apollo", 5, 60, 7])
    (table,) = saved(tmp_path, [None, None, None, "Growth"], [None, "Ships", "Tonnes", "rate"], *amounts).tables()
    assert table.header[1:] == ("Ships", "Tonnes", "Growth rate")


def test_a_page_of_a_statistical_yearbook(tmp_path: Path) -> None:
    """Its title stands in the middle, in letters set apart and in two cells; below its rows it goes on with other columns."""
    document = saved(
        tmp_path,
        [None, None, None, "8-3　水 産 物 の 水", "揚　(港別)", None],
        [None, None, None, None, None, "(単位:トン)"],
        ["年次", "総数", "さば", "いわし", "あじ", "いか"],
        ["令和元年", 910, 310, 250, 200, 150],
        ["2", 930, 320, 255, 205, 150],
        ["年次", "ぶり", "さけ", "たら", "ひらめ", "かに"],
        ["令和元年", 41, 32, 23, 14, 5],
        ["2", 42, 33, 24, 15, 6],
    )
    above, below = document.tables()
    assert above.header == ("年次", "総数", "さば", "いわし", "あじ", "いか")
    assert below.header == ("年次", "ぶり", "さけ", "たら", "ひらめ", "かに")
    for table in (above, below):
        assert (table.caption, table.unit) == ("8-3 水産物の水揚 (港別)", "トン")
        assert [row.cells[0].text for row in table.rows] == ["令和元年", "令和2年"]
    assert [row.lines for row in below.rows] == [(7, 7), (8, 8)]


def test_prices_between_1900_and_2100_are_no_years(tmp_path: Path) -> None:
    rows = [[f"{month}月", 2003 + month, 1990 + month] for month in range(1, 9)]
    document = saved(tmp_path, ["(単位:円)", None, None], ["月", "米", "油"], *rows)
    (table,) = document.tables()
    assert [column.kind for column in table.columns[1:]] == ["number", "number"]
    assert table.rows[0].cells[1].number == 2004


def test_what_stands_below_the_notes_of_a_table_is_no_row_of_it(tmp_path: Path) -> None:
    document = saved(
        tmp_path,
        ["Year", "Ships", "Engines (diesel, steam) in use"],
        [2019, 12, 30],
        [2020, 14, 31],
        ["1) Ships at anchor on the first of June are counted.", None, None],
        ["2) Engines are counted whether they run or do not.", None, None],
        [2013, None, 900],
    )
    (table,) = document.tables()
    assert [row.cells[0].text for row in table.rows] == ["2019", "2020"]
    assert table.columns[0].kind == "date"
    assert table.columns[2].unit == ""


def test_a_day_over_the_last_column_is_no_name_of_it(tmp_path: Path) -> None:
    document = saved(
        tmp_path,
        [None, None, "作成日：2024年5月1日"],
        ["港", "区分", "備考"],
        ["浜", 12, "休み"],
        ["岬", 9, "なし"],
    )
    (table,) = document.tables()
    assert table.header == ("港", "区分", "備考")
    assert "作成日：2024年5月1日" in (table.caption, *table.notes, *(block.text for block in document.blocks()))


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        ([["No.", "Item"], [1, "Fish"], [2, "Meat"], [], [3, "Milk"], [4, "Tea"]], ["Fish", "Meat", "Milk", "Tea"]),
        (
            [["日付", "行事"], ["2024年4月1日", "遠足"], ["2024年5月3日", "水泳"], [],
             ["2024年6月1日", "運動会"], ["2024年7月1日", "休み"]],
            ["遠足", "水泳", "運動会", "休み"],
        ),
        ([["Item", "From", "Store"], ["Fish", "Lund", "A"], ["Meat", "Kiel", "B"], [], ["Milk", "Bonn", "C"]],
         ["Fish", "Meat", "Milk"]),
    ],
    ids=["numbered", "dated", "one row"],
)  # fmt: skip
def test_rows_behind_a_blank_one_that_head_nothing_belong_to_the_table_above(
    tmp_path: Path, rows: list[list[Any]], names: list[str]
) -> None:
    (table,) = saved(tmp_path, *rows).tables()
    assert [row.cells[table.label].text for row in table.rows] == names


def test_a_table_of_words_behind_a_blank_row_has_its_own_header(tmp_path: Path) -> None:
    first, second = saved(
        tmp_path,
        ["Item", "From"],
        ["Fish", "Lund"],
        ["Meat", "Kiel"],
        [],
        ["Ship", "Port"],
        ["Ida", "Lund"],
        ["Ruth", "Bonn"],
    ).tables()
    assert (first.header, second.header) == (("Item", "From"), ("Ship", "Port"))
