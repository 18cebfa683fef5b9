"""Indexing beside the questions: one run at a time, in a process of its own, told of as it goes on."""

import logging
import multiprocessing
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection

from kotae.bounded import NotDoneError, Worker
from kotae.corpus.uploads import UPLOADS
from kotae.embedding import Encoded, Encoder, identity_of
from kotae.errors import KotaeError, reason
from kotae.index import generation
from kotae.index.build import embedded, prepare
from kotae.index.place import Place
from kotae.index.recipe import Recipe
from kotae.index.update import update
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
        self._process: _Process | None = None
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
                self._process.end()
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
                self._process.end()
            self._changed.notify_all()

    def _work(self) -> None:
        while True:
            self._prepare()
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

    def _prepare(self) -> None:
        """Start the process of the next run, which loads what it needs and waits: that takes longer than a small run."""
        with self._changed:
            if self._process is not None and not self._process.is_alive:
                self._process.join()
                self._process = None
            if self._process is None and not self._closed:
                self._process = _Process(self._settings)

    def _run(self, rebuild: bool) -> str:
        """Index in a process of its own and return why it failed, or nothing; the process does the next run too where it can."""
        self._prepare()  # once more: what waits long may have been killed
        with self._changed:
            process = self._process
            if process is not None and self._cancelled:
                process.end()
        if process is None:
            return _LOST
        error, stays = _LOST, False
        try:
            process.ours.send(rebuild)
            while True:
                kind, *values = process.ours.recv()
                if kind == "end":
                    error, stays = values
                    break
                if kind == "embed":
                    process.ours.send(self._embedded(*values))
                    continue
                stage, done, total = values
                with self._changed:
                    self._progress = Progress(True, stage, done, total)
                    self._changed.notify_all()
        except (EOFError, OSError):
            pass  # the process is gone: that is what `error` says
        with self._changed:
            if stays and not self._cancelled and not self._closed:
                return error
        process.end()
        process.join()
        with self._changed:
            self._process = None
        return error

    def _embedded(self, identity: str, texts: list[str]) -> list[tuple[int, Encoded]] | None:
        """Embed texts with the model that is loaded; None where none is, or another one."""
        encoder = self._encoder()
        return list(encoder.each_passage(texts)) if encoder and encoder.identity == identity else None


class _Process:
    """A process that waits for runs and does them; it is told whether to take anything over, and tells how each goes."""

    def __init__(self, settings: Settings) -> None:
        context = multiprocessing.get_context("spawn")
        self.ours, its = context.Pipe()
        self._process = context.Process(target=_index, args=(settings.recipe, settings.place, its), name="kotae index")
        self._process.start()
        its.close()

    @property
    def is_alive(self) -> bool:
        """Whether it waits or works."""
        return self._process.is_alive()

    def end(self) -> None:
        """End it at once."""
        self._process.terminate()

    def join(self) -> None:
        """Wait for its end."""
        self._process.join()
        self.ours.close()


def _index(recipe: Recipe, place: Place, report: Connection) -> None:
    """Run in the process: index whenever told to, and send each step and then how it ended.

    After a run that loaded the model, or failed, another process does the next one: this one would keep what it took.
    """
    end_with_parent()
    ready: Worker | None = None
    with suppress(KotaeError, NotDoneError):  # it is said by the run, which needs the same
        if generation.current(place.folder) is not None:  # the first run has so much to do that this is nothing
            ready = prepare(recipe)
    stays = True
    try:
        while stays:
            error, stays = _run(recipe, place, report, ready, rebuild=report.recv())
            report.send(("end", error, stays))
    except EOFError:
        pass  # the server ends without another run
    finally:
        if ready is not None:
            ready.close()


def _run(recipe: Recipe, place: Place, report: Connection, ready: Worker | None, *, rebuild: bool) -> tuple[str, bool]:
    """Index, and return why that failed, or nothing, and whether the process is as before."""
    loaded = ready is None

    def embed(texts: Sequence[str]) -> Iterator[tuple[int, Encoded]]:
        nonlocal loaded
        given: list[tuple[int, Encoded]] | None = None
        if len(texts) <= _MOST_EMBEDDED:
            report.send(("embed", identity_of(recipe.model, dtype=recipe.dtype, cache=recipe.cache), list(texts)))
            given = report.recv()
        loaded = loaded or given is None
        return embedded(recipe, texts) if given is None else iter(given)

    try:
        update(
            recipe,
            place,
            rebuild=rebuild,
            on_progress=lambda stage, done, total: report.send(("step", stage, done, total)),
            embed=embed,
            ready=ready,
        )
    except KotaeError as error:
        return str(error), False
    except OSError as error:
        return f"{error.filename or place.folder}: {reason(error)}. The previous index still answers.", False
    return "", not loaded
