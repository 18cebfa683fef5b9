"""Vertical writing: characters that stand below each other, in columns from the right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from kotae.documents.model import Box
from kotae.documents.pdf.glyphs import Drawn
from kotae.documents.pdf.layout import Line, Region, beside, hull, in_lines
from kotae.documents.pdf.tolerances import TEXT, VERTICAL
from kotae.text.normalise import is_wide

_MOST_ACROSS = 4  # characters


@dataclass(frozen=True, slots=True)
class _Cell:
    """What takes one place in a column: a character, or a few figures side by side; its middle and its top."""

    line: Drawn
    middle: float
    top: float
    size: float


def with_columns(lines: list[Drawn]) -> list[Drawn]:
    """Return a page's lines with characters that stand below each other put into columns, where most of the page is so.

    Elsewhere they are left as they are: a table's label, set vertically in a level page, is the table's.
    """
    stacks = _stacks(lines)
    standing = sum(_wide(line) for stack in stacks if len(stack) > 2 for line in (cell.line for cell in stack))
    standing += sum(_wide(line) for line in lines if line.vertical)
    level = sum(_wide(line) for line in lines if line.turn == 0 and len(line.characters) > 1)
    if standing <= level:
        return lines
    columns = [stack for stack in stacks if len(stack) > 1 or _wide(stack[0].line)]
    stacked = {id(cell.line) for stack in columns for cell in stack}
    return [line for line in lines if id(line) not in stacked] + [_column(stack) for stack in columns]


def is_vertical(lines: Iterable[Drawn], turn: int) -> bool:
    """Tell whether most of a page's text of this turn is written vertically."""
    counts = {True: 0, False: 0}
    for line in lines:
        if line.turn == turn:
            counts[line.vertical] += len(line.characters)
    return counts[True] > counts[False]


def _wide(line: Drawn) -> int:
    return sum(is_wide(c["c"]) for _, c in line.characters)


def _stacks(lines: list[Drawn]) -> list[list[_Cell]]:
    """Put cells that are drawn one after the other, each below the one before, together."""
    stacks: list[list[_Cell]] = []
    turned = [hull(Box(1, *c["bbox"]) for _, c in line.characters) for line in lines if line.turn and line.characters]
    for line in lines:
        cell = _cell(line)
        if cell is None:
            continue
        last = stacks[-1][-1] if stacks else None
        if last and _stands_below(last, cell) and not any(_lies_between(box, last, cell) for box in turned):
            stacks[-1].append(cell)
        else:
            stacks.append([cell])
    return stacks


def _cell(line: Drawn) -> _Cell | None:
    inked = [(span, c) for span, c in line.characters if not c["c"].isspace()]
    if line.turn or line.vertical or not 0 < len(inked) <= _MOST_ACROSS:
        return None
    size = float(max(span["size"] for span, _ in inked))
    x0, x1 = min(c["bbox"][0] for _, c in inked), max(c["bbox"][2] for _, c in inked)
    if len(inked) > 1 and (x1 - x0 > VERTICAL.set_across * size or any(is_wide(c["c"]) for _, c in inked)):
        return None
    return _Cell(line, (x0 + x1) / 2, inked[0][1]["origin"][1] - 0.88 * size, size)


def _stands_below(above: _Cell, below: _Cell) -> bool:
    size = min(above.size, below.size)
    least, most = (share * size for share in VERTICAL.advance)
    level = abs(above.middle - below.middle) <= VERTICAL.centred * size
    return level and least <= below.top - above.top <= most and max(above.size, below.size) < VERTICAL.larger * size


def _lies_between(box: Box, above: _Cell, below: _Cell) -> bool:
    """Tell whether something is set on its side between two cells of a column, as one figure may be."""
    middle = (box.y0 + box.y1) / 2
    return (
        abs((box.x0 + box.x1) / 2 - above.middle) < above.size / 2 and above.top + above.size / 2 < middle < below.top
    )


def _column(stack: Sequence[_Cell]) -> Drawn:
    """Make one vertical line of a stack; figures side by side follow each other in their place."""
    middle = median(cell.middle for cell in stack)
    characters: list[tuple[dict[str, Any], dict[str, Any]]] = []
    for cell in stack:
        inked = [(span, c) for span, c in cell.line.characters if not c["c"].isspace()]
        share = cell.size / len(inked)
        for place, (span, c) in enumerate(inked):
            top = cell.top + place * share
            box = (middle - cell.size / 2, top, middle + cell.size / 2, top + share)
            characters.append((span, {**c, "bbox": box}))
    return Drawn(tuple(characters), turn=1, vertical=True)


def regions(runs: Iterable[Line]) -> tuple[Region, ...]:
    """Return the paragraphs' regions of a vertical page, turned so that its columns are lines.

    The layout model was trained on level text; vertical pages have columns of one height, in tiers.
    """
    found: list[Region] = []
    for tier in _tiers(list(runs)):
        groups: list[list[Line]] = []
        for line in in_lines(tier):
            last = groups[-1][-1] if groups else None
            if last and _goes_on(last, line):
                groups[-1].append(line)
            else:
                groups.append([line])
        found.extend(Region("text", hull(line.box for line in group)) for group in groups)
    return tuple(found)


def _goes_on(before: Line, line: Line) -> bool:
    apart = line.box.y0 - before.box.y1
    return (
        apart < VERTICAL.columns_apart * line.size
        and beside(before.box, line.box) > TEXT.over
        and abs(before.size - line.size) < TEXT.alike * line.size
    )


def _tiers(runs: list[Line]) -> list[list[Line]]:
    """Part runs at the white that crosses (nearly) all columns of a page; what bridges it is a tier of its own."""
    if not runs:
        return []
    size = median(run.size for run in runs)
    start, end = int(min(run.box.x0 for run in runs)), int(max(run.box.x1 for run in runs)) + 1
    cover = [sum(run.box.x0 < x + 1 and x < run.box.x1 for run in runs) for x in range(start, end)]
    gaps: list[tuple[int, int]] = []
    begin: int | None = None
    for place, count in enumerate([*cover, max(cover)]):
        if count <= VERTICAL.bridged * max(cover):
            begin = place if begin is None else begin
        elif begin is not None:
            if place - begin >= VERTICAL.tier_gap * size:
                gaps.append((start + begin, start + place))
            begin = None
    tiers: dict[tuple[int, ...], list[Line]] = {}
    for run in runs:
        crossed = tuple(i for i, (x0, x1) in enumerate(gaps) if run.box.x0 < x0 and x1 < run.box.x1)
        before = sum((x0 + x1) / 2 < (run.box.x0 + run.box.x1) / 2 for x0, x1 in gaps)
        tiers.setdefault((before, *crossed) if crossed else (before,), []).append(run)
    return list(tiers.values())
