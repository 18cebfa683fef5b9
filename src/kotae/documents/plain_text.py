"""Plain text to a Document, hand-written or out of a converter that lost the layout."""

from dataclasses import dataclass, field

from kotae.documents import tables
from kotae.documents.model import Block, BlockKind, Document, Page, Table
from kotae.documents.plain.headings import could_be_heading, heading_text, is_address, is_date_line
from kotae.documents.plain.lines import Line, split_lines, width
from kotae.documents.plain.paragraphs import goes_on_after_gap, goes_on_next_line, is_finished, join_lines
from kotae.documents.plain.pieces import Piece, split_pieces
from kotae.documents.plain.surroundings import tie_marks
from kotae.documents.plain.tables import raw_table
from kotae.errors import DocumentError
from kotae.text.language import detect
from kotae.text.normalise import join_label

_TITLE_LINES = 10


@dataclass(slots=True)
class _Open:
    """A block that lines are still added to."""

    kind: BlockKind
    first: Line
    last: Line
    level: int = 0
    texts: list[str] = field(default_factory=list)


def read(text: str, name: str) -> Document:
    """Read a plain text: headings, paragraphs joined again, list items, tables with their captions and notes.

    Args:
        text: the decoded text; form feeds are page breaks.
        name: the file's name, for messages and as the title of a text that has none.

    Raises:
        DocumentError: the text is empty.
    """
    if not text.strip():
        raise DocumentError(f"{name}: the file holds no text; remove it or save it again with its text.")
    lines = split_lines(text)
    pieces = split_pieces(lines)
    title = _title_piece(pieces)
    if title is not None:
        pieces = [
            Piece("heading", piece.text.strip(), piece.first, piece.last, piece.gap, 1) if piece is title else piece
            for piece in pieces
        ]
    elements = _elements(pieces, _line_blocks(lines))
    heading = next((block for block in elements if isinstance(block, Block) and block.kind == "heading"), None)
    first = heading.text if heading and elements and heading is elements[0] else ""
    pages = tuple(Page(number, 0, 0) for number in range(1, lines[-1].page + 1))
    stem = name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return Document("text", title.text.strip() if title else first or stem, pages, tuple(elements))


def _title_piece(pieces: list[Piece]) -> Piece | None:
    """Return the title among the lines that stand before the first running text, if there is one.

    Leaves out addresses, dates, series names and subtitles in brackets or waves; a line in the language of the text
    goes before one in another (a series named in English).
    """
    language = detect(" ".join(piece.text for piece in pieces))
    candidates: list[Piece] = []
    for piece in pieces[:_TITLE_LINES]:
        text = piece.text.strip()
        if piece.kind not in ("text", "heading") or (piece.level == 1 and piece.text[:1].isdigit()):
            break
        if is_finished(text) or width(text) > 120 or not piece.gap or _runs_on(pieces, piece):
            break
        if not (is_address(text) or is_date_line(text) or text[0] in "«<〈《【[(（~〜～―-—"):
            candidates.append(piece)
    if len(candidates) == len(pieces):
        return None
    fallback = candidates[0] if candidates else None
    return next((piece for piece in candidates if detect(piece.text) == language), fallback)


def _runs_on(pieces: list[Piece], piece: Piece) -> bool:
    """Tell whether a line is the beginning of running text: the next one goes on with its sentence."""
    following = [other for other in pieces[: _TITLE_LINES + 1] if other.first.number > piece.first.number]
    if following and not following[0].gap and following[0].kind == "text" and not could_be_heading(following[0].text):
        return True
    text = next((other.text for other in following if other.kind == "text"), "")
    return goes_on_after_gap(piece.text, text)


def _line_blocks(lines: list[Line]) -> dict[int, tuple[int, bool]]:
    """Return for each line number how wide its block of lines gets, and whether that is wrapped text.

    Lines are wrapped where no more of them end as a sentence does than end inside one.
    """
    found: dict[int, tuple[int, bool]] = {}
    block: list[Line] = []
    for line in [*lines, Line("", 0, 0)]:
        if not line.blank:
            block.append(line)
            continue
        widest = max((width(member.text.rstrip()) for member in block), default=0)
        finished = sum(is_finished(member.text) for member in block[:-1])
        found.update((member.number, (widest, 2 * finished < len(block))) for member in block)
        block = []
    return found


def _elements(pieces: list[Piece], blocks: dict[int, tuple[int, bool]]) -> list[Block | Table]:
    tied = tie_marks(pieces)
    found: list[_Open | Table] = []
    open_block: _Open | None = None  # the paragraph or list item that a text line may go on with
    above: Piece | None = None  # the piece on the line directly above
    for index, piece in enumerate(pieces):
        if piece.region is not None:
            over, under = tied.around[index]
            found.append(tables.build(raw_table(piece.region, piece.first.page, over, under)))
        elif index in tied.taken:
            pass
        elif open_block and _belongs_to(open_block, piece, above, blocks):
            _add(open_block, piece)
        elif piece.kind == "text" and above and not piece.gap and _is_wrapped_mark(above, found, piece):
            _add(found[-1], piece)  # type: ignore[arg-type]
            continue
        else:
            block = _opened(piece)
            found.append(block)
            if piece.kind in ("text", "item", "heading"):
                open_block = block if piece.kind != "heading" else None
        above = piece
    return [element if isinstance(element, Table) else _closed(element) for element in found]


def _belongs_to(block: _Open, piece: Piece, above: Piece | None, blocks: dict[int, tuple[int, bool]]) -> bool:
    """Tell whether a piece goes on with an open block; an item that is only an address is part of the item above."""
    if piece.kind == "text":
        return _goes_on(block, piece, above, blocks)
    return piece.kind == "item" and block.kind == "list_item" and _is_address_only(piece)


def _goes_on(block: _Open, piece: Piece, above: Piece | None, blocks: dict[int, tuple[int, bool]]) -> bool:
    before = block.texts[-1]
    if not piece.gap and above is not None and above.last is block.last:
        if block.kind == "list_item" and piece.text.startswith(("  ", "\t", "\u3000")):
            return True
        return goes_on_next_line(before, piece.text, *blocks[piece.first.number])
    return goes_on_after_gap(join_lines(block.texts), piece.text)


def _is_address_only(piece: Piece) -> bool:
    return is_address(piece.text) and len(piece.text.split()) == 1


def _is_wrapped_mark(above: Piece, found: list[_Open | Table], piece: Piece) -> bool:
    """Tell whether a line goes on with the note or source that fills the line directly above."""
    last = found[-1] if found else None
    return (
        isinstance(last, _Open) and last.last is above.last and above.kind in ("note", "source")
        and not is_finished(above.text) and width(above.text) >= 40
    )  # fmt: skip


def _add(block: _Open, piece: Piece) -> None:
    block.texts.append(piece.text)
    block.last = piece.last


def _opened(piece: Piece) -> _Open:
    kinds: dict[str, BlockKind] = {
        "heading": "heading", "item": "list_item", "contents": "list_item", "caption": "caption",
        "label": "note", "unit": "note", "note": "note", "source": "note",
    }  # fmt: skip
    text = heading_text(piece.text) if piece.kind == "heading" else piece.text
    return _Open(kinds.get(piece.kind, "paragraph"), piece.first, piece.last, piece.level, [text])


def _closed(block: _Open) -> Block:
    prose = block.kind in ("paragraph", "list_item")
    text = join_lines(block.texts) if prose else join_label(block.texts)
    return Block(block.kind, text, block.first.page, block.level, lines=(block.first.number, block.last.number))
