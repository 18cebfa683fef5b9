"""HTML to a Document, read with selectolax: a small binding to lexbor, which parses as browsers do."""

import codecs
import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from kotae.documents.html_text import DROPPED, children, inline_text, is_hidden, tag_of
from kotae.documents.lines.articles import with_article_titles
from kotae.documents.lines.contents import is_contents
from kotae.documents.lines.fields import field_groups
from kotae.documents.lines.titles import first_title, is_said
from kotae.documents.model import Block, BlockKind, Document, Page
from kotae.documents.tables.captioned import with_tables
from kotae.documents.tables.captions import line_kind
from kotae.documents.tables.html import is_layout, raw_table
from kotae.documents.tables.raw import RawTable
from kotae.errors import DocumentError
from kotae.text.normalise import join_label, join_prose

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "figcaption",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "ol",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "ul",
    ]
)
_CHARSET = re.compile(
    rb"""(?:<meta[^>]{0,200}?charset|<\?xml[^>]{0,80}?encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
# What browsers take these names for: pages that declare them use the larger set.
_BROWSER_NAMES = {
    "shift_jis": "cp932",
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "utf-16": "utf-8",
    "gb2312": "gb18030",
}


def read(data: bytes, name: str) -> Document:
    """Read an HTML page: title, headings, paragraphs, list items, tables, captions; no menus, scripts or hidden parts.

    Args:
        data: the file's bytes; the encoding is that of its byte order mark, its declaration, or what its bytes fit.
        name: the file's name, for messages and as the title of a page that has none.

    Raises:
        DocumentError: the encoding is not known, or the page shows no text.
    """
    tree = LexborHTMLParser(_decode(data, name))
    try:
        elements = with_article_titles(with_tables(list(_parts(tree.body)) if tree.body else []))
    except RecursionError:
        raise DocumentError(f"{name}: the page's elements are nested too deeply; save it as PDF") from None
    if not elements:
        raise DocumentError(
            f"{name}: the page shows no text; it may need a browser to run, so save it as PDF from there"
        )
    titles = [join_label([node.text()]) for node in tree.css("head > title")]
    blocks = [element for element in elements if isinstance(element, Block)]
    tagged = next((t for t in titles if t), "")
    title = tagged if is_said(tagged, blocks) else first_title(blocks) or tagged
    title = title or name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return Document("html", title, (Page(1, 0, 0),), elements)


def fragment(markup: str) -> list[Block | RawTable]:
    """Return the blocks and tables of a piece of HTML inside another format, all on page 1."""
    tree = LexborHTMLParser(markup)
    return list(_parts(tree.body)) if tree.body else []


def _decode(data: bytes, name: str) -> str:
    from kotae.documents.open import decode  # open.py chooses the readers, so it is loaded before them

    marked = data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    declared = None if marked else _CHARSET.search(data[:4096])
    encoding = _known(declared[1].decode("ascii")) if declared else None
    if encoding:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            pass
        text = data.decode(encoding, errors="replace")
        if text.count("\ufffd") * 200 < len(text):
            return text  # some broken bytes among many: what the page says is right
    return decode(data, name)


def _known(label: str) -> str | None:
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return "cp932" if label.lower() in ("x-sjis", "windows-31j", "ms_kanji") else None
    return _BROWSER_NAMES.get(name, name)


def _parts(node: LexborNode, kind: BlockKind = "paragraph") -> Iterator[Block | RawTable]:
    """Yield what a node shows, in order; text that stands between blocks is a block of its own."""
    loose: list[str] = []
    for child in children(node):
        tag = tag_of(child)
        if tag in DROPPED or is_hidden(child):
            continue
        if tag not in _BLOCKS and not _holds_blocks(child):
            loose.append("\n" if tag == "br" else inline_text(child))
            continue
        yield from _block(kind, "".join(loose))
        loose = []
        yield from _block_parts(child, tag, kind)
    yield from _block(kind, "".join(loose))


def _block_parts(node: LexborNode, tag: str, kind: BlockKind) -> Iterator[Block | RawTable]:
    if tag in _HEADINGS:
        yield from _block("heading", inline_text(node), _HEADINGS[tag])
    elif tag == "header" and not _in_article(node):
        # A page's masthead: of its links and slogans only the page's own heading is text.
        yield from (part for h1 in node.css("h1") for part in _block("heading", inline_text(h1), 1))
    elif tag == "table":
        yield from _parts(node, kind) if is_layout(node) else _table(node)
    elif tag == "li":
        yield from _parts(node, "list_item")
    elif tag == "figcaption":
        yield from _parts(node, "caption")
    elif tag == "dl":
        yield from _definitions(node)
    elif tag == "pre":
        yield from _block(kind, node.text().strip("\n"), as_is=True)
    else:
        yield from _parts(node, kind)


def _holds_blocks(node: LexborNode) -> bool:
    """Tell whether an inline element (a link, a span, a made-up tag) has blocks within."""
    return any(tag_of(child) in _BLOCKS or _holds_blocks(child) for child in children(node))


def _in_article(node: LexborNode) -> bool:
    parent = node.parent
    while parent is not None:
        if tag_of(parent) in ("article", "main", "section"):
            return True
        parent = parent.parent
    return False


def _table(node: LexborNode) -> Iterator[Block | RawTable]:
    raw = raw_table(node)
    rows: dict[int, str] = {}
    for cell in raw.cells:
        rows[cell.row] = f"{rows.get(cell.row, '')} {cell.text}"
    if rows and 2 * sum(is_contents(text) for text in rows.values()) > len(rows):
        return
    if any(cell.text.strip() for cell in raw.cells):
        yield raw
    else:
        yield from (part for line in raw.above for part in _block("caption", line))


def _definitions(node: LexborNode) -> Iterator[Block | RawTable]:
    """Yield each definition with its term, as one item."""
    term = ""
    for child in children(node):
        tag = tag_of(child)
        if tag == "dt":
            term = join_prose(inline_text(child).split("\n"))
        elif tag == "dd":
            parts = list(_parts(child, "list_item"))
            if parts and isinstance(parts[0], Block) and term:
                parts[0] = Block("list_item", f"{term}: {parts[0].text}", 1)
            yield from parts or _block("list_item", term)
            term = ""
        elif tag == "div":
            yield from _definitions(child)
    yield from _block("list_item", term)


def _block(kind: BlockKind, text: str, level: int = 0, *, as_is: bool = False) -> Iterator[Block]:
    # Headings and captions keep the spaces that part their words; in running Japanese such spaces are line ends.
    join = join_label if kind in ("heading", "caption") or line_kind(text) else join_prose
    for group in [[text]] if as_is else field_groups(text.split("\n")):
        joined = text if as_is else join(group)
        if joined.strip():
            yield Block(kind, joined, 1, level)
