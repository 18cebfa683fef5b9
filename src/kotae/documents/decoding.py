"""The bytes of a text file as text: by byte order mark, by what the page declares, by what the bytes look like."""

import codecs
import itertools
import re
from collections.abc import Iterator

from kotae.errors import DocumentError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: it begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BEGIN = 32  # bytes; sixteen letters of ASCII in a row begin a mail, a page and many a text
_CHARSET = re.compile(
    rb"""(?:<meta[^>]{0,200}?charset|<\?xml[^>]{0,80}?encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
# Letters with accents, and the apostrophe, one or two in a row, are within words of plain letters or end them.
_HIGH = re.compile(rb"[\x80-\xff]+")
_WITHIN = re.compile(rb"(?<=[a-z])[\xc0-\xff\x92]{1,2}(?=[a-z]|[ .,;:!?\r\n]|$)")
# What of ISO-2022-JP says which characters follow; programs that write it use those of Windows too ("①", "髙").
_ESCAPES = re.compile(rb"(\x1b\([BJI]|\x1b\$[@B])")
# What browsers take these names for: pages that declare them use the larger set.
_BROWSER_NAMES = {
    "shift_jis": "cp932",
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "utf-16": "utf-8",
    "gb2312": "gb18030",
}


def decode(content: bytes, name: str) -> str:
    """Decode a text file: by its byte order mark, else as UTF-8, else as what its bytes look like.

    Raises:
        DocumentError: no encoding fits.
    """
    unicode = unicode_form(content)
    if unicode:
        return _decoded(content, [unicode], name)
    if b"\x1b$" in content[:4096] or b"\x1b(" in content[:4096]:
        return _decoded(content, ["iso2022_jp", "utf-8"], name)
    return _decoded(content, ["utf-8", *_likely(content)], name)


def unicode_form(content: bytes) -> str | None:
    """Return in which form of Unicode a text is by its byte order mark, or because every other byte at its begin is zero."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding
    begin = content[:_BEGIN]
    for order, zeros, others in (("le", begin[1::2], begin[::2]), ("be", begin[::2], begin[1::2])):
        if len(begin) == _BEGIN and not any(zeros) and all(others):
            return f"utf-16-{order}"
    return None


def _decoded(content: bytes, encodings: list[str], name: str) -> str:
    for encoding in encodings:
        try:
            return _read_as(content, encoding)
        except UnicodeDecodeError:
            continue
    raise DocumentError(f"{name}: the text's encoding is not known; save it as UTF-8")


def _likely(content: bytes) -> list[str]:
    """Return the encodings other than UTF-8 that a text may be in, the likeliest first."""
    high = [i for i, byte in enumerate(content) if byte > 0x7F]
    paired = sum(i + 1 == following for i, following in itertools.pairwise(high))
    if paired < 0.2 * len(high) or len(_WITHIN.findall(content)) == len(_HIGH.findall(content)):
        return ["cp1252", "cp932"]  # single accented letters and quotation marks between plain ones
    return sorted(("cp932", "euc_jp"), key=lambda encoding: -_japanese(content, encoding))


def _japanese(content: bytes, encoding: str) -> float:
    """Return how much of a text is kana when decoded so; half-width kana count against it."""
    text = content.decode(encoding, errors="replace")
    kana = sum("\u3040" <= c <= "\u30ff" or c in "、。，．" for c in text)
    odd = sum("\uff61" <= c <= "\uff9f" or c == "\ufffd" for c in text)
    return (kana - 2 * odd) / max(1, len(text))


def decode_page(data: bytes, name: str) -> str:
    """Decode an HTML page: by its byte order mark, its declaration, or what its bytes fit.

    Raises:
        DocumentError: no encoding fits.
    """
    marked = data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    declared = None if marked else _CHARSET.search(data[:4096])
    encoding = _known(declared[1].decode("ascii")) if declared else None
    return _told(data, _BROWSER_NAMES.get(encoding, encoding), name) if encoding else decode(data, name)


def decode_told(content: bytes, label: str, name: str) -> str:
    """Decode bytes whose encoding something else tells, such as a mail's header; where it does not fit, by their looks.

    Args:
        content: the bytes.
        label: what the encoding is said to be.
        name: the file's name, for messages.

    Raises:
        DocumentError: no encoding fits.
    """
    encoding = _known(label)
    if encoding == "utf-16" and not content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return max((_replaced(content, f"utf-16-{order}") for order in ("be", "le")), key=_plain)
    if encoding in (None, "ascii"):
        return decode(content, name)  # more than ASCII is sent as that by programs that do not know what they send
    return _told(content, encoding if encoding == "utf-16" else _BROWSER_NAMES.get(encoding, encoding), name)


def _told(content: bytes, encoding: str, name: str) -> str:
    try:
        return _read_as(content, encoding)
    except UnicodeDecodeError:
        pass
    text = _replaced(content, encoding)
    if text.count("\ufffd") * 200 < len(text):
        return text  # some broken bytes among many: what is told is right
    return decode(content, name)


def _replaced(content: bytes, encoding: str) -> str:
    return content.decode(encoding, errors="replace")


def _plain(text: str) -> int:
    return sum(character in "\n .,、。" for character in text)


def _read_as(content: bytes, encoding: str) -> str:
    """Decode with an encoding as it is in use: that of mails holds the characters of Windows, too, and so does that of Unix."""
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        if encoding == "iso2022_jp":
            return "".join(_parts(content))
        if encoding == "euc_jp":
            return content.decode("euc_jis_2004")
        raise


def _parts(content: bytes) -> Iterator[str]:
    """Yield the text between the escapes of ISO-2022-JP, whose characters of two bytes are those of Shift_JIS, shifted."""
    which = b"\x1b(B"
    for part in _ESCAPES.split(content):
        if _ESCAPES.fullmatch(part):
            which = part
        elif which.startswith(b"\x1b$"):
            yield bytes(itertools.chain.from_iterable(map(_shifted, part[::2], part[1::2]))).decode("cp932")
        else:
            yield bytes(byte | 0x80 for byte in part).decode("cp932") if which == b"\x1b(I" else part.decode("ascii")


def _shifted(row: int, cell: int) -> tuple[int, int]:
    """Return the two bytes in Shift_JIS of a character that is in a row and cell of JIS X 0208."""
    lead = (row - 0x21) // 2 + (0x81 if row < 0x5F else 0xC1)
    return lead & 0xFF, (cell + 0x7E if row % 2 == 0 else cell + (0x1F if cell < 0x60 else 0x20)) & 0xFF


def _known(label: str) -> str | None:
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return "cp932" if label.lower() in ("x-sjis", "windows-31j", "ms_kanji") else None
    return name
