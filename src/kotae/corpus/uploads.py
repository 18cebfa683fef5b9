"""Files that come in through the web interface: kept in the corpus under names of our own, taken out without being lost."""

import hashlib
import os
import re
import shutil
import unicodedata
from pathlib import Path

from kotae.corpus.lock import LOCK
from kotae.corpus.manifest import MANIFEST
from kotae.documents.file_kinds import SUFFIXES, check
from kotae.errors import CorpusError
from kotae.staging import staging

UPLOADS, REMOVED = "uploads", ".removed"
_MOST_BYTES = 120  # of a name: file systems allow 255 for all of it
_UNSAFE = re.compile(r"[^\w-]+")
_SUFFIX = re.compile(r"\.[a-z0-9]{1,10}")


def keep(corpus: Path, path: Path, name: str) -> str:
    """Copy a file into the corpus and return its name there: words of its own name, and a part of its hash.

    A file that the corpus has already is not kept twice: the name that it has there is returned.

    Args:
        corpus: the corpus folder.
        path: the file as it came in.
        name: what its sender calls it; it decides nothing but the suffix and the words.

    Raises:
        DocumentError: the file is of a kind that cannot be read, or is not what its name says.
        CorpusError: the file cannot be written.
    """
    content = check(path, name)
    digest = hashlib.sha256(content).hexdigest()
    for known in removable(corpus):
        path_there = corpus / known
        if path_there.suffix.lower() not in SUFFIXES or path_there.stat().st_size != len(content):
            continue
        if hashlib.sha256(path_there.read_bytes()).hexdigest() == digest:
            return known
    kept = f"{UPLOADS}/{kept_name(name, digest)}"
    target = inside(corpus, kept)
    try:
        with staging(target.parent) as staged:
            (staged / target.name).write_bytes(content)
            os.replace(staged / target.name, target)
    except OSError as error:
        raise CorpusError(
            f"{corpus}: {kept} cannot be written ({error.strerror}). Make room, or check its rights."
        ) from error
    return kept


def remove(corpus: Path, name: str) -> str:
    """Take a document's file out of the corpus and return where it lies now, inside the corpus folder, hidden from it.

    Raises:
        CorpusError: there is no such file in the corpus, or it cannot be moved.
    """
    if name not in removable(corpus):
        raise CorpusError(f"{corpus}: there is no document {name!r} here. Reload the page.")
    target = corpus / REMOVED / name
    number = 1
    while target.exists():
        number += 1
        target = (corpus / REMOVED / name).with_stem(f"{Path(name).stem} ({number})")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(corpus / name, target)
    except OSError as error:
        raise CorpusError(f"{corpus}: {name} cannot be moved ({error.strerror}). Check its rights.") from error
    return target.relative_to(corpus).as_posix()


def put_back(corpus: Path, removed: str) -> str:
    """Put a file that was taken out back to where it was, and return its name in the corpus.

    Args:
        corpus: the corpus folder.
        removed: where it lies now, as `remove` returned it.

    Raises:
        CorpusError: there is no such file, another one has its place meanwhile, or it cannot be moved.
    """
    if removed not in taken_out(corpus):
        raise CorpusError(f"{corpus}: there is no document {removed!r} here. Reload the page.")
    name = Path(removed).relative_to(REMOVED).as_posix()
    target = inside(corpus, name)
    if target.exists():
        raise CorpusError(f"{corpus}: {name} is there already. Take that one out first.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(corpus / removed, target)
    except OSError as error:
        raise CorpusError(f"{corpus}: {name} cannot be moved ({error.strerror}). Check its rights.") from error
    return name


def taken_out(corpus: Path) -> list[str]:
    """Return where the files lie that were taken out, inside the corpus, the last one first."""
    folder = corpus / REMOVED
    root = folder.resolve()
    paths = [path for path in folder.rglob("*") if path.is_file() and path.resolve().is_relative_to(root)]
    newest = sorted(paths, key=lambda path: (-path.stat().st_ctime, path.as_posix()))
    return [path.relative_to(corpus).as_posix() for path in newest if path.suffix.lower() in SUFFIXES]


def removable(corpus: Path) -> list[str]:
    """Return the names, inside the corpus, of the files that can be taken out: all but hidden ones, links that lead out
    of it, its manifest and lock file."""
    root = corpus.resolve()
    paths = [path for path in sorted(corpus.rglob("*")) if path.is_file() and path.resolve().is_relative_to(root)]
    names = [path.relative_to(corpus) for path in paths]
    return [
        name.as_posix()
        for name in names
        if not any(part.startswith(".") for part in name.parts) and name.as_posix() not in (MANIFEST, LOCK)
    ]


def inside(corpus: Path, name: str) -> Path:
    """Return a path in the corpus folder.

    Raises:
        CorpusError: the name leads out of it.
    """
    path = corpus / name
    if not path.resolve().is_relative_to(corpus.resolve()) or ".." in Path(name).parts or Path(name).is_absolute():
        raise CorpusError(f"{corpus}: {name!r} is not in the corpus folder. Name a document of the corpus.")
    return path


def kept_name(name: str, digest: str) -> str:
    """Return a safe name for an uploaded file, that its sender still knows it by.

    Args:
        name: what its sender calls it.
        digest: of its content, so that another file of the same name has another one.
    """
    safe = Path(safe_name(name))
    return f"{safe.stem}-{digest[:8]}{safe.suffix}"


def safe_name(name: str) -> str:
    """Return the words and the suffix of a file's name, which lead into no other folder whatever it is."""
    suffix = Path(name).suffix.lower()
    return _words(name) + (suffix if _SUFFIX.fullmatch(suffix) else "")


def _words(name: str) -> str:
    """Return the letters, digits and hyphens of a file's name, shortened."""
    stem = unicodedata.normalize("NFC", Path(name).stem)
    words = _UNSAFE.sub("-", stem).strip("-_") or "document"
    while len(words.encode()) > _MOST_BYTES:
        words = words[:-1]
    return words.rstrip("-_")
