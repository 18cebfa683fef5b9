"""Questions that can be asked, and those that cannot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotae import Kotae
from kotae.errors import QuestionError
from kotae.question.model import Question
from kotae.question.understand import MAX_CHARACTERS, tidy


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
    assert result.hits or result.reply
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
    ("question", "over_rows"),
    [
        ("登山者が一番多い年は?", True),
        ("救助は合計何件?", True),
        ("2021年の次に登山者が多い年は?", True),
        ("Which year had the most climbers?", True),
        ("How many countries are listed?", True),
        ("富士山の標高は?", False),
        ("When was the lighthouse built?", False),
    ],
)
def test_questions_over_many_rows_are_told_from_others(kotae: Kotae, question: str, over_rows: bool) -> None:
    assert understood(kotae, question).over_rows is over_rows


@pytest.mark.parametrize(
    ("question", "computes"),
    [("登山者の平均は?", True), ("登山者数を教えて", False), ("What is the total?", True), ("Where is it?", False)],
)
def test_what_is_computed_is_told_from_what_is_looked_up(kotae: Kotae, question: str, computes: bool) -> None:
    assert understood(kotae, question).computes is computes


def test_a_question_is_understood_whole(kotae: Kotae) -> None:
    question = understood(kotae, "Which three huts had at least 500 climbers in 2021?")
    assert (question.language, question.target.sort, question.target.number) == ("en", "which", 3)
    assert [(one.comparison, one.value, one.unit) for one in question.amounts if one.stated] == [
        (">=", 500, "climbers")
    ]
    assert [list(period.years) for period in question.periods] == [[2021]]
    assert not question.cued("least")
    assert [term.normal for term in question.named][:2] == ["three", "hut"]
    assert question.vector.shape == question.token_vectors[0].shape


def test_a_question_that_asks_two_things_is_two_questions(kotae: Kotae) -> None:
    text = "富士山の標高は?噴火したのはいつ?"
    inquiry = kotae.understand(text)
    assert [question.said for question in inquiry.questions] == ["富士山の標高は?", "噴火したのはいつ?"]
    assert [question.target.sort for question in inquiry.questions] == ["amount", "when"]
    assert "富士山" in inquiry.questions[1].text
    assert [question.text for question in kotae.understand(text, split=False).questions] == [text]


def understood(kotae: Kotae, text: str) -> Question:
    (question,) = kotae.understand(text).questions
    return question
