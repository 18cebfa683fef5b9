"""The vector index gives back what it was built from and finds the nearest."""

from pathlib import Path

import numpy as np
import pytest

from kotae.embedding import Encoded
from kotae.index.vectors import StoredVectors, VectorIndex, stored


def unit(rng: np.random.Generator, *shape: int) -> np.ndarray:
    values = rng.normal(size=shape).astype(np.float32)
    return values / np.linalg.norm(values, axis=-1, keepdims=True)


@pytest.fixture
def encoded() -> list[Encoded]:
    rng = np.random.default_rng(1)
    sizes = (3, 0, 7)
    return [Encoded(unit(rng, 384), unit(rng, size, 384), np.arange(size, dtype=np.int32) * 2) for size in sizes]


def test_what_is_saved_is_what_was_built(encoded: list[Encoded], tmp_path: Path) -> None:
    built = VectorIndex.build([stored(each) for each in encoded])
    built.save(tmp_path / "vectors")
    for index in (built, VectorIndex.load(tmp_path / "vectors")):
        assert (index.units, index.dimension) == (3, 384)
        for unit_number, (one, kept) in enumerate(zip(encoded, index.stored(), strict=True)):
            assert np.array_equal(one.vector, kept.vector)
            assert np.array_equal(one.starts, kept.starts)
            assert np.abs(one.tokens - index.tokens(unit_number)[0]).max(initial=0) <= 0.5 / 400 + 1e-6


def test_storing_twice_changes_nothing(encoded: list[Encoded]) -> None:
    """Vectors carried over through many generations do not drift."""
    once = VectorIndex.build([stored(each) for each in encoded]).stored()
    twice = VectorIndex.build(once).stored()
    assert all(isinstance(first, StoredVectors) and first.tokens.dtype == np.int8 for first in once)
    assert all(np.array_equal(first.tokens, second.tokens) for first, second in zip(once, twice, strict=True))


def test_scores_are_cosines_in_the_order_of_the_units(encoded: list[Encoded]) -> None:
    scores = VectorIndex.build([stored(each) for each in encoded]).scores(encoded[2].vector)
    assert scores.argmax() == 2
    assert scores == pytest.approx([float(one.vector @ encoded[2].vector) for one in encoded], abs=1e-5)


def test_late_scores_are_the_mean_of_the_best_matches(encoded: list[Encoded]) -> None:
    index = VectorIndex.build([stored(each) for each in encoded])
    asked = encoded[2].tokens[:2]
    scores = index.late_scores(asked, np.array([2, 0, 1], dtype=np.int64))
    assert scores[0] == pytest.approx(1, abs=0.03)
    assert scores[1] == pytest.approx(float((asked @ encoded[0].tokens.T).max(axis=1).mean()), abs=0.03)
    assert scores[2] == 0, "a unit without tokens meets nothing"
    assert index.late_scores(np.empty((0, 384), np.float32), np.array([0], dtype=np.int64)).tolist() == [0]
