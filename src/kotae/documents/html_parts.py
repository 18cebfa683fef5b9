"""What the nodes of an HTML page show, in order: blocks and tables, for pages and for HTML inside other formats."""

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from kotae.documents.drawn import Drawn
from kotae.documents.html_apart import inline_nodes, shown_apart
from kotae.documents.html_headings import heading_level
from kotae.documents.html_text import BLOCKS, DROPPED, children, inline_text, is_hidden, tag_of
from kotae.documents.lines.drawings import is_drawing
from kotae.documents.lines.fields import field_groups
from kotae.documents.model import Block, BlockKind
from kotae.documents.tables.captions import line_kind
from kotae.documents.tables.html import is_layout, raw_table
from kotae.documents.tables.raw import RawTable
from kotae.text.normalise import join_label, join_prose


def fragment(markup: str) -> list[Block | RawTable]:
    """Return the blocks and tables of a piece of HTML inside another format, all on page 1."""
    tree = LexborHTMLParser(markup)
    return list(parts(tree.body)) if tree.body else []


def parts(node: LexborNode, kind: BlockKind = "paragraph") -> Iterator[Block | RawTable]:
    """Yield what a node shows, in order; text that stands between blocks is a block of its own."""
    inline: list[LexborNode] = []
    for child in children(node):
        tag = tag_of(child)
        if tag in DROPPED or is_hidden(child):
            continue
        if tag not in BLOCKS and not _holds_blocks(child):
            inline.append(child)
            continue
        yield from _inline_parts(inline, kind)
        inline = []
        yield from _block_parts(child, tag, kind)
    yield from _inline_parts(inline, kind)


def _inline_parts(inline: list[LexborNode], kind: BlockKind) -> Iterator[Block]:
    """Yield the text that stands between blocks, or the pictures that stand alone there."""
    texts = [(child, inline_text(child)) for child in inline]
    pictures = [child for child, text in texts if _is_picture(child, text)]
    if pictures and all(child in pictures or not text.strip() for child, text in texts):
        said = join_label([text for child, text in texts if child in pictures])
        yield Drawn("figure", said, 1, is_shown=True)
    else:
        apart = shown_apart(texts)
        yield from _block(kind, apart or "".join(text for _, text in texts), as_is=bool(apart))


def _is_picture(node: LexborNode, text: str) -> bool:
    """Tell whether an inline element shows a picture and no text beside it."""
    if tag_of(node) == "-text":
        return False
    images = [node] if tag_of(node) == "img" else node.css("img")
    return bool(images) and text.strip() == "".join(image.attributes.get("alt") or "" for image in images).strip()


def _block_parts(node: LexborNode, tag: str, kind: BlockKind) -> Iterator[Block | RawTable]:
    if level := heading_level(node) if kind == "paragraph" or tag[:1] == "h" else 0:
        yield from _block("heading", shown_apart(inline_nodes(node)) or inline_text(node), level)
    elif tag == "header" and not _in_article(node):
        # A page's masthead: of its links and slogans only the page's own heading is text.
        yield from (part for h1 in node.css("h1") for part in _block("heading", inline_text(h1), 1))
    elif tag == "table":
        yield from parts(node, kind) if is_layout(node) else _table(node)
    elif tag == "li":
        yield from parts(node, "list_item")
    elif tag == "figcaption":
        yield from parts(node, "caption")
    elif tag == "figure":
        if (
            node.css_first("svg, canvas, object, video") is not None
        ):  # drawn here, so that nothing is said in place of it
            yield Drawn("figure", "", 1)
        yield from parts(node, kind)
    elif tag == "dl":
        yield from _definitions(node)
    elif tag == "pre":
        text = node.text().strip("\n")
        yield from _block("figure" if is_drawing(text.split("\n")) else kind, text, as_is=True)
    else:
        yield from parts(node, kind)


def _holds_blocks(node: LexborNode) -> bool:
    """Tell whether an inline element (a link, a span, a made-up tag) has blocks within."""
    return any(tag_of(child) in BLOCKS or _holds_blocks(child) for child in children(node))


def _in_article(node: LexborNode) -> bool:
    parent = node.parent
    while parent is not None:
        if tag_of(parent) in ("article", "main", "section"):
            return True
        parent = parent.parent
    return False


def _table(node: LexborNode) -> Iterator[Block | RawTable]:
    raw = raw_table(node)
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
            described = list(parts(child, "list_item"))
            if described and isinstance(described[0], Block) and term:
                described[0] = Block("list_item", f"{term}: {described[0].text}", 1)
            yield from described or _block("list_item", term)
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
