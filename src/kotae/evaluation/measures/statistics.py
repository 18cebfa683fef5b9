"""How sure a figure is: bootstrap intervals over questions, and the paired randomisation test of two runs.

Every figure is computed from weights, how often each question counts, for many samples at a time: a sample drawn with
replacement, or a pair of runs with some answers exchanged, is one row of weights.
"""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
RESAMPLES = 2_000
PERMUTATIONS = 10_000
LEVEL = 0.95
# How many weights are held at a time.
_AT_ONCE = 200_000


def resamples(questions: int, seed: np.random.SeedSequence, number: int = RESAMPLES) -> Iterator[Floats]:
    """Yield samples of so many questions, drawn with replacement, as rows of weights; some rows at a time."""
    generator = np.random.default_rng(seed)
    for rows in _portions(number, questions):
        drawn = generator.integers(questions, size=(rows, questions))
        drawn += np.arange(rows)[:, None] * questions
        yield np.bincount(drawn.ravel(), minlength=rows * questions).reshape(rows, questions).astype(np.float64)


def interval(samples: Floats) -> tuple[Floats, Floats]:
    """Return the bounds of the percentile interval of each column (Efron 1981), at 95%.

    Args:
        samples: a row for each sample, a column for each figure; NaN where a figure is undefined in a sample, which is
            then left out. A column without any value has NaN for its bounds.
    """
    ordered = np.sort(samples, axis=0)  # NaN comes last
    valid = np.maximum((~np.isnan(ordered)).sum(axis=0), 1)
    columns = np.arange(samples.shape[1])
    bounds = []
    for share in ((1 - LEVEL) / 2, (1 + LEVEL) / 2):
        place = share * (valid - 1)
        below = np.floor(place).astype(np.intp)
        above = np.minimum(below + 1, valid - 1)
        low, high = ordered[below, columns], ordered[above, columns]
        bounds.append(low + (high - low) * (place - below))
    return bounds[0], bounds[1]


def paired_randomisation(
    difference: Callable[[Floats, Floats], Floats], questions: int, seed: int, number: int = PERMUTATIONS
) -> Floats:
    """Return the two-sided p-value of each difference between two runs over the same questions.

    Fisher's randomisation test (Smucker, Allan & Carterette 2007): were the runs alike, it would not matter which of the
    two gave which outcome of a question; so the outcomes of each question are exchanged or not at random, and p is the
    share of such exchanges, the real one among them, whose difference is at least as large. For a mean over questions
    that is to flip the signs of the questions' differences. Exchanges that leave a figure undefined do not count.

    Args:
        difference: the figures of the second run less those of the first, a row for each row of weights. It takes how
            often each outcome counts for the first run and for the second: the outcomes of the first run, then those of
            the second, in the same order of questions.
        questions: how many questions there are.
        seed: of the exchanges.
        number: how many exchanges are drawn.
    """
    generator = np.random.default_rng(seed)
    kept, none = np.ones((1, questions)), np.zeros((1, questions))
    observed = np.abs(difference(np.hstack([kept, none]), np.hstack([none, kept]))[0])
    reached, valid = np.zeros(len(observed)), np.zeros(len(observed))
    for rows in _portions(number, 2 * questions):
        kept = generator.integers(2, size=(rows, questions)).astype(np.float64)
        drawn = np.abs(difference(np.hstack([kept, 1 - kept]), np.hstack([1 - kept, kept])))
        # Sums in another order differ in their last digits.
        reached += (drawn >= observed - 1e-12).sum(axis=0)
        valid += (~np.isnan(drawn)).sum(axis=0)
    return np.where(np.isnan(observed), np.nan, (reached + 1) / (valid + 1))


def _portions(number: int, width: int) -> Iterator[int]:
    """Yield how many rows of a width to make at a time, together so many."""
    at_once = max(1, _AT_ONCE // max(width, 1))
    for start in range(0, number, at_once):
        yield min(at_once, number - start)
