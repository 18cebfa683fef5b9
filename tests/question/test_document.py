"""Which questions may be answered from what a document says of itself, by the examples beside the words."""

import pytest

from kotae.question.document import asks_of_document, named_itself
from kotae.question.words import LANGUAGES, words
from kotae.text.language import Language

LISTS = [(language, words(language, "document")["about"]) for language in LANGUAGES]


@pytest.mark.parametrize(
    ("language", "text"), [(language, text) for language, about in LISTS for text in about["examples"]]
)
def test_a_question_about_the_document(language: Language, text: str) -> None:
    assert asks_of_document(text, language)


@pytest.mark.parametrize(
    ("language", "text"), [(language, text) for language, about in LISTS for text in about["not_examples"]]
)
def test_a_question_about_the_subject(language: Language, text: str) -> None:
    assert not asks_of_document(text, language)


ITSELF = [(language, words(language, "document")["itself"]) for language in LANGUAGES]


@pytest.mark.parametrize(
    ("language", "text"), [(language, text) for language, itself in ITSELF for text in itself["examples"]]
)
def test_the_document_is_named(language: Language, text: str) -> None:
    assert named_itself(text, language)


@pytest.mark.parametrize(
    ("language", "text"), [(language, text) for language, itself in ITSELF for text in itself["not_examples"]]
)
def test_another_document_is_named_or_none(language: Language, text: str) -> None:
    assert not named_itself(text, language)
