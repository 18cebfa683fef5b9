"""What the headers of a mail say, however their characters were written: encoded, in bytes as they are, or both."""

import binascii
import re
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import EmailMessage
from email.policy import EmailPolicy
from typing import Any
from urllib.parse import quote_from_bytes, unquote_to_bytes

from kotae.documents.decoding import decode, decode_told
from kotae.errors import DocumentError

# A parameter with signs that are to stand in quotation marks, as those of a boundary or an encoded name.
_BARE = re.compile(r"(;\s*[\w-]+)=([^\s;\"]*[=?/<>@:,()\[\]][^\s;\"]*)")
_PLAIN = re.compile(r"[^\w/.+-]", re.ASCII)
# A parameter that says its encoding (RFC 2231): name*=UTF-8''%E5%9B%B3.txt
_TOLD = re.compile(r"(\w+\*)=([\w.-]+)'[\w-]*'([^\s;]*)")


class Policy(EmailPolicy):
    """The standard policy, of which no header is so odd that reading the mail fails; file names are read as other headers are."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        """Return a header."""
        mime = name.lower().startswith("content-")
        try:
            told = _TOLD.sub(_in_unicode, _BARE.sub(r'\1="\2"', value)) if mime else value
            return super().header_fetch_parse(name, words(told))
        except (ValueError, LookupError, AttributeError, TypeError):  # the standard library gives up on it
            return super().header_fetch_parse(name, _PLAIN.sub("", value.split(";")[0])) if mime else words(value)


def header(message: EmailMessage, name: str) -> str:
    """Return what a header says, on one line; nothing where the mail has none of this name."""
    return " ".join(str(message.get(name, "")).split())


def words(value: str) -> str:
    """Return a header with its encoded words as text, and the bytes that stand in it as they are."""
    line = "".join(value.splitlines())
    if not line.isascii() or "\x1b" in line:
        line = _text(line.encode("utf-8", "surrogateescape"), "")
    try:
        return "".join(_part(*part) for part in decode_header(line))
    except (HeaderParseError, binascii.Error, ValueError):
        return line


def _part(content: bytes | str, charset: str | None) -> str:
    if isinstance(content, str):
        return content
    return _text(content, charset) if charset else content.decode("raw-unicode-escape")


def _in_unicode(told: re.Match[str]) -> str:
    text = _text(unquote_to_bytes(told[3]), told[2])
    return f"{told[1]}=utf-8''{quote_from_bytes(text.encode('utf-8', 'replace'))}"


def _text(content: bytes, charset: str) -> str:
    try:
        return decode_told(content, charset, "") if charset else decode(content, "")
    except DocumentError:
        return content.decode("utf-8", "replace")
