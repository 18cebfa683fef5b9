"""The lines that a page shows: strokes, thin rectangles, and the edges of patches that differ from what is below them."""

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kotae.documents.pdf.layout import Rule
from kotae.documents.pdf.tolerances import RULES

_RECENT = 300  # patches: a cell's ground is drawn shortly before what stands on it
_WHITE = (1.0, 1.0, 1.0)

_Colour = tuple[float, ...]
_Rect = tuple[float, float, float, float]

_EVERYWHERE: _Rect = (-math.inf, -math.inf, math.inf, math.inf)


def drawn_rules(paths: Iterable[Mapping[str, Any]], width: float, height: float) -> Iterator[Rule]:
    """Yield the straight lines of a page's drawings and the edges of its filled or stroked rectangles.

    What has the colour of the ground that it is drawn on is not seen and gives none, nor does what is clipped away.

    Args:
        paths: the drawings of the page, as PyMuPDF gives them in all their extent.
        width: the page's width.
        height: its height.
    """
    ground = _Ground(width * height)
    clips: list[tuple[int, _Rect]] = []
    for path in paths:
        clips = [clip for clip in clips if clip[0] < path["level"]]
        shown = clips[-1][1] if clips else _EVERYWHERE
        if path["type"] == "clip":
            clips.append((path["level"], _shared(shown, _sorted(*path["scissor"]))))
        elif path["type"] != "group":
            for rule in _rules(path, shown, ground):
                along, across = (shown[0::2], shown[1::2]) if rule.horizontal else (shown[1::2], shown[0::2])
                start, end = max(rule.start, along[0]), min(rule.end, along[1])
                if start < end and across[0] - 1 <= rule.at <= across[1] + 1:
                    yield Rule(rule.horizontal, rule.at, start, end)


def _rules(path: Mapping[str, Any], shown: _Rect, ground: "_Ground") -> Iterator[Rule]:
    """Yield the lines of a path and the edges of its rectangles; what is filled ends where it is clipped."""
    fill, stroke = path.get("fill"), path.get("color") if "s" in path["type"] else None
    for shape in path["items"]:
        if shape[0] == "l":
            if stroke is not None and ground.shows(stroke, _sorted(*shape[1], *shape[2])):
                yield from _stroke(*shape[1], *shape[2])
        elif shape[0] in ("re", "qu"):
            rect = _sorted(*shape[1]) if shape[0] == "re" else _sorted(*shape[1][0], *shape[1][3])
            if fill is not None:
                rect = _shared(rect, shown)
            if rect[0] > rect[2] or rect[1] > rect[3]:
                continue
            seen = (stroke is not None and ground.shows(stroke, rect)) or (
                fill is not None and ground.shows(fill, rect)
            )
            if fill is not None:
                ground.paint(fill, rect)
            if seen and not ground.is_page(rect):
                yield from _edges(*rect)


def _shared(one: _Rect, other: _Rect) -> _Rect:
    """Return what two rectangles have in common; its sides are the wrong way round where that is nothing."""
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


class _Ground:
    """What a page's patches have painted so far."""

    def __init__(self, area: float) -> None:
        self._area = area
        self._large: list[tuple[int, _Rect, _Colour]] = []
        self._recent: list[tuple[int, _Rect, _Colour]] = []
        self._count = 0

    def paint(self, colour: _Colour, rect: _Rect) -> None:
        """Note a patch; of small ones only the last are kept."""
        self._count += 1
        kept = self._large if _area(rect) > RULES.large * self._area else self._recent
        kept.append((self._count, rect, colour))
        del kept[:-_RECENT]

    def shows(self, colour: _Colour, rect: _Rect) -> bool:
        """Tell whether a colour differs from what lies below a rectangle: the last patch that covers it, or the paper."""
        over = [patch for patch in (*self._large, *self._recent) if _covers(patch[1], rect)]
        below = max(over)[2] if over else _WHITE
        return len(below) != len(colour) or max(abs(a - b) for a, b in zip(below, colour, strict=True)) > RULES.alike

    def is_page(self, rect: _Rect) -> bool:
        """Tell whether a rectangle is the page's ground rather than something on it."""
        return _area(rect) >= RULES.full * self._area


def _area(rect: _Rect) -> float:
    return (rect[2] - rect[0]) * (rect[3] - rect[1])


def _covers(outer: _Rect, inner: _Rect) -> bool:
    return (
        outer[0] <= inner[0] + 1 and outer[1] <= inner[1] + 1 and outer[2] >= inner[2] - 1 and outer[3] >= inner[3] - 1
    )


def _sorted(x0: float, y0: float, x1: float, y1: float) -> _Rect:
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _stroke(x0: float, y0: float, x1: float, y1: float) -> Iterator[Rule]:
    if abs(y1 - y0) <= 1 < abs(x1 - x0):
        yield Rule(True, (y0 + y1) / 2, min(x0, x1), max(x0, x1))
    elif abs(x1 - x0) <= 1 < abs(y1 - y0):
        yield Rule(False, (x0 + x1) / 2, min(y0, y1), max(y0, y1))


def _edges(x0: float, y0: float, x1: float, y1: float) -> Iterator[Rule]:
    if y1 - y0 <= RULES.thin < x1 - x0:
        yield Rule(True, (y0 + y1) / 2, x0, x1)
    elif x1 - x0 <= RULES.thin < y1 - y0:
        yield Rule(False, (x0 + x1) / 2, y0, y1)
    elif x1 - x0 > RULES.thin and y1 - y0 > RULES.thin:
        yield from (
            Rule(True, y0, x0, x1),
            Rule(True, y1, x0, x1),
            Rule(False, x0, y0, y1),
            Rule(False, x1, y0, y1),
        )
