"""The records of an index: documents, units, tables and references, in one SQLite file."""

import hashlib
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, get_args

import numpy as np
from pydantic import TypeAdapter

from kotae.corpus.citations import Reference
from kotae.corpus.resting import Citing
from kotae.documents.model import BlockRole, Shortfall, Table
from kotae.index.columns import Column
from kotae.passages.units import Unit, UnitKind
from kotae.text.language import Language

_KEPT_TABLES = 64
_KEPT_UNITS = 2_048
COLUMNS = "units.npy"  # beside the records: what is known of every unit without reading it
_KINDS: tuple[UnitKind, ...] = get_args(UnitKind)
_LANGUAGES: tuple[Language, ...] = get_args(Language)
_ROLES: tuple[BlockRole, ...] = get_args(BlockRole)
_ROW = np.dtype([("document", "<i4"), ("kind", "u1"), ("language", "u1"), ("reference", "u1"), ("role", "u1")])
_SCHEMA = """
CREATE TABLE documents (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL);
CREATE TABLE units (number INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents, kind TEXT NOT NULL,
                    language TEXT NOT NULL, reference INTEGER NOT NULL, role TEXT NOT NULL, indexed BLOB NOT NULL,
                    body TEXT NOT NULL);
CREATE TABLE tables (document INTEGER NOT NULL REFERENCES documents, number INTEGER NOT NULL, body TEXT NOT NULL,
                     PRIMARY KEY (document, number));
CREATE INDEX units_by_document ON units (document);
CREATE INDEX units_by_indexed ON units (indexed);
"""


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """What the index knows of a document: where it came from, what was read, which references it lists.

    `sha256` and `reader` say from which bytes and by which version of the readers its units were made; `sizes` are the
    width and height of each page in PDF points, where the format has pages; `shortfalls` what was not read; `ocr` the first
    and last page of each run of pages that were read by OCR.
    """

    id: str
    name: str
    title: str
    sha256: str
    reader: str
    format: str
    language: str
    pages: int
    url: str = ""
    publisher: str = ""
    date: str = ""
    licence: str = ""
    references: tuple[Reference, ...] = ()
    sizes: tuple[tuple[float, float], ...] = ()
    shortfalls: tuple[Shortfall, ...] = ()
    ocr: tuple[tuple[int, int], ...] = ()

    def by_ocr(self, pages: Iterable[int]) -> bool:
        """Tell whether any of these pages was read by OCR."""
        return any(first <= page <= last for page in pages for first, last in self.ocr)


@dataclass(frozen=True, slots=True)
class DocumentUnits:
    """Everything that one document brings into an index."""

    record: DocumentRecord
    units: tuple[Unit, ...]
    languages: tuple[str, ...]
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Carried:
    """A document that the generation before had too: its number there, the numbers of its units there, and what is known of
    it now."""

    record: DocumentRecord
    number: int
    units: range


def write(path: Path, documents: Iterable[DocumentUnits | Carried], previous: Path | None = None) -> None:
    """Write a new records file; units are numbered from 0 in the order given.

    Args:
        path: the file.
        documents: what it is to hold; what is carried over is copied as it stands.
        previous: the records file of the generation before.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript(_SCHEMA)
        if previous is not None:
            connection.execute("ATTACH ? AS previous", (str(previous),))
        connection.execute("BEGIN")
        number = 0
        for position, document in enumerate(documents):
            connection.execute(
                "INSERT INTO documents VALUES (?, ?, ?)",
                (position, document.record.id, _dump(DocumentRecord, document.record)),
            )
            if isinstance(document, Carried):
                _copy(connection, document, position, number)
                number += len(document.units)
            else:
                _insert(connection, document, position, number)
                number += len(document.units)
        connection.execute("COMMIT")
        _write_columns(path.with_name(COLUMNS), connection, number)


def _write_columns(path: Path, connection: sqlite3.Connection, units: int) -> None:
    rows = connection.execute("SELECT document, kind, language, reference, role FROM units ORDER BY number")
    codes = [{name: code for code, name in enumerate(names)} for names in (_KINDS, _LANGUAGES, _ROLES)]
    kinds, languages, roles = codes
    written = (
        (document, kinds[kind], languages[language], reference, roles[role])
        for document, kind, language, reference, role in rows
    )
    np.save(path, np.fromiter(written, _ROW, units))


def _copy(connection: sqlite3.Connection, document: Carried, position: int, number: int) -> None:
    connection.execute(
        "INSERT INTO units SELECT number + ?, ?, kind, language, reference, role, indexed, body FROM previous.units"
        " WHERE document = ? ORDER BY number",
        (number - document.units.start, position, document.number),
    )
    connection.execute(
        "INSERT INTO tables SELECT ?, number, body FROM previous.tables WHERE document = ? ORDER BY number",
        (position, document.number),
    )


def _insert(connection: sqlite3.Connection, document: DocumentUnits, position: int, number: int) -> None:
    for place, (unit, language) in enumerate(zip(document.units, document.languages, strict=True), number):
        is_reference = any(entry.text == unit.text for entry in document.record.references)
        of_text = _digest(unit.indexed)
        row = (place, position, unit.kind, language, is_reference, unit.role, of_text, _dump(Unit, unit))
        connection.execute("INSERT INTO units VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    connection.executemany(
        "INSERT INTO tables VALUES (?, ?, ?)",
        ((position, index, _dump(Table, table)) for index, table in enumerate(document.tables)),
    )


def citing(passages: Iterable[tuple[str, Unit]]) -> list[Citing]:
    """Return those of some passages, each with its document's id, that cite sources."""
    return [Citing(name, unit.page, unit.text, unit.cites) for name, unit in passages if unit.cites]


def dump_unit(unit: Unit) -> str:
    """Return a unit as JSON."""
    return _dump(Unit, unit)


def load_unit(body: str) -> Unit:
    """Return the unit that `dump_unit` wrote."""
    unit: Unit = _load(Unit, body)
    return unit


def dump_table(table: Table) -> str:
    """Return a table as JSON."""
    return _dump(Table, table)


def load_table(body: str) -> Table:
    """Return the table that `dump_table` wrote."""
    table: Table = _load(Table, body)
    return table


@dataclass(frozen=True, slots=True, eq=False)
class UnitColumns:
    """What is known of every unit without reading it: its document's number, kind, language, whether it is an entry of a
    reference list, and its role."""

    documents: Column[int]
    kinds: Column[UnitKind]
    languages: Column[Language]
    references: Column[bool]
    roles: Column[BlockRole]

    @classmethod
    def load(cls, path: Path, documents: int) -> "UnitColumns":
        """Load what was written beside the records.

        Args:
            path: the file.
            documents: how many documents there are.
        """
        columns = np.load(path, mmap_mode="r")
        kept = {name: np.ascontiguousarray(columns[name]) for name in _ROW.names or ()}  # eight bytes a unit
        return cls(
            Column(kept["document"], range(documents)),
            Column(kept["kind"], _KINDS),
            Column(kept["language"], _LANGUAGES),
            Column(kept["reference"], (False, True)),
            Column(kept["role"], _ROLES),
        )


class Records:
    """Read access to a records file, safe to share between threads."""

    def __init__(self, path: Path) -> None:
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        self._lock = threading.Lock()
        self.documents: tuple[DocumentRecord, ...] = tuple(
            _load(DocumentRecord, body) for (body,) in self._rows("SELECT body FROM documents ORDER BY number")
        )
        known = UnitColumns.load(path.with_name(COLUMNS), len(self.documents))
        self.unit_documents, self.unit_kinds, self.unit_languages = known.documents, known.kinds, known.languages
        self.unit_references, self.unit_roles = known.references, known.roles
        self._table = lru_cache(maxsize=_KEPT_TABLES)(self._read_table)  # one answer asks for a table several times
        self._unit = lru_cache(maxsize=_KEPT_UNITS)(self._read_unit)

    def unit(self, number: int) -> Unit:
        """Return one unit by its number."""
        return self._unit(number)

    def some(self, numbers: Sequence[int]) -> list[Unit]:
        """Return some units by their numbers, in the order given."""
        return [self._unit(number) for number in numbers]

    def _read_unit(self, number: int) -> Unit:
        rows = self._rows("SELECT body FROM units WHERE number = ?", number)
        return load_unit(rows[0][0])

    def units(self) -> list[Unit]:
        """Return all units, in the order of their numbers."""
        return [_load(Unit, body) for (body,) in self._rows("SELECT body FROM units ORDER BY number")]

    def table(self, document: int, number: int) -> Table:
        """Return one table of a document, whole."""
        return self._table(document, number)

    def _read_table(self, document: int, number: int) -> Table:
        rows = self._rows("SELECT body FROM tables WHERE document = ? AND number = ?", document, number)
        return load_table(rows[0][0])

    def document_units(self, document: int) -> DocumentUnits:
        """Return everything that one document brought, to carry it over into the next generation."""
        units = self._rows("SELECT body, language FROM units WHERE document = ? ORDER BY number", document)
        tables = self._rows("SELECT body FROM tables WHERE document = ? ORDER BY number", document)
        return DocumentUnits(
            self.documents[document],
            tuple(_load(Unit, body) for body, _ in units),
            tuple(language for _, language in units),
            tuple(_load(Table, body) for (body,) in tables),
        )

    def units_of(self, document: int) -> tuple[Unit, ...]:
        """Return the units of one document, in order."""
        return self.document_units(document).units

    def carried(self, document: int, record: DocumentRecord) -> Carried:
        """Return what carries a document over into the next generation.

        Args:
            document: its number.
            record: what is known of it there.
        """
        first, count = self._rows("SELECT min(number), count(*) FROM units WHERE document = ?", document)[0]
        return Carried(record, document, range(first or 0, (first or 0) + count))

    def indexed_as(self, text: str) -> int | None:
        """Return the number of a unit whose indexed text this is; None where there is none."""
        rows = self._rows("SELECT number FROM units WHERE indexed = ? ORDER BY number LIMIT 1", _digest(text))
        return int(rows[0][0]) if rows else None

    def citing(self) -> list[Citing]:
        """Return the passages that cite sources, in order; entries of reference lists are none."""
        rows = self._rows(
            "SELECT document, body FROM units WHERE kind IN ('passage', 'figure') AND NOT reference ORDER BY number"
        )
        return citing((self.documents[document].id, load_unit(body)) for document, body in rows)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._connection.execute(query, values).fetchall()


def _digest(text: str) -> bytes:
    """Tell texts apart in 16 bytes: that two of them share these by chance is not to be expected."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


@cache
def _adapter(kind: type) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _dump(kind: type, value: object) -> str:
    return _adapter(kind).dump_json(value).decode()


def _load(kind: type, body: str) -> Any:
    return _adapter(kind).validate_json(body)
