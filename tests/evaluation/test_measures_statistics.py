"""Intervals agree with scipy's bootstrap, p-values with exact enumeration."""

from itertools import product

import numpy as np
import pytest

from kotae.evaluation.measures.statistics import interval, paired_randomisation, resamples


def _means(values, seed=1, number=2000):
    drawn = resamples(len(values), np.random.SeedSequence(seed), number)
    return np.vstack([weights @ values[:, None] / len(values) for weights in drawn])


def _of_means(one, other):
    """The difference between the means of two runs, from the weights of their outcomes."""
    pooled = np.concatenate([one, other])[:, None]

    def difference(first, second):
        return (second @ pooled - first @ pooled) / len(one)

    return difference


def _exact(one, other):
    """The share of all exchanges whose difference of sums is at least the real one."""
    gaps = np.subtract(other, one)
    signs = np.array(list(product([1, -1], repeat=len(gaps))))
    return np.mean(np.abs(signs @ gaps) >= abs(gaps.sum()) - 1e-9)


def test_an_interval_is_that_of_scipy():
    from scipy import stats  # loading it takes seconds, and every process that runs tests collects this file

    generator = np.random.default_rng(3)
    values = generator.exponential(size=300)
    low, high = interval(_means(values, number=20_000))
    scipys = stats.bootstrap((values,), np.mean, n_resamples=20_000, method="percentile", rng=4).confidence_interval
    assert (low[0], high[0]) == pytest.approx((scipys.low, scipys.high), abs=0.05 * values.std() / np.sqrt(300))


def test_a_sample_has_as_many_questions_as_there_are_and_the_seed_decides_which():
    one, again, other = (np.vstack(list(resamples(37, np.random.SeedSequence(seed), 50))) for seed in (5, 5, 6))
    assert set(one.sum(axis=1)) == {37.0}
    assert one.shape == (50, 37)
    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)


def test_bounds_are_numpys_percentiles_of_the_samples_in_which_a_figure_is_defined():
    samples = np.random.default_rng(4).normal(size=(1000, 3))
    samples[:300, 1] = np.nan
    samples[:, 2] = np.nan
    low, high = interval(samples)
    assert low[:2] == pytest.approx(np.nanpercentile(samples[:, :2], 2.5, axis=0))
    assert high[:2] == pytest.approx(np.nanpercentile(samples[:, :2], 97.5, axis=0))
    assert np.isnan([low[2], high[2]]).all()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([0, 0, 0, 1, 0, 1, 0, 0], [1, 1, 0, 1, 1, 0, 1, 1]),
        ([0.1, 0.5, 0.3, 0.9, 0.2, 0.4], [0.3, 0.4, 0.6, 0.9, 0.8, 0.7]),
        ([0] * 10, [1] * 10),
    ],
)
def test_p_is_that_of_all_exchanges(one, other):
    (p,) = paired_randomisation(_of_means(one, other), len(one), seed=2, number=40_000)
    assert p == pytest.approx(_exact(one, other), abs=0.01)


def test_runs_that_do_not_differ_have_p_one_and_p_is_never_zero():
    assert paired_randomisation(_of_means([0, 1, 1], [0, 1, 1]), 3, seed=1, number=200)[0] == 1.0
    assert paired_randomisation(_of_means([0] * 60, [1] * 60), 60, seed=1, number=999)[0] == 1 / 1000


def test_p_is_two_sided():
    one, other = [0, 0, 0, 1, 0, 1, 0, 0], [1, 1, 0, 1, 1, 0, 1, 1]
    ways = [paired_randomisation(_of_means(*pair), 8, seed=1)[0] for pair in ((one, other), (other, one))]
    assert ways[0] == ways[1]


def test_runs_alike_seldom_look_different():
    generator = np.random.default_rng(11)
    drawn = [generator.integers(2, size=(2, 40)) for _ in range(200)]
    found = [paired_randomisation(_of_means(*pair), 40, seed=1, number=500)[0] for pair in drawn]
    assert np.mean(np.array(found) <= 0.05) < 0.1
