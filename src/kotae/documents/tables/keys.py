"""Keys that are written once and go for the rows below: a year before its months, where blank cells are not merged."""

from itertools import pairwise

from kotae.documents.lines.labels import label_number
from kotae.documents.tables.closing_totals import closing_totals
from kotae.documents.tables.grid import Grid, GridCell, is_vertical_piece
from kotae.documents.tables.values import Kind


def carry_keys(grid: Grid, kinds: list[Kind], places: list[list[GridCell | None]]) -> None:
    """Let each key of a label column reach over the blank cells below it, whose rows the next label column names.

    A merged cell ends where it ends. A column that only marks some of its rows ("new") has no keys: their marks come
    back, while keys are times, or follow each other and go for several rows more than once.

    Args:
        grid: the body as drawn.
        kinds: what its columns hold.
        places: its places, in which the keys are put.
    """
    names = next((column - 1 for column, kind in enumerate(kinds) if kind == "number"), None)
    among_words = names is None
    if names is None:
        names = next((column for column in range(grid.width) if _names_all(grid, column)), 0)
    for column in range(names):
        if _has_keys(grid, kinds, column) and not (among_words and _only_counts(grid, column)):
            _carry(grid, column, places)


def _names_all(grid: Grid, column: int) -> bool:
    """Tell whether a column has a text of its own for every row."""
    texts = list(grid.column(column))
    return all(texts) and len(set(texts)) == len(texts)


def _only_counts(grid: Grid, column: int) -> bool:
    """Tell whether what a column says goes for its own rows: numerals, or words for fewer rows than they leave blank."""
    written = [text for text in grid.column(column) if text]
    counted = all(label_number(f"{text} x")[0] for text in written)
    return counted or grid.height - len(written) < len(written)


def _has_keys(grid: Grid, kinds: list[Kind], column: int) -> bool:
    written = [text for text in grid.column(column) if text]
    if not grid.text(0, column) or len(written) == grid.height:
        return False
    runs = [text for place, text in enumerate(written) if not place or text != written[place - 1]]
    reaching = sum(bool(above) and not below for above, below in pairwise(grid.column(column)))
    return kinds[column] == "date" or (1 < len(runs) == len(set(runs)) and reaching > 1)


def _carry(grid: Grid, column: int, places: list[list[GridCell | None]]) -> None:
    named = [(grid.text(row, column), grid.text(row, column + 1)) for row in range(grid.height)]
    key: GridCell | None = None
    for row in range(closing_totals(named)):
        own = grid.begins(row, column + 1) and bool(grid.text(row, column + 1))
        if text := grid.text(row, column):
            merged = grid.covered(row, column) or (row + 1 < grid.height and grid.covered(row + 1, column))
            key = grid.cell(row, column) if own and not merged and not is_vertical_piece(text) else None
        elif own and key is not None:
            places[row][column] = key
        else:
            key = None
