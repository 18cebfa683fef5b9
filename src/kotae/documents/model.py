"""What a document is once it has been read: pages, blocks in reading order, tables with cells, boxes on pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["heading", "paragraph", "list_item", "caption", "footnote", "note"]
ShortfallKind = Literal["left_out", "without_layout", "cut_short"]
ShortfallReason = Literal["time", "memory", "crash", "damage"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in PDF points from the page's top left corner; pages count from 1."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Span:
    """Which characters of a text stand in a box: offsets [start, end) into the text of the block that has the span."""

    start: int
    end: int
    box: Box


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number from 1, its size in points (0 where the format has no pages)."""

    number: int
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item, caption, footnote or note, whole even where it runs over lines or pages.

    `spans` are its lines with their boxes (empty where the format has no boxes), `level` is a heading's depth from 1
    (0 for other kinds), `page` where the block begins, and `lines` its first and last line in a text source, from 1.
    """

    kind: BlockKind
    text: str
    page: int
    level: int = 0
    spans: tuple[Span, ...] = ()
    lines: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of one row.

    `number` is the parsed value of a numeric cell and None otherwise; `missing` says that the cell states no value
    (blank or a dash); `inherited` that its text comes from a merged cell that covers it, whose boxes it then has.
    """

    text: str
    number: float | None = None
    missing: bool = False
    inherited: bool = False
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class TableRow:
    """One body row, with a cell for every column of its table.

    `group` holds the labels of the group rows and group cells above it, outermost first; `parent` is the index, among the
    table's rows, of the row that a sub-row ("うち …", "of which …") belongs to.
    """

    cells: tuple[Cell, ...]
    page: int
    group: tuple[str, ...] = ()
    parent: int | None = None
    boxes: tuple[Box, ...] = ()
    lines: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table, whole even where it runs over pages.

    `header` has one joined label per column (empty where there is none); `unit` is the unit stated for the whole table
    ("億円"); `notes` and `source` stand under it. Every row has `len(header)` cells.
    """

    header: tuple[str, ...]
    rows: tuple[TableRow, ...]
    page: int
    caption: str = ""
    unit: str = ""
    notes: tuple[str, ...] = ()
    source: str = ""
    boxes: tuple[Box, ...] = ()
    lines: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Pages that were not read as the others were, from `first` to `last`, and why.

    "left_out": nothing of them was read; "without_layout": they were read, but by their lines alone. Of a file that is
    "cut_short" the end is missing: which pages that is cannot be told, and both numbers are 0.
    """

    first: int
    last: int
    what: ShortfallKind
    why: ShortfallReason


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read: `elements` are its blocks and tables in reading order, `shortfalls` what was not read."""

    format: Literal["pdf", "html", "markdown", "text"]
    title: str
    pages: tuple[Page, ...]
    elements: tuple[Block | Table, ...]
    shortfalls: tuple[Shortfall, ...] = ()

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks in reading order."""
        return (element for element in self.elements if isinstance(element, Block))

    def tables(self) -> Iterator[Table]:
        """Yield the tables in reading order."""
        return (element for element in self.elements if isinstance(element, Table))
