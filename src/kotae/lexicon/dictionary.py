"""JMdict and JMnedict as one compact table of Japanese forms and English glosses, made once and kept in the cache.

The dictionaries are the property of the Electronic Dictionary Research and Development Group (EDRDG,
https://www.edrdg.org/edrdg/licence.html, CC BY-SA 4.0); they come as the SQLite file that PyPI's
`jamdict-data` installs. Base forms of irregular English words are simplemma's (Barbaresi, MIT).
"""

import contextlib
import hashlib
import importlib.util
import os
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from kotae.cache import making
from kotae.digests import digest
from kotae.errors import ModelError
from kotae.lexicon import english
from kotae.lexicon.entries import form_rows, gloss_rows
from kotae.staging import sweep

PACKAGE = "jamdict_data"

_FORMAT = "5"  # raise it when the table's content changes, so that older caches are made again
_MEGABYTES = 80  # measured: 74
_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA temp_store = MEMORY;
CREATE TABLE form (text TEXT, entry INTEGER, share REAL);
CREATE TABLE gloss (entry INTEGER, key TEXT, words TEXT, share REAL, name INTEGER);
CREATE TABLE irregular (word TEXT, base TEXT);
CREATE TABLE word (key TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE part (part TEXT, key TEXT, share REAL, PRIMARY KEY (part, key)) WITHOUT ROWID;
"""
_INDEXES = """
CREATE INDEX form_text ON form (text);
CREATE INDEX form_entry ON form (entry);
CREATE INDEX gloss_entry ON gloss (entry);
CREATE INDEX gloss_key ON gloss (key);
"""

_COMMON, _RARE = 25, 60
_PRIORITIES = (
    "SELECT p.text FROM Kanji k JOIN KJP p ON p.kid = k.id WHERE k.text = ?",
    "SELECT p.text FROM Kana k JOIN KNP p ON p.kid = k.id WHERE k.text = ?",
)

_Row = TypeVar("_Row")


def source_path() -> Path:
    """Return where the installed dictionary lies, without importing its package.

    Raises:
        ModelError: the package is not installed or has no dictionary in it.
    """
    found = importlib.util.find_spec(PACKAGE)
    folders = found.submodule_search_locations if found else None
    path = Path(next(iter(folders))) / "jamdict.db" if folders else None
    if path is None or not path.is_file():
        raise ModelError("the Japanese-English dictionary is not installed: run `pip install jamdict-data`")
    return path


def table_of(cache: Path, source: Path) -> Path:
    """Return where in a cache the gloss table of a dictionary is, once it is made."""
    return cache / f"glosses-{_fingerprint(source)}.sqlite"


@contextlib.contextmanager
def opened(cache: Path) -> Iterator[sqlite3.Connection]:
    """Open the gloss table, making it first where it is missing, damaged, or made from another dictionary.

    Args:
        cache: the folder that keeps the table between runs; made if need be.

    Raises:
        ModelError: the dictionary is not installed or damaged, or its table cannot be written or read.
    """
    source = source_path()
    table = table_of(cache, source)
    sweep(cache)
    if not _is_sealed(table):
        with making(table, "dictionary", _MEGABYTES) as staged:
            _make(source, table, staged)
    try:
        with contextlib.closing(_reader(table)) as rows:
            yield rows
    except sqlite3.Error as error:
        raise ModelError(
            f"{table}: the dictionary cannot be read ({error}). Remove this file: it is made again."
        ) from error


def ranks(forms: Iterable[str]) -> dict[str, int]:
    """Return how common Japanese spellings are: the rank of their band of 500 in newspapers (JMdict's nf01 to nf48), 25 for
    others that are marked as common, 60 for those that are not.

    Raises:
        ModelError: the dictionary is not installed or damaged.
    """
    source = source_path()
    found: dict[str, int] = {}
    with _damage_told(source), contextlib.closing(_reader(source)) as rows:
        for form in dict.fromkeys(forms):
            tags = [tag for select in _PRIORITIES for (tag,) in rows.execute(select, (form,))]
            bands = [int(tag[2:]) for tag in tags if tag.startswith("nf")]
            found[form] = min(bands, default=_COMMON if any(tag.endswith("1") for tag in tags) else _RARE)
    return found


def identity() -> str:
    """Return what changes when the table would: its format, and the dictionary that is installed.

    Raises:
        ModelError: it is not installed or damaged.
    """
    return _fingerprint(source_path())


def _reader(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


def _fingerprint(source: Path) -> str:
    """Identify the dictionary by its size and what it says of itself: hashing 300 MB at each start would be slow."""
    with _damage_told(source), contextlib.closing(_reader(source)) as rows:
        told = rows.execute("SELECT key, value FROM meta ORDER BY key").fetchall()
        return hashlib.sha256(repr((_FORMAT, source.stat().st_size, told)).encode()).hexdigest()[:16]


@contextlib.contextmanager
def _damage_told(source: Path) -> Iterator[None]:
    """Turn what SQLite raises while the installed dictionary is read into a `ModelError`."""
    try:
        yield
    except sqlite3.Error as error:
        raise ModelError(
            f"{source}: the dictionary cannot be read ({error}). Reinstall it: pip install --force-reinstall jamdict-data"
        ) from error


def _seal(table: Path) -> Path:
    return table.with_suffix(".sha256")


def _is_sealed(table: Path) -> bool:
    """Tell whether the table is the one that was made: hashing its 74 MB takes 0.2 s, once while it stays as it is."""
    try:
        return _seal(table).read_text("ascii", "replace") == digest(table)
    except OSError:
        return False


def _make(source: Path, table: Path, staged: Path) -> None:
    """Make the table in a staging folder and move it to its place; the seal comes last, so that it vouches for it."""
    made, seal = staged / table.name, staged / _seal(table).name
    with contextlib.closing(_reader(source)) as rows, contextlib.closing(sqlite3.connect(made)) as writing:
        _copy(source, rows, writing)
    seal.write_text(digest(made), "ascii")
    _seal(table).unlink(missing_ok=True)
    os.replace(made, table)
    os.replace(seal, _seal(table))


def _copy(source: Path, rows: sqlite3.Connection, made: sqlite3.Connection) -> None:
    made.executescript(_SCHEMA)
    irregular = dict(irregular_words())
    made.executemany("INSERT INTO irregular VALUES (?, ?)", sorted(irregular.items()))
    made.executemany("INSERT INTO gloss VALUES (?, ?, ?, ?, ?)", _read(source, gloss_rows(rows, irregular)))
    glossed = {entry for (entry,) in made.execute("SELECT DISTINCT entry FROM gloss")}
    made.executemany("INSERT INTO form VALUES (?, ?, ?)", _read(source, form_rows(rows, glossed)))
    words = made.execute("SELECT DISTINCT key FROM gloss WHERE NOT name AND instr(key, ' ') = 0")
    made.executemany("INSERT INTO word VALUES (?)", sorted(words))
    longer = made.execute("SELECT DISTINCT key, words FROM gloss WHERE NOT name AND key LIKE '% %' ORDER BY key, words")
    parts = (
        (part, key, share)
        for key, words in longer.fetchall()
        for part, _, share in english.parts(key.split(" "), words.split(" "))
    )
    made.executemany("INSERT OR REPLACE INTO part VALUES (?, ?, ?)", parts)
    made.executescript(_INDEXES)
    made.commit()


def _read(source: Path, rows: Iterator[_Row]) -> Iterator[_Row]:
    """Yield rows of the installed dictionary; what goes wrong there is not laid to the table that is written."""
    with _damage_told(source):
        yield from rows


def irregular_words() -> Iterator[tuple[str, str]]:
    """Yield the English words whose base form no stemmer finds, with that base form, from simplemma's list."""
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory  # slow to import, seldom needed

    for word, base in DefaultDictionaryFactory().get_dictionary("en").items():
        inflected, plain = _text(word), _text(base)
        ordinary = all(form.isascii() and form.isalpha() and form.islower() for form in (inflected, plain))
        if ordinary and english.part_key(inflected, "") != english.part_key(plain, ""):
            yield inflected, plain


def _text(word: str | bytes) -> str:
    return word.decode() if isinstance(word, bytes) else word
