"""A Milvus to test against: Milvus Lite in a process of its own, at an address."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

from support import is_running, until


class Server:
    """A running server over a folder."""

    def __init__(self, folder: Path, port: int | None = None) -> None:
        self._folder = folder
        self._port = port or free_port()
        command = [sys.executable, "-m", "milvus_lite", "server", "--data-dir", folder, "--host", "127.0.0.1"]
        self._process = subprocess.Popen([*command, "--port", str(self._port)], stderr=subprocess.DEVNULL)
        until(lambda: self._answers() or self._process.poll() is not None)

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self._port}"

    def hold(self) -> None:
        """Let it answer nothing, though it is there."""
        self._process.send_signal(signal.SIGSTOP)
        until(lambda: not is_running(self._process.pid) or self._is_stopped())

    def go_on(self) -> None:
        """Let it answer again."""
        self._process.send_signal(signal.SIGCONT)

    def end(self) -> None:
        """End it."""
        self.go_on()
        self._process.terminate()
        self._process.wait()

    def _answers(self) -> bool:
        with socket.socket() as tried:
            return tried.connect_ex(("127.0.0.1", self._port)) == 0

    def _is_stopped(self) -> bool:
        stat = Path(f"/proc/{self._process.pid}/stat").read_text()
        return stat.rpartition(")")[2].split()[0] == "T"


def free_port() -> int:
    """Return a port that nothing listens at."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def is_stoppable() -> bool:
    """Tell whether processes can be held here."""
    return hasattr(signal, "SIGSTOP") and os.path.isdir("/proc")
