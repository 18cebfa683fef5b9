"""Generations: an index is written whole into a folder of its own, then named CURRENT in one atomic step."""

import hashlib
import json
import os
import re
import secrets
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from pydantic import TypeAdapter

from kotae.errors import BrokenIndexError, unwritten
from kotae.index.files import MANIFEST, Stamp, digest, files, sound

FORMAT = 6
_CURRENT, _GENERATIONS, _LOCK, _PARTIAL = "CURRENT", "generations", ".lock", ".partial"
# CURRENT holds a generation's name and the SHA-256 of its manifest, in format 1 the name alone.
_POINTER = re.compile(rb"([0-9a-f]{12})(?: ([0-9a-f]{64}))?")
_LONGEST_POINTER = 100  # bytes; ours have 78
_LARGEST_UNSEALED = (
    64 * 1024 * 1024
)  # bytes of a manifest in format 1; 100,000 documents with a problem each have 20 MB
_REBUILD = "Run: kotae index --rebuild"


@dataclass(frozen=True, slots=True)
class GenerationManifest:
    """What a generation was made with and what its files must be; it refuses to open when anything differs.

    CURRENT vouches for it with its SHA-256, so that every field can be relied on.
    `cited` maps the keys that sources are cited by ("IEA[2024]") to their ids in the corpus manifest, and `checksums` every
    file's path inside the generation to its SHA-256; `stamps` are their sizes and when they were last written. `words` names
    the way from texts to words, for the next generation to take over what was made in the same way. `segments` are the folders
    that hold the units.
    """

    format: int
    created: str
    model: str
    model_identity: str
    dimension: int
    corpus: str
    sources: str
    words: str
    units: int
    problems: tuple[str, ...]
    cited: dict[str, str]
    checksums: dict[str, str]
    segments: tuple[str, ...]
    stamps: dict[str, Stamp]

    @property
    def sealed(self) -> dict[str, tuple[str, Stamp]]:
        """Each file's checksum and stamp."""
        return {name: (self.checksums[name], stamp) for name, stamp in self.stamps.items()}


@dataclass(frozen=True, slots=True)
class _Pointer:
    """What CURRENT says: the name of a generation, and the SHA-256 of its manifest ("" in format 1)."""

    name: str
    seal: str


@dataclass(frozen=True, slots=True)
class _Written:
    """Of a manifest, the one field that all formats have."""

    format: int


def current(index: Path) -> Path | None:
    """Return the folder of the index's current generation, or None where nothing has been indexed.

    Raises:
        BrokenIndexError: what names the current generation is damaged, or names none that is there.
    """
    pointer = _pointer(index)
    return _folder(index, pointer) if pointer else None


def verified(index: Path, *, whole: bool = False) -> tuple[Path, GenerationManifest] | None:
    """Return the current generation's folder and manifest once every file of it is known to be the one that was written.

    Args:
        index: the index folder.
        whole: read every file. Otherwise a large one is taken to be sound that has its size and was not written since.

    Raises:
        BrokenIndexError: as for `current`; or the manifest or a file is missing, damaged, left over, or of another version
            of Kotae.
    """
    while True:
        pointer = _pointer(index)
        if pointer is None:
            return None
        try:
            folder = _folder(index, pointer)
            manifest = _manifest(folder, pointer.seal)
            _verify(folder, manifest, whole=whole)
            return folder, manifest
        except BrokenIndexError:
            if _pointer(index) == pointer:
                raise
            # Another process has made newer generations meanwhile, and dropped this one: look at the newest.


@contextmanager
def writing(index: Path) -> Iterator[Path]:
    """Give an empty folder to write a generation into, alone; `publish` makes it the current one.

    Raises:
        BrokenIndexError: another process is writing this index, or it cannot be written.
    """
    generations = index / _GENERATIONS
    with ExitStack() as held:
        with writes_told(index):
            _pointer_place(index)
            generations.mkdir(parents=True, exist_ok=True)
            held.enter_context(FileLock(index / _LOCK, timeout=0))
            _remove_partial(index)
            folder = generations / f"{secrets.token_hex(6)}{_PARTIAL}"
            folder.mkdir()
        held.callback(shutil.rmtree, folder, ignore_errors=True)
        yield folder


@contextmanager
def writes_told(index: Path) -> Iterator[None]:
    """Turn what the file system or SQLite says while an index is written into a `BrokenIndexError`."""
    try:
        yield
    except Timeout as error:
        raise BrokenIndexError(f"{index}: another kotae index is writing it. Wait for it to end.") from error
    except (OSError, sqlite3.OperationalError) as error:
        raise BrokenIndexError(
            f"{index}: cannot be written ({unwritten(error)}). Make room on the disk, check the folder's rights, or name "
            "another (--index DIR)."
        ) from error


def sweep(index: Path) -> None:
    """Remove what a killed run left half-made or had not dropped yet, unless another one is writing just now."""
    with suppress(OSError):  # what cannot be removed now is removed by the next run that can write
        if (index / _GENERATIONS).is_dir():
            with FileLock(index / _LOCK, timeout=0):
                _remove_partial(index)
                _drop_undropped(index)


def publish(index: Path, folder: Path, manifest: GenerationManifest) -> Path:
    """Write the manifest, make the folder the current generation, and drop all but the one before it.

    Raises:
        BrokenIndexError: it cannot be written; the generation before it stays the current one.
    """
    content = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
    final = folder.with_suffix("")
    pointer = index / f"{_CURRENT}{_PARTIAL}"
    with writes_told(index):
        try:
            (folder / MANIFEST).write_bytes(content)
            # Before the folder gets its name: where there is no room for this, all can still be taken back.
            pointer.write_text(f"{final.name} {hashlib.sha256(content).hexdigest()}\n", encoding="ascii")
            for path in [*folder.rglob("*"), folder, pointer]:
                _sync(path)
            previous = _named(index)
            os.rename(folder, final)
            _sync(final.parent)
            os.replace(pointer, index / _CURRENT)
            _sync(index)
        finally:
            pointer.unlink(missing_ok=True)
    for old in final.parent.iterdir():
        if old.name not in (final.name, previous):
            shutil.rmtree(old, ignore_errors=True)
    return final


def _remove_partial(index: Path) -> None:
    """Remove what is half-made; only for the one who has the lock."""
    for left in (index / _GENERATIONS).glob(f"*{_PARTIAL}"):
        shutil.rmtree(left, ignore_errors=True)
    (index / f"{_CURRENT}{_PARTIAL}").unlink(missing_ok=True)


def _drop_undropped(index: Path) -> None:
    """Drop what `publish` was killed before it dropped; only for the one who has the lock.

    That is all but the current generation and the youngest of those before it: one whose manifest is younger was never made
    the current one, and one that has none is in part removed.
    """
    folders = [path for path in (index / _GENERATIONS).iterdir() if path.is_dir()]
    written = {path: (path / MANIFEST).stat().st_mtime_ns for path in folders if (path / MANIFEST).is_file()}
    current = index / _GENERATIONS / _named(index)
    if current in written:
        before = [path for path, time in written.items() if time < written[current]]
        kept = {current, max(before, key=written.__getitem__, default=current)}
        for path in set(folders) - kept:
            shutil.rmtree(path, ignore_errors=True)


def _pointer(index: Path) -> _Pointer | None:
    """Read CURRENT; it is no longer than it must be, and nothing but a file of its own."""
    path = index / _CURRENT
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            raise BrokenIndexError(f"{path}: not a file that Kotae wrote. Remove it. {_REBUILD}")
        with path.open("rb") as stream:
            content = stream.read(_LONGEST_POINTER)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise BrokenIndexError(f"{path}: cannot be read ({error.strerror}). Check its rights. {_REBUILD}") from error
    parts = _POINTER.fullmatch(content.strip())
    if parts is None:
        raise BrokenIndexError(f"{path}: damaged, it names no generation. {_REBUILD}")
    return _Pointer(parts[1].decode(), (parts[2] or b"").decode())


def _pointer_place(index: Path) -> None:
    """Refuse to begin where a folder stands in the way of CURRENT: all would be written before it was noticed."""
    path = index / _CURRENT
    if path.is_dir() and not path.is_symlink():
        raise BrokenIndexError(f"{path}: a folder, where a file is to be. Remove it. {_REBUILD}")


def _named(index: Path) -> str:
    """Return the name of the current generation, and "" where nothing names one."""
    try:
        pointer = _pointer(index)
    except BrokenIndexError:
        return ""
    return pointer.name if pointer else ""


def _folder(index: Path, pointer: _Pointer) -> Path:
    folder = index / _GENERATIONS / pointer.name
    if folder.is_symlink() or not folder.is_dir():
        raise BrokenIndexError(f"{index}: {_CURRENT} names a generation that is not there. {_REBUILD}")
    return folder


def _manifest(folder: Path, seal: str) -> GenerationManifest:
    """Read a generation's manifest where it is the one that CURRENT vouches for."""
    path = folder / MANIFEST
    damaged = f"{folder}: the index is damaged ({MANIFEST}). {_REBUILD}"
    try:
        # It is read into memory only when it is known to be ours.
        if not path.is_file() or (digest(path) != seal if seal else path.stat().st_size > _LARGEST_UNSEALED):
            raise BrokenIndexError(damaged)
        content = path.read_bytes()
        written = _adapter(_Written).validate_json(content).format
        if written != FORMAT:
            raise BrokenIndexError(
                f"{folder}: index format {str(written)[:20]}, this Kotae reads format {FORMAT}. {_REBUILD}"
            )
        if not seal:
            raise BrokenIndexError(damaged)
        manifest: GenerationManifest = _adapter(GenerationManifest).validate_json(content)
    except (OSError, ValueError) as error:
        raise BrokenIndexError(damaged) from error
    return manifest


def _verify(folder: Path, manifest: GenerationManifest, *, whole: bool) -> None:
    """Check that a generation has all the files that it was written with, as they were, and no others."""
    present = set(files(folder))
    for name in sorted(present | manifest.checksums.keys()):
        path = folder / name
        try:
            as_written = name in present and sound(path, manifest.checksums.get(name), manifest.stamps.get(name), whole)
        except OSError:
            as_written = False
        if not as_written:
            raise BrokenIndexError(
                f"{path}: missing, damaged, or from another index; its parts do not belong together. {_REBUILD}"
            )


@cache
def _adapter(kind: type) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _sync(path: Path) -> None:
    """Bring a file or folder to the disk, so that a power cut cannot leave CURRENT naming what is not there."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
