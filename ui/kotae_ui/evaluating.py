"""Evaluating beside the questions: one run at a time for all who use the server, told of as it goes on."""

import logging
import signal
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from kotae import Kotae
from kotae.errors import KotaeError, QuestionSetError
from kotae.evaluation.evaluate import carry_out, plan
from kotae.evaluation.sets.read import read_within
from kotae.processes import cores
from kotae.staging import sweep
from kotae_ui.runs import SETS

_log = logging.getLogger(__name__)

State = Literal["idle", "preparing", "answering", "measuring", "stopping", "stopped", "failed", "done"]

_CLOSING = 10.0  # seconds that the server waits, when it ends, for a run to end
_TELLING = 5  # questions after which the time that is left can be told


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is, or how the last one ended.

    `questions` is the set's file name. `done` of `total` questions are answered, `known` of them by an earlier start of the
    same run; `seconds` is how long the others took. `problems` has a line for each piece of gold that the index does not
    hold, `errors` says why the run failed, `run` is the name of a run that is done.
    """

    state: State = "idle"
    questions: str = ""
    done: int = 0
    total: int = 0
    known: int = 0
    seconds: float = 0.0
    problems: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    run: str = ""

    @property
    def running(self) -> bool:
        """Whether the run goes on."""
        return self.state in ("preparing", "answering", "measuring", "stopping")

    @property
    def seconds_left(self) -> float | None:
        """How long the questions that are left will take, if that can be told."""
        answered = self.done - self.known
        if self.state != "answering" or answered < _TELLING:
            return None
        return self.seconds / answered * (self.total - self.done)


class _Stopped(Exception):
    """Raised within a run to end it."""


class Evaluator:
    """Runs question sets, one after the other, in a thread; safe to share between threads."""

    def __init__(self) -> None:
        """Remove what an earlier server left half-made of question sets."""
        sweep(SETS)
        self._lock = threading.Lock()
        self._progress = Progress()
        self._halted = self._closed = False
        self._began = 0.0
        self._thread: threading.Thread | None = None

    @property
    def progress(self) -> Progress:
        """How far the run is that is going on, or how the last one ended."""
        return self._progress

    def start(self, kotae: Kotae, questions: Path, baseline: Path | None = None) -> bool:
        """Begin to run a set, or go on with an unfinished run of it.

        Args:
            kotae: what is asked.
            questions: the set.
            baseline: the folder of a finished run that it is compared with.

        Returns:
            Whether it began; it does not while another run goes on.
        """
        with self._lock:
            if self._progress.running or self._closed:
                return False
            self._progress = Progress("preparing", questions.name)
            self._halted = False
            self._thread = threading.Thread(
                target=self._work, args=(kotae, questions, baseline), name="evaluator", daemon=True
            )
            self._thread.start()
            return True

    def stop(self) -> None:
        """End the run that is going on at its next question; what is answered is kept."""
        with self._lock:
            if self._progress.state in ("preparing", "answering"):
                self._halted = True
                self._progress = replace(self._progress, state="stopping")

    def close(self) -> None:
        """End the run that is going on, with its processes, and begin no other."""
        with self._lock:
            self._closed = True
        self.stop()
        if self._thread is not None:
            self._thread.join(_CLOSING)

    def _work(self, kotae: Kotae, questions: Path, baseline: Path | None) -> None:
        if hasattr(signal, "pthread_sigmask"):
            # The run's processes inherit this: they leave Ctrl-C to the server, which ends them.
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            planned = plan(kotae, [questions], read_within([questions], kotae.settings.limits), baseline=baseline)
            with self._lock:
                self._progress = replace(self._progress, known=len(planned.known), problems=planned.problems)
            self._began = time.monotonic()
            evaluated = carry_out(kotae, planned, cores(), self._step)
            self._end("done", run=evaluated.folder.name)
        except _Stopped:
            self._end("stopped")
        except QuestionSetError as error:
            self._end("failed", errors=error.problems)
        except KotaeError as error:
            self._end("failed", errors=(str(error),))
        except Exception as error:  # noqa: BLE001 (the next run must still be possible)
            _log.exception("The run of %s failed", questions)
            self._end("failed", errors=(f"{type(error).__name__}: {error}",))

    def _step(self, done: int, total: int) -> None:
        with self._lock:
            seconds = time.monotonic() - self._began
            self._progress = replace(self._progress, done=done, total=total, seconds=seconds)
            if self._halted:
                raise _Stopped
            self._progress = replace(self._progress, state="answering" if done < total else "measuring")

    def _end(self, state: State, *, run: str = "", errors: tuple[str, ...] = ()) -> None:
        with self._lock:
            self._progress = replace(self._progress, state=state, run=run, errors=errors)
