"""OpenDocument texts (ODT) to a Document."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lxml import etree

from kotae.documents.drawn import Drawn
from kotae.documents.lines.articles import with_article_titles
from kotae.documents.lines.numbered_headings import with_numbered_headings
from kotae.documents.model import Block, BlockKind, Document, Page
from kotae.documents.opendocument.xml import (
    CELLS,
    HEADING,
    LEFT_OUT,
    PARAGRAPH,
    ROW,
    TABLE,
    Indents,
    cell_text,
    count,
    indent_of,
    indents_of,
    opened_as,
    pictures,
    rows_of,
    shapes,
    shown,
    spans,
    tag,
)
from kotae.documents.sheets.model import MOST_COLUMNS
from kotae.documents.tables.captioned import with_tables
from kotae.documents.tables.captions import line_kind
from kotae.documents.tables.raw import RawCell, RawTable
from kotae.errors import DocumentError
from kotae.text.normalise import join_label, join_prose

_APART = LEFT_OUT | {TABLE}  # what stands in a cell and is no part of its text


def read_text(content: bytes, name: str) -> Document:
    """Read a text document: headings, paragraphs, list items, tables with merged cells, footnotes.

    Args:
        content: the file's bytes.
        name: the file's name, for messages and as the title of a document that has none.

    Raises:
        DocumentError: the file is encrypted, damaged, or holds no text.
    """
    opened = opened_as("office:text", content, name)
    walk = Walk(indents=indents_of(opened.body))
    elements = with_article_titles(
        with_numbered_headings(with_tables([*walk.parts(opened.body), *walk.notes(opened.body)]))
    )
    if not elements:
        raise DocumentError(f"{name}: the document holds no text; if it is a scan, save it as PDF and run OCR on it")
    first = next((block.text for block in elements if isinstance(block, Block) and block.kind == "heading"), "")
    return Document("odt", opened.title or first or name.rsplit(".", 1)[0], (Page(1, 0, 0),), elements)


class Walk:
    """One way through a text, which counts its paragraphs, or through a slide."""

    def __init__(self, slide: int | None = None, indents: Indents | None = None) -> None:
        """Begin; `slide` is its number, where there are slides, `indents` are those of the styles of its cells."""
        self._indents = indents or {}
        self._page, self._counts = slide or 1, slide is None
        self._paragraph = 0

    def parts(self, node: Any, kind: BlockKind = "paragraph") -> Iterator[Block | RawTable]:
        """Yield what stands below a node, in order."""
        for child in node.iterchildren(etree.Element):
            if child.tag in (PARAGRAPH, HEADING):
                yield from self._paragraph_parts(child, kind)
            elif child.tag == TABLE:
                yield from self._tables(child)
            elif child.tag == tag("draw:frame"):
                yield from self.pictures(child)
                yield from self.parts(child, kind)
            elif child.tag not in LEFT_OUT:
                yield from self.parts(child, "list_item" if child.tag == tag("text:list-item") else kind)

    def notes(self, body: Any) -> Iterator[Block]:
        """Yield the footnotes and endnotes."""
        for note in body.iter(tag("text:note-body")):
            text = join_prose([shown(paragraph) for paragraph in note.iter(PARAGRAPH)])
            if text.strip():
                yield Block("footnote", text, 1)

    def pictures(self, node: Any, lines: tuple[int, int] | None = None) -> Iterator[Block]:
        """Yield the pictures in a node as one, with what is said in place of them."""
        said = pictures(node)
        if said is not None:
            yield Drawn("figure", join_label(said), self._page, lines=lines)

    def _paragraph_parts(self, node: Any, kind: BlockKind) -> Iterator[Block | RawTable]:
        self._paragraph += 1
        number = self._paragraph
        is_heading = node.tag == HEADING
        level = count(node, "text:outline-level", 10) if is_heading else 0
        lines = (number, number) if self._counts else None
        text = shown(node)
        join = join_label if is_heading or line_kind(text) else join_prose
        if joined := join(text.split("\n")).strip():
            yield Block("heading" if is_heading else kind, joined, self._page, level, lines=lines)
        yield from self.pictures(node, lines)
        for shape in shapes(node):
            yield from self.parts(shape)

    def _tables(self, node: Any, label: str = "") -> Iterator[RawTable]:
        """Yield a table and, behind it, those within its cells; `label` names the row that it stands in itself, if any."""
        table = self.table(node)
        behind = self._paragraph
        if any(cell.text for cell in table.cells):
            yield replace(table, above=(label,) if label else ())
        for within, before, named in self._within(node, behind):
            self._paragraph = before
            yield from self._tables(within, named)
        self._paragraph = behind

    def _within(self, node: Any, behind: int) -> Iterator[tuple[Any, int, str]]:
        """Yield the tables within the cells of one, the paragraphs counted before each, and what names its row.

        `behind` is how many paragraphs are counted with those of the table.
        """
        before = behind - sum(1 for _ in node.iter(PARAGRAPH))
        for place in node.iter(PARAGRAPH, TABLE):
            before += place.tag == PARAGRAPH
            if place.tag == TABLE and next(place.iterancestors(TABLE), None) is node:
                line = next(place.iterancestors(ROW))
                yield place, before, cell_text(next(line.iterchildren(*CELLS)), _APART)

    def table(self, node: Any) -> RawTable:
        """Return a table with its merged cells, without those within them."""
        cells = []
        first_is_head = node.get(tag("table:use-first-row-styles")) == "true"
        for row, line in enumerate(rows_of(node)):
            column = 0
            in_head = line.getparent().tag == tag("table:table-header-rows") or (first_is_head and row == 0)
            for cell in line.iterchildren(*CELLS):
                if cell.tag == tag("table:table-cell"):
                    first = self._paragraph + 1
                    self._paragraph += sum(1 for _ in cell.iter(PARAGRAPH))
                    covered, number = spans(cell), first if self._counts else None
                    text, indent = cell_text(cell, _APART), indent_of(cell, self._indents, _APART)
                    cells.append(RawCell(text, row, column, *covered, header=in_head, line=number, indent=indent))
                column += count(cell, "table:number-columns-repeated", MOST_COLUMNS)
        return RawTable(tuple(cells), self._page, merges_known=True)
