"""Markdown to a Document."""

import re
from collections.abc import Iterator
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from kotae.documents.html_parts import fragment
from kotae.documents.lines.articles import with_article_titles
from kotae.documents.lines.contents import is_contents_title
from kotae.documents.lines.drawings import is_drawing
from kotae.documents.lines.fields import field_groups
from kotae.documents.lines.numbered_headings import with_numbered_headings
from kotae.documents.lines.site_sources import without_front_matter, without_templates
from kotae.documents.model import Block, BlockKind, Document, Page
from kotae.documents.tables.captioned import with_tables
from kotae.documents.tables.captions import line_kind
from kotae.documents.tables.raw import RawCell, RawTable
from kotae.errors import DocumentError
from kotae.text.normalise import join_label, join_prose

_TAG = re.compile(r"<!--.*?-->|</?[A-Za-z][^<>]*>", re.DOTALL)


def read(text: str, name: str) -> Document:
    """Read a Markdown text: headings, paragraphs, list items, code blocks as paragraphs, tables, HTML within.

    Args:
        text: the decoded text; its front matter's title, or else its first heading, is the document's.
        name: the file's name, for messages and as the title of a text that has none.

    Raises:
        DocumentError: the text is empty.
    """
    if not text.strip():
        raise DocumentError(f"{name}: the file holds no text; remove it or save it again with its text")
    source, title = without_front_matter(re.sub(r"\r\n?", "\n", text))
    pages = _line_pages(source)
    tokens = (
        MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(without_templates(source.replace("\f", " ")))
    )
    elements = with_article_titles(with_numbered_headings(with_tables(list(_parts(tokens, pages)))))
    headings = (element.text for element in elements if isinstance(element, Block) and element.kind == "heading")
    title = title or next(headings, "") or name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return Document("markdown", title, tuple(Page(n, 0, 0) for n in range(1, pages[-1] + 1)), elements)


def _line_pages(text: str) -> list[int]:
    """Return the page of every line; a form feed begins a page."""
    pages, page = [], 1
    for line in text.split("\n"):
        page += line.count("\f")
        pages.append(page)
    return pages


def _parts(tokens: list[Token], pages: list[int]) -> Iterator[Block | RawTable]:
    kind: BlockKind = "paragraph"
    depth = level = quoted = 0
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.type == "table_open":
            end = next(i for i in range(index, len(tokens)) if tokens[i].type == "table_close")
            yield _table(tokens[index:end], _page(token, pages))
            index = end
        elif token.type in ("blockquote_open", "blockquote_close"):
            quoted += 1 if token.type == "blockquote_open" else -1
        elif token.type == "heading_open":
            kind, level = ("paragraph", 0) if quoted else ("heading", int(token.tag[1]))
        elif token.type in ("list_item_open", "list_item_close"):
            depth += 1 if token.type == "list_item_open" else -1
        elif token.type == "paragraph_open":
            kind, level = "list_item" if depth else "paragraph", 0
        elif token.type == "inline" and not _is_contents(token):
            yield from _inline_blocks(token, kind, level, pages)
        elif token.type in ("fence", "code_block"):
            code = token.content.strip("\n")
            yield from _block(token, "figure" if is_drawing(code.split("\n")) else "paragraph", 0, code, pages)
        elif token.type == "html_block":
            for part in fragment(token.content):
                yield _placed(part, token, pages)
        index += 1


def _placed(part: Block | RawTable, token: Token, pages: list[int]) -> Block | RawTable:
    """Give a part of an HTML block the page and lines of that block."""
    if isinstance(part, Block):
        return replace(part, page=_page(token, pages), lines=_range(token))
    line = _range(token)[0]
    return replace(part, page=_page(token, pages), cells=tuple(replace(cell, line=line) for cell in part.cells))


def _block(token: Token, kind: BlockKind, level: int, text: str, pages: list[int]) -> Iterator[Block]:
    if text.strip():
        yield Block(kind, text, _page(token, pages), level, lines=_range(token))


def _inline_blocks(token: Token, kind: BlockKind, level: int, pages: list[int]) -> Iterator[Block]:
    """Yield the block of an inline token, or those of the fields that its lines hold."""
    lines = _inline_lines(token)
    groups = field_groups(lines)
    first = _range(token)[0]
    for group in groups:
        # Headings, captions and cells keep the spaces that part their words; in running Japanese they are line ends.
        join = join_label if kind == "heading" or line_kind("".join(group)) else join_prose
        for block in _block(token, kind, level, join(group), pages):
            yield block if len(groups) == 1 else replace(block, lines=(first, first + len(group) - 1))
        first += len(group)


def _is_contents(token: Token) -> bool:
    """Tell whether a paragraph is a list of links to parts of its own document, perhaps with a title."""
    lines: list[list[Token]] = [[]]
    for child in token.children or []:
        if child.type in ("softbreak", "hardbreak"):
            lines.append([])
        else:
            lines[-1].append(child)
    linked = [bool(line) and str(line[0].attrGet("href") or "").startswith("#") and line[-1].type == "link_close"
              for line in lines]  # fmt: skip
    titled = is_contents_title("".join(child.content for child in lines[0]))
    return sum(linked) > 1 and all(linked[1 if titled else 0 :])


def _range(token: Token) -> tuple[int, int]:
    start, end = token.map or (0, 1)
    return start + 1, max(start + 1, end)


def _page(token: Token, pages: list[int]) -> int:
    return pages[min((token.map or [0])[0], len(pages) - 1)]


def _inline_lines(token: Token) -> list[str]:
    """Return the visible text by lines: link and emphasis marks dropped, a picture's description kept."""
    pieces: list[str] = []
    for child in token.children or []:
        if child.type in ("softbreak", "hardbreak") or (
            child.type == "html_inline" and child.content.startswith("<br")
        ):
            pieces.append("\n")
        elif child.type in ("text", "code_inline", "image"):
            pieces.append(_TAG.sub("", child.content) if child.type == "text" else child.content)
    return "".join(pieces).split("\n")


def _table(tokens: list[Token], page: int) -> RawTable:
    cells: list[RawCell] = []
    row, column, header = -1, -1, False
    for token in tokens:
        if token.type == "tr_open":
            row, column = row + 1, -1
        elif token.type in ("th_open", "td_open"):
            column, header = column + 1, token.type == "th_open"
        elif token.type == "inline":
            line = token.map[0] + 1 if token.map else None
            cells.append(RawCell(join_label(_inline_lines(token)), row, column, header=header, line=line))
    # Every table has a header row, which is left blank where the table has no header.
    bare = not any(cell.header and cell.text for cell in cells)
    # Markdown cannot merge cells, so writers leave the repeats of a label blank.
    return RawTable(tuple(cells), page, merges_known=False, listed=bare)
