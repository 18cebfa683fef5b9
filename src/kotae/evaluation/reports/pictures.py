"""Pages of documents as pictures in a report, each once, with the boxes of what is shown on them."""

import base64
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from kotae.documents.model import Box
from kotae.documents.pdf import layout_model
from kotae.documents.pdf.render import SCALE
from kotae.errors import KotaeError
from kotae.evaluation.model import Found

_SHARE = 0.75
"""How large an embedded picture is of the one that was drawn: 1.5 pixels per point, sharp on the width that it has."""
_QUALITY = 60
_MOST_CHARACTERS = 8_000_000
# Of a page that was drawn with fewer pixels per point than others, its size in points is not known from the picture.
_KNOWN_PIXELS = 15_900_000

Draw = Callable[[Found], bytes | None]


@dataclass(frozen=True, slots=True)
class Picture:
    """A page's picture: its name in the file, its size in points, and the data: URI.

    `measured` says whether the size is the page's own, so that boxes can be drawn.
    """

    name: str
    width: float
    height: float
    uri: str
    measured: bool


@dataclass(frozen=True, slots=True)
class Marked:
    """A box on a picture, within it, in points; `role` is "answer", "right" or "first"."""

    x: float
    y: float
    width: float
    height: float
    role: str


@dataclass(slots=True)
class Album:
    """The pictures that a report embeds: each page once, until they are too much for one file.

    `draw` gives the page that a hit stands on as a PNG of `pdf.render.SCALE` pixels per point, or None for a text without
    pages.
    """

    draw: Draw
    pictures: dict[tuple[str, int], Picture | None] = field(default_factory=dict)
    characters: int = 0

    @property
    def full(self) -> bool:
        """Whether no more pages are embedded."""
        return self.characters >= _MOST_CHARACTERS

    def page(self, found: Found) -> Picture | None:
        """Return the picture of the page that a hit stands on; None where it has none, or it would be too much."""
        key = (found.document, found.page)
        if key not in self.pictures:
            if self.full:
                return None
            picture = self.pictures[key] = self._embed(found)
            self.characters += len(picture.uri) if picture else 0
        return self.pictures[key]

    def _embed(self, found: Found) -> Picture | None:
        try:
            png = self.draw(found)
        except KotaeError:
            return None  # a file that is gone since takes its pictures with it, not the report
        return _picture(f"page-{len(self.pictures)}", png) if png else None


def marked(boxes: Iterable[Box], role: str, picture: Picture) -> list[Marked]:
    """Return the boxes as they are drawn on a picture: cut at its edges, and without those that lie outside."""
    if not picture.measured:
        return []
    shown = []
    for box in boxes:
        left, right = max(0.0, box.x0), min(picture.width, box.x1)
        top, bottom = max(0.0, box.y0), min(picture.height, box.y1)
        if left < right and top < bottom:
            shown.append(Marked(round(left, 1), round(top, 1), round(right - left, 1), round(bottom - top, 1), role))
    return shown


def _picture(name: str, png: bytes) -> Picture | None:
    """Return a smaller picture of a drawn page, or None where it is no picture."""
    pymupdf = layout_model.without_model()
    try:
        drawn = pymupdf.Pixmap(png)
        width, height = drawn.width, drawn.height
        size = max(1, int(width * _SHARE)), max(1, int(height * _SHARE))
        small = pymupdf.Pixmap(drawn, *size, None)
        data = small.tobytes("jpg", jpg_quality=_QUALITY)
    except (RuntimeError, ValueError, pymupdf.mupdf.FzErrorBase):
        return None
    uri = f"data:image/jpeg;base64,{base64.b64encode(data).decode('ascii')}"
    return Picture(name, width / SCALE, height / SCALE, uri, width * height < _KNOWN_PIXELS)
