"""The one label that the header rows of a table give each of its columns."""

from itertools import pairwise

from kotae.documents.lines.periods import is_period
from kotae.documents.tables.grid import Grid
from kotae.documents.tables.header import names_units
from kotae.documents.tables.values import Kind
from kotae.text.units import is_in_tens


def header_labels(grid: Grid, height: int, merges_known: bool, runs_over: bool = False) -> tuple[str, ...]:
    """Join the header rows into one label per column, from the top ("2024年" over "生産量" is "2024年 生産量").

    Args:
        grid: the table's cells.
        height: how many of its rows are header.
        merges_known: whether the format tells which blank cells a label covers.
        runs_over: whether an upper label may stand for blank cells nevertheless.
    """
    levels = [[grid.text(row, column) for column in range(grid.width)] for row in range(height)]
    for row in range(1, height):
        if names_units(grid, row):  # "100ha" behind a name would be an amount
            levels[row] = [f"({text})" if is_in_tens(text) else text for text in levels[row]]
    kinds = grid.kinds(height)
    if not merges_known or runs_over:
        for upper, lower in pairwise(levels):
            _spread(upper, lower, kinds)
    if not merges_known and levels:
        _spread_sideways(levels[-1], kinds)
    cells = [[row[column] for row in grid.rows[:height]] for column in range(grid.width)]
    labels = []
    for column, stack in enumerate(cells):
        parts: list[str] = []
        for level, cell in enumerate(stack):
            covered = level > 0 and cell is not None and cell is stack[level - 1]
            if levels[level][column] and not covered and levels[level][column] not in parts:
                parts.append(levels[level][column])
        labels.append(" ".join(parts))
    return tuple(labels)


def _spread(upper: list[str], lower: list[str], kinds: list[Kind]) -> None:
    """Give an upper label to the blank places beside it that have a finer label below, as has the label itself.

    They stand on its right, unless the labels close groups of columns: of amounts, each group of the same finer labels, or
    under a time. Labels that are said again below, as under a frozen pane, are of no group.
    """
    if sum(bool(label) and label == below for label, below in zip(upper, lower, strict=True)) > 1:
        return
    if closed := _closed_groups(upper, lower, kinds):
        for first, last in closed:
            upper[first:last] = [upper[last]] * (last - first)
        return
    for column in range(1, len(upper)):
        if not upper[column] and lower[column] and upper[column - 1] and lower[column - 1]:
            upper[column] = upper[column - 1]


def _closed_groups(upper: list[str], lower: list[str], kinds: list[Kind]) -> list[tuple[int, int]]:
    """Return the first and last columns of the groups whose label stands over their last one; none if they are no such."""
    columns = [column for column in range(1, len(kinds)) if kinds[column] in ("number", "missing") and lower[column]]
    labelled = [column for column in columns if upper[column]]
    if not columns or not labelled or labelled[-1] != columns[-1] or labelled[0] == columns[0]:
        return []
    if columns != list(range(columns[0], columns[-1] + 1)) or any(upper[column] for column in range(1, columns[0])):
        return []
    groups = list(zip([columns[0], *(column + 1 for column in labelled)], labelled, strict=False))
    names = {tuple(lower[first : last + 1]) for first, last in groups}
    alike = len(names) == 1 and len(groups) > 1
    return groups if alike or all(is_period(upper[last]) for last in labelled) else []


def _spread_sideways(labels: list[str], kinds: list[Kind]) -> None:
    """Give two columns one label where it covers both: a date split over columns, a label cut at its middle dot."""
    for column in range(1, len(labels)):
        if not labels[column] and kinds[column] == kinds[column - 1] == "date":
            labels[column] = labels[column - 1]
        elif labels[column] and labels[column - 1].endswith(("・", "･")):
            labels[column - 1 : column + 1] = [labels[column - 1] + labels[column]] * 2
