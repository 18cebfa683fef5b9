"""Whether the first row of a table is one as the others are, and no header."""

import re
import unicodedata

from kotae.documents.lines.fields import is_field_name
from kotae.documents.lines.text import width
from kotae.documents.tables import pairs, worded
from kotae.documents.tables.grid import Grid
from kotae.documents.tables.pairs import FEWEST_LISTED, PAIR, has_figures, is_mixed, is_named
from kotae.documents.tables.values import Kind, stated

LONGEST_NAME = 24
"""Screen columns of a header over words, about."""
TALLEST_SPAN = 2
"""Rows: in a table of so many a header's cell may reach over all."""
_NUMERAL = re.compile(r"[(\[【第]*(\d+|[ivx]+|[a-z]|[一二アイ甲乙])(?=[)\].】、,:章節条]|$)")
_FIRST_TWO = [["1", "2"], ["i", "ii"], ["a", "b"], ["一", "二"], ["ア", "イ"], ["甲", "乙"]]
_YEAR = 4  # figures of a number that may be a name over words
_MOST_FIELDS = 2 / 3  # of the names, which must end in a colon for all rows to be fields
_REMARKING = "(（[［【<〈《「『\"'“‘"  # opens a remark in a label as well


def is_a_row(grid: Grid, kinds: list[Kind], alike: bool) -> bool:
    """Tell whether the first row is one of those that the table lists, by what all have in common.

    Args:
        grid: the table's cells.
        kinds: those of its columns, by the rows below the first.
        alike: whether the first row is seen to be set as the others are.
    """
    if _lists_signs(grid) or _names_values(grid, kinds) or pairs.has_no_header(grid):
        return True
    return _numbers_rows(grid) or _counts_rows(grid) or _lists_fields(grid) or worded.has_no_header(grid, alike)


def _lists_signs(grid: Grid) -> bool:
    """Tell whether all cells of a column open with one sign, the first row's as well (names of commands, addresses)."""
    for column in range(grid.width):
        opening = {text[0] for text in grid.column(column) if text}
        sign = len(opening) == 1 and not any(c.isalnum() or c in _REMARKING for c in opening)
        worded = all(grid.kind(row, column) == "text" for row in range(grid.height))
        if sign and worded and grid.height >= FEWEST_LISTED:
            return True
    return False


def _names_values(grid: Grid, kinds: list[Kind]) -> bool:
    """Tell whether the first row is one of labels with what is said of each, as the others are, and no header.

    So it is where one of its cells reaches down to the last row; of two columns of words where what it says second is a number
    of more figures than a year, or is long, and longer than at least half of what stands below it, for a header is a short
    name, or says no, or where it says first what has figures in it as most names do; and of two columns where what is said
    second is of several kinds, unless the first row says that it is no more than that.
    """
    first, last = grid.beginning(0), grid.height - 1
    if grid.height > TALLEST_SPAN and any(grid.cell(last, column) is grid.cell(0, column) for column in first):
        return True
    if grid.width != PAIR or first != [0, 1]:
        return False
    if is_mixed(grid) and not is_named(grid):
        return True
    # "なし" is said of something, while words that mean yes are names of columns as well ("対応", "Required").
    if kinds[1] != "number" and stated(grid.text(0, 1), grid.style).yes_no == "no":
        return True
    if kinds != ["text", "text"]:
        return False
    if grid.kind(0, 1) == "number" and sum(map(str.isdigit, grid.text(0, 1))) > _YEAR:
        return True
    if grid.height >= FEWEST_LISTED and has_figures(grid.text(0, 0)):
        _, *names = grid.column(0)
        if 2 * sum(map(has_figures, names)) > len(names):
            return True
    said, *others = grid.column(1)
    return width(said) > LONGEST_NAME and 2 * sum(len(text) < len(said) for text in others) >= len(others)


def _numbers_rows(grid: Grid) -> bool:
    """Tell whether the first row opens with a number as all others do, and so is one of them."""
    labels = [(row, text) for row in range(grid.height) if grid.begins(row, 0) and (text := grid.text(row, 0))]
    return len(labels) >= FEWEST_LISTED and labels[0][0] == 0 and all(_opens_with_number(text) for _, text in labels)


def _lists_fields(grid: Grid) -> bool:
    """Tell whether the first row is one of names with a colon behind them, as most others are."""
    names = [text for text in grid.column(0) if text]
    fields = sum(map(is_field_name, names))
    return grid.height > 1 and is_field_name(grid.text(0, 0)) and fields > 1 and fields >= _MOST_FIELDS * len(names)


def _counts_rows(grid: Grid) -> bool:
    """Tell whether the first two rows are numbered as the first and the second, in whatever numerals ("(i)", "①", "ア")."""
    numerals = [_NUMERAL.match(unicodedata.normalize("NFKC", grid.text(row, 0)).casefold()) for row in (0, 1)]
    counted = [numeral[1] for numeral in numerals if numeral]
    return counted in _FIRST_TWO and all(grid.begins(row, 0) for row in (0, 1))


def _opens_with_number(text: str) -> bool:
    return unicodedata.normalize("NFKC", text).lstrip("([第")[:1].isdigit()
