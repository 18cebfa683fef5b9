"""Many sessions that go on asking a server while documents are added and removed: errors, times, memory.

Run: python benchmarks/load.py [--sessions 200] [--seconds 600] [--corpus FOLDER]

A session opens its heartbeat stream, as a page does, and asks one question after the other over the HTTP API. The server
watches its folder, where a document comes or goes all the time; `/healthz` is asked every second.
"""

import argparse
import asyncio
import itertools
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from machine import stamp
from processes import KOTAE
from questions import QUESTIONS, ROOT, read_set
from rows import Row, table

from kotae.index.build import build
from kotae.settings import load

sys.path.append(str(ROOT / "tests"))

from support import environment

_PATIENCE = 1800  # seconds for an answer: the last of many waits for all the others
_PAUSE = 5  # seconds between two changes of the folder
_ADDED = "Notice {number}\n\nThe harbour office of Cape Lorne moved to pier {number} in 2024.\n"
_READY = re.compile(r"Kotae answers at (http://\S+)")


@dataclass(slots=True)
class Seen:
    """What the clients have seen: seconds of answers and of `/healthz`, errors, generations, bytes of memory."""

    answers: list[float] = field(default_factory=list)
    health: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    generations: set[str] = field(default_factory=set)
    memory: list[int] = field(default_factory=list)
    changes: int = 0


def rows(sessions: int, seconds: float, corpus: Path) -> Iterable[Row]:
    """Serve a copy of a corpus, let sessions ask it, and measure."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(corpus, folder / "corpus")
        settings = load(corpus=folder / "corpus", index=folder / "index")
        build(settings.recipe, settings.index)
        with (folder / "serve.log").open("wb") as log:
            server = subprocess.Popen(
                [KOTAE, "serve", "--port", "0"],
                cwd=folder,
                env=environment(KOTAE_WATCH="true"),
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,
            )
        try:
            assert server.stdout is not None
            ready = _READY.search(server.stdout.readline().decode())
            if ready is None:
                raise RuntimeError((folder / "serve.log").read_text(encoding="utf-8"))
            seen = asyncio.run(_load(ready.group(1), sessions, seconds, folder / "corpus", server.pid))
        finally:
            server.terminate()
            server.wait()
        told = (folder / "serve.log").read_text(encoding="utf-8").splitlines()
    for error in [*seen.errors[:5], *told[:5]]:
        print(error, file=sys.stderr)
    yield from _shown(f"{sessions} sessions, {seconds:.0f} s", seen, len(told))


def _shown(name: str, seen: Seen, lines: int) -> Iterable[Row]:
    yield Row(name, "errors", str(len(seen.errors)), str(len(seen.answers) + len(seen.health) + len(seen.errors)))
    yield Row(name, "lines in the server's log", str(lines), "1")
    for what, taken in (("one answer", seen.answers), ("/healthz", seen.health)):
        if len(taken) > 1:
            last = statistics.quantiles(taken, n=20, method="inclusive")[-1]
            yield Row(name, f"{what}: median", f"{statistics.median(taken):.2f} s", str(len(taken)))
            yield Row(name, f"{what}: 95th percentile", f"{last:.2f} s", str(len(taken)))
    yield Row(name, "generations that answered", str(len(seen.generations)), f"{seen.changes} changes")
    told = ", ".join(f"{size / 2**20:.0f}" for size in seen.memory)
    yield Row(name, "memory of the server: before, each quarter, after", f"{told} MiB", str(len(seen.memory)))


async def _load(address: str, sessions: int, seconds: float, corpus: Path, server: int) -> Seen:
    """Let all clients run until the time is over and each has its last answer."""
    seen = Seen()
    questions = [str(question["question"]) for question in read_set(QUESTIONS)]
    # Another number of hits makes it another question to the server, which keeps the last answers.
    asking = ((question, results) for results in itertools.cycle(range(1, 31)) for question in questions)
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=address, timeout=_PATIENCE, limits=limits) as client:
        for question in questions[:: len(questions) // 10]:
            await _ask(client, question, 8, Seen())  # what is loaded late is loaded before the memory is measured
        seen.memory.append(_memory(server))
        end = time.monotonic() + seconds
        beside = [_change(corpus, end, seen), _probe(client, end, seen), _weigh(server, seconds, seen)]
        await asyncio.gather(*beside, *(_session(client, number, asking, end, seen) for number in range(sessions)))
    seen.memory.append(_memory(server))
    return seen


async def _session(
    client: httpx.AsyncClient, number: int, asking: Iterable[tuple[str, int]], end: float, seen: Seen
) -> None:
    async with AsyncExitStack() as open_page:
        await open_page.enter_async_context(client.stream("GET", f"gradio_api/heartbeat/load{number}"))
        for question, results in asking:
            if time.monotonic() > end:
                return
            await _ask(client, question, results, seen)


async def _ask(client: httpx.AsyncClient, question: str, results: int, seen: Seen) -> None:
    given = {"data": [question, results, None, "any", "all", None, None]}
    started = time.monotonic()
    try:
        answer = await client.post("gradio_api/run/ask", json=given)
        answer.raise_for_status()
        if answer.json()["data"][0]["question"] != question:
            raise ValueError(f"another question was answered than {question!r}")
        seen.answers.append(time.monotonic() - started)
    except (httpx.HTTPError, ValueError, KeyError) as error:
        seen.errors.append(repr(error))


async def _change(corpus: Path, end: float, seen: Seen) -> None:
    """Add a document, take it out again, and so on."""
    while time.monotonic() < end:
        path = corpus / f"notice-{seen.changes // 2 % 3}.txt"
        if path.exists():
            path.unlink()
        else:
            path.write_text(_ADDED.format(number=seen.changes), encoding="utf-8")
        seen.changes += 1
        await asyncio.sleep(_PAUSE)


async def _probe(client: httpx.AsyncClient, end: float, seen: Seen) -> None:
    while time.monotonic() < end:
        started = time.monotonic()
        try:
            health = (await client.get("healthz")).raise_for_status()
            seen.health.append(time.monotonic() - started)
            seen.generations.add(health.json()["index"])
        except httpx.HTTPError as error:
            seen.errors.append(repr(error))
        await asyncio.sleep(1)


async def _weigh(server: int, seconds: float, seen: Seen) -> None:
    for _ in range(4):
        await asyncio.sleep(seconds / 4)
        seen.memory.append(_memory(server))


def _memory(process: int) -> int:
    """Return the bytes that a process takes, without those that it starts: what they take, they give back (PSS, Linux)."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return sum(1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def _arguments(given: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sessions", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--corpus", type=Path, default=ROOT / "corpus")
    return parser.parse_args(given)


if __name__ == "__main__":
    chosen = _arguments()
    print(f"{stamp()}\n\n{table(list(rows(chosen.sessions, chosen.seconds, chosen.corpus)))}")
