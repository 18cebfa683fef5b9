"""What a user waits for: whole `kotae` commands, started from nothing, with their time and their memory.

Run by run.py as a process of its own: a process counts its parent's memory at the fork among its own peak, so the parent
must be a small one.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from rows import Row

KOTAE = Path(sys.executable).with_name("kotae")
_QUESTION = "グリーンランドのレアアースの推定埋蔵量は?"
_RUNS = 3


class Run(NamedTuple):
    """One finished command: seconds from start to end, and the memory of its largest process in bytes."""

    seconds: float
    memory: int


def rows_from_small_process(corpus: Path) -> list[Row]:
    """Measure as `rows` does, from a process that has loaded next to nothing."""
    told = subprocess.run([sys.executable, __file__, corpus], stdout=subprocess.PIPE, check=True, text=True).stdout
    return [Row(*row) for row in json.loads(told)]


def rows(corpus: Path) -> Iterable[Row]:
    """Measure indexing and asking over a corpus; every command runs once unmeasured first, so that files are cached."""
    with tempfile.TemporaryDirectory() as folder:
        where = ["--corpus", str(corpus), "--index", f"{folder}/index"]
        index, rebuild = ["index", *where], ["index", "--rebuild", *where]
        ask = ["ask", "--index", f"{folder}/index", _QUESTION]
        run(rebuild)
        yield from _row("kotae index --rebuild, the brief", [run(rebuild) for _ in range(_RUNS)])
        empty = [run(rebuild, {"KOTAE_CACHE": f"{folder}/cache-{number}"}) for number in range(2)]
        yield from _row("the same, model and dictionary not yet converted", empty)
        yield from _row("kotae index, nothing changed", [run(index) for _ in range(_RUNS)])
        run(ask)
        yield from _row("kotae ask", [run(ask) for _ in range(_RUNS)])


def run(arguments: list[str], environment: Mapping[str, str] | None = None) -> Run:
    """Run one `kotae` command to its end.

    Raises:
        RuntimeError: it fails.
    """
    started = time.perf_counter()
    process = subprocess.Popen(
        [KOTAE, *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, **(environment or {})},
    )
    assert process.stderr is not None
    with process.stderr:
        problems = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"kotae {' '.join(arguments)}: {problems.decode(errors='replace')}")
    return Run(seconds, used.ru_maxrss * 1024)


def run_all(arguments: list[str]) -> Run:
    """Run one `kotae` command to its end; the memory is the greatest sum over it and the processes that it starts.

    What several processes share counts once (PSS, Linux).

    Raises:
        RuntimeError: it fails.
    """
    started = time.perf_counter()
    with tempfile.TemporaryFile() as problems:
        process = subprocess.Popen(
            [KOTAE, *arguments], stdout=subprocess.DEVNULL, stderr=problems, start_new_session=True
        )
        most = 0
        while process.poll() is None:
            most = max(most, session_memory(process.pid))
            time.sleep(0.2)
        seconds = time.perf_counter() - started
        if process.returncode:
            problems.seek(0)
            raise RuntimeError(f"kotae {' '.join(arguments)}: {problems.read().decode(errors='replace')}")
    return Run(seconds, most)


def session_memory(session: int) -> int:
    """Return the bytes that the processes of a session take; what several of them share counts once (PSS, Linux)."""
    total = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if os.getsid(int(folder.name)) == session:
                lines = (folder / "smaps_rollup").read_text().splitlines()
                total += sum(1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        except (OSError, ProcessLookupError):
            continue  # it has ended meanwhile
    return total


def _row(what: str, runs: list[Run]) -> Iterable[Row]:
    count = str(len(runs))
    yield Row(what, "time, median", f"{statistics.median(one.seconds for one in runs):.1f} s", count)
    yield Row(what, "peak memory of its largest process", f"{max(one.memory for one in runs) / 2**20:.0f} MiB", count)


if __name__ == "__main__":
    print(json.dumps(list(rows(Path(sys.argv[1])))))
