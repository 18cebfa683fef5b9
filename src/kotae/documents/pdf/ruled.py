"""Ruled tables: from drawn lines to a grid of cells, those that no line parts taken as merged."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kotae.documents.model import Box
from kotae.documents.pdf.layout import Line, Rule, overlap
from kotae.documents.pdf.tolerances import RULES

_MOST = 4000  # cells: no table on one page has more, but a map or a chart may seem to


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell's place: first row and column, rows and columns covered, its rectangle on the page, and its phrases of text."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    texts: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's cells with the positions of the edges of its columns and rows.

    `header_end` is the height down to which the rows are known to be header, `title` a box with its title on its upper edge.
    """

    box: Box
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    slots: tuple[Slot, ...]
    header_end: float = 0.0
    title: Box | None = None

    @property
    def is_table(self) -> bool:
        """Whether it has two columns at the least, and more than two cells."""
        return len(self.xs) > 2 and len(self.slots) > 2


def ruled(rules: Iterable[Rule], page: int) -> list[Grid]:
    """Find the grids that rules draw on a page: two columns at the least, and more than two cells."""
    return [grid for grid in grids(rules, page) if grid.is_table]


def grids(rules: Iterable[Rule], page: int) -> list[Grid]:
    """Find all that rules draw on a page: grids, and boxes around something."""
    return [grid for group in _striped(_touching(_merged(rules))) if (grid := _titled(group, page))]


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Join rules that lie on each other or prolong each other."""
    rows: dict[tuple[bool, int], list[Rule]] = {}
    for rule in sorted(rules, key=lambda r: r.start):
        near = [rows[rule.horizontal, at] for at in _bins(rule.at) if (rule.horizontal, at) in rows]
        row = next(
            (r for r in near if abs(r[-1].at - rule.at) <= RULES.near / 2 and rule.start <= r[-1].end + RULES.near),
            None,
        )
        if row is None:
            rows.setdefault((rule.horizontal, round(rule.at)), []).append(rule)
        else:
            old = row[-1]
            row[-1] = Rule(rule.horizontal, old.at, old.start, max(old.end, rule.end))
    return [rule for row in rows.values() for rule in row if rule.end - rule.start > RULES.short]


def _bins(at: float) -> tuple[int, int, int]:
    """Return the whole points round which a rule at the same place may have been put down."""
    return round(at), round(at) - 1, round(at) + 1


def _touching(rules: list[Rule]) -> list[list[Rule]]:
    """Part rules into groups that cross or meet, directly or through others."""
    leader = list(range(len(rules)))

    def lead(i: int) -> int:
        while leader[i] != i:
            i = leader[i]
        return i

    upright = sorted((i for i, rule in enumerate(rules) if not rule.horizontal), key=lambda i: rules[i].at)
    places = [rules[i].at for i in upright]
    for i, rule in enumerate(rules):
        if rule.horizontal:
            within = slice(bisect_left(places, rule.start - RULES.near), bisect_right(places, rule.end + RULES.near))
            for j in upright[within]:
                if _meet(rule, rules[j]):
                    leader[lead(j)] = lead(i)
    groups: dict[int, list[Rule]] = {}
    for i, rule in enumerate(rules):
        groups.setdefault(lead(i), []).append(rule)
    return list(groups.values())


def _striped(groups: list[list[Rule]]) -> list[list[Rule]]:
    """Join bands that stand below each other with white ones between them, as where every other row is coloured."""
    joined: list[list[Rule]] = []
    for group in sorted(groups, key=lambda rules: _extent(rules)[1]):
        for i, above in enumerate(joined):
            if _stripes(above, group):
                joined[i] = above + group
                break
        else:
            joined.append(group)
    return joined


def _stripes(above: list[Rule], below: list[Rule]) -> bool:
    """Tell whether a single band of cells has the outline and the upright edges of those above it, a row apart."""
    x0, _, x1, bottom = _extent(above)
    left, top, right, end = _extent(below)
    uprights = [positions(r.at for r in rules if not r.horizontal) for rules in (above, below)]
    single = all(min(r.at - top, end - r.at) <= RULES.near for r in below if r.horizontal)
    same = abs(x0 - left) <= RULES.near and abs(x1 - right) <= RULES.near and len(uprights[0]) == len(uprights[1]) > 2
    return (
        same
        and single
        and all(abs(a - b) <= RULES.near for a, b in zip(*uprights, strict=True))
        and RULES.stripe[0] * (end - top) < top - bottom < RULES.stripe[1] * (end - top)
    )


def _titled(rules: list[Rule], page: int) -> Grid | None:
    """Return the grid that rules draw, without the box of its title on its upper edge, which stands on the left alone."""
    box = _tab(rules, page)
    if box is None:
        return _grid(rules, page)
    below = [rule for rule in rules if (rule.at if rule.horizontal else rule.end) > box.y1 + RULES.near]
    edge = [r for r in rules if r.horizontal and box.y0 + RULES.near < r.at <= box.y1 + RULES.near]
    grid = _grid([*edge, *(r if r.horizontal else replace(r, start=max(r.start, box.y1)) for r in below)], page)
    return grid and replace(grid, title=box)


def _tab(rules: list[Rule], page: int) -> Box | None:
    """Return the single box that stands on a grid's upper edge, begins where the grid does and ends before it."""
    ys = positions(rule.at for rule in rules if rule.horizontal)
    if len(ys) < 4:
        return None
    left, _, right, _ = _extent(
        [rule for rule in rules if (rule.at if rule.horizontal else rule.end) > ys[1] + RULES.near]
    )
    walls = positions(r.at for r in rules if not r.horizontal and min(r.end, ys[1]) - max(r.start, ys[0]) > RULES.near)
    tops = [rule for rule in rules if rule.horizontal and rule.at < ys[0] + RULES.near]
    start, end = min(rule.start for rule in tops), max(rule.end for rule in tops)
    single = len(walls) == 2 and abs(walls[0] - start) <= RULES.near and abs(walls[1] - end) <= RULES.near
    narrow = abs(start - left) <= 2 * RULES.near and end < right - RULES.tab * (right - left)
    return Box(page, start, ys[0], end, ys[1]) if single and narrow else None


def _extent(rules: list[Rule]) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of rules."""
    xs = [x for r in rules for x in ((r.start, r.end) if r.horizontal else (r.at,))]
    ys = [y for r in rules for y in ((r.at,) if r.horizontal else (r.start, r.end))]
    return min(xs), min(ys), max(xs), max(ys)


def _meet(flat: Rule, upright: Rule) -> bool:
    return (
        flat.start - RULES.near <= upright.at <= flat.end + RULES.near
        and upright.start - RULES.near <= flat.at <= upright.end + RULES.near
    )


def positions(values: Iterable[float]) -> list[float]:
    """Return places in order, those that rules draw twice as one."""
    kept: list[list[float]] = []
    for value in sorted(values):
        if kept and value - kept[-1][-1] <= RULES.near:
            kept[-1].append(value)
        else:
            kept.append([value])
    return [sum(group) / len(group) for group in kept]


def _grid(rules: list[Rule], page: int) -> Grid | None:
    flat = [r for r in rules if r.horizontal]
    upright = [r for r in rules if not r.horizontal]
    if len(flat) < 2 or len(upright) < 1:
        return None
    # Japanese tables are often open at the sides: where the flat rules end there is an edge, drawn or not
    xs = positions([r.at for r in upright] + [min(r.start for r in flat), max(r.end for r in flat)])
    ys = positions([r.at for r in flat] + [min(r.start for r in upright), max(r.end for r in upright)])
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > _MOST:
        return None
    box = Box(page, xs[0], ys[0], xs[-1], ys[-1])
    return Grid(box, tuple(xs), tuple(ys), tuple(_slots(xs, ys, flat, upright, page)))


def _slots(xs: list[float], ys: list[float], flat: list[Rule], upright: list[Rule], page: int) -> list[Slot]:
    columns, rows = len(xs) - 1, len(ys) - 1
    owner = {(r, c): (r, c) for r in range(rows) for c in range(columns)}
    groups: dict[tuple[int, int], set[tuple[int, int]]] = {place: {place} for place in owner}

    def unite(one: tuple[int, int], other: tuple[int, int]) -> None:
        a, b = owner[one], owner[other]
        if a != b:
            for place in groups.pop(b):
                owner[place] = a
                groups[a].add(place)

    for r in range(rows):
        for c in range(columns):
            if c + 1 < columns and not _walled(upright, xs[c + 1], ys[r], ys[r + 1]):
                unite((r, c), (r, c + 1))
            if r + 1 < rows and not _walled(flat, ys[r + 1], xs[c], xs[c + 1]):
                unite((r, c), (r + 1, c))
    slots = [slot for group in groups.values() for slot in _rectangles(group, xs, ys, page)]
    return sorted(slots, key=lambda s: (s.row, s.column))


def _walled(rules: list[Rule], at: float, start: float, end: float) -> bool:
    covered = sum(overlap(r.start, r.end, start, end) for r in rules if abs(r.at - at) <= RULES.near)
    return covered > 0.5 * (end - start)


def _rectangles(group: set[tuple[int, int]], xs: list[float], ys: list[float], page: int) -> list[Slot]:
    """Return the group as one cell where it is a rectangle, and otherwise row by row."""
    rows, columns = {r for r, _ in group}, {c for _, c in group}
    full = (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1)
    parts = [group] if len(group) == full else [{p for p in group if p[0] == row} for row in rows]
    slots = []
    for part in parts:
        top, left = min(r for r, _ in part), min(c for _, c in part)
        bottom, right = max(r for r, _ in part) + 1, max(c for _, c in part) + 1
        box = Box(page, xs[left], ys[top], xs[right], ys[bottom])
        slots.append(Slot(top, left, bottom - top, right - left, box))
    return slots
