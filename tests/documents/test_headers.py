"""Names of what the second of two columns holds, and texts that are none, by the examples beside the list."""

import pytest
from support import built_table

from kotae.documents.tables.columns import is_per_one, is_unit_column
from kotae.documents.tables.pairs import heads_first, heads_second
from kotae.text.lists import read_lists

LISTS = read_lists("kotae.documents.tables", "headers.toml")


@pytest.mark.parametrize("text", LISTS["examples"])
def test_a_name_for_whatever_stands_below_is_known(text: str) -> None:
    assert heads_second(text)


@pytest.mark.parametrize("text", LISTS["not_examples"])
def test_what_is_said_of_one_thing_is_no_such_name(text: str) -> None:
    assert not heads_second(text)


@pytest.mark.parametrize("text", LISTS["first_examples"])
def test_a_name_for_whatever_is_named_below_is_known(text: str) -> None:
    assert heads_first(text)


@pytest.mark.parametrize("text", LISTS["first_not_examples"])
def test_the_name_of_one_thing_is_no_such_name(text: str) -> None:
    assert not heads_first(text)


@pytest.mark.parametrize(
    ("rows", "header"),
    [
        (["①-1 | 多要素認証 | なりすましを防ぐ", "①-2 | 暗号化 | 盗み見を防ぐ", "②-1 | 監視 | 異常を見つける"], False),
        (["1-(1) | いつ | 開店の前", "1-(2) | どこで | 店の中", "2 | 誰が | 店長"], False),
        (["1. | ひと回り、20m以上 | 左右", "2. | ふた回り、15m以上 | 左右"], False),
        (["(i) | Inside edge | both", "(ii) | Outside edge | both"], False),
        (["① | 申請 | 住民課", "② | 納付 | 会計課"], False),
        (["年会費 | なし", "延滞料 | 上限2,900円", "再発行 | 上限1,000円"], False),
        (["番号 | 技術 | 働き", "①-1 | 暗号化 | 盗み見を防ぐ", "②-1 | 監視 | 異常を見つける"], True),
        (["3社の名 | 本社 | 社長", "甲社 | 東の町 | 山田", "乙社 | 西の町 | 川田"], True),
    ],
)
def test_a_first_row_numbered_as_all_others_is_no_header(rows: list[str], header: bool) -> None:
    assert any(built_table(*rows).header) is header


@pytest.mark.parametrize("text", LISTS["unit_examples"])
def test_a_header_over_units_is_known(text: str) -> None:
    assert is_unit_column(text)


@pytest.mark.parametrize("text", LISTS["unit_not_examples"])
def test_other_headers_are_over_no_units(text: str) -> None:
    assert not is_unit_column(text)


@pytest.mark.parametrize("text", LISTS["per_one_examples"])
def test_amounts_of_one_share_are_known_by_the_label_of_their_row(text: str) -> None:
    assert is_per_one(text)


@pytest.mark.parametrize("text", LISTS["per_one_not_examples"])
def test_other_rows_are_not_of_one_share(text: str) -> None:
    assert not is_per_one(text)


@pytest.mark.parametrize("header", LISTS["percent_examples"])
def test_the_word_for_hundredths_at_an_end_of_a_header_is_the_unit_of_its_numbers(header: str) -> None:
    assert built_table(f"Region | {header}", "North | 12.5", "South | 31.0").columns[1].unit == "%"


@pytest.mark.parametrize("header", LISTS["percent_not_examples"])
def test_headers_that_speak_of_hundredths_otherwise_give_no_per_cent(header: str) -> None:
    assert built_table(f"Region | {header}", "North | 12.5", "South | 31.0").columns[1].unit != "%"


@pytest.mark.parametrize("header", LISTS["month_examples"])
def test_a_header_over_months_is_known(header: str) -> None:
    read = built_table(f"Year | {header} | Sales", "2001 | 1 | 12", "2001 | 2 | 31")
    assert read.columns[1].kind == "date"


@pytest.mark.parametrize("header", LISTS["month_not_examples"])
def test_other_headers_are_over_no_months(header: str) -> None:
    read = built_table(f"Year | {header} | Sales", "2001 | 1 | 12", "2001 | 2 | 31")
    assert read.columns[1].kind == "number"
