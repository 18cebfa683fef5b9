"""Amounts of a question: how values must compare with them."""

import pytest

from kotae.question.amounts import amounts as read
from kotae.question.model import Amount
from kotae.question.words import LANGUAGES, words
from kotae.text.language import Language, detect
from kotae.text.normalise import narrow


def amounts(question: str, language: Language | None = None) -> list[Amount]:
    return list(read(narrow(question), language or detect(question)))


def listed(key: str) -> list[tuple[Language, str, str]]:
    return [
        (language, entry["comparison"], example)
        for language in LANGUAGES
        for entry in words(language, "limits")["amount"]
        for example in entry[key]
    ]


@pytest.mark.parametrize(("language", "comparison", "question"), listed("examples"))
def test_a_limit_is_read_from_its_words(language: Language, comparison: str, question: str) -> None:
    assert [(one.comparison, one.stated) for one in amounts(question, language)] == [(comparison, True)]


@pytest.mark.parametrize(("language", "comparison", "question"), listed("not_examples"))
def test_words_that_only_look_like_a_limit_give_none(language: Language, comparison: str, question: str) -> None:
    assert not [one for one in amounts(question, language) if one.stated]


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
    (found,) = amounts(question)
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
    assert [found.comparison for found in amounts(question)] == [comparison]


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
    found = amounts(question)
    assert [(one.comparison, one.value, one.stated) for one in found] == [(">=", 300, True), (upper, 500, True)]


def test_a_number_alone_is_named_but_compares_nothing() -> None:
    (found,) = amounts("the 30 boats")
    assert (found.comparison, found.value, found.stated) == ("=", 30, False)


@pytest.mark.parametrize("question", ["the P500 model", "港はどこ", "version 2.0.1", "on 10/9/2009"])
def test_identifiers_are_no_amounts(question: str) -> None:
    assert not [found for found in amounts(question) if found.stated]


def test_what_a_time_has_taken_is_no_amount() -> None:
    question = "2020年に500トン以上"
    assert [one.value for one in read(question, "ja", [(0, 5)])] == [500]


@pytest.mark.parametrize(
    ("question", "comparison", "value"),
    [
        ("more than one year", ">", 1),
        ("at least two cranes", ">=", 2),
        ("under two million people", "<", 2e6),
        ("towns with more than a hundred people", ">", 100),
        ("over a hundred thousand people", ">", 1e5),
        ("over a thousand boats", ">", 1000),
        ("三つ以上の島", ">=", 3),
    ],
)
def test_a_number_in_words_is_an_amount_where_it_is_compared(question: str, comparison: str, value: float) -> None:
    stated = [one for one in amounts(question) if one.stated]
    assert [(one.comparison, one.value) for one in stated] == [(comparison, value)]


@pytest.mark.parametrize("question", ["the two ports", "one of the ports", "一つの港"])
def test_a_number_in_words_alone_is_none(question: str) -> None:
    assert not amounts(question)
