"""Times over columns, of which only what is new is said, are read in full, and numbers of rows are no times."""

from kotae.documents.model import Table
from kotae.documents.tables.build import build
from kotae.documents.tables.raw import RawCell, RawTable


def table(*rows: str) -> Table:
    cells = [RawCell(text, r, c) for r, row in enumerate(rows) for c, text in enumerate(row.split(" | "))]
    return build(RawTable(tuple(cells), 1, merges_known=True))


def test_years_over_columns() -> None:
    read = table("品目 | 平成29年 | 30 | 令和元年 | 2", "米 | 100 | 110 | 120 | 130", "麦 | 50 | 51 | 52 | 53")
    assert read.header == ("品目", "平成29年", "平成30年", "令和元年", "令和2年")
    assert [column.period and column.period.first.year for column in read.columns[1:]] == [2017, 2018, 2019, 2020]
    assert [row.cells[0].text for row in read.rows] == ["米", "麦"]


def test_years_in_two_figures() -> None:
    read = table("Item | 2019 | 20 | 21", "Rice | 5 | 6 | 7", "Oats | 8 | 9 | 10")
    assert read.header == ("Item", "2019", "2020", "2021")


def test_numbers_beside_a_year_that_names_their_row_stay_numbers() -> None:
    read = table("年 | 港 | 船 | 人", "令和元年 | 2 | 5 | 9", "令和2年 | 3 | 6 | 11")
    assert [[cell.number for cell in row.cells[1:]] for row in read.rows] == [[2, 5, 9], [3, 6, 11]]
