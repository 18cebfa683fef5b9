"""The word index: what a score of zero means, and texts without words."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotae.index.counting import write
from kotae.index.places import Places
from kotae.index.words import WordIndex, character_pairs
from kotae.text.tokens import terms

TEXTS = [
    "富士山の標高は3776メートルである。",
    "The lighthouse was built in 1862.",
    "",
    "Form PPR-9087 and notice 2025-006",
]


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> WordIndex:
    return indexed(TEXTS, tmp_path_factory.mktemp("words"))


def indexed(texts: Sequence[str], folder: Path) -> WordIndex:
    write(folder, texts)
    return WordIndex.load([folder], Places.of([len(texts)], [(0, 0, len(texts))]))


def test_a_text_with_the_word_scores_and_no_other_does(words: WordIndex) -> None:
    assert (words.scores(terms("lighthouses")) > 0).tolist() == [False, True, False, False]
    assert (words.scores(terms("標高")) > 0).tolist() == [True, False, False, False]
    assert (words.scores(terms("PPR-9087")) > 0).tolist() == [False, False, False, True]


def test_a_word_that_no_text_has_scores_nothing(words: WordIndex) -> None:
    assert words.scores(["zebra", "シマウマ"]).tolist() == [0, 0, 0, 0]
    assert words.scores([]).tolist() == [0, 0, 0, 0]
    assert words.pair_scores("zebra?").tolist() == [0, 0, 0, 0]


def test_a_word_given_twice_counts_twice(words: WordIndex) -> None:
    assert words.scores(["lighthous", "lighthous"])[1] == pytest.approx(2 * words.scores(["lighthous"])[1])


def test_japanese_is_found_by_pairs_of_characters_where_words_differ(words: WordIndex) -> None:
    assert words.pair_scores("士山の標")[0] > 0
    assert character_pairs("A山、川です") == ["a山", "川で", "です"]
    assert character_pairs("only latin") == []


def test_a_rarer_word_says_more(tmp_path: Path) -> None:
    index = indexed(["red apple", "red pear", "red plum"], tmp_path)
    assert index.rarity("zebra") > index.rarity(terms("apple")[0]) > index.rarity("red") > 0


@pytest.mark.parametrize("texts", [["", "、。"], [""], ["", "word"]])
def test_texts_without_words_can_be_indexed(texts: list[str], tmp_path: Path) -> None:
    index = indexed(texts, tmp_path)
    assert index.scores(["anything"]).tolist() == [0] * len(texts)
    assert (index.scores(["word"]) > 0).tolist() == [text == "word" for text in texts]


def test_matches_are_the_scores_of_the_texts_that_have_the_words(words: WordIndex) -> None:
    for asked in (["1862", "lighthous"], ["lighthous"], ["zebra"], []):
        scores, matches = words.scores(asked), words.matches(asked)
        assert set(matches.texts.tolist()) == set(np.flatnonzero(scores).tolist())
        assert np.array_equal(matches.scores, scores[matches.texts])


@given(asked=st.lists(st.sampled_from(["標高", "lighthous", "1862", "zebra"]), max_size=5))
def test_scores_are_never_negative_or_undefined(words: WordIndex, asked: list[str]) -> None:
    scores = words.scores(asked)
    assert scores.shape == (4,)
    assert (scores >= 0).all()


def test_what_common_words_say_can_be_left_out_and_looked_up_for_some_texts(tmp_path: Path) -> None:
    several = [f"赤い林檎の値段 red apple {number}" for number in range(20)] + ["青い林檎の値段 blue apple"]
    folders = [tmp_path / "first", tmp_path / "second"]
    write(folders[0], several[:8])
    write(folders[1], several[8:])
    # The documents of the second segment come first, and one of the first's is gone.
    index = WordIndex.load(folders, Places.of([8, 13], [(1, 0, 13), (0, 0, 3), (0, 4, 4)]))
    asked, question = terms("blue apple 林檎 zebra apple"), "青い林檎の値段"
    numbers = np.array([0, 3, 12, 13, 19])
    for most in (0, 1, 5, 100):
        words = index.scores(asked, most)[numbers] + index.common_scores(asked, numbers, most)
        pairs = index.pair_scores(question, most)[numbers] + index.common_pair_scores(question, numbers, most)
        assert words == pytest.approx(index.scores(asked)[numbers], rel=1e-5)
        assert pairs == pytest.approx(index.pair_scores(question)[numbers], rel=1e-5)
    assert index.scores(asked, 1)[0] == 0 < index.scores(asked, 1)[12]
