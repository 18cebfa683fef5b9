"""A question set to a finished run: read, asked, measured, written."""

import itertools
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from kotae.app import Kotae
from kotae.evaluation import store
from kotae.evaluation.described import described, digest
from kotae.evaluation.measures.compare import Comparison, compare
from kotae.evaluation.measures.missing import missing_evidence
from kotae.evaluation.measures.summarise import summarise, values
from kotae.evaluation.model import Outcome, Question, Summary
from kotae.evaluation.pictures import page_pictures
from kotae.evaluation.reports.html import report_html
from kotae.evaluation.reports.markdown import summary_markdown
from kotae.evaluation.reports.pictures import Album
from kotae.evaluation.running import outcomes

RUNS = Path("runs")
"""Where runs go that are given no folder."""

_SEED = 0
"""Of the resampling: the same run gives the same intervals."""

# Told how many questions are answered and how many there are; what it raises stops the run, which can be gone on with.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A finished run: its folder, what it measured, the comparison with the baseline where there is one."""

    folder: Path
    run: Mapping[str, Any]
    summary: Summary
    comparison: Comparison | None


@dataclass(frozen=True, slots=True)
class Plan:
    """A run before it starts: its questions, where it goes, what was answered before, what is wrong with the gold."""

    sets: tuple[Path, ...]
    questions: tuple[Question, ...]
    folder: Path
    unfinished: store.Unfinished
    known: Mapping[str, Outcome]
    problems: tuple[str, ...]
    baseline: store.Stored | None


def plan(
    kotae: Kotae,
    sets: Sequence[Path],
    questions: tuple[Question, ...],
    out: Path | None = None,
    baseline: Path | None = None,
) -> Plan:
    """Read and check everything that a run needs; nothing is written.

    Args:
        kotae: what is to be asked.
        sets: files with questions.
        questions: what is read of them.
        out: the run's folder; where None, one below `RUNS`: that of an unfinished run of the same, or a new one.
        baseline: the folder of a finished run to compare with.

    Raises:
        RunError: the baseline cannot be read, or the folder holds something else.
    """
    earlier = store.read(baseline) if baseline else None
    decides = {
        "kotae": version("kotae"),
        "index": kotae.index.manifest.sources,
        "units": kotae.index.manifest.checksums,
        "strictness": kotae.settings.strictness,
    }
    mark = store.fingerprint(questions, decides)
    folder = out or _folder(sets[0].stem, mark)
    unfinished = store.Unfinished(folder, mark)
    return Plan(
        tuple(sets), questions, folder, unfinished, unfinished.read(), tuple(_missing(kotae, questions)), earlier
    )


def carry_out(kotae: Kotae, planned: Plan, jobs: int, on_progress: Progress) -> Evaluated:
    """Ask what is still to be asked, measure, and write the run.

    Args:
        kotae: what is asked.
        planned: what to do.
        jobs: how many processes search and answer, at most.
        on_progress: told after every question; it may raise to stop, and what is answered is kept.

    Raises:
        RunError: the folder cannot be written.
    """
    found = dict(planned.known)
    waiting = [question for question in planned.questions if question.id not in found]
    started = time.perf_counter()
    on_progress(len(found), len(planned.questions))
    try:
        for outcome in outcomes(kotae, waiting, jobs):
            planned.unfinished.add(outcome)
            found[outcome.question.id] = outcome
            on_progress(len(found), len(planned.questions))
    finally:
        planned.unfinished.close()
    seconds = time.perf_counter() - started
    ordered = tuple(found[question.id] for question in planned.questions)
    return _written(kotae, planned, ordered, jobs, len(waiting), seconds)


def _written(
    kotae: Kotae, planned: Plan, ordered: tuple[Outcome, ...], jobs: int, asked: int, seconds: float
) -> Evaluated:
    summary = summarise(ordered, _SEED)
    earlier = planned.baseline
    comparison = compare(earlier.outcomes, ordered, _SEED) if earlier else None
    run = {
        **described(kotae),
        "sets": [{"file": str(path), "sha256": digest(path)} for path in planned.sets],
        "questions": len(ordered),
        "problems": list(planned.problems),
        "baseline": str(earlier.folder) if earlier else None,
        "seed": _SEED,
        "jobs": jobs,
        "asked": asked,
        "seconds": round(seconds, 3),
        "questions_per_second": round(asked / seconds, 3) if asked else None,
        "summary": asdict(summary),
    }
    pages = {name: summary_markdown(run, summary, comparison, one) for one, name in store.SUMMARIES.items()}
    with page_pictures(kotae) as pictures:
        album = Album(pictures)
        for language, name in store.REPORTS.items():
            pages[name] = report_html(run, summary, ordered, comparison, album, language)
    store.write(planned.folder, run, ordered, values(ordered), pages)
    planned.unfinished.remove()
    return Evaluated(planned.folder, run, summary, comparison)


def _folder(stem: str, mark: str) -> Path:
    """Return the folder of the newest unfinished run of the same, or else one named after the set and the time."""
    for folder in sorted(RUNS.glob(f"{stem}-*"), reverse=True):
        if store.is_of(folder, mark):
            return folder
    name = f"{stem}-{datetime.now():%Y%m%d-%H%M%S}"
    again = (f"{name}-{number}" for number in itertools.count(2))
    return next(RUNS / one for one in itertools.chain([name], again) if not (RUNS / one).exists())


def _missing(kotae: Kotae, questions: Sequence[Question]) -> list[str]:
    documents = kotae.index.records.documents
    units = (
        (document.id, document.name, unit.page, unit.text)
        for document in documents
        for unit in kotae.units(document.id)
    )
    return missing_evidence(questions, units)
