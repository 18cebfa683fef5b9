"""A process that has loaded what `kotae` loads, and becomes that command as often as it is told to (forked.py tells it).

Loading takes most of the time of a short command, and of the start of a server, and is the same every time. It is told on
standard input, a line of JSON each time, and answers with a line: of a command to be started with its process and, where that
is asked for, what it printed first; of one that has ended with its exit code.
"""

import json
import os
import select
import signal
import sys
import traceback
from importlib import import_module
from pathlib import Path
from typing import IO, Any, NoReturn

from kotae.cli import app

# What commands import when they need it, and take their time for.
_NEEDED = (
    "faiss",
    "onnxruntime",
    "kotae.evaluation.evaluate",
    "kotae.index.update",
    "kotae_ui.guard",
    "kotae_ui.server",
)
_WRITTEN = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
_STARTING = 600  # seconds; how long a busy machine takes is no failure


def main() -> None:
    """Do what is told until there is no more of it."""
    for name in _NEEDED:
        import_module(name)
    printing: dict[int, IO[str]] = {}
    for line in sys.stdin:
        told = json.loads(line)
        if "ended" in told:
            _, status = os.waitpid(told["ended"], 0)
            if output := printing.pop(told["ended"], None):
                output.close()
            answer: object = os.waitstatus_to_exitcode(status)
        elif told["output"] is None:
            process, printing[process] = _printing(told)
            answer = [process, _first(process, printing[process])]
        else:
            answer = [_started(told, os.open(told["output"], _WRITTEN)), ""]
        print(json.dumps(answer), flush=True)


def _printing(told: dict[str, Any]) -> tuple[int, IO[str]]:
    """Start a command, and return its process and what it prints."""
    reading, writing = os.pipe()
    return _started(told, writing), os.fdopen(reading, encoding="utf-8")


def _started(told: dict[str, Any], output: int) -> int:
    """Start a command that prints into an open file, close that here, and return its process."""
    process = os.fork()
    if process == 0:
        os.chdir(told["folder"])
        os.environ.update(told["environment"])
        nothing = os.open(os.devnull, os.O_RDONLY)
        errors = os.open(told["errors"], _WRITTEN)
        for given, place in ((nothing, 0), (output, 1), (errors, 2)):
            os.dup2(given, place)
        _become(told["arguments"])
    os.close(output)
    return process


def _become(arguments: list[str]) -> NoReturn:
    """Be the command from here on."""
    sys.argv = [str(Path(sys.executable).with_name("kotae")), *arguments]
    code = 1
    try:
        app()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:  # noqa: BLE001 (as an interpreter does with what nobody handles)
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _first(process: int, output: IO[str]) -> str:
    """Return the first line that a command prints; nothing where it ends before, or takes too long."""
    if not select.select([output], [], [], _STARTING)[0]:
        os.kill(process, signal.SIGKILL)
    return output.readline()


if __name__ == "__main__":
    main()
