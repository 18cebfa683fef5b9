"""A lexicon is the same each time, survives its file, and says what is wrong with a broken one."""

import shutil
from pathlib import Path

import pytest

from kotae.errors import BrokenIndexError, ModelError
from kotae.lexicon import Lexicon, build, dictionary

from .conftest import ENGLISH, JAPANESE

QUESTIONS = ("Which rare earth reserves does Greenland have?", "What did Northvolt file for in 2025?")


def test_building_twice_gives_the_same_file(cache: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        build([*JAPANESE, *ENGLISH], cache=cache).save(tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_saved_lexicon_translates_alike(lexicon: Lexicon, tmp_path: Path) -> None:
    path = tmp_path / "lexicon.sqlite"
    lexicon.save(path)
    loaded = Lexicon.load(path)
    path.unlink()
    for question in QUESTIONS:
        assert loaded.translate(question, "en") == lexicon.translate(question, "en") != []


@pytest.mark.parametrize("content", [None, b"", b"not a lexicon at all" * 100])
def test_a_broken_file_is_reported(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "lexicon.sqlite"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BrokenIndexError, match=r"lexicon\.sqlite"):
        Lexicon.load(path)


def test_an_empty_corpus_translates_nothing(cache: Path) -> None:
    assert build([], cache=cache).translate("What is it about minerals?", "en") == []


def test_a_damaged_cache_is_made_again(cache: Path, tmp_path: Path) -> None:
    build(JAPANESE, cache=cache)
    copy = tmp_path / "cache"
    shutil.copytree(cache, copy, copy_function=shutil.copy2)
    table = max(copy.glob("*.sqlite"), key=lambda path: path.stat().st_mtime)
    whole = table.stat().st_size
    with table.open("r+b") as stream:
        stream.truncate(whole // 2)
    assert build(JAPANESE, cache=copy).translate(QUESTIONS[0], "en")
    assert table.stat().st_size == whole
    assert not list(copy.glob("*.part"))


def test_a_missing_dictionary_names_the_remedy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(dictionary, "PACKAGE", "no_such_dictionary")
    with pytest.raises(ModelError, match="pip install jamdict-data"):
        build(JAPANESE, cache=tmp_path)
