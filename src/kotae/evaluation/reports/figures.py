"""The figures of a summary as a report lays them out: headlines, groups side by side, all metrics."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kotae.evaluation.measures.catalogue import METRICS, Metric, headline
from kotae.evaluation.model import Figure, Figures, Summary
from kotae.evaluation.reports.charts import Bar
from kotae.evaluation.reports.words import Say

GROUPED = ("Success@1", "nDCG@10", "contains", "f1", "number", "refusal_recall", "false_refusals", "ms_p50")
"""The metrics that groups are compared by."""

_CHARTED = ("Success@1", "nDCG@10", "contains", "f1")
_NAMES = {"ja": "Japanese", "en": "English"}
_MOST_ROWS = 30


@dataclass(frozen=True, slots=True)
class Tile:
    """A headline: the figure over all questions, and over those of each language where there are both."""

    metric: Metric
    figure: Figure
    languages: tuple[tuple[str, Figure], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A group and its figures, one for each metric of the table (None where it has none), over `count` questions.

    `role` is "whole" for all questions and "gap" for Japanese less English.
    """

    label: str
    figures: tuple[Figure | None, ...]
    count: int
    role: str = ""


@dataclass(frozen=True, slots=True)
class GroupTable:
    """The groups of one sort side by side, all questions first; `left_out` counts those that there was no room for."""

    by: str
    metrics: tuple[Metric, ...]
    rows: tuple[Row, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class MetricRow:
    """A metric over all questions and over each language; `gap` is Japanese less English."""

    metric: Metric
    figures: tuple[Figure | None, ...]
    gap: Figure | None
    count: int


@dataclass(frozen=True, slots=True)
class Family:
    """The metrics of one family."""

    name: str
    rows: tuple[MetricRow, ...]


@dataclass(frozen=True, slots=True)
class BarChart:
    """A metric over all questions, each language and each kind."""

    metric: Metric
    bars: tuple[Bar, ...]


def group_name(name: str, say: Say) -> str:
    """Return what a group is called."""
    return say(_NAMES[name]) if name in _NAMES else name


def languages(summary: Summary) -> list[str]:
    """Return the languages of a run's questions, Japanese first."""
    return sorted(summary.groups.get("language", {}), key=lambda name: (name != "ja", name))


def tiles(summary: Summary, say: Say) -> list[Tile]:
    """Return the headlines that the run has."""
    spoken = languages(summary)
    return [
        Tile(
            METRICS[name],
            summary.overall[name],
            tuple(
                (group_name(language, say), summary.groups["language"][language][name])
                for language in spoken
                if len(spoken) > 1 and name in summary.groups["language"][language]
            ),
        )
        for name in headline
        if name in summary.overall
    ]


def group_tables(summary: Summary, say: Say) -> list[GroupTable]:
    """Return a table for each sort of group that divides the questions."""
    tables = []
    for by in ("language", "kind", "document"):
        groups = summary.groups.get(by, {})
        if not groups:
            continue
        ordered = (
            languages(summary) if by == "language" else sorted(groups, key=lambda name: (-size(groups[name]), name))
        )
        metrics = [METRICS[name] for name in GROUPED if any(name in groups[key] for key in ordered)]
        rows = [_row(group_name(name, say), groups[name], metrics) for name in ordered[:_MOST_ROWS]]
        whole = _row(say("All"), summary.overall, metrics, "whole")
        gap = (
            [_row(say("Japanese less English"), summary.gap, metrics, "gap")]
            if by == "language" and summary.gap
            else []
        )
        tables.append(GroupTable(by, tuple(metrics), (whole, *rows, *gap), len(ordered) - len(rows)))
    return tables


def families(summary: Summary) -> list[Family]:
    """Return all metrics of a run, in the catalogue's order."""
    spoken = languages(summary)
    found: dict[str, list[MetricRow]] = {}
    for name, metric in METRICS.items():
        if name in summary.overall:
            own = (summary.groups["language"][language].get(name) for language in spoken)
            row = MetricRow(metric, (summary.overall[name], *own), summary.gap.get(name), summary.overall[name].count)
            found.setdefault(metric.family, []).append(row)
    return [Family(name, tuple(rows)) for name, rows in found.items()]


def bar_charts(summary: Summary, say: Say) -> list[BarChart]:
    """Return the charts of the metrics that matter most, a bar for each language and kind."""
    groups = [(say("All"), summary.overall)]
    groups += [(group_name(name, say), summary.groups["language"][name]) for name in languages(summary)]
    kinds = summary.groups.get("kind", {})
    most = sorted(kinds, key=lambda name: -size(kinds[name]))[:8]
    groups += [(group_name(name, say), kinds[name]) for name in most]
    return [BarChart(METRICS[name], _bars(name, groups)) for name in _CHARTED if name in summary.overall]


def size(figures: Figures) -> int:
    """Return how many questions a group has: as many as its metric over the most."""
    return max((figure.count for figure in figures.values()), default=0)


def _bars(name: str, groups: Iterable[tuple[str, Figures]]) -> tuple[Bar, ...]:
    return tuple(Bar(label, figures[name]) for label, figures in groups if name in figures)


def _row(label: str, figures: Figures, metrics: Sequence[Metric], role: str = "") -> Row:
    return Row(label, tuple(figures.get(metric.name) for metric in metrics), size(figures), role)
