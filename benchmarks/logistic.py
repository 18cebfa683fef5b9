"""A logistic regression with a quadratic penalty on standardised signals, by Newton's method."""

import numpy as np

_STEPS = 30


def fit(values: np.ndarray, right: np.ndarray, shares: np.ndarray, penalty: float) -> tuple[float, np.ndarray]:
    """Return the bias and the weights of signals as they are.

    Args:
        values: float [rows, signals].
        right: float [rows], 1 or 0.
        shares: float [rows], how much each counts.
        penalty: on the square of the weight of a signal of spread 1.
    """
    mean, spread = values.mean(axis=0), values.std(axis=0) + 1e-9
    scaled = np.hstack([np.ones((len(values), 1)), (values - mean) / spread])
    against = np.diag([0.0] + [penalty] * values.shape[1])
    weights = np.zeros(scaled.shape[1])
    for _ in range(_STEPS):
        sure = logistic(scaled @ weights)
        slope = scaled.T @ (shares * (sure - right)) + against @ weights
        curve = (scaled * (shares * sure * (1 - sure))[:, None]).T @ scaled + against
        weights -= np.linalg.solve(curve, slope)
    return float(weights[0] - (weights[1:] * mean / spread).sum()), weights[1:] / spread


def logistic(score: np.ndarray) -> np.ndarray:
    """Return the logistic function."""
    return 1 / (1 + np.exp(-score))


def balanced(groups: list[object]) -> np.ndarray:
    """Return shares under which every group counts the same, 1 in the mean; float [rows]."""
    counts = {group: groups.count(group) for group in set(groups)}
    shares = np.array([1 / counts[group] for group in groups])
    return shares * len(shares) / shares.sum()
