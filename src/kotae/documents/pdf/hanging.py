"""Signs as their ink stands: fonts of mathematics hang large operators below the baseline, and do not name their minus."""

import unicodedata
from collections.abc import Iterator
from typing import Any

from kotae.documents.pdf.tolerances import GLYPHS

_MATHEMATICAL = ("Sm", "Co", "So")  # Unicode's categories: operators, what has a private meaning, signs without one

_UNNAMED = "\ufffd"  # what MuPDF gives for a character whose font does not say which it is

_Sign = tuple[float, float, float, float, dict[str, Any]]  # where it is drawn from, its ink, its size, the character


def set_on_line(pymupdf: Any, page: Any, blocks: list[dict[str, Any]], *, middle: float) -> None:
    """Move the origins of signs whose ink hangs below the baseline to where the line stands that they are read in.

    A character without a name whose ink is one bar in the middle of its line is a minus: a figure must not lose its sign.

    Args:
        pymupdf: the module (it is imported late).
        page: the page.
        blocks: its characters as PyMuPDF's "rawdict" has them; they and their origins are changed in place.
        middle: how far above its baseline the middle of a level line lies, in ems.
    """
    signs = [(span, c) for span, c in _characters(blocks) if unicodedata.category(c["c"]) in _MATHEMATICAL]
    if not signs:
        return
    flags = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_MEDIABOX_CLIP | pymupdf.TEXT_ACCURATE_BBOXES
    inked = page.get_text("rawdict", flags=flags)["blocks"]
    ink = {(c["c"], c["origin"]): c["bbox"] for _, c in _characters(inked)}
    hanging = []
    for span, c in signs:
        x, base = c["origin"]
        left, top, right, bottom = ink.get((c["c"], c["origin"]), (x, base, x, base))
        if c["c"] == _UNNAMED and _is_minus((right - left, base - top, base - bottom), span["size"]):
            c["c"] = "\N{MINUS SIGN}"
        if top > base - GLYPHS.top * span["size"] and bottom > base + GLYPHS.depth * span["size"]:
            hanging.append((x, top, bottom, span["size"], c))
    hanging.sort(key=lambda sign: sign[:3])
    for pieces in _tall(hanging):
        centre = (pieces[0][1] + pieces[-1][2]) / 2
        for x, _, _, size, c in pieces:
            c["origin"] = (x, centre + middle * size)


def _is_minus(ink: tuple[float, float, float], size: float) -> bool:
    """Tell whether ink is a minus: how wide it is and how far above the baseline it begins and ends, from the top."""
    wide, top, bottom = ink
    low, high = GLYPHS.minus
    flat = wide >= GLYPHS.minus_long * size and top - bottom <= GLYPHS.minus_thin * size
    return flat and low * size <= (top + bottom) / 2 <= high * size


def _tall(hanging: list[_Sign]) -> Iterator[list[_Sign]]:
    """Yield the pieces of each sign: a tall brace is drawn in several, each right below the one before."""
    pieces: list[_Sign] = []
    for sign in hanging:
        x, top, _, size, _ = sign
        if pieces and (abs(x - pieces[-1][0]) > GLYPHS.touch * size or abs(top - pieces[-1][2]) > GLYPHS.touch * size):
            yield pieces
            pieces = []
        pieces.append(sign)
    if pieces:
        yield pieces


def _characters(blocks: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield the characters of level lines with their spans."""
    for block in blocks:
        for line in block.get("lines", ()):
            if line["dir"][0] > 0 and line["wmode"] == 0:
                yield from ((span, c) for span in line["spans"] for c in span["chars"])
