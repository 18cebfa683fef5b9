"""Units and scales of columns: short scales beside plain numbers, thousands of a currency, amounts per share, percentages."""

import pytest
from support import built_table

from kotae.documents.model import Table


def numbers(table: Table, column: int) -> list[float | None]:
    return [row.cells[column].number for row in table.rows]


def units_of(table: Table, column: int) -> list[str]:
    return [table.unit_of(row, column) for row in range(len(table.rows))]


def test_counts_with_short_scales_are_brought_to_one() -> None:
    table = built_table("Station | Listeners", "Lorne | 12k", "Mirey | 980", "Tarn | 1.1M")
    assert numbers(table, 1) == [12_000, 980, 1_100_000]
    assert units_of(table, 1) == ["", "", ""]


def test_sizes_of_files_and_doses_are_converted() -> None:
    table = built_table("File | Size | Dose", "a | 1.2 GB | 500 mcg", "b | 340 kB | 2 mg", "c | 18 MB | 0.1 g")
    assert numbers(table, 1) == [1_200_000, 340, 18_000]
    assert numbers(table, 2) == [500, 2000, 100_000]


def test_a_sign_before_the_first_amount_is_of_the_column_s_thousands() -> None:
    table = built_table(
        " | 2024 (in thousands) | 2023 (in thousands)",
        "Cash | $ 4,210 | $ 3,906",
        "Stores | 8,120 | 7,744",
        "Earnings per share | $ 1.84 | $ 1.26",
    )
    assert units_of(table, 1) == ["$ thousands", "$ thousands", "$"]
    assert numbers(table, 1) == [4210, 8120, 1.84]


def test_a_column_of_percentages_keeps_its_unit_beside_rows_with_theirs() -> None:
    table = built_table("指標 | 2023年度 | 前年比（％）", "入港（隻） | 1,310 | 10.5", "予算（千円） | 44,100 | -2.0")
    assert units_of(table, 1) == ["隻", "千円"]
    assert units_of(table, 2) == ["%", "%"]


def test_a_column_of_counts_headed_units_says_no_units() -> None:
    table = built_table("Model | Units | Price ($)", "Kite | 1,204 | 310", "Heron | 880 | 420", "Swift | 2,010 | 95")
    assert units_of(table, 2) == ["$", "$", "$"]


@pytest.mark.parametrize("remark", ["（予想）", "（推計）", "(forecast)", "(A)"])
def test_a_remark_on_a_header_is_no_unit(remark: str) -> None:
    table = built_table(f"項目 | 売上{remark}", "北 | 310", "南 | 288")
    assert units_of(table, 1) == ["", ""]


def test_units_stand_below_the_names_of_columns_and_a_nameless_one_may_be_named_beside_them() -> None:
    table = built_table(
        " |  | Year ended | Year ended",
        " |  | 31 March | 31 March",
        " |  | 2024 | 2023",
        " | Notes | £m | £m",
        "Dues | 3 | 412.4 | 398.8",
        "Wages | 4 | (371.0) | (360.2)",
    )
    assert [column.header for column in table.columns] == [
        "",
        "Notes",
        "Year ended 31 March 2024 £m",
        "Year ended 31 March 2023 £m",
    ]
    assert units_of(table, 2) == ["£m", "£m"]


@pytest.mark.parametrize("line", ["（単位：千円）", "(Millions of yen)"])
def test_a_row_below_the_header_that_only_says_the_unit_is_no_group(line: str) -> None:
    table = built_table("科目 | 前期 | 当期", f"{line} |  | ", "入港料 | 310 | 322", "賃借料 | 120 | 118")
    assert [row.group for row in table.rows] == [(), ()]
    assert units_of(table, 1) == [line.strip("（）()").removeprefix("単位：")] * 2
