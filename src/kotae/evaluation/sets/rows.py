"""A row of a question set, whatever format it came in, with the place of each of its values."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kotae.text.normalise import clean, fold

COLUMNS = (
    "id", "question", "language", "kind", "answers", "answerable", "document", "page", "evidence", "wrong", "note",
)  # fmt: skip
"""The columns that Kotae knows; any other is kept as it is."""

_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as its format gives it, and where it stands ("questions.csv, line 3, column page")."""

    value: Any
    place: str


@dataclass(frozen=True, slots=True)
class Row:
    """One question as its format gives it.

    `cells` have the columns that Kotae knows under their names in `COLUMNS`, the others as they are written. `flat` says
    that a cell can only hold a text, so that several values in it are parted by bars.
    """

    place: str
    cells: Mapping[str, Cell]
    flat: bool


Entry = Row | str
"""What a format's reader yields, in the order of the file: a row, or a line that says what is wrong."""


def column_name(written: str) -> str:
    """Return what a column is called: its name in `COLUMNS` however it is spelt, else as written, without outer spaces."""
    folded = fold(written)
    return folded if folded in COLUMNS else written.strip()


def shown(value: object) -> str:
    """Return a value as a message shows it: as JSON, without invisible characters, not too long."""
    text = clean(json.dumps(value, ensure_ascii=False, default=str)).encode("utf-8", "replace").decode()
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
