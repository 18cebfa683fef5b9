"""Tables that run over the end of a page or column: their parts joined, with what the end cut in two."""

from dataclasses import replace

from kotae.documents.lines import marks
from kotae.documents.pdf.cells import Filled
from kotae.documents.pdf.exhibits import Element, Exhibit
from kotae.documents.pdf.tolerances import TABLES
from kotae.documents.tables.numerals import read_amount
from kotae.documents.tables.raw import RawCell
from kotae.text import numbers
from kotae.text.normalise import join_label


def continued(elements: list[Element]) -> list[Element]:
    """Join tables that go on after a page's or column's end, with no running text between the two parts."""
    joined: list[Element] = []
    last: int | None = None
    for element in elements:
        if isinstance(element, Exhibit):
            before = joined[last] if last is not None else None
            if last is not None and isinstance(before, Exhibit) and _goes_on(before, element):
                joined[last] = _appended(before, element)
                continue
            last = len(joined)
        elif not element.aside and element.kind != "footnote" and not marks.is_continued(element.text):
            last = None
        joined.append(element)
    return joined


def _goes_on(one: Exhibit, other: Exhibit) -> bool:
    first, second = one.table, other.table
    captions = [s.text for s in other.above if s.kind == "caption"]
    if first.box.page == second.box.page and second.box.y0 > first.box.y0:
        return False
    if (
        len(first.xs) != len(second.xs)
        or (first.ruled, first.listed) != (second.ruled, second.listed)
        or one.turn != other.turn
    ):
        return False
    if not _repeated(first, second) and _has_header(second):
        return False
    known = {s.text for s in one.above}
    if any(not marks.is_continued(caption) and caption not in known for caption in captions):
        return False
    near = TABLES.same_ruled if first.ruled else TABLES.same_unruled
    alike = all(abs((a - first.xs[0]) - (b - second.xs[0])) < near for a, b in zip(first.xs, second.xs, strict=True))
    return alike and (not one.below or bool(captions) or _repeated(first, second) > 0)


def _row(table: Filled, row: int) -> list[tuple[int, str]]:
    return [(cell.column, cell.text) for cell in table.cells if cell.row == row]


def _has_header(table: Filled) -> bool:
    """Tell whether a table's first row labels columns of values: it has a text wherever they stand, and no value."""
    top = {cell.column: cell.text for cell in table.cells if cell.row == 0}
    below = [cell for cell in table.cells if cell.row > 0 and cell.column > 0 and cell.text]
    numeric = {
        column
        for column in range(1, len(table.xs) - 1)
        if (texts := [cell.text for cell in below if cell.column == column]) and all(map(_is_value, texts))
    }
    sure = len(numeric) > 1 or (bool(numeric) and table.rows > TABLES.header_over_one)
    return sure and all(top.get(column) and not _is_value(top[column]) for column in numeric)


def _is_value(text: str) -> bool:
    return read_amount(text) is not None or numbers.is_missing(text)


def _repeated(first: Filled, second: Filled) -> int:
    """Return how many of the first rows are the header again."""
    count = 0
    while count < min(4, second.rows - 1) and _row(first, count) == _row(second, count) and _row(first, count):
        count += 1
    return count


def _appended(one: Exhibit, other: Exhibit) -> Exhibit:
    first, second = one.table, other.table
    skipped = _repeated(first, second)
    cells = list(first.cells)
    if _cuts_row(first, second, skipped):
        cells = [_lengthened(cell, first.rows, second, skipped) for cell in cells]
        skipped += 1
    for cell in second.cells:
        if cell.row < skipped:
            continue
        moved = replace(cell, row=cell.row - skipped + first.rows)
        over = _cut_cell(cells, moved, first.rows) if cell.row == skipped else None
        if over is None:
            cells.append(moved)
        else:
            cells[over] = _united(cells[over], moved)
    rows = first.rows + second.rows - skipped
    ordered = tuple(sorted(cells, key=lambda c: (c.row, c.column)))
    table = replace(first, cells=ordered, rows=rows)
    above = (*one.above, *(s for s in other.above if marks.is_unit(s.text) and not one.above))
    below = (*one.below, *(s for s in other.below if s.text not in {b.text for b in one.below}))
    return replace(one, table=table, above=above, below=below)


def _cuts_row(first: Filled, second: Filled, row: int) -> bool:
    """Tell whether a page's end cuts a row in two: the second part begins without a label and goes on with a text."""
    last = {c.column: c for c in first.cells if c.row == first.rows - 1}
    rest = {c.column: c for c in second.cells if c.row == row}
    if row + 1 >= second.rows or last.keys() != rest.keys() or any(c.row_span > 1 for c in rest.values()):
        return False
    going_on = [column for column, cell in rest.items() if cell.text]
    return (
        0 not in going_on
        and bool(going_on)
        and all(read_amount(rest[c].text) is None and not numbers.is_missing(rest[c].text) for c in going_on)
        and all(last[c].text and not marks.ends_sentence(last[c].text) for c in going_on)
    )


def _lengthened(cell: RawCell, end: int, second: Filled, row: int) -> RawCell:
    """Return a cell of the last row with what the other page holds of it."""
    rest = next((c for c in second.cells if (c.row, c.column) == (row, cell.column) and c.text), None)
    if cell.row != end - 1 or rest is None:
        return cell
    return replace(cell, text=join_label([cell.text, rest.text]), boxes=cell.boxes + rest.boxes)


def _cut_cell(cells: list[RawCell], cell: RawCell, end: int) -> int | None:
    """Return the merged cell at the first part's end that a cell at the second's beginning goes on with.

    A page's end cuts a merged cell in two, and its text stands in one of them only.
    """
    for i, above in enumerate(cells):
        same = (above.column, above.column_span) == (cell.column, cell.column_span)
        if same and above.row + above.row_span == end and (above.row_span > 1 or cell.row_span > 1):
            begun = not cell.text and bool(above.text)
            put_off = not above.text and above.row_span > 1 and cell.row_span > 1
            return i if begun or put_off else None
    return None


def _united(above: RawCell, below: RawCell) -> RawCell:
    boxes = above.boxes if above.text else below.boxes
    return replace(above, text=above.text or below.text, row_span=above.row_span + below.row_span, boxes=boxes)
