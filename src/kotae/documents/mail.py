"""E-mail (EML) to a Document: who wrote to whom and when, what the mail says, and what is attached to it, by name."""

import email
import email.policy
from email.message import EmailMessage

from selectolax.lexbor import LexborHTMLParser

from kotae.documents.html_parts import parts
from kotae.documents.model import Block, Document, Page
from kotae.documents.tables.captioned import with_tables
from kotae.documents.tables.raw import RawTable
from kotae.errors import DocumentError
from kotae.text.normalise import join_label, join_prose

_HEADERS = ("From", "To", "Cc", "Date")


def read(content: bytes, name: str) -> Document:
    """Read a mail: its subject is its title and heading; attachments are named here, and read by `documents/attachments.py`.

    Args:
        content: the file's bytes.
        name: the file's name, for messages and as the title of a mail without a subject.

    Raises:
        DocumentError: the file is no mail, or says nothing.
    """
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    if not any(header in message for header in (*_HEADERS, "Subject", "Received")):
        raise DocumentError(f"{name}: the file is no e-mail: it has no sender, date or subject; save it anew")
    subject = join_label([_header(message, "Subject")])
    found: list[Block | RawTable] = [Block("heading", subject, 1, 1)] if subject else []
    found += [Block("note", f"{header}: {value}", 1) for header in _HEADERS if (value := _header(message, header))]
    said = list(_body(message))
    attached = [part.get_filename() or part.get_content_type() for part in message.iter_attachments()]
    found += [*said, *(Block("note", f"Attached: {join_label([what])}", 1) for what in attached)]
    if not said and not attached:
        raise DocumentError(f"{name}: the mail says nothing; save it anew with its text")
    return Document("eml", subject or name.rsplit(".", 1)[0], (Page(1, 0, 0),), with_tables(found))


def attached(content: bytes) -> list[tuple[str, bytes]]:
    """Return the names and bytes of the files that are attached to a mail; a mail within it is one, too."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return [_file(part) for part in message.iter_attachments() if isinstance(part, EmailMessage)]


def _file(part: EmailMessage) -> tuple[str, bytes]:
    name = join_label([part.get_filename() or ""]).replace("\\", "/").rsplit("/", 1)[-1]
    if part.get_content_maintype() == "message" and part.is_multipart():
        inner = part.get_payload(0)
        assert isinstance(inner, EmailMessage)
        return name or f"{_header(inner, 'Subject') or 'mail'}.eml".replace("/", "-"), inner.as_bytes()
    payload = part.get_payload(decode=True)
    return name or part.get_content_type(), payload if isinstance(payload, bytes) else b""


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, IndexError, AttributeError):  # a header so odd that the standard library gives up on it
        return ""


def _body(message: EmailMessage) -> list[Block | RawTable]:
    """Return what a mail says: its plain text, or else its page."""
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return []
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    text = _decoded(raw, part.get_content_charset())
    if part.get_content_type() == "text/html":
        tree = LexborHTMLParser(text)
        return list(parts(tree.body)) if tree.body else []
    paragraphs = [join_prose(paragraph.split("\n")) for paragraph in text.replace("\r\n", "\n").split("\n\n")]
    return [Block("paragraph", paragraph, 1) for paragraph in paragraphs if paragraph.strip()]


def _decoded(raw: bytes, charset: str | None) -> str:
    try:
        return raw.decode(charset or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return raw.decode("utf-8", "replace")
