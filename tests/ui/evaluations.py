"""Question sets over the small corpus, and waiting for their runs."""

import csv
import io
import time
from collections.abc import Callable
from pathlib import Path

from kotae_ui.evaluating import Evaluator, Progress

HEADER = ("id", "question", "answers", "evidence", "answerable", "kind")
ROWS = (
    ("fuji-1", "富士山の標高は何メートルですか。", "3776メートル", "3776メートル", "", "number"),
    ("fuji-2", "登山者が最も多い年は?", "2023", "221,322", "", "table"),
    ("light-1", "When was the lighthouse built?", "1862", "granite in 1862", "", "fact"),
    ("light-2", "How many cats kept the mice away?", "four", "Three cats", "", "fact"),
    ("none-1", "Who wrote Hamlet?", "", "", "false", "fact"),
)


def set_content(rows: tuple[tuple[str, ...], ...] = ROWS, encoding: str = "cp932") -> bytes:
    """Return a question set as Excel saves it in Japan: CSV in Shift_JIS."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows((HEADER, *rows))
    return text.getvalue().encode(encoding)


def many(count: int) -> bytes:
    """Return a set of so many questions."""
    rows = (ROWS[number % len(ROWS)] for number in range(count))
    return set_content(tuple((f"{number:03}", *row[1:]) for number, row in enumerate(rows)))


def write(folder: Path, name: str, content: bytes) -> Path:
    """Write a file as it comes in."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(content)
    return folder / name


def ended(evaluator: Evaluator) -> Progress:
    """Return how a run ended, once it has."""
    return until(evaluator, lambda now: not now.running)


def until(evaluator: Evaluator, reached: Callable[[Progress], bool]) -> Progress:
    """Return the progress once it is so far."""
    end = time.monotonic() + 600
    while not reached(now := evaluator.progress):
        assert time.monotonic() < end, now
        time.sleep(0.001)
    return now
