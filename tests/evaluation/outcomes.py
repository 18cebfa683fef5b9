"""Questions, hits and outcomes for the tests of measures."""

from typing import Any

from kotae.answers.model import Answer
from kotae.evaluation.model import Found, Outcome, Question


def question(name: str = "q1", **fields: Any) -> Question:
    """A question in English, answered by "gold", unless fields say otherwise."""
    return Question(**{"id": name, "question": f"What is {name}?", "language": "en", "answers": ("gold",), **fields})


def found(text: str = "", document: str = "d", page: int = 1, file: str | None = None) -> Found:
    """A hit; its rank and score say nothing, since measures go by the order."""
    return Found(1, document, file or f"{document}.pdf", page, "passage", text, 0.0, {}, ())


def outcome(
    asked: Question, told: str | Answer | None = None, certainty: float = 0.5, *hits: Found, **fields: Any
) -> Outcome:
    """What came of a question: told so, or refused where nothing is told."""
    answer = Answer(told, ()) if isinstance(told, str) else told
    status = "answered" if answer else "not_found"
    return Outcome(
        **{
            "question": asked,
            "status": status,
            "certainty": certainty,
            "answer": answer,
            "withheld": None,
            "hits": hits,
            "milliseconds": 10.0,
            **fields,
        }
    )
