"""What is attached to a mail or a PDF: each file is read as a document of its own kind, and stands behind what holds it."""

import pickle
from dataclasses import dataclass, replace
from pathlib import Path

from kotae.documents.file_kinds import SUFFIXES, check, check_content
from kotae.documents.model import Attached, Block, Document, Shortfall, ShortfallReason, Table, without_lines
from kotae.documents.open import finished, named_problems, read_content
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


def attachment(path: Path, name: str) -> bytes:
    """Return the bytes of a file that is attached to another, or to one that is attached to that.

    Args:
        path: the file that holds it.
        name: its name, below those of the files that it is attached to in turn.

    Raises:
        DocumentError: there is none of this name.
    """
    around = attachments_of(path)
    while around:
        each = around.pop(0)
        if each.name == name:
            return each.content
        if name.startswith(f"{each.name}/") and Path(each.name).suffix.lower() in HOLDERS:
            around += _within(each)
    raise DocumentError(f"{name}: no file of this name is attached to {path.name}")


def read_attached(attached: Attachment, kept: Path | None) -> tuple[bytes, list[Attachment]] | ShortfallReason:
    """Read an attached file; return its document, packed, with what is attached to that in turn, or why it cannot be read.

    Args:
        attached: the file.
        kept: the folder in which what OCR reads is kept; None to keep nothing.
    """
    name = attached.name.rsplit("/", 1)[-1]
    suffix = Path(name).suffix.lower()
    if suffix not in SUFFIXES:
        return "kind"
    try:
        check_content(attached.content, name)
        with named_problems(name):
            document = finished(read_content(attached.content, name, kept), name)
            within = _within(attached) if suffix in HOLDERS else []
    except DocumentError as error:
        message = recognised(str(error))
        return "locked" if message and message.code in _LOCKED else "damage"
    return pickle.dumps(document), within


def _within(attached: Attachment) -> list[Attachment]:
    """Return what is attached to an attached file, each named below it."""
    found = _attachments(attached.content, attached.name)
    return [Attachment(f"{attached.name}/{each.name}", each.content, attached.depth + 1) for each in found]


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
        figures.extend(
            replace(figure, blocks=tuple(first + 1 + place for place in figure.blocks)) for figure in attached.figures
        )
        known.append(Attached(name, first, len(elements), attached.format, attached.pages, attached.ocr))
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
    """Return an element with its own file's page and boxes, but no lines, its headings below the file's name."""
    if isinstance(element, Block):
        element = replace(element, level=element.level + 1 if element.kind == "heading" else 0)
    return without_lines(element)


def _attachments(content: bytes, name: str) -> list[Attachment]:
    if Path(name).suffix.lower() == ".eml":
        from kotae.documents import mail

        return [Attachment(*each) for each in _told_apart(mail.attached(content))]
    from kotae.documents import pdf

    return [Attachment(*each) for each in pdf.attached(content, name, MOST)]


def _told_apart(files: list[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """Return files with names that no two of them share: "plan.pdf", "plan (2).pdf"."""
    seen: set[str] = set()
    found = []
    for name, content in files:
        path, number, told = Path(name), 1, name
        while told in seen:
            number += 1
            told = f"{name.removesuffix(path.suffix)} ({number}){path.suffix}"
        seen.add(told)
        found.append((told, content))
    return found
