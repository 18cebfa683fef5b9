"""A page of a PDF read by OCR: its picture, what stands on it, and a page of the same text for the layout model."""

import importlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kotae.documents.pdf.glyphs import Drawn
from kotae.documents.pdf.layout import Rule
from kotae.documents.pdf.ocr import engine
from kotae.documents.pdf.ocr.japanese import as_japanese
from kotae.documents.pdf.ocr.kept import read_picture
from kotae.documents.pdf.ocr.lines import as_drawn, turned_back
from kotae.documents.pdf.ocr.picture_text import PictureText
from kotae.documents.pdf.ocr.rules import picture_rules
from kotae.documents.pdf.turning import turned_rule, turned_size

_DPI = 200  # no finer picture is read better: benchmarks/ocr
_MOST_PIXELS = 8_000_000  # an A4 page has 3.9 million at 200 dpi, an A3 page twice as many
_SENSE = 0.85  # of what is read less surely, it is seen whether it stands on its side or its head
_LAYOUT_DPI = 100  # the layout model looks at no finer picture


@dataclass(frozen=True, slots=True)
class OcrPage:
    """What was read of a page: lines and rules in points, as they lie on the page once it is made level.

    `skew` is by how many degrees the page lies aslant, `turn` how many quarter turns to the left make its text level;
    `level` and `grey` are the lines and the picture as they lie then. `confidence` is how sure what was read is.
    """

    lines: list[Drawn]
    rules: list[Rule]
    skew: float
    turn: int
    level: list[Drawn]
    grey: NDArray[np.uint8]
    confidence: float


def read_page(pymupdf: Any, page: Any, folder: Path | None) -> OcrPage:
    """Read a page by OCR; one that makes no sense as it is shown is turned, too.

    Args:
        pymupdf: the module (it is imported late).
        page: the page, its rotation taken out.
        folder: where what is read in pictures is kept; None to keep nothing.
    """
    picture, scale = _picture(pymupdf, page)
    size = (page.rect.width, page.rect.height)
    read, turn = _level_text(picture, folder)
    grey = _levelled(np.ascontiguousarray(np.rot90(picture, turn)), read.skew)
    level = as_drawn(as_japanese(read), scale)
    rules = [turned_rule(rule, -turn, *turned_size(turn, *size)) for rule in picture_rules(grey, scale)]
    return OcrPage(turned_back(level, turn, *size), rules, read.skew, turn, level, grey, read.confidence)


def _level_text(picture: engine.Picture, folder: Path | None) -> tuple[PictureText, int]:
    """Return what is read in a picture, and how many quarter turns to the left make it level.

    Pages lie on their side more often than on their head. The first turn that makes sense is taken: each costs as much as
    the whole page, and more where its lines stand upright.
    """
    read, turn = read_picture(picture, folder), 0
    for other in (1, 3, 2):
        if not read.lines or read.confidence >= _SENSE:
            break
        found = read_picture(np.ascontiguousarray(np.rot90(picture, other)), folder)
        if found.confidence > read.confidence:
            read, turn = found, other
    return read, turn


def layout_page(pymupdf: Any, read: OcrPage, width: float, height: float) -> Any:
    """Return a page that shows the picture made level with the text that was read in it, unseen, for the layout model.

    Args:
        pymupdf: the module (it is imported late).
        read: what was read.
        width: how wide the page is as it is shown.
        height: how high it is.
    """
    cv2: Any = importlib.import_module("cv2")
    width, height = turned_size(read.turn, width, height)
    page = pymupdf.open().new_page(width=width, height=height)
    size = (round(width * _LAYOUT_DPI / 72), round(height * _LAYOUT_DPI / 72))
    small = cv2.resize(read.grey, size, interpolation=cv2.INTER_AREA)
    picture = pymupdf.Pixmap(pymupdf.csGRAY, *size, small.tobytes(), False)
    page.insert_image(page.rect, pixmap=picture)
    font = pymupdf.Font("cjk")
    writer = pymupdf.TextWriter(page.rect)
    for line in read.level:
        for span, c in line.characters:
            writer.append(c["origin"], c["c"], font=font, fontsize=span["size"])
    writer.write_text(page, render_mode=3)
    return page


def _picture(pymupdf: Any, page: Any) -> tuple[engine.Picture, float]:
    """Draw a page; return it with the points to a pixel."""
    area = max(1.0, page.rect.width * page.rect.height)
    zoom = min(_DPI / 72, (_MOST_PIXELS / area) ** 0.5)
    drawn = page.get_pixmap(matrix=pymupdf.Matrix(zoom, zoom), colorspace=pymupdf.csRGB, alpha=False)
    pixels = np.frombuffer(drawn.samples, np.uint8).reshape(drawn.height, drawn.stride // 3, 3)
    return pixels[:, : drawn.width], 1 / zoom


def _levelled(picture: engine.Picture, skew: float) -> NDArray[np.uint8]:
    """Return how bright the pixels of a picture are, turned about its middle until its lines are level."""
    cv2: Any = importlib.import_module("cv2")
    grey: NDArray[np.uint8] = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    if not skew:
        return grey
    height, width = grey.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
    levelled: NDArray[np.uint8] = cv2.warpAffine(grey, turn, (width, height), borderValue=255)
    return levelled
