"""Reading a corpus's new files in worker processes, so that a file that kills its reader kills nothing else."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import as_completed
from concurrent.futures.process import BrokenProcessPool

from kotae.corpus.scan import File
from kotae.documents.model import Document
from kotae.documents.open import open_document
from kotae.errors import DocumentError
from kotae.processes import end_with_parent, pool

_WORKERS = 2


def read_all(files: Sequence[File], on_progress: Callable[[str, int, int], None]) -> dict[str, Document | str]:
    """Read files and return, by id, each one's document or the line that says why it cannot be read.

    Args:
        files: what to read.
        on_progress: told the stage's name, how many files are done and how many there are.
    """
    results: dict[str, Document | str] = {}
    lost = list(files)
    for batch in (lost, *([file] for file in lost)):
        # The second time round every file that went down with a broken pool gets a worker of its own.
        waiting = [file for file in batch if file.id not in results]
        if not waiting:
            continue
        for file, result in _read_in_workers(waiting):
            if result is None and len(batch) > 1:
                continue
            results[file.id] = (
                result if result is not None else f"{file.name}: its reader crashed; the file is damaged."
            )
            on_progress("reading", len(results), len(files))
    return results


def _read_in_workers(files: Sequence[File]) -> Iterator[tuple[File, Document | str | None]]:
    """Yield each file with its document, its problem, or None where the worker died."""
    with pool(min(_WORKERS, len(files)), end_with_parent) as workers:
        futures = {workers.submit(_read, file): file for file in files}
        for future in as_completed(futures):
            try:
                yield futures[future], future.result()
            except BrokenProcessPool:
                yield futures[future], None


def _read(file: File) -> Document | str:
    """Read one file in a worker; its problem travels back as a line."""
    try:
        return open_document(file.path)
    except DocumentError as error:  # it names the file, but not the folder that the file is in
        return f"{file.name}: {str(error).removeprefix(f'{file.path.name}: ')}"
