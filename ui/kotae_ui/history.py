"""The history: the questions that were asked in the page, to be searched, asked again and deleted."""

import datetime
import threading
from pathlib import Path
from typing import Annotated

from pydantic import Field, TypeAdapter
from pydantic.dataclasses import dataclass

from kotae.question.understand import MAX_CHARACTERS
from kotae.text.normalise import fold
from kotae_ui.accounts import own_folder
from kotae_ui.own_files import read_own, write_own

MOST = 1_000
"""How many questions are remembered: the last ones."""

_turn = threading.Lock()  # a history is read and written whole


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was asked, the link that asks it again with its filters, and when it was asked last."""

    question: Annotated[str, Field(min_length=1, max_length=MAX_CHARACTERS)]
    link: Annotated[str, Field(pattern=r"^\?q=[^\s]*$", max_length=50_000)]
    asked: Annotated[str, Field(max_length=40)] = ""


_HISTORY: TypeAdapter[tuple[Asked, ...]] = TypeAdapter(tuple[Asked, ...])


def history(account: str, search: str = "") -> tuple[Asked, ...]:
    """Return the questions of an account that hold some words, in whatever case and width; the last one first.

    Raises:
        KotaeError: they cannot be read.
    """
    wanted = fold(search).split()
    found: tuple[Asked, ...] = read_own(_path(account), _HISTORY) or ()
    return tuple(one for one in found if all(word in fold(one.question) for word in wanted))


def remember(account: str, question: str, link: str) -> None:
    """Put a question first; one that was asked before moves there, with the filters that it has now.

    Raises:
        KotaeError: it cannot be written.
    """
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    with _turn:
        others = [one for one in history(account) if one.question != question]
        write_own(_path(account), _HISTORY, (Asked(question, link, now), *others)[:MOST])


def forget(account: str, link: str | None) -> None:
    """Delete a question by its link, or all of them.

    Raises:
        KotaeError: it cannot be written.
    """
    with _turn:
        left = () if link is None else tuple(one for one in history(account) if one.link != link)
        write_own(_path(account), _HISTORY, left)


def _path(account: str) -> Path:
    return own_folder(account) / "history.json"
