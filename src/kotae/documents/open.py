"""Opening a document: what kind of file it is, by its name and its first bytes, and the reader for it."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from kotae.documents.decoding import decode
from kotae.documents.drawn import has_pictures, with_figures
from kotae.documents.file_kinds import PICTURES, check, check_content
from kotae.documents.model import Block, Document, Table
from kotae.documents.roles import with_roles
from kotae.documents.tables.introduced import with_introductions
from kotae.errors import DocumentError

PARSER_VERSION = 34
"""Counts up when readers give other documents for the same files, so that an index reads them anew."""

_LONGEST = 1_000_000  # characters of one paragraph or cell: a thick book has as many in all
_LONGEST_HEADING = 2_000  # characters: each passage below a heading has it too


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
    if suffix == ".pdf" or suffix in PICTURES:
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
