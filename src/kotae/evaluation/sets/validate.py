"""Rows to questions: every value checked, everything that is wrong named before the set is refused."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from kotae.errors import QuestionSetError
from kotae.evaluation.model import Question
from kotae.evaluation.sets import columns
from kotae.evaluation.sets.flat import is_blank
from kotae.evaluation.sets.rows import COLUMNS, Entry, Row, shown
from kotae.text.language import detect

_PARSERS: dict[str, Callable[[Any, bool], Any]] = {
    "id": columns.identity,
    "question": columns.question,
    "language": columns.language,
    "kind": columns.note,
    "answers": columns.answers,
    "answerable": columns.answerable,
    "document": columns.documents,
    "page": columns.page,
    "evidence": columns.evidence,
    "wrong": columns.answers,
    "note": columns.note,
}


def questions(entries: Iterable[Entry]) -> tuple[Question, ...]:
    """Make questions of the rows of one or several sets.

    Args:
        entries: the rows, and lines that say what is wrong already.

    Raises:
        QuestionSetError: anything is wrong; its `problems` name all of it, in the order of the rows.
    """
    problems: list[str] = []
    found: list[Question] = []
    places: dict[str, str] = {}
    for entry in entries:
        if isinstance(entry, str):
            problems.append(entry)
            continue
        values, wrong = _values(entry)
        wrong = wrong or list(_contradictions(entry, values))
        if values.get("id") in places:
            wrong.append(
                f"{_place(entry, 'id')}: {shown(values['id'])} is the id of {places[values['id']]} too; "
                "give each question its own"
            )
        elif "id" in values:
            places[values["id"]] = entry.place
        problems += wrong
        if not wrong:
            found.append(_question(entry, values))
    if problems:
        raise QuestionSetError(*problems)
    return tuple(found)


def _values(row: Row) -> tuple[dict[str, Any], list[str]]:
    """Return what the columns that Kotae knows hold, without the empty ones, and what is wrong with the rest."""
    values: dict[str, Any] = {}
    wrong: list[str] = []
    for name, cell in row.cells.items():
        if name in COLUMNS and is_blank(cell.value):
            continue
        try:
            columns.check(cell.value)
            if name in COLUMNS:
                values[name] = _PARSERS[name](cell.value, row.flat)
        except columns.MisfitError as error:
            wrong.append(f"{cell.place}: {error}")
    for name in ("id", "question"):
        if name not in row.cells or is_blank(row.cells[name].value):
            wrong.append(f"{_place(row, name)}: is missing; give each question an id and the question itself")
    return values, wrong


def _contradictions(row: Row, values: dict[str, Any]) -> Iterator[str]:
    """Yield a line for each column that does not go with another."""
    gold = [name for name in ("answers", "evidence", "document", "wrong") if values.get(name)]
    if not values.get("answerable", True):
        for name in gold:
            yield f"{_place(row, name)}: is filled in, but answerable is false; empty one of them"
    elif not gold:
        yield (
            f"{row.place}: measures nothing, because answers, evidence, document and wrong are all empty; "
            "fill in one of them, or write false under answerable"
        )
    if "page" in values and not values.get("document"):
        yield f"{_place(row, 'page')}: names a page but no document; fill in document too"


def _place(row: Row, column: str) -> str:
    return row.cells[column].place if column in row.cells else f"{row.place}, column {column}"


def _question(row: Row, values: dict[str, Any]) -> Question:
    return Question(
        id=values["id"],
        question=values["question"],
        language=values.get("language") or detect(values["question"]),
        kind=values.get("kind", ""),
        answers=values.get("answers", ()),
        answerable=values.get("answerable", True),
        documents=values.get("document", {}),
        page=values.get("page"),
        evidence=values.get("evidence", ()),
        wrong=values.get("wrong", ()),
        note=values.get("note", ""),
        extra={name: cell.value for name, cell in row.cells.items() if name not in COLUMNS},
        place=row.place,
    )
