"""With the pieces alone that a text can have it is split as with the whole vocabulary."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from kotae.embedding.pieces import Splitter, read_splitter
from kotae.embedding.source import bundled_folder
from kotae.embedding.tokenizer import SPECIAL, read_tokenizer


@pytest.fixture(scope="module")
def folder(cache: Path) -> Path:
    return bundled_folder(cache)


@pytest.fixture(scope="module")
def whole(folder: Path) -> Tokenizer:
    return read_tokenizer(folder / "tokenizer.json")


@pytest.fixture(scope="module")
def alone(folder: Path) -> Splitter:
    """One that never takes the whole vocabulary."""
    splitter = read_splitter(folder)
    splitter.times = -1_000_000
    return splitter


def same(splitter: Splitter, whole: Tokenizer, texts: list[str], *, marks: bool = True) -> bool:
    expected = whole.encode_batch(texts, add_special_tokens=marks)
    split = splitter.split(texts, marks=marks)
    return [(one.ids, one.offsets) for one in split] == [(one.ids, one.offsets) for one in expected]


def test_varied_texts(varied: list[str], alone: Splitter, whole: Tokenizer) -> None:
    for text in varied:
        assert same(alone, whole, [text]), text
        assert same(alone, whole, [f"query: {text}"], marks=False), text
    assert same(alone, whole, varied[:-1])
    assert alone.whole is None


LETTERS = st.sampled_from(
    [*"aeFst .,0123がかハ゛゚日本語漢字①㈱ﾊﾟ\u0301\u200b\u200d\ufeff\n\t\0é😀", "\ud800", "  ", "▁", *SPECIAL]
)


@given(st.lists(LETTERS | st.characters(), max_size=40).map("".join))
def test_any_text(alone: Splitter, whole: Tokenizer, text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    assert same(alone, whole, [text])


def test_texts_of_others(jsquad: list[str], alone: Splitter, whole: Tokenizer) -> None:
    for start in range(0, 600, 3):
        assert same(alone, whole, jsquad[start : start + 3])
        assert same(alone, whole, jsquad[-start - 1 :][:1])


def test_much_text_takes_the_whole_vocabulary(folder: Path, whole: Tokenizer) -> None:
    splitter = read_splitter(folder)
    assert same(splitter, whole, ["富士山の高さは？"])
    assert splitter.whole is None
    assert same(splitter, whole, ["富士山の高さは？" * 2_000])
    assert splitter.whole is not None


def test_many_texts_take_the_whole_vocabulary(folder: Path, whole: Tokenizer) -> None:
    splitter = read_splitter(folder)
    for number in range(100):
        assert same(splitter, whole, [f"{number} m"])
    assert splitter.whole is not None
