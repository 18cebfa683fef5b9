"""Which pages are read by OCR: the one place where that is decided.

A page is a scan where it shows something and has next to no text. Its text is garbage where fonts do not say which
characters they draw; whether what they give is right all the same is seen by what OCR reads in the same places.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any, Literal

from kotae.documents.pdf.glyphs import Drawn

Reason = Literal["scan", "fonts"]

_FEW = 100  # characters: a stamp, a page number or a header on a scan has fewer
_PICTURED = 0.6  # share of the page that pictures cover on a scan
_MORE = 4  # times as many characters OCR must read where there are a few
_UNSURE = 0.03  # share of the characters that no font vouches for, from which on OCR is asked
_WRONG = 0.5  # share of those that OCR reads otherwise, from which on the text is garbage
_RIGHT = 0.5  # share of the others that it must read as they are, to be heard at all
_LEGIBLE = (
    0.75  # of OCR's confidence: poor scans of benchmarks/ocr have 0.93 and more, scripts that it does not know 0.6
)
_UNKNOWN = ("Co", "Cn", "Cc")  # Unicode's categories: of private meaning, of none, controls
_MAPPED_TRUETYPE = ("WinAnsiEncoding", "MacRomanEncoding")

_Placed = tuple[str, float, float]


def suspicion(page: Any, lines: Sequence[Drawn]) -> Reason | None:
    """Tell why a page may have to be read by OCR; None where its text is good.

    Args:
        page: a page of PyMuPDF.
        lines: its visible text.
    """
    characters = [(span, c) for line in lines for span, c in line.characters if not c["c"].isspace()]
    if not characters:
        return "scan" if _shows_something(page) else None
    if sum(1 for _ in _unsure(page, characters)) >= max(1, _UNSURE * len(characters)):
        return "fonts"
    return "scan" if len(characters) < _FEW and _pictured(page) >= _PICTURED else None


def is_better(why: Reason, page: Any, lines: Sequence[Drawn], read: Sequence[Drawn]) -> bool:
    """Tell whether what OCR read takes the place of a page's text.

    Args:
        why: what spoke against the text.
        page: a page of PyMuPDF.
        lines: its visible text.
        read: what OCR read, all of it legible.
    """
    characters = [(span, c) for line in lines for span, c in line.characters if not c["c"].isspace()]
    seen = [_placed(c) for line in read for _, c in line.characters if not c["c"].isspace()]
    if why == "scan":
        return len(seen) >= _MORE * len(characters) and bool(seen)
    unsure = [_placed(c) for c in _unsure(page, characters)]
    sure = set(map(_placed, (c for _, c in characters))) - set(unsure)
    agreed = sum(_agrees(character, seen) for character in sure)
    wrong = sum(not _agrees(character, seen) for character in unsure)
    return bool(seen) and agreed >= _RIGHT * len(sure) and wrong > _WRONG * len(unsure)


def is_legible(confidence: float) -> bool:
    """Tell whether OCR made sense of a page, by how sure it is; a script that it does not know gives nonsense."""
    return confidence >= _LEGIBLE


def _shows_something(page: Any) -> bool:
    return bool(page.get_image_info() or page.get_cdrawings() or page.get_text("words"))


def _pictured(page: Any) -> float:
    """Return which share of a page its largest picture covers."""
    whole = page.rect
    areas = [float((whole & picture["bbox"]).get_area()) for picture in page.get_image_info()]
    return max(areas, default=0.0) / max(1.0, float(whole.get_area()))


def _unsure(page: Any, characters: Sequence[tuple[dict[str, Any], dict[str, Any]]]) -> Iterator[dict[str, Any]]:
    """Yield the characters that are unknown, or of a font that does not say which characters it draws."""
    fonts = _unmapped(page)
    for span, c in characters:
        text = c["c"]
        if text == "\ufffd" or unicodedata.category(text[0]) in _UNKNOWN or span["font"] in fonts:
            yield c


def _unmapped(page: Any) -> frozenset[str]:
    """Return the names of fonts on a page from which MuPDF can only guess what their characters mean."""
    document = page.parent
    names = set()
    for number, _, kind, name, _, encoding, *_ in page.get_fonts(full=True):
        if document.xref_get_key(number, "ToUnicode")[0] != "null":
            continue
        if kind == "Type3":
            names.update({name, "Unnamed-T3"})
        elif (kind == "TrueType" and encoding not in _MAPPED_TRUETYPE) or (
            kind == "Type0" and _is_own(document, number)
        ):
            names.add(name.split("+", 1)[-1])
    return frozenset(names)


def _is_own(document: Any, number: int) -> bool:
    """Tell whether the numbers of a composite font's characters are its own, in no known collection."""
    below = document.xref_get_key(number, "DescendantFonts")[1].strip("[] ").split()
    if not below or not below[0].isdigit():
        return False
    return "Identity" in document.xref_get_key(int(below[0]), "CIDSystemInfo/Ordering")[1]


def _placed(c: dict[str, Any]) -> _Placed:
    x0, y0, x1, y1 = c["bbox"]
    return c["c"], (x0 + x1) / 2, (y0 + y1) / 2


def _agrees(character: _Placed, seen: Sequence[_Placed]) -> bool:
    """Tell whether OCR read a character where it stands, or next to it."""
    text, x, y = character
    wanted = unicodedata.normalize("NFKC", text)
    return any(
        abs(x - ox) < 12 and abs(y - oy) < 8 and unicodedata.normalize("NFKC", other) == wanted
        for other, ox, oy in seen
    )
