"""What is known of a document, changed in sources.toml; comments, order and all that is not changed stay as they are."""

import datetime
import re
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from kotae.corpus import manifest
from kotae.corpus.manifest import MANIFEST
from kotae.errors import CorpusError, reason

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DATE = re.compile(r"(?:\d{4}(?:-\d{2}(?:-\d{2})?)?)?")


def describe(corpus: Path, identity: str, file: str, *, title: str, date: str, publisher: str) -> None:
    """Write a document's title, date and publisher into the manifest, with an entry of its own where it has none.

    Args:
        corpus: the corpus folder.
        identity: the document's id.
        file: its file in the corpus folder.
        title: not empty.
        date: "2026-11-23", "2026-11", "2026" or nothing.
        publisher: may be empty.

    Raises:
        CorpusError: the title is empty, the date is none, or the manifest cannot be read or written.
    """
    title, date, publisher = (" ".join(text.split()) for text in (title, date, publisher))
    path = corpus / MANIFEST
    if not title:
        raise CorpusError(f"{path}: {identity} needs a title. Write one.")
    if not _DATE.fullmatch(date) or not _is_day(date):
        raise CorpusError(f"{path}: {date} is no date. Write 2026-11-23, 2026-11, 2026 or nothing.")
    told = {"title": title, "publisher": publisher, "date": date}
    manifest.rewrite(corpus, lambda before: _described(before, corpus, identity, file, told))


def _described(before: str, corpus: Path, identity: str, file: str, told: dict[str, str]) -> str:
    try:
        document = tomlkit.parse(before)
    except TOMLKitError as error:
        raise CorpusError(
            f"{corpus / MANIFEST}: not valid TOML ({reason(error)}). Mend the file or remove it."
        ) from error
    entries = document.get("document")
    if entries is None:
        entries = tomlkit.aot()
        document.append("document", entries)
    sources = manifest.read(corpus).sources
    named = next((source.id for source in sources if file and source.file == file), identity)
    entry = next((entry for entry in entries if entry.get("id") == named), None)
    if entry is None:
        entry = tomlkit.table()
        entry.update({"id": identity, "title": told["title"], "file": file})
        entries.append(entry)
    _set(entry, "title", told["title"])
    _set(entry, "publisher", told["publisher"])
    date = told["date"]
    _set(entry, "date", datetime.date.fromisoformat(date) if _DAY.fullmatch(date) else date)
    return tomlkit.dumps(document)


def _set(entry: Any, key: str, value: object) -> None:
    """Write a value, or take away one that is empty; one that is the same stays as it is written."""
    if value == "":
        entry.pop(key, None)
    elif entry.get(key) != value:
        entry[key] = value


def _is_day(date: str) -> bool:
    try:
        datetime.date.fromisoformat((date + "-01-01")[: len("2026-01-01")] if date else "2026-01-01")
    except ValueError:
        return False
    return True
