"""Drawings made of characters: boxes with lines between them, pictures of strokes. They are no tables and no prose."""

import re
from collections.abc import Sequence

_FEWEST = 3  # lines of a drawing
_BOXED = "\u2500-\u257f"  # Unicode's block of characters for drawing boxes
_PICTURED = _BOXED + "\u2190-\u21ff\u2580-\u25ff"  # with those of arrows, blocks and shapes
_STROKES = rf"|+\-_=/\\<>^*~:.'`(){_PICTURED}"
# Nothing but strokes, and letters that stand for the heads of arrows.
_DRAWN = re.compile(rf"\s*(?:(?:[{_STROKES}]+|[vVoO])(?:\s+|$))+")
_SHAPED = re.compile(rf"[|+/\\{_BOXED}]")  # what a border, a connection or a slope has
_CONNECTION = re.compile(r"\s*(?:[|vV^│┃║↓↑▼▲]\s*)+")
# How a table rules its lines: "+---+---+", "|---|---|", "| --- | :-: |", "----+----".
_RULED = re.compile(rf"\s*\|?(?:\s*[-=+|:{_BOXED}]+)\s*|\s*\|?(?:\s*:?[-=]+:?\s*\|)+\s*:?[-=]*:?\s*")
_UPRIGHT = re.compile(r"[|│┃║]")
_SIDE = re.compile(r"[|│┃║+]|<?-{2,}>?|<-|->|─+[>▶►]|[→←]")  # of a box, or an arrow between two
_LONGEST = 300  # characters: no drawing is wider


def drawings(lines: Sequence[str]) -> list[tuple[int, int]]:
    """Return where drawings stand among lines: the first line of each and, exclusive, the last.

    A drawing has lines of nothing but strokes that no table has: two borders side by side, a connection between boxes, a
    slope. What stands between such lines, with strokes of its own, belongs to it.

    Args:
        lines: lines of a text, with their spaces where these are known.
    """
    found = []
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and (_is_drawn(lines[end]) or _has_strokes(lines[end])):
            end += 1
        if end - start >= _FEWEST and _is_drawing(lines[start:end]):
            found.append((start, end))
        start = max(end, start + 1)
    return found


def is_drawing(lines: Sequence[str]) -> bool:
    """Tell whether most lines of a text set as it stands are a drawing."""
    return 2 * sum(end - start for start, end in drawings(lines)) > sum(bool(line.strip()) for line in lines)


def _is_drawn(line: str) -> bool:
    return len(line) <= _LONGEST and bool(
        _CONNECTION.fullmatch(line) or (_DRAWN.fullmatch(line) and _SHAPED.search(line))
    )


def _has_strokes(line: str) -> bool:
    """Tell whether a line has words between the sides of boxes or before the points of arrows."""
    return len(line) <= _LONGEST and len(_SIDE.findall(line)) > 1


def _is_drawing(lines: Sequence[str]) -> bool:
    drawn = [line for line in lines if _is_drawn(line)]
    columns = {len(_UPRIGHT.findall(line)) for line in lines if not _is_drawn(line)}
    return len(drawn) > 1 and any(not _is_of_table(line, columns) for line in drawn)


def _is_of_table(line: str, columns: set[int]) -> bool:
    """Tell whether a line of strokes may be a table's: a rule from side to side, or a row whose cells are all blank."""
    if _CONNECTION.fullmatch(line):
        return len(_UPRIGHT.findall(line)) in columns
    return bool(_RULED.fullmatch(line))
