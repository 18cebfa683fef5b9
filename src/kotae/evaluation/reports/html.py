"""A run as one HTML file that loads nothing: numbers, charts, and every failure with the page that it stands on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from kotae.evaluation.measures.compare import Comparison
from kotae.evaluation.model import Outcome, Summary
from kotae.evaluation.reports import charts, facts, figures, numbers, shown
from kotae.evaluation.reports.compared import compared_view
from kotae.evaluation.reports.failure_views import FailureView, badges, classes, failure_view
from kotae.evaluation.reports.failures import LABELS, Failure, evidence_rank, failures, has_evidence
from kotae.evaluation.reports.pictures import Album, Draw
from kotae.text.language import Language, detect

_WHOLE = 300
"""How many failures are shown whole; the others are listed."""

_PICTURED = 60
"""How many of them have pictures of pages."""

_SLOWEST = 3
_WRITERS = (
    numbers.figure,
    numbers.signed,
    numbers.interval,
    numbers.signed_interval,
    numbers.milliseconds,
    numbers.probability,
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A failure that is only named."""

    id: str
    question: str
    language: Language
    classes: str
    badges: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a filter, and how many failures it leaves."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Filter:
    """What failures can be chosen by."""

    name: str
    legend: str
    choices: tuple[Choice, ...]


def report_html(
    run: Mapping[str, Any],
    summary: Summary,
    outcomes: Sequence[Outcome],
    comparison: Comparison | None,
    pictures: Draw,
) -> str:
    """Return the report of a run as one HTML file, without scripts and without anything from elsewhere.

    Args:
        run: what run.json says; what is not there is left out.
        summary: what the run measured.
        outcomes: of all questions, in the order of their sets.
        comparison: with the baseline, where there is one.
        pictures: gives the page that a hit stands on as a PNG of `pdf.render.SCALE` pixels per point, or None for a text
            without pages; asked for the first failures only.
    """
    title = f"Evaluation of {shown.cut(', '.join(_set_names(run)), 120)}" if _set_names(run) else "Evaluation"
    parts = {**_run(run), **_figures(summary), **_distributions(summary, outcomes)}
    failed = _failed(failures(outcomes), facts.strictness(run), Album(pictures))
    compared = compared_view(comparison, outcomes) if comparison else None
    template = _environment().get_template("report.html")
    return template.render(title=title, comparison=compared, **parts, **failed)


def _run(run: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "facts": facts.facts(run),
        "problems": facts.problems(run),
        "settings": facts.settings(run),
        "strictness": facts.strictness(run),
    }


def _figures(summary: Summary) -> dict[str, Any]:
    return {
        "lead": _lead(summary),
        "tiles": figures.tiles(summary),
        "groups": figures.group_tables(summary),
        "families": figures.families(summary),
        "columns": ["All", *map(figures.group_name, figures.languages(summary))],
        "has_gap": bool(summary.gap),
        "bars": figures.bar_charts(summary),
    }


def _distributions(summary: Summary, outcomes: Sequence[Outcome]) -> dict[str, Any]:
    return {
        "ranks": _ranks(outcomes),
        "curve": charts.curve(summary.risk_coverage, outcomes),
        "certainties": charts.certainties(outcomes),
        "latency": charts.latency(outcomes),
        "slowest": sorted(outcomes, key=lambda outcome: -outcome.milliseconds)[:_SLOWEST],
    }


def _failed(failed: Sequence[Failure], strictness: float | None, album: Album) -> dict[str, Any]:
    views = _views(failed[:_WHOLE], strictness, album)
    return {
        "total": len(failed),
        "failures": views,
        "listed": [_listed(failure) for failure in failed[_WHOLE:]],
        "pictures": [picture for picture in album.pictures.values() if picture],
        "failure_lead": _failure_lead(failed, views),
        "filter_sets": _filters(failed),
        "filters": _filter_styles(),
    }


def _views(failed: Sequence[Failure], strictness: float | None, album: Album) -> list[FailureView]:
    """Return the failures as they are shown, the first ones that have pages with their pictures."""
    views, pictured = [], 0
    for failure in failed:
        view = failure_view(failure, strictness, album if pictured < _PICTURED else None)
        pictured += bool(view.pages)
        views.append(view)
    return views


def _ranks(outcomes: Sequence[Outcome]) -> tuple[charts.Bin, ...]:
    asked = [outcome for outcome in outcomes if has_evidence(outcome.question)]
    return charts.rank_bins([evidence_rank(outcome) for outcome in asked]) if asked else ()


def _set_names(run: Mapping[str, Any]) -> list[str]:
    return [name.replace("\\", "/").rsplit("/", 1)[-1] for name in facts.sets(run)]


def _lead(summary: Summary) -> str:
    counts = [f"{summary.questions:,} questions", f"{summary.answerable:,} of them with an answer in the documents"]
    if summary.failed:
        counts.append(f"{summary.failed:,} raised an error")
    return ", ".join(counts)


def _failure_lead(failed: Sequence[Failure], views: Sequence[FailureView]) -> str:
    told = [f"{len(failed):,} questions failed, in the order of their sets."]
    if len(failed) > len(views):
        told.append(f"The first {len(views)} are shown whole, the others are listed; questions.jsonl has them all.")
    pictured = sum(bool(view.pages) for view in views)
    if pictured and pictured < len(views):
        told.append(f"{pictured} have pictures of their pages, so that this file stays small enough to be sent.")
    return " ".join(told)


def _filters(failed: Sequence[Failure]) -> list[Filter]:
    """Return what failures can be chosen by; a choice that would leave none is not offered."""
    kinds = [Choice(kind, label, sum(kind in one.kinds for one in failed)) for kind, label in LABELS.items()]
    spoken = [failure.outcome.question.language for failure in failed]
    languages = [Choice(name, figures.group_name(name), spoken.count(name)) for name in ("ja", "en")]
    every = Choice("all", "All", len(failed))
    found = [
        Filter("kind", "What failed", _offered(every, kinds)),
        Filter("language", "Language", _offered(every, languages)),
    ]
    return [one for one in found if len(one.choices) > 2]


def _offered(every: Choice, choices: Iterable[Choice]) -> tuple[Choice, ...]:
    return (every, *(choice for choice in choices if choice.count))


def _filter_styles() -> Markup:
    """Return the style sheet that hides what is not chosen: filters that need no script."""
    chosen = [("kind", kind, "is") for kind in LABELS] + [("language", language, "in") for language in ("ja", "en")]
    rule = "body:has(#{0}-{1}:checked) :is(.failure, .failure-row):not(.{2}-{1}) {{ display: none; }}"
    return Markup("\n").join(Markup(rule.format(*one)) for one in chosen)


def _listed(failure: Failure) -> Listed:
    question = failure.outcome.question
    return Listed(question.id, question.question, detect(question.question), classes(failure), badges(failure))


def _clean(value: Any) -> Any:
    """Take out of every text that is put into the page what no page can hold."""
    return shown.clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("kotae.evaluation.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_clean,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update({function.__name__: function for function in _WRITERS})
    environment.filters.update(cut=shown.cut, language=detect)
    return environment
