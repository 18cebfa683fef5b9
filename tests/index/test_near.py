"""Of very many vectors the nearest are found without looking at all; nothing else about the index changes."""

import numpy as np
import pytest

from kotae.index.near import EXACT
from kotae.index.places import Places
from kotae.index.segmented import SegmentedVectors
from kotae.index.vectors import StoredVectors, write

WIDTH = 8
QUESTIONS = 20


def unit(rng: np.random.Generator, count: int) -> np.ndarray:
    values = rng.normal(size=(count, WIDTH)).astype(np.float32)
    return values / np.linalg.norm(values, axis=1, keepdims=True)


@pytest.fixture(scope="module", params=["one segment", "three, some of whose documents are gone"])
def large(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> SegmentedVectors:
    no_tokens, no_starts = np.empty((0, WIDTH), np.int8), np.empty(0, np.int32)
    vectors = unit(np.random.default_rng(1), EXACT + 1_000)
    sizes, runs = [len(vectors)], [(0, 0, len(vectors))]
    if request.param != "one segment":
        sizes = [EXACT + 1, 500, 499]
        runs = [(1, 0, 100), (0, 0, 20_000), (2, 0, 499), (0, 20_100, EXACT - 20_099), (1, 200, 300)]
    folders = [tmp_path_factory.mktemp("large") for _ in sizes]
    firsts = np.cumsum([0, *sizes])
    for folder, first, size in zip(folders, firsts.tolist(), sizes, strict=False):
        write(folder, [StoredVectors(vector, no_tokens, no_starts) for vector in vectors[first : first + size]])
    return SegmentedVectors.load(folders, Places.of(sizes, runs))


@pytest.mark.parametrize("filtered", [False, True])
def test_the_nearest_are_among_those_that_are_given(large: SegmentedVectors, filtered: bool) -> None:
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


def test_few_of_them_are_all_compared(large: SegmentedVectors) -> None:
    assert large.nearest(large.stored(0).vector, 10, np.ones(large.units, np.bool_), EXACT) is None
