"""What the tests give workers to do.

A worker imports the module of what it does, each time that one starts: this one imports next to nothing.
"""

import ctypes
import os
import re
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kotae.documents.model import Document

_kept: list[int] = []


def keep(number: int) -> list[int]:
    _kept.append(number)
    return _kept


def fail(message: str) -> None:
    raise ValueError(message)


def turn() -> None:
    while True:
        pass


def search_for_ever() -> None:
    """Work in C that answers no signal until it is done, which is never."""
    re.match(r"(a+)+$", "a" * 64 + "b")


def take_at_once() -> bytes:
    return bytes(3_000_000_000)


def take_bit_by_bit() -> None:
    held = []
    while True:
        held.append(b"x" * 1_000_000)  # written, and in little time


def return_too_much() -> list[int]:
    return list(range(20_000_000))


def read_nowhere() -> None:
    ctypes.string_at(0)


def leave() -> None:
    os._exit(0)


def wait_for_ever() -> None:
    while True:
        time.sleep(60)


def unpicklable() -> Callable[[], None]:
    return lambda: None


def print_loudly() -> None:
    os.write(1, b"out")
    os.write(2, b"err")


def itself(document: "Document") -> "Document":
    return document


def text_of(document: "Document") -> str:
    cells = (cell.text for table in document.tables() for row in table.rows for cell in row.cells)
    return "\n".join([*(block.text for block in document.blocks()), *cells])


def killed(document: "Document") -> str:
    os.kill(os.getpid(), signal.SIGKILL)
    return text_of(document)


def killed_once(marker: Path, document: "Document") -> str:
    if not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return text_of(document)
