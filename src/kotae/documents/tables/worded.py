"""Tables of words alone: whether the first row is their header, as learned weights and how they are set tell."""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import fmean, median, pstdev

from kotae.documents.lines.text import width
from kotae.documents.tables.grid import Grid
from kotae.documents.tables.pairs import has_figures
from kotae.documents.tables.trees import likelihood

FEWEST_COLUMNS = 3
"""Of two columns pairs.py tells."""
FEWEST_ROWS = 3
ALIKE = 0.5
"""Set as the rows below it are, a first row is one of them where that is likelier than not."""
UNTOLD = 0.05
"""Where nothing is known of how it is set, most first rows are headers; chosen by benchmarks/table_headers.py."""
_END = 2  # characters in which names of one sort end alike ("第一会議室", "大会議室")


def has_no_header(grid: Grid, alike: bool) -> bool:
    """Tell whether the first row of a table is one of its rows; only of several columns, all of words, is it told.

    Args:
        grid: the table.
        alike: whether its first row is seen to be set as the others are.
    """
    if grid.width < FEWEST_COLUMNS or grid.height < FEWEST_ROWS:
        return False
    if any(kind != "text" for kind in grid.kinds(1)) or len(grid.beginning(0)) < grid.width:
        return False
    return likelihood("worded_weights.toml", features(grid)) < (ALIKE if alike else UNTOLD)


def features(grid: Grid) -> list[float]:
    """Return what tells a header from a row: how its cells differ from those below them and are like each other."""
    names = [grid.text(0, column) for column in range(grid.width)]
    said = [text for row in range(1, grid.height) for column in range(grid.width) if (text := grid.text(row, column))]
    differing = zip(*(_differs(list(grid.column(column))) for column in range(grid.width)), strict=True)
    return [
        *(value for each in differing for value in (fmean(each), max(each), min(each))),
        len(set(map(_shape, names))) / len(names),
        fmean(map(width, names)),
        fmean(map(has_figures, names)),
        fmean(map(has_figures, said)),
        fmean(text[0].islower() for text in names),
        fmean(text[0].islower() for text in said),
        float(grid.height),
        float(grid.width),
    ]


def _differs(column: Sequence[str]) -> Iterator[float]:
    """Yield what tells the first cell of a column from the others, and what makes it one of them.

    It is said again, ends as they do, is shaped as they are, is shaped otherwise where they are alike, is longer, has more
    words.
    """
    name, *others = column
    said = [text for text in others if text]
    shapes, ends = [_shape(text) for text in said], [_end(text) for text in said]
    usual = max(sorted(set(shapes)), key=shapes.count)
    widths = [width(text) for text in said]
    yield float(name in said)
    yield ends.count(_end(name)) / len(ends) if _end(name) else 0.0
    yield shapes.count(_shape(name)) / len(shapes)
    yield 0.0 if usual == _shape(name) else shapes.count(usual) / len(shapes)
    yield (width(name) - median(widths)) / (1 + median(widths) + pstdev(widths))
    yield len(name.split()) - fmean(len(text.split()) for text in said)


def _shape(text: str) -> str:
    """Return of what sorts of characters a text is, one after the other ("Aa Aa" of a name)."""
    return "".join(sort for sort, _ in groupby(map(_sort, text)))


def _sort(character: str) -> str:
    if character.isdigit():
        return "0"
    if character.isupper():
        return "A"
    if character.islower():
        return "a"
    return unicodedata.name(character, "?")[0] if character.isalpha() else character  # HIRAGANA, KATAKANA, CJK


def _end(text: str) -> str:
    """Return the last word of several, or the last characters of a Japanese text that has more; else nothing."""
    words = text.split()
    if text.isascii() or len(words) > 1:
        return words[-1].casefold() if len(words) > 1 else ""
    return text[-_END:] if len(text) > _END else ""
