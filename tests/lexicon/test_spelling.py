"""Typing errors: a word that nearly is one of the corpus is told, and one that is right never."""

import pytest

from kotae.lexicon.spelling import distance, misspelt

CORPUS = ("レアアース", "グリーンランド", "greenland", "Northvolt", "サプライチェーン", "tariff")


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("レアアスの生産量は?", ["レアアース"]),
        ("How large are the reserves of Grenland?", ["greenland"]),
        ("When did Nortvhlot go under?", ["Northvolt"]),
        ("サプライチェンの再編", ["サプライチェーン"]),
        ("レアアースとGreenlandとtariffs", []),
        ("ブラジルとIreland", []),
        ("tarif", ["tariff"]),
    ],
)
def test_a_word_that_is_nearly_one_of_the_corpus_is_told(question: str, meant: list[str]) -> None:
    found = list(misspelt(question, CORPUS, {"tariffs", "large", "reserves", "under"}))
    assert [one.meant for one in found] == meant
    assert all(question[one.start : one.end].isalpha() for one in found)


def test_errors_are_counted_by_damerau_s_four_kinds() -> None:
    pairs = (("abc", "abc", 0), ("abcd", "abc", 1), ("abd", "abc", 1), ("acb", "abc", 1), ("xyz", "abc", 3))
    assert [distance(one, other, 3) for one, other, _ in pairs] == [errors for *_, errors in pairs]
    assert distance("a", "abcdef", 2) > 2
