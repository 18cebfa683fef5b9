"""The words by which a question asks for an operation, by the examples that stand beside them in both languages."""

from collections.abc import Iterator
from typing import Any

import pytest

from kotae.question.cues import cues
from kotae.question.words import LANGUAGES, words
from kotae.text.language import Language


def entries() -> Iterator[tuple[Language, dict[str, Any]]]:
    for language in LANGUAGES:
        for entry in words(language, "cues")["cue"]:
            yield language, entry


def listed(key: str) -> list[tuple[Language, str, str, bool, str]]:
    """Return language, kind, direction, whether it has a number, and the question, of every example."""
    return [
        (language, entry["kind"], entry.get("direction", ""), "numbers" in entry, example)
        for language, entry in entries()
        for example in entry[key]
    ]


def has(question: str, language: Language, kind: str, direction: str, numbered: bool) -> bool:
    return any(
        (cue.kind, cue.direction) == (kind, direction) and (cue.number > 0 or not numbered)
        for cue in cues(question, language)
    )


@pytest.mark.parametrize(("language", "kind", "direction", "numbered", "question"), listed("examples"))
def test_a_question_has_the_cue_that_its_words_give(
    language: Language, kind: str, direction: str, numbered: bool, question: str
) -> None:
    assert has(question, language, kind, direction, numbered)


@pytest.mark.parametrize(("language", "kind", "direction", "numbered", "question"), listed("not_examples"))
def test_words_that_only_look_like_a_cue_give_none(
    language: Language, kind: str, direction: str, numbered: bool, question: str
) -> None:
    assert not has(question, language, kind, direction, numbered)


@pytest.mark.parametrize(
    ("language", "kind", "question", "number"),
    [
        (language, entry["kind"], question, number)
        for language, entry in entries()
        for question, number in entry.get("numbers", {}).items()
    ],
)
def test_a_cue_keeps_its_number(language: Language, kind: str, question: str, number: int) -> None:
    assert [cue.number for cue in cues(question, language) if cue.kind == kind] == [number]


@pytest.mark.parametrize(
    ("language", "question", "kind", "measure"),
    [
        ("ja", "一番長い橋は?", "greatest", "length"),
        ("en", "the longest bridge", "greatest", "length"),
        ("ja", "最も広い区は?", "greatest", "area"),
        ("en", "the heaviest model", "greatest", "weight"),
        ("ja", "いちばん安い品は?", "least", "price"),
        ("en", "the cheapest ticket", "least", "price"),
        ("en", "the second oldest member", "nth", "age"),
        ("ja", "最も新しい駅は?", "latest", "age"),
    ],
)
def test_an_adjective_tells_what_it_orders_by(language: Language, question: str, kind: str, measure: str) -> None:
    assert [measure in [one.name for one in cue.measures] for cue in cues(question, language) if cue.kind == kind] == [
        True
    ]


@pytest.mark.parametrize(("language", "question"), [("ja", "水揚が最大の港は?"), ("en", "the largest port")])
def test_an_adjective_of_any_amount_names_none(language: Language, question: str) -> None:
    assert [cue.measures for cue in cues(question, language)] == [()]


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("ja", "港はどこにありますか"),
        ("ja", "アルドの水揚は?"),
        ("ja", "北港の水揚を教えて"),
        ("en", "The almost finished harbour"),
        ("en", "What is the depth of Aldra?"),
        ("en", "They hammered the manifold"),
    ],
)
def test_other_questions_have_no_cue(language: Language, question: str) -> None:
    assert not cues(question, language)


def test_a_cue_tells_where_it_stands() -> None:
    question = "水揚が2番目に多い港と合計は?"
    assert [question[cue.start : cue.end] for cue in cues(question, "ja")] == ["2番目に多い", "合計"]


def test_what_an_amount_has_taken_gives_no_cue() -> None:
    question = "the largest port with at least 30 boats"
    assert [cue.kind for cue in cues(question, "en", [(22, 33)])] == ["greatest"]
