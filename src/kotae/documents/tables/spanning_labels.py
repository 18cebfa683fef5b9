"""Blank cells that a label reaches over: where a table's merged cells are not known, and under a group row."""

from dataclasses import replace
from itertools import pairwise

from kotae.documents.tables.centred_labels import Run, certain_blocks
from kotae.documents.tables.closing_totals import closing_totals
from kotae.documents.tables.grid import Grid, GridCell, is_vertical_piece
from kotae.documents.tables.groups import is_wide
from kotae.documents.tables.keys import carry_keys
from kotae.documents.tables.row_roles import is_part
from kotae.documents.tables.values import Kind

_LONGEST_LABEL = 12
_WIDEST_STEP = 3  # rows from one character of a vertical label to the next


def span_labels(grid: Grid, kinds: list[Kind], merges_known: bool) -> Grid:
    """Let labels reach over the blank cells that belong to them; numbers are never carried.

    Where merged cells are known, only a group row's own first cell reaches down, and keys do (`keys.py`). Elsewhere a blank
    first cell of a row that names something in another column continues the label above; or, where the rows say that labels
    stand in the middle of their group, the nearest one as far as that is certain.
    """
    if grid.width < 2:
        return grid
    places = [list(row) for row in grid.rows]
    if merges_known:
        _carry_down(grid, kinds, places, heads_only=True)
        carry_keys(grid, kinds, places)
    elif _is_centred(grid, kinds):
        parts = {row for row in range(grid.height) if _part_beside(grid, kinds, row)}
        _carry_from_middle(grid, 0, places, _label_runs(grid), frozenset(range(1, grid.height)) - parts)
    else:
        _carry_down(grid, kinds, places, heads_only=False)
    if not merges_known and "number" not in kinds:
        for column in range(1, len(kinds) - 1):
            _carry_inner(grid, kinds, column, places)
    return Grid(tuple(tuple(row) for row in places), grid.style)


def _names_something(grid: Grid, kinds: list[Kind], row: int) -> bool:
    """Tell whether a row with a blank first cell is named elsewhere; if it is not (a subtotal), nothing reaches it."""
    return any(column and kinds[column] in ("text", "date") for column in grid.beginning(row))


def _carry_down(grid: Grid, kinds: list[Kind], places: list[list[GridCell | None]], *, heads_only: bool) -> None:
    label: GridCell | None = None
    heads = _heads(grid, kinds) if heads_only else frozenset(range(grid.height))
    for row in range(grid.height):
        if grid.text(row, 0):
            label = grid.cell(row, 0) if row in heads else None
        elif not _names_something(grid, kinds, row):
            label = None
        elif not heads_only and _belongs_below(grid, row):
            places[row][0] = grid.cell(row + 1, 0)
        elif label is not None:
            places[row][0] = label
    labelled = [(cell.text if (cell := places[row][0]) else "", _name_beside(grid, row)) for row in range(grid.height)]
    for row in range(closing_totals(labelled), grid.height):
        places[row][0] = grid.cell(row, 0)


def _heads(grid: Grid, kinds: list[Kind]) -> frozenset[int]:
    """Return the rows whose first cell may reach down: a label alone, or with one text that takes all other columns' place.

    Where that text is not merged over them the row may as well lack its last cells, and it does where others such have a
    labelled row below them, or rows without a label stand below whole ones.
    """
    lone = {row for row in range(grid.height) if grid.beginning(row) == [0]}
    wide = {row for row in range(grid.height) if is_wide(grid, row)}
    merged = {row for row in wide if grid.reach(row, 1) == grid.width}
    drawn = wide - merged
    lack = any(row + 1 == grid.height or grid.text(row + 1, 0) for row in drawn)
    above = -1  # the last row with a label
    for row in range(grid.height):
        if grid.text(row, 0):
            above = row
        elif _names_something(grid, kinds, row):
            lack = lack or above not in lone | wide
    return frozenset(lone | (merged if lack else wide))


def _name_beside(grid: Grid, row: int) -> str:
    own = [column for column in grid.beginning(row) if column]
    return grid.text(row, own[0]) if own else ""


def _belongs_below(grid: Grid, row: int) -> bool:
    """Tell whether a row is the first line of the labelled row below, whose label stands lower, in its middle.

    Such a row is one wide text, like the labelled row and unlike the row above.
    """
    if row == 0 or row + 1 == grid.height or not is_wide(grid, row) or not grid.text(row + 1, 0):
        return False
    # A group row is wide as well, but what is below it is not.
    heads = row + 2 < grid.height and not grid.text(row + 2, 0) and not is_wide(grid, row + 2)
    return is_wide(grid, row + 1) and not is_wide(grid, row - 1) and not heads


def _is_centred(grid: Grid, kinds: list[Kind]) -> bool:
    """Tell whether the first column's labels stand in the middle of their rows.

    Seen where rows come before the first label, and where a label begins at a sub-row (which is in the same group
    as its whole, above).
    """
    labelled = [row for row in range(grid.height) if grid.text(row, 0)]
    if not labelled or len(labelled) == grid.height or kinds[0] == "number":
        return False
    if not grid.text(0, 0):
        return _names_something(grid, kinds, 0)
    return any(row and _part_beside(grid, kinds, row) for row in labelled)


def _part_beside(grid: Grid, kinds: list[Kind], row: int) -> bool:
    """Tell whether a row is named a sub-row in the column beside the first."""
    named = [column for column in grid.beginning(row) if column and kinds[column] == "text"]
    return bool(named) and is_part(grid.text(row, named[0]))


def _label_runs(grid: Grid) -> list[Run]:
    """Return the lines of each first-column label: neighbouring lines, and the characters of a vertical one."""
    labelled = [row for row in range(grid.height) if grid.text(row, 0)]
    steps = {below - above for above, below in pairwise(labelled)}
    pieces = [is_vertical_piece(grid.text(row, 0)) for row in labelled]
    if len(labelled) >= 3 and all(pieces) and len(steps) == 1 and max(steps) <= _WIDEST_STEP:
        return [(labelled[0], labelled[-1])]
    runs: list[Run] = []
    for row in labelled:
        words = row and grid.kind(row, 0) == grid.kind(row - 1, 0) == "text" and not grid.text(row, 0).isdigit()
        if runs and runs[-1][1] == row - 1 and words:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs


def _carry_from_middle(
    grid: Grid, column: int, places: list[list[GridCell | None]], runs: list[Run], divisions: frozenset[int]
) -> None:
    blocks = certain_blocks(runs, grid.height, divisions)
    if blocks is None:
        runs = [(row, row) for row in range(grid.height) if grid.text(row, column)]
        blocks = certain_blocks(runs, grid.height, divisions) or certain_blocks(runs, grid.height)
    for run, block in zip(runs, blocks or [], strict=False):
        pieces = [cell for row in range(run[0], run[1] + 1) if (cell := grid.cell(row, column)) and cell.text]
        label = pieces[0]
        if len(pieces) > 1:
            boxes = tuple(box for piece in pieces for box in piece.boxes)
            label = replace(label, text="".join(piece.text for piece in pieces), boxes=boxes)
        for row in range(block[0], block[1] + 1):
            places[row][column] = label


def _carry_inner(grid: Grid, kinds: list[Kind], column: int, places: list[list[GridCell | None]]) -> None:
    """Carry short labels inside a text table, where its last column is always filled and one division fits.

    A sign is no label: it says something of its own row.
    """
    texts = list(grid.column(column))
    short = all(len(text) <= _LONGEST_LABEL and (not text or any(map(str.isalnum, text))) for text in texts)
    if kinds[column] != "text" or all(texts) or not short or not all(grid.column(len(kinds) - 1)):
        return
    runs = [(row, row) for row, text in enumerate(texts) if text]
    if len(runs) < 2 or certain_blocks(runs, grid.height) is None:
        return
    # A block begins where the first column has a new label, or at its own label.
    outer = {row for row in range(1, grid.height) if places[row][0] is not places[row - 1][0]}
    _carry_from_middle(grid, column, places, runs, frozenset(outer | {row for row, _ in runs}))
