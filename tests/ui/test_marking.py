"""A text cut at its marks is still the text, and marks stand where the answer does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotae import Kotae
from kotae.answers.model import Result
from kotae_ui.marking import Piece, answers_of, cut, evidence_in

places = st.integers(-3, 60)
ranges = st.lists(st.tuples(places, places), max_size=6)


@given(st.text(max_size=50), ranges, ranges)
def test_the_pieces_joined_are_the_text(
    text: str, evidence: list[tuple[int, int]], answering: list[tuple[int, int]]
) -> None:
    pieces = list(cut(text, evidence, answering))
    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.text for piece in pieces)
    start = 0
    for piece in pieces:
        for place in range(start, start + len(piece.text)):
            assert piece.evidence == any(first <= place < last for first, last in evidence)
            assert piece.answering == any(first <= place < last for first, last in answering)
        start += len(piece.text)


def test_the_words_that_answer_stand_within_the_sentence_that_does() -> None:
    assert list(cut("One. Two three. Four.", [(5, 15)], [(9, 14)])) == [
        Piece("One. ", False, False),
        Piece("Two ", True, False),
        Piece("three", True, True),
        Piece(".", True, False),
        Piece(" Four.", False, False),
    ]


def marked(result: Result) -> dict[int, tuple[list[str], list[str]]]:
    """Return what of each hit's text the answers stand on, and which words of it answer; hits with neither are left out."""
    found = {}
    for hit in result.hits:
        stands, words = evidence_in(hit, answers_of(result))
        if stands or words:
            text = hit.unit.text
            found[hit.rank] = ([text[start:end] for start, end in stands], [text[start:end] for start, end in words])
    return found


def test_a_quote_is_marked_in_the_passage_that_it_is_from(kotae: Kotae) -> None:
    result = kotae.ask("When did a storm break the lantern?")
    assert result.answer is not None
    assert marked(result) == {1: ([result.answer.text], ["14 March 1911"])}


def test_a_quote_from_the_middle_of_a_passage_is_marked_there(brief: Kotae) -> None:
    result = brief.ask("When did Northvolt go under?")
    assert result.answer is not None
    assert result.answer.evidence[0].start > 0
    assert marked(result) == {1: ([result.answer.text], ["3月12日"])}


def test_every_part_of_a_question_marks_its_own_passage(kotae: Kotae) -> None:
    result = kotae.ask("How many metres high is Mount Fuji? When was the lighthouse built?")
    assert marked(result) == {
        1: (["富士山の標高は3776メートルで、日本で最も高い山である。"], ["3776メートル"]),
        2: (["The lighthouse was built of granite in 1862."], ["1862"]),
    }


def test_a_computed_answer_marks_the_cells_that_it_is_computed_from(brief: Kotae) -> None:
    result = brief.ask("先端半導体の国内生産拠点の確保に2021年度から2024年度まで合計いくら?")
    assert marked(result) == {1: (["6,170", "4,500", "6,322", "4,714"], [])}


def test_only_what_has_an_answer_is_marked(kotae: Kotae) -> None:
    half = kotae.ask("When was the lighthouse built? Who wrote Hamlet?")
    assert [words for _, words in marked(half).values()] == [["1862"]]
    none = kotae.ask("Who wrote Hamlet?")
    assert answers_of(none) == ()
    assert marked(none) == {}


@pytest.mark.parametrize(
    "question",
    [
        "How many metres high is Mount Fuji? When was the lighthouse built?",
        "登山者が最も多いのは何年?",
        "灯台はいつ建った?",
    ],
)
def test_all_that_is_cited_is_marked(kotae: Kotae, question: str) -> None:
    result = kotae.ask(question)
    answers = answers_of(result)
    assert set(marked(result)) == {citation for answer in answers for citation in answer.citations} != set()
