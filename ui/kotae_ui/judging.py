"""Answers that a reader judged: right, wrong, or where it stands instead; kept as a question set of the account's own."""

import hashlib
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from kotae.answers.model import Answer, Result
from kotae.documents.model import PICTURED
from kotae.errors import QuestionSetError, reason
from kotae.evaluation.measures.answers import short_answer
from kotae.evaluation.model import Question
from kotae.evaluation.sets.read import read_set
from kotae.evaluation.sets.write import write_jsonl
from kotae.index.records import DocumentRecord
from kotae_ui.accounts import own_folder, own_name, plain_name
from kotae_ui.calls import CallError, Problem

Verdict = Literal["right", "wrong", "elsewhere"]
"""What a reader says of an answer; "elsewhere": it stands on another page, which is named."""

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
MOST = 5_000
"""How many questions a set of judged answers may have."""

_JUDGED = "judged"  # the column that says what was said
_turn = threading.Lock()  # a set is read and written whole


@dataclass(frozen=True, slots=True)
class Stands:
    """Where an answer stands: a document and its page, from 1; only a PDF's pages are those that hits have."""

    document: DocumentRecord
    page: int


@dataclass(frozen=True, slots=True)
class Collected:
    """A set of judged answers: what it is called, the name by which it is run, how many questions it has."""

    called: str
    name: str
    count: int


def judged_path(account: str) -> Path:
    """Return the file of an account's judged answers; it need not be there."""
    return own_folder(account) / (f"judged-{own_name(account)}.jsonl" if account else "judged.jsonl")


def choices(result: Result) -> tuple[Verdict, ...]:
    """Return what can be said of a result: of an answer everything; of a refusal that it is right, or where it stands."""
    if result.reply or result.status == "no_question":
        return ()
    if result.answer is None:
        return ("right", "elsewhere") if result.status == "not_found" else ("elsewhere",)
    return VERDICTS


def judge(account: str, result: Result, verdict: Verdict | None, stands: Stands | None = None) -> Collected:
    """Keep what a reader says of a result; what was said of the same question before gives way to it.

    Args:
        account: whose set it goes into; nothing where there are no accounts.
        result: what was shown.
        verdict: None takes back what was said.
        stands: where the answer stands instead.

    Raises:
        CallError: this cannot be said of this result, or it is not named where the answer stands.
        QuestionSetError: the set was made unreadable by hand, cannot be written, or is full.
    """
    if verdict is not None and verdict not in choices(result):
        told = f"must be one of {', '.join(choices(result)) or 'none'} for this result, not {verdict}"
        raise CallError(Problem("verdict", told))
    if verdict == "elsewhere" and stands is None:
        raise CallError(Problem("document", "is missing; must be the document where the answer stands instead"))
    path = judged_path(account)
    with _turn:
        kept = [question for question in _read(path) if question.id != _identity(result)]
        if verdict is not None:
            kept.append(_question(result, verdict, stands))
        if len(kept) > MOST:
            raise QuestionSetError(
                f"{path}: has {MOST:,} questions, the most that are kept; delete the set, or move it"
            )
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise QuestionSetError(
                f"{path}: cannot be written ({reason(error)}); make room or check its rights"
            ) from error
        if kept:
            write_jsonl(kept, path)
        else:
            path.unlink(missing_ok=True)
    return Collected(f"judged-{plain_name(account)}.jsonl" if account else path.name, path.name, len(kept))


def verdict_on(account: str, result: Result) -> Verdict | None:
    """Return what was said of a question before; None where nothing was."""
    identity = _identity(result)
    said = next((one.extra.get(_JUDGED) for one in _read(judged_path(account)) if one.id == identity), None)
    return next((verdict for verdict in VERDICTS if verdict == said), None)


def _read(path: Path) -> tuple[Question, ...]:
    return read_set(path) if path.is_file() else ()


def _identity(result: Result) -> str:
    return f"judged-{hashlib.sha256(result.question.encode()).hexdigest()[:12]}"


def _question(result: Result, verdict: Verdict, stands: Stands | None) -> Question:
    """Return a question with what a reader said of its answer as its gold."""
    gold = (_gold(result.answer),) if result.answer else ()
    right = verdict == "right"
    documents, page = _place(result, stands if verdict == "elsewhere" else None)
    return Question(
        id=_identity(result),
        question=result.question,
        language=result.language,
        answers=gold if right else (),
        answerable=not right or result.answer is not None,
        documents={} if verdict == "wrong" else documents,
        page=None if verdict == "wrong" else page,
        wrong=() if right else gold,
        extra={_JUDGED: verdict},
    )


def _gold(answer: Answer) -> str:
    """Return what must come again: the words that answer, or where they are several, all of it."""
    return short_answer(answer) if len(answer.marks) == 1 else answer.text


def _place(result: Result, stands: Stands | None) -> tuple[dict[str, int], int | None]:
    """Return the document and page that hold the answer: those named, or else those of its first citation."""
    if stands is not None:
        return {stands.document.id: 1}, stands.page if stands.document.format in PICTURED else None
    if result.answer is None:
        return {}, None
    cited = next(hit for hit in result.hits if hit.rank == result.answer.citations[0])
    return {cited.document.id: 1}, cited.unit.page if cited.document.format in PICTURED else None
