"""What a run must reach, so that it can stand in continuous integration: `nDCG@10=0.9`, `en/Success@1=0.8`."""

from dataclasses import dataclass

from kotae.errors import KotaeError
from kotae.evaluation.measures.catalogue import METRICS
from kotae.evaluation.model import Summary


@dataclass(frozen=True, slots=True)
class Threshold:
    """A metric, of a group where one is named (a language, kind or document), and the worst value that will do."""

    group: str
    metric: str
    value: float


def parsed(text: str) -> Threshold:
    """Read a threshold.

    Raises:
        KotaeError: it is not of the form METRIC=VALUE or GROUP/METRIC=VALUE, or no metric has this name.
    """
    name, _, value = text.rpartition("=")
    group, _, metric = name.rpartition("/")
    if metric not in METRICS:
        raise KotaeError(f"--fail-under {text}: no metric is called {metric!r}. There are: {', '.join(METRICS)}.")
    try:
        return Threshold(group, metric, float(value))
    except ValueError:
        raise KotaeError(f"--fail-under {text}: {value!r} is not a number. For example: {metric}=0.8") from None


def unmet(summary: Summary, threshold: Threshold) -> str:
    """Return the line that says that a threshold is not met, or nothing where it is.

    A metric where less is better must not be above the value. One that was not measured is not met.
    """
    name = f"{threshold.group}/{threshold.metric}" if threshold.group else threshold.metric
    groups = [values[threshold.group] for values in summary.groups.values() if threshold.group in values]
    figures = groups[0] if groups else {} if threshold.group else summary.overall
    figure = figures.get(threshold.metric)
    if figure is None:
        return f"{name} was not measured: no question of the set has what it needs."
    higher = METRICS[threshold.metric].higher_is_better
    if figure.value >= threshold.value if higher else figure.value <= threshold.value:
        return ""
    return f"{name} is {figure.value:.4f}, {'under' if higher else 'over'} {threshold.value:g}."
