"""What an RTF file holds as a document: paragraphs by their styles, rows as tables."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from kotae.documents.lines.articles import with_article_titles
from kotae.documents.lines.numbered_headings import with_numbered_headings
from kotae.documents.model import Block, BlockKind, Document, Page
from kotae.documents.rtf.flow import Flow
from kotae.documents.rtf.model import Content, Paragraph, Row
from kotae.documents.rtf.tables import raw_table
from kotae.documents.tables.captioned import with_tables
from kotae.documents.tables.captions import line_kind
from kotae.documents.tables.raw import RawTable
from kotae.errors import DocumentError
from kotae.text.normalise import join_label, join_prose


def read(content: bytes, name: str) -> Document:
    """Read a document: headings, paragraphs, list items, tables with merged cells, text boxes, footnotes; no hidden text.

    Args:
        content: the file's bytes.
        name: the file's name, for messages and as the title of a document that has none.

    Raises:
        DocumentError: the file holds no text, or groups within groups without end.
    """
    held = Flow(name).content(content)
    elements = with_article_titles(with_numbered_headings(with_tables(list(_parts(held)))))
    if not elements:
        raise DocumentError(f"{name}: the document holds no text; if it is a scan, save it as PDF and run OCR on it")
    titles = (part.text for part in held.parts if isinstance(part, Paragraph) and held.levels.get(part.style) == 0)
    titled = join_label(next(titles, "").split("\n")).strip() or held.title
    first = next((block.text for block in elements if isinstance(block, Block) and block.kind == "heading"), "")
    stem = name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return Document("rtf", titled or first or stem, (Page(1, 0, 0),), elements)


def _parts(held: Content) -> Iterator[Block | RawTable]:
    for is_row, group in groupby(held.parts, key=lambda part: isinstance(part, Row)):
        members = list(group)
        if is_row:
            yield from _table([part for part in members if isinstance(part, Row)])
        else:
            for part in members:
                if isinstance(part, Paragraph) and part.text.strip():
                    yield _block(part, held.levels)


def _table(rows: Sequence[Row]) -> Iterator[Block | RawTable]:
    table = raw_table(rows)
    filled = [cell for cell in table.cells if cell.text]
    if len(filled) > 1:
        yield table
        return
    for cell in filled:  # a frame around a text
        for line in cell.text.split("\n"):
            yield Block("paragraph", line, 1, lines=(cell.line or 1, cell.line or 1))


def _block(part: Paragraph, levels: dict[int, int]) -> Block:
    level = part.outline + 1 if part.outline is not None else levels.get(part.style)
    kind: BlockKind = part.kind
    if kind == "paragraph":
        kind = "heading" if level is not None else "list_item" if part.is_item else "paragraph"
    join = join_label if kind == "heading" or line_kind(part.text) else join_prose
    text = join(part.text.split("\n")).strip()
    return Block(kind, text, 1, max(level or 1, 1) if kind == "heading" else 0, lines=(part.number, part.number))
