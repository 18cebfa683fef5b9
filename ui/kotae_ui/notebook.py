"""The notebook: answers that are kept with their evidence and notes, in an order of the reader's own."""

import secrets
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter
from pydantic.dataclasses import dataclass

from kotae.errors import KotaeError
from kotae.showing import Level, level, numbers
from kotae.text.language import Language, detect
from kotae_ui.accounts import own_folder
from kotae_ui.calls import CallError, Problem
from kotae_ui.export import cited_apart
from kotae_ui.library import Shown
from kotae_ui.own_files import read_own, write_own
from kotae_ui.pages import doubt_lines
from kotae_ui.places import where

MOST = 500
"""How many answers a notebook may keep."""
LONGEST_NOTE = 10_000
"""How many characters a note may have."""

_Text = Annotated[str, Field(max_length=100_000)]
_turn = threading.Lock()  # a notebook is read and written whole


@dataclass(frozen=True, slots=True)
class Kept:
    """What an answer stands on: its number in the answer, the document, where in it, and its text.

    `file` is the document's file, `url` its publisher's page, if one is known.
    """

    number: Annotated[int, Field(ge=1)]
    document: _Text
    title: _Text
    file: _Text
    place: _Text
    headings: tuple[_Text, ...]
    text: _Text
    language: Literal["ja", "en"]
    url: _Text = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An answer that is kept: as it was shown, when it was asked, of which index, with a note of the reader's."""

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,32}$")]
    question: _Text
    language: Literal["ja", "en"]
    answer: _Text
    answer_language: Literal["ja", "en"]
    level: Level
    certainty: Annotated[float, Field(ge=0, le=1)]
    doubts: tuple[_Text, ...]
    asked: Annotated[str, Field(max_length=40)]
    index: _Text
    link: _Text
    evidence: tuple[Kept, ...]
    note: Annotated[str, Field(max_length=LONGEST_NOTE)] = ""


ENTRIES: TypeAdapter[tuple[Entry, ...]] = TypeAdapter(Annotated[tuple[Entry, ...], Field(max_length=MOST)])
"""What is a notebook, to be read and written as JSON."""


def entry_of(shown: Shown, note: str = "") -> Entry:
    """Return a result that was shown as an entry, with what its answers cite."""
    result = shown.result
    shown_as = numbers(result)
    cited, _ = cited_apart(result)
    evidence = tuple(
        Kept(
            number=shown_as[hit.rank],
            document=hit.document.id,
            title=hit.document.title,
            file=hit.document.name,
            place=where(hit, result),
            headings=hit.unit.headings,
            text=hit.unit.text,
            language=_written(detect(hit.unit.text)),
            url=hit.document.url,
        )
        for hit in cited
    )
    answer = result.answer.text if result.answer else ""
    return Entry(
        id=secrets.token_urlsafe(9),
        question=result.question,
        language=result.language,
        answer=answer,
        answer_language=_written(detect(answer)) if answer else result.language,
        level=level(result),
        certainty=result.certainty,
        doubts=tuple(doubt_lines(result.doubts, result.language)),
        asked=shown.asked.isoformat(timespec="seconds"),
        index=shown.index,
        link=shown.asking.link(),
        evidence=evidence,
        note=note,
    )


def plain_entries(entries: tuple[Entry, ...]) -> list[dict[str, Any]]:
    """Return entries in the values of JSON."""
    plain: list[dict[str, Any]] = ENTRIES.dump_python(entries, mode="json")
    return plain


def entries(account: str) -> tuple[Entry, ...]:
    """Return an account's notebook.

    Raises:
        KotaeError: it cannot be read.
    """
    found: tuple[Entry, ...] | None = read_own(_path(account), ENTRIES)
    return found or ()


def keep(account: str, entry: Entry) -> tuple[Entry, ...]:
    """Put an entry at the end of an account's notebook, and return that.

    Raises:
        KotaeError: it is full, or cannot be read or written.
    """
    return _changed(account, lambda before: (*before, entry))


def note(account: str, identity: str, text: str) -> tuple[Entry, ...]:
    """Write a note to an entry; errors as for `keep`, and `CallError` where there is no such entry."""
    return _changed(
        account,
        lambda before: tuple(replace(one, note=text) if one is _known(before, identity) else one for one in before),
    )


def move(account: str, identity: str, place: int) -> tuple[Entry, ...]:
    """Put an entry at a place, from 1; beyond the last it is the last. Errors as for `note`."""

    def moved(before: Sequence[Entry]) -> tuple[Entry, ...]:
        entry = _known(before, identity)
        others = [one for one in before if one is not entry]
        others.insert(place - 1, entry)
        return tuple(others)

    return _changed(account, moved)


def delete(account: str, identity: str) -> tuple[Entry, ...]:
    """Delete an entry; errors as for `note`."""
    return _changed(account, lambda before: tuple(one for one in before if one is not _known(before, identity)))


def _changed(account: str, change: Callable[[Sequence[Entry]], tuple[Entry, ...]]) -> tuple[Entry, ...]:
    with _turn:
        after = change(entries(account))
        if len(after) > MOST:
            raise KotaeError(f"The notebook has {MOST} answers, the most that it keeps. Delete some first.")
        write_own(_path(account), ENTRIES, after)
        return after


def _known(entries: Sequence[Entry], identity: str) -> Entry:
    found = next((entry for entry in entries if entry.id == identity), None)
    if found is None:
        raise CallError(
            Problem("id", f"there is no answer {identity[:40]!r} in the notebook; see list_notebook"), status=404
        )
    return found


def _path(account: str) -> Path:
    return own_folder(account) / "notebook.json"


def _written(language: str) -> Language:
    return "ja" if language == "ja" else "en"
