"""What a person relies on in the marks: the words that answer, every item of a list, nothing outside the quote."""

import json

import numpy as np
import pytest

from kotae import Kotae
from kotae.answers.marks import marks
from kotae.answers.spans.find import Span, best
from kotae.answers.spans.scorer import _unpacked, packed


def spans(text: str, *likely: tuple[str, float]) -> list[Span]:
    return [Span(0, text.index(part), text.index(part) + len(part), share) for part, share in likely]


def marked(
    kotae: Kotae,
    question: str,
    text: str,
    *likely: tuple[str, float],
    items: tuple[tuple[int, int], ...] = (),
    read: bool = False,
) -> list[str]:
    (understood,) = kotae.understand(question).questions
    return [text[start:end] for start, end in marks(understood, text, spans(text, *likely), items, read=read)]


def test_the_likeliest_span_is_marked(kotae: Kotae) -> None:
    text = "塔は辰野金吾が設計した。"
    assert marked(kotae, "塔を設計したのは誰か", text, ("辰野金吾", 0.7), ("塔", 0.1)) == ["辰野金吾"]


def test_of_spans_that_are_about_as_likely_the_one_that_agrees_with_the_others_is_chosen() -> None:
    text = "北の港の古い倉庫が焼けた。"
    chosen = best(text, spans(text, ("北", 0.36), ("古い倉庫", 0.32), ("倉庫", 0.32)))
    assert chosen is not None
    assert "倉庫" in text[chosen.start : chosen.end]


def test_when_is_answered_with_a_date_that_the_question_does_not_give(kotae: Kotae) -> None:
    text = "The 2031 pact took force in the north port on 6 May 2033."
    likely = (("north port", 0.5), ("2031 pact", 0.3), ("6 May 2033", 0.2))
    assert marked(kotae, "When did the 2031 pact take force?", text, *likely) == ["6 May 2033"]


def test_a_reader_knows_better_than_a_pattern_how_much_of_a_date_answers(kotae: Kotae) -> None:
    text = "The pact took force in the summer of 2033."
    likely = (("the summer of 2033", 0.7), ("2033", 0.1))
    assert marked(kotae, "When did the pact take force?", text, *likely, read=True) == ["the summer of 2033"]


def test_why_is_answered_with_the_whole_clause_that_gives_the_reason(kotae: Kotae) -> None:
    text = "部品の値段が上がったため、工場は閉じた。"
    assert marked(kotae, "なぜ工場は閉じたのか", text, ("値段", 0.9)) == ["部品の値段が上がった"]
    text = "The plant closed because parts had become dear."
    assert marked(kotae, "Why did the plant close?", text, ("parts", 0.9)) == ["parts had become dear"]


def test_a_list_of_reasons_is_marked_item_by_item(kotae: Kotae) -> None:
    text = "理由は(1)賃金が安いこと、(2)港が近いこと、(3)税が軽いこと、である。"
    assert marked(kotae, "理由は何か", text, ("賃金", 0.9)) == [
        "賃金が安いこと",
        "港が近いこと",
        "税が軽いこと、である",
    ]


def test_the_sentences_of_a_list_are_marked_without_their_numbers(kotae: Kotae) -> None:
    text = "理由は次のとおり。\n(1)安いこと。\n(2)近いこと。"
    items = tuple((text.index(part), text.index(part) + len(part)) for part in ("(1)安いこと。", "(2)近いこと。"))
    assert marked(kotae, "なぜか", text, ("安い", 0.9), items=items) == ["安いこと", "近いこと"]


def test_without_a_candidate_nothing_is_marked(kotae: Kotae) -> None:
    assert marked(kotae, "いつか", "そうである。") == []


def test_weights_survive_being_written_to_json() -> None:
    values = np.array([[0.5, -2.0], [0.25, 1024.0]], np.float32)
    assert np.array_equal(_unpacked(json.loads(json.dumps(packed(values)))), values)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("富士山の標高は?", "3776メートル"),
        ("最後の噴火はいつでしたか", "1707年"),
        ("When was the lighthouse built?", "1862"),
        ("How many tonnes of tea did the farm sell?", "412"),
        ("When did a storm break the lantern?", "14 March 1911"),
    ],
)
def test_the_words_that_answer_are_marked(kotae: Kotae, question: str, answer: str) -> None:
    found = kotae.ask(question).answer
    assert found is not None
    (first, *_) = found.marks
    assert answer in found.text[slice(*first)]
