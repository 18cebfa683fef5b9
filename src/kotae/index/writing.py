"""The records of an index as they are written: a segment's units and tables, and a generation's documents."""

import sqlite3
import zlib
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from contextlib import closing
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kotae.documents.model import Table
from kotae.index.packing import adapter, digest, packed
from kotae.index.records import Carried, DocumentUnits, Placed
from kotae.index.unit_columns import COLUMNS, KINDS, LANGUAGES, ROLES, ROW, columns
from kotae.passages.units import Unit

_SCHEMA = """
CREATE TABLE units (number INTEGER PRIMARY KEY, indexed BLOB NOT NULL, body BLOB NOT NULL);
CREATE TABLE tables (document INTEGER NOT NULL, number INTEGER NOT NULL, body BLOB NOT NULL,
                     PRIMARY KEY (document, number)) WITHOUT ROWID;
CREATE INDEX units_by_indexed ON units (indexed);
"""


def write(path: Path, documents: Sequence[DocumentUnits | Carried], previous: Sequence[Path] = ()) -> None:
    """Write a segment's records file; units are numbered from 0 in the order given.

    Args:
        path: the file.
        documents: what it is to hold; what is carried over is copied as it stands.
        previous: the records files of the segments of the generation before.
    """
    rows_of = [np.empty(0, ROW)]
    before = {each.segment: columns(previous[each.segment]) for each in documents if isinstance(each, Carried)}
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript(_SCHEMA)
        for segment in before:
            connection.execute(f"ATTACH ? AS previous{segment}", (str(previous[segment]),))
        connection.execute("BEGIN")
        number = 0
        for position, document in enumerate(documents):
            if isinstance(document, Carried):
                _copy(connection, document, position, number)
                rows = before[document.segment][document.units.start : document.units.stop].copy()
                rows["document"] = position
            else:
                _insert(connection, document, position, number)
                rows = _rows_of(document, position)
            rows_of.append(rows)
            number += len(document.units)
        connection.execute("COMMIT")
        for segment in before:
            connection.execute(f"DETACH previous{segment}")
    np.save(path.with_name(COLUMNS), np.concatenate(rows_of))


def _rows_of(document: DocumentUnits, position: int) -> NDArray[np.void]:
    """Return what is known of a document's units without reading them."""
    references = {entry.text for entry in document.record.references}
    codes = [{str(name): code for code, name in enumerate(names)} for names in (KINDS, LANGUAGES, ROLES)]
    kinds, languages, roles = codes
    rows = [
        (position, kinds[unit.kind], languages[language], _refers(unit, references), roles[unit.role])
        for unit, language in zip(document.units, document.languages, strict=True)
    ]
    return np.array(rows, ROW)


def _refers(unit: Unit, references: AbstractSet[str]) -> bool:
    """Tell whether a unit is an entry of a reference list: one that can be cited by its key, or one of another style."""
    return unit.text in references or unit.role == "references"


def _copy(connection: sqlite3.Connection, document: Carried, position: int, number: int) -> None:
    connection.execute(
        f"INSERT INTO units SELECT number + ?, indexed, body FROM previous{document.segment}.units"
        " WHERE number BETWEEN ? AND ? ORDER BY number",
        (number - document.units.start, document.units.start, document.units.stop - 1),
    )
    connection.execute(
        f"INSERT INTO tables SELECT ?, number, body FROM previous{document.segment}.tables WHERE document = ?",
        (position, document.number),
    )


def _insert(connection: sqlite3.Connection, document: DocumentUnits, position: int, number: int) -> None:
    connection.executemany(
        "INSERT INTO units VALUES (?, ?, ?)",
        ((place, digest(unit.indexed), packed(Unit, unit)) for place, unit in enumerate(document.units, number)),
    )
    connection.executemany(
        "INSERT INTO tables VALUES (?, ?, ?)",
        ((position, index, packed(Table, table)) for index, table in enumerate(document.tables)),
    )


def write_documents(path: Path, documents: Sequence[Placed]) -> None:
    """Write the documents of a generation, in their order, into a file."""
    path.write_bytes(zlib.compress(adapter(tuple[Placed, ...]).dump_json(tuple(documents), exclude_defaults=True), 1))
