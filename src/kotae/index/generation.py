"""Generations: an index is written whole into a folder of its own, then named CURRENT in one atomic step."""

import hashlib
import json
import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from kotae.errors import BrokenIndexError

FORMAT = 1
_CURRENT, _GENERATIONS, _MANIFEST, _LOCK = "CURRENT", "generations", "generation.json", ".lock"


@dataclass(frozen=True, slots=True)
class GenerationManifest:
    """What a generation was made with and what its files must be; it refuses to open when anything differs.

    `cited` maps the keys that sources are cited by ("IEA[2024]") to their ids in the corpus manifest, and `checksums` every
    file's path inside the generation to its SHA-256.
    """

    format: int
    created: str
    model: str
    model_identity: str
    dimension: int
    corpus: str
    sources: str
    units: int
    problems: tuple[str, ...]
    cited: dict[str, str]
    checksums: dict[str, str]


def current(index: Path) -> Path | None:
    """Return the folder of the index's current generation, or None where nothing has been indexed.

    Raises:
        BrokenIndexError: the generation that is named the current one is not there.
    """
    if not (index / _CURRENT).is_file():
        return None
    name = _pointer(index)
    folder = index / _GENERATIONS / name
    if not name or "/" in name or not folder.is_dir():
        raise BrokenIndexError(f"{index}: CURRENT names a generation that is not there. Run: kotae index --rebuild")
    return folder


def read_manifest(folder: Path) -> GenerationManifest:
    """Read a generation's manifest.

    Raises:
        BrokenIndexError: it is missing, damaged, or written by another version.
    """
    try:
        parsed = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        if parsed["format"] != FORMAT:
            raise BrokenIndexError(
                f"{folder}: index format {parsed['format']}, this Kotae reads format {FORMAT}. Run: kotae index --rebuild"
            )
        parsed["problems"] = tuple(parsed["problems"])
        return GenerationManifest(**parsed)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BrokenIndexError(f"{folder}: the index is damaged ({_MANIFEST}). Run: kotae index --rebuild") from error


def verify(folder: Path, manifest: GenerationManifest) -> None:
    """Check that every file of a generation is the one it was written with.

    Raises:
        BrokenIndexError: a file is missing or belongs to another index; searching would return wrong records.
    """
    for name, expected in manifest.checksums.items():
        path = folder / name
        if not path.is_file() or _digest(path) != expected:
            raise BrokenIndexError(
                f"{path}: missing, damaged, or from another index; its parts do not belong together. "
                "Run: kotae index --rebuild"
            )


def checksums(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file in a generation but its manifest."""
    return {
        path.relative_to(folder).as_posix(): _digest(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != _MANIFEST
    }


def size(folder: Path) -> int:
    """Return the bytes that a generation takes on disk."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


@contextmanager
def writing(index: Path) -> Iterator[Path]:
    """Give an empty folder to write a generation into, alone; `publish` makes it the current one.

    Raises:
        BrokenIndexError: another process is writing this index, or it cannot be written.
    """
    generations = index / _GENERATIONS
    try:
        generations.mkdir(parents=True, exist_ok=True)
        with FileLock(index / _LOCK, timeout=0):
            for left_over in generations.glob("*.partial"):
                shutil.rmtree(left_over, ignore_errors=True)
            folder = generations / f"{secrets.token_hex(6)}.partial"
            folder.mkdir()
            try:
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)
    except Timeout as error:
        raise BrokenIndexError(f"{index}: another kotae index is writing it. Wait for it to end.") from error
    except (OSError, sqlite3.OperationalError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise BrokenIndexError(
            f"{index}: cannot be written ({reason}). Make room on the disk, or name another folder (--index DIR)."
        ) from error


def publish(index: Path, folder: Path, manifest: GenerationManifest) -> Path:
    """Write the manifest, make the folder the current generation, and drop all but the one before it."""
    (folder / _MANIFEST).write_text(json.dumps(asdict(manifest), ensure_ascii=False, indent=1), encoding="utf-8")
    for path in [*folder.rglob("*"), folder]:
        _sync(path)
    previous = _pointer(index)
    final = folder.with_suffix("")
    os.rename(folder, final)
    _sync(final.parent)
    pointer = index / f"{_CURRENT}.partial"
    pointer.write_text(final.name + "\n", encoding="utf-8")
    _sync(pointer)
    os.replace(pointer, index / _CURRENT)
    _sync(index)
    for old in (index / _GENERATIONS).iterdir():
        if old.name not in (final.name, previous):
            shutil.rmtree(old, ignore_errors=True)
    return final


def _pointer(index: Path) -> str:
    path = index / _CURRENT
    return path.read_text(encoding="utf-8", errors="replace").strip() if path.is_file() else ""


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _sync(path: Path) -> None:
    """Bring a file or folder to the disk, so that a power cut cannot leave CURRENT naming what is not there."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
