"""The real command, the real server and a real browser, run as a user runs them."""

import os
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from forked import ran
from served import CHROMIUM_ARGUMENTS, ENDING, chromium, serving, write_corpus
from support import KOTAE, environment, made_index, opened, settings_for
from typer.testing import CliRunner

from kotae import Kotae
from kotae.cli import app
from kotae.settings import Settings

MadeOnce = Callable[[str, Callable[[Path], object]], Path]
Run = Callable[..., subprocess.CompletedProcess[str]]
Open = Callable[..., Any]
Idle = defaultdict[str, list[Any]]


@pytest.fixture(scope="session")
def run_in() -> Run:
    """Return a function that is `kotae` in a folder and returns what it printed; it is loaded already (forked.py)."""

    def command(folder: Path, *arguments: object, **variables: str) -> subprocess.CompletedProcess[str]:
        return ran(folder, arguments, variables, ENDING)

    return command


@pytest.fixture
def command(tmp_path: Path) -> Run:
    """Return what does as `run` with the command itself, loaded anew: what a user's shell starts."""
    folder = tmp_path / "here"
    folder.mkdir(exist_ok=True)

    def typed(*arguments: object, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [KOTAE, *map(str, arguments)],
            cwd=folder,
            env=environment(**variables),
            capture_output=True,
            encoding="utf-8",
            timeout=ENDING,
        )

    return typed


@pytest.fixture
def run(run_in: Run, tmp_path: Path) -> Run:
    """Return a function that is `kotae` in an empty folder and returns what it printed."""
    folder = tmp_path / "here"
    folder.mkdir(exist_ok=True)
    return partial(run_in, folder)


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return what does as `run` in this process: where many commands are run, beginning processes takes most of the time."""
    folder = tmp_path / "here"
    folder.mkdir(exist_ok=True)
    monkeypatch.chdir(folder)
    for name in set(os.environ) - set(environment()):
        monkeypatch.delenv(name)

    def command(*arguments: object, **variables: str) -> subprocess.CompletedProcess[str]:
        told = list(map(str, arguments))
        done = CliRunner().invoke(app, told, env=environment(**variables), catch_exceptions=False)
        return subprocess.CompletedProcess(["kotae", *told], done.exit_code, done.stdout, done.stderr)

    return command


@pytest.fixture(scope="session")
def web_folder(
    made_once: MadeOnce, tmp_path_factory: pytest.TempPathFactory, brief_settings: Settings, cache: Path
) -> Path:
    """Return a folder with a corpus of four formats and its index; copy it before changing it."""

    def make(folder: Path) -> None:
        shutil.copytree(brief_settings.index, folder / "index")  # the brief, which takes longest, is taken over
        made_index(settings_for(write_corpus(folder / "corpus"), folder / "index", cache))

    # A copy, for servers that run in it leave files.
    return Path(shutil.copytree(made_once("web", make), tmp_path_factory.mktemp("web") / "web"))


@pytest.fixture(scope="session")
def web_kotae(web_folder: Path, cache: Path) -> Kotae:
    """Return the index of that folder, opened here: what the server must answer."""
    return opened(settings_for(web_folder / "corpus", web_folder / "index", cache))


@pytest.fixture(scope="session")
def address(web_folder: Path) -> Iterator[str]:
    """Return the address of a running server over that folder; tests must not change its documents."""
    with serving(web_folder) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Return a running Chromium; not longer than a file's tests need it, for its driver keeps an event loop running."""
    path = chromium()
    if path is None:
        pytest.skip("browser tests skipped: no Chromium here (Debian: apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def idle() -> Idle:
    """Return the browser sessions that no test uses now, by how they were opened.

    What they have loaded of a page and compiled is kept for the next test, which takes a third of what opening it takes;
    nothing else of a test is.
    """
    return defaultdict(list)


@pytest.fixture
def open_page(browser: Any, idle: Idle) -> Iterator[Open]:
    """Return a function that opens an address in a browser session of its own.

    Whatever its console complains of fails the test, except where it may: of answers of 404 Chromium complains itself.
    """
    used: list[tuple[str, Any]] = []
    complaints: list[str] = []

    def open_one(
        address: str,
        *,
        locale: str = "ja-JP",
        width: int = 1280,
        height: int = 800,
        may_complain: bool = False,
        **options: object,
    ) -> Any:
        options |= {"locale": locale, "viewport": {"width": width, "height": height}}
        kind = repr(sorted(options.items()))
        context = idle[kind].pop() if idle[kind] else browser.new_context(**options)
        used.append((kind, context))
        page = context.new_page()
        page.set_default_timeout(600_000)  # how long a busy machine takes is no failure
        if not may_complain:
            page.on("console", lambda told: told.type in ("error", "warning") and complaints.append(told.text))
            page.on("pageerror", lambda error: complaints.append(str(error)))
        # What an earlier test has left there; Playwright's own way opens a page for it, which costs what is saved.
        stored = {"origin": "/".join(address.split("/")[:3]), "storageTypes": "local_storage,indexeddb"}
        context.new_cdp_session(page).send("Storage.clearDataForOrigin", stored)
        page.goto(address)
        page.locator("#kt-question textarea").wait_for()
        page.wait_for_load_state("networkidle")
        return page

    yield open_one
    for kind, context in used:
        for page in context.pages:
            page.close()
        context.clear_cookies()
        idle[kind].append(context)
    assert complaints == []
