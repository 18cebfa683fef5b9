"""Numbers and dates as a spreadsheet shows them."""

import datetime
from typing import Any

import pytest

from kotae.documents.sheets.formats import is_date_format, shown

DAY = datetime.datetime(2024, 3, 5)


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (1234.5, "General", "1234.5"),
        (1234.0, "General", "1234"),
        (0.1 + 0.2, "General", "0.3"),
        (-3, "General", "-3"),
        (1234.5, "#,##0", "1,235"),
        (1234567, "#,##0", "1,234,567"),
        (0.4567, "0.0%", "45.7%"),
        (0.4567, "0%", "46%"),
        (5, "000", "005"),
        (1234567, "#,##0,", "1,235"),
        (-1234, "#,##0;(#,##0)", "(1,234)"),
        (-1234, "#,##0;[Red]-#,##0", "-1,234"),
        (-1234, '#,##0;"△"#,##0', "△1,234"),
        (0, '#,##0;-#,##0;"-"', "-"),
        (12, '#,##0"円"', "12円"),
        (12, "[$¥-411]#,##0", "¥12"),
        (12.5, '_("$"* #,##0.00_)', "$12.50"),
        (12.5, "0.##", "12.5"),
        (12, "0.##", "12"),
        (12345, "0.00E+00", "1.23E+04"),
        (-0.001, "0.0", "0.0"),
        (0.005, "0.00", "0.01"),
        (True, "General", "TRUE"),
        ("text", "@", "text"),
        (7, "@", "7"),
        (None, "General", ""),
        (1e15, "General", "1e+15"),
    ],
)
def test_numbers(value: Any, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (DAY, "yyyy-mm-dd", "2024-03-05"),
        (DAY, 'yyyy"年"m"月"d"日"', "2024年3月5日"),
        (DAY, 'ggge"年"m"月"d"日"', "令和6年3月5日"),
        (DAY, "[$-411]ge.m.d", "R6.3.5"),
        (datetime.datetime(1989, 1, 7), "ggge", "昭和64"),
        (DAY, "d mmm yy", "5 Mar 24"),
        (DAY, "mmmm d, yyyy", "March 5, 2024"),
        (DAY, "m/d(aaa)", "3/5(火)"),
        (datetime.datetime(2024, 3, 5, 14, 7), "yyyy/m/d h:mm", "2024/3/5 14:07"),
        (datetime.datetime(2024, 3, 5, 14, 7), "h:mm AM/PM", "2:07 PM"),
        (datetime.time(9, 5, 3), "h:mm:ss", "9:05:03"),
        (datetime.timedelta(hours=30, minutes=5), "[h]:mm", "30:05:00"),
        (DAY, "General", "2024-03-05"),
    ],
)
def test_dates(value: Any, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text


def test_what_shows_a_date() -> None:
    assert is_date_format("yyyy-mm-dd")
    assert not is_date_format('#,##0"days"')
