"""The last rows of a table, alone on the next page: too few lines there for anything to show that they are a table's."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from kotae.documents.model import Box
from kotae.documents.pdf.cells import Filled, fill
from kotae.documents.pdf.layout import Line, PageSource, hull, in_lines
from kotae.documents.pdf.part import Part
from kotae.documents.pdf.phrases import is_value
from kotae.documents.pdf.ruled import Grid, Slot
from kotae.documents.pdf.tolerances import ALIGNED, PAGE, TABLES
from kotae.documents.pdf.words import by_place, words

_HEADER, _FOOTER = "page-header", "page-footer"

_Row = Sequence[tuple[int, Line]]


def with_rows_overleaf(
    sources: Sequence[PageSource], pages: Sequence[list[Part]], known: frozenset[str]
) -> list[list[Part]]:
    """Return the parts of each page; rows that the table at the end of the page before leaves to it are a table.

    Args:
        sources: the pages.
        pages: the parts of each.
        known: the document's words.
    """
    found = list(pages)
    for place, (source, other) in enumerate(pairwise(sources)):
        table = _last_table(source, found[place]) if other.number == source.number + 1 else None
        rows = _rows(table, found[place + 1]) if table else []
        if table and rows:
            rest = _without(found[place + 1], [line for row in rows for _, line in row])
            found[place + 1] = [*rest, _as_part(table, rows, other.number, known)]
    return found


def _last_table(source: PageSource, parts: Iterable[Part]) -> Filled | None:
    """Return the table with which a page ends, but for its footer."""
    floor = (1 - PAGE.margin) * source.height
    kept = [part for part in parts if part.table or (part.kind != _FOOTER and part.box.y0 < floor)]
    last = max(kept, key=lambda part: part.box.y1, default=None)
    return last.table if last else None


def _rows(table: Filled, parts: Iterable[Part]) -> list[_Row]:
    """Return the first lines of a page that are rows of a table, as the columns that their pieces stand in."""
    held = list(parts)
    headers = {id(line) for part in held if part.kind == _HEADER for line in part.lines}
    lines = [line for part in held if not part.table for line in part.lines]
    tops = [part.box.y0 for part in held if part.table]
    rows: list[_Row] = []
    for line in in_lines(lines):
        row = _placed(line, table)
        if not row and not rows and all(id(piece) in headers for piece in lines if _is_level(piece, line)):
            continue
        if not row:
            break
        rows.append(row)
    floor = max((line.box.y1 + ALIGNED.header * line.size for row in rows for _, line in row), default=0.0)
    return [] if any(top < floor for top in tops) else rows  # else they are the header of what stands below them


def _is_level(piece: Line, line: Line) -> bool:
    return line.box.y0 <= (piece.box.y0 + piece.box.y1) / 2 <= line.box.y1


def _placed(line: Line, table: Filled) -> _Row:
    """Return the pieces of a line with their columns where all of them stand there as what is above does; else nothing."""
    if not line.upright:
        return ()
    inner = table.xs[1:-1]
    row = by_place(line, [bisect_right(inner, (word.box.x0 + word.box.x1) / 2) for word in words(line)])
    columns = [column for column, _ in row]
    full = columns[:1] == [0] and len(columns) >= max(2, TABLES.row_filled * (len(table.xs) - 1))
    fits = full and len(set(columns)) == len(columns) and all(_is_set_as(table, *cell) for cell in row)
    return row if fits else ()


def _is_set_as(table: Filled, column: int, line: Line) -> bool:
    """Tell whether a text begins, ends or has its middle where most of a column do, and is a value where they are."""
    cells = [cell for cell in table.cells if cell.row and (cell.column, cell.column_span) == (column, 1) and cell.text]
    boxes = [cell.boxes[0] for cell in cells]
    flush = ALIGNED.off * line.size
    level = max(
        sum(abs(box.x0 - line.box.x0) < flush for box in boxes),
        sum(abs(box.x1 - line.box.x1) < flush for box in boxes),
        sum(abs(box.x0 + box.x1 - line.box.x0 - line.box.x1) < 2 * flush for box in boxes),
    )
    values = sum(is_value(cell.text) for cell in cells)
    return bool(cells) and 2 * level > len(cells) and (2 * values <= len(cells) or is_value(line.text))


def _without(parts: Iterable[Part], taken: Sequence[Line]) -> list[Part]:
    """Return parts without the lines of some rows."""
    boxes = [line.box for line in taken]
    kept: list[Part] = []
    for part in parts:
        lines = tuple(line for line in part.lines if not any(_shares(line.box, box) for box in boxes))
        if len(lines) == len(part.lines):
            kept.append(part)
        elif lines:
            kept.append(replace(part, box=hull(line.box for line in lines), lines=lines))
    return kept


def _shares(box: Box, taken: Box) -> bool:
    return box.x0 < taken.x1 and taken.x0 < box.x1 and box.y0 < (taken.y0 + taken.y1) / 2 < box.y1


def _as_part(table: Filled, rows: Sequence[_Row], page: int, known: frozenset[str]) -> Part:
    boxes = [hull(line.box for _, line in row) for row in rows]
    ys = (boxes[0].y0, *((above.y1 + below.y0) / 2 for above, below in pairwise(boxes)), boxes[-1].y1)
    box = Box(page, table.xs[0], ys[0], table.xs[-1], ys[-1])
    slots = tuple(
        Slot(i, j, 1, 1, Box(page, x0, ys[i], x1, ys[i + 1]), tuple(line for column, line in row if column == j))
        for i, row in enumerate(rows)
        for j, (x0, x1) in enumerate(pairwise(table.xs))
    )
    filled = fill(Grid(box, table.xs, ys, slots), (), known, ruled=False)
    return Part("table", box, table=replace(filled, ruled=table.ruled, listed=table.listed, xs=table.xs))
