"""How an index names its current generation: by a file, CURRENT."""

import re
import stat
from dataclasses import dataclass
from pathlib import Path

from kotae.errors import BrokenIndexError

CURRENT, GENERATIONS = "CURRENT", "generations"
REBUILD = "Run: kotae index --rebuild"
# CURRENT holds a generation's name and the SHA-256 of its manifest, in format 1 the name alone.
_POINTER = re.compile(rb"([0-9a-f]{12})(?: ([0-9a-f]{64}))?")
_LONGEST_POINTER = 100  # bytes; ours have 78


@dataclass(frozen=True, slots=True)
class Pointer:
    """What CURRENT says: the name of a generation, and the SHA-256 of its manifest ("" in format 1)."""

    name: str
    seal: str


def read(index: Path) -> Pointer | None:
    """Read CURRENT, of which no more is read than it must have; None where there is none.

    Raises:
        BrokenIndexError: it is damaged, cannot be read, or is no file of its own.
    """
    path = index / CURRENT
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            raise BrokenIndexError(f"{path}: not a file that Kotae wrote. Remove it. {REBUILD}")
        with path.open("rb") as stream:
            content = stream.read(_LONGEST_POINTER)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise BrokenIndexError(f"{path}: cannot be read ({error.strerror}). Check its rights. {REBUILD}") from error
    parts = _POINTER.fullmatch(content.strip())
    if parts is None:
        raise BrokenIndexError(f"{path}: damaged, it names no generation. {REBUILD}")
    return Pointer(parts[1].decode(), (parts[2] or b"").decode())


def refuse_folder(index: Path) -> None:
    """Refuse to begin where a folder stands in the way of CURRENT: all would be written before it was noticed.

    Raises:
        BrokenIndexError: one does.
    """
    path = index / CURRENT
    if path.is_dir() and not path.is_symlink():
        raise BrokenIndexError(f"{path}: a folder, where a file is to be. Remove it. {REBUILD}")


def named(index: Path) -> str:
    """Return the name of the current generation, and "" where nothing names one."""
    try:
        pointer = read(index)
    except BrokenIndexError:
        return ""
    return pointer.name if pointer else ""


def folder_of(index: Path, pointer: Pointer) -> Path:
    """Return the folder of the generation that CURRENT names.

    Raises:
        BrokenIndexError: it is not there.
    """
    folder = index / GENERATIONS / pointer.name
    if folder.is_symlink() or not folder.is_dir():
        raise BrokenIndexError(f"{index}: {CURRENT} names a generation that is not there. {REBUILD}")
    return folder
