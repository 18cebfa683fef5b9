"""A run as a short Markdown text: what was asked, the headlines, where it is weak, what changed."""

from collections.abc import Mapping, Sequence
from typing import Any

from kotae.evaluation.measures.catalogue import METRICS, headline
from kotae.evaluation.measures.compare import Comparison
from kotae.evaluation.model import Figure, Figures, Summary
from kotae.evaluation.reports import facts, figures, numbers, shown
from kotae.evaluation.reports.compared import comparison_markdown

_PROBLEMS = 10


def summary_markdown(run: Mapping[str, Any], summary: Summary, comparison: Comparison | None) -> str:
    """Return the summary of a run as Markdown that can be read in a terminal as it is.

    Args:
        run: what run.json says; what is not there is left out.
        summary: what the run measured.
        comparison: with the baseline, where there is one.
    """
    parts = [["# Evaluation", "", *_facts(run, summary)], ["## Numbers", "", *_headlines(summary)]]
    kinds = summary.groups.get("kind", {})
    if kinds:
        parts.append(["## By kind", "", *_kinds(kinds)])
    if comparison:
        parts.append(["## Against the baseline", "", comparison_markdown(comparison, short=True).rstrip("\n")])
    problems = facts.problems(run)
    if problems:
        more = [f"- and {len(problems) - _PROBLEMS:,} more"] if len(problems) > _PROBLEMS else []
        listed = [f"- {shown.markdown(problem)}" for problem in problems[:_PROBLEMS]]
        parts.append(["## Gold that the index does not hold", "", *listed, *more])
    parts.append(["Each failure with its page is in report.html, every question in questions.jsonl."])
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _facts(run: Mapping[str, Any], summary: Summary) -> list[str]:
    counts = f"{summary.questions:,}, {summary.answerable:,} of them answerable, {summary.failed:,} raised an error"
    return [f"- {name}: {shown.markdown(value)}" for name, value in [("Questions", counts), *facts.facts(run)]]


def _headlines(summary: Summary) -> list[str]:
    """Return the headlines over all questions and each language, and the gap between the two."""
    spoken = figures.languages(summary)
    gap = bool(summary.gap)
    header = [
        "Metric",
        "All",
        *map(figures.group_name, spoken),
        *(["Japanese less English"] if gap else []),
        "Questions",
    ]
    rows = []
    for name in headline:
        if name not in summary.overall:
            continue
        own = [summary.overall[name], *(summary.groups["language"][language].get(name) for language in spoken)]
        row = [METRICS[name].label, *(_figure(name, found) for found in own)]
        rows.append([*row, *([_gap(name, summary.gap.get(name))] if gap else []), f"{summary.overall[name].count:,}"])
    return [*shown.table(header, rows), "", "In brackets: 95% bootstrap intervals."]


def _kinds(kinds: Mapping[str, Figures]) -> list[str]:
    metrics = [METRICS[name] for name in figures.GROUPED if any(name in own for own in kinds.values())]
    header = ["Kind", *(metric.label for metric in metrics), "Questions"]
    return shown.table(header, [_kind(name, own, [metric.name for metric in metrics]) for name, own in kinds.items()])


def _kind(kind: str, own: Figures, names: Sequence[str]) -> list[str]:
    values = [numbers.figure(METRICS[name], own[name].value) if name in own else "–" for name in names]
    return [shown.markdown(figures.group_name(kind)), *values, f"{figures.size(own):,}"]


def _figure(name: str, found: Figure | None) -> str:
    if found is None:
        return "–"
    bounds = numbers.interval(METRICS[name], found)
    return numbers.figure(METRICS[name], found.value) + (f" ({bounds})" if bounds else "")


def _gap(name: str, found: Figure | None) -> str:
    if found is None:
        return "–"
    bounds = numbers.signed_interval(METRICS[name], found)
    return numbers.signed(METRICS[name], found.value) + (f" ({bounds})" if bounds else "")
