"""A process that has loaded what `kotae serve` loads, and becomes such a server as often as it is told to.

Loading Gradio takes most of the time in which a server starts, and is the same every time. It is told on standard input, a
line of JSON each time, and answers with a line: of a server to be started with its process and what it printed first, of one
to be waited for with its exit code.
"""

import json
import os
import select
import signal
import sys
import traceback
from pathlib import Path
from typing import IO, NoReturn

import kotae_ui.server  # noqa: F401 (what takes the time)
from kotae.cli import app

_STARTING = 600  # seconds; how long a busy machine takes is no failure


def main() -> None:
    """Do what is told until there is no more of it."""
    printing: dict[int, IO[str]] = {}
    for line in sys.stdin:
        told = json.loads(line)
        if "wait" in told:
            _, status = os.waitpid(told["wait"], 0)
            printing.pop(told["wait"]).close()
            answer: object = os.waitstatus_to_exitcode(status)
        else:
            process, output = _started(**told)
            printing[process] = output
            answer = [process, _first(process, output)]
        print(json.dumps(answer), flush=True)


def _started(arguments: list[str], folder: str, environment: dict[str, str], log: str) -> tuple[int, IO[str]]:
    """Start a server, and return its process and what it prints."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        os.chdir(folder)
        os.environ.update(environment)
        nothing = os.open(os.devnull, os.O_RDONLY)
        errors = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        for given, place in ((nothing, 0), (writing, 1), (errors, 2)):
            os.dup2(given, place)
        _serve(arguments)
    os.close(writing)
    return process, os.fdopen(reading, encoding="utf-8")


def _serve(arguments: list[str]) -> NoReturn:
    """Be the command from here on."""
    sys.argv = [str(Path(sys.executable).with_name("kotae")), *arguments]
    code = 1
    try:
        app()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    except BaseException:  # noqa: BLE001 (as an interpreter does with what nobody handles)
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _first(process: int, output: IO[str]) -> str:
    """Return the first line that a server prints; nothing where it ends before, or takes too long."""
    if not select.select([output], [], [], _STARTING)[0]:
        os.kill(process, signal.SIGKILL)
    return output.readline()


if __name__ == "__main__":
    main()
