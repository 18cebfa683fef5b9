"""Sheets to a Document: each sheet is a page, its rows are its lines."""

from collections.abc import Iterator

from kotae.documents.lines.periods import is_period
from kotae.documents.model import Block, Document, DocumentFormat, Page, Shortfall
from kotae.documents.sheets.model import Sheet, SheetCell
from kotae.documents.sheets.regions import Region, regions
from kotae.documents.tables.captioned import with_tables
from kotae.documents.tables.captions import line_kind
from kotae.documents.tables.raw import RawCell, RawTable
from kotae.errors import DocumentError
from kotae.text.normalise import join_label

_REMARK = 30  # characters: a line below a table that is longer is no row of it


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
    title: Block | None = None  # a line that stands alone: the title of the table below it, or else a paragraph
    for region in regions(sheet.cells):
        if region.is_table:
            yield from _table(region, page, sheet.merges_known, title)
            title = None
            continue
        for row in region.rows():
            if title is not None:
                yield title
            title = _line(row, page)
    if title is not None:
        yield title


def _line(row: tuple[SheetCell, ...], page: int) -> Block:
    text = " ".join(join_label(cell.text.split("\n")) for cell in row)
    return Block("paragraph", text, page, lines=(row[0].row + 1, row[0].row + 1))


def _table(region: Region, page: int, merges_known: bool, title: Block | None) -> Iterator[Block | RawTable]:
    rows, left = region.rows(), region.left
    over: list[Block] = [title] if title is not None else []
    while len(rows) > 2 and _stands_over(rows[0], region):
        over.append(_line(rows.pop(0), page))
    under: list[Block] = []
    while len(rows) > 2 and _stands_under(rows[-1], region):
        under.insert(0, _line(rows.pop(), page))
    untold = [place for place, block in enumerate(over) if line_kind(block.text) is None and not is_period(block.text)]
    named = any(line_kind(block.text) == "caption" for block in over)
    first = untold[-1] if untold and not named else len(over)  # a line that says nothing of itself is the table's title
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
        )
        for row in rows
        for cell in row
    )
    yield RawTable(cells, page, merges_known, above=tuple(block.text for block in over[first:]))
    yield from under


def _stands_over(row: tuple[SheetCell, ...], region: Region) -> bool:
    """Tell whether the first row of a table is a line above it: one cell at the left, over all columns, or with the unit."""
    if len(row) > 1:
        return False
    whole = row[0].column_span >= region.right - region.left
    return row[0].row_span == 1 and (row[0].column == region.left or whole or line_kind(row[0].text) == "unit")


def _stands_under(row: tuple[SheetCell, ...], region: Region) -> bool:
    if len(row) > 1 or row[0].column != region.left:
        return False
    return line_kind(row[0].text) in ("note", "source") or len(row[0].text) > _REMARK
