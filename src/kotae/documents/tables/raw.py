"""What every format's reader hands over for a table, before its structure is understood."""

from dataclasses import dataclass

from kotae.documents.model import Box


@dataclass(frozen=True, slots=True)
class RawCell:
    """One cell as drawn: its text, its place in the grid (from 0), how many rows and columns it covers, its boxes.

    `header` says that the format itself marks the cell as a header (HTML's th, Markdown's first row). `indent` is how far
    its text is set in, in the width of a space, beyond the spaces that it begins with; None where it is set in the middle
    or at the right, so that nothing can be told.
    """

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    boxes: tuple[Box, ...] = ()
    header: bool = False
    line: int | None = None
    indent: int | None = 0


@dataclass(frozen=True, slots=True)
class RawTable:
    """A grid of cells with the lines of text that stand around it.

    `merges_known` says whether the format tells which blank cells are covered by a neighbour; where it does not (tab-separated
    text), a blank leading cell is taken for a continued group. `above` and `below` are caption, unit, note and source
    lines. `listed` says that it is a list of names with what is said of each: no row is its header. `runs_over` says that
    a header's cell may stand for blank ones beside it: in a sheet without merged cells its text is shown over them.
    `alike_from` is the first row that is seen to be set as those below it are; None where that is not seen.
    """

    cells: tuple[RawCell, ...]
    page: int
    merges_known: bool
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    listed: bool = False
    runs_over: bool = False
    alike_from: int | None = None
