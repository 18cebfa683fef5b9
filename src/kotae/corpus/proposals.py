"""Entries for the manifest, proposed from a document's reference list, for the user to accept."""

import json
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kotae.corpus import manifest
from kotae.corpus.citations import Reference, resolve
from kotae.corpus.manifest import MANIFEST, Source
from kotae.documents.lines.bodies import is_body
from kotae.errors import CorpusError
from kotae.text.normalise import fold

_ADDRESS = re.compile(r"https?://[^\s<>\"'「」『』（）、。，]+", re.IGNORECASE)
# A title stands in quotation marks; marks inside it stay.
_TITLE = re.compile(r"「(?P<ja>(?:[^「」]|「[^「」]*」)+)」|『(?P<book>[^『』]+)』|[\"“](?P<en>.+)[\"”]")
_DATE = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)\s*(?:年|[-/.])\s*(?P<month>1[0-2]|0?[1-9])(?!\d)"
    r"(?:\s*(?:月|[-/.])\s*(?P<day>3[01]|[12]\d|0?[1-9])(?!\d))?"
)
_KEY = re.compile(r"^(?P<author>.*)\[(?P<year>\d{4})[a-z]?\]$")
_ENDS = " \t,，、。.;；:：・-–—"
_SAFE = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Proposal:
    """An entry for a reference, and the reference as it stands in the document."""

    source: Source
    text: str


def propose(references: Iterable[Reference], known: tuple[Source, ...], cited_by: str) -> list[Proposal]:
    """Return entries for the references that the manifest has no source of.

    Args:
        references: a document's reference list.
        known: the manifest's sources.
        cited_by: the document's id in the corpus, "" where it has none.
    """
    cited = {source.citation for source in known if source.citation}
    ids = {source.id for source in known}
    proposed: list[Proposal] = []
    for reference in references:
        if resolve(reference.key, cited) is None:
            source = _source(reference, ids, cited_by)
            ids.add(source.id)
            cited.add(reference.key)
            proposed.append(Proposal(source, reference.text))
    return proposed


def as_toml(proposal: Proposal) -> str:
    """Return an entry as it stands in the manifest, below the reference that it is from."""
    source = proposal.source
    fields = {name: getattr(source, name) for name in ("id", "title", "publisher", "date", "url", "citation")}
    text = " ".join("".join(c if c.isprintable() else " " for c in proposal.text).split())
    lines = [f"{name} = {_quoted(value)}" for name, value in fields.items() if value]
    cited_by = [f"cited_by = [{', '.join(map(_quoted, source.cited_by))}]"] if source.cited_by else []
    return "\n".join([f"# {text}", "[[document]]", *lines, *cited_by]) + "\n"


def accept(folder: Path, proposals: list[Proposal]) -> None:
    """Write entries below those that the manifest has; what stands there stays as it is.

    Raises:
        CorpusError: the manifest cannot be read or written.
    """
    manifest.rewrite(folder, partial(_with_entries, path=folder / MANIFEST, proposals=proposals))


def _with_entries(before: str, path: Path, proposals: list[Proposal]) -> str:
    text = "\n".join([before.rstrip("\n") + "\n" if before.strip() else "", *map(as_toml, proposals)]).lstrip("\n")
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CorpusError(f"{path}: no entry can be added at its end ({error}). Add the entries by hand.") from error
    return text


def _source(reference: Reference, taken: set[str], cited_by: str) -> Source:
    match = _KEY.match(reference.key)
    author, year = (match["author"], match["year"]) if match else (reference.key, "")
    address = next((found.group().rstrip(".,;)") for found in _ADDRESS.finditer(reference.text)), "")
    rest = _ADDRESS.sub(" ", reference.text)
    quoted = _TITLE.search(rest)
    title = next(filter(None, quoted.groups()), "") if quoted else _untitled(rest)
    return Source(
        id=_id(author, year, taken),
        title=title.strip(_ENDS) or reference.key,
        publisher=author if is_body(author) else _publisher(rest[quoted.end() :] if quoted else ""),
        date=_date(rest[quoted.end() :] if quoted else rest, year),
        url=address,
        citation=reference.key,
        cited_by=(cited_by,) if cited_by else (),
    )


def _untitled(text: str) -> str:
    """Return the title of a reference that sets none in quotation marks: what stands behind the year, up to a full stop."""
    behind = re.split(r"[\[(（]\d{4}[a-z]?[\])）]", text, maxsplit=1)[-1].strip(_ENDS)
    return re.split(r"(?<=[^A-Z])\.\s|。", behind, maxsplit=1)[0]


def _publisher(behind: str) -> str:
    """Return who published it: what stands behind the title, up to the next sign that parts."""
    first = next((part.strip(_ENDS) for part in re.split(r"[,，、『「(（]", behind) if part.strip(_ENDS)), "")
    return "" if _DATE.match(first) or any(character.isdigit() for character in first) else first


def _date(text: str, year: str) -> str:
    for match in _DATE.finditer(text):
        if match["year"] == year:
            parts = [match["year"], match["month"].zfill(2), (match["day"] or "").zfill(2) if match["day"] else ""]
            return "-".join(part for part in parts if part)
    return year


def _id(author: str, year: str, taken: set[str]) -> str:
    words = _SAFE.sub("-", fold(author)).strip("-") or "source"
    name = stem = "-".join(filter(None, [words, year]))
    number = 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    return name


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
