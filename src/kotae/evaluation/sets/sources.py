"""What the readers of published sets have in common: what they give back, and how their files are opened."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from kotae.documents.decoding import decode
from kotae.errors import DocumentError, QuestionSetError
from kotae.evaluation.sets.json_lines import parse
from kotae.evaluation.sets.rows import Cell, Entry, Row

Kind = Literal["SQuAD", "BEIR", "TREC"]


@dataclass(frozen=True, slots=True)
class Source:
    """A published set as questions and documents.

    `documents` are file names with the Markdown to write into them, None where the set brings no documents. They are read
    once, after the entries, and may be many.
    """

    kind: Kind
    entries: Iterable[Entry]
    documents: Iterable[tuple[str, str]] | None


def entry(place: str, **columns: Any) -> Row:
    """Return a row of what a record of a published set says; columns that are None are left out."""
    cells = {name: Cell(value, f"{place}, {name}") for name, value in columns.items() if value is not None}
    return Row(place, cells, flat=False)


def text(path: Path) -> str:
    """Return a text file's content.

    Raises:
        QuestionSetError: it cannot be opened or decoded.
    """
    try:
        return decode(path.read_bytes(), path.name)
    except DocumentError as error:
        raise QuestionSetError(str(error)) from error
    except OSError as error:
        raise QuestionSetError(
            f"{path}: cannot be opened ({error.strerror}); check the path and your right to read it"
        ) from error


def lines(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the lines of a UTF-8 file that are not empty, each after its place, without reading it whole.

    Raises:
        QuestionSetError: it cannot be opened, or is not UTF-8.
    """
    number = 0
    try:
        with path.open(encoding="utf-8-sig") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield f"{path.name}, line {number}", line.rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise QuestionSetError(f"{path.name}, after line {number}: not UTF-8; save the file as UTF-8") from error
    except OSError as error:
        raise QuestionSetError(
            f"{path}: cannot be opened ({error.strerror}); check the path and your right to read it"
        ) from error


def objects(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the objects of a JSON Lines file, each after its place.

    Raises:
        QuestionSetError: the file cannot be read, or a line is not an object.
    """
    for place, line in lines(path):
        found = parse(line, place)
        if isinstance(found, str):
            raise QuestionSetError(found)
        yield place, found


def field(record: dict[str, Any], name: str, place: str, *, optional: bool = False) -> str:
    """Return a text of a record; numbers count as texts, and nothing as an empty one where it is optional.

    Raises:
        QuestionSetError: there is no such text.
    """
    value = record.get(name)
    if value is None and optional:
        return ""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise QuestionSetError(f'{place}: has no text under "{name}"; mend the record')
    return str(value)
