"""Tables that neither rules nor the layout show: lines below each other whose phrases stand in the same columns."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kotae.documents.lines import marks
from kotae.documents.lines.contents import is_contents
from kotae.documents.model import Box
from kotae.documents.pdf.areas import FURNITURE, HEADINGS, areas
from kotae.documents.pdf.columns import Columns, columns
from kotae.documents.pdf.flush import parted_flush
from kotae.documents.pdf.layout import Line, Region, contains, hull, in_lines, overlap
from kotae.documents.pdf.listed import are_equations, is_typed, lists
from kotae.documents.pdf.phrases import cut_at, phrases, without_leaders
from kotae.documents.pdf.prose import is_prose
from kotae.documents.pdf.tolerances import ALIGNED, TABLES
from kotae.documents.pdf.valued import valued
from kotae.documents.pdf.words import words

_OTHER = ("formula", "picture", "footnote", *HEADINGS, *FURNITURE)


def aligned(
    runs: Sequence[Line], regions: Sequence[Region], frames: Sequence[Box] = ()
) -> Iterator[tuple[Region, list[Line]]]:
    """Yield each table that only its columns show, with its text; each of its lines is a row or goes on with one.

    Args:
        runs: the text of a page that is in no table yet.
        regions: what the layout sees on the page; formulas, pictures, headings, notes and running heads are in none.
        frames: boxes drawn around something, at whose sides a table ends.
    """
    others = [region.box for region in regions if region.kind in _OTHER]
    free = [run for run in runs if run.upright and not any(contains(box, run.box) for box in others)]
    homes = [next((i for i, frame in enumerate(frames) if contains(frame, run.box, 0.0)), -1) for run in free]
    framed = [[run for run, home in zip(free, homes, strict=True) if home == i] for i in sorted(set(homes))]
    titled = [region.box for region in regions if region.kind in HEADINGS]
    headings = [run for run in runs if run.upright and any(contains(box, run.box) for box in titled)]
    for area in (area for inside in framed for area in areas(inside, regions)):
        for region, inside in _in_area(area):
            yield _headed(region, inside, headings)


def _headed(region: Region, inside: list[Line], headings: Sequence[Line]) -> tuple[Region, list[Line]]:
    """Return a table with its header where the layout takes it for a heading: no larger, with a word flush over each column."""
    rows = [phrases(line, space=ALIGNED.space) for line in in_lines(inside)]
    size = max(phrase.size for phrase in rows[0])
    near = [run for run in headings if 0 < region.box.y0 + size - run.box.y1 < (1 + ALIGNED.header) * size]
    found = columns(rows)
    for line in in_lines(near):
        for named in (words(line), phrases(line, space=ALIGNED.space), cut_at(line, found.whites)):
            if line.size < ALIGNED.heading * size and _are_flush(named, found):
                box = hull((line.box, region.box))
                edge = (line.box.y1 + region.box.y0) / 2
                return replace(region, box=box, rows=(edge, *region.rows)), [*named, *inside]
    return region, inside


def _are_flush(names: Sequence[Line], found: Columns) -> bool:
    """Tell whether there is a name for each column that begins or ends where it does, or has its middle there."""
    return len(names) == len(found.ink) and all(map(_is_flush, names, found.ink))


def _is_flush(name: Line, ink: tuple[float, float]) -> bool:
    x0, x1 = ink
    middle = abs(name.box.x0 + name.box.x1 - x0 - x1) / 2
    edge = min(abs(name.box.x0 - x0), abs(name.box.x1 - x1))
    return edge < ALIGNED.off * name.size or middle < TABLES.centred * name.size


def _in_area(area: Sequence[Line]) -> Iterator[tuple[Region, list[Line]]]:
    """Yield the tables and lists of one column of a page; of those that share lines, the one that has more cells."""
    lines = in_lines(area)
    listed = [(rows, tuple(cell.box.x0 for cell in rows[0][1:])) for rows in lists(lines)]
    listed += [(rows, (min(amount.box.x0 for _, amount in rows),)) for rows in valued(lines)]
    stacked = [(rows, tuple[float, ...]()) for rows in _stacks(lines) if _is_table(rows)]
    taken: list[Box] = []
    for rows, starts in sorted([*listed, *stacked], key=lambda found: -sum(map(len, found[0]))):
        region = replace(_region(rows), kind="list" if starts else "table", columns=starts)
        if not any(overlap(region.box.y0, region.box.y1, box.y0, box.y1) > 0 for box in taken):
            taken.append(region.box)
            inside = [run for run in area if contains(region.box, run.box)]
            yield region, [cell for row in rows for cell in row] if starts else inside


def _region(rows: Sequence[Sequence[Line]]) -> Region:
    boxes = [hull(phrase.box for phrase in row) for row in rows]
    edges = tuple((above.y1 + below.y0) / 2 for above, below in pairwise(boxes))
    return Region("table", hull(boxes), rows=edges)


def _stacks(lines: Sequence[Line]) -> Iterator[list[list[Line]]]:
    """Yield lines, cut into phrases, that follow closely and have several phrases each, set as in the lines above.

    Lines of dashes stand between them as rules do.
    """
    stack: list[list[Line]] = []
    above: Line | None = None  # the line right above a stack
    before: Line | None = None
    floor = 0.0
    for line in lines:
        if without_leaders(line) is None:
            floor = line.box.y1
            continue
        row = [] if is_contents(line.text) else phrases(line, space=ALIGNED.space)
        row = [] if is_typed(row) else row
        if stack and (
            len(row) < 2
            or not _close(max(floor, _bottom(stack[-1])), row)
            or not any(_alike(other, row) for other in stack[-2:])
        ):
            yield _with_header(above, stack)
            stack = []
        if len(row) > 1:
            above = above if stack else before
            stack.append(row)
        before = line
    yield _with_header(above, stack)


def _bottom(row: Sequence[Line]) -> float:
    return max(phrase.box.y1 for phrase in row)


def _close(floor: float, row: Sequence[Line]) -> bool:
    return min(phrase.box.y0 for phrase in row) - floor < ALIGNED.gap * max(phrase.size for phrase in row)


def _with_header(above: Line | None, stack: list[list[Line]]) -> list[list[Line]]:
    """Return lines with the one right above them, where it has a word or a phrase over each of their columns."""
    if above is None or len(stack) < 2 or above.box.y1 + ALIGNED.header * above.size < stack[0][0].box.y0:
        return stack
    found = columns(stack)
    for named in (words(above), phrases(above, space=ALIGNED.space)):
        if len(named) == len(found.ink) and all(
            overlap(name.box.x0, name.box.x1, x0, x1) > 0 for name, (x0, x1) in zip(named, found.ink, strict=True)
        ):
            return [named, *stack]
    named = cut_at(above, found.whites)
    return [named, *stack] if _are_flush(named, found) else stack


def _alike(above: Sequence[Line], row: Sequence[Line]) -> bool:
    """Tell whether several phrases of two lines begin or end at the same places."""
    level = _level(above, row)
    return level > 1 and 2 * level >= min(len(above), len(row))


def _level(above: Sequence[Line], row: Sequence[Line]) -> int:
    """Return how many phrases of a line begin or end where one of a line above does."""
    return sum(
        any(
            min(abs(phrase.box.x0 - other.box.x0), abs(phrase.box.x1 - other.box.x1)) < ALIGNED.off * phrase.size
            for other in above
        )
        for phrase in row
    )


def _all_alike(rows: Sequence[Sequence[Line]]) -> bool:
    """Tell whether all lines have their phrases where the first has; the last of several may have fewer: a list ends."""
    level = all(len(row) == _level(rows[0], row) for row in rows[1:])
    full = rows[:-1] if len(rows) > 2 and len(rows[-1]) < len(rows[0]) else rows
    return level and all(len(row) == len(rows[0]) for row in full)


def _is_table(rows: Sequence[Sequence[Line]]) -> bool:
    """Tell whether lines have columns enough to be a table, that are no columns of prose."""
    if len(rows) < 2 or (len(rows) <= ALIGNED.few and not _all_alike(rows)):
        return False
    rows = parted_flush(rows)
    found = columns(rows).ink
    if len(found) < (ALIGNED.columns if len(rows) > 2 else ALIGNED.columns_of_two):
        return False
    texts = [phrase for row in rows for phrase in row]
    worded = sum(any(c.isalnum() for c in phrase.text) for phrase in texts)
    stacked = [[p for p in texts if x0 <= (p.box.x0 + p.box.x1) / 2 <= x1] for x0, x1 in found]
    if are_equations(stacked) or sum(map(_is_list, stacked)) > 1:
        return False
    prose = sum(map(is_prose, stacked))
    return worded >= ALIGNED.worded * len(texts) and 2 * prose < len(found)


def _is_list(phrases: Sequence[Line]) -> bool:
    """Tell whether all that stands in a column opens with a mark, as in one of two lists side by side."""
    texts = [f"{phrase.text} -" for phrase in phrases]  # a mark alone is followed by its entry in the next column
    return len(texts) > 1 and all(marks.bullet(text) or marks.is_entry(text) for text in texts)


def several(table: Region, regions: Sequence[Region], runs: Sequence[Line]) -> bool:
    """Tell whether what the layout takes for one table is several with headings between them, set larger than they are."""
    inside = [run for run in runs if contains(table.box, run.box)]
    sizes = sorted(run.size for run in inside)
    return any(
        region.kind in HEADINGS
        and contains(_below_top(table.box, sizes[len(sizes) // 2]), region.box, 0.0)
        and any(run.size > ALIGNED.heading * sizes[len(sizes) // 2] for run in inside if contains(region.box, run.box))
        for region in regions
        if inside
    )


def _below_top(box: Box, line: float) -> Box:
    return Box(box.page, box.x0, box.y0 + 2 * line, box.x1, box.y1)
