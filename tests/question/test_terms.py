"""Which words of a question name something, and what they may be called."""

from collections.abc import Sequence

import pytest

from kotae.question.model import Term, Wording
from kotae.question.terms import terms
from kotae.question.words import LANGUAGES, words


def read(text: str, called: Sequence[Sequence[Wording]] = ()) -> tuple[Term, ...]:
    return terms(text, called, lambda normal: float(len(normal)))


def listed(key: str) -> list[tuple[str, str]]:
    return [
        (question, named)
        for language in LANGUAGES
        for part in ("asks", "general")
        for question, named in words(language, "terms")[part][key].items()
    ]


@pytest.mark.parametrize(("question", "named"), [*listed("examples"), *listed("not_examples")])
def test_words_that_ask_or_are_general_name_nothing(question: str, named: str) -> None:
    assert [term.normal for term in read(question) if term.use == "names"] == named.split()


def test_no_word_both_asks_and_is_general() -> None:
    for language in LANGUAGES:
        data = words(language, "terms")
        assert not set(data["asks"]["words"]) & set(data["general"]["words"])


@pytest.mark.parametrize(
    ("question", "normal", "kind"),
    [
        ("東京の港", "東京", "name"),
        ("バナジウムの量", "バナジウム", "name"),
        ("武装グループの名", "グループ", "thing"),
        ("the port of Lima", "lima", "name"),
        ("35社", "35", "number"),
        ("港はどこ", "港", "thing"),
        ("the port", "port", "thing"),
        ("開いた港", "開く", "other"),
    ],
)
def test_a_term_tells_what_it_may_name(question: str, normal: str, kind: str) -> None:
    assert [term.kind for term in read(question) if term.normal == normal] == [kind]


def test_a_part_of_a_longer_term_is_told() -> None:
    assert [term.normal for term in read("2023年4月5日の港") if not term.within] == ["=04-05", "港"]


def test_a_term_has_the_wordings_of_the_phrases_that_it_stands_in() -> None:
    phrase = (Wording(0, 4, frozenset(["sea", "port"]), "sea port", "translation", 0.5, 0.85),)
    term = read("港湾都市", [phrase])[0]
    assert term.met(frozenset(["sea", "port"])) == (0.85, frozenset(["sea", "port"]))
    assert term.met(frozenset([term.normal, "sea", "port"]))[0] == 1.0
    assert term.met(frozenset(["sea"])) == (0.0, frozenset())
