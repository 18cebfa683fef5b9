"""Turning pages: text that runs sideways is read on a page turned so that it is level, and shown where it stands.

A page's turn counts quarter turns to the left: 1 makes text level that runs down the page (and puts columns of vertical
writing, from the right, into lines, from the top), 2 text that stands on its head, 3 text that runs up.
"""

import math
from dataclasses import dataclass, replace

from kotae.documents.model import Box
from kotae.documents.pdf.layout import Region, Rule


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as it is shown: its size, and by how many degrees its lines fall to the right, where it was scanned aslant."""

    width: float
    height: float
    skew: float = 0.0

    @property
    def size(self) -> tuple[float, float]:
        """Its width and height."""
        return self.width, self.height


def turned_point(x: float, y: float, turn: int, width: float, height: float) -> tuple[float, float]:
    """Return where a point of a page of this size lies after the page is turned."""
    return ((x, y), (y, width - x), (width - x, height - y), (height - y, x))[turn % 4]


def turned_size(turn: int, width: float, height: float) -> tuple[float, float]:
    """Return the width and height of a page of this size after it is turned."""
    return (height, width) if turn % 2 else (width, height)


def turned_box(box: Box, turn: int, width: float, height: float) -> Box:
    """Return a box of a page of this size as it lies after the page is turned."""
    if turn % 4 == 0:
        return box
    (ax, ay), (bx, by) = (turned_point(x, y, turn, width, height) for x, y in ((box.x0, box.y0), (box.x1, box.y1)))
    return Box(box.page, min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def shown_box(box: Box, turn: int, width: float, height: float) -> Box:
    """Return a box of a turned page as it lies on the page of this size as it is shown."""
    return turned_box(box, -turn, *turned_size(turn, width, height))


def seen_box(box: Box, turn: int, sheet: Sheet) -> Box:
    """Return a box of a page that was turned and made level as it lies on the sheet; it stays as wide and as high."""
    box = shown_box(box, turn, *sheet.size)
    if not sheet.skew:
        return box
    x, y = (box.x0 + box.x1 - sheet.width) / 2, (box.y0 + box.y1 - sheet.height) / 2
    cosine, sine = math.cos(math.radians(sheet.skew)), math.sin(math.radians(sheet.skew))
    across, down = x * cosine - y * sine - x, x * sine + y * cosine - y
    return Box(box.page, box.x0 + across, box.y0 + down, box.x1 + across, box.y1 + down)


def turned_rule(rule: Rule, turn: int, width: float, height: float) -> Rule:
    """Return a rule of a page of this size as it lies after the page is turned."""
    ends = (
        ((rule.start, rule.at), (rule.end, rule.at))
        if rule.horizontal
        else ((rule.at, rule.start), (rule.at, rule.end))
    )
    (ax, ay), (bx, by) = (turned_point(x, y, turn, width, height) for x, y in ends)
    if rule.horizontal == (turn % 2 == 0):
        return Rule(True, ay, min(ax, bx), max(ax, bx))
    return Rule(False, ax, min(ay, by), max(ay, by))


def turned_region(region: Region, turn: int, width: float, height: float) -> Region:
    """Return a region of a page of this size as it lies after the page is turned, with its guessed edges."""
    down = [turned_point(0.0, y, turn, width, height) for y in region.rows]
    across = [turned_point(x, 0.0, turn, width, height) for x in region.columns]
    if turn % 2:
        columns, rows = sorted(x for x, _ in down), sorted(y for _, y in across)
    else:
        columns, rows = sorted(x for x, _ in across), sorted(y for _, y in down)
    box = turned_box(region.box, turn, width, height)
    return replace(region, box=box, columns=tuple(columns), rows=tuple(rows))
