"""The real `kotae` command in a session of its own: run to its end, killed on the way, and judged by what it printed."""

import os
import select
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from outcomes import Outcome
from support import KOTAE

_SECONDS = 600  # a command that has not ended by then hangs; the slowest here takes a tenth of it on a quiet machine
_ENDING = 60  # seconds until the workers of a process that was killed must be gone


@dataclass(frozen=True, slots=True)
class Finished:
    """A command that ended: its time by the clock and the processor time of all its processes in seconds.

    `memory` is the peak of its largest process in bytes, `running` what it left running.
    """

    returncode: int
    stdout: str
    stderr: str
    seconds: float
    processor: float
    memory: int
    hung: bool
    running: tuple[int, ...]

    @property
    def lines(self) -> list[str]:
        """The lines on the error stream."""
        return self.stderr.splitlines()


def run(
    arguments: Sequence[object],
    folder: Path,
    environment: Mapping[str, str],
    *,
    kill_after: float | None = None,
    seconds: float = _SECONDS,
) -> Finished:
    """Run one `kotae` command in a folder until it ends, or is killed.

    Args:
        arguments: of the command.
        folder: where it runs.
        environment: its environment, whole.
        kill_after: seconds after which it gets SIGKILL, if any.
        seconds: after which it counts as hung, and everything that it started is killed.
    """
    started = time.perf_counter()
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            [KOTAE, *map(str, arguments)],
            cwd=folder,
            env=environment,
            stdout=output,
            stderr=errors,
            start_new_session=True,
        )
        hung = _watch(process.pid, kill_after, seconds)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        taken = time.perf_counter() - started
        running = wait_for_session(process.pid)
        output.seek(0)
        errors.seek(0)
        return Finished(
            process.returncode,
            output.read().decode(errors="replace"),
            errors.read().decode(errors="replace"),
            taken,
            used.ru_utime + used.ru_stime,
            used.ru_maxrss * 1024,
            hung,
            running,
        )


def judged(finished: Finished, said: tuple[str, ...] = ("! ",)) -> tuple[Outcome, str]:
    """Say how a command ended: RIGHT where it did what it was told.

    Args:
        finished: the command.
        said: what lines on the error stream begin with that tell of no failure: problems of single documents, and so on.
    """
    told = f"exit code {finished.returncode}: {finished.stderr.strip()[-600:]}"
    if finished.hung:
        return Outcome.HUNG, f"stopped after {finished.seconds:.0f} s"
    if finished.running:
        return Outcome.LEFT_OVER, f"still running: {finished.running}"
    if "Traceback" in finished.stderr or finished.returncode not in (0, 1):
        return Outcome.TRACEBACK, told
    if finished.returncode == 0:
        well = all(line.startswith(said) for line in finished.lines)
        return (Outcome.RIGHT, "") if well else (Outcome.TRACEBACK, told)
    if len(finished.lines) == 1 and finished.stderr.startswith("kotae: "):
        return Outcome.ONE_LINE, finished.stderr.strip()
    return Outcome.TRACEBACK, told


def members(session: int) -> list[int]:
    """Return the processes of a session that are running."""
    numbers = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended meanwhile
        if int(fields[3]) == session and fields[0] != "Z":
            numbers.append(int(path.parent.name))
    return numbers


def end_session(session: int) -> None:
    """Kill what is left of a session that was started here."""
    for number in members(session):
        try:
            os.kill(number, signal.SIGKILL)
        except ProcessLookupError:
            continue


def _watch(process: int, kill_after: float | None, seconds: float) -> bool:
    """Wait for a process's end, kill it when it is time, and tell whether it hung."""
    descriptor = os.pidfd_open(process)
    try:
        for limit, wanted in ((kill_after, True), (seconds, False)):
            if limit is None:
                continue
            ended, _, _ = select.select([descriptor], [], [], limit)
            if ended:
                return False
            if wanted:
                signal.pidfd_send_signal(descriptor, signal.SIGKILL)
            else:
                end_session(process)
                return True
        return False
    finally:
        os.close(descriptor)


def wait_for_session(session: int) -> tuple[int, ...]:
    """Wait until nothing of a session runs, and return what still did at the end of the time, killed by now."""
    end = time.monotonic() + _ENDING
    while left := members(session):
        if time.monotonic() > end:
            end_session(session)
            return tuple(left)
        time.sleep(0.01)
    return ()
