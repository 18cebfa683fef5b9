"""How long the stages of answering a question take: counted where the work is done, kept for whoever wants to know."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

_seconds: ContextVar[dict[str, float] | None] = ContextVar("seconds", default=None)


@contextmanager
def timed() -> Iterator[Mapping[str, float]]:
    """Give the seconds of the stages within, by their names; they grow as the work goes on."""
    seconds: dict[str, float] = {}
    token = _seconds.set(seconds)
    try:
        yield seconds
    finally:
        _seconds.reset(token)


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Count the time within to a stage, less what stages inside of it count; nothing where nobody wants to know."""
    seconds = _seconds.get()
    if seconds is None:
        yield
        return
    before, started = sum(seconds.values()), time.perf_counter()
    try:
        yield
    finally:
        inside = sum(seconds.values()) - before
        seconds[name] = seconds.get(name, 0.0) + time.perf_counter() - started - inside
