"""The real `kotae serve` in a process of its own, and a real Chromium to look at it."""

import os
import re
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from forked import ended, started
from support import KOTAE, ROOT, environment

# What Chromium shows of its own and nobody sees here: with every new session it loads the pages of its address bar, which
# takes three times what the session itself does.
_OF_ITS_OWN = ("WebUIOmniboxPopup", "WebUIOmniboxFullPopup", "WebUIOmniboxAimPopup", "PreloadTopChromeWebUI")
# What Playwright turns off itself; the last such argument counts, so that ours has to say it as well.
_BY_PLAYWRIGHT = (
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades", "LensOverlay"),
    *("HttpsFirstBalancedModeAutoEnable", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning", "AimEnabled"),
    *("AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints", "NetworkTimeServiceQuerying", "PreconnectToSearch"),
)
# Chromium as root in a container, and without what it would fetch for itself.
CHROMIUM_ARGUMENTS = (
    f"--disable-features={','.join(_OF_ITS_OWN + _BY_PLAYWRIGHT)}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_READY = re.compile(r"Kotae answers at (http://\S+)")
_STARTING = ENDING = 600  # seconds; how long a busy machine takes is no failure


def chromium() -> str | None:
    """Return the Chromium that is installed, or None."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def write_corpus(folder: Path) -> Path:
    """Write a corpus of four formats: the brief (PDF) with its manifest, and the invented documents of the question set."""
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "corpus" / "critical-minerals-brief.ja.pdf", folder)
    shutil.copy(ROOT / "corpus" / "sources.toml", folder)
    for path in (ROOT / "tests" / "questions" / "documents").iterdir():
        shutil.copy(path, folder)
    (folder / "tea.txt").write_text(
        "Growing tea in the hills\n\nTea bushes need acid soil, steady rain and mist.\n", encoding="utf-8"
    )
    return folder


@contextmanager
def serving(folder: Path, *arguments: str, **variables: str) -> Iterator[str]:
    """Be `kotae serve` in a folder on a free port and give its address; what it printed is in serve.log there.

    It is forked from a process that has loaded it (forked.py). Where the start itself counts, or what is read while it loads,
    there is `command_serving`.
    """
    log = folder / "serve.log"
    process, line = started(folder, ("serve", "--port", "0", *arguments), variables, log)
    try:
        yield _address(line, log)
    finally:
        os.kill(process, signal.SIGINT)  # where it has ended already, it waits to be asked for its exit code
        code = ended(process, ENDING)
    assert code == 0, f"kotae serve ended with {code}: {log.read_text(encoding='utf-8')}"


def _address(line: str, log: Path) -> str:
    """Return the address that a server says it answers at."""
    found = _READY.search(line)
    assert found, f"kotae serve did not start: {line} {log.read_text(encoding='utf-8')}"
    return found.group(1)


@contextmanager
def command_serving(folder: Path, *arguments: str, **variables: str) -> Iterator[str]:
    """Run `kotae serve` in a folder as `serving` does, loaded anew as a user starts it."""
    log = folder / "serve.log"
    command = [str(KOTAE), "serve", "--port", "0", *arguments]
    with log.open("wb") as errors:
        process = subprocess.Popen(
            command, cwd=folder, env=environment(**variables), stdout=subprocess.PIPE, stderr=errors
        )
    assert process.stdout is not None
    late = threading.Timer(_STARTING, process.kill)
    late.start()
    try:
        line = process.stdout.readline().decode()
        late.cancel()
        yield _address(line, log)
    finally:
        late.cancel()
        process.send_signal(signal.SIGINT)
        try:
            process.wait(ENDING)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
