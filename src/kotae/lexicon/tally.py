"""How often a corpus has which runs of words, kept so that a run can be told anew when documents come and go."""

import hashlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kotae.lexicon.vocabulary import Run, Vocabulary

Language = Literal["ja", "en"]

# A run's forms are how it is written, its keys and its readings, each with how many documents have it: so a document can be
# taken out again without looking at all others, and the order of documents does not matter.
_SCHEMA = """
CREATE TABLE made (way TEXT);
CREATE TABLE run (number INTEGER PRIMARY KEY, language TEXT, terms TEXT, count INTEGER, told BLOB,
                  UNIQUE (language, terms));
CREATE TABLE form (run INTEGER, kind TEXT, value TEXT, documents INTEGER, PRIMARY KEY (run, kind, value)) WITHOUT ROWID;
"""
_ADDED = (
    "INSERT INTO run (language, terms, count) VALUES (?, ?, ?)"
    " ON CONFLICT (language, terms) DO UPDATE SET count = count + excluded.count"
)
_FORMED = (
    "INSERT INTO form SELECT number, ?, ?, ? FROM run WHERE language = ? AND terms = ?"
    " ON CONFLICT (run, kind, value) DO UPDATE SET documents = documents + excluded.documents"
)
_CHANGED = "INSERT OR IGNORE INTO changed SELECT number FROM run WHERE language = ? AND terms = ?"
_RUNS = (
    "SELECT number, language, terms, count, told FROM run WHERE number IN (SELECT number FROM changed) ORDER BY number"
)
_FORMS = "SELECT value FROM form WHERE run = ? AND kind = ? ORDER BY documents DESC, value"


@dataclass(frozen=True, slots=True)
class Numbered:
    """A run of words of the whole corpus, under the number that it keeps for as long as a document has it."""

    number: int
    language: Language
    run: Run


class Tally:
    """The runs of a corpus; changed by `remove` and `add`, and then asked what came of it: `gone`, `runs`, `counts`."""

    def __init__(self, rows: sqlite3.Connection, way: str) -> None:
        self._rows = rows
        self.way = way

    @classmethod
    def empty(cls, rows: sqlite3.Connection, way: str) -> "Tally":
        """Make one without documents in a new SQLite file; `way` names how runs are told."""
        rows.executescript(_SCHEMA)
        rows.execute("INSERT INTO made VALUES (?)", (way,))
        return cls._ready(rows, way)

    @classmethod
    def of(cls, rows: sqlite3.Connection) -> "Tally":
        """Return the one that is in an SQLite file."""
        return cls._ready(rows, rows.execute("SELECT way FROM made").fetchone()[0])

    @classmethod
    def _ready(cls, rows: sqlite3.Connection, way: str) -> "Tally":
        rows.execute("CREATE TEMP TABLE changed (number INTEGER PRIMARY KEY)")
        return cls(rows, way)

    def remove(self, vocabulary: Vocabulary) -> None:
        """Take out a document, by what `add` was given for it."""
        self._count(vocabulary, -1)

    def add(self, vocabulary: Vocabulary) -> None:
        """Take up a document."""
        self._count(vocabulary, 1)

    def _count(self, vocabulary: Vocabulary, times: int) -> None:
        for language, runs in (("ja", vocabulary.japanese), ("en", vocabulary.english)):
            known = [(" ".join(terms), run) for terms, run in sorted(runs.items())]
            self._rows.executemany(_ADDED, ((language, terms, times * run.count) for terms, run in known))
            self._rows.executemany(
                _FORMED,
                ((kind, value, times, language, terms) for terms, run in known for kind, value in _forms(run)),
            )
            self._rows.executemany(_CHANGED, ((language, terms) for terms, _ in known))

    def gone(self) -> list[int]:
        """Drop what no document has any more, and return the numbers of those runs."""
        which = "(SELECT number FROM changed)"
        self._rows.execute(f"DELETE FROM form WHERE run IN {which} AND documents = 0")
        gone = self._rows.execute(f"DELETE FROM run WHERE number IN {which} AND count = 0 RETURNING number")
        return [number for (number,) in gone]

    def runs(self) -> Iterator[Numbered]:
        """Yield the runs that have other forms than when they were last told, as the whole corpus has them.

        A run is written as most documents write it first.
        """
        for number, language, terms, count, told in self._rows.execute(_RUNS).fetchall():
            texts, keys, readings = (
                [value for (value,) in self._rows.execute(_FORMS, (number, kind))]
                for kind in ("text", "key", "reading")
            )
            run = Run(tuple(terms.split(" ")), texts[0], count, set(keys), set(readings))
            if told != (now := _told(run)):
                self._rows.execute("UPDATE run SET told = ? WHERE number = ?", (now, number))
                yield Numbered(number, language, run)

    def counts(self) -> Iterator[tuple[int, int]]:
        """Yield the numbers of the runs that have changed and are still there, with how often the corpus has them."""
        for number, _, _, count, _ in self._rows.execute(_RUNS):
            yield number, count


def _told(run: Run) -> bytes:
    """Tell a run's forms from others in a few bytes."""
    return hashlib.blake2b(repr((run.text, sorted(run.keys), sorted(run.readings))).encode(), digest_size=12).digest()


def _forms(run: Run) -> Iterator[tuple[str, str]]:
    yield "text", run.text
    yield from (("key", key) for key in sorted(run.keys))
    yield from (("reading", reading) for reading in sorted(run.readings))
