"""OpenDocument spreadsheets (ODS) to a Document: cells as they are shown."""

from typing import Any

from kotae.documents.model import Document
from kotae.documents.opendocument.xml import (
    CELLS,
    TABLE,
    cell_text,
    count,
    hidden_styles,
    opened_as,
    rows_of,
    spans,
    tag,
)
from kotae.documents.sheets.document import document
from kotae.documents.sheets.model import MOST_COLUMNS, MOST_ROWS, Sheet, SheetCell


def read_sheets(content: bytes, name: str) -> Document:
    """Read a spreadsheet: every sheet that is shown, its tables and the texts around them; errors as for `read_text`."""
    opened = opened_as("office:spreadsheet", content, name)
    hidden = hidden_styles(opened.body, "style:table-properties", "table:display", "false")
    sheets: list[Sheet] = []
    left = MOST_ROWS
    for table in opened.body.iterchildren(TABLE):
        label = table.get(tag("table:name")) or ""
        if table.get(tag("table:style-name")) in hidden:
            sheets.append(Sheet(label, (), hidden=True))
            continue
        cells, rows, is_cut = _sheet_cells(table, left)
        sheets.append(Sheet(label, cells, cut=is_cut))
        left -= rows
    return document(sheets, "ods", name, opened.title)


def _sheet_cells(table: Any, most: int) -> tuple[tuple[SheetCell, ...], int, bool]:
    """Return a sheet's cells, how many rows they stand in, and whether more follow."""
    cells: list[SheetCell] = []
    row = rows = 0
    for line in rows_of(table):
        column = 0
        found: list[SheetCell] = []
        for cell in line.iterchildren(*CELLS):
            across = count(cell, "table:number-columns-repeated", MOST_COLUMNS)
            text = cell_text(cell) if cell.tag == tag("table:table-cell") else ""
            if text:
                found.extend(SheetCell(text, row, column + n, *spans(cell)) for n in range(across))
            column += across
            if column >= MOST_COLUMNS:
                break
        repeated = count(line, "table:number-rows-repeated", 1_048_576)
        for n in range(repeated if found else 0):
            if rows == most:
                return tuple(cells), rows, True
            rows += 1
            cells.extend(SheetCell(c.text, c.row + n, c.column, c.row_span, c.column_span) for c in found)
        row += repeated
    return tuple(cells), rows, False
