"""Weights from questions whose right results are known: maximum marginal likelihood by Adagrad, and how sure to be.

Only what features say is seen here, never a question or a table.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, sparse

from kotae.answers.formulas.features import ACROSS, LAYERED

Floats = NDArray[np.float64]

SEED, EPOCHS, BATCH, RATE, PENALTY = 7, 12, 32, 0.1, 1e-4
# How often a question of a source counts; 3 lets the generated ones gain 0.03 and costs WikiTableQuestions 0.007.
COUNTED = {"securities": 3.0, "generated": 3.0}
# Weight decay of the features beside those of every table, by what their names begin with: of tables in the other language,
# of which there are few questions, the best of 0.001, 0.003, 0.006 and 0.015, cross-validated by table; of tables with layers
# the better of 0.003 and 0.015 with HiTab alone (0.427 exact of its looked-at questions and 0.403).
PENALTIES = {ACROSS: 0.015, LAYERED: 0.003}
# How much more a wrong answer counts than a right one for certainty, and its weight decay.
WRONG, DECAY = 1.3, 300.0
# The decay of what tells of these tables, by fewer questions.
DECAYS = {ACROSS: 30.0, LAYERED: 100.0}
# What a result leaves open, which cannot speak for it, and what is met, which cannot speak against it.
AGAINST = (
    "time open ",
    "what is named states no value",
    "cue ignored ",
    "unmatched ",
    "unit asked none",
    "unit asked other",
    "head open True",
)
FOR = ("unit asked same",)
_NEVER = 1e-12  # keeps logarithms finite
_RAREST = 5  # formulas that must have a feature for it to count


@dataclass(slots=True)
class Data:
    """Formulas of many questions: of each its features, whether its result is right, and which result it is.

    `bounds` are where each question's formulas begin, `groups` the table or report that a question is of.
    """

    names: dict[str, int] = field(default_factory=dict)
    features: "array[int]" = field(default_factory=lambda: array("i"))
    lengths: "array[int]" = field(default_factory=lambda: array("i"))
    right: list[bool] = field(default_factory=list)
    results: list[int] = field(default_factory=list)
    bounds: list[int] = field(default_factory=lambda: [0])
    groups: list[str] = field(default_factory=list)
    kinds: tuple[str, ...] = ()
    values: "array[float]" = field(default_factory=lambda: array("f"))

    def add(self, formulas: Iterable[tuple[Sequence[str], bool, int, dict[str, float]]], group: str) -> None:
        """Add the formulas of one question: names of features, whether the result is right, a number for the result, and
        the signals of certainty."""
        for names, right, result, signals in formulas:
            own = sorted({self.names.setdefault(name, len(self.names)) for name in names})
            self.features.extend(own)
            self.lengths.append(len(own))
            self.right.append(right)
            self.results.append(result)
            self.kinds = self.kinds or tuple(signals)
            self.values.extend(signals[kind] for kind in self.kinds)
        self.bounds.append(len(self.right))
        self.groups.append(group)

    def extend(self, other: "Data") -> None:
        """Add all that other data has."""
        places = np.array([self.names.setdefault(name, len(self.names)) for name in other.names], np.int32)
        self.features.frombytes(places[np.array(other.features)].tobytes() if len(other.features) else b"")
        self.lengths.extend(other.lengths)
        self.bounds += [len(self.right) + bound for bound in other.bounds[1:]]
        self.right += other.right
        self.results += other.results
        self.groups += other.groups
        self.kinds = self.kinds or other.kinds
        self.values.extend(other.values)

    def names_of(self, formulas: Sequence[int]) -> list[set[str]]:
        """Return the names of the features of some formulas."""
        starts, names = np.cumsum([0, *self.lengths]), list(self.names)
        return [{names[number] for number in self.features[starts[f] : starts[f + 1]]} for f in formulas]

    def signals(self, formula: int) -> dict[str, float]:
        """Return the signals of certainty of a formula."""
        count = len(self.kinds)
        return dict(zip(self.kinds, self.values[formula * count : (formula + 1) * count], strict=True))


@dataclass(frozen=True, slots=True)
class Packed:
    """The same as arrays: a sparse matrix of formulas and the features that are frequent enough."""

    matrix: sparse.csr_matrix
    names: tuple[str, ...]
    right: NDArray[np.bool_]
    results: NDArray[np.int64]
    bounds: NDArray[np.int64]
    groups: NDArray[np.str_]

    def of(self, questions: NDArray[np.int64]) -> "Packed":
        """Return some of the questions."""
        sizes = self.bounds[questions + 1] - self.bounds[questions]
        rows = np.concatenate([np.arange(self.bounds[q], self.bounds[q + 1]) for q in questions] or [np.zeros(0, int)])
        bounds = np.concatenate([[0], np.cumsum(sizes)])
        return Packed(
            self.matrix[rows], self.names, self.right[rows], self.results[rows], bounds, self.groups[questions]
        )


def packed(data: Data, names: Sequence[str] | None = None) -> Packed:
    """Return data as arrays, with the features of `names`, or else those that are frequent enough."""
    lengths, columns = np.array(data.lengths), np.array(data.features)
    if names is None:
        counts = np.bincount(columns, minlength=len(data.names))
        names = [name for name, number in data.names.items() if counts[number] >= _RAREST]
    place = np.full(len(data.names), -1)
    for number, name in enumerate(names):
        if name in data.names:
            place[data.names[name]] = number
    rows = np.repeat(np.arange(len(lengths)), lengths)
    kept = place[columns] >= 0
    shape = (len(lengths), len(names))
    matrix = sparse.csr_matrix((np.ones(kept.sum(), np.float32), (rows[kept], place[columns][kept])), shape=shape)
    return Packed(
        matrix, tuple(names), np.array(data.right), np.array(data.results), np.array(data.bounds), np.array(data.groups)
    )


def fit(data: Packed, seed: int = SEED, given: Floats | None = None, beside: str = ACROSS) -> Floats:
    """Return the weights under which right results get the most probability; questions without a right one teach nothing.

    Questions of the sources that are small count several times (`COUNTED`).

    Args:
        data: questions with their formulas.
        seed: of the order in which the questions are gone through.
        given: weights that stay as they are: only those of the features are learned whose names begin with `beside`.
        beside: one of `PENALTIES`.
    """
    marked = np.array([name.startswith(beside) for name in data.names])
    free = marked if given is not None else np.array([not name.startswith(tuple(PENALTIES)) for name in data.names])
    penalty = PENALTIES[beside] if given is not None else PENALTY
    counted = np.array([COUNTED.get(str(group).split()[0], 1.0) for group in data.groups])
    chance = np.random.default_rng(seed)
    able = [
        question
        for question, (a, b) in enumerate(zip(data.bounds, data.bounds[1:], strict=False))
        if data.right[a:b].any() and not data.right[a:b].all()
    ]
    weights = np.zeros(data.matrix.shape[1]) if given is None else np.where(marked, 0.0, given)
    squares = np.full_like(weights, 1e-6)
    for epoch in range(EPOCHS):
        rate = RATE * (0.5 + 0.5 * np.cos(np.pi * epoch / EPOCHS))
        order = chance.permutation(able)
        for first in range(0, len(order), BATCH):
            questions = order[first : first + BATCH]
            batch, times = data.of(questions), counted[questions]
            spread = probabilities(batch.matrix @ weights, batch.bounds)
            wanted = spread * batch.right
            wanted /= np.repeat(np.add.reduceat(wanted, batch.bounds[:-1]) + 1e-12, np.diff(batch.bounds))
            shares = np.repeat(times / times.sum(), np.diff(batch.bounds))
            slope = batch.matrix.T @ ((spread - wanted) * shares) + penalty * weights
            slope *= free
            squares += slope * slope
            weights -= rate * slope / np.sqrt(squares)
    return weights


def probabilities(scores: Floats, bounds: NDArray[np.int64]) -> Floats:
    """Return the probability of each formula among its question's; every question has one at least."""
    sizes = np.diff(bounds)
    raised = np.exp(scores - np.repeat(np.maximum.reduceat(scores, bounds[:-1]), sizes))
    shares: Floats = raised / np.repeat(np.add.reduceat(raised, bounds[:-1]), sizes)
    return shares


@dataclass(frozen=True, slots=True)
class Chosen:
    """The result that is most likely: the formula that most likely leads to it (-1 where there is none), the probability
    of the result, that of the next one, whether it is right, whether any formula was."""

    formula: int
    chance: float
    rival: float
    right: bool
    possible: bool


def choose(data: Packed, weights: Floats) -> list[Chosen]:
    """Return what is chosen for each question by weights."""
    return chosen_by(data, data.matrix @ weights)


def chosen_by(data: Packed, scores: Floats) -> list[Chosen]:
    """Return what is chosen for each question by the scores of all formulas."""
    chosen = []
    for a, b in zip(data.bounds, data.bounds[1:], strict=False):
        if a == b:
            chosen.append(Chosen(-1, 0.0, 0.0, right=False, possible=False))
            continue
        spread = probabilities(scores[a:b], np.array([0, b - a]))
        results, member = np.unique(data.results[a:b], return_inverse=True)
        chances = np.bincount(member, spread)
        best = int(chances.argmax())
        own = np.flatnonzero(member == best)
        formula = int(a + own[spread[own].argmax()])
        rival = float(np.partition(chances, -2)[-2]) if len(results) > 1 else 0.0
        chosen.append(
            Chosen(formula, float(chances[best]), rival, bool(data.right[formula]), bool(data.right[a:b].any()))
        )
    return chosen


def fit_certainty(
    signals: Sequence[dict[str, float]],
    right: Sequence[bool],
    given: Mapping[str, float] | None = None,
    beside: str = ACROSS,
) -> dict[str, float]:
    """Return the weights of a logistic regression: how likely a result is to be right, by its expanded signals.

    What is left open may only speak against a result, a unit that is met only for it (`AGAINST`, `FOR`).

    Args:
        signals: the expanded signals of each result.
        right: whether it is right.
        given: weights that stay as they are: only those are learned that have `beside` in their names.
        beside: one of `DECAYS`.
    """
    told = {name for found in signals for name in found}
    names = sorted(name for name in told if (beside in name if given is not None else is_of_every_table(name)))
    known = np.array([sum((given or {}).get(name, 0.0) * value for name, value in found.items()) for found in signals])
    decay = DECAY if given is None else DECAYS[beside]
    matrix = np.array([[found.get(name, 0.0) for name in names] for found in signals])
    wanted = np.array(right, float)
    counted = np.where(wanted > 0, 1.0, WRONG)
    scale = matrix.std(axis=0)
    scale[scale < 1e-9] = 1.0
    matrix /= scale

    def loss(weights: Floats) -> tuple[float, Floats]:
        guess = 1 / (1 + np.exp(-np.clip(known + matrix @ weights, -30, 30)))
        likelihood = wanted * np.log(guess + _NEVER) + (1 - wanted) * np.log(1 - guess + _NEVER)
        slope = matrix.T @ ((guess - wanted) * counted) + decay * weights
        return float(-(counted * likelihood).sum() + decay * (weights @ weights) / 2), slope

    start = np.zeros(len(names))
    found = optimize.minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[_bounds(name) for name in names])
    return dict(zip(names, (found.x / scale).tolist(), strict=True))


def is_of_every_table(name: str) -> bool:
    """Tell whether a signal or feature counts for every table, whatever its language and its layers."""
    return not any(beside in name for beside in PENALTIES)


def _bounds(name: str) -> tuple[float | None, float | None]:
    """Return what a weight may be: what a result leaves open never speaks for it, however few questions say so."""
    if " * " not in name and name.startswith(AGAINST) and not name.endswith(" 0"):
        return None, 0.0
    return (0.0, None) if name.startswith(FOR) else (None, None)


def calibration_error(sure: Sequence[float], right: Sequence[bool]) -> float:
    """Return the expected calibration error over ten bins of the same width."""
    bins = np.minimum((np.array(sure) * 10).astype(int), 9)
    gaps = [
        (bins == number).sum() * abs(np.mean(np.array(sure)[bins == number]) - np.mean(np.array(right)[bins == number]))
        for number in set(bins.tolist())
    ]
    return float(sum(gaps) / len(bins))
