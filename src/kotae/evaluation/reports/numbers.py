"""Numbers as reports write them: shares with three decimals, times in milliseconds, differences with their sign."""

import math
from collections.abc import Callable

from kotae.evaluation.measures.catalogue import Metric
from kotae.evaluation.measures.compare import Change
from kotae.evaluation.model import Figure
from kotae.evaluation.reports.words import Say, words

_MINUS = "−"
_ENGLISH = words("en")


def figure(metric: Metric, value: float) -> str:
    """Return a metric's value as it is read."""
    return milliseconds(value) if metric.family == "speed" else f"{value:.3f}"


def signed(metric: Metric, value: float) -> str:
    """Return a difference of two values of a metric; one that is too small to be read has no sign."""
    text = figure(metric, abs(value))
    if not any(digit in "123456789" for digit in text):
        return text
    return f"{'+' if value > 0 else _MINUS}{text}"


def interval(metric: Metric, found: Figure, say: Say = _ENGLISH) -> str:
    """Return the bounds of a figure's confidence interval, nothing where it has none."""
    return _bounds(metric, found, figure, say)


def signed_interval(metric: Metric, found: Figure | Change, say: Say = _ENGLISH) -> str:
    """Return the bounds of a difference's confidence interval, nothing where it has none."""
    return _bounds(metric, found, signed, say)


def _bounds(metric: Metric, found: Figure | Change, written: Callable[[Metric, float], str], say: Say) -> str:
    if found.low is None or found.high is None or math.isnan(found.low) or math.isnan(found.high):
        return ""
    return say("{low} to {high}", low=written(metric, found.low), high=written(metric, found.high))


def milliseconds(value: float) -> str:
    """Return a time with its unit, with a decimal where it is short."""
    return f"{value:,.0f} ms" if value >= 10 else f"{value:.1f} ms"


def probability(p: float | None) -> str:
    """Return a p-value as it is read, a dash where there is none."""
    if p is None or math.isnan(p):
        return "–"
    return "< 0.001" if p < 0.001 else f"{p:.3f}"
