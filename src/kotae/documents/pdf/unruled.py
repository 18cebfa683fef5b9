"""Tables without a full set of rules: columns from the gaps that run down them, rows from lines of text."""

from itertools import pairwise

from kotae.documents.model import Box
from kotae.documents.pdf.layout import Line, Region, Rule, hull, in_lines, overlap
from kotae.documents.pdf.ruled import Grid, Slot
from kotae.documents.pdf.words import words

_REACH = 8.0  # points that a guessed column edge may lie off the gap that it means


def unruled(region: Region, runs: list[Line], rules: tuple[Rule, ...]) -> Grid | None:
    """Lay a grid over a table's runs of text; None where they do not make two columns and two rows."""
    lines = in_lines(runs)
    if len(lines) < 2:
        return None
    box = hull([region.box, *(line.box for line in lines)])
    xs = [box.x0, *_columns(region, runs, lines), box.x1]
    flat = [r for r in rules if r.horizontal and overlap(r.start, r.end, box.x0, box.x1) > 0]
    ys = [box.y0, *_rows(region, lines, flat), box.y1]
    if len(xs) < 3 or len(ys) < 3:
        return None
    return Grid(box, tuple(xs), tuple(ys), tuple(_slots(xs, ys, runs, flat, box.page)), _header_end(ys, box, flat))


def _header_end(ys: list[float], box: Box, flat: list[Rule]) -> float:
    """Return where a rule from side to side parts the header from the body, as in tables with few rules."""
    full = sorted({round(r.at) for r in flat if overlap(r.start, r.end, box.x0, box.x1) > 0.8 * (box.x1 - box.x0)})
    inner = [at for at in full if ys[0] + 4 < at < ys[-1] - 4]
    above = sum(y < inner[0] + 4 for y in ys[1:]) if inner else 0
    return inner[0] + 4.0 if len(inner) in (1, 2) and 0 < above < min(5, len(ys) - 1) else 0.0


def _columns(region: Region, runs: list[Line], lines: list[Line]) -> list[float]:
    """Return the column edges: gaps that nearly every line leaves free, wide or guessed by the layout."""
    size = sorted(line.size for line in lines)[len(lines) // 2]
    pieces = [word for run in runs for word in words(run)]
    start, end = int(min(p.box.x0 for p in pieces)), int(max(p.box.x1 for p in pieces)) + 1
    inked = [0] * (end - start + 1)
    for row in lines:  # count lines, not words
        columns = {x for p in words(row) for x in range(int(p.box.x0) - start, int(p.box.x1) - start + 1)}
        for x in columns:
            inked[x] += 1
    allowed = max(1 if len(lines) > 3 else 0, len(lines) // 8)
    gaps: list[tuple[int, int]] = []
    for x, count in enumerate(inked):
        if count <= allowed:
            if gaps and gaps[-1][1] == x:
                gaps[-1] = (gaps[-1][0], x + 1)
            else:
                gaps.append((x, x + 1))
    edges = []
    for low, high in ((low + start, high + start) for low, high in gaps if low > 0 and high <= end - start):
        guessed = any(low - _REACH < x < high + _REACH for x in region.columns)
        if high - low >= (3 if guessed else 2 * size):
            edges.append((low + high) / 2)
    return edges


def _rows(region: Region, lines: list[Line], flat: list[Rule]) -> list[float]:
    """Return the row edges: between lines of text where the layout sees one or a rule is drawn."""
    seen = [*region.rows, *(r.at for r in flat)]
    edges = []
    for above, below in pairwise(lines):
        top, bottom = (above.box.y0 + above.box.y1) / 2, (below.box.y0 + below.box.y1) / 2
        if any(top < y < bottom for y in seen):
            edges.append((above.box.y1 + below.box.y0) / 2)
    return edges


def _slots(xs: list[float], ys: list[float], runs: list[Line], flat: list[Rule], page: int) -> list[Slot]:
    slots = []
    for row in range(len(ys) - 1):
        taken = 0
        for column in range(len(xs) - 1):
            if column < taken:
                continue
            reach = _reach(xs, ys, row, column, runs, flat)
            taken = column + reach
            box = Box(page, xs[column], ys[row], xs[column + reach], ys[row + 1])
            slots.append(Slot(row, column, 1, reach, box))
    return slots


def _reach(xs: list[float], ys: list[float], row: int, column: int, runs: list[Line], flat: list[Rule]) -> int:
    """Return how many columns a header stands over: those that its words or a short rule below cross."""
    here = [r.box for r in runs if ys[row] <= (r.box.y0 + r.box.y1) / 2 <= ys[row + 1]]
    ends = [b.x1 for b in here if xs[column] <= b.x0 < xs[column + 1] and b.x1 > xs[column + 1] + 2]
    for rule in flat:
        under = ys[row + 1] - 6 <= rule.at <= ys[row + 1] + 6
        starts_here = xs[column] - 3 <= rule.start < xs[column + 1]
        short = rule.end - rule.start < 0.8 * (xs[-1] - xs[0])
        if under and starts_here and short and any(overlap(b.x0, b.x1, rule.start, rule.end) > 0 for b in here):
            ends.append(rule.end)
    reach = 1
    while column + reach + 1 < len(xs) and any(end > xs[column + reach] + 4 for end in ends):
        reach += 1
    return reach
