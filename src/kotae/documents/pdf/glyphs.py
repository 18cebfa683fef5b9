"""The characters that a page draws, by the direction that they are read in."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from kotae.documents.pdf.hanging import set_on_line
from kotae.documents.pdf.layout import TORN, Glyph, Line, PageSource, line_of
from kotae.documents.pdf.tolerances import GLYPHS
from kotae.documents.pdf.turning import turned_point
from kotae.text.normalise import clean, is_wide

_ASCENT, _DESCENT = 0.88, 0.2  # of an em: fonts disagree wildly about their own height
# Radicals that NFKC leaves alone and fonts name characters after (Unicode's EquivalentUnifiedIdeograph, those of Japanese).
RADICALS = str.maketrans("⺝⺟⺠⻁⻄⻆⻑⻘⻝⻤⻨⻩⻫⻭⻯⻲", "月母民虎西角長青食鬼麦黄斉歯竜亀")
_FIGURES = frozenset("0123456789*")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line of text as PyMuPDF gives it: its characters with their spans, and in which turn of the page it is level."""

    characters: tuple[tuple[dict[str, Any], dict[str, Any]], ...]
    turn: int
    vertical: bool = False


def drawn(pymupdf: Any, page: Any) -> list[Drawn]:
    """Return the lines of text that a page draws, without those aslant (watermarks)."""
    flags = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_MEDIABOX_CLIP
    lines: list[Drawn] = []
    blocks = page.get_text("rawdict", flags=flags)["blocks"]
    set_on_line(pymupdf, page, blocks, middle=(_ASCENT - _DESCENT) / 2)
    for block in blocks:
        for line in block.get("lines", ()):
            across, down = (float(part) for part in line["dir"])
            if min(abs(across), abs(down)) > GLYPHS.aslant:
                continue
            turn = (0 if across > 0 else 2) if abs(across) > abs(down) else (1 if down > 0 else 3)
            characters = tuple((span, character) for span in line["spans"] for character in span["chars"])
            lines.append(Drawn(characters, turn, vertical=line["wmode"] == 1))
    return lines


def runs(lines: Iterable[Drawn], width: float, height: float, page: int) -> Iterator[Line]:
    """Yield what lines of one turn read, torn at wide gaps, in the coordinates of the turned page.

    Args:
        lines: lines of one turn.
        width: the page's width as it is shown.
        height: its height.
        page: its number.
    """
    prints = _Prints()
    for line in lines:
        yield from _torn(prints.first(list(_glyphs(line, width, height))), page)


class _Prints:
    """What has been drawn so far: a second, shifted print of the same characters stands in for bold."""

    def __init__(self) -> None:
        self._places: dict[str, dict[tuple[int, int], list[Glyph]]] = {}

    def first(self, line: list[Glyph]) -> list[Glyph]:
        """Return a line's glyphs without those that were drawn before."""
        printed = [self._shift(glyph, GLYPHS.print * glyph.size, GLYPHS.print * glyph.size) for glyph in line]
        shifts = [shift for shift in printed if shift is not None]
        if len(line) > 1 and len(shifts) == len(line) and _alike(shifts, GLYPHS.print_even * line[0].size):
            return []
        kept = []
        for glyph in line:
            # Half a letter's width: a double letter stands a whole one away from the first.
            if self._shift(glyph, GLYPHS.print_letter * (glyph.x1 - glyph.x0), GLYPHS.print * glyph.size) is None:
                kept.append(glyph)
                place = round(glyph.x0 / 4), round(glyph.y0 / 4)
                self._places.setdefault(glyph.text, {}).setdefault(place, []).append(glyph)
        return kept

    def _shift(self, glyph: Glyph, across: float, down: float) -> tuple[float, float] | None:
        """Return how far a glyph stands from the same one drawn before, where that is within these bounds."""
        places = self._places.get(glyph.text)
        if not places:
            return None
        reach_x, reach_y = int(across / 4) + 1, int(down / 4) + 1
        x, y = round(glyph.x0 / 4), round(glyph.y0 / 4)
        for i in range(x - reach_x, x + reach_x + 1):
            for j in range(y - reach_y, y + reach_y + 1):
                for earlier in places.get((i, j), ()):
                    shift = (glyph.x0 - earlier.x0, glyph.y0 - earlier.y0)
                    if abs(shift[0]) <= across and abs(shift[1]) <= down:
                        return shift
        return None


def _alike(shifts: list[tuple[float, float]], within: float) -> bool:
    return all(max(part) - min(part) <= within for part in zip(*shifts, strict=True))


def _glyphs(line: Drawn, width: float, height: float) -> Iterator[Glyph]:
    """Yield a line's visible characters, each with the space before it.

    Spaces that were only inferred from the thin gap that Japanese typesetting leaves around Latin words go.
    """
    inked = [(span, c) for span, c in line.characters if not c["c"].isspace()]
    if not inked:
        return
    size = max(span["size"] for span, _ in inked)
    floors = [_baseline(c, line.turn, width, height) for span, c in inked if span["size"] > GLYPHS.on_line * size]
    floor = max(floors, default=0.0) - GLYPHS.raised * size  # of text without any size there are none
    lead, inferred = "", False
    before: Glyph | None = None
    for span, c in line.characters:
        text = _text(c["c"], line.turn)
        if not text or text.isspace():
            lead = lead or ("\u3000" if text == "\u3000" else " " if text else "")
            inferred = bool(c.get("synthetic"))
            continue
        base = _baseline(c, line.turn, width, height)
        box = _em_box(line, span["size"], c["bbox"], base, width, height)
        if before and lead and inferred and (is_wide(text) or is_wide(before.text)):
            lead = lead if box[0] - before.x1 > GLYPHS.automatic * span["size"] else ""
        raised = not line.vertical and span["size"] < GLYPHS.raised_size * size and base < floor
        bold = bool(span["flags"] & 16) or _is_bold(span["font"])
        before = Glyph(text, lead if before else "", *box, span["size"], span["font"], bold, raised)
        yield before
        lead = ""


@lru_cache(maxsize=4_096)
def _text(drawn_as: str, turn: int) -> str:
    text = clean(drawn_as).translate(RADICALS)
    if "\u2f00" <= text <= "\u2fdf":
        return unicodedata.normalize("NFKC", text)  # some fonts name a character after the radical it looks like
    if turn == 1 and unicodedata.decomposition(text[:1]).startswith("<vertical>"):
        return chr(int(unicodedata.decomposition(text[:1]).split()[1], 16))  # ︒ is the 。 of vertical writing
    return text


def _em_box(
    line: Drawn, size: float, ink: tuple[float, float, float, float], base: float, width: float, height: float
) -> tuple[float, float, float, float]:
    """Return the em box of a character: as wide as it is, as high as its font is large, on its baseline."""
    x0, y0, x1, y1 = ink
    ax, ay = turned_point(x0, y0, line.turn, width, height)
    bx, by = turned_point(x1, y1, line.turn, width, height)
    if line.vertical:
        top, bottom = _centred((ay + by) / 2, size)
    else:
        top, bottom = base - _ASCENT * size, base + _DESCENT * size
    return min(ax, bx), top, max(ax, bx), bottom


@lru_cache(maxsize=256)
def _is_bold(font: str) -> bool:
    """Tell whether a font's name says that it is a bold one."""
    return bool(re.search(r"bold|heavy|black|demi", font, re.IGNORECASE))


def _baseline(c: dict[str, Any], turn: int, width: float, height: float) -> float:
    x, y = c["origin"]
    return turned_point(x, y, turn, width, height)[1]


def _centred(middle: float, size: float) -> tuple[float, float]:
    """Return where the em box of a character begins and ends that stands on the middle of its line."""
    half = (_ASCENT + _DESCENT) / 2 * size
    return middle - half, middle + half


def _torn(glyphs: list[Glyph], page: int) -> Iterator[Line]:
    start = 0
    for i in range(1, len(glyphs)):
        size = max(glyphs[i - 1].size, glyphs[i].size)
        if not -TORN * size < glyphs[i].x0 - glyphs[i - 1].x1 < TORN * size:
            yield line_of(glyphs[start:i], page)
            start = i
    if glyphs:
        yield line_of(glyphs[start:], page)


def with_small_figures(sources: list[PageSource]) -> list[PageSource]:
    """Mark as raised the figures that a font itself draws small: only their width tells them from others."""
    drawn = [run for source in sources if not source.ocr for run in source.runs]  # OCR tells no widths
    widths = _usual_widths(glyph for run in drawn if run.upright for glyph in run.glyphs)
    return [
        source if source.ocr else replace(source, runs=tuple(_marked(run, widths) for run in source.runs))
        for source in sources
    ]


def _usual_widths(glyphs: Iterable[Glyph]) -> dict[tuple[str, str], float]:
    """Return the largest usual width, in ems, of each character of each font."""
    counts: defaultdict[tuple[str, str], defaultdict[float, int]] = defaultdict(lambda: defaultdict(int))
    for glyph in glyphs:
        counts[glyph.font, glyph.text][_ems(glyph)] += 1
    return {
        key: max(ems for ems, count in found.items() if count >= GLYPHS.usual * sum(found.values()))
        for key, found in counts.items()
    }


def _ems(glyph: Glyph) -> float:
    return round((glyph.x1 - glyph.x0) / glyph.size, 2)


def _marked(run: Line, widths: dict[tuple[str, str], float]) -> Line:
    """Mark the small figures of a run whose other characters are as wide as they usually are: else it is condensed."""
    if not run.upright:
        return run
    narrow = [_ems(g) < GLYPHS.small * widths[g.font, g.text] for g in run.glyphs]
    small = [n and g.text in _FIGURES and _ems(g) < GLYPHS.half for n, g in zip(narrow, run.glyphs, strict=True)]
    others = [n for n, s in zip(narrow, small, strict=True) if not s]
    if not any(small) or 2 * sum(others) >= len(others):
        return run
    return replace(
        run, glyphs=tuple(replace(g, raised=True) if s else g for g, s in zip(run.glyphs, small, strict=True))
    )
