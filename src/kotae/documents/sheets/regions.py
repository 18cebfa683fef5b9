"""What stands on a sheet: its tables, one below or beside the other, and the lines of text around them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain, pairwise

from kotae.documents.sheets.model import SheetCell
from kotae.documents.sheets.sides import sides
from kotae.documents.tables.values import Kind, kind_of

_GAP = 2  # blank rows within one table at the most
REMARK = 30
"""Characters: a text alone in a row that is longer is no label."""
_FEWEST_LINES = 2  # of them between rows: one may be the label of a group
_WORD = 3  # characters: signs and words so short are values, however often they stand in a row


@dataclass(frozen=True, slots=True)
class Region:
    """Cells that belong together, by rows: a table, or lines of text where they stand in one column.

    `goes_on` says that it is a table's part below another one, with columns of its own; `side` counts the
    tables that stand side by side below the same lines, from 1.
    """

    cells: tuple[SheetCell, ...]
    goes_on: bool = False
    side: int = 0

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
    parts = [part for region in cut for part in _headed_anew(region)]
    return _with_lines_below([side for part in parts for side in _sides(part)])


def _at_notes(region: Region) -> Iterator[Region]:
    """Part a region where lines of text stand between its rows: what is below them is no row of the table above them."""
    rows = region.rows()
    lefts = list(accumulate((row[0].column for row in reversed(rows)), min))[::-1]  # of each row and those below it
    start = 0
    while (lines := _lines_between(rows, start, lefts[start])) is not None:
        begins, ends = lines
        yield _of_rows(rows[start:begins])
        yield _of_rows(rows[begins:ends])
        start = ends
    yield _of_rows(rows[start:])


def _lines_between(rows: Sequence[tuple[SheetCell, ...]], start: int, left: int) -> tuple[int, int] | None:
    """Return the first line of text below numbers, from a row on, and the row behind the last of those that follow it."""
    has_numbers = False
    for begins in range(start, len(rows)):
        if has_numbers and _is_line(rows[begins], left):
            ends = next((row for row in range(begins, len(rows)) if not _is_line(rows[row], left)), len(rows))
            return (begins, ends) if ends < len(rows) and ends - begins >= _FEWEST_LINES else None
        has_numbers = has_numbers or _has_number(rows[begins])
    return None


def _is_line(row: tuple[SheetCell, ...], left: int) -> bool:
    """Tell whether a row is one text at the left that is no label."""
    return len(row) == 1 and row[0].column == left and len(row[0].text) > REMARK


def _headed_anew(region: Region) -> Iterator[Region]:
    """Part a region where it is headed once more, by other columns: below its rows the label over their names stands again."""
    rows, left = region.rows(), region.left
    first = next((n for n, row in enumerate(rows) if row[0].column == left and not _has_number(row)), len(rows))
    begins, looked_at, has_numbers = [0], first, False
    for number in range(first + 1, len(rows)):
        row = rows[number]
        if row[0].column != left or row[0].text != rows[first][0].text or _texts(row) == _texts(rows[first]):
            continue
        while looked_at < number and not has_numbers:
            has_numbers = _has_number(rows[looked_at])
            looked_at += 1
        if has_numbers and not _has_number(row):
            begins.append(number)
            looked_at, has_numbers = number, False
    for start, end in pairwise([*begins, len(rows)]):
        yield _of_rows(rows[start:end], goes_on=start > 0)


def _sides(region: Region) -> Iterator[Region]:
    """Part a region where tables of the same names of columns stand side by side without a blank column between them."""
    apart = sides(region.rows())
    number = 0
    for cells in apart:
        side = Region(cells, region.goes_on)
        number += side.is_table
        yield replace(side, side=number if side.is_table and len(apart) > 1 else 0)


def _texts(row: tuple[SheetCell, ...]) -> set[str]:
    return {cell.text for cell in row}


def _of_rows(rows: Sequence[tuple[SheetCell, ...]], *, goes_on: bool = False) -> Region:
    return Region(tuple(chain.from_iterable(rows)), goes_on)


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
    left, top = region.left, region.top
    first = [cell for cell in region.cells if cell.column == left and cell.row > top]
    return len(first) > 1 and 2 * sum(kind_of(cell.text) in ("text", "date") for cell in first) > len(first)


def _joined(found: list[Region]) -> list[Region]:
    """Put a table together again that blank rows cut: what goes on in the same columns has no header of its own."""
    joined: list[_Growing] = []
    for region in found:
        if joined and joined[-1].goes_on(region):
            joined[-1].add(region)
        else:
            joined.append(_Growing(region))
    return [Region(tuple(growing.cells)) for growing in joined]


class _Growing:
    """A region that what stands below it may belong to, with what tells that, which is not looked for anew at each part."""

    def __init__(self, region: Region) -> None:
        self.cells = list(region.cells)
        self._is_table = region.is_table
        self._left, self._right, self._bottom = region.left, region.right, region.bottom
        self._looked_at, self._has_number = 0, False  # how many cells were looked at for a number
        self._words: set[tuple[int, str]] = set()  # right of the labels and below the first row
        self._keys: set[Kind] = set()  # what stands in the first column below the first row
        self._full = _columns(region.rows()[-1])
        self._take_words(region, region.top)

    def goes_on(self, below: Region) -> bool:
        """Tell whether a table goes on, by a number in the first row, or a word that stands above in the same column.

        Below a header, labels may stand further left than what it says of them. A row that begins with a number or a day as
        those above do is no header; a row alone, of as many cells, has nothing below it to head.
        """
        if not self._is_table or below.top - self._bottom > _GAP or below.right > self._right:
            return False
        if below.left < self._left and self._holds_number():
            return False
        first = below.rows()[0]
        beside = [cell for cell in first if cell.column > self._left]
        has_number = any(kind_of(cell.text) in ("number", "missing") for cell in beside)
        said_above = below.left == self._left and any((cell.column, cell.text) in self._words for cell in beside)
        key = kind_of(first[0].text)
        keyed = below.left == self._left and key in ("number", "date") and key in self._keys
        alone = len(below.rows()) == 1 and below.top - self._bottom < _GAP and _columns(first) == self._full
        if not below.is_table:
            return False
        return keyed or alone or ((has_number or said_above) and key != "number")

    def add(self, below: Region) -> None:
        """Take in a part."""
        self.cells += below.cells
        self._left, self._right = min(self._left, below.left), max(self._right, below.right)
        self._bottom = max(self._bottom, below.bottom)
        self._full = _columns(below.rows()[-1])
        self._take_words(below, -1)

    def _holds_number(self) -> bool:
        while self._looked_at < len(self.cells) and not self._has_number:
            self._has_number = kind_of(self.cells[self._looked_at].text) == "number"
            self._looked_at += 1
        return self._has_number

    def _take_words(self, region: Region, header: int) -> None:
        self._keys.update(
            kind_of(cell.text) for cell in region.cells if cell.column == self._left and cell.row > header
        )
        self._words.update(
            (cell.column, cell.text) for cell in region.cells if cell.column > self._left and cell.row > header
        )


def _columns(row: Sequence[SheetCell]) -> list[int]:
    return [cell.column for cell in row]


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
