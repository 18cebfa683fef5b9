"""A table as a relation: what its columns hold, in which unit, what names a row, what is a total."""

from datetime import date

import pytest
from typed import typed

from kotae.answers.tables.relation import transposed
from kotae.text import numbers
from kotae.text.periods import period

PORTS = """
Port | Country | Landings (t) | Opened | Notes
Aldra | Norway | 1,200 | 3 May 1998 | deep
Brask | Norway | - | 12 June 2004 | -
Corvik | Iceland | 840 | 1 April 2011 | shallow
Total | | 2,040 | |
"""


def test_columns_hold_numbers_dates_or_texts() -> None:
    assert [column.kind for column in typed(PORTS).columns] == ["text", "text", "number", "date", "text"]


def test_a_column_with_few_gaps_is_of_what_fills_it_and_an_empty_one_is_text() -> None:
    found = typed("品目 | 額 | 備考\n鉄 | 12 | -\n銅 | - | \n錫 | 30 | -\n鉛 | n.a. | ")
    assert [column.kind for column in found.columns] == ["text", "number", "text"]


def test_a_column_of_mostly_words_is_text_although_some_cells_are_numbers() -> None:
    assert typed("名 | 状態\na | 済\nb | 3\nc | 未\nd | 未").columns[1].kind == "text"


@pytest.mark.parametrize(
    ("text", "unit", "wanted"),
    [
        ("港 | 水揚(トン)\na | 1\nb | 2", "", "トン"),
        ("港 | 水揚［千トン］\na | 1\nb | 2", "", "千トン"),
        ("Port | Landings (2023, t)\na | 1\nb | 2", "", "t"),
        ("港 | 水揚\na | 1トン\nb | 2トン", "", "トン"),
        ("港 | 割合\na | 12.5%\nb | -\nc | 3%", "", "%"),
        ("Port | Cost\na | $1,200\nb | $30", "", "$"),
        ("港 | 水揚\na | 1\nb | 2", "億円", "億円"),
        ("港 | 水揚(トン)\na | 1\nb | 2", "億円", "トン"),
        ("港 | 水揚\na | 1隻\nb | 2\nc | 3\nd | 4", "", ""),
    ],
)
def test_the_unit_of_a_column_is_its_headers_its_cells_or_its_tables(text: str, unit: str, wanted: str) -> None:
    assert typed(text, unit).columns[1].unit == wanted


def test_texts_have_no_unit() -> None:
    assert typed("港(国) | 水揚(トン)\na | 1\nb | 2", "億円").columns[0].unit == ""


def test_a_column_of_units_gives_each_row_its_own() -> None:
    found = typed("項目 | 単位 | 2023年\n収入 | 億円 | 12\n来客 | 千人 | 30")
    assert [found.unit(row, 2) for row in (0, 1)] == ["億円", "千人"]


def test_a_name_lacks_what_the_header_says_of_unit_and_year() -> None:
    found = typed("港 | 水揚(トン)2023年 | Landings FY2024 (t)\na | 1 | 2\nb | 3 | 4")
    assert [column.name for column in found.columns] == ["港", "水揚", "Landings"]
    assert [column.years for column in found.columns] == [frozenset(), {2023}, {2024}]
    assert [column.position for column in found.year_columns()] == [1, 2]


@pytest.mark.parametrize(
    ("header", "year"), [("令和3年度", 2021), ("2021年度", 2021), ("FY2021", 2021), ("2021", 2021)]
)
def test_a_header_that_is_a_year_is_a_column_of_that_year(header: str, year: int) -> None:
    assert typed(f"港 | {header} | 備考\na | 5 | x\nb | 7 | y").columns[1].years == {year}


def test_rows_are_named_by_the_column_that_tells_them_apart() -> None:
    found = typed("地域 | 番号 | 港\n北 | 1 | アルド\n北 | 2 | ブラス\n南 | 3 | コルビ\n南 | 4 | ダガン")
    assert found.label == 2
    assert found.name(1) == "ブラス"


def test_rows_of_a_table_of_years_are_named_by_the_year() -> None:
    found = typed("年 | 登山者\n2021 | 78,548\n2022 | 160,145\n2023 | 221,322")
    assert found.label == 0
    assert [column.kind for column in found.columns] == ["date", "number"]


@pytest.mark.parametrize(
    "word", ["合計", "合　計", "計", "総数", "小計", "Total", "TOTALS", "Grand total", "(計)", "Sub-total"]
)
def test_a_row_of_a_total_is_known(word: str) -> None:
    assert typed(f"港 | 水揚\na | 1\nb | 2\n{word} | 3").totals == {2}


@pytest.mark.parametrize("word", ["計画", "統計局", "Totalis", "合計年齢", "Allness", "Summer"])
def test_a_name_that_begins_as_a_total_is_none(word: str) -> None:
    assert typed(f"港 | 水揚\na | 1\nb | 2\n{word} | 3").totals == frozenset()


def test_rows_within_others_are_parts() -> None:
    assert typed("費目 | 額\n総務 | 10\nうち人件 | 4\n土木 | 8", parents={1: 0}).parts == {1}


def test_a_cell_has_the_first_and_last_day_that_it_names() -> None:
    found = typed("港 | 開港\na | 1998年5月3日\nb | 2004年6月\nc | 2011年\nd | -\ne | 令和元年")
    assert [found.days(row, 1) for row in range(len(found.table.rows))] == [
        (date(1998, 5, 3), date(1998, 5, 3)),
        (date(2004, 6, 1), date(2004, 6, 30)),
        (date(2011, 1, 1), date(2011, 12, 31)),
        None,
        (date(2019, 1, 1), date(2019, 12, 31)),
    ]


def test_a_month_stands_with_the_year_beside_it_under_one_header() -> None:
    found = typed("時期 | 時期 | 出来事\n2023年 | 4月1日 | 開始\n2023年 | 12月 | 停止\n2024年 | 2月29日 | 再開")
    assert [found.days(row, 1) for row in range(len(found.table.rows))] == [
        (date(2023, 4, 1), date(2023, 4, 1)),
        (date(2023, 12, 1), date(2023, 12, 31)),
        (date(2024, 2, 29), date(2024, 2, 29)),
    ]


def test_a_cell_that_says_more_than_a_date_is_none() -> None:
    found = typed("港 | 経緯\na | 2011年に地元の漁協が自らの費用で開いた港である\nb | x")
    assert found.days(0, 1) is None


@pytest.mark.parametrize(("header", "kind"), [("開業年", "date"), ("Year built", "date"), ("生産量(トン)", "number")])
def test_plain_numbers_are_years_where_the_header_or_all_cells_say_so(header: str, kind: str) -> None:
    cells = "1998\nb | 2004" if kind == "date" else "1,998\nb | 2,004\nc | 1,870"
    assert typed(f"港 | {header}\na | {cells}").columns[1].kind == kind


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2024年2月", (date(2024, 2, 1), date(2024, 2, 29))),
        ("2023年", (date(2023, 1, 1), date(2023, 12, 31))),
        ("2023年2月30日", None),
        ("2月3日", None),
    ],
)
def test_a_date_without_day_or_month_lasts(text: str, wanted: tuple[date, date] | None) -> None:
    (found,) = numbers.dates(text)
    assert period(found) == wanted


def test_years_in_rows_and_things_in_columns_are_turned() -> None:
    turned = transposed(typed("年 | 北港 | 南港\n2021 | 10 | 4\n2022 | - | 5\n2023 | 12 | 6", "億円"))
    assert turned is not None
    assert [turned.name(row) for row in (0, 1)] == ["北港", "南港"]
    assert [column.years for column in turned.year_columns()] == [{2021}, {2022}, {2023}]
    assert turned.unit(0, 1) == "億円"
    assert [cell.number for cell in turned.table.rows[0].cells[1:]] == [10.0, None, 12.0]


@pytest.mark.parametrize(
    "text",
    [
        "港 | 2021年 | 2022年\na | 1 | 2\nb | 3 | 4",
        "年 | 登山者\n2021 | 1\n2022 | 2\n2023 | 3",
        "年 | 額(円) | 人数(人)\n2021 | 1 | 2\n2022 | 3 | 4\n2023 | 5 | 6",
    ],
)
def test_a_table_of_another_shape_is_not_turned(text: str) -> None:
    assert transposed(typed(text)) is None


def test_a_table_without_rows_is_one_of_texts() -> None:
    found = typed("港 | 水揚(トン)")
    assert [column.kind for column in found.columns] == ["text", "text"]
    assert (found.label, found.totals) == (0, frozenset())
