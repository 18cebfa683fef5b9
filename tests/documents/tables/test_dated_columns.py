"""Years in one column and months in the next: each month is one of its year, and the months name the rows."""

import pytest
from support import built_table

from kotae.documents.tables.dated_columns import with_years_beside
from kotae.documents.tables.values import stated


def days(*rows: str, column: int = 1) -> list[str]:
    cells = [row.cells[column] for row in built_table(*rows).rows]
    return [f"{cell.period.first} {cell.period.last}" if cell.period else "" for cell in cells]


@pytest.mark.parametrize(
    "rows",
    [
        ("年 | 月 | 出荷", "平成12年 | 11月 | 5", "平成12年 | 12月 | 7", "平成13年 | 1月 | 4"),
        ("年 | 月 | 出荷", "平成12年 | 11月 | 5", " | 12月 | 7", "平成13年 | 1月 | 4"),
        ("Year | Month | Exports (t)", "2000 | 11 | 5", "2000 | 12 | 7", "2001 | 1 | 4"),
        ("Year | Month | Exports (t)", "2000 | Nov | 5", "2000 | Dec | 7", "2001 | Jan | 4"),
    ],
)
def test_months_have_the_year_of_the_column_before(rows: tuple[str, ...]) -> None:
    assert days(*rows) == ["2000-11-01 2000-11-30", "2000-12-01 2000-12-31", "2001-01-01 2001-01-31"]
    read = built_table(*rows)
    assert read.label == 1
    assert read.columns[1].kind == "date"


def test_the_months_of_a_fiscal_year_go_on_into_the_next() -> None:
    rows = ("年度 | 月 | 出荷", "令和4年度 | 4月 | 5", "令和4年度 | 12月 | 7", "令和4年度 | 2月 | 4")
    assert days(*rows)[-1] == "2023-02-01 2023-02-28"


def test_a_total_of_a_year_among_its_months_has_no_month() -> None:
    rows = ("年 | 月 | 出荷", "2012年 | 11月 | 5", "2012年 | 12月 | 7", "2012年計 |  | 12", "2013年 | 1月 | 4")
    assert days(*rows)[2:] == ["", "2013-01-01 2013-01-31"]


@pytest.mark.parametrize(
    "rows",
    [
        ("Year | Floor | Visitors", "2000 | 11 | 5", "2000 | 12 | 7", "2001 | 1 | 4"),
        ("Built | Monthly fee | Rooms", "2000 | 11 | 5", "2000 | 12 | 7", "2001 | 1 | 4"),
        ("Bridge | Month | Repairs", "Arch | 11 | 5", "Arch | 12 | 7", "Sable | 1 | 4"),
    ],
)
def test_numbers_that_nothing_says_to_be_months_are_none(rows: tuple[str, ...]) -> None:
    assert days(*rows) == ["", "", ""]


def test_a_day_has_the_year_under_the_same_header() -> None:
    cells = with_years_beside(["開業", "開業", "駅"], [[stated(text, "point") for text in ("2003年", "5月6日", "東")]])
    period = cells[0][1].days
    assert period is not None
    assert period.first.isoformat() == "2003-05-06"
