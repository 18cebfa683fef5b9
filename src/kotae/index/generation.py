"""Generations: an index is written whole into a folder of its own, then named CURRENT in one atomic step."""

import hashlib
import json
import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from pydantic import TypeAdapter

from kotae.errors import BrokenIndexError, unwritten
from kotae.index import naming
from kotae.index.files import MANIFEST, Stamp, digest, files, sound
from kotae.index.naming import CURRENT, GENERATIONS, REBUILD

FORMAT = 6
_LOCK, _PARTIAL = ".lock", ".partial"
# Bytes of a manifest in format 1; 100,000 documents with a problem each have 20 MB.
_LARGEST_UNSEALED = 64 * 1024 * 1024


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
class _Written:
    """Of a manifest, the one field that all formats have."""

    format: int


def current(index: Path) -> Path | None:
    """Return the folder of the index's current generation, or None where nothing has been indexed.

    Raises:
        BrokenIndexError: what names the current generation is damaged, or names none that is there.
    """
    pointer = naming.read(index)
    return naming.folder_of(index, pointer) if pointer else None


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
        pointer = naming.read(index)
        if pointer is None:
            return None
        try:
            folder = naming.folder_of(index, pointer)
            manifest = _manifest(folder, pointer.seal)
            _verify(folder, manifest, whole=whole)
            return folder, manifest
        except BrokenIndexError:
            if naming.read(index) == pointer:
                raise
            # Another process has made newer generations meanwhile, and dropped this one: look at the newest.


@contextmanager
def writing(index: Path) -> Iterator[Path]:
    """Give an empty folder to write a generation into, alone; `publish` makes it the current one.

    Raises:
        BrokenIndexError: another process is writing this index, or it cannot be written.
    """
    generations = index / GENERATIONS
    with ExitStack() as held:
        with writes_told(index):
            naming.refuse_folder(index)
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
        if (index / GENERATIONS).is_dir():
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
    pointer = index / f"{CURRENT}{_PARTIAL}"
    with writes_told(index):
        try:
            (folder / MANIFEST).write_bytes(content)
            # Before the folder gets its name: where there is no room for this, all can still be taken back.
            pointer.write_text(f"{final.name} {hashlib.sha256(content).hexdigest()}\n", encoding="ascii")
            for path in [*folder.rglob("*"), folder, pointer]:
                _sync(path)
            previous = naming.named(index)
            os.rename(folder, final)
            _sync(final.parent)
            os.replace(pointer, index / CURRENT)
            _sync(index)
        finally:
            pointer.unlink(missing_ok=True)
    for old in final.parent.iterdir():
        if old.name not in (final.name, previous):
            shutil.rmtree(old, ignore_errors=True)
    return final


def _remove_partial(index: Path) -> None:
    """Remove what is half-made; only for the one who has the lock."""
    for left in (index / GENERATIONS).glob(f"*{_PARTIAL}"):
        shutil.rmtree(left, ignore_errors=True)
    (index / f"{CURRENT}{_PARTIAL}").unlink(missing_ok=True)


def _drop_undropped(index: Path) -> None:
    """Drop what `publish` was killed before it dropped; only for the one who has the lock.

    That is all but the current generation and the youngest of those before it: one whose manifest is younger was never made
    the current one, and one that has none is in part removed.
    """
    folders = [path for path in (index / GENERATIONS).iterdir() if path.is_dir()]
    written = {path: (path / MANIFEST).stat().st_mtime_ns for path in folders if (path / MANIFEST).is_file()}
    current = index / GENERATIONS / naming.named(index)
    if current in written:
        before = [path for path, time in written.items() if time < written[current]]
        kept = {current, max(before, key=written.__getitem__, default=current)}
        for path in set(folders) - kept:
            shutil.rmtree(path, ignore_errors=True)


def _manifest(folder: Path, seal: str) -> GenerationManifest:
    """Read a generation's manifest where it is the one that CURRENT vouches for."""
    path = folder / MANIFEST
    unlike = f"{folder}: the index is damaged ({MANIFEST}). {REBUILD}"
    try:
        # It is read into memory only when it is known to be ours.
        if not path.is_file() or (digest(path) != seal if seal else path.stat().st_size > _LARGEST_UNSEALED):
            raise BrokenIndexError(unlike)
        content = path.read_bytes()
        written = _adapter(_Written).validate_json(content).format
        if written != FORMAT:
            raise BrokenIndexError(
                f"{folder}: index format {str(written)[:20]}, this Kotae reads format {FORMAT}. {REBUILD}"
            )
        if not seal:
            raise BrokenIndexError(unlike)
        manifest: GenerationManifest = _adapter(GenerationManifest).validate_json(content)
    except (OSError, ValueError) as error:
        raise BrokenIndexError(unlike) from error
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
            raise damaged(path)


def damaged(path: Path) -> BrokenIndexError:
    """Return the error that says that a file of a generation is not what was written."""
    return BrokenIndexError(
        f"{path}: missing, damaged, or from another index; its parts do not belong together. {REBUILD}"
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
