"""Tables that begin with a coloured band: however they stand to each other, each reaches from its band to the next."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from statistics import median

from kotae.documents.model import Box
from kotae.documents.pdf.layout import Line, Rule, contains, in_lines, overlap
from kotae.documents.pdf.phrases import is_value
from kotae.documents.pdf.tolerances import TABLES
from kotae.documents.pdf.words import by_place, words


def headbands(rules: Sequence[Rule], runs: Sequence[Line], page: int) -> list[Box]:
    """Return the bands that head tables: outlined or filled, one line high, alone, with words and no values in them.

    Args:
        rules: the page's rules.
        runs: its text.
        page: its number.
    """
    highest = TABLES.band * max((word.size for run in runs for word in words(run)), default=0.0)
    found = [band for band in _boxes(rules, page, highest) if _heads(band, runs)]
    return [band for band in found if not any(other is not band and _touch(band, other) for other in found)]


def _boxes(rules: Sequence[Rule], page: int, highest: float) -> list[Box]:
    """Return the rectangles, lower than a height, that rules draw, with no upright rule going on from them.

    Rules are looked up by where they stand, to a point: a drawing may have thousands.
    """
    upright = sorted({(r.at, r.start, r.end) for r in rules if not r.horizontal and r.end - r.start < highest})
    sides: defaultdict[tuple[int, int], list[float]] = defaultdict(list)
    for x, top, bottom in upright:
        sides[round(top), round(bottom)].append(x)
    flat = _reaches([r for r in rules if r.horizontal])
    found: list[Box] = []
    for x0, top, bottom in upright:
        x1 = min(
            (x for y0 in _near(top) for y1 in _near(bottom) for x in _next(sides.get((y0, y1), []), x0 + 4)), default=0
        )
        if x1 and _drawn(flat, top, x0, x1) and _drawn(flat, bottom, x0, x1):
            found.append(Box(page, x0, top, x1, bottom))
    return found


def _near(at: float) -> tuple[int, ...]:
    return tuple(sorted({round(at - 1), round(at), round(at + 1)}))


def _next(places: Sequence[float], beyond: float) -> Sequence[float]:
    """Return the first of sorted places that is greater than another, if there is one."""
    first = bisect_right(places, beyond)
    return places[first : first + 1]


def _reaches(flat: Sequence[Rule]) -> dict[int, tuple[list[float], list[float]]]:
    """Return for each height the starts of its rules, in order, and how far the rules up to each of them reach."""
    levels: defaultdict[int, list[tuple[float, float]]] = defaultdict(list)
    for rule in flat:
        levels[round(rule.at)].append((rule.start, rule.end))
    reaches: dict[int, tuple[list[float], list[float]]] = {}
    for level, spans in levels.items():
        spans.sort()
        reaches[level] = ([start for start, _ in spans], list(accumulate((end for _, end in spans), max)))
    return reaches


def _drawn(flat: Mapping[int, tuple[list[float], list[float]]], at: float, x0: float, x1: float) -> bool:
    """Tell whether one rule is drawn from one place to another at a height."""
    for starts, reach in (flat[level] for level in _near(at) if level in flat):
        before = bisect_left(starts, x0 + 2)
        if before and reach[before - 1] > x1 - 2:
            return True
    return False


def _heads(band: Box, runs: Sequence[Line]) -> bool:
    inside = [word for run in runs if contains(band, run.box) for word in words(run)]
    if not inside or any(is_value(word.text) for word in inside):
        return False
    return band.y1 - band.y0 < TABLES.band * median(word.size for word in inside)


def _touch(one: Box, other: Box) -> bool:
    across = min(abs(one.x1 - other.x0), abs(other.x1 - one.x0)) < 2 and overlap(one.y0, one.y1, other.y0, other.y1) > 2
    down = min(abs(one.y1 - other.y0), abs(other.y1 - one.y0)) < 2 and overlap(one.x0, one.x1, other.x0, other.x1) > 2
    return across or down


def headed(bands: Sequence[Box], runs: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the text of each table that a band heads.

    Args:
        bands: the bands.
        runs: text that stands in tables; what stands above all bands, or past a gap below a table, is in none.
    """
    homes: dict[int, list[Line]] = {}
    for run in runs:
        places = [_home(bands, word.box) for word in words(run)]
        for place, phrase in by_place(run, places):
            homes.setdefault(place, []).append(phrase)
    for place in sorted(home for home in homes if home >= 0):
        yield _until_gap(homes[place])


def _home(bands: Sequence[Box], word: Box) -> int:
    """Return the band that stands above a word, or at its height: the nearest to it across, then the lowest; else -1."""
    middle = (word.y0 + word.y1) / 2
    above = [
        i for i, band in enumerate(bands) if band.y0 < middle and _off(band, word) < TABLES.beside * (word.y1 - word.y0)
    ]
    if not above:
        return -1
    nearest = min(_off(bands[i], word) for i in above)
    return max((i for i in above if _off(bands[i], word) == nearest), key=lambda i: bands[i].y0)


def _off(band: Box, word: Box) -> float:
    return max(0.0, band.x0 - word.x1, word.x0 - band.x1)


def _until_gap(runs: list[Line]) -> list[Line]:
    lines = in_lines(runs)
    tops = [line.box.y0 for line in lines]
    pitch = median(b - a for a, b in pairwise(tops)) if len(tops) > 2 else 0.0
    for above, below in pairwise(tops):
        if pitch and below - above > TABLES.apart * pitch:
            return [run for run in runs if run.box.y0 < below - 0.5 * run.size]
    return runs
