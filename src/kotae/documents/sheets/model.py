"""A spreadsheet as its format's reader hands it over."""

from dataclasses import dataclass

from kotae.documents.lines.text import leading

MOST_ROWS = 20_000
"""Rows that are read of a file: each is a unit of its own, and more are a data set rather than a document."""

MOST_COLUMNS = 500
"""Columns that are read of a sheet; what stands beyond is scratch."""

_STEP = 3  # spaces: a step of indent is three of them wide (ECMA-376 Part 1, 18.8.1)


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell: the text that it shows, its row and column (from 0), how many of them it covers.

    `indent` is how far the text is set in, in the width of a space; None where it is set in the middle or at the right.
    """

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    indent: int | None = 0


def set_in(text: str, steps: float = 0, *, at_left: bool = True) -> int | None:
    """Return how far a cell's text is set in, in the width of a space; None where that cannot be told.

    Args:
        text: the text with the spaces that it begins with; one before a figure only puts it below those of two figures.
        steps: by how many steps the format of its cell sets it in.
        at_left: whether it stands at the left of its cell.
    """
    spaces = leading(text)
    aligns = spaces == 1 and text[1:2].isdigit()
    return (0 if aligns else spaces) + round(_STEP * steps) if at_left else None


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
