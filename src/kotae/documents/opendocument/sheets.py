"""OpenDocument spreadsheets (ODS) to a Document: cells as they are shown."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from kotae.documents.model import Document
from kotae.documents.opendocument.xml import (
    CELLS,
    LEFT_OUT,
    SHAPES,
    TABLE,
    Indents,
    cell_text,
    count,
    hidden_styles,
    indent_of,
    indents_of,
    opened_as,
    paragraphs,
    rows_of,
    shapes,
    shown,
    spans,
    tag,
)
from kotae.documents.sheets.document import document
from kotae.documents.sheets.model import MOST_COLUMNS, MOST_ROWS, Sheet, SheetCell
from kotae.text.normalise import join_label

_APART = LEFT_OUT | SHAPES


def read_sheets(content: bytes, name: str) -> Document:
    """Read a spreadsheet: every sheet that is shown, its tables, the texts around and over them; errors as for `read_text`."""
    opened = opened_as("office:spreadsheet", content, name)
    hidden = hidden_styles(opened.body, "style:table-properties", "table:display", "false")
    indents = indents_of(opened.body)
    sheets: list[Sheet] = []
    left = MOST_ROWS
    for table in opened.body.iterchildren(TABLE):
        label = table.get(tag("table:name")) or ""
        if table.get(tag("table:style-name")) in hidden:
            sheets.append(Sheet(label, (), hidden=True))
            continue
        sheet, rows = _sheet(table, label, left, indents)
        sheets.append(sheet)
        left -= rows
    return document(sheets, "ods", name, opened.title)


def _sheet(table: Any, label: str, most: int, indents: Indents) -> tuple[Sheet, int]:
    """Return a sheet and how many rows of it were read."""
    cells: list[SheetCell] = []
    boxes = [box for whole in table.iterchildren(tag("table:shapes")) for box in _boxes(whole, 0)]
    row = rows = 0
    for line in rows_of(table):
        column = 0
        found: list[SheetCell] = []
        for cell in line.iterchildren(*CELLS):
            across = count(cell, "table:number-columns-repeated", MOST_COLUMNS)
            text = cell_text(cell, _APART) if cell.tag == tag("table:table-cell") else ""
            boxes.extend(_boxes(cell, row))
            if text:
                indent = indent_of(cell, indents, _APART)
                found.extend(SheetCell(text, row, column + n, *spans(cell), indent) for n in range(across))
            column += across
            if column >= MOST_COLUMNS:
                break
        repeated = count(line, "table:number-rows-repeated", 1_048_576)
        for n in range(repeated if found else 0):
            if rows == most:
                return Sheet(label, tuple(cells), cut=True, boxes=tuple(boxes)), rows
            rows += 1
            cells.extend(replace(cell, row=row + n) for cell in found)
        row += repeated
    return Sheet(label, tuple(cells), boxes=tuple(boxes)), rows


def _boxes(node: Any, row: int) -> Iterator[tuple[int, str]]:
    """Yield the texts of the shapes that are tied to a cell or a sheet, each paragraph with the row it is shown from."""
    for shape in shapes(node):
        for paragraph in paragraphs(shape):
            if text := join_label(shown(paragraph).split("\n")).strip():
                yield row, text
