"""Filling a table's grid with the text that stands in it."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass

from kotae.documents.model import Box
from kotae.documents.pdf.divided import Place, with_all_columns
from kotae.documents.pdf.joining import join
from kotae.documents.pdf.layout import Line, contains, hull, in_lines
from kotae.documents.pdf.ruled import Grid, Slot
from kotae.documents.pdf.words import by_place, words
from kotae.documents.tables.raw import RawCell
from kotae.text import numbers
from kotae.text.normalise import join_label


@dataclass(frozen=True, slots=True)
class Filled:
    """A table of one page: its cells, how many rows they make, its columns' edges and its box."""

    cells: tuple[RawCell, ...]
    rows: int
    xs: tuple[float, ...]
    box: Box
    ruled: bool


def fill(grid: Grid, runs: Iterable[Line], known: frozenset[str], *, ruled: bool) -> Filled:
    """Put each word into the cell that it stands in and number the rows and columns that hold any text."""
    places, xs = [Place(s, tuple(in_lines(s.texts))) for s in grid.slots], grid.xs
    if ruled:
        places, xs = with_all_columns(_placed(grid, runs), grid.xs)
    for row in range(len(grid.ys) - 2, -1, -1):
        places = _parted(places, row)
    places, rows, xs = _pressed(places, xs)
    cells = tuple(_cell(place, known, grid.header_end) for place in places)
    return Filled(cells, rows, xs, grid.box, ruled)


def _placed(grid: Grid, runs: Iterable[Line]) -> list[Place]:
    found: dict[int, list[Line]] = {}
    for run in runs:
        homes = [_home(grid, word.box) for word in words(run)]
        for home, piece in by_place(run, homes):
            found.setdefault(home, []).append(piece)
    return [Place(slot, tuple(in_lines(found.get(i, ())))) for i, slot in enumerate(grid.slots)]


def _home(grid: Grid, box: Box) -> int:
    """Return the slot in which the middle of a word stands, else the nearest."""
    inside = [i for i, slot in enumerate(grid.slots) if contains(slot.box, box, margin=0.0)]
    return inside[0] if inside else min(range(len(grid.slots)), key=lambda i: _distance(grid.slots[i].box, box))


def _distance(slot: Box, box: Box) -> float:
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    return max(slot.x0 - x, x - slot.x1, 0.0) + max(slot.y0 - y, y - slot.y1, 0.0)


def _parted(places: list[Place], row: int) -> list[Place]:
    """Part a row that holds several: without rules between them, a column of numbers shows how many."""
    single = [p for p in places if p.slot.row == row and p.slot.row_span == 1]
    levels = _levels(single)
    if len(levels) < 2:
        return places
    more = len(levels) - 1
    parted: list[Place] = []
    for place in places:
        slot = place.slot
        if slot.row == row and slot.row_span == 1 and _spread(place):
            parted.extend(_split(place, levels))
        elif slot.row <= row < slot.row + slot.row_span:
            parted.append(Place(_moved(slot, 0, more), place.lines))
        else:
            parted.append(Place(_moved(slot, more if slot.row > row else 0, 0), place.lines))
    return parted


def _moved(slot: Slot, down: int, taller: int) -> Slot:
    return Slot(slot.row + down, slot.column, slot.row_span + taller, slot.column_span, slot.box)


def _spread(place: Place) -> bool:
    """Tell whether a cell is parted with its row: one line in an outer cell labels all parts."""
    return len(place.lines) != 1 or place.slot.column > 0 or _is_value(place.lines[0])


def _levels(places: list[Place]) -> list[float]:
    """Return the heights at which the rows of one band stand: one for each of several numbers in one cell."""
    columns = [p.lines for p in places if len(p.lines) > 1]
    values = [lines for lines in columns if all(_is_value(line) for line in lines)]
    if values:
        return [_middle(line) for line in max(values, key=len)]
    counts = {len(p.lines) for p in places if p.lines}
    if len(columns) > 1 and len(counts) == 1 and counts.pop() > 2 and _aligned(columns):
        return [_middle(line) for line in columns[0]]
    return []


def _aligned(columns: list[tuple[Line, ...]]) -> bool:
    return all(
        max(_middle(lines[i]) for lines in columns) - min(_middle(lines[i]) for lines in columns) < 2.0
        for i in range(len(columns[0]))
    )


def _is_value(line: Line) -> bool:
    return numbers.parse_cell(line.text) is not None or numbers.is_missing(line.text)


def _middle(line: Line) -> float:
    return (line.box.y0 + line.box.y1) / 2


def _split(place: Place, levels: list[float]) -> list[Place]:
    slot, box = place.slot, place.slot.box
    edges = [box.y0, *((a + b) / 2 for a, b in itertools.pairwise(levels)), box.y1]
    shares: list[list[Line]] = [[] for _ in levels]
    for line in place.lines:
        shares[min(range(len(levels)), key=lambda i: abs(levels[i] - _middle(line)))].append(line)
    return [
        Place(
            Slot(
                slot.row + i,
                slot.column,
                1,
                slot.column_span,
                Box(box.page, box.x0, edges[i], box.x1, edges[i + 1]),
            ),
            tuple(share),
        )
        for i, share in enumerate(shares)
    ]


def _pressed(places: list[Place], xs: tuple[float, ...]) -> tuple[list[Place], int, tuple[float, ...]]:
    """Leave out rows without any text and columns too narrow for any, and number the others anew."""
    rows, columns = set[int](), set[int]()
    for place in places:
        slot = place.slot
        if place.lines or slot.row_span > 1:
            rows.update(range(slot.row, slot.row + slot.row_span))
        if place.lines or slot.column_span > 1 or slot.box.x1 - slot.box.x0 > 8:
            columns.update(range(slot.column, slot.column + slot.column_span))
    row_of = {row: i for i, row in enumerate(sorted(rows))}
    column_of = {column: i for i, column in enumerate(sorted(columns))}
    kept = []
    for place in places:
        slot = place.slot
        if slot.row in row_of and slot.column in column_of:
            moved = Slot(row_of[slot.row], column_of[slot.column], slot.row_span, slot.column_span, slot.box)
            kept.append(Place(moved, place.lines))
    kept.sort(key=lambda p: (p.slot.row, p.slot.column))
    return kept, len(rows), tuple([xs[c] for c in sorted(columns)] + [xs[-1]])


def _cell(place: Place, known: frozenset[str], header_end: float) -> RawCell:
    slot = place.slot
    lines = _without_marks(place.lines)
    text = join([line.text for line in lines], known, join_label)[0] if lines else ""
    box = hull(line.box for line in place.lines) if place.lines else slot.box
    return RawCell(text, slot.row, slot.column, slot.row_span, slot.column_span, (box,), slot.box.y1 <= header_end)


def _without_marks(lines: tuple[Line, ...]) -> list[Line]:
    """Drop superscripts behind a number: they call a note and would read as further digits."""
    kept = []
    for line in lines:
        plain = tuple(g for g in line.glyphs if not g.raised)
        number = plain and numbers.parse_cell("".join(g.text for g in plain)) is not None
        kept.append(Line(plain, line.box) if number else line)
    return kept
