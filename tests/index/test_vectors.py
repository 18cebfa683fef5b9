"""The vector index gives back what it was built from and finds the nearest."""

from pathlib import Path

import numpy as np
import pymupdf  # its C++ vectors and those of the index must not get into each other's way
import pytest

from kotae import Kotae
from kotae.embedding import Encoded
from kotae.index.places import Places
from kotae.index.segmented import SegmentedVectors
from kotae.index.tokens import coded, decoded, has_codebook, in_bytes
from kotae.index.vectors import VectorIndex, stored, write


def unit(rng: np.random.Generator, *shape: int) -> np.ndarray:
    values = rng.normal(size=shape).astype(np.float32)
    return values / np.linalg.norm(values, axis=-1, keepdims=True)


@pytest.fixture
def encoded() -> list[Encoded]:
    rng = np.random.default_rng(1)
    starts = ([0, 3, 1000], [], [2, 2, 257, 513, 500, 501, 70_000])
    return [Encoded(unit(rng, 384), unit(rng, len(at), 384), np.array(at, dtype=np.int32)) for at in starts]


@pytest.fixture(params=[False, True], ids=["in bytes", "by the codebook"])
def index(request: pytest.FixtureRequest, encoded: list[Encoded], tmp_path: Path) -> VectorIndex:
    write(tmp_path / "vectors", [stored(each) for each in encoded], by_codebook=request.param)
    return VectorIndex.load(tmp_path / "vectors")


def test_vectors_and_the_places_of_tokens_come_back_as_they_were(index: VectorIndex, encoded: list[Encoded]) -> None:
    assert (index.units, index.dimension) == (3, 384)
    for number, one in enumerate(encoded):
        tokens, starts = index.tokens(number)
        assert np.array_equal(index.stored(number).vector, one.vector)
        assert starts.tolist() == one.starts.tolist()
        assert tokens.shape == one.tokens.shape
        if not index.by_codebook:
            assert np.abs(one.tokens - tokens).max(initial=0) <= 0.5 / 400 + 1e-6


def test_storing_twice_changes_nothing(index: VectorIndex, tmp_path: Path) -> None:
    """Vectors carried over through many generations do not drift."""
    again = write(tmp_path / "again", [index.stored(n) for n in range(3)], by_codebook=index.by_codebook)
    for name in ("vectors.npy", "tokens.npy", "firsts.npy", "steps.npy", "leaps.npy"):
        assert (tmp_path / "again" / name).read_bytes() == (tmp_path / "vectors" / name).read_bytes()
    assert np.array_equal(again.tokens(2)[0], index.tokens(2)[0])


def test_by_the_codebook_a_token_is_the_same_whether_it_was_kept_in_bytes_before(
    encoded: list[Encoded], tmp_path: Path
) -> None:
    before = write(tmp_path / "before", [stored(each) for each in encoded])
    for name, units in (
        ("carried over", [before.stored(number) for number in range(3)]),
        ("anew", [stored(each, by_codebook=True) for each in encoded]),
    ):
        write(tmp_path / name, units, by_codebook=True)
    assert (tmp_path / "carried over" / "tokens.npy").read_bytes() == (tmp_path / "anew" / "tokens.npy").read_bytes()


def test_the_codebook_keeps_the_direction_of_the_bundled_models_tokens(kotae: Kotae) -> None:
    assert pymupdf.mupdf
    assert has_codebook(kotae.encoder.identity)
    assert not has_codebook("owner/other@1/float32/2")
    texts = ["富士山の標高は3776メートルである。", "The lighthouse was rebuilt after the storm of 1911."]
    for one in kotae.encoder.encode_passages(texts):
        kept = coded(in_bytes(one.tokens), one.vector)
        assert kept.shape == (len(one.tokens), 26), "bytes a token"
        cosines = (decoded(kept, one.vector) * one.tokens).sum(axis=1)
        assert cosines.min() > 0.88
        assert cosines.mean() > 0.95


def test_scores_are_cosines_in_the_order_asked_for(index: VectorIndex, encoded: list[Encoded]) -> None:
    scores = index.scores(encoded[2].vector, np.array([2, 0, 1], dtype=np.int64))
    assert scores == pytest.approx([float(encoded[n].vector @ encoded[2].vector) for n in (2, 0, 1)], abs=1e-5)


def test_late_scores_are_the_mean_of_the_best_matches(index: VectorIndex, encoded: list[Encoded]) -> None:
    whole = SegmentedVectors([index], Places.of([3], [(0, 0, 3)]))
    asked = encoded[2].tokens[:2]
    scores = whole.late_scores(asked, np.array([2, 1, 0], dtype=np.int64))
    expected = [float((asked @ index.tokens(n)[0].T).max(axis=1).mean()) for n in (2, 0)]
    assert scores[[0, 2]] == pytest.approx(expected, abs=1e-5)
    assert scores[1] == 0, "a unit without tokens meets nothing"
    assert scores[2] == pytest.approx(whole.late_scores_within(asked, 0, [(0, 1001)])[0], abs=1e-5)
    assert whole.late_scores(np.empty((0, 384), np.float32), np.array([0], dtype=np.int64)).tolist() == [0]
