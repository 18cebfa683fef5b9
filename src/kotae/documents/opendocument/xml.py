"""The XML of OpenDocument files: its names, what its paragraphs, cells and rows show."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from kotae.documents.archives import opened
from kotae.documents.sheets.model import MOST_COLUMNS, MOST_ROWS, set_in
from kotae.errors import DocumentError
from kotae.text.normalise import join_label

_NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "chart": "urn:oasis:names:tc:opendocument:xmlns:chart:1.0",
    "presentation": "urn:oasis:names:tc:opendocument:xmlns:presentation:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
}
_MOST_SPACES = 1_000
_LENGTH = re.compile(r"(-?\d{1,5}(?:\.\d{1,6})?)(cm|mm|in|pt|pc)")
_POINTS = {"cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72.0, "pt": 1.0, "pc": 12.0}
_STEP = 10.0  # points of a step by which LibreOffice sets cells and paragraphs in, three spaces in Excel's files
_SPACE = _STEP / 3
_AT_RIGHT = frozenset(["float", "percentage", "currency", "date", "time"])  # what is not set where its text would be
_AT_LEFT = (None, "start", "left", "justify")
_DRAWN = (
    "caption circle connector custom-shape ellipse line measure path polygon polyline rect regular-polygon text-box"
)


Indents = Mapping[str, int | None]
"""How far styles set in, by their names."""


@dataclass(frozen=True, slots=True)
class Content:
    """A file that was opened: its body, its title, and the archive that its other parts are in."""

    body: Any
    title: str
    archive: zipfile.ZipFile


def tag(name: str) -> str:
    """Return a name with a prefix as lxml has it."""
    prefix, local = name.split(":")
    return f"{{{_NAMES[prefix]}}}{local}"


PARAGRAPH, HEADING, TABLE, ROW = map(tag, ("text:p", "text:h", "table:table", "table:table-row"))
CELLS = frozenset(map(tag, ("table:table-cell", "table:covered-table-cell")))
LEFT_OUT = frozenset(
    map(
        tag,
        (
            "office:annotation",
            "office:forms",
            "svg:desc",
            "svg:title",
            "table:shapes",
            "text:note",
            "text:ruby-text",
            "text:tracked-changes",
        ),
    )
)

SHAPES = frozenset(tag(f"draw:{name}") for name in _DRAWN.split())
"""What is drawn and may have a text in it, which stands by itself."""


_SAID_OF = (tag("svg:title"), tag("svg:desc"))
_PICTURE = frozenset((tag("draw:image"), tag("draw:contour-polygon"), tag("draw:contour-path"), *_SAID_OF))


def opened_as(kind: str, content: bytes, name: str) -> Content:
    """Open a file.

    Args:
        kind: what its body must be, as "office:text".
        content: the file's bytes.
        name: the file's name, for messages.

    Raises:
        DocumentError: the file is encrypted, damaged, or of another kind.
    """
    archive = opened(content, name, declares=True)  # macros and older manifests name a type, and no entities
    try:
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise DocumentError(f"{name}: the file is encrypted; save it without a password")
        body = parsed(archive.read("content.xml")).find(f".//{tag(kind)}")
        meta = parsed(archive.read("meta.xml")) if "meta.xml" in archive.namelist() else None
    except (KeyError, etree.XMLSyntaxError, zipfile.BadZipFile) as error:
        raise DocumentError(f"{name}: the file is damaged, or lacks parts of a document; save it anew") from error
    if body is None:
        raise DocumentError(f"{name}: the file is not of the kind that its name says; give it the right suffix")
    titled = meta.findtext(f".//{tag('dc:title')}") if meta is not None else ""
    return Content(body, join_label([titled or ""]), archive)


def parsed(text: bytes) -> Any:
    """Return the root of an XML text; nothing that it names is fetched."""
    return etree.fromstring(text, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def rows_of(table: Any) -> Iterator[Any]:
    """Yield a table's rows, those of its head and of groups among them, but not those of tables within."""
    for child in table.iterchildren(etree.Element):
        if child.tag == ROW:
            yield child
        elif child.tag in map(tag, ("table:table-header-rows", "table:table-rows", "table:table-row-group")):
            yield from rows_of(child)


def spans(cell: Any) -> tuple[int, int]:
    """Return how many rows and columns a cell covers."""
    return count(cell, "table:number-rows-spanned", MOST_ROWS), count(
        cell, "table:number-columns-spanned", MOST_COLUMNS
    )


def count(node: Any, name: str, most: int) -> int:
    """Return the number that an attribute gives, from 1 to the most; 1 where it gives none."""
    value = node.get(tag(name)) or ""
    return max(1, min(int(value), most)) if value.isascii() and value.isdigit() else 1


def cell_text(cell: Any, apart: frozenset[str] = LEFT_OUT) -> str:
    """Return what a cell shows, a line for each of its paragraphs, without those within elements that stand apart."""
    return "\n".join(filter(str.strip, map(shown, paragraphs(cell, apart)))).strip()


def indents_of(body: Any) -> Indents:
    """Return how far the styles of a file set texts in, in the width of a space; None for those that are not at the left."""
    found: dict[str, int | None] = {}
    for style in body.getroottree().getroot().iter(tag("style:style")):
        said = style.find(tag("style:paragraph-properties"))
        if said is None:
            continue
        lengths = (_LENGTH.fullmatch(said.get(tag(f"fo:{side}")) or "") for side in ("margin-left", "text-indent"))
        points = sum(float(length[1]) * _POINTS[length[2]] for length in lengths if length)
        at_left = said.get(tag("fo:text-align")) in _AT_LEFT
        found[style.get(tag("style:name")) or ""] = max(0, round(points / _SPACE)) if at_left else None
    return found


def indent_of(cell: Any, indents: Indents, apart: frozenset[str] = LEFT_OUT) -> int | None:
    """Return how far a cell's first line is set in, in the width of a space, by styles and by spaces; None where not at the left.

    Args:
        cell: the cell.
        indents: what the styles of the file set in.
        apart: the elements whose paragraphs are no part of its text.
    """
    first = next((node for node in paragraphs(cell, apart) if shown(node).strip()), None)
    if first is None:
        return 0
    if cell.get(tag("office:value-type")) in _AT_RIGHT:
        return None
    styles = cell.get(tag("table:style-name")) or "", first.get(tag("text:style-name")) or ""
    steps = [indents.get(style, 0) for style in styles]
    own = set_in(shown(first))
    return None if own is None or None in steps else own + sum(step or 0 for step in steps)


def paragraphs(node: Any, apart: frozenset[str] = LEFT_OUT) -> Iterator[Any]:
    """Yield the paragraphs in a node, in order, without those within elements that stand apart."""
    for child in node.iterchildren(etree.Element):
        if child.tag in apart:
            continue
        if child.tag in (PARAGRAPH, HEADING):
            yield child
        yield from paragraphs(child, apart)


def shapes(node: Any) -> Iterator[Any]:
    """Yield the shapes in a node that may have a text, without those within others."""
    for child in node.iterchildren(etree.Element):
        if child.tag in SHAPES:
            yield child
        elif child.tag not in LEFT_OUT:
            yield from shapes(child)


def pictures(node: Any) -> list[str] | None:
    """Return what is said in place of the pictures in a node, beside those within shapes; None where it has none.

    The picture of a table, an object or a text that stands beside it in the same frame is for programs that show no such.
    """
    if node.find(tag("draw:image")) is not None and all(
        child.tag in _PICTURE for child in node.iterchildren(etree.Element)
    ):
        return [child.text or "" for child in node.iterchildren(*_SAID_OF)]
    within = [pictures(child) for child in node.iterchildren(etree.Element) if child.tag not in SHAPES | LEFT_OUT]
    found = [said for each in within if each is not None for said in each]
    return found if any(each is not None for each in within) else None


def shown(node: Any) -> str:
    """Return what a paragraph shows; the texts of shapes in it are paragraphs of their own."""
    pieces = [node.text or ""]
    for child in node.iterchildren(etree.Element):
        if child.tag == tag("text:s"):
            pieces.append(" " * count(child, "text:c", _MOST_SPACES))
        elif child.tag == tag("text:tab"):
            pieces.append("\t")
        elif child.tag == tag("text:line-break"):
            pieces.append("\n")
        elif child.tag not in LEFT_OUT and child.tag not in SHAPES:
            pieces.append(shown(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def hidden_styles(body: Any, properties: str, attribute: str, value: str) -> frozenset[str]:
    """Return the styles of sheets or slides that are not shown: those whose properties have an attribute of this value."""
    hidden = []
    for style in body.getroottree().getroot().iter(tag("style:style")):
        said = style.find(tag(properties))
        if said is not None and said.get(tag(attribute)) == value:
            hidden.append(style.get(tag("style:name")) or "")
    return frozenset(hidden)
