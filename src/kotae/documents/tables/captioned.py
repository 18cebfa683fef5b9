"""Documents whose parts come in order: their tables, built with the paragraphs beside them that are about them."""

from dataclasses import replace

from kotae.documents.drawn import Drawn
from kotae.documents.lines.contents import is_contents_title
from kotae.documents.model import Block, BlockKind, Table
from kotae.documents.tables import tying
from kotae.documents.tables.build import build
from kotae.documents.tables.captions import line_kind
from kotae.documents.tables.contents import is_contents_table, plain
from kotae.documents.tables.raw import RawTable
from kotae.documents.tables.tying import Kind, Neighbour

_KINDS: dict[Kind, BlockKind] = {"caption": "caption", "unit": "note", "note": "note", "source": "note"}
_OTHERS: dict[BlockKind, Kind] = {"heading": "heading", "list_item": "entry"}


def with_tables(parts: list[Block | RawTable]) -> tuple[Block | Table, ...]:
    """Build the tables among the parts of a document; marked paragraphs beside them become part of them.

    Marked paragraphs that stand alone become caption and note blocks. Tables of contents are left out.
    """
    parts = _without_contents(parts)
    lines = [_neighbour(part) for part in parts]
    tied = tying.tie(lines)
    elements: list[Block | Table] = []
    for place, part in enumerate(parts):
        if isinstance(part, RawTable):
            above, below = (tuple(lines[i].text for i in side[place]) for side in (tied.above, tied.below))
            elements.append(build(replace(part, above=above + part.above, below=part.below + below)))
        elif place not in tied.taken:
            elements.append(_marked(part, lines[place].kind))
    return tuple(elements)


def _neighbour(part: Block | RawTable) -> Neighbour:
    if isinstance(part, RawTable):
        return Neighbour("table", titles=part.above, cells=[cell.text for cell in part.cells])
    if isinstance(part, Drawn):
        return Neighbour("picture")
    if part.kind == "caption":
        return Neighbour(line_kind(part.text) or "caption", part.text)
    if part.kind == "paragraph":
        return Neighbour(tying.kind_of(part.text), part.text)
    return Neighbour(_OTHERS.get(part.kind, "other"), part.text)


def _marked(block: Block, kind: Kind) -> Block:
    return replace(block, kind=_KINDS[kind]) if kind in _KINDS and block.kind == "paragraph" else block


def _without_contents(parts: list[Block | RawTable]) -> list[Block | RawTable]:
    said = frozenset(plain(part.text) for part in parts if isinstance(part, Block))
    return [
        part
        for place, part in enumerate(parts)
        if isinstance(part, Block)
        or not is_contents_table(part.cells, said, headed=bool(place) and _is_contents_title(parts[place - 1]))
    ]


def _is_contents_title(part: Block | RawTable) -> bool:
    return isinstance(part, Block) and is_contents_title(part.text)
