"""Run a worker to its end, and take down how long it took to be ready and how much memory it and its children used."""

import contextlib
import json
import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from job import Job
from processes import session_memory

# In its first seconds a process is looked at often: one that is soon over would not be seen at all.
_EARLY, _SHORT = 3.0, 0.1
# Nothing is fetched, nothing is reported to anyone.
_QUIET = {
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "LANGSMITH_TRACING": "false",
    "LANGCHAIN_TRACING_V2": "false",
}


@dataclass(frozen=True, slots=True)
class Run:
    """What a worker told, seconds from its start until its documents could be searched, its peak memory in bytes.

    The memory is that of all processes of its session together, a page that several share counted once (PSS).
    """

    told: Mapping[str, Any]
    indexing: float
    memory: int


def run_worker(python: Path, worker: Path, job: Job, interval: float) -> Run:
    """Run a worker in its environment, and look at its memory every so many seconds.

    Looking holds a process up for some milliseconds: times are to be taken from a run that is looked at seldom.

    Raises:
        RuntimeError: it fails; the message has the end of what it printed.
    """
    with tempfile.TemporaryDirectory() as folder:
        asked, told = Path(folder) / "job.json", Path(folder) / "told.json"
        asked.write_text(json.dumps(asdict(job)), encoding="utf-8")
        started = time.time()
        with (Path(folder) / "printed").open("wb") as printed:
            process = subprocess.Popen(
                [python, worker, asked, told],
                stdout=printed,
                stderr=subprocess.STDOUT,
                env={**os.environ, **_QUIET, "TMPDIR": folder},
                start_new_session=True,
            )
            memory = _peak(process, interval)
        if process.returncode:
            end = (Path(folder) / "printed").read_text(encoding="utf-8", errors="replace")[-3000:]
            raise RuntimeError(f"{worker.name} failed:\n{end}")
        found = json.loads(told.read_text(encoding="utf-8"))
    return Run(found, found["ready"] - started, memory)


def _peak(process: subprocess.Popen, interval: float) -> int:
    """Wait for a process to end; return the most memory that it and its children were seen to have."""
    peak = 0
    ended = threading.Event()
    threading.Thread(target=lambda: (process.wait(), ended.set()), daemon=True).start()
    try:
        started = time.monotonic()
        while not ended.wait(interval if time.monotonic() - started > _EARLY else _SHORT):
            peak = max(peak, session_memory(process.pid))
    finally:
        if not ended.is_set():
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
    return peak
