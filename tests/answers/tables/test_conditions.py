"""Amounts and times of a question: how they compare, and from which day to which."""

from datetime import date

import pytest

from kotae.answers.tables.conditions import amounts, spans


@pytest.mark.parametrize(
    ("question", "comparison", "value", "unit"),
    [
        ("500トン以上の港", ">=", 500, "トン"),
        ("500トン未満の港", "<", 500, "トン"),
        ("500を超える港", ">", 500, ""),
        ("20km以下の道", "<=", 20, "km"),
        ("20隻より多い港", ">", 20, "隻"),
        ("20隻より少ない港", "<", 20, "隻"),
        ("1万3千人以上の町", ">=", 13_000, "人"),
        ("3百万円以上の事業", ">=", 3_000_000, "円"),
        ("2百万人を下回る町", "<", 2_000_000, "人"),
        ("1.5億円を上回る事業", ">", 150_000_000, "円"),
        ("１，２００トン以上の港", ">=", 1200, "トン"),
        ("少なくとも30隻の港", ">=", 30, "隻"),
        ("多くても30隻の港", "<=", 30, "隻"),
        ("ちょうど30隻の港", "=", 30, "隻"),
        ("30隻ぴったりの港", "=", 30, "隻"),
        ("ports with more than 500 t", ">", 500, "t"),
        ("ports with at least 30 boats", ">=", 30, "boats"),
        ("ports with no more than 30 boats", "<=", 30, "boats"),
        ("ports with fewer than 1,200 boats", "<", 1200, "boats"),
        ("exactly 7 boats", "=", 7, "boats"),
        ("over 1.5 million visitors", ">", 1_500_000, "visitors"),
        ("2 thousand or more", ">=", 2000, ""),
        ("30 or fewer boats", "<=", 30, ""),
        ("exceeding 3k", ">", 3000, ""),
        ("under 12.5%", "<", 12.5, "%"),
        ("above 3 billion yen", ">", 3e9, "yen"),
    ],
)
def test_an_amount_says_how_values_compare(question: str, comparison: str, value: float, unit: str) -> None:
    (found,) = amounts(question, [])
    assert (found.comparison, found.value, found.unit) == (comparison, value, unit)
    assert found.stated


@pytest.mark.parametrize(
    ("question", "comparison"),
    [
        ("100を超えない", "<="),
        ("500トンに達しなかった", "<"),
        ("500トンに届かない", "<"),
        ("not more than 30", "<="),
        ("not over 30", "<="),
        ("does not exceed 30", "<="),
        ("no fewer than 30", ">="),
    ],
)
def test_a_denied_comparison_is_its_opposite(question: str, comparison: str) -> None:
    assert [found.comparison for found in amounts(question, [])] == [comparison]


@pytest.mark.parametrize(
    ("question", "upper"),
    [
        ("300から500トンまで", "<="),
        ("300以上500未満", "<"),
        ("300〜500の港", "<="),
        ("between 300 and 500 tonnes", "<="),
        ("from 300 to 500", "<="),
    ],
)
def test_two_amounts_make_a_range(question: str, upper: str) -> None:
    found = amounts(question, [])
    assert [(one.comparison, one.value, one.stated) for one in found] == [(">=", 300, True), (upper, 500, True)]


def test_a_number_alone_is_named_but_compares_nothing() -> None:
    (found,) = amounts("the 30 boats", [])
    assert (found.comparison, found.value, found.stated) == ("=", 30, False)


@pytest.mark.parametrize("question", ["the P500 model", "港はどこ", "version 2.0.1"])
def test_identifiers_are_no_amounts(question: str) -> None:
    assert not [found for found in amounts(question, []) if found.stated]


def test_what_a_time_has_taken_is_no_amount() -> None:
    question = "2020年に500トン以上"
    times = spans(question)
    assert [found.value for found in amounts(question, [(span.start, span.end) for span in times])] == [500]


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("2020年以降に開いた港", "2020-01-01", None),
        ("2020年4月1日以降に", "2020-04-01", None),
        ("令和元年以降に", "2019-01-01", None),
        ("2020年より前に開いた港", None, "2019-12-31"),
        ("2020年以前に", None, "2020-12-31"),
        ("2020年までに", None, "2020-12-31"),
        ("since 2020", "2020-01-01", None),
        ("after 2020", "2021-01-01", None),
        ("after 3 May 1998", "1998-05-04", None),
        ("before April 2023", None, "2023-03-31"),
        ("until 2020", None, "2020-12-31"),
        ("by 2020", None, "2020-12-31"),
        ("on or before 3 May 1998", None, "1998-05-03"),
        ("2020年から2022年まで", "2020-01-01", "2022-12-31"),
        ("2020年と2022年の間に", "2020-01-01", "2022-12-31"),
        ("2020〜2022年の水揚", "2020-01-01", "2022-12-31"),
        ("2023年4月から6月まで", "2023-04-01", "2023-06-30"),
        ("平成30年度から令和2年度まで", "2018-01-01", "2020-12-31"),
        ("between 2019 and 2021", "2019-01-01", "2021-12-31"),
        ("from 2019 to 2021", "2019-01-01", "2021-12-31"),
        ("from FY2020 through FY2022", "2020-01-01", "2022-12-31"),
        ("2019-2021", "2019-01-01", "2021-12-31"),
        ("after 3 May 1998 and before 2005", "1998-05-04", "2004-12-31"),
        ("since 2019 and until 2021", "2019-01-01", "2021-12-31"),
    ],
)
def test_a_time_has_a_first_and_a_last_day(question: str, first: str | None, last: str | None) -> None:
    (found,) = spans(question)
    assert found.first == (date.fromisoformat(first) if first else None)
    assert found.last == (date.fromisoformat(last) if last else None)
    assert found.stated


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("2020年に", (2020, 2020)),
        ("in 2020", (2020, 2020)),
        ("in 1862", (1862, 1862)),
        ("令和3年度の水揚", (2021, 2021)),
        ("平成30年度", (2018, 2018)),
        ("in Reiwa 3", (2021, 2021)),
        ("FY2021", (2021, 2021)),
        ("2010年代に開いた港", (2010, 2019)),
        ("in the 1990s", (1990, 1999)),
    ],
)
def test_a_time_that_is_only_named_has_its_years(question: str, years: tuple[int, int]) -> None:
    (found,) = spans(question)
    assert (found.years[0], found.years[-1]) == years
    assert not found.stated


def test_two_years_side_by_side_are_two_times() -> None:
    assert [list(found.years) for found in spans("in 2019 and 2021")] == [[2019], [2021]]
    assert [list(found.years) for found in spans("2019年と2021年の水揚の差は")] == [[2019], [2021]]


def test_an_open_time_has_no_years() -> None:
    assert not spans("since 2020")[0].years


def test_places_are_those_of_the_question() -> None:
    question = "Ports opened between 2019 and 2021 with at least 30 boats"
    (time,) = spans(question)
    assert question[time.start : time.end] == "between 2019 and 2021"
    (amount,) = amounts(question, [(time.start, time.end)])
    assert question[amount.start : amount.end] == "at least 30 boats"
