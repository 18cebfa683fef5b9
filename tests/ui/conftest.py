"""Libraries that the tests of the web interface share: over the small corpus, and over a hostile one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support import made_index, settings_for

from kotae.settings import Settings
from kotae_ui.evaluating import Evaluator
from kotae_ui.incoming import Incoming
from kotae_ui.library import Library

from .hostile import write_hostile


@pytest.fixture(scope="session")
def library(small: Settings) -> Library:
    """Return the small index as the web interface has it."""
    library = Library(small)
    library.open()
    return library


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Library:
    """Return an index over documents that try to be more than text, as the web interface has it."""
    folder = tmp_path_factory.mktemp("hostile")
    settings = settings_for(write_hostile(folder / "corpus"), folder / "index", cache)
    made_index(settings)
    library = Library(settings)
    library.open()
    return library


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Run in an empty folder: runs are kept where the command line keeps them."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def sent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Incoming]:
    """Return where files wait that a page has sent; it is closed in the end."""
    incoming = Incoming(tmp_path_factory.mktemp("sent"), file_mb=1, total_mb=10, kept_bytes=lambda: 0)
    yield incoming
    incoming.close()


@pytest.fixture
def evaluator() -> Iterator[Evaluator]:
    """Return what runs question sets; it is closed in the end."""
    evaluator = Evaluator()
    yield evaluator
    evaluator.close()
