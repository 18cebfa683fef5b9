"""A document to its units: passages that follow the structure, table rows, whole tables, figures."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kotae.corpus import citations
from kotae.documents.lines.announcing import announced
from kotae.documents.lines.fields import is_field
from kotae.documents.model import Block, Document, Span, Table, page_name
from kotae.passages.figures import figure_unit
from kotae.passages.mentions import label, mentions
from kotae.passages.tables import table_units
from kotae.passages.units import Unit
from kotae.text import sentences

CountTokens = Callable[[Sequence[str]], list[int]]

# A passage holds one thought: longer paragraphs are cut into passages of at most TARGET_TOKENS, and a
# paragraph or list item shorter than SHORT_TOKENS joins its neighbour.
TARGET_TOKENS = 400
SHORT_TOKENS = 48
_ALONE = ("footnote", "caption", "note", "figure")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of whole sentences of one block, with its size in the model's tokens."""

    block: Block
    start: int
    end: int
    tokens: int


def split(document: Document, count_tokens: CountTokens, window: int) -> list[Unit]:
    """Return the units of a document in reading order.

    A passage never crosses a heading and never cuts a sentence, except one that alone is longer than the model's window,
    which is cut at the window. It is measured in the model's own tokens, its heading path included.

    Args:
        document: the document as read.
        count_tokens: gives the number of the model's tokens of each text, special tokens and prompt included.
        window: how many tokens the model reads at most.
    """
    units: list[Unit] = []
    begin: list[tuple[int, str]] = []  # from which unit on they are those of an attached file
    attached = {file.first: file.name for file in document.attached}
    path: list[tuple[int, str]] = []
    pending: list[Block] = []
    tables = 0
    said = mentions(document)
    plain = _plain_headings(document.elements)
    figures = {min(figure.blocks): figure for figure in document.figures}
    taken = {place for figure in document.figures for place in figure.blocks}

    def flush() -> None:
        units.extend(_passages(pending, tuple(text for _, text in path), count_tokens, window))
        pending.clear()

    for place, element in enumerate(document.elements):
        if place in attached:
            flush()
            path.clear()
            begin.append((len(units), attached[place]))
        if place in taken:
            flush()
            if place in figures:
                units.append(figure_unit(document, figures[place], tuple(text for _, text in path), said))
        elif isinstance(element, Table):
            flush()
            about = said.get(label(element.caption) or "", "")
            units.extend(table_units(element, tables, tuple(text for _, text in path), about))
            tables += 1
        elif element.kind == "heading":
            above = [kept for kept in path if kept[0] < element.level]
            if above != path:
                flush()
            path[:] = above
            if place in plain:
                pending.append(element)
                continue
            if is_field(element.text):
                pending.append(element)
            flush()
            path.append((element.level, element.text))
        elif element.kind in _ALONE or citations.reference_key(element.text) is not None:
            flush()
            pending.append(element)
            flush()
        else:
            if pending and pending[-1].role != element.role:
                flush()
            pending.append(element)
    flush()
    return _attached(units, begin)


def _attached(units: list[Unit], begin: list[tuple[int, str]]) -> list[Unit]:
    """Say of units in which attached file they stand."""
    for (first, name), (end, _) in pairwise([*begin, (len(units), "")]):
        paged = page_name(name) is not None
        units[first:end] = [
            replace(unit, attached=name, attached_page=unit.page if paged else 0, page=1) for unit in units[first:end]
        ]
    return units


def _plain_headings(elements: Sequence[Block | Table]) -> frozenset[int]:
    """Return the places of headings that are read as text, since they head nothing.

    Those are headings under which nothing stands, whose words are in no other unit, and fields with their values where at
    least half of the headings of their level are such: the lines of a form or a letterhead.
    """
    headings = [(i, e) for i, e in enumerate(elements) if isinstance(e, Block) and e.kind == "heading"]
    following = [*((i, e.level) for i, e in headings[1:]), (len(elements), 0)][: len(headings)]
    bare = {
        place
        for (place, heading), (after, level) in zip(headings, following, strict=True)
        if after == place + 1 and level <= heading.level
    }
    all_levels = Counter(heading.level for _, heading in headings)
    bare_levels = Counter(heading.level for place, heading in headings if place in bare)
    listed = {level for level, count in all_levels.items() if 2 * bare_levels[level] >= count}
    fields = {place for place, heading in headings if heading.level in listed and is_field(heading.text)}
    return frozenset(bare | fields)


def _passages(blocks: list[Block], headings: tuple[str, ...], count: CountTokens, window: int) -> Iterator[Unit]:
    """Cut long blocks, join short ones, and make a unit of each result."""
    context = _context(headings, count, window // 2)
    room = window - count([context])[0] if context else window
    limit = min(TARGET_TOKENS, room)
    group: list[_Piece] = []
    for piece in (piece for block in blocks for piece in _cut(block, count, limit, room)):
        size = sum(member.tokens for member in group)
        joins = size < SHORT_TOKENS or piece.tokens < SHORT_TOKENS or _goes_on(group, piece)
        if group and (not joins or size + piece.tokens > limit or _on_other_page(group[-1], piece)):
            kept = _announcing(group, piece, limit)
            if group[: len(group) - kept]:
                yield _unit(group[: len(group) - kept], headings, context)
            group = group[len(group) - kept :]
        group.append(piece)
    if group:
        yield _unit(group, headings, context)


def _goes_on(group: list[_Piece], piece: _Piece) -> bool:
    """Tell whether a piece is an item of the list that a group announces: what is asked for together is quoted together."""
    items = [place for place, member in enumerate(group) if member.block.kind == "list_item"]
    if piece.block.kind != "list_item" or (items and items[-1] != len(group) - 1):
        return False
    before = [member for member in group if member.block.kind != "list_item"]
    return bool(before) and bool(announced(before[-1].block.text[before[-1].start : before[-1].end]))


def _announcing(group: list[_Piece], piece: _Piece, limit: int) -> int:
    """Return how many pieces at the end of a group go with the next one: the one that announces a list, where it fits."""
    last = group[-1]
    leads = piece.block.kind == "list_item" and last.block.kind != "list_item"
    return int(
        leads and last.tokens + piece.tokens <= limit and bool(announced(last.block.text[last.start : last.end]))
    )


def _on_other_page(before: _Piece, piece: _Piece) -> bool:
    """Tell whether a piece begins on another page than the one before ends on; a list that goes on stays together."""
    if before.block.kind == piece.block.kind == "list_item" or before.block is piece.block:
        return False
    return _pages(before)[1] != _pages(piece)[0]


def _pages(piece: _Piece) -> tuple[int, int]:
    """Return the pages that a piece begins and ends on."""
    pages = [s.box.page for s in piece.block.spans if s.start < piece.end and piece.start < s.end]
    return (pages[0], pages[-1]) if pages else (piece.block.page, piece.block.page)


def _context(headings: tuple[str, ...], count: CountTokens, room: int) -> str:
    """Return the heading path that a passage is found by; one that leaves it no room loses its outer headings, then words."""
    for first in range(len(headings)):
        context = " > ".join(headings[first:])
        if count([context])[0] <= room:
            return context
    context = headings[-1] if headings else ""
    while context and count([context])[0] > room:
        context = context[: len(context) // 2].rstrip()
    return context


def _cut(block: Block, count: CountTokens, limit: int, room: int) -> Iterator[_Piece]:
    """Cut a block into runs of whole sentences of about equal size, none over the limit where sentences allow it."""
    if not block.text.strip():
        return
    spans = [
        part for start, end in sentences.split(block.text) for part in _within_room(block.text, start, end, count, room)
    ]
    sizes = count([block.text[start:end] for start, end in spans])
    total = sum(sizes)
    runs = -(-total // limit)
    share = total / runs
    first, size = 0, 0
    for index, tokens in enumerate(sizes):
        if size and (size + tokens > limit or size + tokens / 2 > share):
            yield _Piece(block, spans[first][0], spans[index - 1][1], size)
            first, size = index, 0
        size += tokens
    yield _Piece(block, spans[first][0], spans[-1][1], size)


def _within_room(text: str, start: int, end: int, count: CountTokens, room: int) -> Iterator[tuple[int, int]]:
    """Cut one sentence that is longer than the window into parts that fit."""
    tokens = count([text[start:end]])[0]
    if tokens <= room or end - start < 2:
        yield start, end
        return
    middle = start + (end - start) // 2
    space = text.rfind(" ", start + 1, middle)
    cut = space + 1 if space > start + (end - start) // 4 else middle
    yield from _within_room(text, start, cut, count, room)
    yield from _within_room(text, cut, end, count, room)


def _unit(pieces: list[_Piece], headings: tuple[str, ...], context: str) -> Unit:
    text = ""
    spans: list[Span] = []
    starts: list[int] = []
    for piece in pieces:
        text += "\n" if text else ""
        starts.append(len(text))
        shift = len(text) - piece.start
        for span in piece.block.spans:
            if span.start < piece.end and piece.start < span.end:
                start, end = max(span.start, piece.start) + shift, min(span.end, piece.end) + shift
                spans.append(replace(span, start=start, end=end))
        text += piece.block.text[piece.start : piece.end]
    begun = {
        start
        for start, piece in zip(starts, pieces, strict=True)
        if piece.block.kind == "list_item" and not piece.start
    }
    lines = [piece.block.lines for piece in pieces if piece.block.lines]
    found_by = "\n".join(dict.fromkeys(piece.block.found_by for piece in pieces if piece.block.found_by))
    return Unit(
        kind="passage",
        page=spans[0].box.page if spans else pieces[0].block.page,
        headings=headings,
        text=text,
        context="\n".join(part for part in (context, found_by) if part),
        sentences=(cut := tuple(_sentences(text))),
        items=tuple(number for number, (start, _) in enumerate(cut) if start in begun),
        spans=tuple(spans),
        cites=tuple(citations.keys(text)),
        lines=(lines[0][0], lines[-1][1]) if lines else None,
        role=pieces[-1].block.role,
        found_by=found_by,
    )


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        yield from ((start + first, start + last) for first, last in sentences.split(line))
        start += len(line) + 1
