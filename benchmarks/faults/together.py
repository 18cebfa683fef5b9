"""Several at once: three writers of one index, and questions while one generation after the other is published."""

import shutil
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from pathlib import Path

from answers import MANY, QUESTIONS, Answers, Asker
from changes import CHANGES, COPY, Prepared, base, index, prepared
from commands import Finished, judged
from kills import half_made, unlike
from outcomes import Finding, Outcome
from serving import Served, asked, ended, judged_answer, served
from workplace import Workplace

_WRITERS = 3
_ROUNDS, _ROUNDS_SHORT = 10, 1
_SWITCHES, _SWITCHES_SHORT = 30, 2
_CLIENTS = 3
_FOLLOWING = 300  # seconds until the server must answer from a new generation
_CHANGE = CHANGES[2]  # it brings no new text, so that thirty generations are made in a minute or two


def attack_writers(place: Workplace, asker: Asker, short: bool) -> Iterator[Finding]:
    """Start `kotae index` three times at once over one index, in every kind of change; in some rounds one is killed."""
    changes = CHANGES[:1] if short else CHANGES
    ready = [prepared(place, asker, change) for change in changes]
    for number in range(_ROUNDS_SHORT if short else _ROUNDS):
        yield _round(place, asker, ready[number % len(ready)], number)


def _round(place: Workplace, asker: Asker, ready: Prepared, number: int) -> Finding:
    folder = ready.copy(place.root / f"writers-{number}")
    # From the second time round a change the first of the three is killed half-way.
    kill_after = ready.seconds / 2 if number >= len(CHANGES) else None

    def write(writer: int) -> Finished:
        return index(place, folder, *ready.change.options, kill_after=None if writer else kill_after)

    with ThreadPoolExecutor(_WRITERS) as threads:
        writers = list(threads.map(write, range(_WRITERS)))
    finding = Finding(
        "writers", f"{ready.change.name}, round {number}", *_of_round(asker, folder, ready, writers, place)
    )
    shutil.rmtree(folder)
    return finding


def _of_round(
    asker: Asker, folder: Path, ready: Prepared, writers: list[Finished], place: Workplace
) -> tuple[Outcome, str]:
    """Each writer does its work, is told of another, or was killed; the index is right then, or after one run more."""
    alive = [writer for writer in writers if writer.returncode != -signal.SIGKILL]
    ends = [judged(writer) for writer in alive]
    for outcome, detail in ends:
        if outcome not in (Outcome.RIGHT, Outcome.ONE_LINE):
            return outcome, detail
        if outcome is Outcome.ONE_LINE and "another kotae index is writing it" not in detail:
            return Outcome.WRONG, detail
    if len(alive) < len(writers):
        outcome, detail = judged(index(place, folder, *ready.change.options))
        if outcome is not Outcome.RIGHT:
            return outcome, f"after the kill: {detail}"
    elif Outcome.RIGHT not in [outcome for outcome, _ in ends]:
        return Outcome.WRONG, "none of the three wrote the index"
    if asker.ask(folder) != ready.new:
        return Outcome.WRONG, "the index does not answer as it should"
    left = half_made(folder)
    return (Outcome.LEFT_OVER, str(left)) if left else (Outcome.RIGHT, "")


def attack_switches(place: Workplace, asker: Asker, short: bool) -> Iterator[Finding]:
    """Ask a server, and indexes opened anew, while generations with and without a document take turns."""
    ready = prepared(place, asker, _CHANGE)
    folder = Path(shutil.copytree(base(place), place.root / "switched", symlinks=True))
    findings: list[Finding] = []
    with served(place, folder) as server:
        over = threading.Event()
        threads = [
            threading.Thread(target=_ask_server, args=(server, ready, over, findings, n)) for n in range(_CLIENTS)
        ]
        threads.append(threading.Thread(target=_ask_files, args=(asker, folder, ready, over, findings)))
        for thread in threads:
            thread.start()
        try:
            for number in range(_SWITCHES_SHORT if short else _SWITCHES):
                findings.append(_switch(place, folder, server, ready, number))
        finally:
            over.set()
            for thread in threads:
                thread.join()
    yield from findings
    yield from ended("switches", folder, server.process)


def _switch(place: Workplace, folder: Path, server: Served, ready: Prepared, number: int) -> Finding:
    """Publish a generation, and wait until the server answers from it."""
    if number % 2 == 0:
        _CHANGE.apply(folder / "corpus")
    else:
        (folder / "corpus" / COPY).unlink()
    wanted = (ready.old if number % 2 else ready.new)[3]
    outcome, detail = judged(index(place, folder))
    end = time.monotonic() + _FOLLOWING
    with server.client() as client:
        while outcome is Outcome.RIGHT and asked(client, QUESTIONS[3]) != wanted:
            if time.monotonic() > end:
                outcome, detail = Outcome.WRONG, f"the server had not followed after {_FOLLOWING} s"
            time.sleep(0.1)
    return Finding("switches", f"switch {number}", outcome, detail)


def _ask_server(server: Served, ready: Prepared, over: threading.Event, findings: list[Finding], first: int) -> None:
    with server.client() as client:
        for number in cycle(range(len(QUESTIONS))):
            if over.is_set():
                return
            place = (first + number) % len(QUESTIONS)
            right = {ready.old[place]: Outcome.OLD, ready.new[place]: Outcome.RIGHT}
            found = judged_answer(client, QUESTIONS[place], MANY, right)
            findings.append(Finding("switches", f"the server is asked: {QUESTIONS[place]}", *found))


def _ask_files(asker: Asker, folder: Path, ready: Prepared, over: threading.Event, findings: list[Finding]) -> None:
    """Open the index anew each time: all of its answers are of one generation."""
    known: dict[Answers, Outcome] = {ready.old: Outcome.OLD, ready.new: Outcome.RIGHT}
    while not over.is_set():
        answers = asker.ask(folder)
        found = (known[answers], "") if answers in known else unlike(answers)
        findings.append(Finding("switches", "the index is opened anew", *found))
        time.sleep(0.02)
