"""WikiTableQuestions (Pasupat and Liang 2015, CC BY-SA 4.0) from a folder: its questions, their tables, built as ours are.

The folder is a copy of github.com/ppasupat/WikiTableQuestions with csv/ and data/. Only training.tsv and its random splits
are read; the pristine sets are kept for others to ask.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kotae.documents.model import Table
from kotae.documents.tables.build import build
from kotae.documents.tables.raw import RawCell, RawTable

LICENCE = "CC BY-SA 4.0"
TRAINING, ASKED_ONCE = "random-split-1-train", "random-split-1-dev"
# Of a hundred tables of the training split so many are looked at one by one, so many are only chosen by.
_LOOKED_AT, _CHOSEN_BY = 9, 15
_ESCAPES = {r"\n": "\n", r"\p": "|", r"\\": "\\"}


@dataclass(frozen=True, slots=True)
class Example:
    """A question, the table that it is asked of, and the values of its answer."""

    number: str
    question: str
    table: str
    values: tuple[str, ...]


def examples(folder: Path, split: str) -> Iterator[Example]:
    """Yield the questions of a split, a name such as "random-split-1-train"."""
    if split.startswith("pristine"):
        raise ValueError("The pristine sets are not to be looked at; name training or a random split.")
    lines = (folder / "data" / f"{split}.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines[1:]:
        number, question, table, answer = line.split("\t")
        yield Example(number, _plain(question), table, tuple(_plain(value) for value in answer.split("|")))


def part(table: str) -> str:
    """Return what a table of the training split is for: "look", "choose" or "train"; by its name alone."""
    place = int(hashlib.sha256(table.encode()).hexdigest(), 16) % 100
    return "look" if place < _LOOKED_AT else "choose" if place < _LOOKED_AT + _CHOSEN_BY else "train"


@cache
def table(folder: Path, name: str) -> Table:
    """Build one table: the first row heads it, as its authors say; a value over several cells is in each of them."""
    lines = (folder / name).with_suffix(".tsv").read_text(encoding="utf-8").rstrip("\n").split("\n")
    rows = [[_plain(value) for value in line.split("\t")] for line in lines]
    cells = (
        RawCell(value, row, column, header=row == 0)
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
    )
    return build(RawTable(tuple(cells), 1, merges_known=True))


def _plain(text: str) -> str:
    return re.sub(r"\\[np\\]", lambda match: _ESCAPES[match.group()], text).strip()
