"""Marks of entries that are drawn as small shapes and not set as characters, as browsers print them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from kotae.documents.model import Box
from kotae.documents.pdf.areas import FURNITURE, HEADINGS
from kotae.documents.pdf.layout import Glyph, Line, Region, contains, line_of
from kotae.documents.pdf.tolerances import BULLETS

_SIGN = "•"
_ELSEWHERE = ("picture", "table", "formula", *HEADINGS, *FURNITURE)  # shapes there are parts of drawings, or adorn


def drawn_bullets(paths: Iterable[Mapping[str, Any]], page: int) -> Iterator[Box]:
    """Yield the boxes of small shapes as wide as high: discs, rings and squares that may be marks of entries.

    Args:
        paths: the drawings of a page, as PyMuPDF gives them.
        page: its number.
    """
    for path in paths:
        if path.get("fill") is None and path.get("color") is None:
            continue
        x0, y0, x1, y1 = (float(edge) for edge in path["rect"])
        wide, high = x1 - x0, y1 - y0
        if BULLETS.least < wide < BULLETS.most and abs(wide - high) < BULLETS.square * wide:
            yield Box(page, x0, y0, x1, y1)


def with_bullets(runs: Sequence[Line], shapes: Sequence[Box], regions: Sequence[Region]) -> list[Line]:
    """Return runs of text, those with a small shape before them with the sign that it stands for.

    Args:
        runs: the text of a page that is in no table.
        shapes: its small shapes, each level with the text.
        regions: what the layout sees on the page; in pictures, formulas and headings no shape marks an entry.
    """
    others = [region.box for region in regions if region.kind in _ELSEWHERE]
    kept = [shape for shape in shapes if not any(contains(box, shape, 0.0) for box in others)]
    kept.sort(key=_height)
    return [_marked(run, kept) if run.upright else run for run in runs]


def _height(box: Box) -> float:
    return (box.y0 + box.y1) / 2


def _marked(run: Line, shapes: Sequence[Box]) -> Line:
    """Return a run with the sign of the shape that marks it, of shapes from above: a chart may have thousands."""
    middle, reach = _height(run.box), BULLETS.middle * run.size
    start = bisect_left(shapes, middle - reach, key=_height)
    level = shapes[start : bisect_right(shapes, middle + reach, key=_height)]
    shape = next((shape for shape in level if _marks(shape, run)), None)
    if shape is None:
        return run
    first = run.glyphs[0]
    sign = Glyph(_SIGN, "", shape.x0, first.y0, shape.x1, first.y1, first.size, first.font)
    return line_of((sign, replace(first, lead=" "), *run.glyphs[1:]), run.box.page, run.upright)


def _marks(shape: Box, run: Line) -> bool:
    """Tell whether a shape stands right before a run, in the middle of its height and much smaller than its letters."""
    near, far = BULLETS.before
    small, large = BULLETS.size
    return (
        near * run.size < run.box.x0 - shape.x1 < far * run.size
        and small * run.size < shape.x1 - shape.x0 < large * run.size
        and abs(_height(shape) - _height(run.box)) < BULLETS.middle * run.size
    )
