"""What is attached to a mail or a PDF: each file is read as a document of its own kind, and stands behind what holds it."""

import pickle
from dataclasses import dataclass, replace
from pathlib import Path

from kotae.documents.model import Attached, Block, Document, Figure, Shortfall, ShortfallReason, Table
from kotae.documents.open import SUFFIXES, check, check_content, finished, named_problems, read_content
from kotae.errors import DocumentError
from kotae.messages import recognised

HOLDERS = (".eml", ".pdf")
"""The suffixes of the files that others may be attached to."""

MOST, MOST_MB, DEEPEST = 50, 100, 3
"""How many attached files are read of a file, of how many MB together, and how deep within each other."""

_LOCKED = frozenset(["pdf.locked", "office.locked", "epub.locked"])


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that is attached: its name, below those that it is attached to, its bytes, and how deep it lies, from 1."""

    name: str
    content: bytes
    depth: int = 1


@dataclass(frozen=True, slots=True)
class Held:
    """The documents that a file holds, packed, with their names, and which of its attachments were not read."""

    documents: tuple[tuple[str, bytes], ...]
    shortfalls: tuple[Shortfall, ...]


def attachments_of(path: Path) -> list[Attachment]:
    """Return what is attached to a file; nothing where it cannot be opened, as is said when it is read."""
    try:
        content = check(path, path.name)
        with named_problems(path.name):
            return _attachments(content, path.name)
    except DocumentError:
        return []


def read_attached(attachment: Attachment, kept: Path | None) -> tuple[bytes, list[Attachment]] | ShortfallReason:
    """Read an attached file; return its document, packed, with what is attached to that in turn, or why it cannot be read.

    Args:
        attachment: the file.
        kept: the folder in which what OCR reads is kept; None to keep nothing.
    """
    name = attachment.name.rsplit("/", 1)[-1]
    suffix = Path(name).suffix.lower()
    if suffix not in SUFFIXES:
        return "kind"
    try:
        check_content(attachment.content, name)
        with named_problems(name):
            document = finished(read_content(attachment.content, name, kept), name)
            within = _attachments(attachment.content, name) if suffix in HOLDERS else []
    except DocumentError as error:
        message = recognised(str(error))
        return "locked" if message and message.code in _LOCKED else "damage"
    inner = [Attachment(f"{attachment.name}/{each.name}", each.content, attachment.depth + 1) for each in within]
    return pickle.dumps(document), inner


def joined(document: Document, held: Held) -> Document:
    """Return a document with those that it holds behind it, each under its name, with the pages of its own."""
    elements = list(document.elements)
    figures = list(document.figures)
    known: list[Attached] = []
    shortfalls = [*document.shortfalls, *held.shortfalls]
    for name, packed in held.documents:
        attached: Document = pickle.loads(packed)
        first = len(elements)
        elements.append(Block("heading", name, 1, 1))
        elements.extend(map(_placed, attached.elements))
        figures.extend(Figure(tuple(first + 1 + place for place in figure.blocks)) for figure in attached.figures)
        known.append(Attached(name, first, len(elements)))
        shortfalls.extend(replace(fall, first=0, last=0, name=_named(name, fall)) for fall in attached.shortfalls)
    return replace(
        document,
        elements=tuple(elements),
        figures=tuple(figures),
        attached=tuple(known),
        shortfalls=tuple(shortfalls),
    )


def _named(name: str, shortfall: Shortfall) -> str:
    return f"{name}/{shortfall.name}" if shortfall.name else name


def _placed(element: Block | Table) -> Block | Table:
    """Return an element with its own file's page, but no other place there, its headings below the file's name."""
    if isinstance(element, Block):
        level = element.level + 1 if element.kind == "heading" else 0
        return replace(element, level=level, spans=(), lines=None)
    rows = tuple(
        replace(row, boxes=(), lines=None, cells=tuple(replace(cell, boxes=()) for cell in row.cells))
        for row in element.rows
    )
    return replace(element, rows=rows, boxes=(), lines=None)


def _attachments(content: bytes, name: str) -> list[Attachment]:
    if Path(name).suffix.lower() == ".eml":
        from kotae.documents import mail

        return [Attachment(*each) for each in mail.attached(content)]
    from kotae.documents import pdf

    return [Attachment(*each) for each in pdf.attached(content, name, MOST)]
