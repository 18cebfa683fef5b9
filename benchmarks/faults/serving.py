"""The real `kotae serve` over an index, asked over HTTP on the loopback address."""

import re
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from answers import MANY, text_of
from commands import wait_for_session
from outcomes import Finding, Outcome
from support import KOTAE
from workplace import Workplace

WAITING = 300  # seconds for an answer; with 300 questions at once the last one waits for all the others
_STARTING, _ENDING = 300, 60  # seconds
_READY = re.compile(r"Kotae answers at (http://\S+)")


@dataclass(frozen=True, slots=True)
class Served:
    """A running server: its address, and the number of its process, which is that of its session."""

    address: str
    process: int

    def client(self) -> httpx.Client:
        """Return a client of its own for one thread."""
        return httpx.Client(base_url=self.address, timeout=WAITING)


@contextmanager
def served(place: Workplace, folder: Path) -> Iterator[Served]:
    """Serve the corpus and index in a folder; what it prints on its error stream is in serve.log there."""
    command = [KOTAE, "serve", "--port", "0", "--corpus", folder / "corpus", "--index", folder / "index"]
    with (folder / "serve.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=folder, env=place.environment(), stdout=subprocess.PIPE, stderr=log, start_new_session=True
        )
    assert process.stdout is not None
    late = threading.Timer(_STARTING, process.kill)
    late.start()
    try:
        ready = _READY.search(process.stdout.readline().decode())
        if ready is None:
            raise RuntimeError(f"kotae serve did not start: {(folder / 'serve.log').read_text(encoding='utf-8')}")
        late.cancel()
        yield Served(ready.group(1), process.pid)
    finally:
        late.cancel()
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(_ENDING)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        finally:
            process.stdout.close()


def asked(client: httpx.Client, question: str, results: int = MANY) -> str:
    """Ask over the HTTP API, and return the whole result as one text.

    Raises:
        httpx.HTTPError: there is no answer in time, or it is an error.
    """
    given: list[Any] = [question, results, None, "any", "all", None, None]
    answer = client.post("gradio_api/run/ask", json={"data": given})
    answer.raise_for_status()
    return text_of(answer.json()["data"][0])


def ended(kind: str, folder: Path, session: int) -> Iterator[Finding]:
    """Yield what a server that has ended left: lines in its log, running processes."""
    told = (folder / "serve.log").read_text(encoding="utf-8", errors="replace")
    if told.strip():
        yield Finding(kind, "the server's log", Outcome.TRACEBACK, told[-600:])
    if left := wait_for_session(session):
        yield Finding(kind, "the server's end", Outcome.LEFT_OVER, f"still running: {left}")


def judged_answer(
    client: httpx.Client, question: str, results: int, right: Mapping[str, Outcome]
) -> tuple[Outcome, str]:
    """Ask, and say which of the answers that may be it is."""
    try:
        answer = asked(client, question, results)
    except httpx.TimeoutException:
        return Outcome.HUNG, f"no answer in {WAITING} s"
    except httpx.HTTPError as error:
        return Outcome.WRONG, f"no answer: {error!r}"
    outcome = right.get(answer)
    return (outcome, "") if outcome else (Outcome.WRONG, f"answered {answer[:300]}")
