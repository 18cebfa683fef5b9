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
from kotae.documents.drawingml import diagram_texts, diagrams
from kotae.documents.drawn import Drawn
from kotae.documents.lines.articles import with_article_titles
from kotae.documents.lines.numbered_headings import with_numbered_headings
from kotae.documents.lines.raised import raised
from kotae.documents.model import Block, BlockKind, Document, Page, Table
from kotae.documents.office_math import MATH, formula
from kotae.documents.tables.captioned import with_tables
from kotae.documents.tables.captions import line_kind
from kotae.documents.tables.raw import RawCell, RawTable
from kotae.errors import DocumentError
from kotae.text.normalise import join_label, join_prose

_HEADING = re.compile(r"^heading (?P<level>[1-9])$", re.IGNORECASE)
_FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_ENDNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/endnotes"
_TOGETHER = frozenset(map(qn, ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:body")))
# Deleted text, fields' instructions, what reads a character aloud, and what a program writes for older ones once more.
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = frozenset(
    [_FALLBACK, *map(qn, ("w:del", "w:moveFrom", "w:instrText", "w:delText", "w:rt", "w:pPr", "w:rPr", "w:sectPr"))]
)
_TEXTBOX = qn("w:txbxContent")
_CHUNK = qn("w:altChunk")
# A picture or a chart, newer and older.
_PICTURES = (qn("pic:blipFill"), qn("c:chart"), "{urn:schemas-microsoft-com:vml}imagedata")
_AT_LEFT = (None, "left", "start", "both")
# How far a paragraph and its first line are set in (ECMA-376 Part 1, 17.3.1.12), in twips; so many are a space of text.
_SIDES = (("w:left", "w:start"), ("w:firstLine",))
_SPACE = 60
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-", qn("w:softHyphen"): ""}


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
            elif child.tag in _TOGETHER:
                yield from self.parts(child)

    def _chunk(self, node: Any) -> Shown:
        return self._chunks.shown(self._document.part.rels.get(node.get(qn("r:id")) or ""))

    def notes(self) -> Iterator[Block]:
        """Yield the footnotes and endnotes."""
        for relation in self._document.part.rels.values():
            if relation.reltype in (_FOOTNOTES, _ENDNOTES) and not relation.is_external:
                root = parse_xml(relation.target_part.blob)
                for note in root:
                    text = join_prose([_text(paragraph) for paragraph in note.iter(qn("w:p"))])
                    if text.strip() and note.get(qn("w:type")) in (None, "normal"):
                        yield Block("footnote", text, 1)

    def _paragraph_parts(self, node: Any) -> Iterator[Block | RawTable | Shown]:
        self._paragraph += 1
        number = self._paragraph
        kind, level = self._kind(node)
        text = _text(node)
        join = join_label if kind in ("heading", "caption") or line_kind(text) else join_prose
        joined = join(text.split("\n"))
        if joined.strip():
            yield Block(kind, joined, 1, level, lines=(number, number))
        if _shows_picture(node):
            yield Drawn("figure", _said_of(node), 1, lines=(number, number))
        for relation in diagrams(node):
            part = self._document.part.related_parts.get(relation)
            for said in diagram_texts(part.blob) if part is not None else ():
                yield Block("list_item", said, 1, lines=(number, number))
        for box in node.iter(_TEXTBOX):
            if not _is_beneath(box, _LEFT_OUT | {_TEXTBOX}):
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
            self.title = self.title or join_label(_text(node).split("\n"))
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
                before += not _is_beneath(place, _LEFT_OUT)
            elif next(place.iterancestors(qn("w:tbl")), None) is node:
                self._paragraph = before
                yield from self._table(place, _row_label(place))
        self._paragraph = behind

    def _cells(self, node: Any) -> Iterator[RawCell]:
        """Yield a table's cells; those that a cell above goes on in are added to it."""
        placed: list[tuple[RawCell, int]] = []
        above: dict[int, int] = {}  # for a column, the place among the cells of the one that may go on
        for row, line in enumerate(_below(node, qn("w:tr"))):
            column = _number(line, "w:trPr/w:gridBefore")
            header = line.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
            for cell in _below(line, qn("w:tc")):
                across = max(1, min(_number(cell, "w:tcPr/w:gridSpan", 1), 200))
                merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
                if merge is not None and merge.get(qn("w:val")) != "restart" and column in above:
                    known, rows = placed[above[column]]
                    placed[above[column]] = known, rows + 1
                    self._paragraph += sum(1 for _ in cell.iter(qn("w:p")))
                else:
                    above[column] = len(placed)
                    text, number = self._cell_text(cell)
                    indent = _indent(cell)
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
            elif not _is_beneath(node, _LEFT_OUT):
                self._paragraph += 1
                said += [_text(node)] if own else ()
        return "\n".join(filter(str.strip, said)), first


def _indent(cell: Any) -> int | None:
    """Return how far the paragraph of a cell that is first to say something is set in; None where it is not at the left."""
    first = next((node for node in cell.iter(qn("w:p")) if _text(node).strip()), None)
    properties = first.find(qn("w:pPr")) if first is not None else None
    if properties is None:
        return 0
    align, sides = properties.find(qn("w:jc")), properties.find(qn("w:ind"))
    if align is not None and align.get(qn("w:val")) not in _AT_LEFT:
        return None
    twips = [_signed(sides, names) for names in _SIDES] if sides is not None else []
    return max(0, round(sum(twips) / _SPACE))


def _signed(sides: Any, names: tuple[str, ...]) -> int:
    """Return the first of some lengths that is given, in twips."""
    value = next((value for name in names if (value := sides.get(qn(name)))), "0")
    return int(value) if value.removeprefix("-").isdecimal() and len(value) < 6 else 0


def _row_label(table: Any) -> str:
    """Return what the first cell says of the row that a table stands in."""
    first = next(next(table.iterancestors(qn("w:tr"))).iter(qn("w:tc")))
    return join_label([_text(node) for node in first if node.tag == qn("w:p")]).strip()


def _shows_picture(node: Any) -> bool:
    """Tell whether a picture or a chart stands in a paragraph, beside text boxes."""
    return any(not _is_beneath(found, _LEFT_OUT | {_TEXTBOX}) for tag in _PICTURES for found in node.iter(tag))


def _is_beneath(node: Any, tags: frozenset[str]) -> bool:
    return any(parent.tag in tags for parent in node.iterancestors())


def _said_of(node: Any) -> str:
    """Return what is said in place of the pictures of a paragraph."""
    return join_label([found.get("descr") or "" for found in node.iter(qn("wp:docPr"))])


def _below(node: Any, tag: str) -> Iterator[Any]:
    """Yield the children of a kind, those in content controls and insertions among them."""
    for child in node:
        if child.tag == tag:
            yield child
        elif child.tag in _TOGETHER:
            yield from _below(child, tag)


def _number(node: Any, path: str, default: int = 0) -> int:
    found = node.find("/".join(map(qn, path.split("/"))))
    value = found.get(qn("w:val")) if found is not None else ""
    return min(int(value), 1_000) if value and value.isascii() and value.isdigit() else default


def _text(node: Any, before: str = "") -> str:
    """Return what a paragraph shows; text boxes in it are paragraphs of their own. `before` stands before a part of one."""
    if node.tag == qn("w:t"):
        return node.text or ""
    if node.tag in _SIGNS:
        return _SIGNS[node.tag]
    if node.tag == MATH:
        return formula(node)
    text = ""
    for child in node:
        if child.tag in _LEFT_OUT or child.tag == _TEXTBOX:
            continue
        said = _text(child, before + text)
        text += raised(before + text, said) if said.strip() and _is_raised(child) else said
    return text


def _is_raised(node: Any) -> bool:
    """Tell whether a run is set above its line."""
    align = node.find(f"{qn('w:rPr')}/{qn('w:vertAlign')}") if node.tag == qn("w:r") else None
    return align is not None and align.get(qn("w:val")) == "superscript"
