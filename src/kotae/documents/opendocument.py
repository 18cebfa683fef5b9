"""OpenDocument texts (ODT) and spreadsheets (ODS) to a Document: their XML is read as it stands, cells as they are shown."""

import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from kotae.documents.archives import opened
from kotae.documents.lines.articles import with_article_titles
from kotae.documents.lines.numbered_headings import with_numbered_headings
from kotae.documents.model import Block, BlockKind, Document, Page
from kotae.documents.sheets.document import document
from kotae.documents.sheets.model import MOST_COLUMNS, MOST_ROWS, Sheet, SheetCell
from kotae.documents.tables.captioned import with_tables
from kotae.documents.tables.captions import line_kind
from kotae.documents.tables.raw import RawCell, RawTable
from kotae.errors import DocumentError
from kotae.text.normalise import join_label, join_prose

_NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}
_MOST_SPACES = 1_000


def _tag(name: str) -> str:
    prefix, local = name.split(":")
    return f"{{{_NAMES[prefix]}}}{local}"


_PARAGRAPH, _HEADING, _TABLE, _ROW = map(_tag, ("text:p", "text:h", "table:table", "table:table-row"))
_CELLS = frozenset(map(_tag, ("table:table-cell", "table:covered-table-cell")))
_LEFT_OUT = frozenset(
    map(
        _tag,
        ("office:annotation", "text:tracked-changes", "text:note", "text:ruby-text", "table:shapes", "office:forms"),
    )
)


def read_text(content: bytes, name: str) -> Document:
    """Read a text document: headings, paragraphs, list items, tables with merged cells, footnotes.

    Args:
        content: the file's bytes.
        name: the file's name, for messages and as the title of a document that has none.

    Raises:
        DocumentError: the file is encrypted, damaged, or holds no text.
    """
    body, title = _opened(content, name, "office:text")
    walk = _Walk()
    elements = with_article_titles(with_numbered_headings(with_tables([*walk.parts(body), *walk.notes(body)])))
    if not elements:
        raise DocumentError(f"{name}: the document holds no text; if it is a scan, save it as PDF and run OCR on it")
    first = next((block.text for block in elements if isinstance(block, Block) and block.kind == "heading"), "")
    return Document("odt", title or first or name.rsplit(".", 1)[0], (Page(1, 0, 0),), elements)


def read_sheets(content: bytes, name: str) -> Document:
    """Read a spreadsheet: every sheet that is shown, its tables and the texts around them; errors as for `read_text`."""
    body, title = _opened(content, name, "office:spreadsheet")
    hidden = _hidden_styles(body.getroottree().getroot())
    sheets: list[Sheet] = []
    left = MOST_ROWS
    for table in body.iterchildren(_TABLE):
        label = table.get(_tag("table:name")) or ""
        if table.get(_tag("table:style-name")) in hidden:
            sheets.append(Sheet(label, (), hidden=True))
            continue
        cells, rows, is_cut = _sheet_cells(table, left)
        sheets.append(Sheet(label, cells, cut=is_cut))
        left -= rows
    return document(sheets, "ods", name, title)


def _opened(content: bytes, name: str, kind: str) -> tuple[Any, str]:
    """Return a document's body and its title."""
    archive = opened(content, name)
    try:
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise DocumentError(f"{name}: the file is encrypted; save it without a password")
        body = _parsed(archive.read("content.xml")).find(f".//{_tag(kind)}")
        meta = _parsed(archive.read("meta.xml")) if "meta.xml" in archive.namelist() else None
    except (KeyError, etree.XMLSyntaxError, zipfile.BadZipFile) as error:
        raise DocumentError(f"{name}: the file is damaged, or lacks parts of a document; save it anew") from error
    if body is None:
        raise DocumentError(f"{name}: the file is not of the kind that its name says; give it the right suffix")
    titled = meta.findtext(f".//{_tag('dc:title')}") if meta is not None else ""
    return body, join_label([titled or ""])


def _parsed(text: bytes) -> Any:
    return etree.fromstring(text, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


class _Walk:
    """One way through a text, which counts its paragraphs."""

    def __init__(self) -> None:
        self._paragraph = 0

    def parts(self, node: Any, kind: BlockKind = "paragraph") -> Iterator[Block | RawTable]:
        """Yield what stands below a node, in order."""
        for child in node.iterchildren(etree.Element):
            if child.tag in (_PARAGRAPH, _HEADING):
                yield from self._paragraph_parts(child, kind)
            elif child.tag == _TABLE:
                yield self._table(child)
            elif child.tag not in _LEFT_OUT:
                yield from self.parts(child, "list_item" if child.tag == _tag("text:list-item") else kind)

    def notes(self, body: Any) -> Iterator[Block]:
        """Yield the footnotes and endnotes."""
        for note in body.iter(_tag("text:note-body")):
            text = join_prose([_shown(paragraph) for paragraph in note.iter(_PARAGRAPH)])
            if text.strip():
                yield Block("footnote", text, 1)

    def _paragraph_parts(self, node: Any, kind: BlockKind) -> Iterator[Block | RawTable]:
        self._paragraph += 1
        number = self._paragraph
        is_heading = node.tag == _HEADING
        level = _count(node, "text:outline-level", 10) if is_heading else 0
        text = _shown(node)
        join = join_label if is_heading or line_kind(text) else join_prose
        if joined := join(text.split("\n")).strip():
            yield Block("heading" if is_heading else kind, joined, 1, level, lines=(number, number))
        for box in node.iter(_tag("draw:text-box")):
            yield from self.parts(box)

    def _table(self, node: Any) -> RawTable:
        cells = []
        for row, line in enumerate(_rows(node)):
            column = 0
            in_head = line.getparent().tag == _tag("table:table-header-rows")
            for cell in line.iterchildren(*_CELLS):
                if cell.tag == _tag("table:table-cell"):
                    first = self._paragraph + 1
                    self._paragraph += sum(1 for _ in cell.iter(_PARAGRAPH))
                    spans = _spans(cell)
                    cells.append(RawCell(_cell_text(cell), row, column, *spans, header=in_head, line=first))
                column += _count(cell, "table:number-columns-repeated", MOST_COLUMNS)
        return RawTable(tuple(cells), 1, merges_known=True)


def _rows(table: Any) -> Iterator[Any]:
    """Yield a table's rows, those of its head and of groups among them, but not those of tables within."""
    for child in table.iterchildren(etree.Element):
        if child.tag == _ROW:
            yield child
        elif child.tag in map(_tag, ("table:table-header-rows", "table:table-rows", "table:table-row-group")):
            yield from _rows(child)


def _sheet_cells(table: Any, most: int) -> tuple[tuple[SheetCell, ...], int, bool]:
    """Return a sheet's cells, how many rows they stand in, and whether more follow."""
    cells: list[SheetCell] = []
    row = rows = 0
    for line in _rows(table):
        column = 0
        found: list[SheetCell] = []
        for cell in line.iterchildren(*_CELLS):
            across = _count(cell, "table:number-columns-repeated", MOST_COLUMNS)
            text = _cell_text(cell) if cell.tag == _tag("table:table-cell") else ""
            if text:
                found.extend(SheetCell(text, row, column + n, *_spans(cell)) for n in range(across))
            column += across
            if column >= MOST_COLUMNS:
                break
        repeated = _count(line, "table:number-rows-repeated", 1_048_576)
        for n in range(repeated if found else 0):
            if rows == most:
                return tuple(cells), rows, True
            rows += 1
            cells.extend(SheetCell(c.text, c.row + n, c.column, c.row_span, c.column_span) for c in found)
        row += repeated
    return tuple(cells), rows, False


def _hidden_styles(root: Any) -> frozenset[str]:
    """Return the styles of tables that are not shown."""
    hidden = []
    for style in root.iter(_tag("style:style")):
        properties = style.find(_tag("style:table-properties"))
        if properties is not None and properties.get(_tag("table:display")) == "false":
            hidden.append(style.get(_tag("style:name")) or "")
    return frozenset(hidden)


def _spans(cell: Any) -> tuple[int, int]:
    return _count(cell, "table:number-rows-spanned", MOST_ROWS), _count(
        cell, "table:number-columns-spanned", MOST_COLUMNS
    )


def _count(node: Any, name: str, most: int) -> int:
    value = node.get(_tag(name)) or ""
    return max(1, min(int(value), most)) if value.isascii() and value.isdigit() else 1


def _cell_text(cell: Any) -> str:
    return "\n".join(filter(str.strip, (_shown(paragraph) for paragraph in cell.iter(_PARAGRAPH, _HEADING)))).strip()


def _shown(node: Any) -> str:
    """Return what a paragraph shows; text boxes in it are paragraphs of their own."""
    pieces = [node.text or ""]
    for child in node.iterchildren(etree.Element):
        if child.tag == _tag("text:s"):
            pieces.append(" " * _count(child, "text:c", _MOST_SPACES))
        elif child.tag == _tag("text:tab"):
            pieces.append("\t")
        elif child.tag == _tag("text:line-break"):
            pieces.append("\n")
        elif child.tag not in _LEFT_OUT and child.tag != _tag("draw:text-box"):
            pieces.append(_shown(child))
        pieces.append(child.tail or "")
    return "".join(pieces)
