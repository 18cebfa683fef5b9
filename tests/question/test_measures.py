"""Which kind of amount a question asks for or orders by, by the examples in the word lists."""

import pytest

from kotae.question.measures import measures, ordering, requested, states
from kotae.question.words import LANGUAGES, words
from kotae.text.language import Language


def listed(key: str) -> list[tuple[Language, str, str]]:
    return [
        (language, entry["name"], example)
        for language in LANGUAGES
        for entry in words(language, "measures")["measure"]
        for example in entry[key]
    ]


def said(question: str, language: Language) -> set[str]:
    return {measure.name for measure in (*requested(question, language), *ordering(question, language))}


@pytest.mark.parametrize(("language", "name", "question"), listed("examples"))
def test_a_question_has_the_measure_that_its_words_give(language: Language, name: str, question: str) -> None:
    assert name in said(question, language) or not measures()[name].headers


@pytest.mark.parametrize(("language", "name", "question"), listed("not_examples"))
def test_words_that_only_look_like_a_measure_give_none(language: Language, name: str, question: str) -> None:
    assert name not in said(question, language)


@pytest.mark.parametrize(
    ("name", "text", "stated"),
    [
        ("percentage", "as much as 12% of it", True),
        ("percentage", "全体の3割を占める", True),
        ("percentage", "12 tonnes", False),
        ("weight", "12 tonnes", True),
        ("weight", "12トン", True),
        ("weight", "it took time", False),
        ("height", "a 30 m tower", True),
        ("height", "高さ30メートル", True),
        ("price", "12 euros", False),
    ],
)
def test_a_text_states_a_measure_in_its_units(name: str, text: str, stated: bool) -> None:
    assert states(measures()[name], text) is stated


def test_both_languages_know_the_same_measures() -> None:
    names = [{entry["name"] for entry in words(language, "measures")["measure"]} for language in LANGUAGES]
    assert names[1] - names[0] <= {"width"}
    assert names[0] <= names[1]
