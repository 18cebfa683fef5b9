"""Text in drawn boxes: a text in one is no part of the lines beside it; words in one may be what a line says of others."""

from collections.abc import Iterable, Sequence

from kotae.documents.model import Box
from kotae.documents.pdf.layout import Line, contains, in_lines, overlap
from kotae.documents.pdf.tolerances import PROSE


def boxes_of(runs: Sequence[Line], boxes: Iterable[Box]) -> list[int]:
    """Say for each run of text which box it stands in, the innermost, by a number; -1 where in none.

    A box of few lines is left to the lines that it stands in, as of a term and, boxed, what it means; but not where boxes
    that touch stand in a row, as a heading and beside it what it is of.

    Args:
        runs: some of a page's text.
        boxes: the boxes drawn around something on the page.
    """
    drawn = list(boxes)
    kept = sorted(
        (
            box
            for box in drawn
            if (_lines(box, runs) >= PROSE.lines and not _is_in_line(box, runs)) or _is_in_row(box, drawn, runs)
        ),
        key=_area,
    )
    return [next((i for i, box in enumerate(kept) if contains(box, run.box, 0.0)), -1) for run in runs]


def _lines(box: Box, runs: Sequence[Line]) -> int:
    return len(in_lines(run for run in runs if contains(box, run.box, 0.0)))


def _is_in_row(box: Box, boxes: Sequence[Box], runs: Sequence[Line]) -> bool:
    """Tell whether a box is one of several side by side that touch and are as high, one of them with a text of several lines."""
    row = [
        other
        for other in boxes
        if abs(other.y0 - box.y0) < PROSE.between
        and abs(other.y1 - box.y1) < PROSE.between
        and (other is box or min(abs(other.x0 - box.x1), abs(box.x0 - other.x1)) < PROSE.between)
    ]
    held = [_lines(other, runs) for other in row] if len(row) > 1 else []
    return bool(held) and _lines(box, runs) > 0 and max(held) > 1


def _is_in_line(box: Box, runs: Sequence[Line]) -> bool:
    """Tell whether a line of text goes on at a box's left or right side, as where a word is boxed or coloured."""
    return any(
        -PROSE.boxed * run.size < gap < PROSE.boxed * run.size
        for run in runs
        if not contains(box, run.box, 0.0)
        and 2 * overlap(box.y0, box.y1, run.box.y0, run.box.y1) > run.box.y1 - run.box.y0
        for gap in (box.x0 - run.box.x1, run.box.x0 - box.x1)
    )


def _area(box: Box) -> float:
    return (box.x1 - box.x0) * (box.y1 - box.y0)
