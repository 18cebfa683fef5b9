"""The rules of a page's picture: long thin runs of ink, level or upright."""

import importlib
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kotae.documents.pdf.layout import Rule

_SHORTEST = 28.0  # points: the longest stroke of a character is shorter, but in large headings
_THICKEST = 3.0  # points: what is thicker is a patch
_JAGGED = 1.0  # points by which a rule that lies aslant steps up or down
_GAP = 4.0  # points of white within one rule


def picture_rules(grey: NDArray[np.uint8], scale: float) -> list[Rule]:
    """Return the rules of a picture whose lines are level.

    Args:
        grey: how bright each pixel is.
        scale: points to a pixel.
    """
    cv2: Any = importlib.import_module("cv2")
    window = int(_SHORTEST / scale) | 1
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, window, 20)
    level = _joined(sorted(_runs(cv2, ink, scale)))
    upright = _joined(sorted(_runs(cv2, np.ascontiguousarray(ink.T), scale)))
    return [*(Rule(True, *rule) for rule in level), *(Rule(False, *rule) for rule in upright)]


def _runs(cv2: Any, ink: NDArray[np.uint8], scale: float) -> Iterator[tuple[float, float, float]]:
    """Yield where level rules lie, and where they begin and end, in points."""
    thick = max(1, round(_JAGGED / scale))
    smeared = cv2.dilate(ink, np.ones((thick, 1), np.uint8))
    long = cv2.morphologyEx(smeared, cv2.MORPH_OPEN, np.ones((1, round(_SHORTEST / scale)), np.uint8))
    count, _, boxes, _ = cv2.connectedComponentsWithStats(long, connectivity=8)
    for x, y, width, height, _ in boxes[1:count]:
        if (height - thick) * scale <= _THICKEST:
            yield float(y + height / 2) * scale, float(x) * scale, float(x + width) * scale


def _joined(rules: list[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    """Put pieces of one rule together."""
    joined: list[tuple[float, float, float]] = []
    for at, start, end in rules:
        for place, (other, first, last) in enumerate(joined):
            if abs(at - other) <= _THICKEST / 2 and start <= last + _GAP and first <= end + _GAP:
                joined[place] = ((at + other) / 2, min(start, first), max(end, last))
                break
        else:
            joined.append((at, start, end))
    return joined
