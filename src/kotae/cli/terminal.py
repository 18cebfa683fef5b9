"""What all commands share: errors as lines, progress bars, Ctrl-C."""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer
from rich import progress
from rich.console import Console

from kotae import printing
from kotae.errors import KotaeError

IndexOption = Annotated[Path | None, typer.Option("--index", help="Folder that holds the index.")]


@contextmanager
def errors_as_lines() -> Iterator[None]:
    """Print an expected error as one line and leave with status 1."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a character still shows the others
    try:
        yield
    except KotaeError as error:
        stderr().print(f"[red]kotae:[/] {printing.escaped(str(error))}", highlight=False)
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        stderr().print("kotae: stopped; nothing was changed.")
        raise typer.Exit(130) from None


@contextmanager
def _interrupts_kept() -> Iterator[list[int]]:
    """Remember Ctrl-C: raised inside a library's callback it may be swallowed there."""
    kept: list[int] = []

    def interrupt(number: int, _frame: FrameType | None) -> None:
        kept.append(number)
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield kept
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def bars() -> Iterator[Callable[[str, int, int], None]]:
    """Show a bar on the error stream, one line per stage; after Ctrl-C the next step raises KeyboardInterrupt."""
    columns = (
        progress.TextColumn("{task.description}"),
        progress.BarColumn(),
        progress.TextColumn("{task.completed}/{task.total}"),
        progress.TimeRemainingColumn(),
    )
    console = stderr()
    shown = progress.Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
    with shown, _interrupts_kept() as interrupted:
        tasks: dict[str, progress.TaskID] = {}

        def show(stage: str, done: int, total: int) -> None:
            if interrupted:
                raise KeyboardInterrupt
            if stage not in tasks:
                tasks[stage] = shown.add_task(stage, total=total)
            shown.update(tasks[stage], completed=done, total=total)

        yield show


def stdout() -> Console:
    """Return what results are printed on."""
    return Console(soft_wrap=True)


def stderr() -> Console:
    """Return what progress and problems are printed on."""
    return Console(stderr=True, soft_wrap=True)
