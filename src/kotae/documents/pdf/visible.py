"""Which text a person sees: what is drawn without ink, or in the colour of the paper, is not on the page."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kotae.documents.pdf.glyphs import Drawn
from kotae.documents.pdf.tolerances import VISIBLE

_FAINT = 26  # of 255: text of less opacity may be invisible
_PALE = 0xD0  # of 255: text whose every channel is brighter may be lost on the paper
_DPI = 100  # the strokes of small text are a pixel wide
_MOST_PIXELS = 8_000_000
_CONTRAST = 24  # of 255: a tenth is what is still told from its ground


def visible(pymupdf: Any, page: Any, lines: list[Drawn]) -> list[Drawn]:
    """Return lines without the characters that nobody sees.

    Only text that is drawn without ink or in a pale colour is looked at. It counts where the drawn page shows something in
    its place: the picture of a scan, over which recognised text lies unseen, or a dark ground. Unseen text over text that
    is seen does not count.

    Args:
        pymupdf: the module (it is imported late).
        page: the page that the lines are of.
        lines: its lines of text.
    """
    suspects = {id(span): span for line in lines for span, _ in line.characters if _may_be_hidden(span)}
    if not suspects:
        return lines
    pixels, scale = _pixels(pymupdf, page)
    seen = np.zeros(pixels.shape[:2], dtype=bool)
    for line in lines:
        for span, c in line.characters:
            if id(span) not in suspects and not c["c"].isspace():
                seen[_slices(c["bbox"], scale)] = True
    hidden = {
        key
        for key, span in suspects.items()
        if not _shows(
            [c["bbox"] for c in span["chars"] if not c["c"].isspace()], span["alpha"] < _FAINT, pixels, seen, scale
        )
    }
    kept = (
        replace(line, characters=tuple((span, c) for span, c in line.characters if id(span) not in hidden))
        for line in lines
    )
    return [line for line in kept if line.characters]


def _may_be_hidden(span: dict[str, Any]) -> bool:
    color, alpha = int(span["color"]), int(span["alpha"])
    return alpha < _FAINT or min(color >> 16 & 255, color >> 8 & 255, color & 255) >= _PALE


def _pixels(pymupdf: Any, page: Any) -> tuple[NDArray[np.uint8], float]:
    area = max(1.0, page.rect.width * page.rect.height)
    scale = min(_DPI / 72, (_MOST_PIXELS / area) ** 0.5)
    drawn = page.get_pixmap(matrix=pymupdf.Matrix(scale, scale), colorspace=pymupdf.csRGB, alpha=False)
    pixels = np.frombuffer(drawn.samples, dtype=np.uint8)  # a copy: what is drawn goes with `drawn`
    return pixels.reshape(drawn.height, drawn.stride // 3, 3), scale


def _slices(box: tuple[float, float, float, float], scale: float) -> tuple[slice, slice]:
    x0, y0, x1, y1 = box
    across, down = VISIBLE.margin * (x1 - x0), VISIBLE.margin * (y1 - y0)
    left, top = max(0, int((x0 + across) * scale)), max(0, int((y0 + down) * scale))
    return slice(top, max(top + 1, int((y1 - down) * scale) + 1)), slice(
        left, max(left + 1, int((x1 - across) * scale) + 1)
    )


def _shows(
    boxes: Iterable[tuple[float, float, float, float]],
    unseen: bool,
    pixels: NDArray[np.uint8],
    seen: NDArray[np.bool_],
    scale: float,
) -> bool:
    """Tell whether something shows in enough of these boxes; `unseen` text needs it to be no other text."""
    inked = []
    for box in boxes:
        place = _slices(box, scale)
        patch = pixels[place]
        other = unseen and bool(seen[place].mean() > 0.5) if patch.size else True
        inked.append(patch.size > 0 and not other and int(np.ptp(patch, axis=(0, 1)).max()) >= _CONTRAST)
    return bool(sum(inked) > VISIBLE.inked * len(inked))
