"""Filling a table's grid with the text that stands in it."""

import itertools
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kotae.documents.lines.ends import runs_on
from kotae.documents.model import Box
from kotae.documents.pdf.alike import alike_from
from kotae.documents.pdf.calls import without_cell_calls
from kotae.documents.pdf.columns import Placed
from kotae.documents.pdf.divided import Place, are_level, middle, with_all_bands, with_all_columns
from kotae.documents.pdf.indents import indents
from kotae.documents.pdf.joining import join
from kotae.documents.pdf.label_pairs import PAIR, are_pairs, paired
from kotae.documents.pdf.layout import Line, contains, hull, in_lines, line_of
from kotae.documents.pdf.phrases import is_value
from kotae.documents.pdf.rows import TableLine, rows
from kotae.documents.pdf.ruled import Grid, Slot
from kotae.documents.pdf.tolerances import PROSE, TABLES
from kotae.documents.pdf.words import by_place, words
from kotae.documents.tables.numerals import read_amount
from kotae.documents.tables.raw import RawCell
from kotae.documents.tables.values import kind_of
from kotae.text.normalise import join_label


@dataclass(frozen=True, slots=True)
class Filled:
    """A table of one page: its cells, how many rows they make, its columns' edges and its box.

    `listed` says that it is a list of names with what is said of each, all set alike. `alike_from` is the first row that is
    set as those below it are.
    """

    cells: tuple[RawCell, ...]
    rows: int
    xs: tuple[float, ...]
    box: Box
    ruled: bool
    listed: bool = False
    alike_from: int | None = None


def fill(grid: Grid, runs: Iterable[Line], known: frozenset[str], *, ruled: bool) -> Filled:
    """Put each word into the cell that it stands in and number the rows and columns that hold any text."""
    places, xs = [Place(s, tuple(in_lines(s.texts))) for s in grid.slots], grid.xs
    if ruled:
        places, xs = with_all_columns(_placed(grid, runs), grid.xs)
        places = with_all_bands(places, grid.ys)
    for row in range(len(grid.ys) - 2, -1, -1):
        places = _parted(places, row)
    places, count, xs = _pressed(places, xs)
    pairs, levels = are_pairs(places, len(xs) - 1), indents(places)
    if pairs and len(xs) > PAIR + 1:
        places, count = paired(places)
        xs, levels = (*xs[:PAIR], xs[-1]), [0] * len(places)
    cells = tuple(
        _cell(place, known, grid.header_end, level, ruled=ruled) for place, level in zip(places, levels, strict=True)
    )
    return Filled(cells, count, xs, grid.box, ruled, listed=pairs, alike_from=alike_from(places, count))


def is_crowded(cells: Iterable[RawCell]) -> bool:
    """Tell whether many of a table's cells that say anything hold several numbers side by side."""
    filled = [cell.text for cell in cells if cell.text]
    several = sum(sum(kind_of(word) == "number" for word in text.split()) > 1 for text in filled)
    return several > TABLES.crowded * len(filled)


def _placed(grid: Grid, runs: Iterable[Line]) -> list[Place]:
    found: dict[int, list[Line]] = {}
    texts = list(runs)
    starts = _starts(grid, texts)
    for run in (part for text in texts for part in _cut(text, starts)):
        homes = [_home(grid, word.box) for word in words(run)]
        for home, phrase in by_place(run, homes):
            found.setdefault(home, []).append(phrase)
    return [Place(slot, tuple(in_lines(found.get(i, ())))) for i, slot in enumerate(grid.slots)]


def _starts(grid: Grid, runs: Iterable[Line]) -> list[float]:
    """Return where the texts of columns usually begin, right of the edges between them."""
    begun = [word.box.x0 for run in runs for word in words(run) if run.upright]
    found = []
    for edge in grid.xs[1:-1]:
        places = Counter(round(x, 1) for x in begun if edge - TABLES.touch < x < edge + TABLES.padding)
        if places and (usual := places.most_common(1)[0])[1] >= TABLES.flush_rows:
            found.append(usual[0])
    return found


def _cut(run: Line, starts: Iterable[float]) -> list[Line]:
    """Cut a run where a cell that is too full runs into the next: where the texts of that column begin."""
    cuts = {
        i
        for start in starts
        if run.upright and run.box.x0 + run.size < start < run.box.x1 - run.size
        for i, glyph in enumerate(run.glyphs)
        if i and abs(glyph.x0 - start) < TABLES.flush_glyph
    }
    ends = [0, *sorted(cuts), len(run.glyphs)]
    return [line_of(run.glyphs[a:b], run.box.page) for a, b in itertools.pairwise(ends)] if cuts else [run]


def _home(grid: Grid, box: Box) -> int:
    """Return the slot in which the middle of a word stands, else the nearest."""
    inside = [i for i, slot in enumerate(grid.slots) if contains(slot.box, box, margin=0.0)]
    return inside[0] if inside else min(range(len(grid.slots)), key=lambda i: _distance(grid.slots[i].box, box))


def _distance(slot: Box, box: Box) -> float:
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    return max(slot.x0 - x, x - slot.x1, 0.0) + max(slot.y0 - y, y - slot.y1, 0.0)


def _parted(places: list[Place], row: int) -> list[Place]:
    """Part a row that holds several: without rules between them, values below each other show how many."""
    single = [p for p in places if p.slot.row == row and p.slot.row_span == 1]
    edges = _edges(single)
    if not edges:
        return places
    more = len(edges)
    parted: list[Place] = []
    for place in places:
        slot = place.slot
        if slot.row == row and slot.row_span == 1 and _spread(place):
            parted.extend(_split(place, edges))
        elif slot.row <= row < slot.row + slot.row_span:
            parted.append(Place(_moved(slot, 0, more), place.lines))
        else:
            parted.append(Place(_moved(slot, more if slot.row > row else 0, 0), place.lines))
    return parted


def _moved(slot: Slot, down: int, taller: int) -> Slot:
    return replace(slot, row=slot.row + down, row_span=slot.row_span + taller)


def _spread(place: Place) -> bool:
    """Tell whether a cell is parted with its row: one line in an outer cell labels all parts."""
    return len(place.lines) != 1 or place.slot.column > 0 or _is_figure(place.lines[0])


def _edges(places: list[Place]) -> list[float]:
    """Return the heights at which a band of cells is parted into rows: where values of one cell stand below each other."""
    if not _level(places):
        return []
    columns = [p.lines for p in places if len(p.lines) > 1]
    figures = [sum(_is_figure(line) for line in lines) for lines in columns]
    if any(n > 1 and n == len(lines) for n, lines in zip(figures, columns, strict=True)) or _aligned(places):
        lines = _table_lines(places)
        made = rows(lines, 0, [(a.middle + b.middle) / 2 for a, b in itertools.pairwise(lines)], ())
        return [(above[-1].box.y1 + below[0].box.y0) / 2 for above, below in itertools.pairwise(made)]
    return []


def _level(places: list[Place]) -> bool:
    """Tell whether lines of a band's cells can be rows: those of each cell, the outer one aside, stand at lines of the fullest.

    Where they stand between its lines they are set in the middle, each beside all of it.
    """
    inner = [p.lines for p in places if p.lines and p.slot.column > 0]
    fullest = max(inner, key=len, default=())
    return all(any(are_level(line, other) for other in fullest) for lines in inner for line in lines)


def _table_lines(places: list[Place]) -> list[TableLine]:
    """Return the lines that the cells of a band make up together."""
    placed = [(Placed(line, p.slot.column, p.slot.column + p.slot.column_span)) for p in places for line in p.lines]
    found: list[list[Placed]] = []
    for phrase in sorted(placed, key=lambda p: middle(p.line)):
        if found and middle(phrase.line) - middle(found[-1][0].line) < 0.5 * phrase.line.size:
            found[-1].append(phrase)
        else:
            found.append([phrase])
    return [TableLine(tuple(sorted(line, key=lambda p: p.start))) for line in found]


def _aligned(places: list[Place]) -> bool:
    """Tell whether all cells of a band have equally many lines, more than two, at the same heights, and none is a text."""
    columns = [p.lines for p in places if p.lines]
    counts = {len(lines) for lines in columns}
    return (
        len(columns) > 1
        and len(counts) == 1
        and counts.pop() > 2
        and all(are_level(lines[i], columns[0][i]) for lines in columns for i in range(len(columns[0])))
        and not any(map(_is_wrapped, places))
    )


def _is_wrapped(place: Place) -> bool:
    """Tell whether the lines of a cell are those of one text: all but the last fill its width."""
    room = place.slot.box.x1 - place.slot.box.x0 - 2 * TABLES.padding
    filled = (room - (line.box.x1 - line.box.x0) < TABLES.ended * line.size for line in place.lines[:-1])
    wide = bool(place.lines) and room > PROSE.width * place.lines[0].size
    return wide and all(filled) and not any(map(_is_figure, place.lines))


def _is_figure(line: Line) -> bool:
    return is_value(line.text) or read_amount(line.text) is not None


def _split(place: Place, edges: list[float]) -> list[Place]:
    slot, box = place.slot, place.slot.box
    heights = [box.y0, *edges, box.y1]
    shares: list[list[Line]] = [[] for _ in range(len(edges) + 1)]
    for line in place.lines:
        shares[bisect_right(edges, middle(line))].append(line)
    return [
        Place(
            replace(slot, row=slot.row + i, row_span=1, box=Box(box.page, box.x0, heights[i], box.x1, heights[i + 1])),
            tuple(share),
        )
        for i, share in enumerate(shares)
    ]


def _pressed(places: list[Place], xs: tuple[float, ...]) -> tuple[list[Place], int, tuple[float, ...]]:
    """Leave out rows without any text and columns too narrow for any, and number the others anew."""
    held, columns = set[int](), set[int]()
    for place in places:
        slot = place.slot
        if place.lines or slot.row_span > 1:
            held.update(range(slot.row, slot.row + slot.row_span))
        if place.lines or slot.column_span > 1 or slot.box.x1 - slot.box.x0 > 8:
            columns.update(range(slot.column, slot.column + slot.column_span))
    row_of = {row: i for i, row in enumerate(sorted(held))}
    column_of = {column: i for i, column in enumerate(sorted(columns))}
    kept = []
    for place in places:
        slot = place.slot
        if slot.row in row_of and slot.column in column_of:
            moved = Slot(row_of[slot.row], column_of[slot.column], slot.row_span, slot.column_span, slot.box)
            kept.append(Place(moved, place.lines))
    kept.sort(key=lambda p: (p.slot.row, p.slot.column))
    return kept, len(held), tuple([xs[c] for c in sorted(columns)] + [xs[-1]])


def _cell(place: Place, known: frozenset[str], header_end: float, level: int, *, ruled: bool) -> RawCell:
    slot = place.slot
    lines = without_cell_calls(place.lines)
    entries = _entries(lines, slot.box.x1) if ruled else [lines]
    text = " ".join(join([line.text for line in entry], known, join_label)[0] for entry in entries if entry)
    box = hull(line.box for line in place.lines) if place.lines else slot.box
    spans = (slot.row_span, slot.column_span)
    return RawCell(text, slot.row, slot.column, *spans, (box,), slot.box.y1 <= header_end, indent=level)


def _entries(lines: list[Line], right: float) -> list[list[Line]]:
    """Part the lines of a ruled cell where one ends though more would have fitted on it, all set flush left."""
    parted = [lines[:1]]
    flush = all(abs(line.box.x0 - lines[0].box.x0) < TABLES.flush * line.size for line in lines)
    for before, line in itertools.pairwise(lines):
        room = right - TABLES.touch - before.box.x1
        if flush and room > TABLES.ended * line.size and not runs_on(before.text, line.text):
            parted.append([line])
        else:
            parted[-1].append(line)
    return parted
