"""Tables that seem one: side by side with a gutter that no rule crosses, or with far more white, or below each other."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from kotae.documents.model import Box
from kotae.documents.pdf.blocks import has_labels
from kotae.documents.pdf.columns import columns
from kotae.documents.pdf.layout import Line, Region, Rule, hull, in_lines, overlap
from kotae.documents.pdf.phrases import phrases
from kotae.documents.pdf.table_text import without_titles
from kotae.documents.pdf.tolerances import TABLES
from kotae.documents.pdf.words import by_place, words

_FEWEST_COLUMNS = 2  # of each of two tables side by side


def separate(region: Region, runs: Sequence[Line], rules: Sequence[Rule]) -> Iterator[tuple[Region, list[Line]]]:
    """Yield the tables of a region with their runs of text: the region as it is where it is one table, or a list.

    Args:
        region: what the layout, or how its text is aligned, shows as one table.
        runs: the text in it.
        rules: the page's rules.
    """
    if region.kind == "list":
        yield region, list(runs)
        return
    flat = [r for r in rules if r.horizontal and region.box.y0 - 2 <= r.at <= region.box.y1 + 2]
    gutter, white = _gutter(region, runs, flat), None
    if gutter is None:
        gutter = white = _widest_white(runs)
    parts = _cut(runs, gutter) if gutter is not None else [list(runs)]
    for beside in parts:
        for part in _stacked(beside):
            own = part if white is None else without_titles(part)
            yield (region if len(own) == len(runs) else _part(region, own)), own


def titles_of(boxes: Sequence[Box], runs: Sequence[Line]) -> list[Line]:
    """Return the titles of tables side by side, from the left: of the line above them each has a phrase; else none.

    Args:
        boxes: where the tables stand, from the left.
        runs: the page's text that is in no table.
    """
    top = max((box.y0 for box in boxes), default=0.0)
    level = all(overlap(one.y0, one.y1, two.y0, two.y1) > 0 and one.x1 <= two.x0 for one, two in pairwise(boxes))
    above = [line for line in in_lines(runs) if line.box.y0 + line.box.y1 < 2 * top]
    if len(boxes) < 2 or not level or not above:
        return []
    line = max(above, key=lambda line: line.box.y1)
    found = phrases(line)
    near = TABLES.title * line.size
    over = len(found) == len(boxes) and all(
        box.x0 - near < title.box.x0 < box.x1 for title, box in zip(found, boxes, strict=True)
    )
    return found if over and top - line.box.y1 < near else []


def _part(region: Region, runs: list[Line]) -> Region:
    box = hull(run.box for run in runs)
    return replace(
        region,
        box=box,
        columns=tuple(x for x in region.columns if box.x0 <= x <= box.x1),
        rows=tuple(y for y in region.rows if box.y0 <= y <= box.y1),
    )


def _gutter(region: Region, runs: Sequence[Line], flat: Sequence[Rule]) -> float | None:
    """Return the middle of a white strip at which several rules end on one side and several begin on the other."""
    box = region.box
    width = TABLES.gutter * median(run.size for run in runs)
    inside = [r for r in flat if overlap(r.start, r.end, box.x0, box.x1) > 0]
    cut = [word for run in runs for word in words(run)]
    found: list[tuple[int, float]] = []
    for end in sorted({round(r.end) for r in inside if r.end < box.x1 - width}):
        start = min((r.start for r in inside if r.start > end), default=end)
        if start - end < width or any(r.start < end and r.end > start for r in inside):
            continue
        left = {round(r.at) for r in inside if abs(r.end - end) <= 2}
        right = {round(r.at) for r in inside if abs(r.start - start) <= 2}
        count, middle = min(len(left), len(right)), (end + start) / 2
        crossed = any(word.box.x0 < end and word.box.x1 > start for word in cut)
        sides = _cut(runs, middle)
        if count >= TABLES.gutter_rules and not crossed and sides[0] and has_labels(sides[1]):
            found.append((count, middle))
    return max(found)[1] if found else None


def _widest_white(runs: Sequence[Line]) -> float | None:
    """Return the middle of a white strip far wider than those between the columns on both its sides, where each has labels."""
    cut = [phrases(line) for line in in_lines(runs)]
    found = columns(cut)
    if len(found.ink) < 2 * _FEWEST_COLUMNS:
        return None
    *others, (width, (start, end)) = sorted((end - start, (start, end)) for start, end in found.whites)
    least = max(TABLES.apart_white * median(run.size for run in runs), TABLES.apart_share * others[-1][0])
    left = sum(x1 <= start for _, x1 in found.ink)
    crossed = any(p.box.x0 < start and p.box.x1 > end for row in cut for p in row)
    if width < least or crossed or not _FEWEST_COLUMNS <= left <= len(found.ink) - _FEWEST_COLUMNS:
        return None
    middle = (start + end) / 2
    return middle if all(map(has_labels, _cut(runs, middle))) else None


def _cut(runs: Sequence[Line], at: float) -> list[list[Line]]:
    """Part runs at a place that no word crosses, into those left and those right of it."""
    sides: list[list[Line]] = [[], []]
    for run in runs:
        places = [int(word.box.x0 + word.box.x1 >= 2 * at) for word in words(run)]
        for side, phrase in by_place(run, places):
            sides[side].append(phrase)
    return sides


def _stacked(runs: list[Line]) -> list[list[Line]]:
    """Part tables that stand below each other: where, past a gap, the columns are others."""
    lines = in_lines(runs)
    if len(lines) < 4:
        return [runs]
    gaps = sorted(b.box.y0 - a.box.y0 for a, b in pairwise(lines))
    pitch = gaps[int(TABLES.pitch * (len(gaps) - 1))]
    for i, (above, below) in enumerate(pairwise(lines), 1):
        if below.box.y0 - above.box.y0 > TABLES.apart * pitch and i > 1 and len(lines) - i > 1 and _differ(lines, i):
            edge = (above.box.y1 + below.box.y0) / 2
            upper = [run for run in runs if run.box.y0 + run.box.y1 < 2 * edge]
            return [upper, *_stacked([run for run in runs if run not in upper])]
    return [runs]


def _differ(lines: Sequence[Line], at: int) -> bool:
    """Tell whether lines lose columns when they are read together with those below a place."""
    together, upper, lower = (
        len(columns([phrases(line) for line in cut]).ink) for cut in (lines, lines[:at], lines[at:])
    )
    return together < max(upper, lower)
