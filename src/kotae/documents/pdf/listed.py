"""Names with what is said of each, in lines below each other: columns that only words set flush show."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kotae.documents.lines import marks
from kotae.documents.lines.contents import is_contents
from kotae.documents.lines.ends import runs_on
from kotae.documents.lines.fields import is_field
from kotae.documents.pdf.layout import TORN, Line, line_of, together
from kotae.documents.pdf.phrases import phrases
from kotae.documents.pdf.prose import is_prose, is_wrapped
from kotae.documents.pdf.tolerances import ALIGNED, TABLES

_RELATIONS = frozenset("=<>≤≥≦≧≈≒≡∼~≠")
_CLOSING = frozenset("）」』】〉》〕］｝。、，．")  # as wide as a character: half of them is white


def lists(lines: Sequence[Line]) -> Iterator[list[list[Line]]]:
    """Yield the rows of each list, each cut into its cells.

    Args:
        lines: lines of text, from the top.
    """
    begun = [[phrase.box.x0 for phrase in phrases(line, space=ALIGNED.space)[1:]] for line in lines]
    start = 0
    while start + ALIGNED.list_rows <= len(lines):
        rows = _rows(lines, begun, start)
        if rows and _is_list(rows):
            yield rows
            start += len(rows)
        else:
            start += 1


def _rows(lines: Sequence[Line], begun: Sequence[Sequence[float]], start: int) -> list[list[Line]]:
    """Return the rows of the list that begins at a line, cut so that they have most cells; none where there is no list.

    Args:
        lines: all lines.
        begun: where text begins in each of them with white before it.
        start: the line.
    """
    end = start + ALIGNED.list_rows
    window = lines[start:end]
    columns = _columns(window, begun[start:end]) if all(_goes_on(a, b) for a, b in pairwise(window)) else []
    best: list[list[Line]] = []
    while columns:
        while end < len(lines) and _goes_on(lines[end - 1], lines[end]) and _begins_all(lines[end], columns):
            end += 1
        rows = _without_spaces([_cut(line, columns) for line in lines[start:end]])
        best = max(best, rows, key=lambda found: sum(map(len, found)))
        if end == len(lines) or not _goes_on(lines[end - 1], lines[end]):
            break
        columns = [x for x in columns if _begins(lines[end], x)]
    return best if best and len(best[0]) > 1 else []


def _goes_on(above: Line, line: Line) -> bool:
    """Tell whether a line stands close below another and begins as far left."""
    close = line.box.y0 - above.box.y1 < ALIGNED.list_gap * line.size
    return close and abs(above.box.x0 - line.box.x0) < TABLES.touch


def _columns(window: Sequence[Line], begun: Sequence[Sequence[float]]) -> list[float]:
    """Return where words begin in all lines, with white before one of them."""
    found: list[float] = []
    for x in sorted({x for starts in begun for x in starts}):
        if (not found or x - found[-1] > TABLES.touch) and all(_begins(line, x) for line in window):
            found.append(x)
    return found


def _begins_all(line: Line, columns: Sequence[float]) -> bool:
    return all(_begins(line, x) for x in columns)


def _begins(line: Line, x: float) -> bool:
    """Tell whether a word of a line begins at a place."""
    return any(
        abs(glyph.x0 - x) < TABLES.touch
        and (glyph.lead or before.text in _CLOSING or glyph.x0 > before.x1 + TABLES.touch)
        for before, glyph in pairwise(line.glyphs)
    )


def _cut(line: Line, columns: Sequence[float]) -> list[Line]:
    places = [sum(glyph.x0 > x - TABLES.touch for x in columns) for glyph in line.glyphs]
    ends = [0, *(i for i in range(1, len(places)) if places[i] > max(places[:i])), len(places)]
    glyphs = [
        replace(glyph, lead=glyph.lead or " ") if i in ends[1:-1] else glyph for i, glyph in enumerate(line.glyphs)
    ]
    return [line_of(glyphs[a:b], line.box.page) for a, b in pairwise(ends)]


def are_equations(columns: Iterable[Sequence[Line]]) -> bool:
    """Tell whether one of the columns has nothing but signs between the sides of equations."""
    return any(column and all(cell.text in _RELATIONS for cell in column) for column in columns)


def _without_spaces(rows: list[list[Line]]) -> list[list[Line]]:
    """Join the cells of columns again that in most rows only a space parts."""
    kept = [
        c
        for c in range(1, len(rows[0]))
        if 2 * sum(row[c].box.x0 - row[c - 1].box.x1 > ALIGNED.space * row[c].size for row in rows) >= len(rows)
    ]
    starts = [0, *kept, len(rows[0])]
    return [[together(row[a:b]) for a, b in pairwise(starts)] for row in rows]


def _is_list(rows: Sequence[Sequence[Line]]) -> bool:
    """Tell whether rows are names with what is said of each: no entries, contents, fields, notes, code or columns of prose."""
    texts = [" ".join(cell.text for cell in row) for row in rows]
    if any(marks.is_entry(text) or is_contents(text) for text in texts) or any(len(row[0].text) == 1 for row in rows):
        return False
    if 2 * sum(marks.level(text) > 0 or is_field(text) for text in texts) > len(rows):
        return False
    columns = list(zip(*rows, strict=True))
    apart = any(
        2 * sum(_is_apart(a, b) for a, b in zip(before, column, strict=True)) > len(rows)
        for before, column in pairwise(columns)
    )
    inside = sum(len(phrases(cell, space=ALIGNED.list_space)) - 1 for row in rows for cell in row)
    if are_equations(columns) or 2 * sum(map(is_typed, rows)) > len(rows):
        return False
    running = all(map(is_prose, columns)) or any(map(_runs_on, columns))
    return apart and 2 * inside <= len(rows) and not running


def is_typed(row: Sequence[Line]) -> bool:
    """Tell whether nothing but a typed space parts the phrases of a line, as a field's name and its value in Japanese.

    Such lines begin their values at one place where the names happen to be as long as each other.
    """
    return len(row) > 1 and all(
        cell.glyphs[0].lead == "\u3000" and cell.box.x0 - before.box.x1 < TORN * cell.size
        for before, cell in pairwise(row)
    )


def _runs_on(column: Sequence[Line]) -> bool:
    """Tell whether the cells of a column are the lines of one text."""
    return (is_prose(column) or is_wrapped(column)) and 2 * sum(
        runs_on(a.text, b.text) for a, b in pairwise(column)
    ) >= len(column) - 1


def _is_apart(before: Line, cell: Line) -> bool:
    """Tell whether more than a space parts two cells; one of type of one width is as wide as half an em."""
    gap, last, first = cell.box.x0 - before.box.x1, before.glyphs[-1], cell.glyphs[0]
    return gap > (ALIGNED.space if last.font != first.font else ALIGNED.list_space) * cell.size
