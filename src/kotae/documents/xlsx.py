"""Excel workbooks (XLSX, XLSM) to a Document, read with openpyxl: values as they were saved, macros and links left alone."""

import itertools
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.utils.cell import range_boundaries

from kotae.documents.archives import opened, usual
from kotae.documents.drawingml import sheet_boxes
from kotae.documents.model import Document
from kotae.documents.sheets.cells import loaded, value_of
from kotae.documents.sheets.document import document
from kotae.documents.sheets.formats import language_of, shown
from kotae.documents.sheets.model import MOST_COLUMNS, MOST_ROWS, Sheet, SheetCell, set_in
from kotae.errors import DocumentError
from kotae.text.language import Language

_STREAMED = 30_000_000  # bytes of sheets: larger ones are streamed, which does not tell what is merged
_MERGED = 200_000  # places under merged cells: openpyxl makes an object for each where it does not stream
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell [^>]*?ref=[\"']([A-Z]+\d+:[A-Z]+\d+)[\"']")
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")


def read(content: bytes, name: str) -> Document:
    """Read a workbook: every sheet that is shown, its tables and the texts around them.

    Args:
        content: the file's bytes.
        name: the file's name, for messages and as the title of a workbook that has none.

    Raises:
        DocumentError: the file is encrypted, damaged, or holds nothing.
    """
    content = usual(content, opened(content, name))
    archive = opened(content, name)
    streamed = sum(part.file_size for part in _sheet_files(archive)) > _STREAMED
    has_formulas = False
    if not streamed:
        texts = [archive.read(part) for part in _sheet_files(archive)]
        streamed = sum(map(_covered, texts)) > _MERGED
        has_formulas = not streamed and any(map(_FORMULA.search, texts))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of features that are not read
        try:
            workbook = loaded(content, streamed=streamed, values=True)
            formulas = loaded(content, streamed=False, values=False) if has_formulas else None
        except KeyError as error:
            raise DocumentError(f"{name}: the file lacks parts of a workbook ({error}); save it anew") from error
        language = language_of(_texts(workbook, streamed))
        sheets: list[Sheet] = []
        left = MOST_ROWS
        for worksheet in workbook.worksheets:
            sheet, read_rows = _sheet(worksheet, formulas, left, streamed, language)
            left -= read_rows
            sheets.append(sheet if streamed or sheet.hidden else replace(sheet, boxes=_boxes(archive, worksheet)))
    return document(sheets, "xlsx", name, workbook.properties.title or "")


def _boxes(archive: zipfile.ZipFile, worksheet: Any) -> tuple[tuple[int, str], ...]:
    """Return the texts of the boxes that lie over a sheet, from above."""
    drawings = [relation.target for relation in worksheet._rels.find(SpreadsheetDrawing._rel_type)]
    known = frozenset(archive.namelist())
    found = (box for part in drawings if part in known for box in sheet_boxes(archive.read(part)))
    return tuple(sorted(found, key=lambda box: box[0]))


def _covered(text: bytes) -> int:
    """Return how many places of a sheet lie under merged cells."""
    areas = (range_boundaries(match.decode()) for match in _MERGE.findall(text))
    return sum((right - left + 1) * (bottom - top + 1) for left, top, right, bottom in areas)


def _sheet_files(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    return [part for part in archive.infolist() if part.filename.startswith("xl/worksheets/sheet")]


def _texts(workbook: Any, streamed: bool) -> Iterator[str]:
    """Yield the texts of a workbook's cells."""
    for worksheet in workbook.worksheets:
        rows = worksheet.iter_rows(max_col=MOST_COLUMNS) if streamed else [worksheet._cells.values()]
        values = (value_of(cell) for row in rows for cell in row)
        yield from (value for value in values if isinstance(value, str))


def _sheet(worksheet: Any, formulas: Any, most: int, streamed: bool, language: Language) -> tuple[Sheet, int]:
    """Return a sheet and how many rows of it were read."""
    if worksheet.sheet_state != "visible":
        return Sheet(worksheet.title, (), hidden=True), 0
    spans, covered = _merged(worksheet) if not streamed else ({}, set())
    cells: list[SheetCell] = []
    rows, is_cut = 0, False
    for row in worksheet.iter_rows(max_col=MOST_COLUMNS) if streamed else _kept_rows(worksheet):
        found = list(_row_cells(row, spans, covered, language))
        if not found:
            continue
        if rows == most:
            is_cut = True
            break
        rows += 1
        cells.extend(found)
    uncomputed = formulas is not None and _has_uncomputed(worksheet, formulas[worksheet.title])
    return Sheet(worksheet.title, tuple(cells), not streamed, is_cut, uncomputed), rows


def _kept_rows(worksheet: Any) -> Iterator[tuple[Any, ...]]:
    """Yield the cells that the file has, by rows: `iter_rows` makes all between them, and one stray cell makes millions."""
    kept = sorted(place for place in worksheet._cells if place[1] <= MOST_COLUMNS)
    for _, places in itertools.groupby(kept, key=lambda place: place[0]):
        yield tuple(worksheet._cells[place] for place in places)


def _row_cells(
    row: tuple[Any, ...],
    spans: dict[tuple[int, int], tuple[int, int]],
    covered: set[tuple[int, int]],
    language: Language,
) -> Iterator[SheetCell]:
    for cell in row:
        value = value_of(cell)
        if value is None:
            continue
        place = (cell.row - 1, cell.column - 1)
        said = shown(value, cell.number_format or "General", language)
        if said.strip() and place not in covered:
            indent = _indent(said, cell.alignment, is_text=isinstance(value, str))
            yield SheetCell(said.strip(), *place, *spans.get(place, (1, 1)), indent)


def _indent(text: str, alignment: Any, *, is_text: bool) -> int | None:
    """Return how far a cell is set in, in the width of a space; numbers stand at the right unless their format says otherwise."""
    at_left = alignment.horizontal in ("left", "justify", "distributed") or (
        is_text and alignment.horizontal in (None, "general")
    )
    return set_in(text, alignment.indent, at_left=at_left)


def _merged(worksheet: Any) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    """Return how far merged cells reach, by their first row and column, and the places that they cover."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for area in worksheet.merged_cells.ranges:
        down, across = area.max_row - area.min_row + 1, area.max_col - area.min_col + 1
        spans[area.min_row - 1, area.min_col - 1] = (min(down, MOST_ROWS), min(across, MOST_COLUMNS))
        if down * across <= MOST_ROWS:
            covered.update(
                (row - 1, column - 1)
                for row in range(area.min_row, area.max_row + 1)
                for column in range(area.min_col, area.max_col + 1)
                if (row, column) != (area.min_row, area.min_col)
            )
    return spans, covered


def _has_uncomputed(values: Any, formulas: Any) -> bool:
    """Tell whether a formula of a sheet has no value saved with it."""
    places = [place for place, cell in formulas._cells.items() if cell.data_type == "f"]
    return any(place not in values._cells or values._cells[place].value is None for place in places)
