"""Two runs over the same questions: what changed, how sure that is, which questions were won and lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kotae.evaluation.measures.figures import Table, latencies
from kotae.evaluation.measures.statistics import Floats, interval, paired_randomisation, resamples
from kotae.evaluation.measures.summarise import values
from kotae.evaluation.model import Outcome

# The lists of questions won and lost, and the measure that says of a question whether it is right.
_DECIDING = {"Success@1": "Success@1", "contains": "contains", "refusals": "refusal_recall"}


@dataclass(frozen=True, slots=True)
class Change:
    """A metric in both runs: `difference` is b less a, `low` and `high` its 95% interval, `p` of the randomisation test.

    `count` is how many questions the metric is over, in both runs the lesser number. Latency has neither interval nor p.
    """

    a: float
    b: float
    difference: float
    low: float | None
    high: float | None
    p: float | None
    count: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from run a, the baseline, to run b, over the questions that both asked in the same words.

    `only_a`, `only_b` and `reworded` count the questions that were left out. `won` and `lost` are ids of questions that are
    right in b alone and in a alone: by "Success@1", by "contains" (the answer holds a right answer), and by "refusals" (an
    unanswerable question is refused).
    """

    questions: int
    only_a: int
    only_b: int
    reworded: int
    metrics: Mapping[str, Change]
    won: Mapping[str, tuple[str, ...]]
    lost: Mapping[str, tuple[str, ...]]


def compare(a: Sequence[Outcome], b: Sequence[Outcome], seed: int) -> Comparison:
    """Compare two runs question by question; a is the baseline, and every difference is b less a.

    Args:
        a: the outcomes of the baseline; its questions' ids are unique.
        b: the outcomes of the other run, likewise.
        seed: of the samples and exchanges; the same outcomes and seed give the same figures.
    """
    first, second = ({outcome.question.id: outcome for outcome in run} for run in (a, b))
    shared = [name for name in first if name in second]
    same = [name for name in shared if first[name].question.question == second[name].question.question]
    paired = [first[name] for name in same], [second[name] for name in same]
    measured = values(paired[0]), values(paired[1])
    gained = [_gained(same, *measured), _gained(same, *reversed(measured))]
    return Comparison(
        questions=len(same),
        only_a=len(first) - len(shared),
        only_b=len(second) - len(shared),
        reworded=len(shared) - len(same),
        metrics=_changes(paired, measured, seed) if same else {},
        won=gained[0],
        lost=gained[1],
    )


def _changes(
    paired: tuple[Sequence[Outcome], Sequence[Outcome]],
    measured: tuple[Sequence[Mapping[str, float]], Sequence[Mapping[str, float]]],
    seed: int,
) -> dict[str, Change]:
    """Return the change of every metric that both runs have; both runs are in one table, the baseline first."""
    number = len(paired[0])
    table = Table([*paired[0], *paired[1]], [*measured[0], *measured[1]])

    def difference(one: Floats, other: Floats) -> Floats:
        change: Floats = table.figures(other) - table.figures(one)
        return change

    every = np.ones((1, number))
    before, after = table.figures(_first(every))[0], table.figures(_second(every))[0]
    drawn = resamples(number, np.random.SeedSequence(seed))
    low, high = interval(np.vstack([difference(_first(weights), _second(weights)) for weights in drawn]))
    p = paired_randomisation(difference, number, seed)
    counts = [_counts(*run) for run in zip(paired, measured, strict=True)]
    changes = {}
    for place, name in enumerate(table.names):
        one, other = float(before[place]), float(after[place])
        if not np.isnan(other - one):
            least, most = (float(low[place]), float(high[place])) if number > 1 else (None, None)
            count = min(own[name] for own in counts)
            changes[name] = Change(one, other, other - one, least, most, float(p[place]), count)
    return changes | _times(paired)


def _first(weights: Floats) -> Floats:
    """Return weights of questions as weights of the outcomes of both runs, those of the second left out."""
    return np.hstack([weights, np.zeros_like(weights)])


def _second(weights: Floats) -> Floats:
    return np.hstack([np.zeros_like(weights), weights])


def _counts(outcomes: Sequence[Outcome], measured: Sequence[Mapping[str, float]]) -> dict[str, int]:
    table = Table(outcomes, measured)
    return dict(zip(table.names, table.counts, strict=True))


def _times(paired: tuple[Sequence[Outcome], Sequence[Outcome]]) -> dict[str, Change]:
    one, other = latencies(paired[0]), latencies(paired[1])
    count = min(sum(outcome.status != "failed" for outcome in run) for run in paired)
    return {
        name: Change(value, other[name], other[name] - value, None, None, None, count)
        for name, value in one.items()
        if name in other
    }


def _gained(
    names: Sequence[str], before: Sequence[Mapping[str, float]], after: Sequence[Mapping[str, float]]
) -> dict[str, tuple[str, ...]]:
    """Return the questions that are right after and were not before, by what decides it."""
    rows = list(zip(names, before, after, strict=True))
    return {
        title: tuple(name for name, one, other in rows if other.get(key) == 1.0 and one.get(key) == 0.0)
        for title, key in _DECIDING.items()
    }
