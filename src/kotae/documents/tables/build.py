"""A raw grid of cells to a Table: header, row groups, sub-rows, merged cells, unit, caption, notes and source."""

from dataclasses import replace

from kotae.documents.model import Box, Cell, Table, TableRow
from kotae.documents.tables.captions import line_kind, read_surroundings, unit_of
from kotae.documents.tables.grid import Grid, GridCell, column_kinds, lay_out, number_in, own_columns, owns, text_at
from kotae.documents.tables.groups import group_rows, parents
from kotae.documents.tables.header import header_height, header_labels, title_rows
from kotae.documents.tables.raw import RawTable
from kotae.documents.tables.spanning_labels import span_labels
from kotae.documents.tables.units import table_unit
from kotae.text.numbers import is_missing


def build(raw: RawTable) -> Table:
    """Understand the structure of a table, whatever format it came from.

    Never raises on odd grids: what cannot be understood stays a row with its text.

    Args:
        raw: the cells as drawn, with the lines of text around them.
    """
    whole = lay_out(raw)
    top, end = title_rows(whole), len(whole)
    while end > top + 1 and _stands_below(whole, end - 1):
        end -= 1
    height = header_height(_part(whole, top, end), raw.merges_known)
    if not height:
        top = 0  # without a header below it, a row over all columns is the label of a group
    titles = [text_at(row, 0) for row in whole[:top]]
    remarks = [text_at(row, 0) for row in whole[end:]]
    around = read_surroundings((*raw.above, *titles), (*remarks, *raw.below))
    header = header_labels(_part(whole, top, end), height, raw.merges_known)
    rows = _rows(_part(whole, top + height, end), raw)
    return Table(
        header=header,
        rows=rows,
        page=raw.page,
        caption=around.caption,
        unit=around.unit or unit_of(header[0] if header else "") or table_unit(around.caption, header, rows),
        notes=around.notes,
        source=around.source,
        boxes=_bounds([box for cell in raw.cells for box in cell.boxes]),
        lines=_line_range([cell.line for cell in raw.cells]),
    )


def _stands_below(grid: Grid, row: int) -> bool:
    """Tell whether a last row is a note or source drawn inside the table."""
    return own_columns(grid, row) == [0] and line_kind(text_at(grid[row], 0)) in ("note", "source")


def _part(grid: Grid, start: int, end: int) -> Grid:
    """Return rows [start, end) as a grid of their own; cells from above it keep reaching in."""
    moved: dict[int, GridCell] = {}
    rows = []
    for row in grid[start:end]:
        for cell in row:
            if cell is not None and id(cell) not in moved:
                moved[id(cell)] = replace(cell, row=cell.row - start)
        rows.append(tuple(moved[id(cell)] if cell is not None else None for cell in row))
    return tuple(rows)


def _rows(body: Grid, raw: RawTable) -> tuple[TableRow, ...]:
    kinds = column_kinds(body, 0)
    drawn, body = body, span_labels(body, kinds, raw.merges_known)
    grouped = group_rows(body, kinds)
    rows = []
    for (index, group), parent in zip(grouped, parents(body, grouped, kinds), strict=True):
        # What the row itself has is read from the grid as drawn: a carried label took the place of blank cells.
        own = [cell for c, cell in enumerate(drawn[index]) if cell is not None and owns(cell, index, c)]
        boxes = tuple(box for cell in own for box in cell.boxes)
        rows.append(
            TableRow(
                cells=tuple(_cell(cell, index, column) for column, cell in enumerate(body[index])),
                page=boxes[0].page if boxes else raw.page,
                group=group,
                parent=parent,
                boxes=boxes,
                lines=_line_range([cell.line for cell in own]),
            )
        )
    return tuple(rows)


def _cell(cell: GridCell | None, row: int, column: int) -> Cell:
    if cell is None:
        return Cell("", missing=True)
    inherited = bool(cell.text) and not owns(cell, row, column)
    return Cell(cell.text, number_in(cell.text), is_missing(cell.text), inherited, cell.boxes)


def _line_range(lines: list[int | None]) -> tuple[int, int] | None:
    known = [line for line in lines if line is not None]
    return (min(known), max(known)) if known else None


def _bounds(boxes: list[Box]) -> tuple[Box, ...]:
    """Return the smallest box around all boxes of each page."""
    pages: dict[int, list[Box]] = {}
    for box in boxes:
        pages.setdefault(box.page, []).append(box)
    return tuple(
        Box(page, min(b.x0 for b in on), min(b.y0 for b in on), max(b.x1 for b in on), max(b.y1 for b in on))
        for page, on in sorted(pages.items())
    )
