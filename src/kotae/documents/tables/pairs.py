"""Tables of two columns: whether the first row is their header, as learned weights and what names stand there tell."""

from collections.abc import Iterator, Sequence
from statistics import fmean, median, pstdev

from kotae.documents.lines.text import width
from kotae.documents.tables.grid import Grid
from kotae.documents.tables.trees import likelihood
from kotae.text.lists import read_lists

PAIR = 2
"""Columns: names, and what is said of each."""
FEWEST_LISTED = 3
"""Names that open with one sign, or figures of several sorts, at the least: of two it may be chance."""
_FEWEST_ROWS = 4  # of a table whose rows tell what a first row looks like that is one of them
_MANY = 4.0  # times as long as the others: more says no more
UNLIKELY = 0.1
"""A first row that is less likely a header is none; chosen by benchmarks/table_headers.py."""


def has_no_header(grid: Grid) -> bool:
    """Tell whether the first row of a table of two columns is one of its rows, by weights learned from others.

    Args:
        grid: the table, of any number of columns; only of two, and some rows, is it told.
    """
    if grid.width != PAIR or grid.height < _FEWEST_ROWS or is_named(grid):
        return False
    if not grid.text(0, 0) and grid.kind(0, 1) == "text" and grid.kinds(1)[1] == "number":
        return False  # words over numbers, beside no name
    return likelihood("pair_weights.toml", features(grid)) < UNLIKELY


def features(grid: Grid) -> list[float]:
    """Return what tells a header from a row, of a table of two columns: how its cells differ from those below them."""
    names, said = ([grid.text(row, column) for row in range(grid.height)] for column in (0, 1))
    sorts = [_sort(grid, row) for row in range(grid.height)]
    rest, count = sorts[1:], grid.height - 1
    usual = max(sorted(set(rest)), key=rest.count)
    return [float(value) for value in (
        len(set(rest)) / count, rest.count(usual) / count, sorts[0] == usual, rest.count(sorts[0]) / count,
        has_figures(said[0]), fmean(map(has_figures, said[1:])), said[0] in said[1:], len(set(said[1:])) / count,
        has_figures(names[0]), fmean(map(has_figures, names[1:])), len(set(names[1:])) / count, not names[0],
        grid.kind(0, 0) in ("number", "date"), fmean(grid.kind(row, 0) in ("number", "date") for row in range(1, grid.height)),
        *_lengths(names), *_lengths(said),
        len(said[0].split()) - fmean(len(text.split()) for text in said[1:]), count,
    )]  # fmt: skip


def _lengths(texts: Sequence[str]) -> Iterator[float]:
    """Yield how wide the first of some texts is, alone and beside the others, and how wide these are and how they differ."""
    first, others = width(texts[0]), [width(text) for text in texts[1:]]
    yield from (first, min(_MANY, first / (1 + median(others))), fmean(others), pstdev(others) / (1 + fmean(others)))


def is_mixed(grid: Grid) -> bool:
    """Tell whether the second column holds what no one name could stand over: words, and figures of several sorts."""
    rows = [row for row in range(1, grid.height) if grid.begins(row, 1) and grid.text(row, 1)]
    figures = [_sort(grid, row) for row in rows if any(map(str.isdigit, grid.text(row, 1)))]
    words = len(rows) - len(figures)
    return len(rows) >= FEWEST_LISTED and len(set(figures)) > 1 and 4 * words >= len(rows)


def _sort(grid: Grid, row: int) -> str:
    """Return what sort of figure a cell of the second column holds: its kind, of a number with its unit's last letter."""
    kind = grid.kind(row, 1)
    return f"number {grid.text(row, 1).strip()[-1]}".rstrip("0123456789") if kind == "number" else kind


def has_figures(text: str) -> bool:
    return any(map(str.isdigit, text))


def heads_first(text: str) -> bool:
    """Tell whether a text is a name for whatever the first of two columns names ("項目", "Item")."""
    return _is_listed(text, "first")


def heads_second(text: str) -> bool:
    """Tell whether a text is a name for whatever the second of two columns holds ("内容", "Value")."""
    return _is_listed(text, "second")


def is_named(grid: Grid) -> bool:
    """Tell whether the first row has a name for whatever stands in one of two columns."""
    return heads_first(grid.text(0, 0)) or heads_second(grid.text(0, 1))


def _is_listed(text: str, name: str) -> bool:
    return "".join(text.casefold().split()) in read_lists("kotae.documents.tables", "headers.toml")[name]
