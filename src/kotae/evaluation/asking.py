"""One question of a set to what comes of it; a question that raises is an outcome like any other."""

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from kotae.answers.model import Result
from kotae.answers.respond import respond
from kotae.embedding import PassageReader
from kotae.errors import KotaeError
from kotae.evaluation.model import Found, Outcome, Question
from kotae.index.opened import OpenIndex
from kotae.question.model import Inquiry
from kotae.question.understand import Background, inquire
from kotae.retrieval.search import Among, Hit

SHOWN = 10
"""How many hits a run keeps; metrics are cut off there."""

# Where documents are ranked rather than passages, so many hits are looked through for ten different ones.
_DEEP = 50
_EVERYTHING = Among()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A question that the model has read: `inquiry`, or the `error` that it raised, and its share of the model's time."""

    question: Question
    inquiry: Inquiry | None
    milliseconds: float
    error: str = ""


def prepare(questions: Sequence[Question], background: Background) -> list[Prepared]:
    """Let the model read questions in batches; where one raises, each for itself."""
    started = time.perf_counter()
    try:
        inquiries = inquire([one.question for one in questions], background)
    except Exception as error:  # noqa: BLE001 - no question may take others with it
        if len(questions) == 1:
            return [Prepared(questions[0], None, _since(started), reason(error))]
        return [prepare([one], background)[0] for one in questions]
    share = _since(started) / len(questions)
    return [Prepared(question, one, share) for question, one in zip(questions, inquiries, strict=True)]


def outcome(prepared: Prepared, index: OpenIndex, strictness: float, reader: PassageReader | None) -> Outcome:
    """Answer one question.

    Args:
        prepared: the question.
        index: what is asked.
        strictness: the certainty, from 0 to 1, under which an answer is withheld.
        reader: reads passages with the question, where there is one.
    """
    question = prepared.question
    if prepared.inquiry is None:
        return failed(question, prepared.error, prepared.milliseconds)
    results = _DEEP if question.documents and not question.evidence else SHOWN
    started = time.perf_counter()
    try:
        result = respond(prepared.inquiry, index, results, strictness, _EVERYTHING, reader)
        spent = prepared.milliseconds + _since(started)
        surest = result if result.answer else respond(prepared.inquiry, index, results, 0.0, _EVERYTHING, reader)
    except Exception as error:  # noqa: BLE001 - it is counted and named, the other questions go on
        return failed(question, reason(error), prepared.milliseconds + _since(started))
    return Outcome(
        question=question,
        status="answered" if result.answer else "not_found",
        certainty=surest.certainty,
        answer=result.answer,
        withheld=None if result.answer else surest.answer,
        hits=tuple(_found(hit, surest.pages(hit)[0]) for hit in surest.hits[: _enough(surest)]),
        milliseconds=round(spent, 3),
    )


def failed(question: Question, error: str, milliseconds: float = 0.0) -> Outcome:
    """Return the outcome of a question that raised."""
    return Outcome(question, "failed", 0.0, None, None, (), round(milliseconds, 3), error)


def reason(error: Exception) -> str:
    """Return what a question raised as one line."""
    return str(error) if isinstance(error, KotaeError) else f"{type(error).__name__}: {error}"


def _enough(result: Result) -> int:
    """Return how many hits hold ten documents, ten at least, and all that the answer cites."""
    seen: set[str] = set()
    count = len(result.hits)
    for number, hit in enumerate(result.hits, 1):
        seen.add(hit.document.id)
        if len(seen) == SHOWN:
            count = number
            break
    cited = result.answer.citations if result.answer else ()
    return max(SHOWN, count, *cited)


def _found(hit: Hit, page: int) -> Found:
    return Found(
        rank=hit.rank,
        document=hit.document.id,
        file=hit.document.name,
        page=page,
        kind=hit.unit.kind,
        text=hit.unit.text,
        score=hit.score,
        scores=asdict(hit.signals),
        boxes=() if hit.unit.attached else hit.unit.boxes,  # those of an attached file are on its own pages
    )


def _since(started: float) -> float:
    return 1000 * (time.perf_counter() - started)
