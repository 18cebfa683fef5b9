"""Sheets to a Document: each sheet is a page, its rows are its lines."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kotae.documents.lines.fields import is_field
from kotae.documents.lines.periods import is_period
from kotae.documents.model import Block, Document, DocumentFormat, Page, Shortfall
from kotae.documents.sheets.model import Sheet, SheetCell
from kotae.documents.sheets.regions import REMARK, Region, regions, said
from kotae.documents.tables.captioned import with_tables
from kotae.documents.tables.captions import line_kind
from kotae.documents.tables.raw import RawCell, RawTable
from kotae.documents.tables.values import kind_of
from kotae.errors import DocumentError
from kotae.text.normalise import closed_up, join_label

_INDEX_BASE = re.compile(r"[(（\[［][^()（）]*[=＝]\s*100[^()（）]*[)）\]］]")  # "(2020年=100)"
_COLON = re.compile("[:：]")
_MOST_OVER, _FEW = 4, 2  # rows over a table that end in a unit, and texts in the last of them: a title and the unit
_UNDER_CAPTION = 2  # lines between a caption and its table that say nothing of themselves


def document(sheets: list[Sheet], format: DocumentFormat, name: str, title: str = "") -> Document:
    """Return the document that sheets make.

    Args:
        sheets: in their order; hidden ones are named and left out.
        format: the document's format.
        name: the file's name, its title where it has no other.
        title: its title, "" where it has none.

    Raises:
        DocumentError: no sheet that is shown holds anything.
    """
    parts: list[Block | RawTable] = []
    shortfalls: list[Shortfall] = []
    for number, sheet in enumerate(sheets, 1):
        if sheet.hidden:
            shortfalls.append(Shortfall(number, number, "left_out", "hidden", sheet.name))
            continue
        if sheet.cut:
            shortfalls.append(Shortfall(number, number, "in_part", "limit", sheet.name))
        if sheet.uncomputed:
            shortfalls.append(Shortfall(number, number, "in_part", "formulas", sheet.name))
        found = list(_sheet_parts(sheet, number))
        if found and sheet.name:
            parts.append(Block("heading", sheet.name, number, 1))
        parts.extend(found)
    if not any(isinstance(part, RawTable) or part.kind != "heading" for part in parts):
        raise DocumentError(f"{name}: no sheet that is shown holds text or numbers; save it again with them")
    pages = tuple(Page(number, 0, 0) for number in range(1, len(sheets) + 1))
    stem = name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return Document(format, title.strip() or stem, pages, with_tables(parts), tuple(shortfalls))


def _sheet_parts(sheet: Sheet, page: int) -> Iterator[Block | RawTable]:
    lines: list[Block] = []  # since the last table: those that stand over the next one, and others
    above: tuple[str, ...] = ()
    common: tuple[str, ...] = ()  # the lines over tables that stand side by side
    for region in regions(sheet.cells):
        if region.is_table:
            for part in _table(region, page, sheet.merges_known, lines):
                if isinstance(part, RawTable):
                    if region.side > 1:
                        part = replace(part, above=(*common, *part.above))
                    else:
                        common = tuple(line.text for line in lines if line.text in part.above)
                    above = above if region.goes_on and region.side < 2 else part.above
                    yield replace(part, above=above)
                else:
                    yield part
            lines = []
        else:
            lines.extend(_line(row, page) for row in region.rows())
    yield from lines
    yield from (Block("paragraph", text, page, lines=(row + 1, row + 1)) for row, text in sheet.boxes)


def _line(row: tuple[SheetCell, ...], page: int) -> Block:
    """Return what a row says as one line; a title may be cut at any letter into cells that stand side by side."""
    runs: list[list[SheetCell]] = []
    for cell in said(row):
        if runs and cell.column == runs[-1][-1].column + runs[-1][-1].column_span:
            runs[-1].append(cell)
        else:
            runs.append([cell])
    lines = ([" ".join(cell.text for cell in run)] if len(run) > 1 else run[0].text.split("\n") for run in runs)
    text = " ".join(join_label([closed_up(line) for line in each]) for each in lines)
    return Block("paragraph", text, page, lines=(row[0].row + 1, row[0].row + 1))


def _table(region: Region, page: int, merges_known: bool, lines: list[Block]) -> Iterator[Block | RawTable]:
    rows, left = region.rows(), region.left
    over = list(lines)
    for _ in range(_rows_over(rows, region)):
        over.append(_line(rows.pop(0), page))
    under: list[Block] = []
    while len(rows) > 2 and _stands_under(rows[-1], region):
        under.insert(0, _line(rows.pop(), page))
    first = _title(lines if region.side else over)
    yield from over[:first]
    top = rows[0][0].row
    cells = tuple(
        RawCell(
            cell.text,
            cell.row - top,
            cell.column - left,
            cell.row_span,
            cell.column_span,
            line=cell.row + 1,
            indent=cell.indent,
        )
        for row in rows
        for cell in row
    )
    above = tuple(block.text for block in over[first:])
    runs_over = all(cell.column_span == 1 for cell in cells)
    yield RawTable(cells, page, merges_known, above=above, runs_over=runs_over)
    yield from under


def _title(over: list[Block]) -> int:
    """Return where, among the lines over a table, those begin that are its own: its caption or title, unit and notes.

    A line that says nothing of itself is the title; a caption with nothing but units and times behind it is left to
    whoever ties captions to tables.
    """
    kinds = [line_kind(block.text) or ("period" if _says_when(block.text) else None) for block in over]
    untold = max((place for place, kind in enumerate(kinds) if kind is None), default=-1)
    caption = max((place for place, kind in enumerate(kinds) if kind == "caption"), default=-1)
    if caption < 0 or untold - caption > _UNDER_CAPTION:
        return untold if untold >= 0 else len(over)
    return caption if {None, "note", "source"} & {*kinds[caption:]} else len(over)


def _says_when(line: str) -> bool:
    """Tell whether a line is a time, alone or as what a field says ("作成日：2024年5月1日")."""
    return is_period(line) or (is_field(line) and is_period(_COLON.split(line, maxsplit=1)[-1]))


def _rows_over(rows: list[tuple[SheetCell, ...]], region: Region) -> int:
    """Return how many leading rows of a table are lines above it: the last of them, and what stands over that."""
    count = 0
    while len(rows) - count > 2 and _stands_over(rows[count], region):
        count += 1
    marked = [
        place
        for place, row in enumerate(rows[count : min(count + _MOST_OVER, len(rows) - 2)], count)
        if _is_marked(said(row)[-1].text)
        and all(kind_of(cell.text) == "text" for cell in row)
        and len(said(row)) <= _FEW
        and not (place and _are_units_below(row, rows[place - 1]))
    ]
    return marked[-1] + 1 if marked else count


def _are_units_below(row: tuple[SheetCell, ...], above: tuple[SheetCell, ...]) -> bool:
    """Tell whether all cells of a row are units, several, and below names of columns."""
    named = {cell.column for cell in above}
    return len(row) > 1 and all(line_kind(cell.text) == "unit" and cell.column in named for cell in row)


def _is_marked(text: str) -> bool:
    """Tell whether a line says a unit, a note or a source, what an index is measured by, or a field ("作成日：2024年5月1日")."""
    is_base = _INDEX_BASE.fullmatch(text.strip()) is not None
    return is_base or line_kind(text) in ("unit", "note", "source") or is_field(text)


def _stands_over(row: tuple[SheetCell, ...], region: Region) -> bool:
    """Tell whether the first row of a table is a line above it: one text at the left, over all columns, a unit or note."""
    if len(said(row)) > 1:
        return False
    whole = row[0].column_span >= region.right - region.left
    marked = _is_marked(row[0].text)
    return row[0].row_span == 1 and (row[0].column == region.left or whole or marked)


def _stands_under(row: tuple[SheetCell, ...], region: Region) -> bool:
    if len(row) > 1 or row[0].column != region.left:
        return False
    return line_kind(row[0].text) in ("note", "source") or len(row[0].text) > REMARK
