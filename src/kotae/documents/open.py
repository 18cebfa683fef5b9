"""Opening a document: what kind of file it is, by its name and its first bytes, and the reader for it."""

import codecs
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from kotae.documents.archives import is_encrypted_office
from kotae.documents.decoding import decode, unicode_form
from kotae.documents.drawn import has_pictures, with_figures
from kotae.documents.model import Block, Document, Table
from kotae.documents.roles import with_roles
from kotae.documents.tables.introduced import with_introductions
from kotae.errors import DocumentError

PARSER_VERSION = 34
"""Counts up when readers give other documents for the same files, so that an index reads them anew."""

_LONGEST = 1_000_000  # characters of one paragraph or cell: a thick book has as many in all
_LONGEST_HEADING = 2_000  # characters: each passage below a heading has it too

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
_PICTURES = {
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


def open_document(path: Path) -> Document:
    """Read a file with the reader for its kind.

    Raises:
        DocumentError: the file cannot be read; the message names it and says what to do.
    """
    content = check(path, path.name)
    with named_problems(path.name):
        return finished(read_content(content, path.name), path.name)


def finished(document: Document, name: str) -> Document:
    """Return a document as all later stages have it: of a size that can be read, its blocks with their roles.

    Args:
        document: as its reader gives it.
        name: the file's name, for messages.

    Raises:
        DocumentError: a paragraph or a table's cell is longer than any that a person wrote.
    """
    if has_pictures(document):
        document = with_figures(document)
        if not document.elements:
            raise DocumentError(
                f"{name}: the document holds no text; if it is a scan, save it as PDF and run OCR on it"
            )
    longest = max((len(text) for element in document.elements for text in _texts(element)), default=0)
    if longest > _LONGEST:
        raise DocumentError(
            f"{name}: one paragraph or cell of it has {longest:,} characters, which is no text to read; "
            f"break it into paragraphs of at most {_LONGEST:,}"
        )
    return with_roles(with_introductions(_with_short_headings(document)))


def _with_short_headings(document: Document) -> Document:
    if all(len(block.text) <= _LONGEST_HEADING for block in document.blocks() if block.kind == "heading"):
        return document
    elements = (
        replace(element, kind="paragraph", level=0)
        if isinstance(element, Block) and element.kind == "heading" and len(element.text) > _LONGEST_HEADING
        else element
        for element in document.elements
    )
    return replace(document, elements=tuple(elements))


def _texts(element: Block | Table) -> Iterator[str]:
    if isinstance(element, Block):
        yield element.text
    else:
        yield from (element.caption, *element.header, *element.notes, element.source)
        yield from (cell.text for row in element.rows for cell in row.cells)


@contextmanager
def named_problems(name: str) -> Iterator[None]:
    """Turn whatever a reader raises into a DocumentError that names the file; want of memory is the caller's to answer."""
    try:
        yield
    except (DocumentError, MemoryError):
        raise
    except (zipfile.BadZipFile, zlib.error, SyntaxError) as error:  # XML that is broken is such a SyntaxError
        raise DocumentError(f"{name}: the file is damaged ({type(error).__name__}); save it anew") from error
    except Exception as error:
        kind = type(error).__name__
        raise DocumentError(f"{name}: cannot be read ({kind}); save it anew, or convert it to PDF") from error


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
    if content.startswith(_PICTURES.get(suffix, ())):
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
    if suffix in _ARCHIVES or suffix in _PICTURES or suffix in (".xls", ".rtf"):
        raise DocumentError(f"{name}: the file is not the {wanted} that its name says; save it anew")
    if not unicode_form(content) and b"\x00" in content:
        raise DocumentError(f"{name}: the file is binary, not the {wanted} that its name says; export it as PDF")
    head = content[:1024].lstrip(codecs.BOM_UTF8 + b" \t\r\n").lower()
    if suffix == ".txt" and head.startswith((b"<!doctype html", b"<html")):
        raise DocumentError(f"{name}: the file is an HTML page, not plain text; give it the suffix .html")


def read_content(content: bytes, name: str, kept: Path | None = None) -> Document:
    """Read the bytes of a file with the reader for its kind, which its name says.

    Args:
        content: its bytes, which were checked.
        name: its name.
        kept: the folder in which what OCR reads is kept; None to keep nothing.

    Raises:
        DocumentError: it cannot be read.
    """
    suffix = Path(name).suffix.lower()
    # The readers, and the libraries below them, are loaded only when a file of their kind comes.
    if suffix == ".pdf" or suffix in _PICTURES:
        from kotae.documents import pdf

        return pdf.read(Path(name), content, kept)
    if suffix in (".html", ".htm"):
        from kotae.documents import html

        return html.read(content, name)
    if suffix in (".md", ".markdown"):
        from kotae.documents import markdown

        return markdown.read(decode(content, name), name)
    if suffix == ".txt":
        from kotae.documents import plain_text

        return plain_text.read(decode(content, name), name)
    return _read_office(name, suffix, content)


def _read_office(name: str, suffix: str, content: bytes) -> Document:
    if suffix in (".xlsx", ".xlsm"):
        from kotae.documents import xlsx

        return xlsx.read(content, name)
    if suffix == ".xlsb":
        from kotae.documents import xlsb

        return xlsb.read(content, name)
    if suffix == ".xls":
        from kotae.documents import xls

        return xls.read(content, name)
    if suffix in (".csv", ".tsv"):
        from kotae.documents import separated

        return separated.read(decode(content, name), name, tabs=suffix == ".tsv")
    if suffix == ".docx":
        from kotae.documents import docx

        return docx.read(content, name, _read_chunk)
    if suffix in (".odt", ".ods", ".odp"):
        from kotae.documents import opendocument as odf

        read = {".odt": odf.read_text, ".ods": odf.read_sheets, ".odp": odf.read_slides}[suffix]
        return read(content, name)
    if suffix == ".epub":
        from kotae.documents import epub

        return epub.read(content, name)
    if suffix == ".rtf":
        from kotae.documents import rtf

        return rtf.read(content, name)
    if suffix == ".eml":
        from kotae.documents import mail

        return mail.read(content, name)
    from kotae.documents import pptx

    return pptx.read(content, name)


def _read_chunk(content: bytes, name: str) -> Document:
    """Read a document that a Word document holds and shows in its place; those within it in turn are named only.

    Raises:
        DocumentError: it cannot be read.
    """
    check_content(content, name)
    with named_problems(name):
        if Path(name).suffix == ".docx":
            from kotae.documents import docx

            return docx.read(content, name)
        return read_content(content, name)
