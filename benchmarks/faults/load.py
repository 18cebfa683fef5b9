"""Many at once: questions to one server, and the memory that it keeps after hundreds of sessions."""

import secrets
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import httpx
from answers import QUESTIONS, Asker, answered
from changes import base
from outcomes import Finding, Measured, Outcome
from processes import session_memory
from questions import QUESTIONS as SET
from questions import read_set
from serving import Served, ended, judged_answer, served
from workplace import Workplace

_AT_ONCE, _AT_ONCE_SHORT = 300, 20
_SESSIONS = 500
_TOGETHER = 50  # sessions that are open at one time
_WARM = 100  # sessions after which the server has loaded all that it loads; growth counts from there
# Bytes from then to the last session. The server remembers 300 sessions (150 kB each), 64 results, and analysed texts.
_GROWTH = 64 * 2**20


def attack_questions(place: Workplace, asker: Asker, short: bool) -> Iterator[Finding]:
    """Ask a server different questions at the same moment, each of a connection of its own."""
    folder = Path(shutil.copytree(base(place), place.root / "asked", symlinks=True))
    known = [str(one["question"]) for one in read_set(SET)] + list(QUESTIONS)
    # Another number of hits makes it another question to the server, which keeps the last answers.
    asking = [(question, results) for results in (8, 5, 3) for question in known]
    asking = asking[: _AT_ONCE_SHORT if short else _AT_ONCE]
    kotae = asker.open(folder)
    alone = [answered(kotae, *one) for one in asking]
    with served(place, folder) as server, ExitStack() as clients:
        opened = [clients.enter_context(server.client()) for _ in asking]
        with ThreadPoolExecutor(len(asking)) as threads:
            answers = threads.map(
                lambda client, one, right: judged_answer(client, *one, {right: Outcome.RIGHT}), opened, asking, alone
            )
            for (question, _), answer in zip(asking, answers, strict=True):
                yield Finding("questions", question, *answer)
    yield from ended("questions", folder, server.process)


def attack_sessions(place: Workplace, asker: Asker, short: bool) -> Iterator[Finding | Measured]:
    """Open sessions as a page does, with its event stream, ask once in each, and measure the server."""
    if short:
        return  # memory shows after hundreds of sessions only
    folder = Path(shutil.copytree(base(place), place.root / "sessions", symlinks=True))
    with served(place, folder) as server:
        warm = 0
        for first in range(0, _SESSIONS, _TOGETHER):
            if first == _WARM:
                warm = session_memory(server.process)
            yield from _sessions(server, range(first, first + _TOGETHER))
        last = session_memory(server.process)
    figures = f"{warm / 2**20:.0f} MiB after {_WARM} sessions, {last / 2**20:.0f} MiB after {_SESSIONS}"
    told = f"memory of the server's processes: {figures}"
    yield Finding("sessions", "memory", Outcome.RIGHT if last - warm <= _GROWTH else Outcome.OVER_LIMITS, told)
    yield Measured(told)
    yield from ended("sessions", folder, server.process)


def _sessions(server: Served, numbers: range) -> Iterator[Finding]:
    """Open sessions, ask once in each while all are open, and close them."""
    with server.client() as client:
        function = _asking_function(client.get("config").json())
    with ExitStack() as streams, ThreadPoolExecutor(len(numbers)) as threads:
        clients = [streams.enter_context(server.client()) for _ in numbers]
        names = [secrets.token_hex(6) for _ in clients]
        for client, name in zip(clients, names, strict=True):
            client.get("")
            streams.enter_context(client.stream("GET", f"gradio_api/heartbeat/{name}"))
        for outcome, detail in threads.map(partial(_ask_page, function), clients, names, numbers):
            yield Finding("sessions", "a session", outcome, detail)


def _asking_function(config: dict[str, list[dict[str, object]]]) -> object:
    """Return the number of the function that the page asks with: the one that submitting the question calls."""
    return next(one["id"] for one in config["dependencies"] if "submit" in str(one["targets"]))


def _ask_page(function: object, client: httpx.Client, session: str, number: int) -> tuple[Outcome, str]:
    """Ask as the page does; another number of hits or another strictness makes it another question to the server."""
    data = ["When was the lighthouse built?", [], "any", "all", 1 + number % 30, number // 30 / 100]
    asking = {"fn_index": function, "session_hash": session, "data": data}
    try:
        answer = client.post("gradio_api/run/predict", json=asking)
    except httpx.HTTPError as error:
        return Outcome.HUNG if isinstance(error, httpx.TimeoutException) else Outcome.WRONG, repr(error)
    well = answer.status_code == 200 and "1862" in answer.text
    return (Outcome.RIGHT, "") if well else (Outcome.WRONG, f"{answer.status_code} {answer.text[:300]}")
