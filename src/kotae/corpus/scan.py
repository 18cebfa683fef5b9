"""The folder scan: which files are documents, what they are called, and what their bytes are."""

import hashlib
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from kotae.corpus.lock import LOCK
from kotae.corpus.manifest import MANIFEST, Manifest, Source
from kotae.errors import CorpusError


@dataclass(frozen=True, slots=True)
class File:
    """A document's file: its id, its path, its path inside the corpus folder, and the SHA-256 of its bytes."""

    id: str
    path: Path
    name: str
    sha256: str
    source: Source | None = None


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
    folders: dict[str, bool] = {}
    problems: list[str] = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not path.is_file() or _passed_over(name, manifest.ignore):
            continue
        if not _is_text(name):
            shown = name.encode("utf-8", "replace").decode()
            problems.append(f"{shown}: the file's name is not UTF-8; rename the file.")
        elif path.suffix.lower() not in suffixes:
            problems.append(f"{name}: unknown type; Kotae reads {', '.join(suffixes)}.")
        elif not _leads_into(path, name, root, folders):
            problems.append(f"{name}: a link to a file outside the corpus folder; copy the file into it.")
        else:
            try:
                digest = hashlib.sha256(path.read_bytes()).hexdigest()
            except OSError as error:
                problems.append(f"{name}: cannot be read ({error.strerror}); check its permissions.")
                continue
            source = by_file.get(name)
            files.append(File(source.id if source else name, path, name, digest, source))
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


def _leads_into(path: Path, name: str, root: Path, folders: dict[str, bool]) -> bool:
    """Tell whether a file is in a folder, wherever links on the way to it lead; `folders` keeps that of each folder."""
    if path.is_symlink():
        return path.resolve().is_relative_to(root)
    parent = name.rpartition("/")[0]
    if parent not in folders:
        folders[parent] = path.parent.resolve().is_relative_to(root)
    return folders[parent]


def _is_text(name: str) -> bool:
    """Tell whether a name is text; bytes that are not UTF-8 come from the file system as lone surrogates."""
    return not any("\ud800" <= character <= "\udfff" for character in name)


def _passed_over(name: str, ignore: tuple[str, ...]) -> bool:
    hidden = any(part.startswith(".") for part in name.split("/"))
    return hidden or name in (MANIFEST, LOCK) or any(fnmatch(name, pattern) for pattern in ignore)
