"""The folder scan: which files are documents, what they are called, and what their bytes are."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from kotae.corpus.lock import LOCK
from kotae.corpus.manifest import MANIFEST, Manifest, Source
from kotae.errors import CorpusError


@dataclass(frozen=True, slots=True)
class File:
    """A document's file: its id, the corpus folder, its path inside that, and the SHA-256 of its bytes."""

    id: str
    folder: Path
    name: str
    sha256: str
    source: Source | None = None

    @property
    def path(self) -> Path:
        """Where the file is; made when it is asked for, since of most files of a large corpus it never is."""
        return self.folder / self.name


def scan(folder: Path, manifest: Manifest, suffixes: tuple[str, ...]) -> tuple[list[File], list[str]]:
    """Return the corpus's files in the order of their names, and a line for each file that is no document.

    Hidden files, the manifest, its lock file and what it tells to ignore are passed over in silence.

    Args:
        folder: the corpus folder; subfolders are searched too, links that lead out of it are not followed.
        manifest: the folder's manifest.
        suffixes: the file name endings that can be read (".pdf", …).

    Raises:
        CorpusError: the folder does not exist or is not a folder, or two files have one id.
    """
    if not folder.is_dir():
        problem = "is not a folder" if folder.exists() else "does not exist"
        raise CorpusError(f"{folder}: {problem}. Name the folder that holds the documents (--corpus DIR).")
    root = folder.resolve()
    by_file = {source.file: source for source in manifest.sources if source.file}
    files: list[File] = []
    problems: list[str] = []
    found = ((name, entry) for name, entry in _entries(folder, "") if not _passed_over(name, manifest.ignore))
    for name, entry in sorted(found, key=lambda each: each[0].split("/")):
        if not _is_text(name):
            shown = name.encode("utf-8", "replace").decode()
            problems.append(f"{shown}: the file's name is not UTF-8; rename the file.")
        elif os.path.splitext(entry.name)[1].lower() not in suffixes:
            problems.append(f"{name}: unknown type; Kotae reads {', '.join(suffixes)}.")
        elif entry.is_symlink() and not Path(entry.path).resolve().is_relative_to(root):
            problems.append(f"{name}: a link to a file outside the corpus folder; copy the file into it.")
        else:
            try:
                with open(entry.path, "rb", buffering=0) as stream:
                    digest = hashlib.sha256(stream.readall()).hexdigest()
            except OSError as error:
                problems.append(f"{name}: cannot be read ({error.strerror}); check its permissions.")
                continue
            source = by_file.get(name)
            files.append(File(source.id if source else name, folder, name, digest, source))
    ids: dict[str, str] = {}
    for file in files:
        if file.id in ids:
            raise CorpusError(
                f"{folder}: {ids[file.id]} and {file.name} have the same id, {file.id!r}. Change it in {MANIFEST}."
            )
        ids[file.id] = file.name
    missing = sorted(set(by_file) - {file.name for file in files})
    problems.extend(f"{name}: named in {MANIFEST} but not in the folder; add it or drop the entry." for name in missing)
    return files, problems


def _entries(folder: Path | str, before: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield every file in a folder and its subfolders, with its path below the first; links to folders are not followed.

    What is hidden is left out with all that is in it, and so is a folder that cannot be read. Not by `Path.rglob`: the paths
    that it makes take longer than all else that is done with ten thousands of files.
    """
    subfolders = []
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                subfolders.append(entry)
            elif entry.is_file():
                yield before + entry.name, entry
    for entry in subfolders:
        yield from _entries(entry.path, f"{before}{entry.name}/")


def _is_text(name: str) -> bool:
    """Tell whether a name is text; bytes that are not UTF-8 come from the file system as lone surrogates."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _passed_over(name: str, ignore: tuple[str, ...]) -> bool:
    return name in (MANIFEST, LOCK) or any(fnmatch(name, pattern) for pattern in ignore)
