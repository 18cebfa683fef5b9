"""A spreadsheet as its format's reader hands it over."""

from dataclasses import dataclass

MOST_ROWS = 20_000
"""Rows that are read of a file: each is a unit of its own, and more are a data set rather than a document."""

MOST_COLUMNS = 500
"""Columns that are read of a sheet; what stands beyond is scratch."""


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell: the text that it shows, its row and column (from 0), how many of them it covers."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, its cells that show something, by rows.

    `merges_known` says whether the format tells which cells are merged. `cut` says that rows beyond `MOST_ROWS` were not
    read, `uncomputed` that there are formulas without a saved value, `hidden` that the sheet is not shown, and so not read.
    `boxes` are the paragraphs of the text boxes over the cells, each with the row that its box begins in.
    """

    name: str
    cells: tuple[SheetCell, ...]
    merges_known: bool = True
    cut: bool = False
    uncomputed: bool = False
    hidden: bool = False
    boxes: tuple[tuple[int, str], ...] = ()
