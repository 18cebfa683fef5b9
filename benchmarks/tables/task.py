"""What run.py and a worker tell each other: documents one way, tables the other; JSON in files.

Every worker is a process of its own in the environment of its system, so that this module needs nothing but Python.
"""

import json
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from relations import Cell


class Reading(NamedTuple):
    """A table as read: its page from 1 and its cells."""

    page: int
    cells: list[Cell]


def work(read: Callable[[Path], Iterable[Reading]], packages: Sequence[str]) -> None:
    """Read the documents that the first file named on the command line lists; write what came of it to the second.

    Args:
        read: returns a document's tables.
        packages: whose versions are to be told.
    """
    asked, told = (Path(argument) for argument in sys.argv[1:3])
    found, started = {}, time.process_time()
    for path in json.loads(asked.read_text(encoding="utf-8")):
        try:
            found[path] = list(read(Path(path)))
        except Exception as error:  # noqa: BLE001 (a document that a system cannot read counts as read without tables)
            print(f"{Path(path).name}: {type(error).__name__}: {error}", file=sys.stderr, flush=True)
            found[path] = []
    figures = {"seconds": time.process_time() - started, "packages": {name: version(name) for name in packages}}
    told.write_text(json.dumps({"tables": found, **figures}), encoding="utf-8")


def grid(page: int, rows: Iterable[Iterable[str | None]]) -> Reading:
    """Return a table that a system hands over as rows of texts, without telling which cells are merged."""
    cells = [Cell(text, r, c) for r, row in enumerate(rows) for c, text in enumerate(row) if text]
    return Reading(page, cells)
