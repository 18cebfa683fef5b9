"""Which formula a question means: a log-linear model over all that were run, with weights learned from answers alone.

The weights are those under which formulas with the right result get the most probability (maximum marginal likelihood, as
in Pasupat & Liang 2015, arXiv 1508.00305); benchmarks/table_answers/fit.py makes them and their card.
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import repeat

from kotae.answers.formulas.features import ACROSS, LAYERED, features
from kotae.answers.formulas.model import Formula
from kotae.answers.formulas.reading import Reading, goes_on

WEIGHTS = "weights.json"
_UNSURE = 1e-6  # probabilities are kept this far from 0 and 1
# What the features begin with that tell what of the question is left open: they speak against a result by themselves.
_OPEN = (
    "time open ",
    "what is named states no value",
    "unit asked ",
    "cue ignored ",
    "unmatched ",
    "told time ",
    "by time ",
    "condition is a part of a name ",
    "head open ",
)
_SUREST = 30.0  # logits beyond which a certainty does not change


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of every feature, and of the signals of certainty."""

    features: Mapping[str, float]
    certainty: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A result with the formula that most likely leads to it, the names of that one's features, and the table's place.

    `probability` is that of all formulas with this result, of the tables that were asked together.
    """

    formula: Formula
    table: int
    probability: float
    names: Sequence[str]


@dataclass(frozen=True, slots=True)
class Scored:
    """A result with how likely it is to be right, its `certainty`; for the rest see `Ranked`."""

    formula: Formula
    table: int
    probability: float
    certainty: float


def scored(tables: Sequence[tuple[Reading, Sequence[Formula]]], weights: Weights, most: int) -> list[Scored]:
    """Return the likeliest results of the formulas over some tables, the likeliest first.

    Args:
        tables: for each table what a question reads there, and its formulas.
        weights: what was learned.
        most: how many results are returned.
    """
    return judged(ranked(tables, weights), tables, weights, most)


def ranked(tables: Sequence[tuple[Reading, Sequence[Formula]]], weights: Weights) -> list[Ranked]:
    """Return all results of the formulas over some tables, the likeliest first.

    The same values from a table as it is and from the same turned are one result.
    """
    run = [
        (place, formula, names)
        for place, (reading, formulas) in enumerate(tables)
        for formula, names in zip(formulas, features(formulas, reading), strict=True)
    ]
    if not run:
        return []
    values = [score(names, weights) for _, _, names in run]
    greatest = max(values)
    total = sum(math.exp(value - greatest) for value in values)
    results: dict[tuple[int, tuple[str, ...]], list[tuple[float, int, Formula, list[str]]]] = {}
    for value, (place, formula, names) in zip(values, run, strict=True):
        key = result(tables[place][0], formula)
        results.setdefault(key, []).append((math.exp(value - greatest) / total, place, formula, names))
    return sorted(map(_together, results.values()), key=lambda each: -each.probability)


def _together(members: Sequence[tuple[float, int, Formula, list[str]]]) -> Ranked:
    """Return the formulas with one result, each with its probability, place and features, as that result."""
    _, place, best, names = max(members, key=lambda member: member[0])
    return Ranked(best, place, sum(chance for chance, *_ in members), names)


def judged(
    results: Sequence[Ranked], tables: Sequence[tuple[Reading, Sequence[Formula]]], weights: Weights, most: int
) -> list[Scored]:
    """Return the first of some results, the likeliest first, with how sure they are; for the arguments see `scored`."""
    listed = []
    for rank, each in enumerate(results[:most]):
        rival = results[0 if rank else 1].probability if len(results) > 1 else 0.0
        told = expanded(
            signals(each.probability, rival, each.formula, tables[each.table][0]), each.formula.operation, each.names
        )
        sure = min(certainty(told, weights.certainty), 1 - rival)  # what another result may be, this one is not
        listed.append(Scored(each.formula, each.table, each.probability, sure))
    return listed


def result(reading: Reading, formula: Formula) -> tuple[int, tuple[str, ...]]:
    """Return what tells the results of formulas apart: the document's table, while it is there, and the values in order."""
    return id(reading.asked.view.source), tuple(sorted(formula.values))


def score(names: Sequence[str], weights: Weights) -> float:
    """Return the score of a formula by the names of its features, each counted once, in the order in which they come."""
    return sum(map(weights.features.get, dict.fromkeys(names), repeat(0.0)))


def signals(chance: float, rival: float, formula: Formula, reading: Reading) -> dict[str, float]:
    """Return what tells how sure a result is: its probability, the next one's, the words that it leaves open.

    Args:
        chance: the probability of the result.
        rival: that of the best other one.
        formula: the likeliest formula with this result.
        reading: the question over its table.
    """
    asked = reading.asked
    terms = set(formula.terms)
    for column in (formula.told, formula.measured):
        if column is not None:
            terms |= asked.headings[column].terms
    for places in reading.cue_terms:
        terms |= places
    left = [place for place in range(len(asked.words)) if place not in terms | reading.target | reading.about]
    named = [asked.headings[column].score for column in (formula.told, formula.measured) if column is not None]
    unsaid = len(left) / max(1, len(asked.words))
    return {
        "one": 1.0,
        "chance": logit(chance),
        "margin": chance - rival,
        "names open": float(min(2, sum(asked.terms[place].proper for place in left))),
        "numbers open": float(min(2, sum(asked.terms[place].kind == "number" for place in left))),
        "words open": unsaid,
        "words open squared": unsaid * unsaid,
        "head open": float(bool(reading.head) and not reading.head <= terms | reading.about),
        "words met": min(1.0, len(terms & set(range(len(asked.words)))) / 5),
        "column named": max(named, default=0.0),
        "told": float(formula.number is None),
        "counted": float(formula.operation in ("count", "distinct")),
        "several": float(len(formula.values) > 1),
        "header near": max(reading.closeness, default=0.0),
        "conditions": float(bool(formula.terms)),
        "name goes on": float(any(goes_on(c, reading, formula.terms) for c in formula.conditions)),
        f"{ACROSS}from ja": float(reading.across and asked.question.language == "ja"),
        f"{ACROSS}from en": float(reading.across and asked.question.language == "en"),
        f"{LAYERED}one": float(asked.view.layered),
        "found": float(any(c.sort == "found" for c in formula.conditions)),
        "exact": float(any(c.sort in ("cell", "group", "total") for c in formula.conditions)),
    }


def expanded(of: Mapping[str, float], operation: str, names: Iterable[str]) -> dict[str, float]:
    """Return the products of every two signals, of each with the operation, and the features that tell what is left open.

    Args:
        of: the signals.
        operation: that of the formula.
        names: the names of its features.
    """
    listed = sorted(of)
    pairs = ((first, second) for place, first in enumerate(listed) for second in listed[place:])
    products = {f"{first} * {second}": of[first] * of[second] for first, second in pairs}
    return (
        products
        | {f"{operation} * {signal}": of[signal] for signal in listed}
        | {name: 1.0 for name in names if name.startswith(_OPEN)}
    )


def certainty(of: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return how likely a result is to be right, by its expanded signals: a logistic model of the second order."""
    total = sum(weights.get(name, 0.0) * value for name, value in of.items())
    return 1 / (1 + math.exp(-max(min(total, _SUREST), -_SUREST)))


def logit(chance: float) -> float:
    """Return the logarithm of the odds of a probability."""
    kept = min(max(chance, _UNSURE), 1 - _UNSURE)
    return math.log(kept / (1 - kept))


@cache
def fitted() -> Weights:
    """Return the weights of the package."""
    stored = json.loads((resources.files("kotae.answers.formulas") / WEIGHTS).read_text(encoding="utf-8"))
    return Weights(stored["features"], stored["certainty"])
