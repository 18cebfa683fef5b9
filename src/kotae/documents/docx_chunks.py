"""Documents that a Word document holds packed and shows in their place (altChunk): what of them is read."""

import email
import email.policy
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part, PartFactory

from kotae.documents.model import Block, Document, Shortfall, ShortfallReason, Table, without_lines
from kotae.errors import DocumentError

Reader = Callable[[bytes, str], Document]
"""Reads a file of a name, and raises DocumentError where it cannot."""

Shown = tuple[Block | Table, ...]
"""What a document within another shows."""

MOST, MOST_MB = 100, 100
"""How many chunks are read of a document, of how many MB together once unpacked."""

_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
}
_WEB_ARCHIVE = "message/rfc822"  # a page with its pictures, as a mail
_MB = 1_000_000
_usual_class = PartFactory.part_class_selector


def _part_class(content_type: str, relation: str) -> type[Part] | None:
    """Have python-docx leave chunks packed: one that is a Word document is called as the document itself, which it unpacks."""
    if relation == RELATIONSHIP_TYPE.A_F_CHUNK:
        return Part
    return _usual_class(content_type, relation) if _usual_class is not None else None


PartFactory.part_class_selector = _part_class


@dataclass(slots=True)
class Chunks:
    """The chunks of one document, each read once where it is first met; `shortfalls` names those that were not."""

    read: Reader | None
    shortfalls: list[Shortfall] = field(default_factory=list)
    _known: dict[str, Shown] = field(default_factory=dict)
    _left: int = field(default_factory=lambda: MOST)
    _left_bytes: int = field(default_factory=lambda: MOST_MB * _MB)

    def shown(self, relation: Any) -> Shown:
        """Return what a chunk shows, without the numbers of its own paragraphs; nothing where it is not read.

        Args:
            relation: that of the document to the chunk; None where it names none.
        """
        if relation is None:
            return self._not_read("damage", "altChunk")
        if relation.rId not in self._known:
            self._known[relation.rId] = self._read(relation)
        return self._known[relation.rId]

    def _read(self, relation: Any) -> Shown:
        name = str(relation.target_ref).rsplit("/", 1)[-1]
        if relation.is_external:
            return self._not_read("elsewhere", name)
        kind, content = _unwrapped(relation.target_part)
        self._left -= 1
        self._left_bytes -= _unpacked_size(content)
        if self.read is None or self._left < 0 or self._left_bytes < 0:
            return self._not_read("many", name)
        suffix = ".docx" if content.startswith(b"PK\x03\x04") else _SUFFIXES.get(kind)
        if suffix is None:
            return self._not_read("kind", name)
        try:
            document = self.read(content, f"{name}{suffix}")
        except DocumentError:
            return self._not_read("damage", name)
        self.shortfalls += (Shortfall(0, 0, fall.what, fall.why, f"{name}/{fall.name}") for fall in document.shortfalls)
        return tuple(map(without_lines, document.elements))

    def _not_read(self, why: ShortfallReason, name: str) -> Shown:
        self.shortfalls.append(Shortfall(0, 0, "left_out", why, name))
        return ()


def texts(shown: Shown) -> Iterator[str]:
    """Yield what stands in a chunk, a line for each of its blocks and rows, as a table's cell has it."""
    for part in shown:
        if isinstance(part, Block):
            yield part.text
        else:
            yield from (
                " ".join(line) for line in (part.header, *([cell.text for cell in row.cells] for row in part.rows))
            )


def _unwrapped(part: Part) -> tuple[str, bytes]:
    """Return what kind of text a chunk is, and its bytes; of a web archive those of its page."""
    if part.content_type != _WEB_ARCHIVE:
        return part.content_type, part.blob
    message = email.message_from_bytes(part.blob, policy=email.policy.default)
    body = message.get_body(("html", "plain")) if isinstance(message, EmailMessage) else None
    payload = body.get_payload(decode=True) if body is not None else None
    if body is None or not isinstance(payload, bytes):
        return _WEB_ARCHIVE, b""
    return body.get_content_type(), payload


def _unpacked_size(content: bytes) -> int:
    try:
        return sum(part.file_size for part in zipfile.ZipFile(io.BytesIO(content)).infolist())
    except zipfile.BadZipFile:
        return len(content)
