"""The terms of a text: Japanese and English words, identifiers whole and in part, values that both languages share."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotae.text.tokens import stem, terms, tokenize


def values(text: str) -> set[str]:
    return {token.term for token in tokenize(text) if token.kind == "value"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("M23", {"m23", "23"}),
        ("PPR-9087", {"ppr-9087", "ppr", "9087"}),
        ("No. 2025-006", {"2025-006", "2025", "006"}),
        ("IEA[2024]", {"iea[2024]", "iea", "2024"}),
        ("野木森[2023]", {"野木森[2023]", "2023"}),
        ("1,234.5", {"1234.5"}),
        ("U.S.", {"us"}),
        ("COVID-19", {"covid-19", "covid", "19"}),
        ("Step1", {"step1", "step", "1"}),
    ],
)
def test_an_identifier_is_found_whole_and_in_part(text: str, expected: set[str]) -> None:
    found = set(terms(f"書式 {text} を見よ"))
    stems = {stem(word) if word.isascii() and word.isalpha() else word for word in expected}
    assert stems <= found


@pytest.mark.parametrize("written", ["PPR-9087", "ppr-9087", "ＰＰＲ-９０８７"])
def test_an_identifier_is_the_same_in_any_case_and_width(written: str) -> None:
    assert "ppr-9087" in terms(written)


@pytest.mark.parametrize(
    ("japanese", "english"),
    [
        ("3月14日に", "on March 14"),
        ("2025年2月の", "in February 2025"),
        ("4月に", "in April"),
        ("3,690億ドル", "369 billion dollars"),
        ("360万円", "3.6 million yen"),
        ("第２四半期の", "in Q2"),
        ("3Qの業績", "the third quarter"),
        ("第1四半期", "the 1st quarter"),
        ("2023年上半期", "in the first half of 2023"),
        ("下期の見通し", "the 2H outlook"),
        ("2024年1-3月期", "January–March 2024"),
        ("4～6月期", "in April-June"),
    ],
)
def test_a_date_or_amount_has_the_same_term_in_both_languages(japanese: str, english: str) -> None:
    assert values(japanese) & values(english)


@pytest.mark.parametrize(
    "text",
    [
        "a quarter of the ports",
        "PQ2 valves",
        "Q20",
        "四半期ごとに",
        "the second quarterly report",
        "半期報告書",
        "H3",
        "half of it",
    ],
)
def test_what_only_looks_like_a_part_of_a_year_is_none(text: str) -> None:
    assert not values(text)


def test_japanese_words_are_found_in_their_dictionary_form() -> None:
    assert {"山", "食べる"} <= set(terms("山で食べました"))
    assert "の" not in terms("山の上の雲")


def test_english_words_are_found_without_inflection_or_grammar() -> None:
    assert terms("The exports were restricted") == [stem("exports"), stem("restricted")]
    assert set(terms("restriction")) & set(terms("restrictions"))


def test_every_term_says_where_it_stands() -> None:
    text = "政府はＰＰＲ-9087を3月14日に発表した。"
    for token in tokenize(text):
        assert text[token.start : token.end].strip()
    found = {token.term: text[token.start : token.end] for token in tokenize(text)}
    assert found["ppr-9087"] == "ＰＰＲ-9087"
    assert found["=03-14"] == "3月14日"


def test_a_text_longer_than_the_analyser_takes_is_read_to_its_end() -> None:
    assert terms("富士山。" * 20_000 + "火山灰")[-2:] == terms("火山灰")


@given(st.text(max_size=80))
def test_any_text_has_terms_in_order_and_inside_it(text: str) -> None:
    found = tokenize(text)
    assert all(0 <= token.start <= token.end <= len(text) and token.term for token in found)
    assert [token.start for token in found] == sorted(token.start for token in found)


def test_many_threads_get_the_same_terms() -> None:
    text = "富士山の標高は3776メートルで、exports were restricted in 2025."
    results: list[list[str]] = []
    threads = [threading.Thread(target=lambda: results.append(terms(text))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [terms(text)] * 8


def test_threads_share_the_dictionary_and_split_alike() -> None:
    texts = [f"富士山の標高は{number}メートルで、登山者は毎年{number}万人にのぼる。" for number in range(200)]
    alone = [tokenize(f"{text} ") for text in texts]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(tokenize, texts)) == alone


@pytest.mark.parametrize("day", ["2016/12/1", "2016-12-31", "平成28年12月5日", "5 December 2016"])
def test_a_day_is_found_by_its_month_in_any_calendar(day: str) -> None:
    assert values("平成28年12月") <= values(day)
    assert not values("平成28年11月") & values(day)
