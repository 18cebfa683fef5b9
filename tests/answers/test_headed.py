"""A name that stands only in the heading over what tells of it, as on slides and in lists of products."""

from pathlib import Path

import pytest
from support import indexed

from kotae import Kotae

PRODUCTS = """# 園芸の新しい道具

## ミノリス（青葉光学）

梨の実の色から、食べごろを瞬時に見分ける手持ちのランプ。大量の写真と農家の判定を学習した。

## Tillmate（北川農機）

畑の石を避けながら自動で土を起こす小型の機械。2031年に発売された。

## 用語

接ぎ木とは、二つの植物をつないで一つの株に育てる方法である。
"""


@pytest.fixture(scope="module")
def products(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Kotae:
    return indexed({"products.md": PRODUCTS}, tmp_path_factory.mktemp("products"), cache)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("梨の食べごろを見分けるランプの名前は?", "ミノリス"),
        ("畑の土を自動で起こす機械の名前は?", "Tillmate"),
    ],
)
def test_a_name_in_a_heading_answers_with_what_is_told_under_it(products: Kotae, question: str, name: str) -> None:
    answer = products.ask(question).answer
    assert answer is not None
    (start, end) = answer.marks[0]
    assert name in answer.text[start:end]
    assert answer.text[end:].endswith("。"), "the sentence that it stands over comes with it"


@pytest.mark.parametrize(
    ("question", "words"), [("接ぎ木とは何ですか?", "育てる方法"), ("Tillmateはいつ発売された?", "2031年")]
)
def test_what_a_thing_is_and_when_it_was_is_told_by_sentences(products: Kotae, question: str, words: str) -> None:
    answer = products.ask(question).answer
    assert answer is not None
    assert words in answer.text
    assert not answer.text.startswith(("用語", "Tillmate（"))
