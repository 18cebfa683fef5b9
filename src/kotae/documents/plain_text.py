"""Plain text to a Document, hand-written or out of a converter that lost the layout."""

from dataclasses import dataclass, field

from kotae.documents.lines.articles import is_article, with_article_titles
from kotae.documents.lines.ends import runs_on
from kotae.documents.lines.fields import field_places, is_field
from kotae.documents.lines.headings import could_be_heading, heading_text, is_address, is_date_line
from kotae.documents.lines.text import Line, split_lines, width
from kotae.documents.model import Block, BlockKind, Document, Page, Table
from kotae.documents.plain.paragraphs import goes_on_after_gap, goes_on_next_line, is_finished, join_lines
from kotae.documents.plain.segments import Segment, split_segments
from kotae.documents.plain.surroundings import tie_marks
from kotae.documents.tables.build import build
from kotae.documents.tables.plain import raw_table
from kotae.errors import DocumentError
from kotae.text.language import detect
from kotae.text.normalise import join_label

_TITLE_LINES = 10
_TELLING = 2_000  # characters: more than a page of one paragraph
_EVEN = 0.7  # of the widest line: lines of wrapped text are nearly as wide
_NARROW = 34  # columns: wrapped text is not set narrower


@dataclass(frozen=True, slots=True)
class _Setting:
    """How the block of lines is set that a line stands in.

    `widest` is the width of its widest line, `wrapped` says that its lines mostly end inside sentences, `ragged` that they
    are of so many widths that each says something of its own, `field` that this line begins a field.
    """

    widest: int
    wrapped: bool
    ragged: bool
    field: bool


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
    segments = split_segments(lines)
    title = _title_piece(segments)
    if title is not None:
        segments = [
            Segment("heading", segment.text.strip(), segment.first, segment.last, segment.gap, 1)
            if segment is title
            else segment
            for segment in segments
        ]
    elements = with_article_titles(_elements(segments, _settings(lines)))
    heading = next((block for block in elements if isinstance(block, Block) and block.kind == "heading"), None)
    first = heading.text if heading and elements and heading is elements[0] else ""
    pages = tuple(Page(number, 0, 0) for number in range(1, lines[-1].page + 1))
    stem = name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return Document("text", title.text.strip() if title else first or stem, pages, elements)


def _title_piece(segments: list[Segment]) -> Segment | None:
    """Return the title among the lines that stand before the first running text, if there is one.

    Leaves out addresses, dates, series names and subtitles in brackets or waves; a line in the language of the text
    goes before one in another (a series named in English).
    """
    language = detect(" ".join(segment.text for segment in segments))
    candidates: list[Segment] = []
    for segment in segments[:_TITLE_LINES]:
        text = segment.text.strip()
        if segment.kind not in ("text", "heading") or (segment.level == 1 and segment.text[:1].isdigit()):
            break
        if is_field(text) or is_finished(text) or width(text) > 120 or not segment.gap or _runs_on(segments, segment):
            break
        if not (is_address(text) or is_date_line(text) or text[0] in "«<〈《【[(（~〜～―-—"):
            candidates.append(segment)
    if len(candidates) == len(segments):
        return None
    fallback = candidates[0] if candidates else None
    return next((segment for segment in candidates if detect(segment.text) == language), fallback)


def _runs_on(segments: list[Segment], segment: Segment) -> bool:
    """Tell whether a line is the beginning of running text: the next one goes on with its sentence."""
    following = [other for other in segments[: _TITLE_LINES + 1] if other.first.number > segment.first.number]
    if following and not following[0].gap and following[0].kind == "text" and not could_be_heading(following[0].text):
        return True
    text = next((other.text for other in following if other.kind == "text"), "")
    return goes_on_after_gap(segment.text, text)


def _settings(lines: list[Line]) -> dict[int, _Setting]:
    """Return for each line number how the block of lines is set that it stands in."""
    found: dict[int, _Setting] = {}
    block: list[Line] = []
    for line in [*lines, Line("", 0, 0)]:
        if not line.blank:
            block.append(line)
            continue
        texts = [member.text.rstrip() for member in block]
        widest = max(map(width, texts), default=0)
        wrapped = 2 * sum(map(is_finished, texts[:-1])) < len(block)
        even = sum(width(text) >= _EVEN * widest for text in texts[:-1])
        ragged = len(block) > 2 and (2 * even < len(block) - 1 or widest < _NARROW)
        fields = field_places(texts)
        for place, member in enumerate(block):
            found[member.number] = _Setting(widest, wrapped, ragged, place in fields)
        block = []
    return found


def _elements(segments: list[Segment], settings: dict[int, _Setting]) -> list[Block | Table]:
    tied = tie_marks(segments)
    found: list[_Open | Table] = []
    open_block: _Open | None = None  # the paragraph or list item that a text line may go on with
    above: Segment | None = None  # the segment on the line directly above
    for index, segment in enumerate(segments):
        if segment.region is not None:
            over, under = (tuple(segments[i].text for i in side[index]) for side in (tied.above, tied.below))
            found.append(build(raw_table(segment.region, segment.first.page, over, under)))
        elif index in tied.taken:
            pass
        elif open_block and _belongs_to(open_block, segment, above, settings):
            _add(open_block, segment)
        elif segment.kind == "text" and above and not segment.gap and _is_wrapped_mark(above, found, segment):
            _add(found[-1], segment)  # type: ignore[arg-type]
            continue
        else:
            block = _opened(segment)
            found.append(block)
            if segment.kind in ("text", "item", "heading"):
                open_block = block if segment.kind != "heading" else None
        above = segment
    return [element if isinstance(element, Table) else _closed(element) for element in found]


def _belongs_to(block: _Open, segment: Segment, above: Segment | None, settings: dict[int, _Setting]) -> bool:
    """Tell whether a segment goes on with an open block; an item that is only an address is part of the item above."""
    if segment.kind == "text":
        return _goes_on(block, segment, above, settings)
    return segment.kind == "item" and block.kind == "list_item" and _is_address_only(segment)


def _goes_on(block: _Open, segment: Segment, above: Segment | None, settings: dict[int, _Setting]) -> bool:
    before = block.texts[-1]
    if not segment.gap and above is not None and above.last is block.last:
        if block.kind == "list_item" and segment.text.startswith(("  ", "\t", "\u3000")):
            return True
        setting = settings[segment.first.number]
        if setting.field or is_article(segment.text) or (setting.ragged and not runs_on(before, segment.text)):
            return False
        return goes_on_next_line(before, segment.text, setting.widest, setting.wrapped)
    return goes_on_after_gap(join_lines(_last(block.texts)), segment.text)


def _last(texts: list[str]) -> list[str]:
    """Return the lines at the end of a paragraph that tell whether it goes on; joining all would take ever longer."""
    first, size = len(texts), 0
    while first and size < _TELLING:
        first -= 1
        size += len(texts[first])
    return texts[first:]


def _is_address_only(segment: Segment) -> bool:
    return is_address(segment.text) and len(segment.text.split()) == 1


def _is_wrapped_mark(above: Segment, found: list[_Open | Table], segment: Segment) -> bool:
    """Tell whether a line goes on with the note or source that fills the line directly above."""
    last = found[-1] if found else None
    return (
        isinstance(last, _Open) and last.last is above.last and above.kind in ("note", "source")
        and not is_finished(above.text) and width(above.text) >= 40
    )  # fmt: skip


def _add(block: _Open, segment: Segment) -> None:
    block.texts.append(segment.text)
    block.last = segment.last


def _opened(segment: Segment) -> _Open:
    kinds: dict[str, BlockKind] = {
        "heading": "heading", "item": "list_item", "contents": "list_item", "caption": "caption",
        "label": "note", "unit": "note", "note": "note", "source": "note", "drawing": "figure",
    }  # fmt: skip
    text = heading_text(segment.text) if segment.kind == "heading" else segment.text
    return _Open(kinds.get(segment.kind, "paragraph"), segment.first, segment.last, segment.level, [text])


def _closed(block: _Open) -> Block:
    prose = block.kind in ("paragraph", "list_item")
    text = join_lines(block.texts) if prose else join_label(block.texts)
    return Block(block.kind, text, block.first.page, block.level, lines=(block.first.number, block.last.number))
