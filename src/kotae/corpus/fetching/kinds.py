"""What kind of file came: by its bytes, and only where these do not tell by what the site says."""

import re
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from kotae.documents.file_kinds import SUFFIXES

_HTML = re.compile(
    rb"\A(?:\xef\xbb\xbf)?(?:\s|<!--.*?-->|<\?xml[^>]*>)*<(?:!doctype html|html|head|body)\b", re.I | re.S
)
_HEAD = 4096
_OFFICE = "application/vnd.openxmlformats-officedocument"
_MEDIA_TYPES = {
    "application/pdf": ".pdf",
    "text/html": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    f"{_OFFICE}.wordprocessingml.document": ".docx",
    f"{_OFFICE}.presentationml.presentation": ".pptx",
    f"{_OFFICE}.spreadsheetml.sheet": ".xlsx",
    "application/vnd.ms-excel": ".xls",
    "application/epub+zip": ".epub",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
}


def suffix_of(head: bytes, media_type: str, address: str) -> str:
    """Return the suffix of the kind of file that came, "" where Kotae does not read its kind.

    Args:
        head: its first bytes.
        media_type: what the site says that it is.
        address: where it came from.
    """
    if b"%PDF-" in head[:1024]:
        return ".pdf"
    if _HTML.match(head[:_HEAD]):
        return ".html"
    named = suffix_named(address)
    stated = _MEDIA_TYPES.get(media_type, "")
    if stated == ".txt" and named and named != ".pdf":
        return named  # text/plain is what sites say of all kinds of text
    return stated or named


def suffix_named(address: str) -> str:
    """Return the suffix that an address ends in, "" where Kotae reads no such files."""
    suffix = PurePosixPath(urlsplit(address).path).suffix.lower()
    return suffix if suffix in SUFFIXES else ""


def is_said_otherwise(suffix: str, media_type: str) -> bool:
    """Tell whether a site says that a file is of one kind that it could have told, and its bytes are of another."""
    stated = _MEDIA_TYPES.get(media_type, "")
    return stated == ".pdf" and suffix != ".pdf"
