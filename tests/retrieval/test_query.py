"""Questions that can be asked, and those that cannot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotae import Kotae
from kotae.errors import QuestionError
from kotae.retrieval.query import MAX_CHARACTERS, Query, tidy


@pytest.mark.parametrize("question", ["", "   ", "\n\t　", "\u200b\ufeff\x00"])
def test_an_empty_question_is_refused(kotae: Kotae, question: str) -> None:
    with pytest.raises(QuestionError, match="empty"):
        kotae.ask(question)


def test_a_far_too_long_question_is_refused_with_its_length(kotae: Kotae) -> None:
    with pytest.raises(QuestionError, match=r"100,000 characters.*at most 2,000"):
        kotae.ask("長" * 100_000)
    assert kotae.search("長い質問 " * (MAX_CHARACTERS // 5))


@pytest.mark.parametrize(
    "question", ["?", "。", "😀", "-", "--help", "[bold]", "a", "あ", "\udcff\udc80 bytes", "'; DROP TABLE units"]
)
def test_an_odd_question_is_answered_or_refused_without_harm(kotae: Kotae, question: str) -> None:
    result = kotae.ask(question)
    assert result.hits
    result.question.encode()


@given(st.text(max_size=50))
def test_a_tidy_question_is_one_line(question: str) -> None:
    try:
        text = tidy(question)
    except QuestionError:
        return
    assert text == tidy(text)
    assert text.splitlines() == [text]


@pytest.mark.parametrize(
    ("question", "over_table"),
    [
        ("登山者が一番多い年は?", True),
        ("救助は合計何件?", True),
        ("Which year had the most climbers?", True),
        ("How many countries are listed?", True),
        ("富士山の標高は?", False),
        ("When was the lighthouse built?", False),
    ],
)
def test_questions_over_many_rows_are_told_from_others(kotae: Kotae, question: str, over_table: bool) -> None:
    query: Query = kotae._query(question)
    assert query.over_table is over_table
