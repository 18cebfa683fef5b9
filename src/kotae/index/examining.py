"""Every byte of an open index: opening takes large files to be sound by their size and time of writing, this reads them."""

from collections.abc import Callable, Iterator
from pathlib import Path

from kotae.index.files import Stamp, digest, is_large
from kotae.index.generation import GenerationManifest, damaged

_Seen = tuple[int, int, str, Stamp]


class Examiner:
    """Reads what opening a generation did not; what generations share is read once.

    For one thread that reads and others that only ask.
    """

    def __init__(self) -> None:
        self._sound: dict[_Seen, bool] = {}

    def refuse(self, folder: Path, manifest: GenerationManifest) -> None:
        """Refuse a generation that shares a damaged file with one that was read.

        Raises:
            BrokenIndexError: it does.
        """
        for name, seen in _large(folder, manifest):
            if not self._sound.get(seen, True):
                raise damaged(folder / name)

    def examine(self, folder: Path, manifest: GenerationManifest, wanted: Callable[[], bool]) -> None:
        """Read a generation to its last byte.

        Args:
            folder: the generation's folder.
            manifest: its manifest.
            wanted: asked before each file whether to go on: a generation that another has replaced may be dropped.

        Raises:
            BrokenIndexError: a file is not what was written.
        """
        for name, seen in _large(folder, manifest):
            if seen in self._sound:
                continue
            try:
                self._sound[seen] = digest(folder / name) == manifest.checksums[name]
            except OSError:  # a disk that fails, too
                self._sound[seen] = False
            if not wanted():
                return
            if not self._sound[seen]:
                raise damaged(folder / name)


def _large(folder: Path, manifest: GenerationManifest) -> Iterator[tuple[str, _Seen]]:
    """Yield the files that are not read at opening, each with what tells it from what may take its place."""
    for name, (checksum, stamp) in sorted(manifest.sealed.items()):
        if is_large(stamp):
            try:
                status = (folder / name).stat()
                yield name, (status.st_dev, status.st_ino, checksum, (status.st_size, status.st_mtime_ns))
            except OSError:
                yield name, (0, 0, checksum, stamp)  # it is missing, which is found when it is to be read
