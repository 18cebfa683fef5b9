"""sources.toml: what is known about each document beyond its bytes."""

import datetime
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock
from pydantic import TypeAdapter, ValidationError

from kotae.corpus import lock
from kotae.errors import CorpusError
from kotae.errors import reason as reason_of
from kotae.staging import write_whole

MANIFEST = "sources.toml"
_CHANGING = ".sources.lock"


@dataclass(frozen=True, slots=True)
class Source:
    """A document that the corpus knows of, whether its file is here or only its address.

    `follow` says that its address is a page that leads to it: the PDF that the page names as the whole report.
    """

    id: str
    title: str
    publisher: str = ""
    date: str = ""
    language: str = ""
    licence: str = ""
    file: str = ""
    url: str = ""
    citation: str = ""
    cited_by: tuple[str, ...] = ()
    follow: bool = False


@dataclass(frozen=True, slots=True)
class Manifest:
    """The sources, names of files in the corpus folder that are no documents (glob patterns), questions to begin with."""

    sources: tuple[Source, ...] = ()
    ignore: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()


def read(folder: Path) -> Manifest:
    """Read the manifest of a corpus folder; a folder without one has an empty manifest.

    A source that names no file has the one that was fetched for it, where that is here.

    Raises:
        CorpusError: the file is not valid TOML, an entry lacks its id or title, two entries share an id or a file, or
            what was fetched cannot be told.
    """
    path = folder / MANIFEST
    if not path.is_file():
        return Manifest()
    try:
        parsed = tomllib.loads(path.read_text(encoding="utf-8"))
        entries = [{key: _plain(value) for key, value in entry.items()} for entry in parsed.get("document", [])]
        sources = TypeAdapter(tuple[Source, ...]).validate_python(entries)
        corpus = parsed.get("corpus", {})
        ignore = TypeAdapter(tuple[str, ...]).validate_python(corpus.get("ignore", []))
        examples = TypeAdapter(tuple[str, ...]).validate_python(corpus.get("examples", []))
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read ({error.strerror}). Check its permissions.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path}: not valid TOML ({error}). Mend the file or remove it.") from error
    except (ValidationError, AttributeError, TypeError) as error:
        reason = error.errors()[0] if isinstance(error, ValidationError) else {"loc": (), "msg": str(error)}
        where = " ".join(str(part) for part in reason["loc"])
        raise CorpusError(f"{path}: entry {where or 'of the wrong form'}: {reason['msg']}. Mend the entry.") from error
    ids = [source.id for source in sources]
    if repeated := sorted({name for name in ids if ids.count(name) > 1}):
        raise CorpusError(f"{path}: the id {repeated[0]!r} is given to more than one document. Give each its own.")
    named = [source.file for source in sources if source.file]
    if repeated := sorted({name for name in named if named.count(name) > 1}):
        raise CorpusError(f"{path}: the file {repeated[0]!r} is named by more than one document. Keep one of them.")
    fetched = lock.read(folder)
    return Manifest(tuple(_with_file(source, folder, fetched, named) for source in sources), ignore, examples)


def rewrite(folder: Path, change: Callable[[str], str]) -> None:
    """Change the text of the manifest, one change after the other: whoever else changes it waits, and sees this one.

    Args:
        folder: the corpus folder.
        change: given the text as it stands ("" where there is no manifest), returns it as it is to be.

    Raises:
        CorpusError: the manifest cannot be read or written, is no manifest, or `change` raised it.
    """
    path = folder / MANIFEST
    try:
        with FileLock(folder / _CHANGING):
            read(folder)
            before = path.read_text(encoding="utf-8") if path.is_file() else ""
            write_whole(path, change(before).encode())
    except OSError as error:
        raise CorpusError(f"{path}: cannot be written ({reason_of(error)}). Make room, or check its rights.") from error


def _with_file(source: Source, folder: Path, fetched: dict[str, lock.Locked], named: list[str]) -> Source:
    document = fetched[source.id].document if source.id in fetched else None
    if source.file or document is None or document.file in named or not (folder / document.file).is_file():
        return source
    return replace(source, file=document.file)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime.date) else value
