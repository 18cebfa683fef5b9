"""A run as a short Markdown text: what was asked, the headlines, where it is weak, what changed."""

from collections.abc import Mapping, Sequence
from typing import Any

from kotae.evaluation.measures.catalogue import METRICS, headline
from kotae.evaluation.measures.compare import Comparison
from kotae.evaluation.model import Figure, Figures, Summary
from kotae.evaluation.reports import facts, figures, numbers, shown
from kotae.evaluation.reports.compared import comparison_markdown
from kotae.evaluation.reports.words import Say, words
from kotae.evaluation.store import REPORTS
from kotae.text.language import Language

_PROBLEMS = 10


def summary_markdown(
    run: Mapping[str, Any], summary: Summary, comparison: Comparison | None, language: Language
) -> str:
    """Return the summary of a run as Markdown that can be read in a terminal as it is.

    Args:
        run: what run.json says; what is not there is left out.
        summary: what the run measured.
        comparison: with the baseline, where there is one.
        language: in which it is said.
    """
    say = words(language)
    parts = [
        [f"# {say('Evaluation')}", "", *_facts(run, summary, say)],
        [f"## {say('Numbers')}", "", *_headlines(summary, say)],
    ]
    kinds = summary.groups.get("kind", {})
    if kinds:
        parts.append([f"## {say('By kind')}", "", *_kinds(kinds, say)])
    if comparison:
        changed = comparison_markdown(comparison, language, short=True).rstrip("\n")
        parts.append([f"## {say('Against the baseline')}", "", changed])
    problems = facts.problems(run, language)
    if problems:
        more = [f"-{say(' and {count:,} more', count=len(problems) - _PROBLEMS)}"] if len(problems) > _PROBLEMS else []
        listed = [f"- {shown.markdown(problem)}" for problem in problems[:_PROBLEMS]]
        parts.append([f"## {say('Gold that the index does not hold')}", "", *listed, *more])
    told = "Each failure with its page is in {report}, every question in questions.jsonl."
    parts.append([say(told, report=REPORTS[language])])
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _facts(run: Mapping[str, Any], summary: Summary, say: Say) -> list[str]:
    counts = say(
        "{questions:,}, {answerable:,} of them answerable, {failed:,} raised an error",
        questions=summary.questions,
        answerable=summary.answerable,
        failed=summary.failed,
    )
    told = [(say("Questions"), counts), *facts.facts(run, say)]
    return [f"- {name}: {shown.markdown(value)}" for name, value in told]


def _headlines(summary: Summary, say: Say) -> list[str]:
    """Return the headlines over all questions and each language, and the gap between the two."""
    spoken = figures.languages(summary)
    gap = bool(summary.gap)
    header = [
        say("Metric"),
        say("All"),
        *(figures.group_name(name, say) for name in spoken),
        *([say("Japanese less English")] if gap else []),
        say("Questions"),
    ]
    rows = []
    for name in headline:
        if name not in summary.overall:
            continue
        own = [summary.overall[name], *(summary.groups["language"][language].get(name) for language in spoken)]
        row = [say(METRICS[name].label), *(_figure(name, found, say) for found in own)]
        rows.append(
            [*row, *([_gap(name, summary.gap.get(name), say)] if gap else []), f"{summary.overall[name].count:,}"]
        )
    return [*shown.table(header, rows), "", say("In brackets: 95% bootstrap intervals.")]


def _kinds(kinds: Mapping[str, Figures], say: Say) -> list[str]:
    metrics = [METRICS[name] for name in figures.GROUPED if any(name in own for own in kinds.values())]
    header = [say("Kind"), *(say(metric.label) for metric in metrics), say("Questions")]
    names = [metric.name for metric in metrics]
    return shown.table(header, [_kind(figures.group_name(name, say), own, names) for name, own in kinds.items()])


def _kind(kind: str, own: Figures, names: Sequence[str]) -> list[str]:
    values = [numbers.figure(METRICS[name], own[name].value) if name in own else "–" for name in names]
    return [shown.markdown(kind), *values, f"{figures.size(own):,}"]


def _figure(name: str, found: Figure | None, say: Say) -> str:
    if found is None:
        return "–"
    bounds = numbers.interval(METRICS[name], found, say)
    return numbers.figure(METRICS[name], found.value) + (f" ({bounds})" if bounds else "")


def _gap(name: str, found: Figure | None, say: Say) -> str:
    if found is None:
        return "–"
    bounds = numbers.signed_interval(METRICS[name], found, say)
    return numbers.signed(METRICS[name], found.value) + (f" ({bounds})" if bounds else "")
