"""Which leading rows of a table are its header, and which say its title or its unit."""

import re

from kotae.documents.lines.text import width
from kotae.documents.tables.captions import line_kind
from kotae.documents.tables.columns import unit_alone
from kotae.documents.tables.first_row import LONGEST_NAME, TALLEST_SPAN, is_a_row
from kotae.documents.tables.grid import Grid
from kotae.documents.tables.numerals import read_amount
from kotae.documents.tables.pairs import has_figures
from kotae.documents.tables.values import Kind, period_in, stated
from kotae.text import units
from kotae.text.numbers import is_missing

_BRACKETED = re.compile(r"^[(（\[［].*[)）\]］]$")
_DIGITS = re.compile(r"[0-9０-９]+")
_MOST_ROWS = 5


def header_height(grid: Grid, merges_known: bool, alike: bool = False) -> int:
    """Return how many leading rows are header: those that the format marks, or else those that read like labels.

    A last one that says one unit of all columns is none: `unit_rows_below` counts it.

    Args:
        grid: the table's cells.
        merges_known: whether the format tells which blank cells a label covers.
        alike: whether the first row is seen to be set as the others are.
    """
    height = _labelled_height(grid, merges_known, alike)
    while height > 1 and _says_one_unit(grid, height - 1):
        height -= 1
    return height


def _labelled_height(grid: Grid, merges_known: bool, alike: bool) -> int:
    marked = [all(cell.header for cell in row if cell and cell.text) for row in grid.rows]
    # Marks in the first column alone name rows, and say nothing of the header.
    if any(cell and cell.header for row in grid.rows for cell in row[1:] or row):
        height = 0
        while height < grid.height and marked[height] and not (height and len(grid.beginning(height)) == 1):
            height += 1
        while 0 < height < grid.height - 1 and (names_units(grid, height) or _under_marked(grid, height)):
            height += 1
        return height if height < grid.height else min(1, grid.height)
    if grid.height < 2:
        return 0
    if grid.height > 2 and _says_units(grid, 0):
        return 1 + _labelled_height(grid.part(1, grid.height), merges_known, alike)
    kinds = grid.kinds(1)
    if _has_values(grid, 0, kinds) or is_a_row(grid, kinds, alike):
        return 0
    height = 1
    while height < min(grid.height - 1, _MOST_ROWS) and _continues(grid, height, kinds, merges_known):
        height += 1
    return height


def _under_marked(grid: Grid, row: int) -> bool:
    """Tell whether a cell that is marked as header reaches down over a row from above."""
    reaching = (cell for column, cell in enumerate(grid.rows[row]) if grid.covered(row, column))
    return any(cell is not None and cell.header for cell in reaching)


def _says_units(grid: Grid, row: int) -> bool:
    """Tell whether all that a row says is units, of several columns: what they are called is said below."""
    said = [text for column in grid.beginning(row) if (text := grid.text(row, column))]
    return len(said) > 1 and all(map(unit_alone, said))


def _has_values(grid: Grid, row: int, kinds: list[Kind]) -> bool:
    """Tell whether a row holds what its columns hold, and so is no label row (a year over amounts is a label).

    One label among words may read like an amount ("100円ショップ").
    """
    found = [(grid.kind(row, column), kind) for column, kind in enumerate(kinds)]
    values = sum(pair in {("number", "number"), ("date", "date"), ("missing", "number")} for pair in found)
    return values > 0 and values >= sum(pair == ("text", "number") for pair in found)


def _continues(grid: Grid, row: int, kinds: list[Kind], merges_known: bool) -> bool:
    own = grid.beginning(row)
    reached = any(_reaches(grid, row, column) for column in range(grid.width))
    finer = [column for column in own if column]
    names_first = 0 not in own or _first_unnamed(grid, row)
    if finer and names_first and reached and merges_known and _all_under_spans(grid, row, finer):
        return True  # of whatever kind (years over dates), beside a cell that reaches down over them
    if names_units(grid, row):
        return True
    if not own or _has_values(grid, row, kinds) or (own == [0] and not (grid.width > 1 and grid.cell(row, 1))):
        return False
    if own == [0] and _opens_group(grid, row):
        return False
    if all(_BRACKETED.match(grid.text(row, column)) for column in own) and 0 not in own:
        return True  # a row of units
    if reached:
        return "number" in kinds or not merges_known or _all_under_spans(grid, row, own) or _reaches_down(grid, row)
    if _all_under_spans(grid, row, own) or _repeats_labels(grid, row, own) or _under_groups(grid, row, own):
        return True
    if _labels_every_number(grid, row, kinds) or _dates_numbered(grid, row, kinds):
        return True
    blank_above = [column for column in own if not grid.text(row - 1, column)]
    first_fits = 0 not in own or not grid.text(row - 1, 0)
    return not merges_known and "number" in kinds and first_fits and bool(blank_above)


def _reaches(grid: Grid, row: int, column: int) -> bool:
    """Tell whether a cell of the row above covers this row as well."""
    cell = grid.cell(row, column)
    return cell is not None and cell is grid.cell(row - 1, column)


def _opens_group(grid: Grid, row: int) -> bool:
    """Tell whether a row's one label is that of the rows below it: they are set in, or others are labelled so further down."""
    if row + 1 >= grid.height or grid.beginning(row + 1) == [0]:
        return False
    label, below = grid.cell(row, 0), grid.cell(row + 1, 0)
    if label is None or below is None:
        return False
    set_in = label.indent is not None and below.indent is not None and label.indent < below.indent
    return set_in or any(grid.beginning(later) == [0] for later in range(row + 2, grid.height - 1))


def names_units(grid: Grid, row: int) -> bool:
    """Tell whether a row says the units of columns below their names, without brackets, and names nothing but nameless ones.

    What is an amount as well, or stands alone, is a unit over bare numbers.
    """
    said = [column for column in grid.beginning(row) if grid.text(row, column)]
    named = [column for column in said if any(grid.text(above, column) for above in range(row))]
    in_tens = [column for column in named if units.is_in_tens(grid.text(row, column))]
    measured = [column for column in named if column in in_tens or _is_unit(grid.text(row, column))]
    if 0 in said or not measured or measured != named or _are_sizes([grid.text(row, column) for column in in_tens]):
        return False
    doubted = in_tens if len(measured) > 1 else measured
    return not doubted or (said == named and all(_is_over_numbers(grid, row, column) for column in doubted))


def _are_sizes(texts: list[str]) -> bool:
    """Tell whether some of a few scaled units measure the same in other amounts: "10人" beside "100人"."""
    bases = {units.unit(text).base for text in texts}
    return len(bases) < len(set(texts))


def _is_over_numbers(grid: Grid, row: int, column: int) -> bool:
    """Tell whether numbers without a unit stand below a cell in its column, and nothing else."""
    below = [
        text for other in range(row + 1, grid.height) if (text := grid.text(other, column)) and not is_missing(text)
    ]
    amounts = [read_amount(text, grid.style) for text in below]
    return bool(amounts) and all(amount is not None and not amount.unit for amount in amounts)


def _is_unit(text: str) -> bool:
    plain = units.folded(text)
    return bool(units.unit_in(plain)) and (units.is_symbol(plain) or not plain.isascii())


def _repeats_labels(grid: Grid, row: int, own: list[int]) -> bool:
    """Tell whether a row only says again what stands above it, as under a frozen pane; remarks in brackets may be new."""
    again = 0
    for column in (column for column in own if not _BRACKETED.match(grid.text(row, column))):
        above = {grid.text(upper, column) for upper in range(row)} - {""}
        if above and grid.text(row, column) not in above:
            return False
        again += bool(above)
    return again > 1


def _reaches_down(grid: Grid, row: int) -> bool:
    """Tell whether the name of the first column reaches down over a second row, and no name of a row over others."""
    alone = all(grid.begins(below, 0) or not grid.covered(below, 0) for below in range(row + 1, grid.height))
    return row == 1 and grid.height > TALLEST_SPAN and grid.covered(row, 0) and alone


def _under_groups(grid: Grid, row: int, own: list[int]) -> bool:
    """Tell whether a second row names every column that has no name, right of a label for several, and no row.

    No cells are merged: the label of a group stands over its first column only, which has a finer one as well. Whatever
    stands below names its rows.
    """
    unnamed = [column for column in range(grid.width) if not grid.text(0, column)]
    if row != 1 or 0 in own or 0 in unnamed or not unnamed or not grid.text(row + 1, 0):
        return False
    finer = all(column in own and column - 1 in own for column in unnamed)
    labels = all(grid.kind(row, column) == "text" and width(grid.text(row, column)) <= LONGEST_NAME for column in own)
    return finer and labels


def _first_unnamed(grid: Grid, row: int) -> bool:
    """Tell whether the first column has no name yet above a row."""
    return not any(grid.text(above, 0) for above in range(row))


def _labels_every_number(grid: Grid, row: int, kinds: list[Kind]) -> bool:
    """Tell whether a row has words, and no value, over every column of numbers, and names nothing itself.

    It does not where its first cell is blank, or is the first in its column. Cells that say yes and no, one of them twice,
    are values.
    """
    said = [yes_no for column in range(1, grid.width) if (yes_no := stated(grid.text(row, column), grid.style).yes_no)]
    if len(set(said)) < len(said):
        return False
    labelled = [column for column in range(grid.width) if any(grid.text(above, column) for above in range(row + 1))]
    numeric = [column for column in labelled if kinds[column] == "number" and column]
    nameless = not grid.text(row, 0) or _first_unnamed(grid, row)
    return bool(numeric) and nameless and all(grid.kind(row, c) in ("text", "date") for c in numeric)


def _dates_numbered(grid: Grid, row: int, kinds: list[Kind]) -> bool:
    """Tell whether a row dates columns that are only numbered above: "第72期" over "2020年3月", one after the other."""
    numbered = [column for column, kind in enumerate(kinds) if kind == "number" and column]
    above = [grid.text(row - 1, column) for column in numbered]
    times = [period_in(grid.text(row, column)) for column in numbered]
    names = {_DIGITS.sub("", text) for text in above}
    if len(numbered) < 2 or len(names) > 1 or len(set(above)) < len(above) or not all(map(has_figures, above)):
        return False
    days = [time.first for time in times if time]
    return len(days) == len(numbered) and len(set(days)) == len(days) and days in (sorted(days), sorted(days)[::-1])


def _all_under_spans(grid: Grid, row: int, own: list[int]) -> bool:
    """Tell whether every cell of a row is a finer one below a cell that spans columns."""
    above = grid.rows[row - 1]
    return all(
        any(above[c] is not None and above[c] is above[n] for n in (c - 1, c + 1) if 0 <= n < len(above)) for c in own
    )


def title_rows(grid: Grid) -> int:
    """Return how many leading rows are no part of the table: a title over all columns, a lone cell that says the unit."""
    count = 0
    while count < grid.height - 1 and (grid.is_full(count) or _is_unit_row(grid, count)):
        count += 1
    return count


def unit_rows(grid: Grid) -> int:
    """Return how many leading rows are a lone cell that says the unit."""
    return next((row for row in range(grid.height) if not _is_unit_row(grid, row)), grid.height)


def unit_rows_below(grid: Grid, height: int) -> int:
    """Return how many rows right below the header say the unit: as one cell, or the same over all columns but the first."""
    count = 0
    while height and height + count < grid.height - 1:
        row = height + count
        if not (_is_unit_row(grid, row) or _says_one_unit(grid, row)):
            break
        count += 1
    return count


def _says_one_unit(grid: Grid, row: int) -> bool:
    """Tell whether a row names nothing, and says one unit of all columns but the first: "percent" below their names.

    Where a later row does as well, each of them is said of the rows below it.
    """
    if not _one_unit(grid, row):
        return False
    return not any(_one_unit(grid, later) for later in range(row + 1, grid.height))


def _one_unit(grid: Grid, row: int) -> bool:
    first = grid.cell(row, 0)
    if grid.width < 2 or (first is not None and first.text and grid.begins(row, 0)):
        return False
    said = {grid.text(row, column) for column in range(1, grid.width)}
    return len(said) == 1 and bool(units.unit_in(units.folded(next(iter(said)))))


def _is_unit_row(grid: Grid, row: int) -> bool:
    """Tell whether a row holds one cell, and that says a unit: "（単位：百万円）" over the last column holds for all."""
    own = grid.beginning(row)
    return grid.width > 1 and len(own) == 1 and line_kind(grid.text(row, own[0])) == "unit"
