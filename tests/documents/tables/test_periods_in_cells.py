"""The days that cells and headers name: ranges that say what they share once, quarters and halves of a year, eras in short."""

import pytest

from kotae.documents.tables.values import period_in, stated


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024年4月1日～5月6日", "2024-04-01", "2024-05-06"),
        ("令和6年12月28日～1月5日", "2024-12-28", "2025-01-05"),
        ("2024年5月3日～5日", "2024-05-03", "2024-05-05"),
        ("3–5 May 2024", "2024-05-03", "2024-05-05"),
        ("30 May – 2 June 2024", "2024-05-30", "2024-06-02"),
        ("March 3-5, 2024", "2024-03-03", "2024-03-05"),
        ("H1 2023", "2023-01-01", "2023-06-30"),
        ("3Q 2024", "2024-07-01", "2024-09-30"),
        ("2024年第2四半期", "2024-04-01", "2024-06-30"),
        ("R5.4.1", "2023-04-01", "2023-04-01"),
        ("FY24", "2024-01-01", "2024-12-31"),
    ],
)
def test_what_a_cell_names_is_its_time(text: str, first: str, last: str) -> None:
    period = period_in(text)
    assert period is not None
    assert (str(period.first), str(period.last)) == (first, last)
    assert stated(text, "point").days == period


def test_the_quarter_of_a_fiscal_year_is_left_open() -> None:
    period = period_in("2024年度第1四半期")
    assert period is not None
    assert str(period.last) == "2024-12-31"


def test_a_day_and_its_month_are_no_amount() -> None:
    assert stated("31 March", "point").amount is None


@pytest.mark.parametrize(("text", "said"), [("○（要予約）", "yes"), ("Yes (small dogs)", "yes"), ("×（工事中）", "no")])
def test_a_remark_behind_yes_or_no_changes_neither(text: str, said: str) -> None:
    assert stated(text, "point").yes_no == said
