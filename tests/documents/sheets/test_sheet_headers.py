"""What a user relies on in sheets without merged cells: every column is named by all that stands over it, and in its unit."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kotae.documents.model import Table
from kotae.documents.open import open_document


def tables(folder: Path, *rows: list[Any]) -> list[Table]:
    """Read a sheet of some rows."""
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    workbook.save(folder / "a.xlsx")
    return list(open_document(folder / "a.xlsx").tables())


@pytest.mark.parametrize(
    ("rows", "header"),
    [
        (
            [["Boat", "Crew", None, "Gear"], [None, "master", "mate", "net"], ["Heron", "Reed", "Lowe", "drift"],
             ["Egret", "Hart", "Moss", "seine"]],
            ("Boat", "Crew master", "Crew mate", "Gear net"),
        ),
        (
            [["船", "乗員", None, "漁具"], [None, "船長", "航海士", "網"], ["青鷺", "森", "谷", "流し網"],
             ["白鷺", "岡", "原", "引き網"]],
            ("船", "乗員 船長", "乗員 航海士", "漁具 網"),
        ),
    ],
)  # fmt: skip
def test_the_label_of_a_group_holds_for_the_columns_right_of_it(
    tmp_path: Path, rows: list[list[Any]], header: tuple[str, ...]
) -> None:
    (table,) = tables(tmp_path, *rows)
    assert table.header == header
    assert len(table.rows) == 2


def test_a_first_row_of_values_without_its_label_is_no_header(tmp_path: Path) -> None:
    (table,) = tables(tmp_path, ["Boat", "Crew", "Gear"], [None, "Reed", "net"], ["Egret", "Hart", "line"])
    assert table.header == ("Boat", "Crew", "Gear")
    assert len(table.rows) == 2


def test_labels_that_are_said_again_below_are_of_no_group(tmp_path: Path) -> None:
    (table,) = tables(
        tmp_path,
        [None, None, "東町", "西町", None, "南町"],
        ["年月", "北部", "東町", "西町", "南部", "南町"],
        ["2021年4月", 30, 10, 20, 5, 5],
        ["2021年5月", 33, 11, 22, 6, 6],
    )
    assert table.header == ("年月", "北部", "東町", "西町", "南部", "南町")


@pytest.mark.parametrize("units", [("1,000 tonnes", "1,000 US$"), ("1,000トン", "100万円"), ("千トン", "10億円")])
def test_units_below_the_names_of_columns_may_begin_with_a_number(tmp_path: Path, units: tuple[str, str]) -> None:
    (table,) = tables(
        tmp_path, ["Port", "Cargo", "Dues"], [None, *units], ["Ash", 12.5, 300], ["Elm", 8.25, 205], ["Oak", 3, 99]
    )
    assert [column.unit for column in table.columns] == ["", *units]
    assert [row.cells[0].text for row in table.rows] == ["Ash", "Elm", "Oak"]


def test_tables_side_by_side_are_told_by_names_that_are_said_again(tmp_path: Path) -> None:
    first, second = tables(
        tmp_path,
        ["Trade of the port (tonnes)"],
        [None, None, None, None],
        ["Landed", None, "Shipped", None],
        ["Goods", "2021", "Goods", "2021"],
        ["tea", 10, "coal", 100],
        ["silk", 20, "salt", 40],
        ["rice", 5, "fish", 12],
    )
    assert first.header == second.header == ("Goods", "2021")
    assert [row.cells[0].text for row in second.rows] == ["coal", "salt", "fish"]
    assert (first.notes, second.notes) == (("Landed",), ("Shipped",))
    assert first.unit == second.unit == "tonnes"


def test_names_that_are_said_again_for_every_time_are_of_one_table(tmp_path: Path) -> None:
    (table,) = tables(
        tmp_path, ["港", "入", "出", "入", "出"], ["東", 10, 20, 30, 40], ["西", 11, 21, 31, 41], ["南", 12, 22, 32, 42]
    )
    assert len(table.columns) == 5


def test_words_go_on_below_a_blank_row_where_a_column_says_the_same(tmp_path: Path) -> None:
    (table,) = tables(
        tmp_path,
        ["Boat", "Home", "Engine"],
        ["Heron", "north quay", "diesel"],
        [],
        ["Egret", "south quay", "diesel"],
        ["Stork", "north quay", "steam"],
    )
    assert [row.cells[0].text for row in table.rows] == ["Heron", "Egret", "Stork"]


def test_words_below_a_blank_row_with_names_of_their_own_are_another_table(tmp_path: Path) -> None:
    _, below = tables(
        tmp_path,
        ["船", "港", "機関"],
        ["青鷺", "北", "軽油"],
        [],
        ["人", "町", "役"],
        ["森", "東町", "船長"],
        ["谷", "西町", "機関士"],
    )
    assert below.header == ("人", "町", "役")


def test_what_is_set_in_below_a_label_of_another_unit_is_no_part_of_it(tmp_path: Path) -> None:
    (table,) = tables(
        tmp_path,
        ["項目", None, "2021年", "2022年"],
        ["世帯数（世帯）", None, 800, 820],
        [None, "世帯主の年齢（歳）", 55.1, 55.9],
        ["支出（円）", None, 280, 290],
        [None, "食料（円）", 80, 82],
        [None, "住居（円）", 20, 21],
    )
    assert [row.parent for row in table.rows] == [None, None, None, 2, 2]


def test_a_word_goes_for_the_rows_below_it_that_are_named_beside(tmp_path: Path) -> None:
    (table,) = tables(
        tmp_path,
        ["Yard", "Boat", "Hull"],
        ["north", "Heron", "oak"],
        [None, "Egret", "pine"],
        [None, "Stork", "oak"],
        ["south", "Crane", "steel"],
        [None, "Ibis", "steel"],
    )
    assert [row.cells[0].text for row in table.rows] == ["north", "north", "north", "south", "south"]


def test_numerals_go_for_their_own_rows(tmp_path: Path) -> None:
    (table,) = tables(
        tmp_path,
        ["番号", "題", "場所"],
        ["一", "朝", "巻頭"],
        [None, "月（色刷）", "中ほど"],
        [None, "雪（色刷）", "末尾"],
        ["二", "夕", "巻頭"],
        [None, "風（色刷）", "末尾"],
    )
    assert [row.cells[0].text for row in table.rows] == ["一", "", "", "二", ""]


def test_a_field_between_title_and_table_is_no_title(tmp_path: Path) -> None:
    (table,) = tables(
        tmp_path,
        ["港の貨物"],
        [None, None, "作成日：2024年5月1日"],
        ["港", "入", "出"],
        ["東", 10, 20],
        ["西", 11, 21],
    )
    assert table.caption == "港の貨物"


def test_units_in_brackets_below_the_names_of_columns_are_no_line_above_the_table(tmp_path: Path) -> None:
    (table,) = tables(
        tmp_path,
        ["Trade"],
        ["国", "数量", "金額"],
        [None, "（1,000t）", "（10億円）"],
        ["米国", 12, 34],
        ["中国", 8, 21],
    )
    assert [column.unit for column in table.columns] == ["", "1,000t", "10億円"]
    assert [row.cells[0].text for row in table.rows] == ["米国", "中国"]
