"""Numbers set apart at the left of a line, in a box or circle of their own: each numbers what it stands beside."""

from collections.abc import Sequence
from dataclasses import replace

from kotae.documents.lines.starts import line_start
from kotae.documents.pdf.layout import Line, Region, contains, in_lines, overlap
from kotae.documents.pdf.tolerances import BADGES


def with_badges(runs: Sequence[Line], regions: Sequence[Region]) -> list[Line]:
    """Join numbers that stand alone to the first of two lines that they stand in the middle of, or to the line beside them.

    To this where the layout sees the two apart; where it sees them together they are one line anyway.

    Args:
        runs: the text of a page that is in no table.
        regions: what the layout sees on the page.
    """
    joined: dict[int, Line] = {}
    taken: set[int] = set()
    for badge in (run for run in runs if run.upright and _is_number(run)):
        first = _numbered(badge, runs)
        if (
            first is not None
            and id(first) not in joined
            and (_is_between(badge, first) or _apart(badge, first, regions))
        ):
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
        return None if _is_between(badge, right[0]) else right[0]
    if len(right) != 2 or abs(right[0].box.x0 - right[1].box.x0) > BADGES.flush * size:
        return None
    upper, lower = right
    return upper if _is_between(badge, upper) and _middle(badge) < _middle(lower) - BADGES.off * size else None


def _is_between(badge: Line, line: Line) -> bool:
    """Tell whether a number stands lower than a line, or higher, and not level with it."""
    return abs(_middle(badge) - _middle(line)) > BADGES.off * badge.size


def _apart(badge: Line, line: Line, regions: Sequence[Region]) -> bool:
    holding = [{i for i, region in enumerate(regions) if contains(region.box, run.box)} for run in (badge, line)]
    return all(holding) and not holding[0] & holding[1]


def _middle(run: Line) -> float:
    return (run.box.y0 + run.box.y1) / 2


def _joined(badge: Line, first: Line) -> Line:
    """Return a line that opens with a number, which is drawn level with it."""
    down = _middle(first) - _middle(badge)
    glyphs = tuple(replace(g, y0=g.y0 + down, y1=g.y1 + down) for g in badge.glyphs)
    moved = replace(badge, glyphs=glyphs, box=replace(badge.box, y0=badge.box.y0 + down, y1=badge.box.y1 + down))
    return in_lines([moved, first])[0]
