"""What identifies a file's content, without reading again what is as it was."""

import hashlib
from functools import lru_cache
from pathlib import Path

_KEPT = 256  # files


def digest(path: Path) -> str:
    """Return a file's SHA-256 in hexadecimal digits, read again only when its time or size has changed.

    Raises:
        OSError: it cannot be read.
    """
    found = path.stat()
    return _read(path, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=_KEPT)
def _read(path: Path, modified: int, size: int) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
