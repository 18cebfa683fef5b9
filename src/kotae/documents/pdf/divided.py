"""Ruled cells that hold several: parted along edges that other rows draw, or where their text stands in columns."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kotae.documents.lines.fields import has_blank, is_field_name
from kotae.documents.model import Box
from kotae.documents.pdf.columns import Columns, Placed, columns, place
from kotae.documents.pdf.layout import Line, in_lines
from kotae.documents.pdf.names import is_spread, with_names
from kotae.documents.pdf.phrases import phrases
from kotae.documents.pdf.ruled import Slot
from kotae.documents.pdf.tolerances import RULES, TABLES


@dataclass(frozen=True, slots=True)
class Place:
    """A slot with its lines of text."""

    slot: Slot
    lines: tuple[Line, ...]


def with_all_columns(places: Sequence[Place], xs: Sequence[float]) -> tuple[list[Place], tuple[float, ...]]:
    """Part cells that hold the text of several columns; return the cells and the edges of all columns.

    Args:
        places: the cells as the rules draw them.
        xs: the edges of the columns that the rules draw.
    """
    cut = {id(p): [_cut(line) for line in p.lines] for p in places}
    edges = set(xs)
    for column in range(len(xs) - 1):
        own = [p for p in places if (p.slot.column, p.slot.column_span) == (column, 1)]
        rows = with_names([row[:1] if is_spread(row) else row for p in own for row in cut[id(p)]])
        edges.update(_unruled_edges(rows))
    full = sorted(edges)
    found = Columns(tuple((x0 + RULES.inside, x1 - RULES.inside) for x0, x1 in pairwise(full)))
    parted: list[Place] = []
    for p in places:
        slot = p.slot
        start, end = bisect_left(full, xs[slot.column]), bisect_left(full, xs[slot.column + slot.column_span])
        wide = replace(p, slot=replace(slot, column=start, column_span=end - start))
        parted.extend(_parted(wide, cut[id(p)], found, full) if end - start > 1 else [wide])
    return sorted(parted, key=lambda p: (p.slot.row, p.slot.column)), tuple(full)


def _cut(line: Line) -> list[Line]:
    """Return the phrases of a line in a cell; one of a form, with blanks to be filled in, is a phrase."""
    found = phrases(line)
    named = len(found) > 1 and all(is_field_name(phrase.text) for phrase in found)
    return [line] if named or has_blank(line.text) else found


def with_all_bands(places: Sequence[Place], ys: Sequence[float]) -> list[Place]:
    """Part outer cells over several bands that name the rows of them: lines of theirs stand beside most values there.

    Args:
        places: the cells, those of one band among them.
        ys: the edges of the bands that the rules draw.
    """
    fullest: dict[int, tuple[Line, ...]] = {}
    for p in places:
        if p.slot.row_span == 1 and p.slot.column > 0 and len(p.lines) > len(fullest.get(p.slot.row, ())):
            fullest[p.slot.row] = p.lines
    parted: list[Place] = []
    for p in places:
        bands = [fullest.get(p.slot.row + i, ()) for i in range(p.slot.row_span)]
        parted.extend(_banded(p, ys) if p.slot.column == 0 and _names_rows(p.lines, bands) else [p])
    return parted


def _names_rows(lines: Sequence[Line], bands: Sequence[Sequence[Line]]) -> bool:
    """Tell whether lines of a cell are the names of rows: rules part one or two of them, and lines stand beside nearly all."""
    beside = [line for band in bands for line in band]
    if len(bands) < 2 or max(map(len, bands)) < TABLES.named_rows:
        return False
    level = sum(any(are_level(line, other) for other in lines) for line in beside)
    return level >= TABLES.named_share * len(beside)


def _banded(p: Place, ys: Sequence[float]) -> list[Place]:
    """Part a cell along the edges of the bands that it stands over."""
    slot = p.slot
    edges = [slot.box.y0, *ys[slot.row + 1 : slot.row + slot.row_span], slot.box.y1]
    shares: list[list[Line]] = [[] for _ in range(slot.row_span)]
    for line in p.lines:
        shares[bisect_right(edges, middle(line), 1, len(edges) - 1) - 1].append(line)
    return [
        Place(
            replace(slot, row=slot.row + i, row_span=1, box=replace(slot.box, y0=edges[i], y1=edges[i + 1])),
            tuple(share),
        )
        for i, share in enumerate(shares)
    ]


def are_level(line: Line, other: Line) -> bool:
    """Tell whether two lines stand at one height."""
    return abs(middle(line) - middle(other)) < TABLES.level * line.size


def middle(line: Line) -> float:
    """Return the height of a line's middle."""
    return (line.box.y0 + line.box.y1) / 2


def _unruled_edges(rows: Sequence[Sequence[Line]]) -> list[float]:
    """Return the edges of the columns in which most lines of one ruled column stand, which no rule parts."""
    parted = sum(len(row) > 1 for row in rows)
    if parted < 2 or 2 * parted <= len(rows):
        return []
    return columns(rows).edges


def _parted(wide: Place, rows: Sequence[Sequence[Line]], found: Columns, xs: Sequence[float]) -> list[Place]:
    """Part a cell over several columns where a line of it has several phrases in them."""
    slot = wide.slot
    inside = Columns(found.ink[slot.column : slot.column + slot.column_span])
    laid = [place(row, inside) for row in rows]
    if any(is_spread(row) and len(row) != slot.column_span for row in rows):
        return [wide]
    if not any(len({(p.start, p.end) for p in row}) > 1 for row in laid):
        return [wide]
    over = _lines_over_all(laid)
    shared, laid = [p for row in laid[:over] for p in row], laid[over:]
    reach = {column: column + 1 for column in range(slot.column_span)}
    for phrase in (phrase for row in laid for phrase in row):
        reach[phrase.start] = max(reach[phrase.start], phrase.end)
    parts, column = [], 0
    while column < slot.column_span:
        end = reach[column]
        parts.append(_part(slot, column, end, laid, xs, shared))
        column = end
    return parts


def _lines_over_all(laid: Sequence[Sequence[Placed]]) -> int:
    """Return how many first lines stand over several columns, each of which has lines of its own below: all are of each."""
    over = next((i for i, row in enumerate(laid) if len(row) > 1), 0)
    wide = all(len(row) == 1 and row[0].end - row[0].start > 1 for row in laid[:over])
    return over if wide and all(p.end - p.start == 1 for row in laid[over:] for p in row) else 0


def _part(
    slot: Slot, start: int, end: int, laid: Sequence[Sequence[Placed]], xs: Sequence[float], shared: Sequence[Placed]
) -> Place:
    column = slot.column + start
    box = Box(slot.box.page, xs[column], slot.box.y0, xs[slot.column + end], slot.box.y1)
    texts = [p.line for p in shared if p.start < end and start < p.end]
    texts += [p.line for row in laid for p in row if start <= p.start < end]
    return Place(replace(slot, column=column, column_span=end - start, box=box), tuple(in_lines(texts)))
