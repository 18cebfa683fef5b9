"""What there is to be named in a table: columns by their headers, rows by their cells' texts and their groups."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from kotae.answers.tables.relation import Relation
from kotae.text import numbers, tokens

NameKind = Literal["header", "value", "group"]

_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Name:
    """A header, a cell's text or a group's label, and the rows that it stands for (none for a header)."""

    kind: NameKind
    text: str
    column: int
    rows: frozenset[int]
    terms: frozenset[str]


def names_of(relation: Relation) -> Iterator[Name]:
    """Yield the headers, the texts of cells and the labels of groups."""
    for column in relation.columns:
        if column.name:
            yield Name("header", column.name, column.position, frozenset(), frozenset(tokens.terms(column.name)))
    values: dict[tuple[NameKind, int, str], set[int]] = defaultdict(set)
    for place, row in enumerate(relation.table.rows):
        if place in relation.summaries and not row.of:
            continue
        shown = set()
        for column in relation.columns:
            cell = row.cells[column.position]
            if column.kind not in ("number", "date") and cell.text and not cell.missing and cell.text not in shown:
                values["value", column.position, cell.text].add(place)
                shown.add(cell.text)
        for level, label in enumerate(row.group):
            if label not in shown:
                values["group", -1 - level, label].add(place)
    for (kind, position, text), rows in values.items():
        if len(text) <= _LONGEST_NAME and not _is_date(text):
            yield Name(kind, text, position, frozenset(rows), frozenset(tokens.terms(text)))


def _is_date(text: str) -> bool:
    """Tell whether a text is a date: a question names it by its day, not by its words."""
    return sum(date.end - date.start for date in numbers.dates(text)) == len(text)


def column_frequency(names: Sequence[Name]) -> dict[tuple[int, str], int]:
    """Return in how many rows of its column a term stands."""
    frequency: dict[tuple[int, str], int] = defaultdict(int)
    for name in names:
        for term in name.terms:
            frequency[name.column, term] += len(name.rows)
    return frequency


def verbatim(text: str, question: str) -> tuple[int, int] | None:
    """Return the characters of a folded question that a name has as it is written; words of letters only whole."""
    name = folded(text.strip())
    start = question.find(name) if len(name) > 1 else -1
    if start < 0:
        return None
    end = start + len(name)
    letters = question[max(0, start - 1) : start] + question[end : end + 1]
    cut = any(character.isascii() and character.isalnum() for character in letters)
    return None if name.isascii() and cut else (start, end)


def folded(text: str) -> str:
    """Fold width and case, one character to one."""
    return "".join(
        narrow if len(narrow := unicodedata.normalize("NFKC", character).casefold()) == 1 else character
        for character in text
    )
