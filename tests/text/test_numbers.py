"""Cells, amounts and dates: the same value however, and in whichever language, it is written."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotae.text import numbers


@pytest.mark.parametrize(
    "text", ["", " ", "-", "－", "—", "…", "n.a.", "N/A", "..", "ー", "*", "No data", "not applicable"]
)
def test_a_dash_or_blank_says_that_there_is_no_value(text: str) -> None:
    assert numbers.is_missing(text)


@pytest.mark.parametrize("text", ["0", "0.0", "なし", "China", "-1"])
def test_zero_and_words_are_values(text: str) -> None:
    assert not numbers.is_missing(text)


@pytest.mark.parametrize(
    ("japanese", "english"),
    [
        ("3,690億ドル", "$369 billion"),
        ("1.2兆円", "1.2 trillion yen"),
        ("350万トン", "3.5 million tonnes"),
        ("5千台", "5 thousand units"),
        ("１０億人", "1 billion people"),
    ],
)
def test_an_amount_is_the_same_in_both_languages(japanese: str, english: str) -> None:
    (first,), (second,) = numbers.quantities(japanese), numbers.quantities(english)
    assert first.value == pytest.approx(second.value)


def test_an_amount_says_where_it_stands() -> None:
    text = "総額は３，６９０億ドルで、前年は△20億円だった。"
    first, second = numbers.quantities(text)
    assert text[first.start : first.end] == "３，６９０億"
    assert text[second.start : second.end] == "△20億"
    assert second.value == -2e9


@pytest.mark.parametrize(
    ("unit", "value"),
    [
        ("億円", 1e8),
        ("百万人", 1e6),
        ("千トン", 1e3),
        ("兆円", 1e12),
        ("十億ドル", 1e9),
        ("million euros", 1e6),
        ("US$ billion", 1e9),
        ("Mt", 1e6),
        ("GWh", 1e9),
        ("km", 1.0),
        ("kg", 1.0),
        ("min", 1.0),
        ("%", 1.0),
        ("", 1.0),
    ],
)
def test_a_unit_tells_what_its_numbers_are_multiplied_by(unit: str, value: float) -> None:
    assert numbers.scale(unit) == value


@pytest.mark.parametrize("text", ["平成の時代", "令和", "昭和生まれ"])
def test_an_era_without_a_year_is_no_date(text: str) -> None:
    assert numbers.dates(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "2025年3月31日",
        "２０２５年３月３１日",
        "2025-03-31",
        "2025/3/31",
        "March 31, 2025",
        "31 March 2025",
        "Mar. 31, 2025",
        "31 Mar 2025",
        "31st of March 2025",
    ],
)
def test_a_date_is_the_same_however_it_is_written(text: str) -> None:
    (date,) = numbers.dates(f"（{text}）")
    assert (date.year, date.month, date.day) == (2025, 3, 31)
    assert (date.start, date.end) == (1, 1 + len(text))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2月4日", (None, 2, 4)),
        ("February 4", (None, 2, 4)),
        ("2025年2月", (2025, 2, None)),
        ("February 2025", (2025, 2, None)),
        ("21年度", (2021, None, None)),
        ("2021年度", (2021, None, None)),
        ("FY2021", (2021, None, None)),
        ("May 2024", (2024, 5, None)),
        ("令和元年", (2019, None, None)),
        ("H30年度", (2018, None, None)),
        ("平成30年度", (2018, None, None)),
        ("令和5年4月1日", (2023, 4, 1)),
        ("昭和64年1月", (1989, 1, None)),
        ("Reiwa 3", (2021, None, None)),
    ],
)
def test_a_part_of_a_date_has_the_parts_it_states(text: str, parts: tuple[int | None, ...]) -> None:
    (date,) = numbers.dates(text)
    assert (date.year, date.month, date.day) == parts


@pytest.mark.parametrize(
    "text", ["it may rise", "it may. 5 rose", "they march on", "13月", "2025-13", "PPR-9087", "12,345"]
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert numbers.dates(text) == []


@given(st.text(alphabet="0123456789年月日度,.-/ △億万千$MarchJune２１", max_size=60))
def test_places_are_inside_the_text_and_dates_do_not_overlap(text: str) -> None:
    for amount in numbers.quantities(text):
        assert 0 <= amount.start < amount.end <= len(text)
    dates = numbers.dates(text)
    assert all(first.end <= second.start for first, second in pairwise(dates))
    assert all(0 <= date.start < date.end <= len(text) for date in dates)
    assert all(date.month is None or 1 <= date.month <= 12 for date in dates)
