"""Reading a corpus's new files in worker processes, so that no file takes more than its share or others with it."""

import signal
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import TypeVar

from kotae.bounded import Worker
from kotae.corpus.scan import File
from kotae.documents import reading
from kotae.documents.model import Document
from kotae.documents.reading import ReadingLimits
from kotae.errors import DocumentError

_WORKERS = 2
_FEW = 100_000  # bytes: one process has read texts of this size before a second one has begun
_T = TypeVar("_T")


def read_all(
    files: Sequence[File],
    limits: ReadingLimits,
    then: Callable[[File, Document], _T],
    on_progress: Callable[[str, int, int], None],
    kept: Path,
    ready: Worker | None = None,
) -> dict[str, _T | str]:
    """Read files and return, by id, what is made of each, or the line that says why it cannot be read.

    Args:
        files: what to read.
        limits: what each may take.
        then: makes of a document, in a worker, what is returned; it must be picklable.
        on_progress: told the stage's name, how many files are done and how many there are.
        kept: the folder in which what OCR reads is kept.
        ready: a worker that has loaded already what it needs; who made it closes it.
    """
    results: dict[str, _T | str] = {}
    workers = [ready if ready and not number else Worker() for number in range(_wanted(files))]
    idle: SimpleQueue[Worker] = SimpleQueue()
    for worker in workers:
        idle.put(worker)
    try:
        with ThreadPoolExecutor(_WORKERS, initializer=_leave_interrupts) as threads:
            try:
                futures = {threads.submit(_read, file, limits, then, kept, idle): file for file in files}
                for future in as_completed(futures):
                    results[futures[future].id] = future.result()
                    on_progress("reading", len(results), len(files))
            except BaseException:
                threads.shutdown(wait=False, cancel_futures=True)
                for worker in workers:
                    worker.close()
                raise
    finally:
        for worker in workers:
            if worker is not ready:
                worker.close()
    return results


def _wanted(files: Sequence[File]) -> int:
    """Return how many processes are worth their beginning, which takes about a second of processor time each."""
    size = 0
    for file in files:
        with suppress(OSError):  # it went meanwhile: that is told where it is read
            size += file.path.stat().st_size
        if size > _FEW:
            return min(_WORKERS, len(files))
    return min(1, len(files))


def _leave_interrupts() -> None:
    """Leave Ctrl-C to the main thread; the processes that this thread starts inherit that."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def _read(
    file: File,
    limits: ReadingLimits,
    then: Callable[[File, Document], _T],
    kept: Path,
    idle: "SimpleQueue[Worker]",
) -> _T | str:
    """Read one file in a worker that has nothing to do; its problem is returned as a line."""
    worker = idle.get()
    try:
        made = reading.read(worker, file.path, limits, partial(then, file), kept)
    except DocumentError as error:  # it names the file, but not the folder that the file is in
        return f"{file.name}: {str(error).removeprefix(f'{file.path.name}: ')}"
    finally:
        worker.relieve(limits.megabytes / 2)  # what a document left behind does not count against the next one
        idle.put(worker)
    return made
