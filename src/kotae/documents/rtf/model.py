"""What stands in an RTF file, in order: paragraphs, and rows of tables."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its text, its number from 1, its style, its outline level from 0 where it has one."""

    text: str
    number: int
    style: int = 0
    outline: int | None = None
    is_item: bool = False
    kind: Literal["paragraph", "footnote"] = "paragraph"


Merge = Literal["first", "on"]


@dataclass(frozen=True, slots=True)
class CellShape:
    """How a cell is drawn: where it ends at the right, in twips, and whether it goes on from the left or from above."""

    right: int
    across: Merge | None = None
    down: Merge | None = None


@dataclass(frozen=True, slots=True)
class RowCell:
    """What stands in a cell, and the number of its first paragraph."""

    text: str
    number: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its cells, how they are drawn, where the first begins, and whether it is repeated on each page."""

    cells: tuple[RowCell, ...]
    shapes: tuple[CellShape, ...]
    left: int
    header: bool


@dataclass(frozen=True, slots=True)
class Content:
    """All that a file holds: its title, what stands in it, the heading levels of its styles (0 is the document's title)."""

    title: str
    parts: tuple[Paragraph | Row, ...]
    levels: dict[int, int]
