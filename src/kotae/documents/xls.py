"""Old Excel workbooks (XLS, of Excel 97 to 2003 and before) to a Document, read with xlrd, which runs nothing in them."""

import datetime
import io
import struct
from collections.abc import Iterator
from typing import Any

import xlrd
from xlrd.compdoc import SIGNATURE, CompDoc, CompDocError

from kotae.documents.model import Document
from kotae.documents.sheets.document import document
from kotae.documents.sheets.formats import JAPANESE_FORMATS, Value, language_of, shown
from kotae.documents.sheets.model import MOST_COLUMNS, MOST_ROWS, Sheet, SheetCell, set_in
from kotae.documents.xls_boxes import sheet_boxes
from kotae.errors import DocumentError
from kotae.text.language import Language

_EXCEL_97 = 80  # as xlrd counts
# How cells are aligned, as [MS-XLS] 2.5.129 counts; at the left are also the justified and the distributed.
_GENERAL, _AT_LEFT = 0, frozenset([1, 5, 7])
# What xlrd raises on damaged files.
_DAMAGED = (
    xlrd.XLRDError,
    CompDocError,
    AssertionError,
    struct.error,
    LookupError,
    ValueError,
    TypeError,
    RecursionError,
)


def read(content: bytes, name: str) -> Document:
    """Read a workbook: every sheet that is shown, its tables and the texts around them; formulas by their saved values.

    Args:
        content: the file's bytes.
        name: the file's name, for messages and as the document's title.

    Raises:
        DocumentError: the file is encrypted, damaged, or holds nothing.
    """
    try:
        # Rows as long as they are: else one cell far away, of a damaged file, would make millions of empty ones.
        workbook = xlrd.open_workbook(
            file_contents=content, formatting_info=True, ragged_rows=True, logfile=io.StringIO()
        )
    except _DAMAGED as error:
        if "encrypted" in str(error).lower():
            raise DocumentError(f"{name}: the file is encrypted; save it without a password") from error
        raise DocumentError(f"{name}: the file is damaged or no workbook; save it anew as XLSX") from error
    language = language_of(text for sheet in workbook.sheets() for text in _texts(sheet))
    sheets: list[Sheet] = []
    left = MOST_ROWS
    for sheet, boxes in zip(workbook.sheets(), _boxes(workbook, content), strict=True):
        if sheet.visibility:
            sheets.append(Sheet(sheet.name, (), hidden=True))
            continue
        cells = _cells(sheet, workbook, left, language)
        rows = len({cell.row for cell in cells})
        is_cut = rows == left and sheet.nrows > cells[-1].row + 1 if cells else False
        sheets.append(Sheet(sheet.name, cells, cut=is_cut, boxes=boxes))
        left -= rows
    return document(sheets, "xls", name)


def _boxes(workbook: Any, content: bytes) -> list[tuple[tuple[int, str], ...]]:
    """Return the texts of the shapes over each sheet, which xlrd leaves out; workbooks before Excel 97 keep them otherwise."""
    none: list[tuple[tuple[int, str], ...]] = [()] * workbook.nsheets
    if workbook.biff_version < _EXCEL_97:
        return none
    if content.startswith(SIGNATURE):
        compound = CompDoc(content, logfile=io.StringIO())
        content = compound.get_named_stream("Workbook") or compound.get_named_stream("Book") or b""
    return (sheet_boxes(content) + none)[: workbook.nsheets]


def _texts(sheet: Any) -> Iterator[str]:
    for row in range(sheet.nrows):
        yield from (cell.value for cell in sheet.row(row) if cell.ctype == xlrd.XL_CELL_TEXT)


def _cells(sheet: Any, workbook: Any, most: int, language: Language) -> tuple[SheetCell, ...]:
    spans = {(top, left): (bottom - top, right - left) for top, bottom, left, right in sheet.merged_cells}
    covered = {
        (row, column)
        for top, bottom, left, right in sheet.merged_cells
        for row in range(top, min(bottom, sheet.nrows))
        for column in range(left, min(right, MOST_COLUMNS))
        if (row, column) != (top, left)
    }
    cells: list[SheetCell] = []
    rows = 0
    for row in range(sheet.nrows):
        texts = [
            (column, _text(sheet, workbook, row, column, language))
            for column in range(min(sheet.row_len(row), MOST_COLUMNS))
        ]
        found = [
            SheetCell(
                text.strip(), row, column, *spans.get((row, column), (1, 1)), _indent(sheet, workbook, row, column)
            )
            for column, text in texts
            if text.strip() and (row, column) not in covered
        ]
        if found and rows == most:
            break
        rows += bool(found)
        cells.extend(found)
    return tuple(cells)


def _text(sheet: Any, workbook: Any, row: int, column: int, language: Language) -> str:
    kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
    if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return ""
    if kind == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(value, "#N/A"))
    if kind == xlrd.XL_CELL_BOOLEAN:
        return shown(bool(value), "")
    key = workbook.xf_list[sheet.cell_xf_index(row, column)].format_key
    number_format = workbook.format_map[key].format_str or JAPANESE_FORMATS.get(key, "General")
    return shown(_value(kind, value, workbook), number_format, language)


def _indent(sheet: Any, workbook: Any, row: int, column: int) -> int | None:
    """Return how far a cell is set in, in the width of a space; numbers stand at the right unless their format says otherwise."""
    is_text = sheet.cell_type(row, column) == xlrd.XL_CELL_TEXT
    alignment = workbook.xf_list[sheet.cell_xf_index(row, column)].alignment
    at_left = alignment.hor_align in _AT_LEFT or (is_text and alignment.hor_align == _GENERAL)
    return set_in(sheet.cell_value(row, column) if is_text else "", alignment.indent_level, at_left=at_left)


def _value(kind: int, value: str | float, workbook: Any) -> Value:
    if kind != xlrd.XL_CELL_DATE:
        return value
    value = float(value)
    try:
        moment: datetime.datetime = xlrd.xldate_as_datetime(value, workbook.datemode)
    except (ValueError, OverflowError):
        return value
    return moment.time() if value < 1 else moment
