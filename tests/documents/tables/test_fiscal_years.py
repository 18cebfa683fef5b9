"""Totals of fiscal years among months: they have the days of their months."""

from collections.abc import Sequence

import pytest

from kotae.documents.model import Table
from kotae.documents.tables.build import build
from kotae.documents.tables.raw import RawCell, RawTable


def table(rows: Sequence[tuple[str, int]], indent: int = 0) -> Table:
    """Build a table of times and numbers; months are set in by so many spaces."""
    cells = [RawCell("Time", 0, 0), RawCell("Sales", 0, 1)]
    for row, (label, number) in enumerate(rows, 1):
        cells.append(RawCell(label, row, 0, indent=indent if label.endswith("月") else 0))
        cells.append(RawCell(str(number), row, 1))
    return build(RawTable(tuple(cells), 1, merges_known=True))


def days(read: Table, label: str) -> tuple[str, str]:
    period = next(row.cells[0].period for row in read.rows if row.cells[0].text == label)
    assert period is not None
    return period.first.isoformat(), period.last.isoformat()


def test_the_total_of_a_fiscal_year_below_its_months_has_their_days() -> None:
    read = table(
        [("平成12年12月", 5), ("平成13年1月", 7), ("平成12年度計", 12), ("平成13年4月", 4), ("平成13年5月", 5)]
    )
    assert days(read, "平成12年度計") == ("2000-04-01", "2001-03-31")
    assert read.rows[2].role == "total"


def test_a_fiscal_year_over_its_months_has_their_days_whatever_stands_above_it() -> None:
    months = [*range(4, 13), 1, 2, 3]
    first, second = [[(f"{month}月", month) for month in months] for _ in range(2)]
    read = table([("令和4年度", 78), *first, ("令和5年度", 78), *second], indent=2)
    assert days(read, "令和4年度") == ("2022-04-01", "2023-03-31")
    assert days(read, "令和5年度") == ("2023-04-01", "2024-03-31")


@pytest.mark.parametrize(("label", "first"), [("FY2012", "2011-10-01"), ("FY2010", "2010-01-01")])
def test_twelve_months_tell_when_a_fiscal_year_begins(label: str, first: str) -> None:
    names = (
        "Oct 2011,Nov 2011,Dec 2011,Jan 2012,Feb 2012,Mar 2012,Apr 2012,May 2012,Jun 2012,Jul 2012,Aug 2012,Sep 2012"
    )
    read = table([*((name, 1) for name in names.split(",")), (label, 12)])
    assert days(read, label)[0] == first


def test_fiscal_years_without_months_stay_years_of_the_calendar() -> None:
    read = table([("平成12年度", 5), ("平成13年度", 7), ("平成14年度", 9)])
    assert days(read, "平成13年度") == ("2001-01-01", "2001-12-31")
