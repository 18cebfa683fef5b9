"""The text of charts: the numbers along their axes, what stands in them, the names of what they show and their legends."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from kotae.documents.lines import marks
from kotae.documents.model import Box
from kotae.documents.pdf.areas import FURNITURE
from kotae.documents.pdf.layout import Line, Region, Rule, contains, hull, overlap
from kotae.documents.pdf.scales import Scale, scales
from kotae.documents.pdf.tolerances import CHARTS
from kotae.documents.tables.numerals import read_amount

_BRACKETS = "（(［[〔【"
_SHORTEST = 15  # characters of a sentence in a picture


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: where it is drawn, and its text, apart from that the entries of its legend."""

    box: Box
    labels: tuple[Line, ...]
    legend: tuple[Line, ...] = ()


def charts(runs: Sequence[Line], rules: Sequence[Rule], regions: Sequence[Region]) -> list[Chart]:
    """Find the charts on a page that a scale shows, and the pictures with a legend.

    Args:
        runs: the page's text.
        rules: what is drawn on it.
        regions: what the layout sees on it.
    """
    pictures = [region.box for region in regions if region.kind == "picture"]
    signs = _Signs(rules)
    edges = [region.box for region in regions if region.kind in FURNITURE]
    runs = [run for run in runs if not any(contains(edge, run.box) for edge in edges) or _is_entry(run, signs)]
    found = [_by_scale(group, runs) for group in _joined(scales(runs, rules))]
    if not found and not pictures:
        return []
    free = _besides(runs, (label for chart in found for label in chart.labels))
    keyed = [run for run in free if _is_entry(run, signs)]
    for i, chart in enumerate(found):
        found[i] = replace(chart, legend=tuple(_wrapped(_legend(chart.box, keyed), free)))
        keyed = _besides(keyed, found[i].legend)
    plots = list(found)
    for box in pictures:
        inside = [chart for chart in plots if _meets(chart.box, box)]
        legend = [] if inside else _wrapped(_legend(box, keyed), free)
        keyed = _besides(keyed, legend)
        free = _besides(free, (label for chart in found for label in (*chart.labels, *chart.legend)))
        rest = [run for run in _besides(free, legend) if _belongs(run, box, regions)]
        if legend:
            found.append(Chart(box, tuple(rest), tuple(legend)))
        for run in rest if inside else ():
            nearest = min(range(len(plots)), key=lambda i: _apart(plots[i].box, run.box))
            found[nearest] = replace(found[nearest], labels=(*found[nearest].labels, run))
    return found


def reads(text: str) -> bool:
    """Tell whether words in a picture are a sentence rather than a label on an axis."""
    return _is_sentence(text) or (len(text) >= _SHORTEST and (marks.is_note(text) or marks.is_caption(text)))


def _is_sentence(text: str) -> bool:
    return len(text) >= _SHORTEST and marks.ends_sentence(text)


def _joined(found: Iterable[Scale]) -> list[list[Scale]]:
    """Put the scales of one chart together: those of its two axes, or on both of its sides."""
    groups: list[list[Scale]] = []
    for scale in found:
        met = [group for group in groups if any(_meets(scale.plot, other.plot) for other in group)]
        groups = [group for group in groups if all(group is not other for other in met)]
        groups.append([scale, *(other for group in met for other in group)])
    return groups


def _meets(one: Box, other: Box) -> bool:
    return overlap(one.x0, one.x1, other.x0, other.x1) > 1 and overlap(one.y0, one.y1, other.y0, other.y1) > 1


def _apart(one: Box, other: Box) -> float:
    """Return how far two boxes are apart, across and down together."""
    across = max(one.x0 - other.x1, other.x0 - one.x1, 0.0)
    return across + max(one.y0 - other.y1, other.y0 - one.y1, 0.0)


def _by_scale(group: Sequence[Scale], runs: Sequence[Line]) -> Chart:
    """Return the chart with some scales: what stands in it, at its axes and right beside it."""
    plot = hull(scale.plot for scale in group)
    ticks = [tick for scale in group for tick in scale.ticks]
    size = ticks[0].size
    wanted: list[Callable[[Line], bool]] = [
        lambda run: any(contains(run.box, tick.box, 0.0) for tick in ticks),
        lambda run: contains(plot, run.box) and not reads(run.text),
        lambda run: _is_beside(run, plot),
        lambda run: _remarks(run, hull([plot, *(tick.box for tick in ticks)])),
    ]
    labels = [run for run in runs if any(told(run) for told in wanted)]
    if any(scale.level for scale in group):
        labels += _names_left(plot, size, _besides(runs, labels))
    if not all(scale.level for scale in group):
        labels += _names_below(plot, size, _besides(runs, labels))
    return Chart(hull([plot, *(label.box for label in labels)]), tuple(labels))


def _is_beside(run: Line, plot: Box) -> bool:
    """Tell whether a number stands at the end of a bar, outside of what the scale spans."""
    reach = CHARTS.beside * run.size
    middle = ((run.box.x0 + run.box.x1) / 2, (run.box.y0 + run.box.y1) / 2)
    right = 0 <= middle[0] - plot.x1 <= reach and plot.y0 <= middle[1] <= plot.y1
    above = 0 <= plot.y0 - middle[1] <= reach and plot.x0 <= middle[0] <= plot.x1
    return (right or above) and read_amount(run.text) is not None


def _remarks(run: Line, whole: Box) -> bool:
    """Tell whether a run above a chart says its unit, or how many were asked."""
    near = 0 <= whole.y0 - run.box.y1 <= CHARTS.above * run.size
    told = marks.is_unit(run.text) or (run.text[0] in _BRACKETS and len(run.text) <= CHARTS.remark)
    return near and told and whole.x0 - run.size <= run.box.x0 and run.box.x1 <= whole.x1 + CHARTS.beside * run.size


def _names_left(plot: Box, size: float, runs: Sequence[Line]) -> list[Line]:
    """Return what names the bars of a chart, left of them; a name may have several lines."""
    level = [
        run
        for run in runs
        if run.box.x1 <= plot.x0 + 2
        and overlap(run.box.y0, run.box.y1, plot.y0, plot.y1) > 0
        and run.size < CHARTS.larger * size
        and not _is_sentence(run.text)
    ]
    found = [run for run in level if plot.x0 - run.box.x1 <= CHARTS.beside * size]
    grown = True
    while grown:
        more = [run for run in _besides(level, found) if any(_goes_on(run, name) for name in found)]
        found, grown = [*found, *more], bool(more)
    return found


def _names_below(plot: Box, size: float, runs: Sequence[Line]) -> list[Line]:
    """Return what names the columns of a chart, below them: rows of several names."""
    found: list[Line] = []
    edge, reach = plot.y1, CHARTS.beside * size
    inside = [run for run in runs if plot.x0 - reach <= (run.box.x0 + run.box.x1) / 2 <= plot.x1 + reach]
    for run in sorted((run for run in inside if run.box.y1 > plot.y1), key=lambda run: run.box.y0):
        if run in found or not -size < run.box.y0 - edge <= reach:
            continue
        row = [other for other in inside if overlap(run.box.y0, run.box.y1, other.box.y0, other.box.y1) > 0.5 * size]
        if len(row) < CHARTS.ticks or any(
            _is_sentence(other.text) or other.size > CHARTS.larger * size for other in row
        ):
            break
        found += _besides(row, found)
        edge, reach = max(other.box.y1 for other in row), size
    return found


def _goes_on(run: Line, name: Line) -> bool:
    """Tell whether a run is another line of a name: right below or above it, and over or under it."""
    gap = max(run.box.y0 - name.box.y1, name.box.y0 - run.box.y1)
    return gap < CHARTS.apart * run.size and overlap(run.box.x0, run.box.x1, name.box.x0, name.box.x1) > 0


class _Signs:
    """The lines on a page that may be of signs before the entries of a legend, by where they stand across it."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = sorted(rules, key=_right)
        self._places = [_right(rule) for rule in self._rules]

    def before(self, run: Line) -> list[Rule]:
        """Return those before a run that are small, level with it and close to its beginning."""
        reach = (CHARTS.key + CHARTS.sign) * run.size
        near = slice(bisect_left(self._places, run.box.x0 - reach), bisect_right(self._places, run.box.x0 + 1))
        return [rule for rule in self._rules[near] if _is_sign(rule, run.box, run.size)]


def _right(rule: Rule) -> float:
    return rule.end if rule.horizontal else rule.at


def _is_entry(run: Line, signs: _Signs) -> bool:
    """Tell whether a sign of a legend is drawn before a run: a small patch, or a stroke at half its height."""
    if len(run.text) > CHARTS.entry or marks.ends_sentence(run.text):
        return False
    size, box = run.size, run.box
    middle = (box.y0 + box.y1) / 2
    near = signs.before(run)
    stroke = any(rule.horizontal and abs(rule.at - middle) < CHARTS.at * size for rule in near)
    sides = [rule for rule in near if not rule.horizontal and abs(rule.start + rule.end - 2 * middle) < size]
    return stroke or (len(sides) > 1 and any(rule.horizontal for rule in near))


def _is_sign(rule: Rule, box: Box, size: float) -> bool:
    """Tell whether a rule may be of a sign before a text: small, level with it, close to its beginning."""
    if rule.horizontal:
        gap, level, length = box.x0 - rule.end, box.y0 - 1 <= rule.at <= box.y1 + 1, rule.end - rule.start
        return level and -1 <= gap <= CHARTS.key * size and length <= CHARTS.stroke * size
    gap, length = box.x0 - rule.at, rule.end - rule.start
    level = box.y0 - 1 <= rule.start and rule.end <= box.y1 + 1
    return level and -1 <= gap <= (CHARTS.key + CHARTS.sign) * size and length <= CHARTS.sign * size


def _legend(chart: Box, keyed: Sequence[Line]) -> list[Line]:
    """Return the legend of a chart: the entries in it and close to it, and those close to them."""
    found: list[Line] = []
    grown = True
    while grown:
        whole = hull([chart, *(entry.box for entry in found)])
        more = [entry for entry in _besides(keyed, found) if _is_near(entry, whole)]
        found, grown = [*found, *more], bool(more)
    return found if len(found) >= CHARTS.entries else []


def _wrapped(legend: Sequence[Line], runs: Sequence[Line]) -> list[Line]:
    """Return the entries of a legend, each with the lines that it goes on with: right below, flush with it."""
    found: list[Line] = []
    for entry in legend:
        found.append(entry)
        for run in sorted(_besides(runs, [*legend, *found]), key=lambda run: run.box.y0):
            last = found[-1]
            near = -1 < run.box.y0 - last.box.y1 < CHARTS.apart * run.size
            flush = abs(run.box.x0 - last.box.x0) < CHARTS.flush * run.size
            if near and flush and abs(run.size - last.size) < CHARTS.size * run.size:
                found.append(run)
    return found


def _is_near(entry: Line, chart: Box) -> bool:
    """Tell whether an entry stands in a chart, or right beside, above or below it."""
    reach = CHARTS.beside * entry.size
    wide = replace(chart, x0=chart.x0 - reach, x1=chart.x1 + reach, y0=chart.y0 - reach, y1=chart.y1 + reach)
    return contains(wide, entry.box, 0.0)


def _belongs(run: Line, picture: Box, regions: Sequence[Region]) -> bool:
    """Tell whether a run is a label in a picture, and in no text that the layout sees in it."""
    if not contains(picture, run.box) or reads(run.text):
        return False
    return not any(region.kind != "picture" and contains(region.box, run.box) for region in regions)


def _besides(runs: Iterable[Line], taken: Iterable[Line]) -> list[Line]:
    ids = {id(run) for run in taken}
    return [run for run in runs if id(run) not in ids]
