"""Tables without a full set of rules: columns from the phrases that stand over each other, rows from lines of text."""

from collections.abc import Sequence
from itertools import pairwise

from kotae.documents.model import Box
from kotae.documents.pdf.columns import columns, place
from kotae.documents.pdf.divided import middle
from kotae.documents.pdf.flush import parted_flush
from kotae.documents.pdf.layout import Line, Region, Rule, hull, in_lines, overlap
from kotae.documents.pdf.names import with_names
from kotae.documents.pdf.phrases import phrases, without_leaders
from kotae.documents.pdf.rows import TableLine, body_start, by_white, rows
from kotae.documents.pdf.ruled import Grid, Slot
from kotae.documents.pdf.spanners import widened
from kotae.documents.pdf.tolerances import RULES


def unruled(region: Region, runs: list[Line], rules: tuple[Rule, ...]) -> Grid | None:
    """Lay a grid over a table's runs of text; None where they do not make two columns and two rows.

    Each line of a list is a row.
    """
    texts = [text for run in runs if (text := without_leaders(run))]
    lines = in_lines(texts)
    if len(lines) < 2:
        return None
    rules = (*rules, *(_drawn(run) for run in runs if not without_leaders(run)))
    box = hull([region.box, *(line.box for line in lines)])
    flat = [r for r in rules if r.horizontal and overlap(r.start, r.end, box.x0, box.x1) > 0]
    inside = [r for r in flat if box.y0 - 4 < r.at < box.y1 + 4]
    cut = [phrases(line, [*_walls(line, rules), *_joints(line, inside)]) for line in lines]
    cut = with_names(parted_flush(cut))
    found = columns(cut)
    laid = [TableLine(tuple(place(row, found))) for row in cut]
    body = body_start(laid, len(found.ink))
    begun = by_white(laid, body)
    body = _first_of_label(laid, body, begun)
    laid = [*widened(laid[:body], found, flat), *laid[body:]]
    made = [[line] for line in laid] if region.kind == "list" else rows(laid, body, region.rows, flat, begun)
    if len(found.ink) < 2 or len(made) < 2:
        return None
    xs = [box.x0, *found.edges, box.x1]
    ys = [box.y0, *(_between(above, below) for above, below in pairwise(made)), box.y1]
    slots = [slot for row, group in enumerate(made) for slot in _slots(row, group, xs, ys, box.page)]
    return Grid(box, tuple(xs), tuple(ys), tuple(slots), _header_end(ys, box, flat))


def _first_of_label(laid: Sequence[TableLine], body: int, begun: frozenset[int] | None) -> int:
    """Return the line with which the first row of the body begins: above its values there may be lines of its label."""
    first = max((start for start in begun or () if start <= body), default=body)
    return first if all(line.columns == {0} for line in laid[first:body]) else body


def _walls(line: Line, rules: Sequence[Rule]) -> list[float]:
    height = middle(line)
    return [rule.at for rule in rules if not rule.horizontal and rule.start <= height <= rule.end]


def _joints(line: Line, flat: Sequence[Rule]) -> list[float]:
    """Return where phrases of the rules next above and below a line meet: each cell has its own phrase."""
    height = middle(line)
    above = max((rule.at for rule in flat if rule.at < height), default=None)
    below = min((rule.at for rule in flat if rule.at > height), default=None)
    met: list[float] = []
    for at in (above, below):
        row = [rule for rule in flat if at is not None and abs(rule.at - at) < 1]
        starts = [rule.start for rule in row]
        met.extend(rule.end for rule in row if any(abs(rule.end - start) < RULES.joint for start in starts))
    return met


def _drawn(line: Line) -> Rule:
    """Return the rule that a row of dashes stands for."""
    return Rule(True, middle(line), line.box.x0, line.box.x1)


def _between(above: list[TableLine], below: list[TableLine]) -> float:
    return (above[-1].box.y1 + below[0].box.y0) / 2


def _header_end(ys: list[float], box: Box, flat: list[Rule]) -> float:
    """Return where a rule from side to side parts the header from the body, as in tables with few rules."""
    full = sorted(
        {round(r.at) for r in flat if overlap(r.start, r.end, box.x0, box.x1) > RULES.full * (box.x1 - box.x0)}
    )
    inner = [at for at in full if ys[0] + 4 < at < ys[-1] - 4]
    above = sum(y < inner[0] + 4 for y in ys[1:]) if inner else 0
    return inner[0] + RULES.under_header if len(inner) in (1, 2) and 0 < above < min(5, len(ys) - 1) else 0.0


def _slots(row: int, group: list[TableLine], xs: list[float], ys: list[float], page: int) -> list[Slot]:
    """Return the cells of a row: one for each column, but one for all that a phrase of it spans."""
    reach = {column: column + 1 for column in range(len(xs) - 1)}
    for phrase in (phrase for line in group for phrase in line.phrases if phrase.end - phrase.start > 1):
        reach[phrase.start] = max(reach[phrase.start], phrase.end)
    slots, column = [], 0
    while column < len(xs) - 1:
        end = reach[column]
        texts = [p.line for line in group for p in line.phrases if column <= p.start < end]
        slots.append(
            Slot(row, column, 1, end - column, Box(page, xs[column], ys[row], xs[end], ys[row + 1]), tuple(texts))
        )
        column = end
    return slots
