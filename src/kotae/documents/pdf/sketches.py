"""Drawings made of characters on a page."""

from collections.abc import Sequence

from kotae.documents.lines.drawings import drawings
from kotae.documents.pdf.areas import areas
from kotae.documents.pdf.layout import Line, Region, in_lines


def sketches(runs: Sequence[Line], regions: Sequence[Region]) -> list[list[Line]]:
    """Return the lines of each drawing that the text of a page makes up.

    Args:
        runs: the text of the page.
        regions: what the layout sees on it.
    """
    found = []
    for area in areas(runs, regions):
        lines = in_lines(run for run in area if run.upright)
        found += [lines[start:end] for start, end in drawings([line.text for line in lines])]
    return found
