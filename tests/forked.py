"""The command `kotae` in a process of its own that was forked from one which has loaded it already (loaded.py).

What depends on how an interpreter starts (its settings in the environment, what is read while modules are loaded) needs the
command itself.
"""

import atexit
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from functools import cache as kept
from pathlib import Path
from typing import Any

from support import environment

_telling = threading.Lock()


def ran(
    folder: Path, arguments: Sequence[object], variables: dict[str, str], seconds: float
) -> "subprocess.CompletedProcess[str]":
    """Run a command to its end.

    Args:
        folder: where it runs.
        arguments: what `kotae` is told.
        variables: of the environment.
        seconds: after which it is killed.

    Raises:
        subprocess.TimeoutExpired: it was.
    """
    given = list(map(str, arguments))
    with tempfile.TemporaryDirectory() as place:
        output, errors = Path(place) / "output", Path(place) / "errors"
        process, _ = started(folder, given, variables, errors, output)
        code = ended(process, seconds)
        if code is None:
            raise subprocess.TimeoutExpired(["kotae", *given], seconds)
        printed, told = (path.read_text(encoding="utf-8") for path in (output, errors))
    return subprocess.CompletedProcess(["kotae", *given], code, printed, told)


def started(
    folder: Path, arguments: Sequence[str], variables: dict[str, str], errors: Path, output: Path | None = None
) -> tuple[int, str]:
    """Start a command.

    Args:
        folder: where it runs.
        arguments: what `kotae` is told.
        variables: of the environment.
        errors: the file that its error stream is written to.
        output: the file that it prints into; where None, its first line is waited for.

    Returns:
        Its process, which `ended` must be told of, and that first line.
    """
    process, line = _told(
        {
            "arguments": list(arguments),
            "folder": str(folder),
            "environment": environment(**variables),
            "errors": str(errors),
            "output": None if output is None else str(output),
        }
    )
    return int(process), str(line)


def ended(process: int, seconds: float) -> int | None:
    """Wait for the end of a command and return its exit code; None where it took too long and was killed."""
    descriptor = os.pidfd_open(process)
    try:
        late = not select.select([descriptor], [], [], seconds)[0]
    finally:
        os.close(descriptor)
    if late:
        os.kill(process, signal.SIGKILL)
    code = int(_told({"ended": process}))
    return None if late else code


@kept
def _loaded() -> "subprocess.Popen[str]":
    """Return the process that commands are forked from; it ends with this one."""
    command = [sys.executable, Path(__file__).with_name("loaded.py")]
    loaded = subprocess.Popen(command, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    atexit.register(loaded.communicate)
    return loaded


def _told(what: object) -> Any:
    """Tell that process something, and return what it answers."""
    with _telling:
        loaded = _loaded()
        assert loaded.stdin is not None
        assert loaded.stdout is not None
        print(json.dumps(what), file=loaded.stdin, flush=True)
        return json.loads(loaded.stdout.readline())
