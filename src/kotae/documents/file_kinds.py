"""What kind of file a document is, by its name and its first bytes: what cannot be read is refused in one line."""

import codecs
from pathlib import Path

from kotae.documents.archives import is_encrypted_office
from kotae.documents.decoding import unicode_form
from kotae.errors import DocumentError

SUFFIXES = (
    ".pdf", ".html", ".htm", ".md", ".markdown", ".txt",
    ".docx", ".pptx", ".xlsx", ".xlsm", ".xlsb", ".xls", ".csv", ".tsv", ".odt", ".ods", ".odp",
    ".epub", ".eml", ".rtf",
    ".png", ".jpg", ".jpeg", ".tif", ".tiff",
)  # fmt: skip
"""The suffixes of the files that can be read."""

_NAMES = {
    ".pdf": "PDF",
    ".html": "HTML page",
    ".htm": "HTML page",
    ".md": "Markdown text",
    ".markdown": "Markdown text",
    ".docx": "Word document",
    ".pptx": "PowerPoint presentation",
    ".xlsx": "Excel workbook",
    ".xlsm": "Excel workbook",
    ".xlsb": "binary Excel workbook",
    ".xls": "old Excel workbook",
    ".epub": "electronic book",
    ".eml": "e-mail",
    ".odt": "OpenDocument text",
    ".ods": "OpenDocument spreadsheet",
    ".odp": "OpenDocument presentation",
    ".rtf": "RTF text",
    ".csv": "text of separated values",
    ".tsv": "text of separated values",
    ".png": "PNG picture",
    ".jpg": "JPEG picture",
    ".jpeg": "JPEG picture",
    ".tif": "TIFF picture",
    ".tiff": "TIFF picture",
}
PICTURES = {
    ".png": (b"\x89PNG",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".tif": (b"II*\x00", b"MM\x00*"),
    ".tiff": (b"II*\x00", b"MM\x00*"),
}
# The first bytes of workbooks of Excel 2 to 4, which are no archives of streams yet.
_EARLY_EXCEL = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08")
_RTF = b"{\\rtf"
_ARCHIVES = frozenset([".docx", ".pptx", ".xlsx", ".xlsm", ".xlsb", ".odt", ".ods", ".odp", ".epub"])
_SIGNATURES = (
    (b"%PDF-", "a PDF", "give it the suffix .pdf"),
    (b"PK\x03\x04", "a ZIP archive or an Office file", "give it the right suffix, or unpack it"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file", "save it in a newer format, or export it as PDF"),
    (_RTF, "an RTF file", "give it the suffix .rtf"),
    (b"\x89PNG", "a picture", "give it the suffix .png"),
    (b"\xff\xd8\xff", "a picture", "give it the suffix .jpg"),
    (b"GIF8", "a picture", "save it as PNG"),
    (b"II*\x00", "a picture", "give it the suffix .tif"),
    (b"MM\x00*", "a picture", "give it the suffix .tif"),
    (b"\x1f\x8b", "a compressed file", "unpack it"),
)


def check(path: Path, name: str) -> bytes:
    """Return a file's content if it is of a kind that can be read and of the kind that its name says.

    Args:
        path: the file.
        name: what it is called, where that is not the path's own name.

    Raises:
        DocumentError: it is not, or cannot be opened; the message names it and says what to do.
    """
    suffix = Path(name).suffix.lower()
    if suffix not in SUFFIXES:
        raise DocumentError(f"{name}: cannot read files of this kind; convert it to one of {', '.join(SUFFIXES)}")
    content = _content(path, name)
    check_content(content, name)
    return content


def check_content(content: bytes, name: str) -> None:
    """Refuse a file that is empty, or whose bytes are of another kind than its name says.

    Raises:
        DocumentError: it is; the message names it and says what to do.
    """
    if not content.strip(b" \t\r\n\x0c\x00"):
        raise DocumentError(f"{name}: the file is empty; save or download it anew")
    _check_kind(name, Path(name).suffix.lower(), content)


def _content(path: Path, name: str) -> bytes:
    if not path.exists():
        raise DocumentError(f"{name}: there is no such file; check the path")
    if not path.is_file():
        raise DocumentError(f"{name}: this is not a file; name a file")
    try:
        return path.read_bytes()
    except OSError as error:
        raise DocumentError(f"{name}: cannot be opened ({error.strerror}); check your right to read it") from error


def _check_kind(name: str, suffix: str, content: bytes) -> None:
    """Refuse a file whose bytes are of another kind than its name says."""
    wanted = _NAMES.get(suffix, "plain text")
    if suffix == ".pdf":
        if b"%PDF-" in content[:1024]:
            return
        found = next(
            (f"it is {what}" for sign, what, _ in _SIGNATURES if content.startswith(sign)),
            "it lacks a PDF's first line",
        )
        raise DocumentError(f"{name}: the file is not the PDF that its name says ({found}); export or download it anew")
    if content.startswith(PICTURES.get(suffix, ())):
        return
    if suffix in _ARCHIVES and (content.startswith(b"PK\x03\x04") or is_encrypted_office(content)):
        return
    if suffix == ".rtf" and content.startswith(_RTF):
        return
    if suffix == ".xls" and content.startswith((b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", *_EARLY_EXCEL)):
        return
    for sign, what, remedy in _SIGNATURES:
        if content.startswith(sign):
            raise DocumentError(f"{name}: the file is {what}, not the {wanted} that its name says; {remedy}")
    if suffix in _ARCHIVES or suffix in PICTURES or suffix in (".xls", ".rtf"):
        raise DocumentError(f"{name}: the file is not the {wanted} that its name says; save it anew")
    if not unicode_form(content) and b"\x00" in content:
        raise DocumentError(f"{name}: the file is binary, not the {wanted} that its name says; export it as PDF")
    head = content[:1024].lstrip(codecs.BOM_UTF8 + b" \t\r\n").lower()
    if suffix == ".txt" and head.startswith((b"<!doctype html", b"<html")):
        raise DocumentError(f"{name}: the file is an HTML page, not plain text; give it the suffix .html")
