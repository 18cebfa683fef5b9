"""Where files are made before they take their place, and how what a killed process left there is swept away."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

_SUFFIX, _LOCK = ".partial", ".lock"


@contextmanager
def staging(folder: Path) -> Iterator[Path]:
    """Give an empty hidden folder inside the one where something is to be, to make it in; it is removed afterwards.

    What is made there takes its place by `os.replace`, and so is there whole or not at all. Where this process is killed,
    its lock on the hidden folder goes with it, and the next `staging` or `sweep` removes what it left.

    Args:
        folder: where the thing is to be; made if need be.

    Raises:
        OSError: the folder cannot be made or written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    sweep(folder)
    staged, lock = _locked(folder)
    try:
        yield staged
    finally:
        shutil.rmtree(staged, ignore_errors=True)
        lock.release()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; one that is there is replaced.

    Raises:
        OSError: it cannot be written, or its folder cannot be made.
    """
    with staging(path.parent) as staged:
        (staged / path.name).write_bytes(content)
        os.replace(staged / path.name, path)


def sweep(folder: Path) -> None:
    """Remove what killed processes left half-made in a folder; what a running one is making there stays.

    Nothing but folders of `staging` is touched: they are empty, or hold its lock.
    """
    with suppress(OSError):  # a folder that cannot be read or written is none that anything was left in
        for left in folder.glob(f".*{_SUFFIX}"):
            with suppress(OSError):
                left.rmdir()  # killed before it could lock it
            with suppress(OSError):  # the lock is held, or another user's
                if not left.is_symlink() and (left / _LOCK).is_file():
                    with FileLock(left / _LOCK, timeout=0):
                        shutil.rmtree(left, ignore_errors=True)


def _locked(folder: Path) -> tuple[Path, BaseFileLock]:
    """Make a staging folder and lock it."""
    while True:
        staged = Path(tempfile.mkdtemp(prefix=".", suffix=_SUFFIX, dir=folder))
        lock = FileLock(staged / _LOCK)
        try:
            lock.acquire(timeout=0)
        except (FileNotFoundError, FileExistsError, Timeout):
            continue  # another process swept it away before, or while, the lock could tell that it is ours
        except BaseException:
            shutil.rmtree(staged, ignore_errors=True)
            raise
        return staged, lock
