"""Questions that a document suggests: made of its tables' labels, each asked, and left out where it is not answered from there.

Made of headings ("What is 2. Telescopes?") and of titles ("Summarise …") they were tried as well: of 42 in the documents of the
tests 10 were answered from there, of 29 made of labels all.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from kotae import Kotae
from kotae.answers.model import Result
from kotae.documents.model import Column, Table
from kotae.index.records import DocumentRecord
from kotae.showing import level
from kotae.text.language import Language
from kotae_ui.asking import Asking
from kotae_ui.library import Library

Kind = Literal["cell", "greatest", "cell_then", "greatest_then"]

_MOST = 6
_TABLES, _TRIED = 6, 18  # tables looked at, questions asked: some two seconds
_LETTERS = re.compile(
    r"[\d\W年度月期]+|FY", re.IGNORECASE
)  # what is left of a column's name without them is not only a time
_LONGEST = 40  # characters of a label that still reads as a part of a question; of English twice as many
_QUESTIONS: dict[tuple[Kind, Language], str] = {
    ("cell", "ja"): "{row}の{column}は?",
    ("cell", "en"): "What is the {column} of {row}?",
    ("greatest", "ja"): "{column}が最も大きい{label}は?",
    ("greatest", "en"): "Which {label} has the largest {column}?",
    # Of a column that only names a time.
    ("cell_then", "ja"): "{column}の{row}は?",
    ("cell_then", "en"): "How much was {row} in {column}?",
    ("greatest_then", "ja"): "{column}に最も大きい{label}は?",
    ("greatest_then", "en"): "Which {label} was the largest in {column}?",
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question, what it was made from, and whether a result answers it from there."""

    question: str
    kind: Kind
    is_met: Callable[[Result], bool]


def suggestions(library: Library, document: str) -> list[str]:
    """Return questions about a document that Kotae is sure of and answers from where they were made from.

    Raises:
        KotaeError: no document has this id, or nothing is indexed.
    """
    kotae = library.kotae
    if kotae is None:
        return []
    kept: list[Suggestion] = []
    for suggestion, _ in zip(candidates(kotae, kotae.document(document)), range(_TRIED), strict=False):
        alike = sum(one.kind == suggestion.kind for one in kept)
        if alike < _MOST // 2 and is_answered(suggestion, library.ask(Asking(suggestion.question)).result):
            kept.append(suggestion)
        if len(kept) == _MOST:
            break
    return [suggestion.question for suggestion in kept]


def is_answered(suggestion: Suggestion, result: Result) -> bool:
    """Tell whether a result is sure and stands where the question was made from."""
    return level(result) == "sure" and suggestion.is_met(result)


def candidates(kotae: Kotae, record: DocumentRecord) -> Iterator[Suggestion]:
    """Yield questions about a document, of its tables by turns, whether or not they are answered."""
    if record.language not in ("ja", "en"):
        return
    language: Language = "ja" if record.language == "ja" else "en"
    places = list(dict.fromkeys(unit.table for unit in kotae.units(record.id) if unit.table is not None))[:_TABLES]
    made = [list(_of_table(kotae.table(record.id, place), record.id, place, language)) for place in places]
    for turn in range(max(map(len, made), default=0)):
        for group in made:
            yield from group[turn : turn + 1]


def _of_table(table: Table, document: str, place: int, language: Language) -> Iterator[Suggestion]:
    label = table.columns[table.label]
    names = Counter(row.cells[table.label].text for row in table.rows)
    headers = Counter(column.name or column.header for column in table.columns)
    columns = [
        column
        for column in table.columns
        if column.kind == "number"
        and column is not label
        and headers[_name(column)] == 1
        and _fits(_name(column), language)
    ]
    rows = [
        number
        for number, row in enumerate(table.rows)
        if row.role == "body"
        and not row.group
        and names[row.cells[table.label].text] == 1
        and _fits(row.cells[table.label].text, language)
    ]
    for turn, column in enumerate(columns[:2]):
        filled = [row for row in rows if table.rows[row].cells[column.position].number is not None]
        then = column.period is not None and not _LETTERS.sub("", column.name)
        name = column.header if then else _spoken(_name(column), language)
        if len(filled) > 2 and _fits(label.header, language):
            greatest = max(filled, key=lambda row: table.rows[row].cells[column.position].number or 0.0)
            words = {"column": name, "label": _spoken(label.header, language)}
            stands = _stands(document, place, greatest, column.position)
            yield _suggestion("greatest_then" if then else "greatest", language, words, stands)
        for row in filled[turn : turn + 1]:
            words = {"column": name, "row": table.rows[row].cells[table.label].text}
            yield _suggestion(
                "cell_then" if then else "cell", language, words, _stands(document, place, row, column.position)
            )


def _suggestion(kind: Kind, language: Language, words: dict[str, str], is_met: Callable[[Result], bool]) -> Suggestion:
    return Suggestion(_QUESTIONS[kind, language].format(**words), kind, is_met)


def _stands(document: str, table: int, row: int, column: int) -> Callable[[Result], bool]:
    """Return what tells whether an answer uses a cell."""

    def met(result: Result) -> bool:
        hits = {hit.rank: hit for hit in result.hits}
        return result.answer is not None and any(
            part.cell == (row, column)
            and hits[part.citation].document.id == document
            and hits[part.citation].unit.table == table
            for part in result.answer.evidence
        )

    return met


def _name(column: Column) -> str:
    return column.name or column.header


def _spoken(label: str, language: Language) -> str:
    """Return a label as it stands within a sentence: in English a small letter first, unless it is an abbreviation."""
    if language == "en" and label[:1].isupper() and label[1:2].islower():
        return label[0].lower() + label[1:]
    return label


def _fits(label: str, language: Language) -> bool:
    return 0 < len(label.strip()) <= _LONGEST * (1 if language == "ja" else 2) and "\n" not in label
