"""Times of a question: from which day to which."""

from datetime import date

import pytest

from kotae.question.model import Period
from kotae.question.periods import periods as read
from kotae.question.words import LANGUAGES, words
from kotae.text.language import Language, detect


def periods(question: str, language: Language | None = None) -> list[Period]:
    return list(read(question, language or detect(question)))


def listed(key: str) -> list[tuple[Language, str, str]]:
    return [
        (language, entry["side"], example)
        for language in LANGUAGES
        for entry in words(language, "limits")["date"]
        for example in entry[key]
    ]


def side(time: Period) -> str:
    """Return the side that is open: "since" and "after" have no last day."""
    return "since after" if time.last is None else "until before" if time.first is None else ""


@pytest.mark.parametrize(("language", "wanted", "question"), listed("examples"))
def test_a_side_is_read_from_its_words(language: Language, wanted: str, question: str) -> None:
    (time,) = periods(question, language)
    assert wanted in side(time).split()
    assert time.stated


@pytest.mark.parametrize(("language", "wanted", "question"), listed("not_examples"))
def test_words_that_only_look_like_a_side_give_none(language: Language, wanted: str, question: str) -> None:
    assert not [time for time in periods(question, language) if wanted in side(time).split()]


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
        ("2016年(1月から12月まで)のうちで", "2016-01-01", "2016-12-31"),
        ("令和4年度(4月から9月まで)の収支", "2022-04-01", "2022-09-30"),
        ("in 2016 (January to March)", "2016-01-01", "2016-03-31"),
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
    (time,) = periods(question)
    assert time.first == (date.fromisoformat(first) if first else None)
    assert time.last == (date.fromisoformat(last) if last else None)
    assert time.stated


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
    (time,) = periods(question)
    assert (time.years[0], time.years[-1]) == years
    assert not time.stated


def test_two_years_side_by_side_are_two_times() -> None:
    assert [list(time.years) for time in periods("in 2019 and 2021")] == [[2019], [2021]]
    assert [list(time.years) for time in periods("2019年と2021年の水揚の差は")] == [[2019], [2021]]


def test_an_open_time_has_no_years() -> None:
    assert not periods("since 2020")[0].years


def test_places_are_those_of_the_question() -> None:
    question = "Ports opened between 2019 and 2021 with at least 30 boats"
    (time,) = periods(question)
    assert question[time.start : time.end] == "between 2019 and 2021"


def test_a_day_without_a_year_is_told_apart() -> None:
    (time,) = periods("4月5日に開いた港は?")
    assert (time.month, time.day, time.dated) == (4, 5, False)
    assert not time.holds(date(2020, 4, 5), date(2020, 4, 5))


@pytest.mark.parametrize("question", ["the 2005-06 season", "in the 2005/2006 season", "the 2005/06 season"])
def test_a_season_is_the_years_that_it_names(question: str) -> None:
    (time,) = periods(question)
    assert list(time.years) == [2005, 2006]


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("2024年1-3月期の消費額", date(2024, 1, 1), date(2024, 3, 31)),
        ("2023年10～3月の水揚", date(2023, 10, 1), date(2024, 3, 31)),
        ("in January-March 2024", date(2024, 1, 1), date(2024, 3, 31)),
    ],
)
def test_several_months_are_one_time(question: str, first: date, last: date) -> None:
    (time,) = periods(question)
    assert (time.first, time.last, time.grain) == (first, last, "range")
