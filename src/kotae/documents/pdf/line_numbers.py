"""The numbers that drafts and court papers print beside every line: they count the lines and are no part of the text."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kotae.documents.pdf.layout import Line, PageSource
from kotae.documents.pdf.tolerances import COUNTED

_LEAST, _MOST = (
    10,
    300,
)  # numbers of one column: a list of ten items of one line each is rare on two pages; lines of a page
_PAGES = 2  # that have them at the same place
_MOST_FIGURES = 4
_LINES = ("list-item", "text")
# Share of the lines beside numbers that are about as wide as the widest: those of running text, not of a numbered list.
_FULL, _WIDE = 0.5, 0.85


def without_line_numbers(sources: Sequence[PageSource]) -> list[PageSource]:
    """Return pages without the numbers of their lines.

    These are columns of whole numbers that grow by the same step from line to line, at even distances, outside of all text,
    where beside hardly any number stands more than one run of text, on pages that have them at a place where two pages at
    least have them beside running text.

    Args:
        sources: the pages of a document.
    """
    columns = [list(_columns(source)) for source in sources]
    edges = [
        edge
        for source, found in zip(sources, columns, strict=True)
        for edge in {_edge(column) for column in found if _beside_prose(column, source)}
    ]
    kept = []
    for source, found in zip(sources, columns, strict=True):
        sure = [column for column in found if sum(abs(edge - _edge(column)) <= 1 for edge in edges) >= _PAGES]
        drop = {id(run) for column in sure for run in column}
        kept.append(_without(source, drop) if drop else source)
    return kept


def _edge(column: list[Line]) -> int:
    return round(column[0].box.x1 / COUNTED.edge)


def _columns(source: PageSource) -> Iterator[list[Line]]:
    """Yield the columns of a page that count its lines."""
    numbers = [run for run in source.runs if run.upright and len(run.text) <= _MOST_FIGURES and run.text.isdecimal()]
    by_edge: defaultdict[int, list[Line]] = defaultdict(list)
    for side in ("x0", "x1"):
        for run in numbers:
            by_edge[round(getattr(run.box, side) / COUNTED.edge)].append(run)
        for column in (column for column in by_edge.values() if _LEAST <= len(column) <= _MOST):
            counting = _counting(sorted(column, key=lambda run: run.box.y0))
            if len(counting) >= _LEAST and _is_outside(counting, source) and _beside_lines(counting, source):
                yield counting
        by_edge.clear()


def _counting(column: list[Line]) -> list[Line]:
    """Return the longest run of numbers that grow by one step at even distances, from the top of the page."""
    best: list[Line] = []
    for start in range(len(column)):
        run = [column[start]]
        for following in column[start + 1 :]:
            if len(run) == 1 or _goes_on(run, following):
                run.append(following)
        if len(run) > len(best):
            best = run
    return best


def _goes_on(run: list[Line], following: Line) -> bool:
    step = int(run[1].text) - int(run[0].text)
    usual = run[1].box.y0 - run[0].box.y0
    distance = following.box.y0 - run[-1].box.y0
    return (
        step > 0
        and int(following.text) - int(run[-1].text) == step
        and abs(distance - usual) <= COUNTED.regular * usual
    )


def _is_outside(column: list[Line], source: PageSource) -> bool:
    """Tell whether no text stands above or below the numbers' column as far as it reaches, nor on both of its sides."""
    left, right = min(run.box.x0 for run in column), max(run.box.x1 for run in column)
    top, bottom = column[0].box.y0, column[-1].box.y1
    numbers = {id(run) for run in column}
    others = [run for run in source.runs if id(run) not in numbers and top <= (run.box.y0 + run.box.y1) / 2 <= bottom]
    return all(run.box.x0 >= right for run in others) or all(run.box.x1 <= left for run in others)


def _beside_lines(column: list[Line], source: PageSource) -> bool:
    """Tell whether the numbers stand beside lines of text, one each or none, and not beside the cells of rows."""
    counts = [len(runs) for runs in _beside(column, source)]
    return any(counts) and sum(count <= 1 for count in counts) >= COUNTED.alone * len(counts)


def _beside_prose(column: list[Line], source: PageSource) -> bool:
    """Tell whether most of the lines beside the numbers are as wide as running text sets them."""
    widths = [run.box.x1 - run.box.x0 for runs in _beside(column, source) for run in runs]
    return sum(width >= _WIDE * max(widths) for width in widths) >= _FULL * len(widths)


def _beside(column: list[Line], source: PageSource) -> list[list[Line]]:
    """Return for each number the runs of text on its line."""
    numbers = {id(run) for run in column}
    texts = [((run.box.y0 + run.box.y1) / 2, run) for run in source.runs if id(run) not in numbers]
    listed = []
    for number in column:
        middle = (number.box.y0 + number.box.y1) / 2
        reach = COUNTED.same_line * (number.box.y1 - number.box.y0)
        listed.append([run for height, run in texts if abs(height - middle) <= reach])
    return listed


def _without(source: PageSource, drop: set[int]) -> PageSource:
    """Return a page without some runs, and without what the layout made of numbered lines: the items of a list."""
    runs = tuple(run for run in source.runs if id(run) not in drop)
    return replace(source, runs=runs, regions=tuple(region for region in source.regions if region.kind not in _LINES))
