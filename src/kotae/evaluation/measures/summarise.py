"""What a run measured: every figure over all its questions and over groups of them, with intervals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kotae.evaluation.measures.answers import answer_values
from kotae.evaluation.measures.figures import Table, latencies
from kotae.evaluation.measures.refusals import refusal_values, risk_coverage
from kotae.evaluation.measures.retrieval import retrieval_values
from kotae.evaluation.measures.statistics import Floats, interval, resamples
from kotae.evaluation.model import Figure, Figures, Outcome, Question, Summary

Values = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Measured:
    """The figures of a group; `samples` has those of its samples, by name."""

    figures: Figures
    samples: Mapping[str, Floats]


def values(outcomes: Sequence[Outcome]) -> list[dict[str, float]]:
    """Return the measures of each question, by the names in `measures.catalogue`; one that does not apply is not there."""
    retrieval = retrieval_values((outcome.question, outcome.hits) for outcome in outcomes)
    return [
        found | answer_values(outcome) | refusal_values(outcome)
        for found, outcome in zip(retrieval, outcomes, strict=True)
    ]


def summarise(outcomes: Sequence[Outcome], seed: int) -> Summary:
    """Return what a run measured: overall, by language, kind and gold document, and Japanese less English.

    A question that names several documents counts in the group of each, one that names none or has no kind in none of
    that grouping. Intervals are bootstrap intervals over questions at 95%, the gap's from independent samples of the two
    languages. The same outcomes and seed give the same figures.

    Args:
        outcomes: of every question of a run, also of those that failed.
        seed: of the samples.
    """
    measured = values(outcomes)
    seeds = np.random.SeedSequence(seed)
    every = list(range(len(outcomes)))
    overall = _measured(outcomes, measured, every, seeds.spawn(1)[0])
    groups: dict[str, dict[str, Figures]] = {}
    languages: dict[str, _Measured] = {}
    for grouping, members in _groups(outcomes).items():
        groups[grouping] = {}
        for (name, rows), own in zip(members.items(), seeds.spawn(len(members)), strict=True):
            one = _measured(outcomes, measured, rows, own)
            groups[grouping][name] = one.figures
            if grouping == "language":  # the samples of a thousand documents would take half a gigabyte
                languages[name] = one
    return Summary(
        questions=len(outcomes),
        answerable=sum(outcome.question.answerable for outcome in outcomes),
        failed=sum(outcome.status == "failed" for outcome in outcomes),
        overall=overall.figures,
        groups=groups,
        gap=_gap(languages),
        risk_coverage=risk_coverage(outcomes),
    )


def _groups(outcomes: Sequence[Outcome]) -> dict[str, dict[str, list[int]]]:
    """Return which outcomes are in each group, by grouping and name; groups are in order of name."""
    groups: dict[str, dict[str, list[int]]] = {}
    for grouping in ("language", "kind", "document"):
        members: dict[str, list[int]] = {}
        for place, outcome in enumerate(outcomes):
            for name in _names(grouping, outcome.question):
                members.setdefault(name, []).append(place)
        groups[grouping] = dict(sorted(members.items()))
    return groups


def _names(grouping: str, question: Question) -> Sequence[str]:
    if grouping == "document":
        return list(question.documents)
    name = question.language if grouping == "language" else question.kind
    return [name] if name else []


def _measured(
    outcomes: Sequence[Outcome], measured: Sequence[Values], rows: Sequence[int], seed: np.random.SeedSequence
) -> _Measured:
    """Measure the outcomes of a group; a figure over a single question has no interval."""
    own = [outcomes[row] for row in rows]
    if not own:
        return _Measured({}, {})
    table = Table(own, [measured[row] for row in rows])
    told = table.figures(np.ones((1, len(own))))[0]
    samples = np.vstack([table.figures(weights) for weights in resamples(len(own), seed)])
    figures = {
        name: _figure(value, low, high, count)
        for name, value, low, high, count in zip(
            table.names, told.tolist(), *(bound.tolist() for bound in interval(samples)), table.counts, strict=True
        )
        if not np.isnan(value)
    }
    timed = sum(outcome.status != "failed" for outcome in own)
    times = {name: Figure(value, None, None, timed) for name, value in latencies(own).items()}
    return _Measured(figures | times, dict(zip(table.names, samples.T, strict=True)))


def _figure(value: float, low: float, high: float, count: int) -> Figure:
    return Figure(value, low, high, count) if count > 1 else Figure(value, None, None, count)


def _gap(languages: Mapping[str, _Measured]) -> Figures:
    """Return Japanese less English in every figure that both have, over the questions of both."""
    if not {"ja", "en"} <= languages.keys():
        return {}
    ja, en = languages["ja"], languages["en"]
    gap = {}
    for name, one in ja.figures.items():
        other = en.figures.get(name)
        if other is None:
            continue
        difference, count = one.value - other.value, one.count + other.count
        if one.low is None or other.low is None:
            gap[name] = Figure(difference, None, None, count)
        else:
            low, high = interval((ja.samples[name] - en.samples[name])[:, None])
            gap[name] = Figure(difference, float(low[0]), float(high[0]), count)
    return gap
