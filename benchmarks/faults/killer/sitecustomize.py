"""Kill this process at its N-th file operation. Python loads this by itself from a folder on PYTHONPATH.

File operations are the audit events of the interpreter. The numbers are taken out of the environment, so that only the
command itself is killed, and not its workers; what they do is read from files that are not the index.
"""

import atexit
import os
import signal
import sys
import threading
import time

_UNDER = os.environ.pop("FAULTS_UNDER", "")  # the index folder
_AT = int(os.environ.pop("FAULTS_AT", "0"))  # which operation; 0 counts only
_DELAY = float(os.environ.pop("FAULTS_DELAY", "0"))  # seconds from the operation to the kill
_COUNT = os.environ.pop("FAULTS_COUNT", "")  # the file that is told how many there were
_CHANGES = ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.truncate", "os.link", "os.symlink")
_counted = 0


def _kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _kill_later() -> None:
    time.sleep(_DELAY)
    _kill()


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    global _counted
    opened = event in ("open", "sqlite3.connect") and _UNDER in str(arguments[0])
    if not opened and event not in _CHANGES:
        return
    _counted += 1
    if _counted == _AT:
        if _DELAY:
            threading.Thread(target=_kill_later, daemon=True).start()
        else:
            _kill()


def _tell() -> None:
    with open(_COUNT, "w") as stream:
        stream.write(str(_counted))


if _UNDER:
    sys.addaudithook(_watch)
    if _COUNT:
        atexit.register(_tell)
