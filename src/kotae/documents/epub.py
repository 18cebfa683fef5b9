"""Electronic books (EPUB) to a Document: their chapters are web pages, read in the order of the book."""

import posixpath
import zipfile
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from kotae.documents.archives import opened
from kotae.documents.decoding import decode_page
from kotae.documents.html_parts import parts
from kotae.documents.lines.articles import with_article_titles
from kotae.documents.lines.numbered_headings import with_numbered_headings
from kotae.documents.model import Block, Document, Page
from kotae.documents.tables.captioned import with_tables
from kotae.documents.tables.raw import RawTable
from kotae.errors import DocumentError
from kotae.text.normalise import join_label

_CONTAINER = "META-INF/container.xml"
_PAGES = frozenset(["application/xhtml+xml", "text/html"])


def read(content: bytes, name: str) -> Document:
    """Read a book: every chapter that its order names, as a web page is read.

    Args:
        content: the file's bytes.
        name: the file's name, for messages and as the title of a book that has none.

    Raises:
        DocumentError: the file is encrypted, damaged, or holds no text.
    """
    archive = opened(content, name, declares=True)
    found: list[Block | RawTable] = []
    try:
        if "META-INF/encryption.xml" in archive.namelist() and b"EncryptedKey" in archive.read(
            "META-INF/encryption.xml"
        ):
            raise DocumentError(f"{name}: the book is encrypted; only its shop's own programs read it")
        package = _package(archive)
        root = _parsed(archive.read(package))
        for path in _chapters(root, package):
            if path in archive.namelist():
                tree = LexborHTMLParser(decode_page(archive.read(path), name))
                found.extend(parts(tree.body) if tree.body else ())
    except (KeyError, etree.XMLSyntaxError, zipfile.BadZipFile, RecursionError) as error:
        raise DocumentError(f"{name}: the file is damaged, or lacks parts of a book; save it anew") from error
    elements = with_article_titles(with_numbered_headings(with_tables(found)))
    if not elements:
        raise DocumentError(
            f"{name}: the book holds no text; if its pages are pictures, save it as PDF and run OCR on it"
        )
    title = join_label([root.findtext(".//{http://purl.org/dc/elements/1.1/}title") or ""])
    return Document("epub", title or name.rsplit(".", 1)[0], (Page(1, 0, 0),), elements)


def _package(archive: zipfile.ZipFile) -> str:
    """Return where the book's own list of its parts is."""
    rootfile = _parsed(archive.read(_CONTAINER)).find(".//{*}rootfile")
    if rootfile is None:
        raise KeyError(_CONTAINER)
    return str(rootfile.get("full-path") or "")


def _chapters(root: Any, package: str) -> list[str]:
    """Return the paths of the chapters inside the archive, in the order of the book."""
    items = {item.get("id"): item for item in root.iterfind(".//{*}manifest/{*}item")}
    ordered = [items.get(entry.get("idref")) for entry in root.iterfind(".//{*}spine/{*}itemref")]
    folder = posixpath.dirname(package)
    return [
        posixpath.normpath(posixpath.join(folder, unquote(urlsplit(item.get("href") or "").path)))
        for item in ordered
        if item is not None and item.get("media-type") in _PAGES
    ]


def _parsed(text: bytes) -> Any:
    return etree.fromstring(text, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
