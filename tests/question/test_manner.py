"""What is typed and is no question, by the examples beside the patterns; and what is left open."""

import pytest

from kotae import Kotae
from kotae.question.manner import manner, summarised
from kotae.question.words import LANGUAGES, words

KINDS = ("greeting", "thanks", "abilities", "summary", "vague")


def listed(which: str) -> list[tuple[str, str]]:
    return [(kind, text) for language in LANGUAGES for kind in KINDS for text in words(language, "manner")[kind][which]]


@pytest.mark.parametrize(("kind", "text"), listed("examples"))
def test_what_is_no_question_is_known_by_its_words(kind: str, text: str) -> None:
    assert manner(text, ()) == kind


@pytest.mark.parametrize(("kind", "text"), listed("not_examples"))
def test_a_question_with_such_words_in_it_is_one(kind: str, text: str, kotae: Kotae) -> None:
    assert kotae.understand(text).manner == "question"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("???", "nonsense"),
        ("あああああ", "nonsense"),
        ("なぜ?", "vague"),
        ("Why?", "vague"),
        ("いつからですか", "vague"),
        ("중국의 점유율은 얼마입니까?", "other_language"),
        ("Какова доля Китая?", "other_language"),
        ("最も多いのはどこ?", "question"),
        ("誰が書いたの?", "question"),
        ("gallium", "question"),
    ],
)
def test_what_names_nothing_is_left_open(text: str, kind: str, kotae: Kotae) -> None:
    assert kotae.understand(text).manner == kind


@pytest.mark.parametrize(
    ("text", "named"), [each for language in LANGUAGES for each in words(language, "manner")["summary_of"]["examples"]]
)
def test_a_wish_for_a_summary_may_name_its_document(text: str, named: str) -> None:
    assert summarised(text) == named


@pytest.mark.parametrize(
    "text", [each for language in LANGUAGES for each in words(language, "manner")["summary_of"]["not_examples"]]
)
def test_a_question_with_such_words_wishes_for_no_summary(text: str) -> None:
    assert not summarised(text)
