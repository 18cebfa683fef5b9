"""Questions in one language find the words of a corpus in the other."""

from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotae.lexicon import Lexicon, build
from kotae.text.tokens import terms

from .conftest import ENGLISH, JAPANESE


def _texts(lexicon: Lexicon, question: str, language: Literal["ja", "en"]) -> dict[str, list[str]]:
    return {found.source: [target.text for target in found.targets] for found in lexicon.translate(question, language)}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which exports were restricted?", "輸出"),
        ("Why are restrictions needed?", "制限"),
        ("Which minerals matter?", "鉱物"),
        ("Where do rare earths lie?", "レアアース"),
        ("How large are the estimated reserves?", "埋蔵量"),
        ("Which deposits are undeveloped?", "未開発"),
        ("Which counter-measures were demanded?", "対抗措置"),
        ("Which countermeasures were demanded?", "対抗措置"),
        ("How are supply chains changing?", "サプライチェーン"),
        ("Who went bankrupt?", "破産"),
        ("Who signed it?", "署名"),
        ("What did the child cross?", "子供"),
        ("What do the US and China want?", "米国"),
        ("What does the U.S. want?", "米国"),
        ("Is Danish territory for sale?", "デンマーク"),
        ("How does decarbonisation proceed?", "炭素"),
        ("Is colour important?", "色"),
    ],
)
def test_english_words_find_japanese_ones(lexicon: Lexicon, question: str, expected: str) -> None:
    found = _texts(lexicon, question, "en")
    assert any(expected in targets for targets in found.values()), found


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("氷河はどれだけ減ったか", "Glaciers"),
        ("レストランでの喫煙は禁止されたか", "smoking"),
        ("電気自動車の需要", "electric vehicles"),
        ("スウェーデンの電池", "battery"),
        ("国会が可決した法律は", "law"),
        ("気温の上昇", "temperatures"),
    ],
)
def test_japanese_words_find_english_ones(lexicon: Lexicon, question: str, expected: str) -> None:
    found = _texts(lexicon, question, "ja")
    assert any(expected in targets for targets in found.values()), found


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Northvolt", "ノースボルト"),
        ("Zelensky", "ゼレンスキー"),
        ("Zelenskyy", "ゼレンスキー"),
        ("Bayan Obo", "バヤン・オボ"),
        ("Nogimori", "野木森"),
    ],
)
def test_names_are_found_by_their_sound(lexicon: Lexicon, name: str, expected: str) -> None:
    assert expected in _texts(lexicon, f"What about {name}?", "en")[name]


@pytest.mark.parametrize(("name", "expected"), [("ノースボルト", "Northvolt"), ("野木森", "Nogimori")])
def test_japanese_names_find_latin_ones(lexicon: Lexicon, name: str, expected: str) -> None:
    assert expected in _texts(lexicon, f"{name}とは何ですか", "ja")[name]


def test_common_words_are_not_taken_for_names(cache: Path) -> None:
    lexicon = build(["カラとトレードの町を岡さんが歩く。"], cache=cache)
    assert _texts(lexicon, "Does the color of oak matter?", "en") == {}


def test_the_longest_phrase_is_translated_whole(lexicon: Lexicon) -> None:
    found = lexicon.translate("Who controls the rare earth supply chain?", "en")
    assert [translation.source for translation in found if " " in translation.source] == ["rare earth", "supply chain"]
    places = [place for translation in found for place in range(translation.start, translation.end)]
    assert len(places) == len(set(places))


@pytest.mark.parametrize(
    ("question", "source", "expected"),
    [
        ("When does the rainy season begin?", "rainy season begin", "梅雨入り"),
        ("When does the rainy season end?", "rainy season end", "梅雨明け"),
        ("What did the finance ministry say?", "finance ministry", "財務省"),
        ("What is the rate of unemployment?", "rate of unemployment", "失業率"),
    ],
)
def test_a_phrase_is_known_with_and_without_of(cache: Path, question: str, source: str, expected: str) -> None:
    lexicon = build(["梅雨入りは6月、梅雨明けは7月。財務省によると失業率は2%である。"], cache=cache)
    assert _texts(lexicon, question, "en")[source] == [expected]


def test_a_target_carries_the_terms_of_the_index(lexicon: Lexicon) -> None:
    translation = next(t for t in lexicon.translate("rare earths", "en") if t.source == "rare earths")
    assert list(translation.targets[0].terms) == terms("レアアース")


def test_an_abbreviation_is_no_pronoun(lexicon: Lexicon) -> None:
    assert "us" not in _texts(lexicon, "Does it matter to us?", "en")


@given(st.lists(st.sampled_from(" ".join([*JAPANESE, *ENGLISH, "take Trump sells bridges イギリス ?"]).split())))
def test_weights_places_and_targets_hold_for_any_question(lexicon: Lexicon, words: list[str]) -> None:
    question = " ".join(words)
    corpus = set(terms("\n".join([*JAPANESE, *ENGLISH])))
    languages: tuple[Literal["ja"], Literal["en"]] = ("ja", "en")
    for language in languages:
        for translation in lexicon.translate(question, language):
            assert question[translation.start : translation.end] == translation.source
            assert translation.targets
            assert all(0 < target.weight <= 1 for target in translation.targets)
            assert sum(target.weight for target in translation.targets) <= 1 + 1e-9
            assert all(set(target.terms) <= corpus for target in translation.targets)


def test_a_word_that_the_corpus_lacks_is_found_by_a_synonym(cache: Path) -> None:
    lexicon = build(["豪州の生産量は多い。", "米国は自動車を輸入した。"], cache=cache)
    found = {
        one.source: {target.text for target in one.targets}
        for one in lexicon.synonyms("オーストラリアとアメリカの車は?")
    }
    assert "豪州" in found["オーストラリア"]
    assert "米国" in found["アメリカ"]
    assert "自動車" in found["車"]


def test_a_word_that_the_corpus_has_needs_no_synonym(cache: Path) -> None:
    lexicon = build(["豪州とオーストラリアは同じ国である。"], cache=cache)
    assert not [one for one in lexicon.synonyms("オーストラリアは?") if one.source == "オーストラリア"]
