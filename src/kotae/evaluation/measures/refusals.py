"""Not found: whether the right questions are refused, and what certainty is worth.

A failed question is neither refused nor answered rightly: unanswerable, it was not refused; answerable, it is wrong.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from kotae.evaluation.measures.answers import contains
from kotae.evaluation.model import Outcome

Floats = NDArray[np.float64]


def refusal_values(outcome: Outcome) -> dict[str, float]:
    """Return what one question adds to the figures: 1 or 0 under each name whose mean it belongs to.

    `refusal_precision` is over the refused questions, `refusal_recall` over the unanswerable ones, `false_refusals` over
    the answerable ones.
    """
    refused, answerable = outcome.status == "not_found", outcome.question.answerable
    values = {"false_refusals" if answerable else "refusal_recall": float(refused)}
    if refused:
        values["refusal_precision"] = float(not answerable)
    return values


def wrong(outcome: Outcome) -> float | None:
    """Return 1 where what was told or withheld is no right answer, 0 where it is, None where the set does not say.

    No answer to an unanswerable question is right.
    """
    question = outcome.question
    if not question.answerable or outcome.status == "failed":
        return 1.0
    return float(not contains(question, outcome.given)) if question.answers else None


def risk_coverage(outcomes: Iterable[Outcome]) -> tuple[tuple[float, float], ...]:
    """Return the risk-coverage curve (Geifman & El-Yaniv 2017, "Selective classification for deep neural networks").

    A point for each certainty that occurs, highest first: the share of questions at least so certain (coverage), and the
    share of wrong answers among those (risk). Answers that were withheld are judged as if told, so that the curve reaches
    all questions; failed questions come last. Questions whose set has no right answers are left out.
    """
    judged = [(_certainty(outcome), fault) for outcome in outcomes if (fault := wrong(outcome)) is not None]
    if not judged:
        return ()
    certainty, faults = np.array(judged).T
    order, last = _descending(certainty)
    covered = last + 1
    risk = np.cumsum(faults[order])[last] / covered
    return tuple(zip((covered / len(judged)).tolist(), risk.tolist(), strict=True))


class Ranked:
    """What certainty is worth over some outcomes, ordered once for many samples of them.

    `known` is how many of them have a certainty, `judged` how many can be said to be right or wrong.
    """

    def __init__(self, outcomes: Sequence[Outcome]) -> None:
        faults = [wrong(outcome) for outcome in outcomes]
        certainty = np.array([_certainty(outcome) for outcome in outcomes])
        self._order, self._last = _descending(certainty)
        self._failed = np.array([outcome.status == "failed" for outcome in outcomes])[self._order]
        self._answerable = np.array([outcome.question.answerable for outcome in outcomes])[self._order]
        self._judged = np.array([fault is not None for fault in faults])[self._order]
        self._wrong = np.array([fault or 0.0 for fault in faults])[self._order]
        self.known, self.judged = int((~self._failed).sum()), int(self._judged.sum())

    def auroc(self, weights: Floats) -> Floats:
        """Return how well certainty tells answerable questions from the others: the area under the ROC curve.

        That is the chance that an answerable question has the higher certainty, ties counting half (Hanley & McNeil 1982).
        Failed questions have no certainty and are left out. Undefined (NaN) without questions of both sorts.

        Args:
            weights: how often each outcome counts, a row for each sample.
        """
        own = weights[:, self._order] * ~self._failed
        held = np.cumsum(own * self._answerable, axis=1)[:, self._last]
        not_held = np.cumsum(own * ~self._answerable, axis=1)[:, self._last]
        above = np.diff(held, axis=1, prepend=0.0)
        # At each certainty: the unanswerable questions below every answerable one of it, and half of those beside it.
        behind = not_held[:, -1:] - not_held + np.diff(not_held, axis=1, prepend=0.0) / 2
        with np.errstate(invalid="ignore"):
            area: Floats = (above * behind).sum(axis=1) / (held[:, -1] * not_held[:, -1])
        return area

    def aurc(self, weights: Floats) -> Floats:
        """Return the area under the risk-coverage curve: the mean risk at each question's certainty.

        As Geifman, Uziel & El-Yaniv define it (2019, "Bias-reduced uncertainty estimation for deep neural classifiers"):
        lower is better. Undefined (NaN) where nothing can be judged.

        Args:
            weights: how often each outcome counts, a row for each sample.
        """
        own = weights[:, self._order] * self._judged
        covered = np.cumsum(own, axis=1)[:, self._last]
        faults = np.cumsum(own * self._wrong, axis=1)[:, self._last]
        with np.errstate(invalid="ignore"):
            risk = np.where(covered > 0, faults / np.where(covered > 0, covered, 1.0), 0.0)
            area: Floats = (np.diff(covered, axis=1, prepend=0.0) * risk).sum(axis=1) / covered[:, -1]
        return area


def _certainty(outcome: Outcome) -> float:
    """Return the certainty of an outcome; a failed question has less than any other."""
    return -1.0 if outcome.status == "failed" else outcome.certainty


def _descending(certainty: Floats) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the order by falling certainty, and the last place of each certainty in it."""
    order = np.argsort(-certainty, kind="stable")
    steps = np.diff(certainty[order]) != 0
    return order, np.append(np.flatnonzero(steps), len(certainty) - 1)
