"""Word documents (DOCX) to a Document: opened with python-docx, its XML walked here, so that nothing that is shown is lost.

Paragraphs are counted as they stand, those in tables too; a block's lines are its paragraph's number.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from kotae.documents.archives import opened, usual
from kotae.documents.docx_chunks import Chunks, Reader, Shown, texts
from kotae.documents.docx_nodes import (
    LEFT_OUT,
    TEXTBOX,
    TOGETHER,
    below,
    indent_of,
    is_beneath,
    number_of,
    row_label,
    said_of,
    shows_picture,
    text_of,
)
from kotae.documents.drawingml import diagram_texts, diagrams
from kotae.documents.drawn import Drawn
from kotae.documents.lines.articles import with_article_titles
from kotae.documents.lines.numbered_headings import with_numbered_headings
from kotae.documents.model import Block, BlockKind, Document, Page, Table
from kotae.documents.tables.captioned import with_tables
from kotae.documents.tables.captions import line_kind
from kotae.documents.tables.raw import RawCell, RawTable
from kotae.errors import DocumentError
from kotae.text.normalise import join_label, join_prose

_HEADING = re.compile(r"^heading (?P<level>[1-9])$", re.IGNORECASE)
_FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_ENDNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/endnotes"
_CHUNK = qn("w:altChunk")


def read(content: bytes, name: str, read_chunk: Reader | None = None) -> Document:
    """Read a document: headings, paragraphs, list items, tables with merged cells, text boxes, footnotes.

    Args:
        content: the file's bytes.
        name: the file's name, for messages and as the title of a document that has none.
        read_chunk: reads the documents that it holds and shows in their place; None to name them only.

    Raises:
        DocumentError: the file is encrypted, damaged, or holds no text.
    """
    archive = opened(content, name)
    try:
        document = docx.Document(io.BytesIO(usual(content, archive)))
    except (PackageNotFoundError, KeyError, ValueError) as error:
        raise DocumentError(f"{name}: the file is not a Word document, or lacks parts of one; save it anew") from error
    chunks = Chunks(read_chunk)
    walk = _Walk(document, chunks)
    elements = with_article_titles(with_numbered_headings(_built([*walk.parts(document.element.body), *walk.notes()])))
    if not elements:
        raise DocumentError(f"{name}: the document holds no text; if it is a scan, save it as PDF and run OCR on it")
    first = next((block.text for block in elements if isinstance(block, Block) and block.kind == "heading"), "")
    title = walk.title or (document.core_properties.title or "").strip() or first
    stem = name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return Document("docx", title or stem, (Page(1, 0, 0),), elements, tuple(chunks.shortfalls))


def _built(parts: list[Block | RawTable | Shown]) -> Shown:
    """Build the tables among parts; what stands in documents within is built already, and about tables of their own."""
    elements: list[Block | Table] = []
    around: list[Block | RawTable] = []
    for part in parts:
        if isinstance(part, tuple):
            elements += [*with_tables(around), *part]
            around = []
        else:
            around.append(part)
    return (*elements, *with_tables(around))


class _Walk:
    """One way through a document, which counts its paragraphs."""

    def __init__(self, document: Any, chunks: Chunks) -> None:
        self._document = document
        self._chunks = chunks
        self._styles: dict[str, tuple[BlockKind, int]] = {}
        self._paragraph = 0
        self.title = ""

    def parts(self, node: Any) -> Iterator[Block | RawTable | Shown]:
        """Yield what stands below a node, in order."""
        for child in node:
            if child.tag == qn("w:p"):
                yield from self._paragraph_parts(child)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child)
            elif child.tag == _CHUNK:
                yield self._chunk(child)
            elif child.tag in TOGETHER:
                yield from self.parts(child)

    def _chunk(self, node: Any) -> Shown:
        return self._chunks.shown(self._document.part.rels.get(node.get(qn("r:id")) or ""))

    def notes(self) -> Iterator[Block]:
        """Yield the footnotes and endnotes."""
        for relation in self._document.part.rels.values():
            if relation.reltype in (_FOOTNOTES, _ENDNOTES) and not relation.is_external:
                root = parse_xml(relation.target_part.blob)
                for note in root:
                    text = join_prose([text_of(paragraph) for paragraph in note.iter(qn("w:p"))])
                    if text.strip() and note.get(qn("w:type")) in (None, "normal"):
                        yield Block("footnote", text, 1)

    def _paragraph_parts(self, node: Any) -> Iterator[Block | RawTable | Shown]:
        self._paragraph += 1
        number = self._paragraph
        kind, level = self._kind(node)
        text = text_of(node)
        join = join_label if kind in ("heading", "caption") or line_kind(text) else join_prose
        joined = join(text.split("\n"))
        if joined.strip():
            yield Block(kind, joined, 1, level, lines=(number, number))
        if shows_picture(node):
            yield Drawn("figure", said_of(node), 1, lines=(number, number))
        for relation in diagrams(node):
            part = self._document.part.related_parts.get(relation)
            for said in diagram_texts(part.blob) if part is not None else ():
                yield Block("list_item", said, 1, lines=(number, number))
        for box in node.iter(TEXTBOX):
            if not is_beneath(box, LEFT_OUT | {TEXTBOX}):
                yield from self.parts(box)

    def _kind(self, node: Any) -> tuple[BlockKind, int]:
        properties = node.find(qn("w:pPr"))
        if properties is None:
            return "paragraph", 0
        outline = properties.find(qn("w:outlineLvl"))
        if outline is not None and (outline.get(qn("w:val")) or "").isdigit() and int(outline.get(qn("w:val"))) < 9:
            return "heading", int(outline.get(qn("w:val"))) + 1
        style = properties.find(qn("w:pStyle"))
        kind, level = self._style(style.get(qn("w:val"))) if style is not None else ("paragraph", 0)
        if kind == "paragraph" and properties.find(qn("w:numPr")) is not None:
            return "list_item", 0
        if level == -1:
            self.title = self.title or join_label(text_of(node).split("\n"))
            return kind, 1
        return kind, level

    def _style(self, name: str) -> tuple[BlockKind, int]:
        """Return the kind of the paragraphs of a style, and a heading's level; -1 for that of the document's title."""
        if name not in self._styles:
            self._styles[name] = self._style_kind(name)
        return self._styles[name]

    def _style_kind(self, name: str) -> tuple[BlockKind, int]:
        style = next((style for style in self._document.styles.element.style_lst if style.styleId == name), None)
        seen = 0
        while style is not None and seen < 20:
            said = (style.name_val or "").lower()
            if match := _HEADING.match(said):
                return "heading", int(match["level"])
            if said in ("title", "表題"):
                return "heading", -1
            if said in ("caption", "図表番号"):
                return "caption", 0
            if said.startswith("list"):
                return "list_item", 0
            level = style.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
            if level is not None and (level.get(qn("w:val")) or "").isdigit() and int(level.get(qn("w:val"))) < 9:
                return "heading", int(level.get(qn("w:val"))) + 1
            style, seen = style.base_style, seen + 1
        return "paragraph", 0

    def _table(self, node: Any, label: str = "") -> Iterator[Block | RawTable | Shown]:
        """Yield a table and, behind it, those within its cells; `label` names the row that it stands in itself, if any."""
        before = self._paragraph
        cells = list(self._cells(node))
        if len(cells) == 1:  # a frame around text
            self._paragraph = before
            yield from self.parts(next(node.iter(qn("w:tc"))))
            return
        if any(cell.text.strip() for cell in cells):
            yield RawTable(tuple(cells), 1, merges_known=True, above=(label,) if label else ())
        behind = self._paragraph
        for place in node.iter(qn("w:p"), qn("w:tbl")):
            if place.tag == qn("w:p"):
                before += not is_beneath(place, LEFT_OUT)
            elif next(place.iterancestors(qn("w:tbl")), None) is node:
                self._paragraph = before
                yield from self._table(place, row_label(place))
        self._paragraph = behind

    def _cells(self, node: Any) -> Iterator[RawCell]:
        """Yield a table's cells; those that a cell above goes on in are added to it."""
        placed: list[tuple[RawCell, int]] = []
        above: dict[int, int] = {}  # for a column, the place among the cells of the one that may go on
        for row, line in enumerate(below(node, qn("w:tr"))):
            column = number_of(line, "w:trPr/w:gridBefore")
            header = line.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
            for cell in below(line, qn("w:tc")):
                across = max(1, min(number_of(cell, "w:tcPr/w:gridSpan", 1), 200))
                merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
                if merge is not None and merge.get(qn("w:val")) != "restart" and column in above:
                    known, rows = placed[above[column]]
                    placed[above[column]] = known, rows + 1
                    self._paragraph += sum(1 for _ in cell.iter(qn("w:p")))
                else:
                    above[column] = len(placed)
                    text, number = self._cell_text(cell)
                    indent = indent_of(cell)
                    placed.append((RawCell(text, row, column, 1, across, (), header, number, indent), 1))
                column += across
        for cell, rows in placed:
            yield replace(cell, row_span=rows)

    def _cell_text(self, cell: Any) -> tuple[str, int]:
        first = self._paragraph + 1
        said: list[str] = []
        for node in cell.iter(qn("w:p"), _CHUNK):
            own = next(node.iterancestors(qn("w:tc"))) is cell  # and not of a table within, which follows
            if node.tag == _CHUNK:
                said += texts(self._chunk(node)) if own else ()
            elif not is_beneath(node, LEFT_OUT):
                self._paragraph += 1
                said += [text_of(node)] if own else ()
        return "\n".join(filter(str.strip, said)), first
