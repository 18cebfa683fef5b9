"""Question sets to files."""

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from kotae.errors import QuestionSetError
from kotae.evaluation.model import Question


def write_jsonl(questions: Iterable[Question], path: Path) -> None:
    """Write a question set as JSON Lines, whole or not at all; a file that is there is replaced.

    Raises:
        QuestionSetError: the file cannot be written.
    """
    partial = path.with_name(f".{path.name}.partial")
    try:
        with partial.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line(question)}\n" for question in questions)
        os.replace(partial, path)
    except OSError as error:
        raise QuestionSetError(
            f"{path}: cannot be written ({error.strerror}); check the folder, or make room"
        ) from error
    finally:
        with suppress(OSError):
            partial.unlink()


def line(question: Question) -> str:
    """Return a question as a line of JSON, without the columns that it leaves empty."""
    return json.dumps(row(question), ensure_ascii=False)


def row(question: Question) -> dict[str, Any]:
    """Return a question's columns as JSON and YAML hold them, without those that are empty and without its place."""
    documents = dict(question.documents)
    plain = all(grade == 1 for grade in documents.values())
    alternatives = [list(parts) if len(parts) > 1 else parts[0] for parts in question.evidence]
    columns = {
        "id": question.id,
        "question": question.question,
        "language": question.language,
        "kind": question.kind,
        "answers": list(question.answers),
        "answerable": None if question.answerable else False,
        "document": (next(iter(documents), "") if len(documents) < 2 else list(documents)) if plain else documents,
        "page": question.page,
        "evidence": alternatives,
        "wrong": list(question.wrong),
        "note": question.note,
    }
    return {name: value for name, value in columns.items() if value not in (None, "", [])} | dict(question.extra)
