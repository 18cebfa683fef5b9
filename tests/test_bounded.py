"""Work under limits: it is ended whatever it does, it is said why, and the next piece of work is done."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support import is_running
from workloads import (
    fail,
    keep,
    leave,
    print_loudly,
    read_nowhere,
    return_too_much,
    search_for_ever,
    take_at_once,
    take_bit_by_bit,
    turn,
    unpicklable,
    wait_for_ever,
)

from kotae.bounded import Limits, NotDoneError, Reason, Worker

ENOUGH = Limits(30, 500)
LITTLE = Limits(1, 300)


@pytest.fixture
def worker() -> Iterator[Worker]:
    worker = Worker()
    yield worker
    worker.close()


def test_what_work_leaves_is_there_for_the_next(worker: Worker) -> None:
    assert worker.run(ENOUGH, keep, 1) == [1]
    assert worker.run(ENOUGH, keep, number=2) == [1, 2]
    worker.renew()
    assert worker.run(ENOUGH, keep, 3) == [3]


def test_what_work_raises_is_raised_here_and_ends_nothing(worker: Worker) -> None:
    worker.run(ENOUGH, keep, 1)
    with pytest.raises(ValueError, match="as said"):
        worker.run(ENOUGH, fail, "as said")
    with pytest.raises(Exception, match="pickle"):
        worker.run(ENOUGH, unpicklable)
    assert worker.run(ENOUGH, keep, 2) == [1, 2]


@pytest.mark.parametrize(
    ("work", "reason"),
    [
        (turn, "time"),
        (search_for_ever, "time"),
        (take_at_once, "memory"),
        (take_bit_by_bit, "memory"),
        (return_too_much, "memory"),
        (read_nowhere, "crash"),
        (leave, "crash"),
    ],
)
def test_work_that_goes_over_its_limits_or_dies_is_ended_and_said_why(
    worker: Worker, work: Callable[[], object], reason: Reason
) -> None:
    worker.run(ENOUGH, keep, 1)
    with pytest.raises(NotDoneError) as raised:
        worker.run(LITTLE, work)
    assert raised.value.reason == reason
    assert worker.run(ENOUGH, keep, 2) == [2], "a new process goes on"


def test_limits_are_each_piece_s_own(worker: Worker) -> None:
    """Processor time that earlier work took does not count against the next, nor does the clock."""
    for number in range(1, 4):
        worker.run(Limits(1, 300), keep, number)
    assert worker.run(Limits(1, 300), keep, 4) == [1, 2, 3, 4]


def test_nothing_is_printed_from_a_worker(worker: Worker, capfd: pytest.CaptureFixture[str]) -> None:
    worker.run(ENOUGH, print_loudly)
    assert capfd.readouterr() == ("", "")


def test_closing_ends_what_is_being_done(worker: Worker) -> None:
    worker.run(ENOUGH, keep, 1)
    raised: list[BaseException] = []

    def work() -> None:
        try:
            worker.run(ENOUGH, wait_for_ever)
        except NotDoneError as error:
            raised.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    worker.close()
    thread.join(600)
    assert not thread.is_alive()
    assert len(raised) == 1
    with pytest.raises(NotDoneError):
        worker.run(ENOUGH, keep, 2)


def test_closing_while_the_process_starts_ends_it_too() -> None:
    """Another thread may close at any moment of a start."""
    for pause in (0.0, 0.0001, 0.001, 0.005, 0.02, 0.1):
        worker = Worker()
        outcomes: list[object] = []

        def work(worker: Worker = worker, outcomes: list[object] = outcomes) -> None:
            try:
                outcomes.append(worker.run(ENOUGH, wait_for_ever))
            except NotDoneError as error:
                outcomes.append(error.reason)

        thread = threading.Thread(target=work)
        thread.start()
        time.sleep(pause)
        worker.close()
        thread.join(600)
        assert outcomes == ["crash"]


_STARTS = """
import os, sys, threading, time
sys.path.insert(0, {folder!r})
from kotae.bounded import Limits, Worker
import workloads
worker = Worker()
print(worker.run(Limits(30, 500), os.getpid), flush=True)
{then}
"""


def starting(then: str) -> "subprocess.Popen[str]":
    """Start a process that starts a worker, prints the worker's process number, and then does something."""
    code = _STARTS.format(folder=str(Path(__file__).parent), then=then)
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize(
    "then",
    [
        "threading.Thread(target=worker.run, args=(Limits(90, 500), workloads.search_for_ever), daemon=True).start(); "
        "time.sleep(0.5)",
        "sys.stdin.read(); time.sleep(600)",
    ],
    ids=["ends while its worker heeds nothing", "is killed"],
)
def test_no_worker_outlives_its_parent(then: str) -> None:
    parent = starting(then)
    assert parent.stdout is not None
    worker = int(parent.stdout.readline())
    if "600" in then:
        parent.kill()
    _, errors = parent.communicate()
    assert errors == ""
    while is_running(worker):
        time.sleep(0.05)


def test_a_parent_that_is_killed_while_a_worker_starts_leaves_no_traceback() -> None:
    code = (
        "from kotae.bounded import Limits, Worker; import os; print(flush=True)\n"
        "while True: Worker().run(Limits(30, 500), os.getpid)"
    )
    for pause in range(12):
        parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert parent.stdout is not None
        parent.stdout.readline()
        time.sleep(pause * 0.007)
        parent.kill()
        assert parent.communicate()[1] == b""  # the worker's error stream would be this one
