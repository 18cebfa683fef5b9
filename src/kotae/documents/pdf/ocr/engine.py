"""The OCR engine: RapidOCR with PP-OCRv6, whose models are in its package; the only module that knows it."""

import importlib
import importlib.metadata
import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kotae.documents.pdf.ocr.picture_text import Character, PictureLine, PictureText
from kotae.documents.pdf.patience import patient_sessions
from kotae.text.normalise import is_wide

PACKAGE = "rapidocr"

_DETECTION_SIDE = 1280  # pixels of the longer side in which lines are looked for: benchmarks/ocr
_SURE = 0.5  # a line that is less sure is dirt or a drawing
_LEVEL = 0.1  # degrees: no page is turned for less
_STANDING = 1.5  # times as high as wide: the engine reads such a box downwards
_ROUGH_SIDE = 1_754  # pixels: an A4 page at 150 dpi
_BLACKEST, _WHITEST, _NOISE = 40, 230, 20  # of 255: how dark and how bright a rough picture is, its noise's deviation
_NARROW = 0.55  # of an em: Latin letters and figures

Picture = NDArray[np.uint8]


def version() -> str | None:
    """Return the version of the engine that is installed; None where there is none."""
    try:
        return importlib.metadata.version(PACKAGE)
    except importlib.metadata.PackageNotFoundError:
        return None


@cache
def load() -> Any:
    """Return the engine, loaded once in each process."""
    with patient_sessions():
        module: Any = importlib.import_module(PACKAGE)
        models = files(PACKAGE) / "models"
        engine = module.RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.use_cls": False,  # lines that stand on their head do so with their page: `page` sees to it
                "Global.max_side_len": 100_000,  # lines are cut out of the picture as it is
                "Global.text_score": _SURE,
                "Global.return_word_box": True,
                "Global.return_single_char_box": True,
                "Det.model_path": str(models / "PP-OCRv6_det_small.onnx"),
                "Det.limit_type": "max",
                "Det.limit_side_len": _DETECTION_SIDE,
                "Rec.model_path": str(models / "PP-OCRv6_rec_small.onnx"),
                "Rec.rec_batch_num": 1,  # lines padded to the longest of several cost more than they save
            }
        )
        engine(_written())  # its sessions are made with the first text
    return engine


def _written() -> Picture:
    """Return a picture that looks as if something were written on it."""
    picture = np.full((96, 320, 3), 255, np.uint8)
    picture[36:60:4, 40:280] = 0
    return picture


def read_picture(picture: Picture) -> PictureText:
    """Read all text of a picture.

    Args:
        picture: height, width, and the colours red, green and blue.
    """
    read = _read(picture, 1.0)
    counts = {True: 0, False: 0}
    for line in read.lines:
        counts[line.vertical] += len(line.characters)
    if counts[True] <= counts[False]:
        return read
    scale = min(1.0, _ROUGH_SIDE / max(picture.shape[:2]))
    rough = replace(_read(_roughened(picture, scale), 1 / scale), width=read.width, height=read.height)
    return max(read, rough, key=lambda either: sum(len(line.characters) for line in either.lines))


def _read(picture: Picture, scale: float) -> PictureText:
    """Read a picture; places are given in pixels that are so many times smaller than its own."""
    height, width = picture.shape[:2]
    read = load()(np.ascontiguousarray(picture[:, :, ::-1]))
    if read.boxes is None or len(read.boxes) == 0:
        return PictureText(width, height, 0.0, ())
    quads = [np.asarray(quad, dtype=float) for quad in read.boxes]
    skew = _skew(quads)
    turned = _Turned(width, height, skew, scale)
    lines = (
        _line(quad, text, words, float(score), turned)
        for quad, text, words, score in zip(quads, read.txts, read.word_results, read.scores, strict=True)
    )
    return PictureText(width, height, skew, tuple(line for line in lines if line is not None))


def _roughened(picture: Picture, scale: float) -> Picture:
    """Return a picture with fewer pixels, greyer and noisy, the same each time.

    In columns the model overlooks small kana and marks where the picture is clean, and sees them where it is not: of the
    vertical pages of benchmarks/ocr 0.87 of the characters are read rightly as they are, 0.95 like this.
    """
    cv2: Any = importlib.import_module("cv2")
    height, width = picture.shape[:2]
    small = cv2.resize(picture, (round(width * scale), round(height * scale)), interpolation=cv2.INTER_AREA)
    noise = np.random.default_rng(0).normal(0, _NOISE, (*small.shape[:2], 1))
    rough = _BLACKEST + small * ((_WHITEST - _BLACKEST) / 255) + noise
    return np.asarray(np.clip(rough, 0, 255), dtype=np.uint8)


class _Turned:
    """Turns points about a picture's middle so that its lines are level, and gives them in pixels of another size."""

    def __init__(self, width: int, height: int, skew: float, scale: float) -> None:
        self._scale = scale
        self._middle = np.array([width / 2, height / 2])
        angle = math.radians(-skew)
        self._matrix = np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])

    def box(self, quad: NDArray[np.float64]) -> tuple[float, float, float, float]:
        """Return the box around four points as they lie then."""
        points = ((quad - self._middle) @ self._matrix + self._middle) * self._scale
        (x0, y0), (x1, y1) = points.min(axis=0), points.max(axis=0)
        return float(x0), float(y0), float(x1), float(y1)


def _skew(quads: Iterable[NDArray[np.float64]]) -> float:
    """Return by how many degrees lines fall to the right: what the longer ones agree on, the longest heard most."""
    angles: list[float] = []
    for quad in quads:
        across, down = quad[1] - quad[0], quad[3] - quad[0]
        width, height = float(np.hypot(*across)), float(np.hypot(*down))
        if width > 5 * height:
            angles.extend([math.degrees(math.atan2(across[1], across[0]))] * max(1, int(width / 100)))
        elif height > 5 * width:
            angles.extend([-math.degrees(math.atan2(down[0], down[1]))] * max(1, int(height / 100)))
    skew = median(angles) if angles else 0.0
    return skew if abs(skew) >= _LEVEL else 0.0


def _line(quad: NDArray[np.float64], text: str, words: Any, score: float, turned: _Turned) -> PictureLine | None:
    x0, y0, x1, y1 = turned.box(quad)
    vertical = y1 - y0 >= _STANDING * (x1 - x0) and len(text.strip()) > 1
    middles = []
    for word in words:
        left, top, right, bottom = turned.box(np.asarray(word[2], dtype=float))
        middles.append((top + bottom) / 2 if vertical else (left + right) / 2)
    size = (x1 - x0) if vertical else (y1 - y0)
    start, end = (y0, y1) if vertical else (x0, x1)
    characters = tuple(_characters(text, middles, 0.8 * size, start, end))
    if not characters:
        return None
    top, bottom = (x0, x1) if vertical else (y0, y1)
    return PictureLine(characters, top, bottom, vertical, score)


def _characters(text: str, middles: list[float], em: float, start: float, end: float) -> Iterator[Character]:
    """Yield the characters of a line, each reaching to its neighbours, but no farther than it is wide."""
    inked = [(place, character) for place, character in enumerate(text) if not character.isspace()]
    if len(inked) != len(middles):
        middles = [start + (end - start) * (place + 0.5) / len(text) for place, _ in inked]
    before = start
    for number, ((place, character), middle) in enumerate(zip(inked, middles, strict=True)):
        after = (middle + middles[number + 1]) / 2 if number + 1 < len(middles) else end
        half = (1.0 if is_wide(character) else _NARROW) * em / 2
        lead = " " if place and text[place - 1].isspace() else ""
        yield Character(character, lead, max(before, middle - half), max(middle, min(after, middle + half)))
        before = (middle + middles[number + 1]) / 2 if number + 1 < len(middles) else end
