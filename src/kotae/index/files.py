"""The files of a generation: what each must be, and how it is known to be that."""

import hashlib
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

MANIFEST = "generation.json"
# Bytes of a file that is read whole each time an index is opened: a hundredth of a second. Larger ones would take minutes in
# a very large index.
READ_AT_OPENING = 16 * 1024 * 1024

Stamp = tuple[int, int]
"""A file's size in bytes and when it was last written, in nanoseconds."""


def checksums(folder: Path, known: Mapping[str, tuple[str, Stamp]] | None = None) -> dict[str, str]:
    """Return the SHA-256 of every file in a generation but its manifest.

    Args:
        folder: the generation's folder.
        known: checksums and stamps of the generation before, whose files need not be read again where this one has them too.
    """
    taken = known or {}
    return {
        name: taken[name][0] if name in taken and taken[name][1] == stamp else digest(folder / name)
        for name, stamp in stamps(folder).items()
    }


def stamps(folder: Path) -> dict[str, Stamp]:
    """Return the size of every file in a generation but its manifest, and when it was last written, in nanoseconds."""
    return {name: _stamp(folder / name) for name in files(folder)}


def link(old: Path, new: Path) -> None:
    """Let a generation have a folder of the one before, whose files are never changed; copied where links cannot be made."""
    for path in old.rglob("*"):
        if path.is_file() and not path.name.startswith("."):
            target = new / path.relative_to(old)
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(path, target)
            except OSError:
                shutil.copy2(path, target)


def size(folder: Path) -> int:
    """Return the bytes that a generation takes on disk."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def sound(path: Path, wanted: str | None, stamp: Stamp | None, whole: bool) -> bool:
    """Tell whether a file is as it was written, by its digest, or if it is large by its stamp, where that is still its own."""
    unread = not whole and stamp is not None and is_large(stamp) and _stamp(path) == stamp
    return wanted is not None and (unread or digest(path) == wanted)


def is_large(stamp: Stamp) -> bool:
    """Tell whether a file is so large that opening an index does not read it."""
    return stamp[0] > READ_AT_OPENING


def _stamp(path: Path) -> Stamp:
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def files(folder: Path) -> list[str]:
    """Return the names of a generation's files but its manifest; hidden ones are a file manager's or the system's."""
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST and not path.name.startswith(".")
    )


def digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
