"""What the charts of a report show, as numbers; the template draws them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kotae.evaluation.measures.figures import latencies
from kotae.evaluation.measures.refusals import wrong
from kotae.evaluation.model import Figure, Outcome

_POINTS = 200
_LATENCY_BINS = 20
_RANKS = ((1, 1, "1"), (2, 2, "2"), (3, 3, "3"), (4, 5, "4–5"), (6, 10, "6–10"))
_STEPS = (1.0, 2.0, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Bar:
    """A group of questions and the metric's figure over them."""

    label: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Bin:
    """One bar of a histogram: what it counts, how many, and which share of all."""

    label: str
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class Series:
    """A named histogram over the same bins as others beside it."""

    name: str
    count: int
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """The risk-coverage curve, thinned, and the point (coverage, risk) where the strictness of the run stands."""

    points: tuple[tuple[float, float], ...]
    here: tuple[float, float]
    top: float


@dataclass(frozen=True, slots=True)
class Latency:
    """A histogram of milliseconds: bins of `width` from 0, the last one open, and percentiles by name."""

    bins: tuple[Bin, ...]
    width: float
    percentiles: tuple[tuple[str, float], ...]


def curve(points: Sequence[tuple[float, float]], outcomes: Sequence[Outcome]) -> Curve | None:
    """Return the risk-coverage curve with where it is cut by the answers that were told, or None where it has no points."""
    if not points:
        return None
    judged = [outcome for outcome in outcomes if wrong(outcome) is not None]
    told = sum(outcome.status == "answered" for outcome in judged) / max(1, len(judged))
    below = [point for point in points if point[0] <= told + 1e-9]
    places = np.unique(np.linspace(0, len(points) - 1, min(len(points), _POINTS)).round().astype(int))
    highest = max(risk for _, risk in points)
    top = next(step for step in (0.1, 0.2, 0.4, 0.6, 0.8, 1.0) if highest <= step or step == 1.0)
    return Curve(tuple(points[place] for place in places), below[-1] if below else points[0], top)


def rank_bins(ranks: Sequence[int | None]) -> tuple[Bin, ...]:
    """Return how many questions had their evidence first at which rank; None is a question whose evidence was not found."""
    total = max(1, len(ranks))
    counts = [(name, sum(rank is not None and low <= rank <= high for rank in ranks)) for low, high, name in _RANKS]
    counts.append(("not", len(ranks) - sum(count for _, count in counts)))
    return tuple(Bin(name, count, count / total) for name, count in counts)


def latency(outcomes: Sequence[Outcome]) -> Latency | None:
    """Return the distribution of the time per question, or None where none was asked to the end."""
    times = np.array([outcome.milliseconds for outcome in outcomes if outcome.status != "failed"])
    if not len(times):
        return None
    percentiles = tuple((name.removeprefix("ms_"), value) for name, value in latencies(outcomes).items())
    width = _round_step(max(percentiles[-1][1], 1e-3) / (_LATENCY_BINS - 1))
    number = int(percentiles[-1][1] // width) + 2
    places = np.minimum((times // width).astype(int), number - 1)
    counts = np.bincount(places, minlength=number).tolist()
    labels = [f"{place * width:g}–{(place + 1) * width:g} ms" for place in range(number - 1)]
    labels.append(f"{(number - 1) * width:g} ms or more")
    shown = (Bin(label, count, count / len(times)) for label, count in zip(labels, counts, strict=True))
    return Latency(tuple(shown), width, percentiles)


def certainties(outcomes: Sequence[Outcome]) -> tuple[Series, ...]:
    """Return how certain Kotae was of the questions that have an answer and of those that have none, in ten bins each."""
    found = []
    for name, answerable in (("answerable", True), ("unanswerable", False)):
        values = [
            outcome.certainty
            for outcome in outcomes
            if outcome.status != "failed" and outcome.question.answerable == answerable
        ]
        if values:
            counts, _ = np.histogram(np.clip(values, 0.0, 1.0), bins=10, range=(0.0, 1.0))
            found.append(Series(name, len(values), tuple((counts / len(values)).tolist())))
    return tuple(found)


def _round_step(least: float) -> float:
    """Return the next of 1, 2, 5, 10, 20, ... (or a tenth of one) that is not less."""
    power = 10.0 ** np.floor(np.log10(least))
    return float(next(step for step in _STEPS if step * power >= least * (1 - 1e-9)) * power)
