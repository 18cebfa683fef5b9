"""A lexicon is the same each time, survives its file, and says what is wrong with a broken one."""

import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from kotae.errors import BrokenIndexError, ModelError
from kotae.lexicon import Lexicon, build, dictionary

from .conftest import ENGLISH, JAPANESE

QUESTIONS = ("Which rare earth reserves does Greenland have?", "What did Northvolt file for in 2025?")


def copied(cache: Path, folder: Path) -> Path:
    """Copy a cache's table of glosses with its checksum into a folder, and return the copy."""
    table = dictionary.table_of(cache, dictionary.source_path())
    for path in cache.glob(f"{table.stem}.*"):
        shutil.copy2(path, folder)
    return folder / table.name


def write_dictionary(path: Path) -> None:
    """Write the part of the installed dictionary that has what `QUESTIONS` asks for: its table is made in a moment."""
    entries = (
        "idseq IN (SELECT idseq FROM whole.Kanji WHERE text = '埋蔵量' UNION SELECT idseq FROM whole.Kana WHERE text IN"
    )
    entries += " ('グリーンランド', 'レアアース'))"
    senses, names = "sid IN (SELECT id FROM Sense)", "idseq IN (SELECT idseq FROM NEKana)"
    parts = {
        "meta": "TRUE",
        **dict.fromkeys(("Kanji", "Kana", "Sense"), entries),
        **dict.fromkeys(("SenseGloss", "misc"), senses),
        "KJP": "kid IN (SELECT id FROM Kanji)",
        "KNP": "kid IN (SELECT id FROM Kana)",
        "NEKana": "text = 'グリーンランド'",
        **dict.fromkeys(("NEKanji", "NETranslation"), names),
        **dict.fromkeys(("NETransType", "NETransGloss"), "tid IN (SELECT id FROM NETranslation)"),
    }
    whole = f"{dictionary.source_path().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(path.absolute().as_uri(), uri=True)) as rows:
        rows.execute("ATTACH ? AS whole", (whole,))
        for name, which in parts.items():
            rows.execute(f"CREATE TABLE {name} AS SELECT * FROM whole.{name} WHERE {which}")


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


def test_a_damaged_cache_is_made_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "short_dictionary").mkdir()
    (tmp_path / "short_dictionary" / "__init__.py").touch()
    write_dictionary(tmp_path / "short_dictionary" / "jamdict.db")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(dictionary, "PACKAGE", "short_dictionary")
    copy = tmp_path / "cache"
    assert build(JAPANESE, cache=copy).translate(QUESTIONS[0], "en")
    table = dictionary.table_of(copy, dictionary.source_path())
    whole = table.stat().st_size
    (copy / ".killed.partial").mkdir()
    for name in (".lock", table.name):
        (copy / ".killed.partial" / name).write_text("half")
    with table.open("r+b") as stream:
        stream.truncate(whole // 2)
    assert build(JAPANESE, cache=copy).translate(QUESTIONS[0], "en")
    assert table.stat().st_size == whole
    assert not list(copy.glob("*.partial"))


def test_a_full_disk_is_not_laid_to_the_dictionary(disk: Callable[..., Path]) -> None:
    small = disk(2_000_000)
    with pytest.raises(ModelError) as raised:
        build(JAPANESE, cache=small)
    assert re.fullmatch(
        rf"{small}/glosses-\w+\.sqlite: the dictionary cannot be written \(.*full.*\)\. Make room \(80 MB\), .*KOTAE_CACHE\.",
        str(raised.value),
    )
    assert list(small.iterdir()) == []


@pytest.mark.parametrize("kind", ["file", "below a file", "read only"])
def test_a_cache_that_cannot_be_made_is_named(disk: Callable[..., Path], tmp_path: Path, kind: str) -> None:
    (tmp_path / "file").write_text("in the way")
    paths = {"file": tmp_path / "file", "below a file": tmp_path / "file" / "cache"}
    cache = paths.get(kind) or disk(1_000_000, readable_only=True)
    with pytest.raises(ModelError, match=rf"{cache}.*cannot be written \(.*\).*KOTAE_CACHE") as raised:
        build(JAPANESE, cache=cache)
    assert "\n" not in str(raised.value)


def test_a_cache_that_is_whole_need_not_be_written(cache: Path, disk: Callable[..., Path]) -> None:
    build(JAPANESE, cache=cache)
    copy = copied(cache, disk(100_000_000)).parent
    subprocess.run(["mount", "-o", "remount,ro", copy], check=True)
    assert build(JAPANESE, cache=copy).translate(QUESTIONS[0], "en")


@pytest.mark.parametrize("damage", ["cut", "no table", "no SQLite"])
def test_a_damaged_dictionary_is_said_to_be_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, damage: str) -> None:
    (tmp_path / "broken_dictionary").mkdir()
    (tmp_path / "broken_dictionary" / "__init__.py").touch()
    path = tmp_path / "broken_dictionary" / "jamdict.db"
    with closing(sqlite3.connect(path)) as rows, rows:
        rows.execute("CREATE TABLE meta (key TEXT, value TEXT)")
        if damage == "cut":
            rows.execute("CREATE TABLE misc (sid INTEGER, text TEXT)")
            rows.executemany("INSERT INTO misc VALUES (?, ?)", [(n, "x" * 500) for n in range(1000)])
    if damage == "cut":
        os.truncate(path, 100_000)
    elif damage == "no SQLite":
        path.write_text("x" * 10_000)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(dictionary, "PACKAGE", "broken_dictionary")
    with pytest.raises(ModelError, match=r"jamdict\.db: the dictionary cannot be read \(.*\)\. Reinstall it"):
        build(JAPANESE, cache=tmp_path / "cache")
    assert not list((tmp_path / "cache").glob("*"))


def test_a_missing_dictionary_names_the_remedy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(dictionary, "PACKAGE", "no_such_dictionary")
    with pytest.raises(ModelError, match="pip install jamdict-data"):
        build(JAPANESE, cache=tmp_path)
