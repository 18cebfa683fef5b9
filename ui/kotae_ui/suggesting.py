"""Questions that a document suggests: made of its tables' labels, each asked, and left out where it is not answered from there.

Made of headings ("What is 2. Telescopes?") and of titles ("Summarise …") they were tried as well: of 42 in the documents of the
tests 10 were answered from there, of 29 made of labels all.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from kotae import Kotae
from kotae.answers.model import Result
from kotae.documents.model import Column, Table
from kotae.index.records import DocumentRecord
from kotae.lexicon.glosses import Gloss
from kotae.text.labels_said_once import once
from kotae.text.language import Language, has_japanese
from kotae.text.tokens import is_function_word
from kotae_ui.asking import Asking
from kotae_ui.foreign import needs_glosses
from kotae_ui.library import Library

Kind = Literal["cell", "greatest", "cell_then", "greatest_then"]

_MOST = 6
_TABLES, _TRIED = 6, 18  # tables looked at, questions asked: some two seconds
_LETTERS = re.compile(
    r"[\d\W年度月期]+|FY", re.IGNORECASE
)  # what is left of a column's name without them is not only a time
_DIGIT = re.compile(r"\d")
_LONGEST = 40  # characters of a label that still reads as a part of a question; of English twice as many
# What is put together of more glosses, or explained in more words, is seldom what the label says: of the labels of eight tables
# of others that were looked at, "electricity reckoning from some position school building".
_PUT_TOGETHER, _NAMING = 2, 3
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


@dataclass(frozen=True, slots=True)
class _Draft:
    """A question before it is put into words: its kind, the labels in it as the table has them, and when it is answered."""

    kind: Kind
    labels: Mapping[str, str]
    is_met: Callable[[Result], bool]


def suggestions(library: Library, document: str, language: Language) -> list[str]:
    """Return questions about a document that Kotae is sure of and answers from where they were made from.

    Args:
        library: what is asked.
        document: the document's id.
        language: of the questions; where it is not the document's, its labels are said with their glosses.

    Raises:
        KotaeError: no document has this id, or nothing is indexed.
    """
    kotae = library.kotae
    if kotae is None:
        return []
    kept: list[Suggestion] = []
    for suggestion, _ in zip(candidates(kotae, kotae.document(document), language), range(_TRIED), strict=False):
        alike = sum(one.kind == suggestion.kind for one in kept)
        if alike < _MOST // 2 and is_answered(suggestion, library.answer(Asking(suggestion.question)).result):
            kept.append(suggestion)
        if len(kept) == _MOST:
            break
    return [suggestion.question for suggestion in kept]


def is_answered(suggestion: Suggestion, result: Result) -> bool:
    """Tell whether a result is sure and stands where the question was made from."""
    return result.status == "answered" and suggestion.is_met(result)


def candidates(kotae: Kotae, record: DocumentRecord, language: Language) -> Iterator[Suggestion]:
    """Yield questions about a document, of its tables by turns, whether or not they are answered."""
    if record.language not in ("ja", "en"):
        return
    places = list(dict.fromkeys(unit.table for unit in kotae.units(record.id) if unit.table is not None))[:_TABLES]
    made = [list(_of_table(kotae.table(record.id, place), record, place)) for place in places]
    for turn in range(max(map(len, made), default=0)):
        for place, drafts in zip(places, made, strict=True):
            for draft in drafts[turn : turn + 1]:
                caption = kotae.table(record.id, place).caption
                labels = {name: _called(kotae, label, caption, language) for name, label in draft.labels.items()}
                if all(labels.values()):
                    yield Suggestion(_phrased(draft.kind, labels, language), draft.kind, draft.is_met)


def _of_table(table: Table, record: DocumentRecord, place: int) -> Iterator[_Draft]:
    label = table.columns[table.label]
    names = Counter(row.cells[table.label].text for row in table.rows)
    headers = Counter(column.name or column.header for column in table.columns)
    columns = [
        column
        for column in table.columns
        if column.kind == "number"
        and column is not label
        and headers[_name(column)] == 1
        and _fits(_name(column), record.language)
    ]
    rows = [
        number
        for number, row in enumerate(table.rows)
        if row.role == "body"
        and not row.group
        and names[row.cells[table.label].text] == 1
        and _fits(row.cells[table.label].text, record.language)
    ]
    for turn, column in enumerate(columns[:2]):
        filled = [
            row
            for row in rows
            if table.rows[row].cells[column.position].number is not None and _is_name(table, row, column.position)
        ]
        then = column.period is not None and not _LETTERS.sub("", column.name)
        name = once(column.header) if then else _name(column)
        if len(filled) > 2 and _fits(label.header, record.language):
            greatest = max(filled, key=lambda row: table.rows[row].cells[column.position].number or 0.0)
            stands = _stands(record.id, place, greatest, column.position)
            kind: Kind = "greatest_then" if then else "greatest"
            yield _Draft(kind, {"column": name, "label": label.header}, stands)
        for row in filled[turn : turn + 1]:
            labels = {"column": name, "row": table.rows[row].cells[table.label].text}
            stands = _stands(record.id, place, row, column.position)
            yield _Draft("cell_then" if then else "cell", labels, stands)


def _called(kotae: Kotae, label: str, caption: str, language: Language) -> str:
    """Return what a label is called in a language, as it is where it is in it; nothing where not all of it can be said.

    The words around a number ("15km/h以下", "15分超") are put together otherwise in the other language, which glosses one by one
    cannot do.
    """
    japanese = has_japanese(label)  # also where most of it are letters: "15km/h以下"
    if japanese == (language == "ja") or not (japanese or needs_glosses(label, language)):
        return label
    (glosses,) = kotae.glossary.glosses([(label, caption)], language)
    rest = label
    for gloss in reversed(glosses):
        rest = rest[: gloss.start] + " " + rest[gloss.end :]
    words = re.findall(r"[A-Za-z]+|[\u30a1-\u30fa\u3400-\u9fff]+", rest)
    around_number = _DIGIT.search(rest) or (_DIGIT.search(label) and len(glosses) > 1)
    said_whole = len(glosses) <= _PUT_TOGETHER and all(_is_plain(gloss, language) for gloss in glosses)
    if around_number or not said_whole or any(not is_function_word(word.lower()) for word in words):
        return ""
    return (" " if language == "en" else "").join(gloss.gloss for gloss in glosses)


def _is_name(table: Table, row: int, column: int) -> bool:
    """Tell whether a row's label names it for a column: an amount of hours does not for hours, a speed does for a share."""
    return table.rows[row].cells[table.label].number is None or table.unit_of(row, table.label) != table.unit_of(
        row, column
    )


def _is_plain(gloss: Gloss, language: Language) -> bool:
    """Tell whether a gloss names a thing as people would: no part of a word (派遣生, "dispatch", "pure"), no explanation."""
    if language == "ja":
        return True
    return len(gloss.words) > 1 and len(gloss.gloss.split()) <= _NAMING


def _phrased(kind: Kind, labels: Mapping[str, str], language: Language) -> str:
    spoken = {name: label if name == "row" else _spoken(label, language) for name, label in labels.items()}
    return _QUESTIONS[kind, language].format(**spoken)


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


def _fits(label: str, language: str) -> bool:
    return 0 < len(label.strip()) <= _LONGEST * (1 if language == "ja" else 2) and "\n" not in label
