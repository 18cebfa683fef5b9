"""Tables that neither rules nor the layout show: lines below each other whose pieces stand in the same columns."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kotae.documents.lines import marks
from kotae.documents.lines.contents import is_contents
from kotae.documents.model import Box
from kotae.documents.pdf.areas import FURNITURE, HEADINGS, areas
from kotae.documents.pdf.columns import columns
from kotae.documents.pdf.flush import parted_flush
from kotae.documents.pdf.layout import Line, Region, contains, hull, in_lines
from kotae.documents.pdf.pieces import pieces
from kotae.documents.pdf.prose import is_prose
from kotae.documents.pdf.tolerances import ALIGNED

_OTHER = ("formula", "picture", "footnote", *HEADINGS, *FURNITURE)
_RELATIONS = frozenset("=<>≤≥≦≧≈≒≡∼~≠")


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
    for area in (area for inside in framed for area in areas(inside, regions)):
        rest = area
        for is_table, space in ((_is_table, ALIGNED.space), (_is_list, ALIGNED.list_space)):
            for rows in _stacks(in_lines(rest), space):
                if is_table(rows):
                    boxes = [hull(piece.box for piece in row) for row in rows]
                    edges = tuple((above.y1 + below.y0) / 2 for above, below in pairwise(boxes))
                    region = Region("table", hull(boxes), rows=edges)
                    inside = [run for run in rest if contains(region.box, run.box)]
                    rest = [run for run in rest if run not in inside]
                    yield region, inside


def _stacks(lines: Sequence[Line], space: float) -> Iterator[list[list[Line]]]:
    """Yield lines, cut into pieces, that follow closely and have several pieces each, set as in the lines above.

    Args:
        lines: the lines, from the top.
        space: ems of white that part two pieces.
    """
    stack: list[list[Line]] = []
    for line in lines:
        row = [] if is_contents(line.text) else pieces(line, space=space)
        if stack and (
            len(row) < 2 or not _close(stack[-1], row) or not any(_alike(above, row) for above in stack[-2:])
        ):
            yield stack
            stack = []
        if len(row) > 1:
            stack.append(row)
    yield stack


def _close(above: Sequence[Line], row: Sequence[Line]) -> bool:
    gap = min(piece.box.y0 for piece in row) - max(piece.box.y1 for piece in above)
    return gap < ALIGNED.gap * max(piece.size for piece in (*above, *row))


def _alike(above: Sequence[Line], row: Sequence[Line]) -> bool:
    """Tell whether several pieces of two lines begin or end at the same places."""
    level = _level(above, row)
    return level > 1 and 2 * level >= min(len(above), len(row))


def _level(above: Sequence[Line], row: Sequence[Line]) -> int:
    """Return how many pieces of a line begin or end where one of a line above does."""
    return sum(
        any(
            min(abs(piece.box.x0 - other.box.x0), abs(piece.box.x1 - other.box.x1)) < ALIGNED.off * piece.size
            for other in above
        )
        for piece in row
    )


def _all_alike(rows: Sequence[Sequence[Line]]) -> bool:
    """Tell whether all lines have their pieces where the first has; the last of several may have fewer: a list ends."""
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
    texts = [piece for row in rows for piece in row]
    worded = sum(any(c.isalnum() for c in piece.text) for piece in texts)
    stacked = [[p for p in texts if x0 <= (p.box.x0 + p.box.x1) / 2 <= x1] for x0, x1 in found]
    if any(stack and all(piece.text in _RELATIONS for piece in stack) for stack in stacked):
        return False  # equations below each other
    prose = sum(map(is_prose, stacked))
    return worded >= ALIGNED.worded * len(texts) and 2 * prose < len(found)


def _is_list(rows: Sequence[Sequence[Line]]) -> bool:
    """Tell whether lines are names with what is said of each, set flush in two columns: no entries, no notes."""
    if len(rows) < ALIGNED.list_rows or not all(len(row) == ALIGNED.list_columns for row in rows):
        return False
    names, texts = zip(*rows, strict=True)
    marked = any(len(name.text) == 1 or marks.is_entry(f"{name.text} {text.text}") for name, text in rows)
    return not marked and _is_flush(names) and _is_flush(texts) and not is_prose(texts)


def _is_flush(texts: Sequence[Line]) -> bool:
    return all(abs(text.box.x0 - texts[0].box.x0) < ALIGNED.off * text.size for text in texts)


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
