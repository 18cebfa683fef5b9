"""What a PDF page is made of once it has been opened: glyphs, lines, rules and regions, in page points."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from kotae.documents.model import Box, ShortfallReason
from kotae.documents.pdf.tolerances import GLYPHS
from kotae.text.normalise import is_wide

_FRACTION = 2  # characters on either side of a fraction's stroke at the most: both stand on its line
_LONGEST_RAISED = 8  # characters: marks of two notes with their brackets
TORN = 1.2  # a gap of so many ems tears a line into runs


@dataclass(frozen=True, slots=True)
class Glyph:
    """One drawn character: its em box, `lead` the space before it, `raised` where it is a superscript."""

    text: str
    lead: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    font: str = ""
    bold: bool = False
    raised: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Glyphs that read as one line, or as one run of a line where the line is torn by a wide gap."""

    glyphs: tuple[Glyph, ...]
    box: Box
    upright: bool = True
    # Worked out when they are asked for first: of a line of a table they are asked for dozens of times.
    _text: str | None = field(default=None, init=False, repr=False, compare=False)
    _size: float | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def text(self) -> str:
        """The characters with the spaces between them."""
        text = self._text
        if text is None:
            text = "".join([g.lead + g.text for g in self.glyphs]).strip()
            object.__setattr__(self, "_text", text)
        return text

    @property
    def size(self) -> float:
        """The font size that most of the line is set in."""
        size = self._size
        if size is None:
            size = median([g.size for g in self.glyphs])
            object.__setattr__(self, "_size", size)
        return size

    @property
    def bold(self) -> bool:
        """Whether most of the line is set in a bold font."""
        return 2 * sum(g.bold for g in self.glyphs) > len(self.glyphs)


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line or a filled rectangle's edge: `at` on its own axis, from `start` to `end` on the other."""

    horizontal: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a page that the layout sees as one; for a table with the edges that it guesses."""

    kind: str
    box: Box
    lines: tuple[Line, ...] = ()
    columns: tuple[float, ...] = ()
    rows: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class PageSource:
    """What one page shows: its size, runs of text, rules and guessed regions.

    All of it as it lies after `turn` quarter turns to the left, which make the text level; text that is not level then
    is in `others`, each turned by its own. `pictures` are where pictures are placed on the page as it is shown, `bullets` the
    small shapes that may mark entries of its level text.

    A page that was read by OCR (`ocr`) lies level though it is shown aslant, by `skew` degrees; where one would have to be
    read so and cannot, `unread` says why.
    """

    number: int
    width: float
    height: float
    runs: tuple[Line, ...]
    rules: tuple[Rule, ...]
    regions: tuple[Region, ...]
    turn: int = 0
    others: tuple["PageSource", ...] = ()
    pictures: tuple[Box, ...] = ()
    bullets: tuple[Box, ...] = ()
    ocr: bool = False
    skew: float = 0.0
    unread: ShortfallReason | None = None


def line_of(glyphs: Iterable[Glyph], page: int, upright: bool = True) -> Line:
    """Make a line of glyphs that are already in reading order."""
    kept = tuple(glyphs)
    return Line(kept, _around(page, kept), upright)


def together(parts: Sequence[Line]) -> Line:
    """Make one line of the parts that a line was cut into, in their order."""
    return line_of((glyph for part in parts for glyph in part.glyphs), parts[0].box.page, parts[0].upright)


def hull(boxes: Iterable[Box]) -> Box:
    """Return the smallest box around boxes of one page."""
    kept = list(boxes)
    return _around(kept[0].page, kept)


def _around(page: int, shapes: Sequence[Glyph] | Sequence[Box]) -> Box:
    """Return the smallest box around what stands on a page; in one pass, for this is done for each word."""
    first = shapes[0]
    x0, y0, x1, y1 = first.x0, first.y0, first.x1, first.y1
    for shape in shapes:
        if shape.x0 < x0:
            x0 = shape.x0
        if shape.y0 < y0:
            y0 = shape.y0
        if shape.x1 > x1:
            x1 = shape.x1
        if shape.y1 > y1:
            y1 = shape.y1
    return Box(page, x0, y0, x1, y1)


def overlap(start: float, end: float, other_start: float, other_end: float) -> float:
    """Return how long two ranges run side by side (0 where they do not)."""
    return max(0.0, min(end, other_end) - max(start, other_start))


def beside(one: Box, other: Box) -> float:
    """Return how much two boxes share of the narrower one's width, from 0 to 1."""
    return overlap(one.x0, one.x1, other.x0, other.x1) / max(0.1, min(one.x1 - one.x0, other.x1 - other.x0))


def contains(box: Box, inner: Box, margin: float = 2.0) -> bool:
    """Tell whether the middle of a box lies in another."""
    x, y = (inner.x0 + inner.x1) / 2, (inner.y0 + inner.y1) / 2
    return box.x0 - margin <= x <= box.x1 + margin and box.y0 - margin <= y <= box.y1 + margin


def in_lines(runs: Iterable[Line]) -> list[Line]:
    """Put runs that stand on one line together, lines from the top, runs from the left."""
    found = list(runs)
    if len(found) < 2:  # as in most cells of a table
        return found
    rows: list[list[Line]] = []
    for run in sorted(found, key=lambda r: (r.box.y0 + r.box.y1, r.box.x0)):
        row = next((r for r in reversed(rows[-3:]) if run.upright and r[0].upright and _level(r, run)), None)
        if row is None:
            rows.append([run])
        else:
            row.append(run)
    return [_joined(sorted(row, key=lambda r: r.box.x0)) for row in rows]


def _level(row: list[Line], run: Line) -> bool:
    """Tell whether a run stands on the line that the row of runs makes up, and not below one of its runs."""
    flush = [r for r in row if abs(r.box.x0 - run.box.x0) < GLYPHS.flush]
    if len(run.glyphs) > _FRACTION and any(not _share(r.box, run.box) for r in flush):
        return False  # beside a tall run there may be two lines
    tallest = max(row, key=lambda r: r.box.y1 - r.box.y0).box
    return _share(tallest, run.box)


def _share(box: Box, other: Box) -> bool:
    """Tell whether two boxes share half of the lower one's height."""
    return overlap(box.y0, box.y1, other.y0, other.y1) > 0.5 * min(box.y1 - box.y0, other.y1 - other.y0)


def _joined(runs: list[Line]) -> Line:
    if len(runs) == 1:
        return runs[0]
    tallest = max(runs, key=lambda run: run.size)
    runs = [_raised(run, tallest) for run in runs]
    glyphs = list(runs[0].glyphs)
    for run in runs[1:]:
        first = run.glyphs[0]
        glyphs.append(replace(first, lead=first.lead or _space(glyphs[-1], first)))
        glyphs.extend(run.glyphs[1:])
    return line_of(glyphs, runs[0].box.page)


def _space(before: Glyph, glyph: Glyph) -> str:
    """Return the space that a gap between two runs of a line stands for; a wide one parts Japanese, too."""
    ems = (glyph.x0 - before.x1) / before.size
    wide = is_wide(glyph.text) or is_wide(before.text)
    if wide and ems > TORN:
        return "\u3000"
    return " " if ems > (GLYPHS.space_wide if wide else GLYPHS.space) else ""


def _raised(run: Line, tallest: Line) -> Line:
    """Mark a run as superscript that is smaller than the tallest of its line and ends higher; a text beside a number is none."""
    if len(run.glyphs) > _LONGEST_RAISED:
        return run
    if run.size > GLYPHS.raised_size * tallest.size or run.box.y1 > tallest.box.y1 - GLYPHS.raised_run * tallest.size:
        return run
    return replace(run, glyphs=tuple(replace(g, raised=True) for g in run.glyphs))
