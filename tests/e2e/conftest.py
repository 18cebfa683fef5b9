"""The real command, run as a user runs it."""

import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from support import KOTAE, environment

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def run_in() -> Run:
    """Return a function that runs `kotae` in a folder and returns what it printed."""

    def command(folder: Path, *arguments: object, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [KOTAE, *map(str, arguments)],
            cwd=folder,
            env=environment(**variables),
            capture_output=True,
            encoding="utf-8",
            timeout=120,
        )

    return command


@pytest.fixture
def run(run_in: Run, tmp_path: Path) -> Run:
    """Return a function that runs `kotae` in an empty folder and returns what it printed."""
    folder = tmp_path / "here"
    folder.mkdir()
    return partial(run_in, folder)
