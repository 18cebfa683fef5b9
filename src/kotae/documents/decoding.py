"""The bytes of a text file as text: by byte order mark, by what the page declares, by what the bytes look like."""

import codecs
import itertools
import re

from kotae.errors import DocumentError

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: it begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(
    rb"""(?:<meta[^>]{0,200}?charset|<\?xml[^>]{0,80}?encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
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
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _decoded(content, [encoding], name)
    if b"\x1b$" in content[:4096] or b"\x1b(" in content[:4096]:
        return _decoded(content, ["iso2022_jp", "utf-8"], name)
    return _decoded(content, ["utf-8", *_likely(content)], name)


def _decoded(content: bytes, encodings: list[str], name: str) -> str:
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DocumentError(f"{name}: the text's encoding is not known; save it as UTF-8")


def _likely(content: bytes) -> list[str]:
    """Return the encodings other than UTF-8 that a text may be in, the likeliest first."""
    high = [i for i, byte in enumerate(content) if byte > 0x7F]
    paired = sum(i + 1 == following for i, following in itertools.pairwise(high))
    if paired < 0.2 * len(high):
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
    if encoding:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            pass
        text = data.decode(encoding, errors="replace")
        if text.count("\ufffd") * 200 < len(text):
            return text  # some broken bytes among many: what the page says is right
    return decode(data, name)


def _known(label: str) -> str | None:
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return "cp932" if label.lower() in ("x-sjis", "windows-31j", "ms_kanji") else None
    return _BROWSER_NAMES.get(name, name)
