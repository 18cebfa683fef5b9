"""Times that labels say in short: what is new in them alone, as statistics write series of years and months."""

import pytest

from kotae.documents.tables.short_dates import in_full


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (["平成29年", "30", "令和元年", "2", "3"], ["平成29年", "平成30年", "令和元年", "令和2年", "令和3年"]),
        (["昭和60年", "平成2年", "7", "12"], ["昭和60年", "平成2年", "平成7年", "平成12年"]),
        (["平成25年度", "26", "27"], ["平成25年度", "平成26年度", "平成27年度"]),
        (["1998年", "99", "2000年", "01"], ["1998年", "1999年", "2000年", "2001年"]),
        (["令和 元 年平均", "2", "", "3"], ["令和 元 年平均", "令和2年平均", "", "令和3年平均"]),
        (["令和3年 1月", "2", "3月"], ["令和3年 1月", "令和3年2月", "令和3年3月"]),
        (["令和3年", "1月", "2", "3"], ["令和3年", "令和3年1月", "令和3年2月", "令和3年3月"]),
        (["2015", "16", "17"], ["2015", "2016", "2017"]),
        (["FY2015", "'16", "'17"], ["FY2015", "FY2016", "FY2017"]),
    ],
)
def test_what_is_new_is_said_with_the_rest(said: list[str], meant: list[str]) -> None:
    assert in_full(said) == meant


@pytest.mark.parametrize(
    "labels",
    [
        ["横浜", "2", "3"],
        ["平成30年", "1", "2"],  # not later
        ["2000", "20", "25"],  # numbers alone are years only where they go on
        ["令和3年10月", "11月5日", "14"],
        ["令和3年度", "1月", "2"],  # whose months are of two years
        ["2019/20", "20/21"],
        ["12", "13"],
    ],
)
def test_what_is_no_series_of_times_stays(labels: list[str]) -> None:
    assert in_full(labels) == labels


def test_another_label_ends_a_series() -> None:
    assert in_full(["令和元年", "2", "合計", "3"]) == ["令和元年", "令和2年", "合計", "3"]
