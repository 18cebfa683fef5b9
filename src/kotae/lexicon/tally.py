"""Which document of a corpus has which runs of words, kept so that a run can be told anew when documents come and go."""

import itertools
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kotae.lexicon.vocabulary import Run, Vocabulary

Language = Literal["ja", "en"]

_SCHEMA = """
CREATE TABLE made (way TEXT);
CREATE TABLE document (number INTEGER PRIMARY KEY, name TEXT UNIQUE, position INTEGER);
CREATE TABLE run (number INTEGER PRIMARY KEY, language TEXT, terms TEXT, UNIQUE (language, terms));
CREATE TABLE met (run INTEGER, document INTEGER, text TEXT, count INTEGER, keys TEXT, readings TEXT,
                  PRIMARY KEY (run, document)) WITHOUT ROWID;
CREATE INDEX met_document ON met (document);
"""
_MET = (
    "SELECT m.run, r.language, r.terms, m.text, m.count, m.keys, m.readings"
    " FROM changed c JOIN run r ON r.number = c.number JOIN met m ON m.run = c.number"
    " JOIN document d ON d.number = m.document ORDER BY m.run, d.position"
)
_BETWEEN = "\n"  # no term, key or reading has one


@dataclass(frozen=True, slots=True)
class Numbered:
    """A run of words of the whole corpus, under the number that it keeps for as long as a document has it."""

    number: int
    language: Language
    run: Run


class Tally:
    """The runs of each document; changed by `remove` and `add`, and then asked what came of it."""

    def __init__(self, rows: sqlite3.Connection, way: str) -> None:
        self._rows = rows
        self.way = way

    @classmethod
    def empty(cls, way: str) -> "Tally":
        """Make one without documents; `way` names how runs are told."""
        rows = sqlite3.connect(":memory:")
        rows.executescript(_SCHEMA)
        rows.execute("INSERT INTO made VALUES (?)", (way,))
        return cls._ready(rows, way)

    @classmethod
    def load(cls, path: Path) -> "Tally":
        """Read what `save` wrote; the file is not changed."""
        rows = sqlite3.connect(":memory:")
        rows.deserialize(path.read_bytes())
        return cls._ready(rows, rows.execute("SELECT way FROM made").fetchone()[0])

    @classmethod
    def _ready(cls, rows: sqlite3.Connection, way: str) -> "Tally":
        rows.execute("CREATE TEMP TABLE changed (number INTEGER PRIMARY KEY)")
        return cls(rows, way)

    def save(self, path: Path) -> None:
        """Write it into one new SQLite file."""
        self._rows.commit()
        path.write_bytes(self._rows.serialize())

    @property
    def documents(self) -> list[str]:
        """The names of the documents, in their order."""
        return [name for (name,) in self._rows.execute("SELECT name FROM document ORDER BY position")]

    def remove(self, names: Iterable[str]) -> None:
        """Forget documents."""
        for name in names:
            (number,) = self._rows.execute("SELECT number FROM document WHERE name = ?", (name,)).fetchone()
            self._rows.execute("INSERT OR IGNORE INTO changed SELECT run FROM met WHERE document = ?", (number,))
            self._rows.execute("DELETE FROM met WHERE document = ?", (number,))
            self._rows.execute("DELETE FROM document WHERE number = ?", (number,))

    def add(self, name: str, vocabulary: Vocabulary) -> None:
        """Take up a document; `order` says afterwards where it stands."""
        (number,) = self._rows.execute("SELECT ifnull(max(number), -1) + 1 FROM document").fetchone()
        self._rows.execute("INSERT INTO document VALUES (?, ?, ?)", (number, name, number))
        for language, runs in (("ja", vocabulary.japanese), ("en", vocabulary.english)):
            known = [(language, " ".join(terms), run) for terms, run in sorted(runs.items())]
            pairs = [(language, terms) for language, terms, _ in known]
            self._rows.executemany("INSERT OR IGNORE INTO run (language, terms) VALUES (?, ?)", pairs)
            self._rows.executemany(
                "INSERT INTO met SELECT number, ?, ?, ?, ?, ? FROM run WHERE language = ? AND terms = ?",
                (
                    (number, run.text, run.count, _joined(run.keys), _joined(run.readings), language, terms)
                    for language, terms, run in known
                ),
            )
        self._rows.execute("INSERT OR IGNORE INTO changed SELECT run FROM met WHERE document = ?", (number,))

    def order(self, names: Iterable[str]) -> None:
        """Say in which order the documents stand: a run is written as the first of them writes it."""
        places = ((position, name) for position, name in enumerate(names))
        self._rows.executemany("UPDATE document SET position = ? WHERE name = ?", places)

    def changed(self) -> list[int]:
        """Return the numbers of the runs that may be others now, and drop those that no document has any more."""
        numbers = [number for (number,) in self._rows.execute("SELECT number FROM changed ORDER BY number")]
        self._rows.execute(
            "DELETE FROM run WHERE number IN (SELECT number FROM changed) AND number NOT IN (SELECT run FROM met)"
        )
        return numbers

    def runs(self) -> Iterator[Numbered]:
        """Yield the runs that have changed and are still there, as the whole corpus has them."""
        rows = self._rows.execute(_MET)
        for (number, language, terms), met in itertools.groupby(rows, key=lambda row: row[:3]):
            run: Run | None = None
            for _, _, _, text, count, keys, readings in met:
                run = run or Run(tuple(terms.split(" ")), text)
                run.count += count
                run.keys |= _parts(keys)
                run.readings |= _parts(readings)
            if run is not None:
                yield Numbered(number, language, run)


def _joined(parts: Iterable[str]) -> str:
    return _BETWEEN.join(sorted(parts))


def _parts(joined: str) -> set[str]:
    return set(joined.split(_BETWEEN)) if joined else set()
