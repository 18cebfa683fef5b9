"""What all commands share: errors as lines, progress bars, Ctrl-C."""

import errno
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from types import FrameType
from typing import Annotated, NoReturn

import typer
from rich import progress
from rich.console import Console

from kotae import printing
from kotae.errors import KotaeError, reason
from kotae.messages import explained, terminal_language

IndexOption = Annotated[Path | None, typer.Option("--index", help="Folder that holds the index.")]
CorpusOption = Annotated[Path | None, typer.Option("--corpus", help="Folder that holds the documents.")]

# What a disk refuses a write with. Kotae's own files are seen to where they are written, so this is what is printed.
_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


@contextmanager
def errors_as_lines() -> Iterator[None]:
    """Print an expected error as one line and leave with status 1."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a character still shows the others
    try:
        try:
            yield
        finally:
            sys.stdout.flush()  # here, and not when Python ends: a disk that is full is to be said in one line too
    except KotaeError as error:
        _leave(str(error), error)
    except KeyboardInterrupt:
        stderr().print("kotae: stopped; nothing was changed.")
        raise typer.Exit(130) from None
    except BrokenPipeError:
        raise  # who read the output has seen enough: typer ends quietly
    except OSError as error:
        if error.filename is None and error.errno in _DISK:
            _let_go_of_output()
            _leave(
                f"the output cannot be written ({reason(error)}). Make room on the disk, or write it elsewhere.", error
            )
        where = f"{error.filename}: " if error.filename else ""
        _leave(
            f"{where}the system refused ({reason(error)}). Check the file or folder, its rights and its disk.", error
        )


def _leave(line: str, error: BaseException) -> NoReturn:
    """Print why a command ends, and end it with status 1."""
    said = explained(line, terminal_language())
    stderr().print(f"[red]kotae:[/] {printing.escaped(said)}", highlight=False)
    raise typer.Exit(1) from error


def _let_go_of_output() -> None:
    """Forget what could not be printed: Python would try again at its end, and complain as well."""
    with suppress(OSError, ValueError):  # a stream that is no file has nothing to let go of
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


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
