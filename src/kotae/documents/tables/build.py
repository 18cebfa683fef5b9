"""A raw grid of cells to a Table: header, row groups, sub-rows, merged cells, unit, caption, notes and source."""

from kotae.documents.lines.unit_lines import unit_of
from kotae.documents.model import Box, Cell, Table, TableRow
from kotae.documents.tables.captions import line_kind, read_surroundings
from kotae.documents.tables.first_section import has_first_section, with_first_section
from kotae.documents.tables.grid import Grid, lay_out
from kotae.documents.tables.groups import group_rows
from kotae.documents.tables.header import header_height, title_rows, unit_rows, unit_rows_below
from kotae.documents.tables.header_labels import header_labels
from kotae.documents.tables.header_times import with_times_over_columns
from kotae.documents.tables.paired_rows import with_shared_labels
from kotae.documents.tables.parts import placed
from kotae.documents.tables.raw import RawTable
from kotae.documents.tables.signs import with_signs_joined
from kotae.documents.tables.spanning_labels import span_labels
from kotae.documents.tables.stubs import with_one_stub
from kotae.documents.tables.table_unit import first_unit, says_more
from kotae.documents.tables.typed_rows import typed
from kotae.documents.tables.values import period_in
from kotae.text.numbers import is_missing


def build(raw: RawTable) -> Table:
    """Understand the structure of a table, whatever format it came from.

    Never raises on odd grids: what cannot be understood stays a row with its text.

    Args:
        raw: the cells as drawn, with the lines of text around them.
    """
    whole = with_times_over_columns(lay_out(with_signs_joined(raw)))
    top, end = title_rows(whole), whole.height
    while end > top + 1 and _stands_below(whole, end - 1):
        end -= 1
    height = 0 if raw.listed else header_height(whole.part(top, end), raw.merges_known, raw.alike_from == top)
    if not height:
        top = unit_rows(whole)  # without a header below it, a row over all columns is the label of a group
    if has_first_section(whole, top, top + height):
        whole, top = with_first_section(whole, top, top + height), top - 1
    below = unit_rows_below(whole.part(top, end), height)
    whole = with_one_stub(whole, top + height + below, end)
    alone = [*range(top), *range(top + height, top + height + below)]
    titles = [_alone(whole, row, below=row >= top + height) for row in alone]
    remarks = [whole.text(row, 0) for row in range(end, whole.height)]
    around = read_surroundings((*raw.above, *titles), (*remarks, *raw.below))
    header = header_labels(whole.part(top, end), height, raw.merges_known, raw.runs_over)
    stated = around.unit or unit_of(header[0] if header else "")
    unit = first_unit(stated)
    lines = (*raw.above, *titles, *remarks, *raw.below)
    more = (line for line in lines if line_kind(line) == "unit" and says_more(line) and line not in around.notes)
    body = typed(header, _rows(whole.part(top + height + below, end), raw), around.caption, unit, whole.style)
    return Table(
        columns=body.columns,
        rows=body.rows,
        page=raw.page,
        caption=around.caption,
        unit=body.unit,
        notes=(*around.notes, *more),
        source=around.source,
        boxes=_bounds([box for cell in raw.cells for box in cell.boxes]),
        lines=_line_range([cell.line for cell in raw.cells]),
        label=body.label,
        period=period_in(around.caption),
        decimal="," if whole.style in ("comma", "space_comma") else ".",
    )


def _alone(grid: Grid, row: int, *, below: bool) -> str:
    """Return what the one cell of a row says; below the header it is a unit, in brackets as beside a table."""
    text = grid.text(row, min(grid.beginning(row), default=0))
    return f"({text})" if below and line_kind(text) != "unit" else text


def _stands_below(grid: Grid, row: int) -> bool:
    """Tell whether a last row is a note or source drawn inside the table."""
    return grid.beginning(row) == [0] and line_kind(grid.text(row, 0)) in ("note", "source")


def _rows(body: Grid, raw: RawTable) -> tuple[TableRow, ...]:
    kinds = body.kinds()
    drawn, body = body, span_labels(with_shared_labels(body), kinds, raw.merges_known)
    grouped = group_rows(body, kinds)
    rows = []
    for (index, _), (group, parent) in zip(grouped, placed(body, grouped, kinds), strict=True):
        # What the row itself has is read from the grid as drawn: a carried label took the place of blank cells.
        own = [cell for c in range(drawn.width) if (cell := drawn.cell(index, c)) and drawn.begins(index, c)]
        boxes = tuple(box for cell in own for box in cell.boxes)
        rows.append(
            TableRow(
                cells=tuple(_cell(body, index, column) for column in range(body.width)),
                page=boxes[0].page if boxes else raw.page,
                group=group,
                parent=parent,
                boxes=boxes,
                lines=_line_range([cell.line for cell in own]),
            )
        )
    return tuple(rows)


def _cell(grid: Grid, row: int, column: int) -> Cell:
    cell = grid.cell(row, column)
    if cell is None:
        return Cell("", missing=True)
    inherited = bool(cell.text) and not grid.begins(row, column)
    return Cell(cell.text, None, is_missing(cell.text), inherited, cell.boxes)


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
