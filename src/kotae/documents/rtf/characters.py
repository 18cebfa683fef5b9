"""The characters of an RTF file: which code page a font's bytes are in, what control words stand for."""

from collections.abc import Mapping

# Code pages by a font's character set (\fcharset).
_CHARSETS: Mapping[int, int] = {
    0: 1252, 77: 10000, 78: 932, 128: 932, 129: 949, 130: 1361, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258,
    177: 1255, 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250, 254: 437, 255: 850,
}  # fmt: skip
# Python's names of code pages that it does not call "cp" with their number.
_NAMES: Mapping[int, str] = {
    10000: "mac_roman",
    10001: "cp932",
    1361: "johab",
    65001: "utf-8",
    20932: "euc_jp",
    936: "gbk",
}

SIGNS: Mapping[str, str] = {
    "tab": "\t", "line": "\n", "lbr": "\n", "softline": "\n", "emdash": "—", "endash": "–", "emspace": " ", "enspace": " ",
    "qmspace": " ", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "~": " ", "_": "-",
    "\\": "\\", "{": "{", "}": "}", "zwj": "", "zwnj": "", "-": "", "ltrmark": "", "rtlmark": "",
}  # fmt: skip
"""What control words and signs show."""


def encoding(code_page: int) -> str:
    """Return Python's name for a code page; Windows' Latin one where it is not known."""
    name = _NAMES.get(code_page, f"cp{code_page}")
    try:
        "".encode(name)
    except LookupError:
        return "cp1252"
    return name


def charset_encoding(charset: int) -> str | None:
    """Return the encoding of a font's character set, None where it leaves that to the file."""
    return encoding(_CHARSETS[charset]) if charset in _CHARSETS else None


def joined(pieces: list[str]) -> str:
    """Join pieces of text; characters beyond 16 bits come in two halves."""
    text = "".join(pieces)
    if any("\ud800" <= character <= "\udfff" for character in text):
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
