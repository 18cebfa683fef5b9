"""A run as one HTML file that loads nothing: numbers, charts, and every failure with the page that it stands on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from kotae.evaluation.measures.compare import Comparison
from kotae.evaluation.model import Outcome, Summary
from kotae.evaluation.reports import charts, facts, figures, numbers, shown
from kotae.evaluation.reports.compared import compared_view
from kotae.evaluation.reports.failure_views import FailureView, badges, classes, failure_view
from kotae.evaluation.reports.failures import LABELS, Failure, evidence_rank, failures, has_evidence
from kotae.evaluation.reports.pictures import Album
from kotae.evaluation.reports.words import Say, words
from kotae.text.language import Language, detect

_WHOLE = 300
"""How many failures are shown whole; the others are listed."""

_PICTURED = 60
"""How many of them have pictures of pages."""

_SLOWEST = 3
_WRITERS = (
    numbers.figure,
    numbers.signed,
    numbers.milliseconds,
    numbers.probability,
)
_BOUNDS = (numbers.interval, numbers.signed_interval)


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
    album: Album,
    language: Language,
) -> str:
    """Return the report of a run as one HTML file, without scripts and without anything from elsewhere.

    Args:
        run: what run.json says; what is not there is left out.
        summary: what the run measured.
        outcomes: of all questions, in the order of their sets.
        comparison: with the baseline, where there is one.
        album: of the pages' pictures, asked for the first failures only; that of the report in the other language has them.
        language: in which it is said.
    """
    say = words(language)
    sets = shown.cut(", ".join(_set_names(run)), 120)
    title = say("Evaluation of {sets}", sets=sets) if sets else say("Evaluation")
    parts = {**_run(run, language), **_figures(summary, say), **_distributions(summary, outcomes)}
    failed = _failed(failures(outcomes), facts.strictness(run), album, say)
    compared = compared_view(comparison, outcomes, say) if comparison else None
    template = _environment(language).get_template("report.html")
    return template.render(title=title, spoken=language, comparison=compared, **parts, **failed)


def _run(run: Mapping[str, Any], language: Language) -> dict[str, Any]:
    return {
        "facts": facts.facts(run, words(language)),
        "problems": facts.problems(run, language),
        "settings": facts.settings(run),
        "strictness": facts.strictness(run),
    }


def _figures(summary: Summary, say: Say) -> dict[str, Any]:
    return {
        "lead": _lead(summary, say),
        "tiles": figures.tiles(summary, say),
        "groups": figures.group_tables(summary, say),
        "families": figures.families(summary),
        "columns": [say("All"), *(figures.group_name(name, say) for name in figures.languages(summary))],
        "has_gap": bool(summary.gap),
        "bars": figures.bar_charts(summary, say),
    }


def _distributions(summary: Summary, outcomes: Sequence[Outcome]) -> dict[str, Any]:
    return {
        "ranks": _ranks(outcomes),
        "curve": charts.curve(summary.risk_coverage, outcomes),
        "certainties": charts.certainties(outcomes),
        "latency": charts.latency(outcomes),
        "slowest": sorted(outcomes, key=lambda outcome: -outcome.milliseconds)[:_SLOWEST],
    }


def _failed(failed: Sequence[Failure], strictness: float | None, album: Album, say: Say) -> dict[str, Any]:
    views = _views(failed[:_WHOLE], strictness, album, say)
    return {
        "total": len(failed),
        "failures": views,
        "listed": [_listed(failure, say) for failure in failed[_WHOLE:]],
        "pictures": [picture for picture in album.pictures.values() if picture],
        "failure_lead": _failure_lead(failed, views, say),
        "filter_sets": _filters(failed, say),
        "filters": _filter_styles(),
    }


def _views(failed: Sequence[Failure], strictness: float | None, album: Album, say: Say) -> list[FailureView]:
    """Return the failures as they are shown, the first ones that have pages with their pictures."""
    views, pictured = [], 0
    for failure in failed:
        view = failure_view(failure, strictness, album if pictured < _PICTURED else None, say)
        pictured += bool(view.pages)
        views.append(view)
    return views


def _ranks(outcomes: Sequence[Outcome]) -> tuple[charts.Bin, ...]:
    asked = [outcome for outcome in outcomes if has_evidence(outcome.question)]
    return charts.rank_bins([evidence_rank(outcome) for outcome in asked]) if asked else ()


def _set_names(run: Mapping[str, Any]) -> list[str]:
    return [name.replace("\\", "/").rsplit("/", 1)[-1] for name in facts.sets(run)]


def _lead(summary: Summary, say: Say) -> str:
    counts = [
        say("{count:,} questions", count=summary.questions),
        say("{count:,} of them with an answer in the documents", count=summary.answerable),
    ]
    if summary.failed:
        counts.append(say("{count:,} raised an error", count=summary.failed))
    return say(", ").join(counts)


def _failure_lead(failed: Sequence[Failure], views: Sequence[FailureView], say: Say) -> str:
    told = [say("{count:,} questions failed, in the order of their sets.", count=len(failed))]
    if len(failed) > len(views):
        rest = "The first {count} are shown whole, the others are listed; questions.jsonl has them all."
        told.append(say(rest, count=len(views)))
    pictured = sum(bool(view.pages) for view in views)
    if pictured and pictured < len(views):
        few = "{count} have pictures of their pages, so that this file stays small enough to be sent."
        told.append(say(few, count=pictured))
    return " ".join(told)


def _filters(failed: Sequence[Failure], say: Say) -> list[Filter]:
    """Return what failures can be chosen by; a choice that would leave none is not offered."""
    kinds = [Choice(kind, say(label), sum(kind in one.kinds for one in failed)) for kind, label in LABELS.items()]
    spoken = [failure.outcome.question.language for failure in failed]
    languages = [Choice(name, figures.group_name(name, say), spoken.count(name)) for name in ("ja", "en")]
    every = Choice("all", say("All"), len(failed))
    found = [
        Filter("kind", say("What failed"), _offered(every, kinds)),
        Filter("language", say("Language"), _offered(every, languages)),
    ]
    return [one for one in found if len(one.choices) > 2]


def _offered(every: Choice, choices: Iterable[Choice]) -> tuple[Choice, ...]:
    return (every, *(choice for choice in choices if choice.count))


def _filter_styles() -> Markup:
    """Return the style sheet that hides what is not chosen: filters that need no script."""
    chosen = [("kind", kind, "is") for kind in LABELS] + [("language", language, "in") for language in ("ja", "en")]
    rule = "body:has(#{0}-{1}:checked) :is(.failure, .failure-row):not(.{2}-{1}) {{ display: none; }}"
    return Markup("\n").join(Markup(rule.format(*one)) for one in chosen)


def _listed(failure: Failure, say: Say) -> Listed:
    question = failure.outcome.question
    return Listed(question.id, question.question, detect(question.question), classes(failure), badges(failure, say))


def _clean(value: Any) -> Any:
    """Take out of every text that is put into the page what no page can hold."""
    return shown.clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _environment(language: Language) -> Environment:
    environment = Environment(
        loader=PackageLoader("kotae.evaluation.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_clean,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    say = words(language)
    environment.globals.update({function.__name__: function for function in _WRITERS}, say=say)
    environment.globals.update({function.__name__: partial(function, say=say) for function in _BOUNDS})
    environment.filters.update(cut=shown.cut, language=detect)
    return environment
