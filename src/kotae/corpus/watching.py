"""Keeping up with a folder: it is looked at again and again, which works on every disk and over every network."""

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

_EVERY = 1.0  # seconds between two looks
_SHARE = 20  # a look is followed by so many times its own length of rest: a large folder is looked at less often
_REST = 3.0  # seconds for which nothing may change: what copies or saves a file pauses for less

_Look = dict[str, tuple[int, int]]


class Watch:
    """The changes of a folder, once they are done: files half written are waited for.

    Only names, sizes and times are looked at. A folder that is away (a network that is down) has not changed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stop = threading.Event()
        self._interrupted = False
        self._told: _Look | None = None

    def __iter__(self) -> Iterator[None]:
        """Yield when the folder is at rest for the first time, and then after each change, until it is ended."""
        last: _Look | None = None
        since = time.monotonic()
        while not (self._interrupted or self._stop.is_set()):
            began = time.monotonic()
            now = _look(self._folder)
            ended = time.monotonic()
            if now != last:
                last, since = now, ended
            elif now is not None and now != self._told and ended - since >= _REST:
                self._told = now
                yield
            self._stop.wait(max(_EVERY, _SHARE * (ended - began)))

    def again(self) -> None:
        """Let what was told last be told again: it could not be taken up."""
        self._told = None

    def close(self) -> None:
        """End the watch; it may be called from another thread."""
        self._stop.set()

    def interrupt(self) -> None:
        """End the watch before its next look; it may be called where a signal is handled, for it waits for no lock."""
        self._interrupted = True


def _look(folder: Path) -> _Look | None:
    """Return the size and time of every file that is not hidden; None where the folder cannot be read now."""
    found: _Look = {}
    waiting = [str(folder)]
    try:
        while waiting:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    else:
                        known = entry.stat(follow_symlinks=False)
                        found[entry.path] = (known.st_size, known.st_mtime_ns)
    except OSError:
        return None  # it is away, or changing just now
    return found
