"""All figures over some outcomes at once, for one or for many samples of them."""

from collections.abc import Mapping, Sequence

import numpy as np

from kotae.evaluation.measures.catalogue import METRICS
from kotae.evaluation.measures.refusals import Ranked
from kotae.evaluation.measures.statistics import Floats
from kotae.evaluation.model import Outcome

_PERCENTILES = {"ms_p50": 50, "ms_p95": 95, "ms_p99": 99}


class Table:
    """The outcomes of some questions as columns of numbers, from which every figure of a sample is computed.

    `names` are the figures, `counts` how many questions each is over. A figure is a mean over the questions that have a
    value of it, but for the F1 of refusals and the two areas.
    """

    def __init__(self, outcomes: Sequence[Outcome], values: Sequence[Mapping[str, float]]) -> None:
        """Tabulate outcomes and the values that each has, in the same order."""
        had = {name for one in values for name in one}
        means = [name for name in METRICS if name in had]
        self.names = [*means, "refusal_f1", "auroc", "aurc"]
        sums = np.full((len(values), len(means)), np.nan)
        for row, one in enumerate(values):
            for column, name in enumerate(means):
                sums[row, column] = one.get(name, np.nan)
        present = ~np.isnan(sums)
        sums[~present] = 0.0
        refused = np.array([outcome.status == "not_found" for outcome in outcomes], dtype=np.float64)
        unanswerable = np.array([not outcome.question.answerable for outcome in outcomes], dtype=np.float64)
        self._unanswerable = unanswerable
        self._ranked = Ranked(outcomes)
        # F1 is 2 TP / (2 TP + FP + FN), and TP + FP are the refused, TP + FN the unanswerable.
        self._sums = np.column_stack([sums, 2 * refused * unanswerable])
        self._sizes = np.column_stack([present, refused + unanswerable])
        self.counts = [*present.sum(axis=0).tolist(), len(outcomes), self._ranked.known, self._ranked.judged]

    def figures(self, weights: Floats) -> Floats:
        """Return the figures, a column for each name, of samples: rows that say how often each outcome counts.

        NaN where a figure is undefined: precision without a refusal, recall and F1 without an unanswerable question.
        """
        sizes = weights @ self._sizes
        with np.errstate(invalid="ignore"):
            ratios = (weights @ self._sums) / sizes
        ratios[weights @ self._unanswerable == 0, -1] = np.nan
        return np.column_stack([ratios, self._ranked.auroc(weights), self._ranked.aurc(weights)])


def latencies(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Return the percentiles of the milliseconds that a question took; failed questions are left out."""
    times = [outcome.milliseconds for outcome in outcomes if outcome.status != "failed"]
    return {name: float(np.percentile(times, share)) for name, share in _PERCENTILES.items()} if times else {}
