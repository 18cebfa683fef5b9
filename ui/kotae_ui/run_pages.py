"""Evaluations as HTML: how far a run is, and what a finished one measured, with its report."""

from dataclasses import dataclass
from urllib.parse import quote

from kotae.evaluation.measures.catalogue import METRICS, headline
from kotae.evaluation.model import Summary
from kotae.evaluation.reports.numbers import figure, interval
from kotae_ui.evaluating import Progress
from kotae_ui.pages import template
from kotae_ui.runs import Finished, called


@dataclass(frozen=True, slots=True)
class Tile:
    """A headline metric: its value with its confidence interval, over how many questions, and in each language."""

    name: str
    value: str
    bounds: str
    count: int
    languages: tuple[tuple[str, str], ...]


def progress_html(progress: Progress) -> str:
    """Return how far a run is, or how the last one ended where there is something to say of it."""
    if progress.state in ("idle", "done"):
        return ""
    left = progress.seconds_left
    return template(
        "evaluating.html",
        progress=progress,
        called=called(progress.questions),
        left=None if left is None else max(1, round(left)),
        key="evaluate.failed",
        id="kt-failed",
        lines=progress.errors,
    )


def refused_html(key: str, name: str, lines: tuple[str, ...]) -> str:
    """Return what is wrong with a file, each thing on its line."""
    return template("refused.html", key=key, called=name, lines=lines, id="kt-refused")


def run_html(run: Finished) -> str:
    """Return a finished run: headlines, files, problems, and the whole report in a frame of its own."""
    return template(
        "run.html",
        run=run,
        tiles=_tiles(run.summary),
        address=f"kotae/evaluation/{quote(run.name)}",
        seconds=f"{run.seconds:.1f}" if run.seconds < 10 else f"{run.seconds:,.0f}",
    )


def _tiles(summary: Summary) -> list[Tile]:
    """Return the headlines that a run has; those by language where it has both."""
    spoken = [name for name in ("ja", "en") if name in summary.groups.get("language", {})]
    tiles = []
    for name in headline:
        if name not in summary.overall:
            continue
        metric, found = METRICS[name], summary.overall[name]
        parts = [(language, summary.groups["language"][language].get(name)) for language in spoken]
        languages = tuple((language, figure(metric, part.value)) for language, part in parts if part)
        shown = languages if len(spoken) > 1 else ()
        bounds = interval(metric, found).replace(" to ", "–")  # in both languages
        tiles.append(Tile(name, figure(metric, found.value), bounds, found.count, shown))
    return tiles
