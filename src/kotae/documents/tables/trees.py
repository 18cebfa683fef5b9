"""Small learned trees of decisions, kept as data: how likely what they were learned for is, from some features."""

from collections.abc import Sequence
from math import exp

from kotae.text.lists import read_lists


def likelihood(name: str, values: Sequence[float]) -> float:
    """Return how likely it is, from 0 to 1, by the weights of a file of this package.

    Args:
        name: the file.
        values: the features, in the order in which the weights count them.
    """
    weights = read_lists("kotae.documents.tables", name)
    total: float = weights["start"]
    # Of each tree: a feature and its limit, the same where it is within it and where it is over it, and what is added where.
    for feature, limit, low, low_limit, high, high_limit, *added in weights["trees"]:
        over = values[feature] > limit
        inner = values[high] > high_limit if over else values[low] > low_limit
        total += added[2 * over + inner]
    return 1 / (1 + exp(-total))
