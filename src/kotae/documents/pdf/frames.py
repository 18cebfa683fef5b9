"""A page as what is read of it in each direction: its level text, and turned, the text that runs sideways."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from kotae.documents.model import Box
from kotae.documents.pdf import vertical
from kotae.documents.pdf.glyphs import Drawn, runs
from kotae.documents.pdf.layout import Line, PageSource, Rule, contains, line_of
from kotae.documents.pdf.ruled import ruled
from kotae.documents.pdf.turning import shown_box, turned_box, turned_region, turned_rule, turned_size
from kotae.documents.pdf.words import without_ruby


def prevailing(lines: Iterable[Drawn]) -> int:
    """Return the turn in which most of a page's text is level; 0 where it has none."""
    counts = Counter[int]()
    for line in lines:
        counts[line.turn] += len(line.characters)
    return max(counts, key=lambda turn: (counts[turn], -turn), default=0)


def framed(lines: list[Drawn], number: int, size: tuple[float, float], turn: int, rules: Iterable[Rule]) -> PageSource:
    """Return what a page shows, turned so that most of its text is level; the rest of it in `others`, turned likewise.

    A page that is written vertically has its regions at once; those of others are for the layout model to tell.

    Args:
        lines: all lines of text.
        number: the page's number.
        size: its width and height as it is shown.
        turn: the turn in which most of it is level.
        rules: its rules, as it is shown.
    """
    turned = tuple(turned_rule(rule, turn, *size) for rule in rules)
    level = _runs(lines, turn, size, number)
    regions = vertical.regions(level) if vertical.is_vertical(lines, turn) else ()
    main = PageSource(number, *turned_size(turn, *size), level, turned, regions, turn)
    others = tuple(
        PageSource(number, *turned_size(other, *size), _runs(lines, other, size, number), (), (), other)
        for other in sorted({line.turn for line in lines} - {turn})
    )
    return replace(main, others=others)


def parted(page: PageSource) -> list[PageSource]:
    """Return what is read of a page whose regions are known: its level text, then that of each other turn.

    Sideways text inside a table or figure of level text stays there, as the label that it is.
    """
    if not page.others:
        return [page]
    size = turned_size(-page.turn, page.width, page.height)
    places = [*(region.box for region in page.regions), *(grid.box for grid in ruled(page.rules, page.number))]
    runs, others = list(page.runs), []
    for other in page.others:
        back = [turned_box(shown_box(run.box, other.turn, *size), page.turn, *size) for run in other.runs]
        at_home = [_stays(box, page.runs, back, places) for box in back]
        labels = [run for run, stays in zip(other.runs, at_home, strict=True) if stays]
        runs.extend(_sideways(run, other.turn, page.turn, size) for run in labels)
        rest = tuple(run for run, stays in zip(other.runs, at_home, strict=True) if not stays)
        if rest:
            others.append(_other(page, rest, other.turn, size))
    return [replace(page, runs=tuple(runs), others=()), *others]


def _runs(lines: list[Drawn], turn: int, size: tuple[float, float], number: int) -> tuple[Line, ...]:
    return tuple(without_ruby(list(runs((line for line in lines if line.turn == turn), *size, number))))


def _stays(box: Box, level: Iterable[Line], sideways: Iterable[Box], places: Iterable[Box]) -> bool:
    """Tell whether sideways text stands in a place (a region or a ruled grid) in which most text is level."""
    inside = [place for place in places if contains(place, box)]
    if not inside:
        return False
    place = max(inside, key=lambda b: (b.x1 - b.x0) * (b.y1 - b.y0))
    return sum(contains(place, run.box) for run in level) >= sum(contains(place, other) for other in sideways)


def _sideways(run: Line, turn: int, main: int, size: tuple[float, float]) -> Line:
    """Return a run as it lies on a page turned otherwise, where it is not level."""
    placed = []
    for glyph in run.glyphs:
        box = Box(run.box.page, glyph.x0, glyph.y0, glyph.x1, glyph.y1)
        box = turned_box(shown_box(box, turn, *size), main, *size)
        placed.append(replace(glyph, x0=box.x0, y0=box.y0, x1=box.x1, y1=box.y1))
    return line_of(placed, run.box.page, upright=False)


def _other(main: PageSource, rest: tuple[Line, ...], turn: int, size: tuple[float, float]) -> PageSource:
    by = turn - main.turn
    return PageSource(
        main.number,
        *turned_size(turn, *size),
        runs=rest,
        rules=tuple(turned_rule(rule, by, main.width, main.height) for rule in main.rules),
        regions=tuple(turned_region(region, by, main.width, main.height) for region in main.regions),
        turn=turn,
    )
