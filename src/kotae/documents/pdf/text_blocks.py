"""Cutting a part's lines into blocks: a paragraph, list entry, caption, heading or note each."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from kotae.documents.lines import marks
from kotae.documents.lines.articles import article_places, is_part_number
from kotae.documents.lines.ends import is_open, runs_on
from kotae.documents.lines.fields import field_places
from kotae.documents.lines.headings import is_named_part
from kotae.documents.model import BlockKind, Box
from kotae.documents.pdf.calls import note_mark, without_calls
from kotae.documents.pdf.layout import Line, beside, hull, overlap
from kotae.documents.pdf.part import CONTENTS, GRID_OF_CARDS, Part
from kotae.documents.pdf.styles import Style, set_as_headings
from kotae.documents.pdf.tolerances import PAGE, PROSE, TABLES, TEXT
from kotae.documents.pdf.words import words
from kotae.text.normalise import is_wide

_HEADINGS = ("section-header", "title")
_DIGITS = 3  # of an entry's or a note's number at the most: longer ones are years and amounts


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Lines that belong to one block; `left` and `right` bound the column in which the last of them stand.

    `aside` says that the block stands outside the running text, `opens` that it begins with a mark, `contents` that it is a
    table of contents, and `turn` how its page was turned for it to be read.
    """

    kind: BlockKind
    lines: tuple[Line, ...]
    left: float
    right: float
    aside: bool = False
    opens: bool = False
    title: bool = False
    contents: bool = False
    turn: int = 0

    @property
    def text(self) -> str:
        """The lines as they stand, parted by spaces: for looking at marks, not for showing."""
        return " ".join(line.text for line in self.lines)

    @property
    def size(self) -> float:
        """The font size of most lines."""
        return median(line.size for line in self.lines)


def text_blocks(
    part: Part, page: list[Part], body: float, calls: frozenset[str], styles: frozenset[Style] = frozenset()
) -> Iterator[TextBlock]:
    """Cut a part of text into blocks.

    Args:
        part: what to cut.
        page: all parts of the page, which show how wide its columns are.
        body: the font size of running text in the document.
        calls: the marks of the page's footnotes.
        styles: how headings are set that the layout may have missed.
    """
    left, right = _column(part, page)
    if part.kind == CONTENTS:
        yield TextBlock("paragraph", part.lines, left, right, aside=True, contents=True)
        return
    if part.kind == GRID_OF_CARDS:
        yield from (TextBlock("paragraph", (card,), card.box.x0, card.box.x1, opens=True) for card in part.lines)
        return
    if part.kind == "figure":
        yield TextBlock("figure", part.lines, left, right, aside=True)
        return
    for lines, heads in set_as_headings(part.lines, styles):
        if heads and not marks.is_caption(lines[0].text[marks.bullet(lines[0].text) :]):
            yield TextBlock("heading", without_calls(lines, calls) or tuple(lines), left, right, opens=True)
        else:
            yield from _blocks(replace(part, lines=tuple(lines)), (left, right), body, calls)


def _blocks(part: Part, column: tuple[float, float], body: float, calls: frozenset[str]) -> Iterator[TextBlock]:
    left, right = column
    for lines, stands_alone in _cut(part, right, body):
        marked = bool(marks.bullet(lines[0].text)) or marks.is_entry(lines[0].text) or bool(_number_apart(lines[0]))
        opens = stands_alone or marked
        kind = _kind(part, lines, body)
        kept = without_calls(_without_bullet(lines) if kind == "list_item" else lines, calls)
        if kept:
            aside = part.kind == "aside"
            yield TextBlock(kind, kept, left, right, aside=aside, opens=opens, title=part.kind == "title")


def _column(part: Part, page: list[Part]) -> tuple[float, float]:
    """Return the left and right bounds of the column that a part stands in: its own, of more than two lines that fill it."""
    if part.table:
        return part.box.x0, part.box.x1
    alike = [
        p.box
        for p in page
        if p.kind in ("text", "list-item") and len(p.lines) > 1 and beside(p.box, part.box) > TEXT.column
    ]
    if len(part.lines) > 1 and part.kind not in _HEADINGS:
        level = [box for box in alike if abs(box.x0 - part.box.x0) < TEXT.set_in * part.lines[0].size]
        column = max(level, key=lambda b: b.x1, default=part.box)
        if _is_broken(part, column, page):
            return part.box.x0, column.x1
    if len(part.lines) > 2:
        return part.box.x0, part.box.x1
    column = min(alike, key=lambda b: abs(b.y0 - part.box.y0), default=part.box)
    return min(part.box.x0, column.x0), max(part.box.x1, column.x1)


def _is_broken(part: Part, column: Box, page: list[Part]) -> bool:
    """Tell whether a part's lines end long before the column that they stand in: an address, what a notice lists.

    No sentence goes on from one to the next, and neither does their own right edge bound them, nor what stands beside them.
    """
    lines, box = part.lines, part.box
    if any(other.box.x0 >= box.x1 and overlap(other.box.y0, other.box.y1, box.y0, box.y1) > 0 for other in page):
        return False
    flush = len(lines) > 2 and all(box.x1 - line.box.x1 < TEXT.flush * line.size for line in lines[:-1])
    apart = all(
        ends_short(before, line, column.x1) and not runs_on(before.text, line.text)
        for before, line in itertools.pairwise(lines)
    )
    return apart and not flush


def _cut(part: Part, right: float, body: float) -> list[tuple[list[Line], bool]]:
    """Cut a part's lines where a new block begins; say with each whether it says something of its own."""
    lines = part.lines
    gaps = [b.box.y0 - a.box.y1 for a, b in itertools.pairwise(lines)]
    usual = median(gaps) if gaps else 0.0
    left = min(line.box.x0 for line in lines)
    counted = _counted(lines)
    hanging = bool(counted) or _hangs(lines, left, right)
    texts = [line.text for line in lines]
    named = _named(lines, right)
    alone = field_places(texts) | article_places(texts) | named | {place + 1 for place in named}
    ragged = part.kind not in _HEADINGS and _is_ragged(lines, right)
    cut: list[tuple[list[Line], bool]] = [([lines[0]], 0 in alone)]
    for place, (before, line) in enumerate(itertools.pairwise(lines), 1):
        apart = line.box.y0 - before.box.y1 > usual + TEXT.apart * line.size
        ends = ragged and right - before.box.x1 > TEXT.ragged * before.size and not runs_on(before.text, line.text)
        # a first line that ends before the column's middle is a title or a label, not the beginning of what follows
        label = place == 1 and before.box.x1 < (left + right) / 2 and not is_open(before.text)
        ends = ends or (label and part.kind not in _HEADINGS) or _set_apart(before.box, line.box, line.size)
        if apart or place in alone | counted or ends or _begins(part.kind, before, line, left, right, hanging, body):
            cut.append(([line], ends or place in alone))
        else:
            cut[-1][0].append(line)
    return cut


def _named(lines: Sequence[Line], right: float) -> frozenset[int]:
    """Return which lines name a part of the text and stand by themselves: no sentence goes on from the one above, or below."""
    found = set()
    for place, line in enumerate(lines):
        above = place and not (ends_short(lines[place - 1], line, right) or marks.ends_sentence(lines[place - 1].text))
        full = place + 1 < len(lines) and not ends_short(line, lines[place + 1], right)
        if (is_named_part(line.text) or is_part_number(line.text)) and not above and not full:
            found.add(place)
    return frozenset(found)


def _is_ragged(lines: tuple[Line, ...], right: float) -> bool:
    """Tell whether most lines end before they had to: each says something of its own, as on a slide or in a list."""
    short = [ends_short(line, following, right) for line, following in itertools.pairwise(lines)]
    return len(short) > 1 and 2 * sum(short) >= len(short)


def _hangs(lines: tuple[Line, ...], left: float, right: float) -> bool:
    """Tell whether paragraphs begin at the margin and go on indented, as references and notes do."""
    inner = [line.box.x0 > left + TEXT.set_in * line.size for line in lines]
    if inner[0] or not any(inner):
        return False
    return 2 * sum(inner) > len(lines) - 1 if len(lines) > 2 else not ends_short(lines[0], lines[1], right)


def ends_short(line: Line, following: Line, right: float) -> bool:
    """Tell whether a line ends before it had to: what follows would still have fitted on it."""
    room = right - line.box.x1
    first = words(following)[0].box
    wide = is_wide(following.glyphs[0].text)
    return room > (TEXT.room * line.size if wide else min(first.x1 - first.x0, right / 2) + TEXT.room_word * line.size)


def _begins(kind: str, before: Line, line: Line, left: float, right: float, hanging: bool, body: float) -> bool:
    """Tell whether a line of a part begins a new block."""
    if kind == "footnote" and (note_mark(line) or _number_apart(line)):
        return True
    if abs(line.size - before.size) > TEXT.other_size * body:
        return True
    short = ends_short(before, line, right)
    if marks.is_caption(line.text) or marks.is_note(line.text):
        return not _is_wrapped(before, line, short)
    inner = line.box.x0 > left + TEXT.set_in * line.size
    if marks.is_entry(line.text) and (short or (kind == "list-item" and not inner)):
        return True
    if marks.bullet(line.text) and line.text[0] not in "-–—*":
        return True
    if hanging:
        return not inner and (
            short or marks.ends_sentence(before.text) or before.box.x0 > left + TEXT.set_in * line.size
        )
    indented = inner and before.box.x0 < line.box.x0 - TEXT.set_in * line.size
    indented = indented and not (kind in _HEADINGS and _is_centred(before.box, line.box, line.size))
    return (indented and kind != "list-item") or (
        short and (marks.ends_sentence(before.text) or before.bold != line.bold)
    )


def _set_apart(before: Box, box: Box, size: float) -> bool:
    """Tell whether a line begins behind the end of the one above, or so far before its beginning that it does not go on."""
    return box.x0 > before.x1 or (before.x0 - box.x0 > PROSE.outdent * size and not _is_centred(before, box, size))


def _is_centred(before: Box, box: Box, size: float) -> bool:
    """Tell whether two lines are set in the middle of one place."""
    return abs(before.x0 + before.x1 - box.x0 - box.x1) < 2 * TEXT.centred * size


def _counted(lines: Sequence[Line]) -> frozenset[int]:
    """Return which lines open with numbers that count on, each apart from its text: entries without a sign behind them."""
    found: list[tuple[int, int]] = []
    for place, line in enumerate(lines):
        number = _number_apart(line)
        if number and (not found or number == found[-1][1] + 1):
            found.append((place, number))
    return frozenset(place for place, _ in found) if len(found) > 1 else frozenset()


def _number_apart(line: Line) -> int:
    """Return the number that a line opens with where it stands apart from its text, as before a note; 0 where none does."""
    cut = words(line)
    apart = len(cut) > 1 and cut[1].box.x0 - cut[0].box.x1 > TABLES.space * line.size
    return int(cut[0].text) if apart and cut[0].text.isdecimal() and len(cut[0].text) <= _DIGITS else 0


def _is_wrapped(before: Line, line: Line, short: bool) -> bool:
    """Tell whether a line that reads like a caption or note goes on with a sentence: "… as listed in / Table 2. The …"."""
    if is_open(before.text):
        return not short
    starts = marks.is_caption(line.text) or line.text[0] in "*†‡"  # other notes follow on texts that have no full stop
    whole = short or marks.ends_sentence(before.text) or before.bold != line.bold
    return starts and not (whole or marks.is_caption(before.text) or marks.is_note(before.text))


def _kind(part: Part, lines: list[Line], body: float) -> BlockKind:
    text = " ".join(line.text for line in lines)
    if part.kind == "footnote":
        return "footnote"
    if marks.is_caption(text[marks.bullet(text) :]):
        return "caption"
    if marks.is_note(text) or (marks.is_unit(text) and len(part.lines) == 1):
        return "note"
    size, short = (
        median(line.size for line in lines),
        len(lines) <= 3 and not text.rstrip().endswith(("。", "、")),
    )
    short = short and any(c.isalnum() for c in text)
    if marks.is_plain_bullet(text):
        return "list_item"
    if part.kind in _HEADINGS and short:
        return "heading"
    rest = [line.size for line in part.lines[len(lines) :]] if lines[0] is part.lines[0] and marks.bullet(text) else []
    large = (size > PAGE.large * body or (bool(rest) and size > PAGE.large * median(rest))) and len(lines) <= 2
    large = large and part.kind != "list-item" and not marks.ends_sentence(text)  # an entry over others is larger, too
    bold = all(line.bold for line in lines) and len(lines) == 1 and marks.level(text) > 0
    if short and (large or bold) and part.kind != "aside" and len(text) > 1:
        return "heading"
    if part.kind == "caption":
        return "caption"
    return "list_item" if part.kind == "list-item" or marks.bullet(text) else "paragraph"


def _without_bullet(lines: list[Line]) -> list[Line]:
    """Drop the bullet that a list entry opens with."""
    first = lines[0]
    size = marks.bullet(first.text)
    count = len("".join(first.text[:size].split()))
    if not count:
        return lines
    rest = first.glyphs[count:]
    return ([Line(rest, first.box)] if rest else []) + lines[1:]


def box_of(block: TextBlock) -> Box:
    """Return the box around a block that stands on one page."""
    return hull(line.box for line in block.lines)
