"""Cards: a grid of figures in large type with what they count, or of names with a text each. They look like a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kotae.documents.pdf.areas import FURNITURE, areas
from kotae.documents.pdf.layout import Glyph, Line, Region, contains, in_lines, line_of
from kotae.documents.pdf.phrases import is_value, phrases
from kotae.documents.pdf.tolerances import ALIGNED, CARDS, TABLES
from kotae.text.normalise import is_wide

_OTHER = ("picture", "formula", "footnote", *FURNITURE)

_Row = Sequence[Line]


@dataclass(frozen=True, slots=True)
class _Band:
    """Cards side by side: the lines of each, and whether its type alone tells them from a table."""

    cards: tuple[tuple[Line, ...], ...]
    rows: int
    large: bool

    @property
    def heads(self) -> list[Line]:
        """The first line of each card."""
        return [card[0] for card in self.cards]


def cards(runs: Sequence[Line], regions: Sequence[Region]) -> list[list[Line]]:
    """Return the grids of cards on a page, each the cards from the top and the left, and of each its text as one line.

    Args:
        runs: the text of a page that no drawn table holds.
        regions: what the layout sees on the page.
    """
    others = [region.box for region in regions if region.kind in _OTHER]
    free = [run for run in runs if run.upright and not any(contains(box, run.box) for box in others)]
    tables = [region.box for region in regions if region.kind == "table"]
    return [
        [_as_line(card) for band in grid for card in band.cards]
        for area in areas(free, regions)
        for grid in _grids([phrases(line, space=ALIGNED.space) for line in in_lines(area)])
        if _are_large(grid) or not any(contains(box, grid[0].heads[0].box) for box in tables)
    ]


def _grids(rows: Sequence[_Row]) -> Iterator[list[_Band]]:
    grid: list[_Band] = []
    at = 0
    while at < len(rows):
        band = _band(rows[at:])
        if grid and not (band and _is_below(grid[0], band)):
            yield from _whole(grid)
            grid = []
        if band:
            grid.append(band)
        at += band.rows if band else 1
    yield from _whole(grid)


def _whole(grid: list[_Band]) -> list[list[_Band]]:
    """Return a grid, if it is one: in large type, or with names that are set apart again and again, as a header is not."""
    return [grid] if grid and (_are_large(grid) or len(grid) >= CARDS.bands) else []


def _are_large(grid: Sequence[_Band]) -> bool:
    return all(band.large for band in grid)


def _band(rows: Sequence[_Row]) -> _Band | None:
    """Return the cards that the first of some lines begin, if they do."""
    heads, *below = rows
    if len(heads) < CARDS.beside:
        return None
    held: list[list[Line]] = [[head] for head in heads]
    count = 1
    for above, row in pairwise(rows):
        close = _bottom(above) + CARDS.gap * _size(row) > min(phrase.box.y0 for phrase in row)
        if not close or (count > 1 and _is_louder(row, rows[count - 1]) and _is_louder(row, below[0])):
            break
        homes = [[i for i, head in enumerate(heads) if _is_under(phrase, head)] for phrase in row]
        if any(len(home) != 1 for home in homes) or count > CARDS.lines:
            return None
        for phrase, (home,) in zip(row, homes, strict=True):
            held[home].append(phrase)
        count += 1
    if any(len(card) < 2 for card in held):
        return None
    large, told = _is_large(rows[:count]), _is_named(rows[:count])
    return _Band(tuple(tuple(card) for card in held), count, large) if large or told else None


def _is_large(rows: Sequence[_Row]) -> bool:
    """Tell whether the first or second line is in far larger type than all others."""
    sizes = [(min(map(_loudest, row)), max(map(_loudest, row))) for row in rows]
    first = max((0, 1), key=lambda i: sizes[i][0])
    others = [most for i, (_, most) in enumerate(sizes) if i != first]
    return len(rows[first]) >= CARDS.beside and sizes[first][0] > CARDS.large * max(others)


def _is_named(rows: Sequence[_Row]) -> bool:
    """Tell whether the first line has names, in bold or larger type, above texts that are not."""
    heads, *texts = rows
    if any(is_value(phrase.text) for row in rows for phrase in row):
        return False
    bold = all(head.bold for head in heads) and not any(phrase.bold for row in texts for phrase in row)
    smallest, largest = min(map(_loudest, heads)), max(_loudest(phrase) for row in texts for phrase in row)
    return bold or smallest > CARDS.larger * largest


def _is_louder(row: _Row, other: _Row) -> bool:
    """Tell whether a line is set as the first of other cards is: bolder or larger than the one above it."""
    bold = all(phrase.bold for phrase in row) and not all(phrase.bold for phrase in other)
    return bold or min(map(_loudest, row)) > CARDS.larger * max(map(_loudest, other))


def _is_below(first: _Band, band: _Band) -> bool:
    """Tell whether all cards of a band stand under cards of the first; the last band may have fewer."""
    return all(any(_is_under(head, other) for other in first.heads) for head in band.heads)


def _is_under(phrase: Line, head: Line) -> bool:
    """Tell whether a phrase begins where a card's first line does, or has its middle there."""
    middle = abs(phrase.box.x0 + phrase.box.x1 - head.box.x0 - head.box.x1) / 2
    return abs(phrase.box.x0 - head.box.x0) < ALIGNED.off * phrase.size or middle < TABLES.centred * phrase.size


def _bottom(row: _Row) -> float:
    return max(phrase.box.y1 for phrase in row)


def _size(row: _Row) -> float:
    return max(phrase.size for phrase in row)


def _loudest(phrase: Line) -> float:
    """Return the largest size in a phrase: a figure's unit is often set smaller."""
    return max(glyph.size for glyph in phrase.glyphs)


def _as_line(card: Sequence[Line]) -> Line:
    """Return a card's text as one line: what is set in another way is set apart."""
    glyphs: list[Glyph] = []
    for place, line in enumerate(card):
        first, *rest = line.glyphs
        if place:
            wide = is_wide(first.text) or is_wide(glyphs[-1].text)
            alike = _loudest(line) == _loudest(card[place - 1]) and line.bold == card[place - 1].bold
            first = replace(first, lead=("" if alike else "\u3000") if wide else " ")
        glyphs.extend([first, *rest])
    return line_of(glyphs, card[0].box.page)
