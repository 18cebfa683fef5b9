"""Where a table's columns are: phrases of its lines that stand over each other make a column, unless they span several."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kotae.documents.pdf.layout import Line, overlap
from kotae.documents.pdf.phrases import cut_at, is_value
from kotae.documents.pdf.tolerances import TABLES
from kotae.documents.tables.columns import closing_unit

_HIRAGANA = re.compile(r"[\u3041-\u309f]")


@dataclass(frozen=True, slots=True)
class Columns:
    """The ink of each column, from the left: start and end on the page."""

    ink: tuple[tuple[float, float], ...]

    @property
    def edges(self) -> list[float]:
        """The middle of the white between each two columns."""
        return [(low + high) / 2 for low, high in self.whites]

    @property
    def whites(self) -> list[tuple[float, float]]:
        """The white between each two columns: start and end."""
        return [(left[1], right[0]) for left, right in pairwise(self.ink)]


@dataclass(frozen=True, slots=True)
class Placed:
    """A phrase of a line with the columns that it stands in: the first and, exclusive, the last."""

    line: Line
    start: int
    end: int


def columns(rows: Sequence[Sequence[Line]]) -> Columns:
    """Find the columns of lines that have been cut into phrases.

    Args:
        rows: the phrases of each line, from the left.
    """
    bounds = [([p.box.x0 for p in row], [p.box.x1 for p in row]) for row in rows]
    kept = [[p for p in row if not _spans(p, number, bounds)] for number, row in enumerate(rows)]
    stacks = _with_labels(_stacked(kept))
    columned = [stack for i, stack in enumerate(stacks) if not _heads_both(i, stacks)]
    return Columns(tuple(ink for column in columned for ink in _divided(column)))


def _heads_both(number: int, stacks: Sequence[Sequence[Sequence[Line]]]) -> bool:
    """Tell whether one phrase stands in the white between two columns above all of theirs: it is a label of both."""
    if not 0 < number < len(stacks) - 1:
        return False
    filled = [row for row, phrases in enumerate(stacks[number]) if phrases]
    beside = [any(stacks[number + way][row] for row in range(filled[-1] + 1)) for way in (-1, 1)]
    return len(filled) == 1 and len(stacks[number][filled[0]]) == 1 and not any(beside)


def _with_labels(stacks: Sequence[list[list[Line]]]) -> list[list[list[Line]]]:
    """Join labels at the left edges of their columns with the values that stand at the right ones, beyond their ends."""
    joined: list[list[list[Line]]] = []
    for stack in stacks:
        if joined and _is_label_of(joined[-1], stack, joined[-2] if len(joined) > 1 else None):
            joined[-1] = [[*left, *right] for left, right in zip(joined[-1], stack, strict=True)]
        else:
            joined.append(stack)
    return joined


def _is_label_of(
    stack: Sequence[Sequence[Line]], values: Sequence[Sequence[Line]], before: Sequence[Sequence[Line]] | None
) -> bool:
    """Tell whether all of a stack is above a next one of values, and the column before it has a label of its own."""
    last = max(row for row, phrases in enumerate(stack) if phrases)
    if any(values[: last + 1]) or (before is not None and not any(before[: last + 1])):
        return False
    below = [phrase for row in values for phrase in row]
    return 2 * sum(is_value(phrase.text) for phrase in below) > len(below)


def _stacked(rows: Sequence[Sequence[Line]]) -> list[list[list[Line]]]:
    """Part phrases where white runs down the table from top to bottom; each part has its phrases line by line."""
    found: list[tuple[float, list[list[Line]]]] = []
    for x0, number, phrase in sorted(
        ((p.box.x0, i, p) for i, row in enumerate(rows) for p in row), key=lambda t: t[:2]
    ):
        if found and x0 < found[-1][0] - TABLES.touch:
            found[-1][1][number].append(phrase)
            found[-1] = (max(found[-1][0], phrase.box.x1), found[-1][1])
        else:
            stack: list[list[Line]] = [[] for _ in rows]
            stack[number].append(phrase)
            found.append((phrase.box.x1, stack))
    return [stack for _, stack in found]


def _divided(stack: list[list[Line]]) -> list[tuple[float, float]]:
    """Divide what stands over each other where more lines have a gap than have a phrase; return the ink of each part."""
    filled = [row for row in stack if row]
    parted = [row for row in filled if len(row) > 1]
    if len(parted) > TABLES.split * len(filled):
        gaps = [(a.box.x1, b.box.x0) for row in parted for a, b in pairwise(row)]
        inked = [(p.box.x0 + TABLES.touch, p.box.x1 - TABLES.touch) for row in filled for p in row]

        def votes(x: float) -> int:
            return sum(low <= x <= high for low, high in gaps) - sum(low < x < high for low, high in inked)

        best = max(((low + high) / 2 for low, high in gaps), key=votes)
        if votes(best) > 0:
            left = [[p for p in row if p.box.x1 - TABLES.touch <= best] for row in stack]
            right = [[p for p in row if p.box.x0 + TABLES.touch >= best] for row in stack]
            return [*_divided(left), *_divided(right)]
    return [(min(p.box.x0 for row in filled for p in row), max(p.box.x1 for row in filled for p in row))]


def _spans(phrase: Line, own: int, bounds: Sequence[tuple[Sequence[float], Sequence[float]]]) -> bool:
    """Tell whether most lines that have something where a phrase stands have several phrases there.

    Args:
        phrase: a phrase.
        own: its line's number.
        bounds: where the phrases of each line begin, and where they end.
    """
    parted = single = 0
    low, high = phrase.box.x0 + TABLES.touch, phrase.box.x1 - TABLES.touch
    for number, (starts, ends) in enumerate(bounds):
        if number == own:
            continue
        first, last = bisect_right(ends, low), bisect_left(starts, high)
        if last - first > 1:
            parted += 1
        elif last - first == 1:
            single += 1
    return parted > 0 and parted > TABLES.split * (parted + single)


def place(row: Sequence[Line], found: Columns) -> list[Placed]:
    """Say for the phrases of a line in which columns they stand; phrases over several are cut where they can be."""
    cut: list[Line] = []
    for phrase in row:
        over = _over(phrase, found)
        parts = cut_at(phrase, found.whites) if len(over) > 1 else [phrase]
        cut.extend(parts if len(parts) > 1 and _separate(phrase, parts, found) else [phrase])
    taken = [_main(phrase, found) for phrase in cut]
    return [_placed(phrase, i, taken, found) for i, phrase in enumerate(cut)]


def _over(phrase: Line, found: Columns) -> list[int]:
    return [c for c, (x0, x1) in enumerate(found.ink) if overlap(phrase.box.x0, phrase.box.x1, x0, x1) > TABLES.touch]


def _main(phrase: Line, found: Columns) -> int:
    """Return the column that most of a phrase stands in, else the nearest."""
    middle = (phrase.box.x0 + phrase.box.x1) / 2

    def nearness(c: int) -> tuple[float, float]:
        x0, x1 = found.ink[c]
        return overlap(phrase.box.x0, phrase.box.x1, x0, x1), -max(x0 - middle, middle - x1)

    return max(range(len(found.ink)), key=nearness)


def _separate(phrase: Line, parts: list[Line], found: Columns) -> bool:
    """Tell whether the parts of a phrase are cells of their own: values, or each set as its column is."""
    if any(is_value(a.text) and is_value(b.text) for a, b in pairwise(parts)):
        return True
    if any(is_value(part.text) for part in parts) and len(parts) == len(_over(phrase, found)):
        return True
    if len(parts) == len(_over(phrase, found)) and any(_names_measure(a.text, b.text) for a, b in pairwise(parts)):
        return True
    inks = [found.ink[_main(part, found)] for part in parts]
    both = list(zip(parts, inks, strict=True))
    if _begin_flush(both):
        return True
    if all(abs(part.box.x1 - x1) < TABLES.flush * part.size for part, (_, x1) in both):
        return True
    if len(parts) == len(set(inks)) == len(_over(phrase, found)) and all(_is_flush(part, *ink) for part, ink in both):
        return True
    sign = not any(c.isalnum() for c in parts[0].text)  # which stands in the middle of its column, before its name
    if sign and len(parts) == len(set(inks)) and _begin_flush(both[1:]) and _aligned(parts[0], found):
        return True
    over = _over(phrase, found)
    whole = _off(phrase, found.ink[over[0]][0], found.ink[over[-1]][1])
    return all(_aligned(part, found) for part in parts) and whole > TABLES.centred * phrase.size


def _names_measure(text: str, following: str) -> bool:
    """Tell whether a text is a name with its unit in brackets ("水位(m)"), and what follows another name: no words that go on."""
    goes_on = following[0].islower() or bool(_HIRAGANA.match(following))
    return bool(closing_unit(text)) and not goes_on


def _begin_flush(both: Sequence[tuple[Line, tuple[float, float]]]) -> bool:
    return all(abs(part.box.x0 - x0) < TABLES.flush * part.size for part, (x0, _) in both)


def _is_flush(phrase: Line, x0: float, x1: float) -> bool:
    """Tell whether a phrase begins or ends where its column does."""
    return min(abs(phrase.box.x0 - x0), abs(phrase.box.x1 - x1)) < TABLES.flush * phrase.size


def _off(phrase: Line, x0: float, x1: float) -> float:
    return abs((phrase.box.x0 + phrase.box.x1) / 2 - (x0 + x1) / 2)


def _aligned(phrase: Line, found: Columns) -> bool:
    """Tell whether a phrase begins, ends, or has its middle, where its column does."""
    x0, x1 = found.ink[_main(phrase, found)]
    off = min(abs(phrase.box.x0 - x0), abs(phrase.box.x1 - x1), _off(phrase, x0, x1))
    return off < TABLES.centred * phrase.size


def _placed(phrase: Line, number: int, taken: list[int], found: Columns) -> Placed:
    over, main = _over(phrase, found), taken[number]
    low = taken[number - 1] if number else -1
    high = taken[number + 1] if number + 1 < len(taken) else len(found.ink)
    over = [c for c in over if low < c < high]
    if len(over) < 2:
        return Placed(phrase, main, main + 1)
    x0, x1 = found.ink[over[0]][0], found.ink[over[-1]][1]
    if _off(phrase, x0, x1) < TABLES.centred * phrase.size:
        return Placed(phrase, over[0], over[-1] + 1)
    if abs(phrase.box.x0 - x0) < TABLES.centred * phrase.size:
        return Placed(phrase, over[0], over[0] + 1)  # a label that is longer than its column is wide
    inside = [c for c in over if _hangs_over(phrase, *found.ink[c])]
    return Placed(phrase, main, main + 1) if len(inside) < 2 else Placed(phrase, inside[0], inside[-1] + 1)


def _hangs_over(phrase: Line, x0: float, x1: float) -> bool:
    """Tell whether more of a phrase stands over a column than may hang over from the next."""
    shared = overlap(phrase.box.x0, phrase.box.x1, x0, x1)
    return shared > TABLES.overhang * min(phrase.box.x1 - phrase.box.x0, x1 - x0)
