"""What a person relies on in an answer: its words, the place it names, and that it is withheld where it should be."""

import pytest

from kotae import Kotae
from kotae.answers.fitting import fits, fitting_spans
from kotae.answers.quote import _run
from kotae.passages.units import Unit
from kotae.text import sentences


def test_a_date_answers_when_and_an_amount_answers_how_much(kotae: Kotae) -> None:
    text = "協定は2031年5月6日に結ばれ、340億円が出された。"
    assert [text[start:end] for start, end in fitting_spans("when", text)] == ["2031年5月6日"]
    assert any(text[start:end].startswith("340億") for start, end in fitting_spans("amount", text))
    (question,) = kotae.understand("協定はいつ結ばれた?").questions
    assert fits(question, text)
    assert not fits(question, "協定は北の港で結ばれた。")


def test_a_date_that_the_question_gives_is_no_answer(kotae: Kotae) -> None:
    (question,) = kotae.understand("When in 2031 did it open?").questions
    assert not fits(question, "It opened in 2031.")


def unit(text: str) -> Unit:
    spans = []
    start = 0
    for line in text.split("\n"):
        spans.extend((start + first, start + last) for first, last in sentences.split(line))
        start += len(line) + 1
    return Unit(kind="passage", page=1, headings=(), text=text, sentences=tuple(spans))


def test_one_item_of_a_list_brings_the_whole_list_and_its_introduction() -> None:
    passage = unit("前の話である。\n理由は次のとおり。\n(1)安いこと。\n(2)近いこと。\n(3)多いこと。")
    first, last = _run(passage, [0.0, 0.0, 0.0, 9.0, 0.0])
    assert passage.text[passage.sentences[first][0] : passage.sentences[last][1]].startswith("理由は")
    assert passage.text[: passage.sentences[last][1]].endswith("(3)多いこと。")


def test_a_sentence_that_points_back_is_quoted_with_the_one_before() -> None:
    passage = unit("新しい港が北の島に開かれた。これにより船は二日早く着く。別の話である。")
    assert _run(passage, [1.0, 9.0, 0.0]) == (0, 1)


def test_a_sentence_that_stands_alone_is_quoted_alone() -> None:
    passage = unit("The port opened in May. Ships arrive two days earlier. Fees stayed the same.")
    assert _run(passage, [0.0, 9.0, 0.0]) == (1, 1)


def test_a_cell_is_answered_with_its_row_and_header(brief: Kotae) -> None:
    for question in (
        "グリーンランドのレアアースの推定埋蔵量は?",
        "How large are Greenland's estimated rare earth reserves?",
    ):
        answer = brief.ask(question).answer
        assert answer is not None
        (mark,) = answer.marks
        assert answer.text[slice(*mark)] == "1,500,000"
        assert "グリーンランド" in answer.text
        assert "推定埋蔵量" in answer.text


def test_a_year_that_a_table_does_not_have_is_not_answered_with_another(brief: Kotae) -> None:
    assert brief.ask("クリーンエネルギー自動車の補助金は2019年度にいくらだったか").answer is None


def test_a_question_about_something_else_is_not_answered(brief: Kotae) -> None:
    assert brief.ask("ショパンが生まれた村の名前は?").status == "not_found"


@pytest.mark.parametrize(
    "question",
    ["2025年4月4日に輸出許可の対象になった鉱物は?", "Which minerals were placed under export control on 4 April 2025?"],
)
def test_a_question_about_a_group_is_answered_with_all_of_its_rows(brief: Kotae, question: str) -> None:
    answer = brief.ask(question).answer
    assert answer is not None
    marked = {answer.text[start:end] for start, end in answer.marks}
    assert len(marked) == 7
    assert {"サマリウム", "ジスプロシウム", "イットリウム"} <= marked
    assert len({box for part in answer.evidence for box in part.boxes}) == 7


def test_the_column_of_the_year_asked_for_is_the_one_answered(brief: Kotae) -> None:
    answer = brief.ask("How much was budgeted for the Global South co-creation project in fiscal 2024?").answer
    assert answer is not None
    assert "1,500" in answer.text


@pytest.mark.parametrize("question", ["中国で製錬コストが安いのはなぜ?", "Why is smelting cheap in China?"])
def test_a_list_of_four_reasons_comes_back_as_all_four(brief: Kotae, question: str) -> None:
    answer = brief.ask(question).answer
    assert answer is not None
    marked = [answer.text[start:end] for start, end in answer.marks]
    assert len(marked) == 4
    assert "補助金" in marked[0]
    assert "環境規制" in marked[3]


def test_a_day_without_a_year_is_not_computed_with(brief: Kotae) -> None:
    answer = brief.ask("4月にトランプ大統領が署名した大統領令は?").answer
    assert answer is None or answer.computed is None
