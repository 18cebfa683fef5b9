"""What each line of a plain text is, seen with its neighbours: heading, list item, table, caption or running text."""

import re
from dataclasses import dataclass
from typing import Literal

from kotae.documents.lines import contents
from kotae.documents.lines.drawings import drawings
from kotae.documents.lines.headings import (
    could_be_heading,
    counts_entries,
    heading_level,
    is_capitals,
    is_marked,
    mark_of,
    numbering,
)
from kotae.documents.lines.marks import bullet
from kotae.documents.lines.starts import line_start
from kotae.documents.lines.text import Line, width
from kotae.documents.plain.paragraphs import goes_on_after_gap, is_finished
from kotae.documents.tables.captions import line_kind
from kotae.documents.tables.grid import is_vertical_piece
from kotae.documents.tables.plain import Region, find_regions, is_contents

SegmentKind = Literal[
    "heading", "item", "text", "contents", "label", "caption", "unit", "note", "source", "table", "drawing"
]

_LONGEST_MARKED = 10_000  # characters: a longer line is running text, and no heading, note, item or caption
_RULE = re.compile(r"^\s*([=\-_*~#―─━])(?:\s?\1){2,}\s*$")
_ENTRY_END = re.compile(r"\s\d{1,4}$")


@dataclass(frozen=True, slots=True)
class Segment:
    """One line with its kind (a table or a drawing is one segment); `gap` says that a blank line or a page break is before it."""

    kind: SegmentKind
    text: str
    first: Line
    last: Line
    gap: bool = True
    level: int = 0
    region: Region | None = None


def split_segments(lines: list[Line]) -> list[Segment]:
    """Tell what every line is; blank lines and rules are left out."""
    drawn = dict(drawings([line.text for line in lines]))
    inside = frozenset(place for start, end in drawn.items() for place in range(start, end))
    regions = {region.start: region for region in find_regions(lines, inside)}
    segments: list[Segment] = []
    index = 0
    while index < len(lines):
        if index in drawn:
            picture = lines[index : drawn[index]]
            segments.append(Segment("drawing", "\n".join(line.text for line in picture), picture[0], picture[-1]))
            index = drawn[index]
            continue
        region = regions.get(index)
        if region is not None:
            segments.extend(_region_pieces(lines, region, segments))
            index = region.end
            continue
        if not lines[index].blank:
            segment = _vertical_label(lines, index) or _piece(lines, index, segments)
            if segment is not None:
                segments.append(segment)
                index = lines.index(segment.last, index)
        index += 1
    return segments


def _region_pieces(lines: list[Line], region: Region, before: list[Segment]) -> list[Segment]:
    inside = [line for line in lines[region.start : region.end] if not line.blank]
    titled = bool(before) and contents.is_contents_title(before[-1].text)
    if titled or is_contents(inside):
        return [Segment("contents", _entry(line.text), line, line) for line in inside]
    lead = []
    for line in region.lead:
        lead.append(Segment(line_kind(line.text) or "text", line.text.strip(), line, line))
    start = next(line for line in inside if line.number == region.cells[0][0])
    return [*lead, Segment("table", "", start, inside[-1], region=region)]


def _entry(text: str) -> str:
    """Return an entry of a table of contents with one sign in place of its leader dots."""
    return re.sub(r"[\s.・…‥·]+(?=\d{1,4}$)", " … ", " ".join(text.split()))


def _vertical_label(lines: list[Line], index: int) -> Segment | None:
    """Read a label written vertically: three or more lines of one character each, blank lines between or not."""
    found: list[Line] = []
    if len(lines[index].text.strip()) != 1:
        return None
    for line in (lines[place] for place in range(index, len(lines))):
        text = line.text.strip()
        if text and not (is_vertical_piece(text) and text.isalpha()):
            break
        if text:
            found.append(line)
    if len(found) < 3:
        return None
    return Segment("label", "".join(line.text.strip() for line in found), found[0], found[-1])


def _piece(lines: list[Line], index: int, before: list[Segment]) -> Segment | None:
    line = lines[index]
    text = line.text.strip()
    if _RULE.match(text):
        return None
    gap = index == 0 or lines[index - 1].blank or lines[index - 1].page != line.page
    if len(text) > _LONGEST_MARKED:
        return Segment("text", line.text.rstrip(), line, line, gap)
    kind = None if _is_starred_entry(text, before) else line_kind(text)
    if contents.is_contents(text) or _is_plain_entry(text, before):
        return Segment("contents", _entry(text), line, line, gap)
    if kind and (gap or kind != "note" or not before or before[-1].kind != "text"):
        return Segment(kind, text, line, line, gap)
    level = _heading_level(lines, index, before, gap)
    if level:
        return Segment("heading", text, line, line, gap, level)
    if size := bullet(line.text):
        return Segment("item", line.text[size:].strip(), line, line, gap)
    if counts_entries(text) and width(text) < 400 and _counts(lines, index):
        return Segment("item", text, line, line, gap)
    return Segment("text", line.text.rstrip(), line, line, gap)


def _is_starred_entry(text: str, before: list[Segment]) -> bool:
    """Tell whether a star begins an entry of a list; below a table that has one it begins a note."""
    start = line_start(text)
    if start is None or start.kind != "bullet" or start.style != "*":
        return False
    above = next((segment for segment in reversed(before) if segment.kind not in ("note", "source", "unit")), None)
    cells = [cell for _, row in above.region.cells for cell in row] if above is not None and above.region else []
    return not any("*" in cell for cell in cells)


def _is_plain_entry(text: str, before: list[Segment]) -> bool:
    """Tell whether a line below a contents title ends in a page number, as its entries do."""
    if not before or not _ENTRY_END.search(text) or width(text) > 110:
        return False
    return before[-1].kind == "contents" or (
        before[-1].kind == "heading" and contents.is_contents_title(before[-1].text)
    )


def _heading_level(lines: list[Line], index: int, before: list[Segment], gap: bool) -> int:
    text = lines[index].text.strip()
    following = _next_filled(lines, index)
    below = lines[index + 1] if index + 1 < len(lines) else None
    if below and not below.blank and (rule := _RULE.match(below.text)) and rule[1] in "=-" and len(text) > 1:
        return 1 if rule[1] == "=" else 2
    if not gap and not _stands_out(text, before, following):
        return 0
    open_text = before[-1].text if before and before[-1].kind in ("text", "item") else ""
    level = heading_level(text)
    if level:
        style = numbering(text)
        if is_marked(text) and following and mark_of(following.text) == mark_of(text):
            return 0  # marks that follow each other are bullets
        # Numbered lines that follow each other with nothing between are a list.
        return 0 if style and following and numbering(following.text.strip()) == style else level
    if goes_on_after_gap(open_text, text):
        return 0
    if is_capitals(text) and following is not None:
        return 1
    alone = below is None or below.blank
    if not (alone and following and could_be_heading(text)):
        return 0
    prose = is_finished(following.text) or width(following.text.strip()) > 80
    ready = line_kind(following.text) is None and not heading_level(following.text)
    numbered = any(segment.kind == "heading" and numbering(segment.text) for segment in before)
    longer = width(following.text.strip()) > 1.2 * width(text)
    return (3 if numbered else 2) if prose and ready and longer and "\t" not in following.text else 0


def _stands_out(text: str, before: list[Segment], following: Line | None) -> bool:
    """Tell whether a line directly below another can still be a heading: that one is, or it ends a sentence."""
    if not before or following is None or mark_of(following.text) == mark_of(text):
        return False
    return before[-1].kind == "heading" or (is_finished(before[-1].text) and bool(is_marked(text) or numbering(text)))


def _next_filled(lines: list[Line], index: int) -> Line | None:
    return next((lines[i] for i in range(index + 1, len(lines)) if not lines[i].blank), None)


def _counts(lines: list[Line], index: int) -> bool:
    """Tell whether a neighbouring line is numbered as well, so that this is one item of a list."""
    above = next((lines[i] for i in range(index - 1, -1, -1) if not lines[i].blank), None)
    return any(line is not None and counts_entries(line.text) for line in (above, _next_filled(lines, index)))
