"""Scales of charts: numbers in equal steps along an axis, with lines drawn at them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kotae.documents.model import Box
from kotae.documents.pdf.layout import Line, Rule
from kotae.documents.pdf.tolerances import CHARTS
from kotae.documents.pdf.words import words
from kotae.documents.tables.numerals import Amount, read_amount

_YEARS = range(1800, 2101)


@dataclass(frozen=True, slots=True)
class Scale:
    """The numbers along an axis of a chart; `plot` is the box in which what they measure is drawn.

    `level` says that they stand beside each other: the bars lie, or it is the lower axis of a field of points.
    """

    ticks: tuple[Line, ...]
    level: bool
    plot: Box


@dataclass(frozen=True, slots=True)
class _Tick:
    """A number that may be one of a scale; `at` is where its middle is along the axis, `across` where its edges are."""

    line: Line
    amount: Amount
    at: float
    across: tuple[float, ...]


def scales(runs: Sequence[Line], rules: Sequence[Rule]) -> list[Scale]:
    """Find the scales on a page.

    A row or column of numbers in equal steps at equal distances may be a table's as well. What tells is that lines are
    drawn at the middle of the numbers: a table's run between them.

    Args:
        runs: the page's text.
        rules: what is drawn on it.
    """
    numbers = list(_numbers(runs))
    if len(numbers) < CHARTS.ticks:
        return []
    found = []
    for level in (True, False):
        ticks = [_tick(line, amount, level) for line, amount in numbers]
        for chain in _chains(ticks, level):
            plot = _plot(chain, [rule for rule in rules if rule.horizontal != level], level)
            if plot:
                found.append(Scale(tuple(tick.line for tick in chain), level, plot))
    return found


def _numbers(runs: Iterable[Line]) -> Iterator[tuple[Line, Amount]]:
    """Yield the runs that are a number, and the words of those that are several."""
    for run in runs:
        if not run.upright or not any(glyph.text.isdecimal() for glyph in run.glyphs):
            continue
        amount = read_amount(run.text)
        if amount:
            yield run, amount
            continue
        cut = words(run)
        amounts = [read_amount(word.text) for word in cut]
        if len(cut) > 1 and all(amounts):
            yield from ((word, told) for word, told in zip(cut, amounts, strict=True) if told)


def _tick(line: Line, amount: Amount, level: bool) -> _Tick:
    middle = ((line.box.x0 + line.box.x1) / 2, (line.box.y0 + line.box.y1) / 2)
    if level:
        return _Tick(line, amount, middle[0], (middle[1],))
    return _Tick(line, amount, middle[1], (line.box.x1, line.box.x0, middle[0]))


def _chains(ticks: Sequence[_Tick], level: bool) -> Iterator[list[_Tick]]:
    """Yield the longest rows or columns of numbers in equal steps; what was in one is in no other."""
    taken: set[int] = set()
    for edge in range(1 if level else 3):
        for bucket in _buckets([tick for tick in ticks if id(tick) not in taken], edge):
            for chain in _steps(bucket, level):
                taken.update(map(id, chain))
                yield chain


def _buckets(ticks: Sequence[_Tick], edge: int) -> Iterator[list[_Tick]]:
    """Yield the numbers that are flush with each other, in the order in which they stand along the axis."""
    bucket: list[_Tick] = []
    for tick in sorted(ticks, key=lambda tick: tick.across[edge]):
        if bucket and tick.across[edge] - bucket[-1].across[edge] > CHARTS.flush * tick.line.size:
            yield sorted(bucket, key=lambda tick: tick.at)
            bucket = []
        bucket.append(tick)
    yield sorted(bucket, key=lambda tick: tick.at)


def _steps(bucket: Sequence[_Tick], level: bool) -> Iterator[list[_Tick]]:
    """Yield the runs of numbers that grow to the right, or upwards, by one step over one distance; of years none."""
    chain: list[_Tick] = []
    for tick in bucket:
        if len(chain) > 1 and not _goes_on(chain, tick):
            if len(chain) >= CHARTS.ticks and not _are_years(chain):
                yield chain
            chain = chain[-1:]
        if len(chain) == 1 and not _begins(chain[0], tick, level):
            chain = []
        chain.append(tick)
    if len(chain) >= CHARTS.ticks and not _are_years(chain):
        yield chain


def _begins(first: _Tick, second: _Tick, level: bool) -> bool:
    grows = first.amount.number < second.amount.number
    return first.amount.unit == second.amount.unit and first.amount.number != second.amount.number and grows == level


def _goes_on(chain: Sequence[_Tick], tick: _Tick) -> bool:
    before, last = chain[-2:]
    step, distance = last.amount.number - before.amount.number, last.at - before.at
    same = abs(tick.amount.number - last.amount.number - step) <= CHARTS.even * abs(step)
    far = abs(tick.at - last.at - distance) <= CHARTS.even * distance + 1
    return same and far and tick.amount.unit == last.amount.unit


def _are_years(chain: Iterable[_Tick]) -> bool:
    return all(tick.amount.number in _YEARS for tick in chain)


def _plot(chain: Sequence[_Tick], rules: Sequence[Rule], level: bool) -> Box | None:
    """Return what the lines at the numbers of a scale span on one side of it; None where they are too few or too short."""
    pitch = min(later.at - tick.at for tick, later in pairwise(chain))
    page = chain[0].line.box.page
    best: Box | None = None
    for behind in (True, False):
        drawn = [[rule for rule in rules if _is_at(rule, tick, level, behind)] for tick in chain]
        if sum(map(bool, drawn)) < CHARTS.ruled:
            continue
        start = min(rule.start for found in drawn for rule in found)
        end = max(rule.end for found in drawn for rule in found)
        if end - start < min(pitch, CHARTS.depth * chain[0].line.size):
            continue
        first, last = chain[0].at, chain[-1].at
        box = Box(page, first, start, last, end) if level else Box(page, start, first, end, last)
        best = box if best is None else best
    return best


def _is_at(rule: Rule, tick: _Tick, level: bool, behind: bool) -> bool:
    """Tell whether a line across the axis is drawn at the middle of a number, and begins close to it, on one side."""
    size, box = tick.line.size, tick.line.box
    if abs(rule.at - tick.at) > CHARTS.at * size:
        return False
    near, far = (box.y0, box.y1) if level else (box.x0, box.x1)
    gap = rule.start - far if behind else near - rule.end
    return -CHARTS.flush * size <= gap <= CHARTS.beside * size
