"""What a question asks for, by the examples in the word lists, and the noun that goes with its question word."""

import pytest

from kotae.question.target import target
from kotae.question.words import LANGUAGES, words
from kotae.text.language import Language, detect


def listed(key: str) -> list[tuple[Language, str, str]]:
    return [
        (language, entry["sort"], example)
        for language in LANGUAGES
        for part in ("word", "beginning", "ending")
        for entry in words(language, "target").get(part, ())
        for example in entry[key]
    ]


def told(part: str, key: str) -> list[tuple[Language, str]]:
    return [(language, example) for language in LANGUAGES for example in words(language, "target")[part][key]]


@pytest.mark.parametrize(("language", "sort", "question"), listed("examples"))
def test_the_sort_of_answer_is_told(language: Language, sort: str, question: str) -> None:
    assert target(question, language).sort == sort


@pytest.mark.parametrize(("language", "sort", "question"), listed("not_examples"))
def test_words_that_only_look_like_a_question_word_tell_nothing(language: Language, sort: str, question: str) -> None:
    assert target(question, language).sort != sort


@pytest.mark.parametrize(("language", "question"), told("several", "examples"))
def test_several_things_may_be_wanted(language: Language, question: str) -> None:
    assert target(question, language).several


@pytest.mark.parametrize(("language", "question"), told("several", "not_examples"))
def test_mostly_one_thing_is_wanted(language: Language, question: str) -> None:
    assert not target(question, language).several


@pytest.mark.parametrize(("language", "question"), told("uncounted", "examples"))
def test_an_amount_of_no_things_is_told(language: Language, question: str) -> None:
    assert target(question, language).uncounted


@pytest.mark.parametrize(("language", "question"), told("uncounted", "not_examples"))
def test_a_number_of_things_may_be_wanted(language: Language, question: str) -> None:
    assert not target(question, language).uncounted


@pytest.mark.parametrize(
    ("question", "head", "attached"),
    [
        ("Which country exports it?", "country", True),
        ("What is the population of Lima?", "population", False),
        ("どの国が参加しましたか", "国", True),
        ("県庁はどこですか", "県庁", False),
        ("標高は何メートルですか", "メートル", True),
    ],
)
def test_the_noun_that_is_asked_for_is_told(question: str, head: str, attached: bool) -> None:
    wanted = target(question, detect(question))
    assert question[wanted.head_start : wanted.head_end] == head
    assert wanted.attached is attached


@pytest.mark.parametrize(
    ("question", "number"),
    [("Name two ports", 2), ("which three ports are the largest?", 3), ("5つ挙げて", 5), ("Which ports?", 0)],
)
def test_it_is_told_how_many_are_wanted(question: str, number: int) -> None:
    assert target(question, detect(question)).number == number


@pytest.mark.parametrize(
    ("question", "unit"),
    [("鉱石は何トンですか", "トン"), ("How many hectares were planted?", "hectares"), ("どの港ですか", "")],
)
def test_the_unit_that_is_asked_in_is_told(question: str, unit: str) -> None:
    assert target(question, detect(question)).unit == unit


@pytest.mark.parametrize(
    ("question", "sort", "head"),
    [
        ("協定はいつ結ばれましたか?", "when", ()),
        ("橋が開通したのは何年ですか", "when", ("年",)),
        ("何という大学を出たか", "named", ("大学",)),
        ("社長は誰ですか", "who", ()),
        ("首都はどこか", "where", ()),
        ("従業員は何人か", "amount", ("人",)),
        ("なぜ工場は閉じたのか", "why", ()),
        ("塔を設計した建築家は?", "who", ("建築", "家")),
        ("When was the pact signed?", "when", ()),
        ("Who founded the school?", "who", ()),
        ("How many tonnes were landed?", "amount", ("tonn",)),
        ("In which year did it open?", "when", ("year",)),
        ("Why did the plant close?", "why", ()),
    ],
)
def test_a_question_tells_what_it_asks_for_and_of_what(question: str, sort: str, head: tuple[str, ...]) -> None:
    wanted = target(question, detect(question))
    assert wanted.sort == sort
    if head:
        assert wanted.head == head
