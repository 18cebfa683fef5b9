"""What stands on a sheet: its tables, one below or beside the other, and the lines of text around them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from kotae.documents.sheets.model import SheetCell
from kotae.documents.tables.values import kind_of

_GAP = 2  # blank rows within one table at the most
REMARK = 30
"""Characters: a text alone in a row that is longer is no label."""
_FEWEST_LINES = 2  # of them between rows: one may be the label of a group
_WORD = 3  # characters: signs and words so short are values, however often they stand in a row


@dataclass(frozen=True, slots=True)
class Region:
    """Cells that belong together, by rows: a table, or lines of text where they stand in one column.

    `goes_on` says that it is a table's part below another one, with columns of its own.
    """

    cells: tuple[SheetCell, ...]
    goes_on: bool = False

    @property
    def top(self) -> int:
        """The first row."""
        return min(cell.row for cell in self.cells)

    @property
    def bottom(self) -> int:
        """The row behind the last one."""
        return max(cell.row + cell.row_span for cell in self.cells)

    @property
    def left(self) -> int:
        """The first column."""
        return min(cell.column for cell in self.cells)

    @property
    def right(self) -> int:
        """The column behind the last one."""
        return max(cell.column + cell.column_span for cell in self.cells)

    @property
    def is_table(self) -> bool:
        """Whether two of its rows say several things, or one says three."""
        several = [count for row in self.rows() if (count := len(said(row))) > 1]
        return len(several) > 1 or max(several, default=0) > 2

    def rows(self) -> list[tuple[SheetCell, ...]]:
        """Return its cells row by row."""
        by_row: dict[int, list[SheetCell]] = {}
        for cell in self.cells:
            by_row.setdefault(cell.row, []).append(cell)
        return [tuple(by_row[row]) for row in sorted(by_row)]


def said(row: tuple[SheetCell, ...]) -> tuple[SheetCell, ...]:
    """Return the cells of a row, a text that it repeats once: it is there again for each printed page, or for a link."""
    texts: set[str] = set()
    kept: list[SheetCell] = []
    for cell in row:
        if cell.text not in texts or len(cell.text) <= _WORD or kind_of(cell.text) != "text":
            kept.append(cell)
        texts.add(cell.text)
    return tuple(kept)


def regions(cells: tuple[SheetCell, ...]) -> list[Region]:
    """Return what stands on a sheet, from above and from the left."""
    joined = _joined(list(_parted(cells)))
    cut = [part for region in joined for part in _at_notes(region)]
    return _with_lines_below([part for region in cut for part in _headed_anew(region)])


def _at_notes(region: Region) -> Iterator[Region]:
    """Part a region where lines of text stand between its rows: what is below them is no row of the table above them."""
    rows = region.rows()
    lines = [len(row) == 1 and row[0].column == region.left and len(row[0].text) > REMARK for row in rows]
    begins = next((n for n in range(1, len(rows)) if lines[n] and any(map(_has_number, rows[:n]))), len(rows))
    ends = next((n for n in range(begins, len(rows)) if not lines[n]), len(rows))
    if ends == len(rows) or ends - begins < _FEWEST_LINES:
        yield region
        return
    yield from (Region(tuple(chain.from_iterable(part))) for part in (rows[:begins], rows[begins:ends]))
    yield from _at_notes(Region(tuple(chain.from_iterable(rows[ends:]))))


def _headed_anew(region: Region) -> Iterator[Region]:
    """Part a region where it is headed once more, by other columns: below its rows the label over their names stands again."""
    rows = region.rows()
    heads = [n for n, row in enumerate(rows) if row[0].column == region.left and not _has_number(row)]
    first = heads[0] if heads else len(rows)
    begins = [first]
    for number in heads[1:]:
        again = rows[number][0].text == rows[first][0].text
        texts = {cell.text for cell in rows[number]} != {cell.text for cell in rows[first]}
        if again and texts and any(map(_has_number, rows[begins[-1] : number])):
            begins.append(number)
    ends = [*begins[1:], len(rows)]
    for start, end in zip([0, *begins[1:]], ends, strict=True):
        yield Region(tuple(cell for row in rows[start:end] for cell in row), goes_on=start > 0)


def _has_number(row: tuple[SheetCell, ...]) -> bool:
    return any(kind_of(cell.text) == "number" for cell in row)


def _parted(cells: tuple[SheetCell, ...]) -> Iterator[Region]:
    """Part cells at rows that are blank all through, then at columns where a table of its own begins, and so on."""
    for band in _at_gaps(cells, rows=True):
        columns = _beside(_at_gaps(band, rows=False))
        if len(columns) == 1:
            yield Region(band)
        else:
            for part in columns:
                yield from _parted(part)


def _at_gaps(cells: tuple[SheetCell, ...], *, rows: bool) -> list[tuple[SheetCell, ...]]:
    def begins(cell: SheetCell) -> int:
        return cell.row if rows else cell.column

    parts: list[list[SheetCell]] = []
    end = -1
    for cell in sorted(cells, key=begins):
        if not parts or begins(cell) > end:
            parts.append([])
        parts[-1].append(cell)
        end = max(end, begins(cell) + (cell.row_span if rows else cell.column_span))
    return [tuple(sorted(part, key=lambda cell: (cell.row, cell.column))) for part in parts]


def _beside(parts: list[tuple[SheetCell, ...]]) -> list[tuple[SheetCell, ...]]:
    """Put parts together again whose right one is no table of its own.

    It is one where labels stand in its first column, or where it begins in another row than its neighbour, with a header.
    """
    joined: list[tuple[SheetCell, ...]] = []
    for part in parts:
        if joined and not _is_own(Region(joined[-1]), Region(part)):
            joined[-1] = tuple(sorted(joined[-1] + part, key=lambda cell: (cell.row, cell.column)))
        else:
            joined.append(part)
    return joined


def _is_own(left: Region, right: Region) -> bool:
    return left.is_table and right.is_table and (_labels(right) or (left.top != right.top and _has_header(right)))


def _has_header(region: Region) -> bool:
    """Tell whether texts stand in the first row of a region, and numbers below some of them."""
    rows = region.rows()
    below = [kind_of(cell.text) for row in rows[1:] for cell in row]
    return all(kind_of(cell.text) == "text" for cell in rows[0]) and 2 * below.count("number") > len(below)


def _labels(region: Region) -> bool:
    """Tell whether the first column of a region names the rows: texts stand below its first row, which is a header."""
    first = [cell for cell in region.cells if cell.column == region.left and cell.row > region.top]
    return len(first) > 1 and 2 * sum(kind_of(cell.text) in ("text", "date") for cell in first) > len(first)


def _joined(found: list[Region]) -> list[Region]:
    """Put a table together again that blank rows cut: what goes on in the same columns has no header of its own.

    Below a header, labels may stand further left than what it says of them.
    """
    joined: list[Region] = []
    for region in found:
        if joined and _goes_on(joined[-1], region):
            joined[-1] = Region(joined[-1].cells + region.cells)
        else:
            joined.append(region)
    return joined


def _goes_on(above: Region, below: Region) -> bool:
    if not above.is_table or below.top - above.bottom > _GAP or below.right > above.right:
        return False
    if below.left < above.left and any(kind_of(cell.text) == "number" for cell in above.cells):
        return False
    first = below.rows()[0]
    has_number = any(kind_of(cell.text) in ("number", "missing") for cell in first if cell.column > above.left)
    return below.is_table and has_number and kind_of(first[0].text) != "number"


def _with_lines_below(found: list[Region]) -> list[Region]:
    """Put lines of text behind the table that they stand under, where it has a neighbour that comes after it."""
    ordered: list[Region] = []
    for region in found:
        place = len(ordered)
        if not region.is_table and ordered and ordered[-1].is_table and not _is_above(ordered[-1], region):
            place = next((n + 1 for n in range(len(ordered) - 1, -1, -1) if _is_above(ordered[n], region)), place)
        ordered.insert(place, region)
    return ordered


def _is_above(table: Region, region: Region) -> bool:
    return table.is_table and table.left <= region.left < table.right and table.bottom <= region.top
