"""The records of an index: its documents, and of each segment units, tables and references in one SQLite file."""

import re
import sqlite3
import threading
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kotae.corpus.citations import Reference
from kotae.corpus.resting import Citing
from kotae.documents.model import Shortfall, Table
from kotae.index.packing import adapter, digest, unpacked
from kotae.index.places import Places
from kotae.index.unit_columns import LANGUAGES, ROW, UnitColumns, columns
from kotae.passages.units import Unit

_JOINING = re.compile(r"(?:_|[^\w-])+")  # between the words of a file's name; a hyphen may be of a word
_KEPT_TABLES = 64
_KEPT_UNITS = 2_048


@dataclass(frozen=True, slots=True)
class AttachedRecord:
    """What the index knows of a file that is attached to a document: its name, format and pages, as of the document."""

    name: str
    format: str
    pages: int
    sizes: tuple[tuple[float, float], ...] = ()
    ocr: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """What the index knows of a document: where it came from, what was read, which references it lists.

    `sha256` and `reader` say from which bytes and by which version of the readers its units were made; `sizes` are the
    width and height of each page in PDF points, where the format has pages; `shortfalls` what was not read; `ocr` the first
    and last page of each run of pages that were read by OCR; `attached` the files in it that were read as well; `imprint`
    what its running headers and footers say.
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
    attached: tuple[AttachedRecord, ...] = ()
    imprint: str = ""

    @property
    def called(self) -> str:
        """What the document is called: its title, and the words of its file's name, which says whose it is as often."""
        return f"{self.title} {_JOINING.sub(' ', PurePosixPath(self.name).stem)}"

    def file(self, name: str) -> "AttachedRecord | None":
        """Return the attached file of a name; None where there is none."""
        return next((file for file in self.attached if file.name == name), None)

    def by_ocr(self, pages: Iterable[int], attached: str = "") -> bool:
        """Tell whether any of these pages, of the document or of a file attached to it, was read by OCR."""
        file = self.file(attached) if attached else self
        return any(first <= page <= last for page in pages for first, last in (file.ocr if file else ()))


@dataclass(frozen=True, slots=True)
class DocumentUnits:
    """Everything that one document brings into an index."""

    record: DocumentRecord
    units: tuple[Unit, ...]
    languages: tuple[str, ...]
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Carried:
    """A document that a segment of the generation before has: its number there, the numbers of its units there, and what is
    known of it now."""

    record: DocumentRecord
    segment: int
    number: int
    units: range


@dataclass(frozen=True, slots=True)
class Placed:
    """A document of a generation, with the segment that it is in, its number there, and its units there."""

    record: DocumentRecord
    segment: int
    number: int
    first: int
    units: int


def read_documents(path: Path) -> tuple[Placed, ...]:
    """Return what `write_documents` wrote.

    Raises:
        ValueError: it is no such file.
    """
    try:
        documents: tuple[Placed, ...] = adapter(tuple[Placed, ...]).validate_json(zlib.decompress(path.read_bytes()))
    except zlib.error as error:
        raise ValueError(f"{path.name} is damaged") from error
    return documents


def citing(passages: Iterable[tuple[str, Unit]]) -> list[Citing]:
    """Return those of some passages, each with its document's id, that cite sources."""
    return [Citing(name, unit.page, unit.text, unit.cites) for name, unit in passages if unit.cites]


def dump_unit(unit: Unit) -> str:
    """Return a unit as JSON."""
    return adapter(Unit).dump_json(unit).decode()


def load_unit(body: str) -> Unit:
    """Return the unit that `dump_unit` wrote."""
    unit: Unit = adapter(Unit).validate_json(body)
    return unit


def dump_table(table: Table) -> str:
    """Return a table as JSON."""
    return adapter(Table).dump_json(table).decode()


def load_table(body: str) -> Table:
    """Return the table that `dump_table` wrote."""
    table: Table = adapter(Table).validate_json(body)
    return table


class _Segment:
    """Read access to the records file of one segment, safe to share between threads."""

    def __init__(self, path: Path) -> None:
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        self._lock = threading.Lock()
        self.columns = columns(path)

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._connection.execute(query, values).fetchall()

    def close(self) -> None:
        self._connection.close()


class Records:
    """Read access to the records of a generation, safe to share between threads.

    `placed` are its documents with their places in the segments, `places` the units' places, `columns` what is known of every
    unit without reading it.
    """

    def __init__(self, placed: Sequence[Placed], segments: Sequence[Path]) -> None:
        """Open the records files of the segments; `placed` are the documents in their order."""
        self._segments = [_Segment(path) for path in segments]
        self.placed = tuple(placed)
        self.documents: tuple[DocumentRecord, ...] = tuple(document.record for document in placed)
        self.places = Places.of(
            self.sizes,
            [(document.segment, document.first, document.units) for document in placed],
        )
        slots = np.concatenate([np.empty(0, ROW), *(segment.columns for segment in self._segments)])
        self.columns = self.places.by_number(slots)
        self.columns["document"] = np.repeat(np.arange(len(placed)), [document.units for document in placed])
        self._numbers = {record.id: number for number, record in enumerate(self.documents)}
        known = UnitColumns.of(self.columns, len(self.documents))
        self.unit_documents, self.unit_kinds, self.unit_languages = known.documents, known.kinds, known.languages
        self.unit_references, self.unit_roles = known.references, known.roles
        self._table = lru_cache(maxsize=_KEPT_TABLES)(self._read_table)  # one answer asks for a table several times
        self._unit = lru_cache(maxsize=_KEPT_UNITS)(self._read_unit)

    @property
    def sizes(self) -> list[int]:
        """How many units each segment has."""
        return [len(segment.columns) for segment in self._segments]

    def number(self, name: str) -> int:
        """Return the number of the document with an id."""
        return self._numbers[name]

    def unit(self, number: int) -> Unit:
        """Return one unit by its number."""
        return self._unit(number)

    def some(self, numbers: Sequence[int]) -> list[Unit]:
        """Return some units by their numbers, in the order given."""
        return [self._unit(number) for number in numbers]

    def _read_unit(self, number: int) -> Unit:
        segment, place = self.places.find(number)
        rows = self._segments[segment].rows("SELECT body FROM units WHERE number = ?", place)
        unit: Unit = unpacked(Unit, rows[0][0])
        return unit

    def units(self) -> list[Unit]:
        """Return all units, in the order of their numbers."""
        return [unit for document in range(len(self.documents)) for unit in self.units_of(document)]

    def table(self, document: int, number: int) -> Table:
        """Return one table of a document, whole."""
        return self._table(document, number)

    def _read_table(self, document: int, number: int) -> Table:
        placed = self.placed[document]
        select = "SELECT body FROM tables WHERE document = ? AND number = ?"
        table: Table = unpacked(Table, self._segments[placed.segment].rows(select, placed.number, number)[0][0])
        return table

    def document_units(self, document: int) -> DocumentUnits:
        """Return everything that one document brought."""
        placed = self.placed[document]
        if not placed.units:
            return DocumentUnits(placed.record, (), (), ())
        segment = self._segments[placed.segment]
        tables = segment.rows("SELECT body FROM tables WHERE document = ? ORDER BY number", placed.number)
        codes = segment.columns["language"][placed.first : placed.first + placed.units]
        return DocumentUnits(
            placed.record,
            self.units_of(document),
            tuple(LANGUAGES[code] for code in codes),
            tuple(unpacked(Table, body) for (body,) in tables),
        )

    def units_of(self, document: int) -> tuple[Unit, ...]:
        """Return the units of one document, in order."""
        placed = self.placed[document]
        if not placed.units:
            return ()
        select = "SELECT body FROM units WHERE number BETWEEN ? AND ? ORDER BY number"
        rows = self._segments[placed.segment].rows(select, placed.first, placed.first + placed.units - 1)
        return tuple(unpacked(Unit, body) for (body,) in rows)

    def carried(self, document: int, record: DocumentRecord) -> Carried:
        """Return what carries a document over into the next generation.

        Args:
            document: its number.
            record: what is known of it there.
        """
        placed = self.placed[document]
        return Carried(record, placed.segment, placed.number, range(placed.first, placed.first + placed.units))

    def indexed_as(self, text: str) -> tuple[int, int] | None:
        """Return the segment, and the number there, of a unit whose indexed text this is; None where there is none."""
        select = "SELECT number FROM units WHERE indexed = ? ORDER BY number LIMIT 1"
        for number, segment in enumerate(self._segments):
            if rows := segment.rows(select, digest(text)):
                return number, int(rows[0][0])
        return None

    def citing(self) -> list[Citing]:
        """Return the passages that cite sources, in order; entries of reference lists are none."""
        said = self.unit_kinds.among({"passage", "figure"}) & ~self.unit_references.among({True})
        return citing(self._named(np.flatnonzero(said)))

    def _named(self, numbers: NDArray[np.int64]) -> Iterator[tuple[str, Unit]]:
        for number in numbers.tolist():
            yield self.documents[self.unit_documents[number]].id, self._read_unit(number)

    def close(self) -> None:
        """Close the files."""
        for segment in self._segments:
            segment.close()
