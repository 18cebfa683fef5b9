"""Blocks of one table that are drawn in frames of their own, parted by strips of white.

A block without labels goes on with the rows of the block on its left; one without a header with the columns of that above.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from kotae.documents.model import Box
from kotae.documents.pdf.layout import Line, contains, in_lines
from kotae.documents.pdf.phrases import is_value, phrases
from kotae.documents.pdf.ruled import Grid, Slot, positions
from kotae.documents.pdf.tolerances import RULES, TABLES
from kotae.documents.tables.values import kind_of


def as_tables(grids: Iterable[Grid], runs: Sequence[Line]) -> list[Grid]:
    """Join frames side by side whose rows are level, and frames below each other whose columns are.

    Args:
        grids: what rules draw on a page.
        runs: the page's text.
    """

    def goes_on_right(left: Grid, right: Grid) -> bool:
        return _is_beside(left, right) and not has_labels([run for run in runs if contains(right.box, run.box)])

    def goes_on_below(above: Grid, below: Grid) -> bool:
        return _is_below(above, below) and _has_values([run for run in runs if contains(below.box, run.box)])

    rows = _joined(sorted(grids, key=lambda grid: grid.box.x0), goes_on_right, _wider)
    return _joined(sorted(rows, key=lambda grid: grid.box.y0), goes_on_below, _taller)


def _joined(
    grids: Iterable[Grid], goes_on: Callable[[Grid, Grid], bool], join: Callable[[Grid, Grid], Grid]
) -> list[Grid]:
    joined: list[Grid] = []
    for grid in grids:
        place = next((i for i, before in enumerate(joined) if goes_on(before, grid)), None)
        if place is None:
            joined.append(grid)
        else:
            joined[place] = join(joined[place], grid)
    return joined


def has_labels(runs: Sequence[Line]) -> bool:
    """Tell whether most lines begin with a text, as a table does and the columns on its right do not."""
    first = [phrases(line)[0] for line in in_lines(runs)]
    return 2 * sum(is_value(phrase.text) for phrase in first) < len(first)


def _has_values(runs: Sequence[Line]) -> bool:
    """Tell whether the first line has numbers behind its labels, as a row of a table has and a header has not."""
    first = next(iter(in_lines(runs)), None)
    kinds = [kind_of(phrase.text) for phrase in phrases(first)] if first else []
    return kinds.count("number") > max(1, len(kinds) / 2)


def _is_beside(left: Grid, right: Grid) -> bool:
    white = right.box.x0 - left.box.x1
    ends = abs(left.box.y0 - right.box.y0), abs(left.box.y1 - right.box.y1)
    near = left.is_table and 0 < white < TABLES.strip * _least(right.ys) and max(ends) <= RULES.near
    return near and _are_level(left.ys, right.ys)


def _is_below(above: Grid, below: Grid) -> bool:
    white = below.box.y0 - above.box.y1
    ends = abs(above.box.x0 - below.box.x0), abs(above.box.x1 - below.box.x1)
    near = above.is_table and 0 < white < TABLES.strip * _least(below.ys) and max(ends) <= RULES.near
    return near and _are_level(above.xs, below.xs)


def _are_level(edges: Sequence[float], others: Sequence[float]) -> bool:
    """Tell whether a block has the edges of the block that it goes on with, but for those of its header."""
    shared = sum(any(abs(edge - other) <= RULES.near for edge in edges) for other in others)
    return len(others) >= TABLES.fewest_edges and shared >= TABLES.edges * len(others)


def _least(edges: Sequence[float]) -> float:
    """Return the height of the lowest row."""
    return min(after - before for before, after in pairwise(edges))


def _wider(left: Grid, right: Grid) -> Grid:
    """Return two frames side by side as one grid; the white between them goes to the column on its left."""
    seam, edge = right.box.x0, left.box.x1
    kept = [_reaching(slot, slot.box.x1 - edge, replace(slot.box, x1=seam)) for slot in left.slots]
    return _as_one(left, right, (*left.xs[:-1], *right.xs), positions([*left.ys, *right.ys]), [*kept, *right.slots])


def _taller(above: Grid, below: Grid) -> Grid:
    """Return two frames below each other as one grid; the white between them goes to the row above it."""
    seam, edge = below.box.y0, above.box.y1
    kept = [_reaching(slot, slot.box.y1 - edge, replace(slot.box, y1=seam)) for slot in above.slots]
    return _as_one(above, below, positions([*above.xs, *below.xs]), (*above.ys[:-1], *below.ys), [*kept, *below.slots])


def _reaching(slot: Slot, off: float, box: Box) -> Slot:
    """Return a cell with a larger box where it ends at its frame's edge."""
    return replace(slot, box=box) if abs(off) <= RULES.near else slot


def _as_one(first: Grid, second: Grid, xs: Sequence[float], ys: Sequence[float], slots: Iterable[Slot]) -> Grid:
    placed = sorted((_placed(slot, xs, ys) for slot in slots), key=lambda slot: (slot.row, slot.column))
    box = replace(first.box, x1=second.box.x1, y1=second.box.y1)
    return Grid(box, tuple(xs), tuple(ys), tuple(placed), max(first.header_end, second.header_end), first.title)


def _placed(slot: Slot, xs: Sequence[float], ys: Sequence[float]) -> Slot:
    left, right = (_nearest(xs, x) for x in (slot.box.x0, slot.box.x1))
    top, bottom = (_nearest(ys, y) for y in (slot.box.y0, slot.box.y1))
    return replace(slot, row=top, column=left, row_span=bottom - top, column_span=right - left)


def _nearest(edges: Sequence[float], place: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - place))
