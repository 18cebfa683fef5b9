"""How accounts are printed: columns numbered and then dated, units at the first amount alone, units in a column of their own."""

from support import built_table

from kotae.documents.model import Table


def units_of(table: Table, column: int) -> list[str]:
    return [table.unit_of(row, column) for row in range(len(table.rows))]


def test_a_row_that_dates_numbered_columns_is_header() -> None:
    table = built_table(
        "回次 | 第11期 | 第12期 | 第13期",
        "決算年月 | 2021年3月 | 2022年3月 | 2023年3月",
        "売上高 | 410 | 425 | 460",
        "従業員数 | 31 | 30 | 33",
    )
    assert [column.header for column in table.columns][1:] == [
        "第11期 2021年3月",
        "第12期 2022年3月",
        "第13期 2023年3月",
    ]
    assert [column.period.first.year for column in table.columns[1:] if column.period] == [2021, 2022, 2023]
    assert [row.cells[0].text for row in table.rows] == ["売上高", "従業員数"]


def test_a_row_of_days_below_names_is_no_header() -> None:
    table = built_table(
        "項目 | 北港 | 南港 | 東港",
        "開港 | 2021年3月 | 2022年3月 | 2023年3月",
        "入港 | 410 | 425 | 460",
        "岸壁 | 3 | 5 | 2",
    )
    assert table.rows[0].cells[0].text == "開港"


def test_days_in_no_order_head_nothing() -> None:
    table = built_table(
        "便 | 第1便 | 第2便 | 第3便",
        "就航 | 2021年3月 | 2019年3月 | 2023年3月",
        "乗客 | 410 | 425 | 460",
        "船員 | 31 | 30 | 33",
    )
    assert table.rows[0].cells[0].text == "就航"


def test_millions_at_the_first_amount_hold_for_those_below() -> None:
    table = built_table(
        " | 前期 | 当期",
        "引当金 | 8,418百万円 | 8,641百万円",
        "評価損 | 2,217 | 2,465",
        "未払税 | 178 | 258",
        "合計 | 10,813百万円 | 11,364百万円",
    )
    assert units_of(table, 1) == units_of(table, 2) == ["百万円"] * 4


def test_what_is_counted_in_ones_is_not_carried_down() -> None:
    table = built_table("項目 | 甲市 | 乙市", "面積 | 120km2 | 98km2", "世帯 | 3,400 | 2,100", "学校 | 12 | 9")
    assert units_of(table, 1)[1:] == ["", ""]


def test_a_percentage_is_not_carried_down_to_what_is_none() -> None:
    table = built_table("項目 | 甲市 | 乙市", "割合 | 12% | 98%", "世帯 | 3,400 | 2,100", "学校 | 12 | 9")
    assert units_of(table, 1)[1:] == ["", ""]


def test_a_column_of_units_says_those_of_its_rows() -> None:
    table = built_table(
        "回次 | 回次 | 第11期 | 第12期",
        "売上高 | 百万円 | 410 | 425",
        "株式 | 千株 | 3,749 | 3,690",
        "比率 | ％ | 4.1 | 4.4",
        "従業員 | 人 | 31 | 30",
    )
    assert units_of(table, 2) == ["百万円", "千株", "％", "人"]


def test_a_column_of_sizes_in_letters_says_no_units() -> None:
    table = built_table(
        "品 | 型 | 値段 | 在庫", "上着 | m | 410 | 4", "外套 | g | 749 | 3", "帽子 | m | 120 | 9", "手袋 | t | 31 | 30"
    )
    assert units_of(table, 2) == [""] * 4
