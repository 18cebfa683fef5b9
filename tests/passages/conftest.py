"""The model's own counter of tokens."""

from pathlib import Path

import pytest

from kotae.embedding import TokenCounter


@pytest.fixture(scope="session")
def counter(cache: Path) -> TokenCounter:
    """Return the bundled model's counter."""
    return TokenCounter.load(cache=cache)
