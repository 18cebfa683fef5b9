"""What a document is once it has been read: pages, blocks in reading order, tables with cells, boxes on pages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

BlockKind = Literal["heading", "paragraph", "list_item", "caption", "footnote", "note", "figure"]
BlockRole = Literal["body", "cover", "masthead", "disclaimer", "colophon", "references"]
ShortfallKind = Literal["left_out", "without_layout", "cut_short", "in_part"]
ShortfallReason = Literal[
    "time", "memory", "crash", "damage", "hidden", "limit", "formulas", "no_ocr", "illegible", "locked", "kind", "many",
    "elsewhere",
]  # fmt: skip
DocumentFormat = Literal[
    "pdf", "html", "markdown", "text", "xlsx", "xlsb", "xls", "csv", "docx", "pptx", "odt", "ods", "odp", "epub", "eml",
    "rtf", "image",
]  # fmt: skip

PICTURED = frozenset(["pdf", "image"])
"""The formats whose pages are shown as pictures, with boxes on them."""

_PICTURED = frozenset(["pdf", "png", "jpg", "jpeg", "tif", "tiff"])  # suffixes

PAGE_NAMES: Mapping[str, Literal["sheet", "slide"]] = {
    "xlsx": "sheet",
    "xlsm": "sheet",
    "xlsb": "sheet",
    "xls": "sheet",
    "ods": "sheet",
    "pptx": "slide",
    "odp": "slide",
}
"""What the pages are, by a document's format or a file's suffix; the others have pages as paper has, or none."""


def page_name(file: str) -> Literal["sheet", "slide", "page"] | None:
    """Return what the pages of a file are, by its name; None where its format has none that are numbered."""
    suffix = file.rsplit(".", 1)[-1].lower()
    return "page" if suffix in _PICTURED else PAGE_NAMES.get(suffix)


LINE_NAMES: Mapping[str, Literal["paragraph"]] = {"docx": "paragraph", "odt": "paragraph", "rtf": "paragraph"}
"""What the lines are, by a document's format; the others have lines as a text has, or rows."""


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
    """One page, sheet or slide: its number from 1, its size in points (0 where it is not shown as a picture)."""

    number: int
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item, caption, footnote, note or a figure's words, whole even over lines or pages.

    `spans` are its lines with their boxes (empty where the format has no boxes), `level` is a heading's depth from 1
    (0 for other kinds), `page` where the block begins, and `lines` its first and last line in a text source, from 1. `role`
    says whether it speaks of the document itself rather than of its subject, `found_by` in what other words than its own it is
    asked for (a mail's header says its sender in neither language), which are no part of what it says.
    """

    kind: BlockKind
    text: str
    page: int
    level: int = 0
    spans: tuple[Span, ...] = ()
    lines: tuple[int, int] | None = None
    role: BlockRole = "body"
    found_by: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """The first and the last day of a time: a day, a month, a year, or from one date to another."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Band:
    """Numbers from a lower to an upper limit, None where it is open, and whether the limits are in it."""

    low: float | None
    high: float | None
    low_included: bool = True
    high_included: bool = True

    def holds(self, number: float) -> bool:
        """Tell whether a number lies in the band."""
        above = self.low is None or number > self.low or (self.low_included and number == self.low)
        below = self.high is None or number < self.high or (self.high_included and number == self.high)
        return above and below


YesNo = Literal["yes", "no", "partly"]
Value = float | Period | Band | YesNo | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of one row.

    `value` is what the cell holds, of the kind of its column; None for text and for nothing. `missing` says that the cell
    states no value (blank or a dash); `inherited` that its text comes from a merged cell that covers it, whose boxes it
    then has. `unit` is the unit of its number where that is not the unit of its column. `order` is where it stands among
    the cells of its column, where its value does not say: the number that it begins with, the seconds of a time on a clock,
    the day of a date without a year.
    """

    text: str
    value: Value = None
    missing: bool = False
    inherited: bool = False
    boxes: tuple[Box, ...] = ()
    unit: str = ""
    order: float | None = None

    @property
    def number(self) -> float | None:
        """The number that the cell holds, in the unit of its column or its own; None where it holds none."""
        return self.value if isinstance(self.value, float) else None

    @property
    def period(self) -> Period | None:
        """The days that the cell names, None where it names none."""
        return self.value if isinstance(self.value, Period) else None


ColumnRole = Literal["body", "total", "average", "part"]
RowRole = Literal["body", "total", "average", "part", "group"]


@dataclass(frozen=True, slots=True)
class TableRow:
    """One body row, with a cell for every column of its table.

    `group` holds the labels of the group rows and group cells above it, outermost first; `parent` is the index, among the
    table's rows, of the row that a sub-row ("うち …", "of which …") belongs to. `role` is what the row is: one of the
    things that the table tells of, their total or average, a part of another row, a label that nothing stands under; `of`
    is what a total or average is of, where its label says so ("資産" of "資産合計"). `unit` is that of the row's numbers,
    where the row has its own; `group_periods` are the times that the labels of its group name, empty where none names one.
    """

    cells: tuple[Cell, ...]
    page: int
    group: tuple[str, ...] = ()
    parent: int | None = None
    boxes: tuple[Box, ...] = ()
    lines: tuple[int, int] | None = None
    role: RowRole = "body"
    of: str = ""
    unit: str = ""
    group_periods: tuple[Period | None, ...] = ()


ColumnKind = Literal["number", "date", "band", "yes_no", "text"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: where it stands (from 0), its header as one label, what its cells hold.

    `name` is the header without unit and time, `unit` that of its numbers, `period` the time that the header names.
    `written` are the units in which its cells are written, where they are several, from the smallest, which is `unit`.
    `row_period` is the time that one of the table's first rows names for it, where no header of the table names one.
    `role` tells a column of totals or averages of others, or of a part of the one before it, by its header.
    """

    position: int
    header: str
    name: str = ""
    kind: ColumnKind = "text"
    unit: str = ""
    period: Period | None = None
    written: tuple[str, ...] = ()
    row_period: Period | None = None
    role: ColumnRole = "body"

    @property
    def years(self) -> frozenset[int]:
        """The years that the header names."""
        return frozenset(range(self.period.first.year, self.period.last.year + 1)) if self.period else frozenset()


@dataclass(frozen=True, slots=True)
class Table:
    """A table, whole even where it runs over pages, with all that its reader knows of it.

    `label` is the column that names the rows; `unit` is the unit stated for the whole table ("億円"); `period` the time
    that its caption names; `decimal` what stands before decimals; `notes` and `source` stand under it. Every row has a
    cell for every column.
    """

    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    page: int
    caption: str = ""
    unit: str = ""
    notes: tuple[str, ...] = ()
    source: str = ""
    boxes: tuple[Box, ...] = ()
    lines: tuple[int, int] | None = None
    label: int = 0
    period: Period | None = None
    decimal: Literal[".", ","] = "."

    @property
    def header(self) -> tuple[str, ...]:
        """One joined label for each column, empty where there is none."""
        return tuple(column.header for column in self.columns)

    def unit_of(self, row: int, column: int) -> str:
        """Return the unit of the number in a cell: its own, its row's or its column's.

        A column of percentages that its header calls so ("前年比（％）") stands beside amounts of each row's unit.
        """
        beside = self.columns[column]
        shares = beside.unit == "%" and ("%" in beside.header or "％" in beside.header)
        return self.rows[row].cells[column].unit or (self.rows[row].unit if not shares else "") or beside.unit


def without_lines(element: Block | Table) -> Block | Table:
    """Return an element that stands in another file now, whose lines are not those of its own."""
    if isinstance(element, Block):
        return replace(element, lines=None)
    return replace(element, rows=tuple(replace(row, lines=None) for row in element.rows), lines=None)


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture or chart with its caption: the places of its blocks among a document's elements, where it is seen.

    Of the blocks the caption comes first, then notes and source, then the words within the picture. `box` is None where
    the format has no boxes.
    """

    blocks: tuple[int, ...]
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Pages, sheets or slides that were not read as the others were, from `first` to `last`, and why.

    "left_out": nothing of them was read; "without_layout": they were read, but by their lines alone; "in_part": some of
    what stands there was not. Of a file that is "cut_short" the end is missing: which pages that is cannot be told, and
    both numbers are 0. `name` is what a sheet,
    a slide or an attached file is called.
    """

    first: int
    last: int
    what: ShortfallKind
    why: ShortfallReason
    name: str = ""


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that is attached to a document: its name, and the places [first, last) of its elements among the document's.

    `format`, `pages` and `ocr` are its own: its elements and their boxes stand on its pages.
    """

    name: str
    first: int
    last: int
    format: DocumentFormat
    pages: tuple[Page, ...] = ()
    ocr: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read: `elements` are its blocks and tables in reading order, `shortfalls` what was not read.

    `figures` are those that have a caption; `ocr` are the pages that were read by OCR, from the first to the last of each
    run of them; `attached` are the files in it that were read as well. `imprint` is what its running headers and footers say,
    each once, on lines of their own.
    """

    format: DocumentFormat
    title: str
    pages: tuple[Page, ...]
    elements: tuple[Block | Table, ...]
    shortfalls: tuple[Shortfall, ...] = ()
    ocr: tuple[tuple[int, int], ...] = ()
    figures: tuple[Figure, ...] = ()
    attached: tuple[Attached, ...] = ()
    imprint: str = ""

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks in reading order."""
        return (element for element in self.elements if isinstance(element, Block))

    def tables(self) -> Iterator[Table]:
        """Yield the tables in reading order."""
        return (element for element in self.elements if isinstance(element, Table))
