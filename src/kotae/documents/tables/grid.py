"""Raw cells laid out as a full grid: every place of every row knows which cell covers it."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kotae.documents.lines.text import leading
from kotae.documents.model import Box
from kotae.documents.tables.numerals import Style, style_of
from kotae.documents.tables.raw import RawCell, RawTable
from kotae.documents.tables.values import Kind, kind_of
from kotae.text.normalise import clean, closed_up, is_wide, join_label

STEP = 2
"""Characters that a column counts as, where a label is set in by it."""
_SAME_END = 2  # characters in which the entries of a list in one cell end alike ("通勤手当", "住宅手当")
_LONGEST_ENTRY = 20  # characters: a longer line is a sentence's


@dataclass(frozen=True, slots=True, eq=False)
class GridCell:
    """One cell with its first row and column in the grid; the places that it covers all hold this very object."""

    text: str
    row: int
    column: int
    boxes: tuple[Box, ...] = ()
    header: bool = False
    line: int | None = None
    indent: int | None = 0


Row = tuple[GridCell | None, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of places, each with the cell that stands at it or reaches over it; all rows have as many places.

    `style` is how numbers are written in it.
    """

    rows: tuple[Row, ...]
    style: Style = "point"

    @property
    def height(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.rows[0]) if self.rows else 0

    def cell(self, row: int, column: int) -> GridCell | None:
        """Return the cell at a place, or None where nothing covers it."""
        return self.rows[row][column]

    def text(self, row: int, column: int) -> str:
        """Return the text that stands at, or reaches over, a place."""
        cell = self.rows[row][column]
        return cell.text if cell else ""

    def column(self, column: int) -> Iterator[str]:
        """Yield the texts of a column from the top, as `text` has them."""
        return (self.text(row, column) for row in range(self.height))

    def begins(self, row: int, column: int) -> bool:
        """Tell whether the cell at a place begins there, rather than reaching over it."""
        cell = self.rows[row][column]
        return cell is not None and cell.row == row and cell.column == column

    def beginning(self, row: int) -> list[int]:
        """Return the columns in which a cell with text begins in a row."""
        return [column for column in range(self.width) if self.text(row, column) and self.begins(row, column)]

    def covered(self, row: int, column: int) -> bool:
        """Tell whether the cell at a place reaches down from the row above."""
        return row > 0 and self.rows[row][column] is not None and self.rows[row][column] is self.rows[row - 1][column]

    def reach(self, row: int, column: int) -> int:
        """Return the column behind the last one that the cell at this place covers in its row."""
        end = column + 1
        while end < self.width and self.rows[row][end] is self.rows[row][column] and self.rows[row][column] is not None:
            end += 1
        return end

    def is_full(self, row: int) -> bool:
        """Tell whether one cell covers all columns of a row, where there are several."""
        return self.width > 1 and self.reach(row, 0) == self.width

    def part(self, start: int, end: int) -> "Grid":
        """Return rows [start, end) as a grid of their own; cells from above it keep reaching in."""
        moved: dict[int, GridCell] = {}
        for cell in (cell for row in self.rows[start:end] for cell in row if cell is not None):
            moved.setdefault(id(cell), replace(cell, row=cell.row - start))
        return Grid(
            tuple(tuple(moved[id(cell)] if cell is not None else None for cell in row) for row in self.rows[start:end])
        )

    def kind(self, row: int, column: int) -> Kind:
        """Tell what the cell at a place holds."""
        return kind_of(self.text(row, column), self.style)

    def kinds(self, start: int = 0) -> list[Kind]:
        """Tell for each column what most of its cells from row `start` on hold."""
        return [self._majority(column, start) for column in range(self.width)]

    def _majority(self, column: int, start: int) -> Kind:
        kinds = [
            kind_of(cell.text, self.style)
            for row in range(start, self.height)
            if (cell := self.rows[row][column]) is not None and cell.row == row
        ]
        filled = [kind for kind in kinds if kind not in ("blank", "missing")]
        numbers, days = filled.count("number"), filled.count("date")
        if not filled:
            return "missing" if "missing" in kinds else "blank"
        if numbers and numbers >= days and 2 * (numbers + days) >= len(filled):
            return "number"
        return "date" if 5 * days >= 3 * len(filled) else "text"


def lay_out(raw: RawTable) -> Grid:
    """Place the raw cells, spread merged ones over what they cover, and leave out rows and columns without any text.

    Two cells in one place are joined, and a cell that begins where another one reaches keeps its place, so that no
    text is lost on a malformed table. A column in which only cells begin that reach over the next ones is part of these.
    """
    rows = sorted({cell.row for cell in raw.cells if cell.text.strip()})
    columns = _columns([cell for cell in raw.cells if cell.text.strip()])
    places: list[list[GridCell | None]] = [[None] * len(columns) for _ in rows]
    reaches: list[tuple[GridCell, int, int]] = []
    for cell in raw.cells:
        row, column = bisect_left(rows, cell.row), bisect_left(columns, cell.column)
        if row == len(rows) or column == len(columns) or rows[row] != cell.row:
            continue  # a blank cell of a row or column that has no text at all
        if columns[column] != cell.column and not (cell.text.strip() and columns[column] < _end(cell)):
            continue
        placed = _joined(places[row][column], cell, row, column, STEP * (columns[column] - cell.column))
        places[row][column] = placed
        bottom = bisect_left(rows, cell.row + max(1, cell.row_span))
        right = bisect_left(columns, _end(cell))
        reaches.append((placed, bottom, right))
    for placed, bottom, right in reaches:
        for row in range(placed.row, bottom):
            for column in range(placed.column, right):
                if places[row][column] is None:
                    places[row][column] = places[placed.row][placed.column]
    style = style_of(cell.text for cell in raw.cells)
    return Grid(tuple(tuple(row) for row in places), style)


def _columns(filled: list[RawCell]) -> list[int]:
    """Return the columns in which texts begin, but for those whose every text reaches over another such column."""
    single = sorted({cell.column for cell in filled if cell.column_span <= 1})
    wide = {cell.column: True for cell in filled}
    for cell in filled:
        following = bisect_left(single, cell.column)
        over = following < len(single) and single[following] < _end(cell)
        wide[cell.column] = wide[cell.column] and over and cell.column_span > 1
    return sorted(column for column, reaches in wide.items() if not reaches or column in single)


def _end(cell: RawCell) -> int:
    return cell.column + max(1, cell.column_span)


def _joined(present: GridCell | None, cell: RawCell, row: int, column: int, further: int) -> GridCell:
    """Return a place's cell with what a raw cell adds; `further` is how far it begins left of its column, in characters."""
    text = label_text(cell.text)
    indent = None if cell.indent is None else cell.indent + leading(cell.text) - further
    if present is None:
        return GridCell(text, row, column, cell.boxes, cell.header, cell.line, indent)
    return replace(present, text=join_label([present.text, text]), boxes=present.boxes + cell.boxes)


def label_text(text: str) -> str:
    """Join a cell's lines; single characters one below the other are a label written vertically."""
    lines = [line.strip() for line in clean(text).splitlines() if line.strip()]
    if len(lines) >= 3 and all(len(line) == 1 for line in lines):
        return "".join(lines)
    lines = [closed_up(line) for line in lines]
    return " ".join(join_label([line]) for line in lines) if _are_entries(lines) else join_label(lines)


def _are_entries(lines: list[str]) -> bool:
    """Tell whether each line of a cell says something of its own: all are values, or end in the same word."""
    if len(lines) < 2 or any(len(line) > _LONGEST_ENTRY for line in lines):
        return False
    ends = {line[-_SAME_END:] for line in lines}
    worded = len(ends) == 1 and all(
        len(line) > _SAME_END and is_wide(line[-1]) and line[-1].isalpha() for line in lines
    )
    return worded or all(kind_of(line) in ("number", "date") for line in lines)


def is_vertical_piece(text: str) -> bool:
    """Tell whether a text is one character of a label that may be written vertically."""
    return len(text) == 1 and is_wide(text)
