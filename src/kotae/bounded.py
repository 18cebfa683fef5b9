"""Work that may never end, or want all memory, done in a process of its own under limits."""

import contextlib
import math
import multiprocessing
import os
import pickle
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Literal, ParamSpec, TypeVar

from kotae.processes import end_with_parent, interrupts_held

Reason = Literal["time", "memory", "crash"]
"""Why work was not done: over its processor time, over its memory, or its process died of itself."""

_P = ParamSpec("_P")
_T = TypeVar("_T")
_MB = 1_000_000
_LOOK = 0.05  # seconds between two looks at a process: memory is filled at a few hundred MB in that time at most
_RESERVED = 2  # times the memory may be reserved: allocators and threads reserve more than they use
# Where processor time cannot be limited, and for a process that only waits, the clock decides, with much patience: other
# work may keep the processors busy.
_PATIENCE, _LEAST_PATIENCE = 20, 60.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What one piece of work may take: seconds of processor time, and MB (10⁶ bytes) of memory for its process."""

    seconds: float
    megabytes: float


class NotDoneError(Exception):
    """A piece of work was not done; its process has ended. `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


class Worker:
    """A process that does one piece of work after the other; safe to share between threads, which then wait in turn.

    What a piece of work leaves in its process is there for the next one, until a process dies: a new one begins with
    nothing, when the next piece comes. On Linux both limits hold: processor time to the second, memory as far as it grows
    between two looks. On other Unixes memory is limited only as far as the system lets a process limit itself; elsewhere
    only time is, and by the clock.
    """

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self._closed = False
        self.seconds = 0.0
        """The processor time that all work has taken so far."""

    def run(self, limits: Limits, work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Do a piece of work in the process and return its result.

        Args:
            limits: what it may take.
            work: a function of a module.
            args: its arguments; like the result they must be picklable.
            kwargs: likewise.

        Raises:
            NotDoneError: it went over a limit, or its process died.
            Exception: what the work itself raised.
        """
        with self._turn:
            if self._process is None:
                self._start()
            assert self._connection is not None
            began = time.monotonic()
            try:
                self._connection.send_bytes(pickle.dumps((limits, work, args, kwargs)))
                kind, value, seconds = self._result(limits)
            except (EOFError, OSError) as error:
                reason = self._reason()
                self._end()
                self.seconds += min(time.monotonic() - began, limits.seconds)  # as near as can be told of what is gone
                raise NotDoneError(reason) from error
            except BaseException:
                self._end()
                self.seconds += min(time.monotonic() - began, limits.seconds)
                raise
            self.seconds += seconds
            if kind == "memory":
                self._end()  # its memory is in pieces
                raise NotDoneError("memory")
            if kind == "error":
                raise value
            result: _T = value
            return result

    @property
    def megabytes(self) -> float:
        """The memory that the process holds now; 0 where that is not known."""
        process = self._process
        return 0.0 if process is None or process.pid is None else _held(process.pid)

    def renew(self) -> None:
        """Let the next piece of work begin in a new process."""
        with self._turn:
            self._end()

    def close(self) -> None:
        """End the process at once, and with it what it works at."""
        self._closed = True
        process = self._process
        if process is not None:
            with contextlib.suppress(ValueError):  # it has been ended meanwhile
                process.kill()
        with self._turn:
            self._end()

    def _start(self) -> None:
        if self._closed:
            raise NotDoneError("crash")
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs,), daemon=True)
        with interrupts_held():
            process.start()
        theirs.close()
        self._process = process  # only now: `close` may come from another thread, and ends what has started
        if self._closed:
            process.kill()

    def _result(self, limits: Limits) -> tuple[str, Any, float]:
        """Wait for the result and watch the process meanwhile; EOFError where it has ended."""
        process, connection = self._process, self._connection
        assert process is not None
        assert process.pid is not None
        assert connection is not None
        latest = time.monotonic() + max(_LEAST_PATIENCE, _PATIENCE * limits.seconds)
        while not wait([connection, process.sentinel], _LOOK):
            if _held(process.pid) > limits.megabytes:
                process.kill()
                raise NotDoneError("memory")
            if time.monotonic() > latest:
                process.kill()
                raise NotDoneError("time")
        result: tuple[str, Any, float] = connection.recv()
        return result

    def _reason(self) -> Reason:
        """Say why the process has ended."""
        assert self._process is not None
        self._process.join(_LEAST_PATIENCE)
        over = hasattr(signal, "SIGXCPU") and self._process.exitcode == -signal.SIGXCPU
        return "time" if over else "crash"

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        if self._connection is not None:
            self._connection.close()
        self._process = self._connection = None


def _work(connection: Connection) -> None:
    """Run in the process: take work and send back what comes of it, until there is no more."""
    end_with_parent()
    _be_quiet()
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            limits, work, args, kwargs = pickle.loads(connection.recv_bytes())
            _limit(limits)
            connection.send_bytes(_done(work, args, kwargs))


def _done(work: Callable[..., object], args: tuple[object, ...], kwargs: dict[str, object]) -> bytes:
    """Do the work and return what comes of it as it is sent: its kind, itself, the seconds of processor time."""
    started = time.process_time()
    try:
        result = work(*args, **kwargs)
        return pickle.dumps(("result", result, time.process_time() - started))
    except MemoryError:
        kind, problem = "memory", None
    except Exception as error:  # noqa: BLE001 - it is raised again where the work was asked for
        kind, problem = "error", error
    return pickle.dumps((kind, problem, time.process_time() - started))


def _be_quiet() -> None:
    """Let nothing be printed from here: a library that dies says so in lines that are not for users."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)


def _limit(limits: Limits) -> None:
    """Let the system end this process where it goes over its limits, whatever code is running then."""
    try:
        import resource
    except ImportError:  # not a Unix: the parent's watch is all there is
        return
    for kind, most in (
        (resource.RLIMIT_CPU, math.ceil(time.process_time() + limits.seconds)),
        (resource.RLIMIT_DATA, _reserved() + int(_RESERVED * limits.megabytes * _MB)),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _held(process: int) -> float:
    """Return how many MB of memory a process holds; 0 where the system does not say it here."""
    return _pages(process, 1) / _MB


def _reserved() -> int:
    """Return how many bytes this process has reserved for its data."""
    return _pages(os.getpid(), 5)


def _pages(process: int, column: int) -> int:
    """Return a column of Linux's /proc/PID/statm, in bytes; 0 where there is none."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[column]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0
