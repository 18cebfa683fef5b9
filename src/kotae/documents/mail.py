"""E-mail (EML) to a Document: who wrote to whom and when, what the mail says, and what is attached to it, by name."""

import email
from email.message import EmailMessage, Message

from selectolax.lexbor import LexborHTMLParser

from kotae.documents.decoding import decode, decode_page, decode_told, unicode_form
from kotae.documents.html_parts import parts
from kotae.documents.mail_headers import Policy, header
from kotae.documents.model import Block, Document, Page
from kotae.documents.tables.captioned import with_tables
from kotae.documents.tables.raw import RawTable
from kotae.errors import DocumentError
from kotae.text.normalise import join_label, join_prose

# What is asked of a mail is who sent it, to whom and when: its headers say so in neither language, and are found by this.
_HEADERS = {
    "From": "sender, sent by, 差出人",
    "To": "recipient, addressed to, 宛先",
    "Cc": "copied to, 写し",
    "Date": "when sent, 送信日時",
}
_DELIVERY = "message/delivery-status"  # why a mail did not arrive, in lines of text
_DEEPEST = 20  # parts within parts
_TEXTS = ("text", "multipart", "message")  # what is no file; the latter two are told though no part is there


def read(content: bytes, name: str) -> Document:
    """Read a mail: its subject is its title and heading; attachments are named here, and read by `documents/attachments.py`.

    Args:
        content: the file's bytes.
        name: the file's name, for messages and as the title of a mail without a subject.

    Raises:
        DocumentError: the file is no mail, or says nothing.
    """
    message, in_unicode = _opened(content)
    if not any(each in message for each in (*_HEADERS, "Subject", "Received")):
        raise DocumentError(f"{name}: the file is no e-mail: it has no sender, date or subject; save it anew")
    subject = join_label([header(message, "Subject")])
    found: list[Block | RawTable] = [Block("heading", subject, 1, 1)] if subject else []
    found += [
        Block("note", f"{field}: {value}", 1, found_by=asked)
        for field, asked in _HEADERS.items()
        if (value := header(message, field))
    ]
    bodies, files = _parts(message)
    said = [block for part in bodies for block in _said(part, name, in_unicode=in_unicode)]
    attached = [_file_name(part) for part in files]
    found += [*said, *(Block("note", f"Attached: {what}", 1) for what in attached)]
    if not said and not attached:
        raise DocumentError(f"{name}: the mail says nothing; save it anew with its text")
    return Document("eml", subject or name.rsplit(".", 1)[0], (Page(1, 0, 0),), with_tables(found))


def attached(content: bytes) -> list[tuple[str, bytes]]:
    """Return the names and bytes of the files that are attached to a mail; a mail within it is one, too."""
    message, _ = _opened(content)
    return [_file(part) for part in _parts(message)[1]]


def _parts(message: EmailMessage, depth: int = 0) -> tuple[list[EmailMessage], list[EmailMessage]]:
    """Return the parts of a mail that say something, and those that are attached.

    What goes on behind a picture, or what a list of addresses puts below, is a text of its own without a name. A mail that is
    no text and has no parts is a file itself.
    """
    body = message.get_body(preferencelist=("plain", "html"))
    said = [body] if isinstance(body, EmailMessage) else []
    if not message.is_multipart():
        is_file = message.is_attachment() or message.get_content_maintype() not in _TEXTS
        return said, [message] if is_file else []
    files: list[EmailMessage] = []
    for part in message.iter_attachments():
        if not isinstance(part, EmailMessage):
            continue
        if part.get_content_maintype() == "multipart" and depth < _DEEPEST:
            within = _parts(part, depth + 1)
            said += within[0]
            files += within[1]
        else:
            (said if _is_text(part) else files).append(part)
    return said, files


def _is_text(part: EmailMessage) -> bool:
    is_said = part.get_content_maintype() == "text" or part.get_content_type() == _DELIVERY
    return is_said and not _name(part) and not part.is_attachment()


def _name(part: Message) -> str:
    """Return the name of an attached file, without the folders that a program may have put before it."""
    return join_label([part.get_filename() or ""]).replace("\\", "/").rsplit("/", 1)[-1]


def _file(part: EmailMessage) -> tuple[str, bytes]:
    inner = _inner(part)
    if inner is not None:
        return _file_name(part), inner.as_bytes()
    payload = part.get_payload(decode=True)
    return _file_name(part), payload if isinstance(payload, bytes) else b""


def _file_name(part: EmailMessage) -> str:
    """Return what an attached file is called; a mail without a name is called by its subject."""
    inner = _inner(part)
    told = (
        f"{header(inner, 'Subject') or 'mail'}.eml".replace("/", "-") if inner is not None else part.get_content_type()
    )
    return _name(part) or told


def _inner(part: EmailMessage) -> EmailMessage | None:
    """Return the mail that is attached, where it is one."""
    inner = part.get_payload(0) if part.get_content_maintype() == "message" and part.is_multipart() else None
    return inner if isinstance(inner, EmailMessage) else None


def _opened(content: bytes) -> tuple[EmailMessage, bool]:
    """Open a mail, and tell whether it was saved in another form of Unicode than mails are sent in, its text with it."""
    form = unicode_form(content)
    if form:
        content = content.decode(form, "replace").encode("utf-8", "replace")
    message = email.message_from_bytes(content, policy=Policy())
    assert isinstance(message, EmailMessage)
    return message, form not in (None, "utf-8-sig")


def _said(part: EmailMessage, name: str, *, in_unicode: bool) -> list[Block | RawTable]:
    """Return what a part of a mail says."""
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    if part.get_content_type() == _DELIVERY:
        raw = b"\n".join(inner.as_bytes() for inner in part.iter_parts())
    sent_as_it_is = str(part.get("Content-Transfer-Encoding", "7bit")).strip().lower() in ("7bit", "8bit", "binary")
    told = None if in_unicode and sent_as_it_is else part.get_content_charset()
    page = part.get_content_type() == "text/html"
    text = decode_told(raw, told, name) if told else (decode_page if page else decode)(raw, name)
    if page:
        tree = LexborHTMLParser(text)
        return list(parts(tree.body)) if tree.body else []
    paragraphs = [join_prose(paragraph.split("\n")) for paragraph in text.replace("\r\n", "\n").split("\n\n")]
    return [Block("paragraph", paragraph, 1) for paragraph in paragraphs if paragraph.strip()]
