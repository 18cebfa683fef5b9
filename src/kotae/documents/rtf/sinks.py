"""Where the text of an RTF file goes: into paragraphs, cells and rows, in the order in which they end."""

from dataclasses import dataclass, field, replace
from typing import Literal

from kotae.documents.rtf.characters import joined
from kotae.documents.rtf.model import CellShape, Merge, Paragraph, Row, RowCell

_MOST_CELLS = 200  # of a row; Word allows 63
_UNSAID = CellShape(0)
_BETWEEN = Paragraph("", 0)  # parts two tables


@dataclass(slots=True)
class RowShape:
    """How the next row is drawn, as far as it was said."""

    left: int = 0
    header: bool = False
    cells: list[CellShape] = field(default_factory=list)
    pending: CellShape = _UNSAID

    def begin(self) -> None:
        """Forget the row before."""
        self.left, self.header, self.pending = 0, False, _UNSAID
        self.cells.clear()

    def merge(self, *, across: Merge | None = None, down: Merge | None = None) -> None:
        """Say of the next cell how it is merged."""
        self.pending = replace(self.pending, across=across or self.pending.across, down=down or self.pending.down)

    def end_cell(self, right: int) -> None:
        """Say where the next cell ends."""
        if len(self.cells) < _MOST_CELLS:
            self.cells.append(replace(self.pending, right=right))
        self.pending = _UNSAID


@dataclass(slots=True)
class _Level:
    """A table that is open: the paragraphs of its open cell, the cells of its open row, its rows (of a nested one)."""

    lines: list[str] = field(default_factory=list)
    cells: list[RowCell] = field(default_factory=list)
    shape: RowShape = field(default_factory=RowShape)
    rows: list[Row] = field(default_factory=list)

    def end_cell(self, text: str, number: int) -> None:
        lines = [*self.lines, text]
        self.lines.clear()
        if len(self.cells) < _MOST_CELLS:
            shown = "\n".join(line.strip() for line in lines if line.strip())
            self.cells.append(RowCell(shown, number - len(lines) + 1))

    def row(self) -> Row | None:
        if not self.cells:
            return None
        row = Row(tuple(self.cells), tuple(self.shape.cells), self.shape.left, self.shape.header)
        self.cells.clear()
        return row


class Sink:
    """What was gathered of the body, of one footnote, or of one text box."""

    def __init__(self, depth: int, kind: Literal["paragraph", "footnote"] = "paragraph") -> None:
        """Begin; `depth` is that of its group."""
        self.depth, self.kind = depth, kind
        self.parts: list[Paragraph | Row] = []
        self.boxes: list[Paragraph | Row] = []  # text boxes of the paragraph or row that is open
        self._pieces: list[str] = []
        self._table, self._nested = _Level(), _Level()
        self._inner: list[Paragraph | Row] = []  # the tables within cells, which follow theirs
        self._spaced = False  # whether a paragraph too thin to be seen stands below the last row

    def write(self, text: str) -> None:
        """Add to the text of the paragraph that is open."""
        self._pieces.append(text)

    def shape(self, *, nested: bool) -> RowShape:
        """Return how the next row is drawn, of a table or of one within a cell."""
        return (self._nested if nested else self._table).shape

    def end_line(self, *, nested: bool) -> None:
        """End a paragraph within a cell."""
        (self._nested if nested else self._table).lines.append(self._text())

    def end_paragraph(
        self, number: int, style: int, outline: int | None, *, is_item: bool, is_thin: bool = False
    ) -> None:
        """End a paragraph outside of tables; `is_thin` says that it is too thin to be seen."""
        text = self._text()
        if text.strip():
            self.end_row(number)  # of a row that was never ended
            self._end_table()
            self.parts.append(Paragraph(text, number, style, outline, is_item, self.kind))
        elif is_thin:
            self._spaced = True
        else:
            self._end_table()
        self._show_boxes()

    def end_cell(self, number: int) -> None:
        """End a cell, with the paragraph of this number."""
        self._end_nested(number)
        self._table.end_cell(self._text(), number)

    def end_row(self, number: int) -> None:
        """End a row; nothing where none is open."""
        if self._table.lines:
            self.end_cell(number)
        if row := self._table.row():
            if self._spaced and self.parts and not _goes_on(self.parts[-1], row):
                self._end_table()
            self._spaced = False
            self.parts.append(row)
            self._show_boxes()

    def end_nested_cell(self, number: int) -> None:
        """End a cell of a table within a cell."""
        self._nested.end_cell(self._text(), number)

    def end_nested_row(self) -> None:
        """End a row of a table within a cell."""
        if row := self._nested.row():
            self._nested.rows.append(row)

    def close(self, number: int) -> None:
        """End whatever is open."""
        self.end_row(number)
        self._end_table()
        self._show_boxes()

    def _text(self) -> str:
        text = joined(self._pieces)
        self._pieces.clear()
        return text

    def _end_nested(self, number: int) -> None:
        if self._nested.lines:
            self._nested.end_cell("", number)
        self.end_nested_row()
        if self._nested.rows:
            self._inner.extend([_BETWEEN, *self._nested.rows])
            self._nested.rows.clear()

    def _end_table(self) -> None:
        if self.parts and isinstance(self.parts[-1], Row):
            self.parts.extend([*self._inner, _BETWEEN])
            self._inner.clear()

    def _show_boxes(self) -> None:
        if self.boxes:
            self.parts.extend([_BETWEEN, *self.boxes] if isinstance(self.boxes[0], Row) else self.boxes)
            self.boxes.clear()


def _goes_on(above: Paragraph | Row, row: Row) -> bool:
    """Tell whether a row below a thin space is one of the table above it: it has cells of the same widths."""
    if not isinstance(above, Row) or above.left != row.left:
        return False
    return [shape.right for shape in above.shapes] == [shape.right for shape in row.shapes]
