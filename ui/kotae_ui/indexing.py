"""Indexing beside the questions: one run at a time, in a process of its own, told of as it goes on."""

import logging
import multiprocessing
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path

from kotae.corpus.uploads import UPLOADS
from kotae.embedding import Encoded, Encoder, identity_of
from kotae.errors import KotaeError, reason
from kotae.index import generation
from kotae.index.build import Recipe, build, embedded
from kotae.processes import end_with_parent
from kotae.settings import Settings
from kotae.staging import sweep

_log = logging.getLogger(__name__)

# So many texts are embedded by the server, whose model is loaded: loading it takes seconds, and embedding them less than one.
# With more, answers would wait for them.
_MOST_EMBEDDED = 32
_LOST = "its process ended before it was done; the previous index still answers. Try again."


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an indexing run is: its stage, how much of that is done; `error` is why the last run failed.

    `cancelled` says that it was cancelled.
    """

    running: bool = False
    stage: str = "waiting"
    done: int = 0
    total: int = 0
    error: str = ""
    cancelled: bool = False


class Indexer:
    """Brings the index up to date when asked; what is asked for during a run is done in the next one."""

    def __init__(
        self, settings: Settings, on_made: Callable[[], None], encoder: Callable[[], Encoder | None] = lambda: None
    ) -> None:
        """Remove what an earlier server or run left half-made, and start waiting for work.

        Args:
            settings: which corpus, index and model.
            on_made: called after each run that ended well.
            encoder: gives the model that is loaded, where one is, to embed a few texts with.
        """
        generation.sweep(settings.index)
        sweep(settings.corpus / UPLOADS)
        self._settings = settings
        self._on_made = on_made
        self._encoder = encoder
        self._changed = threading.Condition()
        self._progress = Progress()
        self._asked = self._served = 0
        self._rebuild = self._closed = self._cancelled = False
        self._process: multiprocessing.process.BaseProcess | None = None
        threading.Thread(target=self._work, name="indexer", daemon=True).start()

    @property
    def progress(self) -> Progress:
        """How far the run is that is going on, or how the last one ended."""
        return self._progress

    def request(self, *, rebuild: bool = False) -> None:
        """Ask for a run over the corpus as it is now.

        Args:
            rebuild: take nothing over from the previous index.
        """
        with self._changed:
            self._asked += 1
            self._rebuild = self._rebuild or rebuild
            self._progress = replace(self._progress, running=True, error="", cancelled=False)
            self._changed.notify_all()

    def cancel(self) -> bool:
        """End the run that is going on, and ask for no other; the index stays as it was.

        Returns:
            Whether a run was going on.
        """
        with self._changed:
            if not self._progress.running:
                return False
            self._cancelled = True
            if self._process is not None:
                self._process.terminate()
            return True

    def follow(self) -> Iterator[Progress]:
        """Yield the progress whenever it changes, until what has been asked for by now is done."""
        with self._changed:
            wanted = self._asked
        last: Progress | None = None
        served = -1
        while served < wanted and not self._closed:
            with self._changed:
                if self._progress == last and self._served < wanted:
                    self._changed.wait(timeout=1)
                now, served = self._progress, self._served
            if now != last:
                yield now
            last = now

    def close(self) -> None:
        """End the run that is going on; the index stays as it was."""
        with self._changed:
            self._closed = True
            if self._process is not None:
                self._process.terminate()
            self._changed.notify_all()

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._asked > self._served or self._closed)
                if self._closed:
                    return
                serving, rebuild = self._asked, self._rebuild
                self._rebuild = False
                self._progress = Progress(running=True)
                self._changed.notify_all()
            error = self._run(rebuild)
            with self._changed:
                cancelled, self._cancelled = self._cancelled, False
                serving = self._asked if cancelled else serving
            if cancelled:
                error = ""
                generation.sweep(self._settings.index)
            elif not error:
                try:
                    self._on_made()
                except KotaeError as problem:
                    error = str(problem)
                except Exception as problem:  # noqa: BLE001 (the next run must still be possible)
                    _log.exception("The new index is not used")
                    error = f"the new index is not used ({problem})"
            with self._changed:
                self._served = serving
                self._progress = Progress(running=self._asked > serving, error=error, cancelled=cancelled)
                self._changed.notify_all()

    def _run(self, rebuild: bool) -> str:
        """Index in a process of its own and return why it failed, or nothing."""
        context = multiprocessing.get_context("spawn")
        ours, its = context.Pipe()
        arguments = (self._settings.recipe, self._settings.index, rebuild, its)
        process = context.Process(target=_index, args=arguments, name="kotae index")
        with self._changed:
            if self._closed or self._cancelled:
                return _LOST
            process.start()
            self._process = process
        its.close()
        error = _LOST
        try:
            while True:
                kind, *values = ours.recv()
                if kind == "end":
                    error = values[0]
                    break
                if kind == "embed":
                    ours.send(self._embedded(*values))
                    continue
                stage, done, total = values
                with self._changed:
                    self._progress = Progress(True, stage, done, total)
                    self._changed.notify_all()
        except (EOFError, ConnectionError):
            pass  # the process is gone: that is what `error` says
        process.join()
        with self._changed:
            self._process = None
        ours.close()
        return error

    def _embedded(self, identity: str, texts: list[str]) -> list[tuple[int, Encoded]] | None:
        """Embed texts with the model that is loaded; None where none is, or another one."""
        encoder = self._encoder()
        return list(encoder.each_passage(texts)) if encoder and encoder.identity == identity else None


def _index(recipe: Recipe, index: Path, rebuild: bool, report: Connection) -> None:
    """Run in the process: index, and send each step and then how it ended."""

    def embed(texts: Sequence[str]) -> Iterator[tuple[int, Encoded]]:
        given: list[tuple[int, Encoded]] | None = None
        if len(texts) <= _MOST_EMBEDDED:
            report.send(("embed", identity_of(recipe.model, dtype=recipe.dtype, cache=recipe.cache), list(texts)))
            given = report.recv()
        return embedded(recipe, texts) if given is None else iter(given)

    end_with_parent()
    try:
        build(
            recipe,
            index,
            rebuild=rebuild,
            on_progress=lambda stage, done, total: report.send(("step", stage, done, total)),
            embed=embed,
        )
        report.send(("end", ""))
    except KotaeError as error:
        report.send(("end", str(error)))
    except OSError as error:
        report.send(("end", f"{error.filename or index}: {reason(error)}. The previous index still answers."))
