"""Of very many vectors the nearest are found without looking at all; nothing else about the index changes."""

import numpy as np
import pytest

from kotae.index.near import EXACT
from kotae.index.vectors import StoredVectors, VectorIndex, write

WIDTH = 8
QUESTIONS = 20


def unit(rng: np.random.Generator, count: int) -> np.ndarray:
    values = rng.normal(size=(count, WIDTH)).astype(np.float32)
    return values / np.linalg.norm(values, axis=1, keepdims=True)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> VectorIndex:
    no_tokens, no_starts = np.empty((0, WIDTH), np.int8), np.empty(0, np.int32)
    vectors = unit(np.random.default_rng(1), EXACT + 1)
    folder = tmp_path_factory.mktemp("large")
    write(folder, [StoredVectors(vector, no_tokens, no_starts) for vector in vectors])
    return VectorIndex.load(folder)


@pytest.mark.parametrize("filtered", [False, True])
def test_the_nearest_are_among_those_that_are_given(large: VectorIndex, filtered: bool) -> None:
    everything = np.arange(large.units)
    among = everything != 7 if filtered else None
    shares = []
    for query in [*unit(np.random.default_rng(2), QUESTIONS), large.stored(7).vector]:
        numbers = large.nearest(query, 100, among, large.units)
        assert numbers is not None
        assert len(set(numbers.tolist())) == len(numbers) == 100
        cosines = large.scores(query, everything)
        if filtered:
            assert 7 not in numbers
            cosines[7] = -1
        shares.append(np.isin(np.argsort(-cosines)[:10], numbers).mean())
    assert np.mean(shares) >= 0.98


def test_few_of_them_are_all_compared(large: VectorIndex) -> None:
    assert large.nearest(large.stored(0).vector, 10, np.ones(large.units, np.bool_), EXACT) is None
