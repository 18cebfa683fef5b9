"""Work that may never end, or want all memory, done in a process of its own under limits."""

import contextlib
import math
import os
import pickle
import signal
import struct
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, Any, Literal, ParamSpec, TypeVar

from kotae.processes import interrupts_held

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
# What a process runs, and how it is told how long a message is.
_PROGRAM = "import sys; sys.path[:] = sys.argv[1:]; from kotae.bounded import serve; serve()"
_LENGTH = struct.Struct(">Q")


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
        self._process: _Process | None = None
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
            process = self._process
            assert process is not None
            began = time.monotonic()
            try:
                process.send(pickle.dumps((limits, work, args, kwargs)))
                kind, value, seconds = self._result(process, limits)
            except (EOFError, OSError) as error:
                reason = process.reason()
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
        return 0.0 if process is None else _held(process.pid)

    def renew(self) -> None:
        """Let the next piece of work begin in a new process."""
        with self._turn:
            self._end()

    def relieve(self, megabytes: float) -> bool:
        """Let the next piece of work begin in a new process where this one holds more memory; tell whether it does."""
        full = self.megabytes > megabytes
        if full:
            self.renew()
        return full

    def close(self) -> None:
        """End the process at once, and with it what it works at."""
        self._closed = True
        process = self._process
        if process is not None:
            process.kill()
        with self._turn:
            self._end()

    def _start(self) -> None:
        if self._closed:
            raise NotDoneError("crash")
        with interrupts_held():
            process = _Process()
        self._process = process  # only now: `close` may come from another thread, and ends what has started
        if self._closed:
            process.kill()

    def _result(self, process: "_Process", limits: Limits) -> tuple[str, Any, float]:
        """Wait for the result and watch the process meanwhile; EOFError where it has ended."""
        latest = time.monotonic() + max(_LEAST_PATIENCE, _PATIENCE * limits.seconds)
        while True:
            with contextlib.suppress(Empty):
                result: tuple[str, Any, float] = pickle.loads(process.received(_LOOK))
                return result
            if _held(process.pid) > limits.megabytes:
                process.kill()
                raise NotDoneError("memory")
            if time.monotonic() > latest:
                process.kill()
                raise NotDoneError("time")

    def _end(self) -> None:
        if self._process is not None:
            self._process.end()
        self._process = None


class _Process:
    """A running process that is sent messages and sends some.

    It is no `multiprocessing.Process`: such a one writes a traceback where its parent is killed before it has said all
    that a child is told, and reads the parent's main module again.
    """

    def __init__(self) -> None:
        command = [sys.executable, "-c", _PROGRAM, *sys.path]
        self._popen = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        weakref.finalize(self, self._popen.kill)  # at the latest when Python ends; it may be in code that heeds nothing
        self._received: SimpleQueue[bytes] = SimpleQueue()
        assert self._popen.stdout is not None
        threading.Thread(target=_receive, args=(self._popen.stdout, self._received), daemon=True).start()

    @property
    def pid(self) -> int:
        return self._popen.pid

    def send(self, message: bytes) -> None:
        """Send a message; OSError where the process has ended."""
        assert self._popen.stdin is not None
        _send(self._popen.stdin, message)

    def received(self, seconds: float) -> bytes:
        """Return the next message; `Empty` where none has come in so many seconds, EOFError where none can come."""
        message = self._received.get(timeout=seconds)
        if not message:
            self._received.put(message)
            raise EOFError
        return message

    def reason(self) -> Reason:
        """Say why the process has ended."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._popen.wait(_LEAST_PATIENCE)
        over = hasattr(signal, "SIGXCPU") and self._popen.returncode == -signal.SIGXCPU
        return "time" if over else "crash"

    def kill(self) -> None:
        """End the process at once; safe from any thread."""
        self._popen.kill()

    def end(self) -> None:
        """End the process at once, and leave nothing of it."""
        self._popen.kill()
        self._popen.wait()
        assert self._popen.stdin is not None
        with contextlib.suppress(OSError):  # what was to be sent has nowhere to go
            self._popen.stdin.close()


def _send(stream: IO[bytes], message: bytes) -> None:
    stream.write(_LENGTH.pack(len(message)))
    stream.write(message)
    stream.flush()


def _receive(stream: IO[bytes], messages: "SimpleQueue[bytes]") -> None:
    """Take in messages as they come; after the last comes an empty one."""
    with stream:
        while len(length := stream.read(_LENGTH.size)) == _LENGTH.size:
            (size,) = _LENGTH.unpack(length)
            message = stream.read(size)
            if len(message) < size:
                break
            messages.put(message)
    messages.put(b"")


def serve() -> None:
    """Run in the process: take work and send back what comes of it, until the parent ends, however that happens."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    results = os.fdopen(os.dup(1), "wb")
    _be_quiet()
    messages: SimpleQueue[bytes] = SimpleQueue()

    def take_in() -> None:
        _receive(sys.stdin.buffer, messages)
        os._exit(1)

    threading.Thread(target=take_in, daemon=True).start()
    while True:
        limits, work, args, kwargs = pickle.loads(messages.get())
        _limit(limits)
        _send(results, _done(work, args, kwargs))


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
