"""Numbers set apart at the left of a line, in a box or circle of their own: each numbers what it stands beside."""

from collections.abc import Sequence
from dataclasses import replace

from kotae.documents.lines.starts import line_start
from kotae.documents.pdf.layout import Line, in_lines, overlap
from kotae.documents.pdf.tolerances import BADGES


def with_badges(runs: Sequence[Line]) -> list[Line]:
    """Join numbers that stand alone to the line beside them, or to the first of two lines that they stand in the middle of.

    Args:
        runs: the text of a page that is in no table.
    """
    joined: dict[int, Line] = {}
    taken: set[int] = set()
    for badge in (run for run in runs if run.upright and _is_number(run)):
        first = _numbered(badge, runs)
        if first is not None and id(first) not in joined:
            joined[id(first)] = _joined(badge, first)
            taken.add(id(badge))
    return [joined.get(id(run), run) for run in runs if id(run) not in taken]


def _is_number(run: Line) -> bool:
    """Tell whether a run is a number as headings and entries have, and nothing else."""
    if len(run.glyphs) > BADGES.longest or any(glyph.raised for glyph in run.glyphs):
        return False
    start = line_start(f"{run.text}\u3000船")  # as it would open a line
    return start is not None and start.kind == "number" and start.length > len(run.text)


def _numbered(badge: Line, runs: Sequence[Line]) -> Line | None:
    """Return the line that a number belongs to: none where something stands at its left, or where it may be of several."""
    size, box = badge.size, badge.box
    near = BADGES.gap * size
    level = [r for r in runs if r is not badge and r.upright and overlap(r.box.y0, r.box.y1, box.y0, box.y1) > 0]
    if any(-near < box.x0 - r.box.x1 < near for r in level):
        return None
    right = sorted((r for r in level if -1.0 < r.box.x0 - box.x1 < near), key=lambda r: r.box.y0)
    if any(size < BADGES.size * r.size for r in right):
        return None  # the mark of a note
    if len(right) == 1:
        return right[0] if abs(_middle(badge) - _middle(right[0])) < BADGES.level * size else None
    if len(right) != 2 or abs(right[0].box.x0 - right[1].box.x0) > BADGES.flush * size:
        return None
    upper, lower = right
    between = _middle(upper) + BADGES.off * size < _middle(badge) < _middle(lower) - BADGES.off * size
    return upper if between else None


def _middle(run: Line) -> float:
    return (run.box.y0 + run.box.y1) / 2


def _joined(badge: Line, first: Line) -> Line:
    """Return a line that opens with a number, which is drawn level with it."""
    down = _middle(first) - _middle(badge)
    glyphs = tuple(replace(g, y0=g.y0 + down, y1=g.y1 + down) for g in badge.glyphs)
    moved = replace(badge, glyphs=glyphs, box=replace(badge.box, y0=badge.box.y0 + down, y1=badge.box.y1 + down))
    return in_lines([moved, first])[0]
