"""Spellings, inflections and sounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotae.lexicon import english, sounds
from kotae.lexicon.entries import folded, wordings


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("organisation", "organization"),
        ("colours", "color"),
        ("centres", "center"),
        ("travelled", "traveled"),
        ("restricts", "restriction"),
        ("minerals", "mineral"),
    ],
)
def test_variants_of_a_word_share_a_key(one: str, other: str) -> None:
    assert english.key([one], {}) == english.key([other], {})


def test_irregular_forms_are_led_to_their_base() -> None:
    assert english.key(["built"], {"built": "build"}) == english.key(["builds"], {})


@pytest.mark.parametrize(("one", "other"), [("sign", "signature"), ("decide", "decision"), ("Europe", "European")])
def test_relatives_share_a_family(one: str, other: str) -> None:
    assert english.family(english.key([one], {})) == english.family(english.key([other], {}))


def test_only_inflections_count_as_the_same_word() -> None:
    assert english.inflected_alike("imports", "import")
    assert not english.inflected_alike("import", "important")


def test_words_keep_their_places_and_lose_possessives() -> None:
    text = "Greenland's U.S.-owned mines"
    assert [(word.text, text[word.start : word.end]) for word in english.words(text)] == [
        ("Greenland", "Greenland"),
        ("US", "U.S."),
        ("owned", "owned"),
        ("mines", "mines"),
    ]


def test_a_gloss_gives_its_phrases() -> None:
    phrases = [" ".join(phrase) for phrase, _ in wordings("(United States of) America")]
    assert phrases == ["America", "United States of America", "USA"]
    assert [phrase for phrase, _ in wordings("to restrict someone")] == [["restrict"]]


def test_forms_fold_width_and_dots() -> None:
    assert folded("ＥＶ・サプライ・チェーン") == "evサプライチェーン"


@pytest.mark.parametrize(
    ("kana", "letters"),
    [
        ("ノギモリ", "nogimori"),
        ("トウキョウ", "tokyo"),
        ("しゅっぱん", "shuppan"),
        ("ファーウェイ", "fawei"),
        ("マッチ", "macchi"),
        ("ヴィーン", "vin"),
    ],
)
def test_kana_are_romanised(kana: str, letters: str) -> None:
    assert sounds.romanise(kana) == letters


@given(st.text(alphabet="アイキャッシュトンーパvxッ漢"))
def test_any_reading_is_romanised(kana: str) -> None:
    assert sounds.romanise(kana).isascii()


def _nearest(name: str, kana: str) -> float:
    pairs = [(way, said) for way in sounds.spoken(name) for said in sounds.said(sounds.romanise(kana))]
    return min((sounds.distance(*pair) for pair in pairs if len(set(map(sounds.skeleton, pair))) == 1), default=1.0)


@pytest.mark.parametrize(
    ("name", "kana"),
    [
        ("Northvolt", "ノースボルト"),
        ("Zelenskyy", "ゼレンスキー"),
        ("Washington", "ワシントン"),
        ("Beethoven", "ベートーヴェン"),
        ("Schubert", "シューベルト"),
        ("Ohtani", "オオタニ"),
        ("Putin", "プーチン"),
    ],
)
def test_a_name_is_near_its_katakana(name: str, kana: str) -> None:
    assert _nearest(name, kana) < 0.2


@pytest.mark.parametrize(("word", "kana"), [("mineral", "ニッケル"), ("control", "コウトウ"), ("Danish", "ベトナム")])
def test_strangers_are_far(word: str, kana: str) -> None:
    assert _nearest(word, kana) > 0.2
