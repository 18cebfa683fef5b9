"""What was read in a page's picture as the lines that a page draws: their characters in points, their sizes of type."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import Any

from kotae.documents.pdf.glyphs import Drawn
from kotae.documents.pdf.ocr.picture_text import PictureLine, PictureText
from kotae.documents.pdf.turning import turned_point, turned_size
from kotae.text.normalise import is_wide

_PITCHES = 4  # wide characters in a row from which on their distance tells the size of type
_EM = (
    0.72  # of a line's height as the engine sees it, where nothing else tells: measured on the pages of benchmarks/ocr
)
_ALIKE = 0.15  # of the page's usual size: by so much what is measured of one size differs
_FEW, _FEW_ALIKE = 8, 0.35  # of lines of fewer characters less can be told
_MIDDLE = 0.34  # ems that a level line's middle lies above its baseline
_FONT = "OCR"


def as_drawn(read: PictureText, scale: float) -> list[Drawn]:
    """Return the lines as a page draws them that is as large as the picture.

    Args:
        read: what was read in the picture.
        scale: points to a pixel.
    """
    sizes = _sizes([_measured(line) * scale for line in read.lines], [len(line.characters) for line in read.lines])
    return [_drawn(line, size, scale) for line, size in zip(read.lines, sizes, strict=True)]


def turned_back(lines: Iterable[Drawn], turn: int, width: float, height: float) -> list[Drawn]:
    """Return the lines of a page that was turned to be read, as they lie on the page of this size as it is shown.

    Args:
        lines: the lines as they lie on the turned page.
        turn: by how many quarter turns to the left it was turned.
        width: how wide the page is as it is shown.
        height: how high it is.
    """
    if not turn:
        return list(lines)
    size = turned_size(turn, width, height)

    def back(c: dict[str, Any]) -> dict[str, Any]:
        x0, y0, x1, y1 = c["bbox"]
        (ax, ay), (bx, by) = (turned_point(x, y, -turn, *size) for x, y in ((x0, y0), (x1, y1)))
        x, y = c["origin"]
        box = (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
        return {**c, "bbox": box, "origin": turned_point(x, y, -turn, *size)}

    return [
        replace(line, turn=(line.turn + turn) % 4, characters=tuple((span, back(c)) for span, c in line.characters))
        for line in lines
    ]


def _measured(line: PictureLine) -> float:
    """Return a line's size of type in pixels: how far its wide characters are apart, or a share of its height."""
    middles = [((c.start + c.end) / 2, is_wide(c.text)) for c in line.characters]
    pitches = [after - before for (before, wide), (after, next_wide) in pairwise(middles) if wide and next_wide]
    by_height = _EM * (line.bottom - line.top)
    if len(pitches) >= _PITCHES:
        return min(max(median(pitches), 0.8 * by_height), 1.4 * by_height)
    return by_height


def _sizes(measured: Sequence[float], counts: Sequence[int]) -> list[float]:
    """Return the sizes of lines in half points; those about as large as most of the page is set are the same."""
    totals = Counter[float]()
    for size, count in zip(measured, counts, strict=True):
        totals[round(2 * size) / 2] += count
    usual = max(totals, key=lambda size: (totals[size], size), default=0.0)
    return [
        usual
        if abs(size - usual) <= (_ALIKE if count >= _FEW else _FEW_ALIKE) * usual
        else max(1.0, round(2 * size) / 2)
        for size, count in zip(measured, counts, strict=True)
    ]


def _drawn(line: PictureLine, size: float, scale: float) -> Drawn:
    span = {"size": size, "font": _FONT, "flags": 0, "alpha": 255, "color": 0}
    across = (line.top + line.bottom) / 2 * scale
    characters: list[tuple[dict[str, Any], dict[str, Any]]] = []
    for character in line.characters:
        start, end = character.start * scale, character.end * scale
        if line.vertical:
            box = (across - size / 2, start, across + size / 2, end)
            origin = (across, start + 0.88 * size)
        else:
            box = (start, across - size / 2, end, across + size / 2)
            origin = (start, across + _MIDDLE * size)
        if character.lead:
            characters.append((span, {"c": " ", "bbox": box, "origin": origin}))
        characters.append((span, {"c": character.text, "bbox": box, "origin": origin}))
    return Drawn(tuple(characters), turn=1 if line.vertical else 0, vertical=line.vertical)
