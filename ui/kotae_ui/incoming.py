"""Files that clients send: kept under names of ours until they are taken up, and removed where nobody takes them up."""

import secrets
import shutil
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from starlette.concurrency import run_in_threadpool

from kotae.corpus.uploads import safe_name
from kotae.errors import KotaeError, reason
from kotae.staging import staging

Refusal = Literal["too_large", "full", "disk", "lost"]
"""Why a file did not arrive: over the limit for one file, over that for all together, no room on the disk, cut off."""

_MB = 1024 * 1024
_WAITING_SECONDS = 15 * 60.0  # a page takes its file up at once; who has not by then has gone
_MOST_WAITING = 500  # files: each may be empty, and still takes a name
_LONGEST_NAME = 255


class NotReceivedError(KotaeError):
    """A file was not kept; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(f"The file was not kept ({refusal}).")
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Received:
    """A file that a client sent: where it lies, and what its sender calls it."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class _Waiting:
    name: str
    size: int
    since: float


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a page says of one file that it sent: the token that it was given for it, or why there is none."""

    name: str
    token: str = ""
    refused: Refusal | None = None


class Incoming:
    """The folder of files that wait to be taken up; safe to share between threads.

    A client gets a token for a file and never names a path. The folder is this server's alone: what a server that was
    killed left behind is removed when the next one starts.
    """

    def __init__(self, cache: Path, *, file_mb: int, total_mb: int, kept_bytes: Callable[[], int]) -> None:
        """Make the folder.

        Args:
            cache: the folder to make it in.
            file_mb: how large one file may be, in MB.
            total_mb: how large all that clients leave may be together, in MB.
            kept_bytes: tells how much is left already, besides what waits here.

        Raises:
            KotaeError: the folder cannot be made.
        """
        self._most, self._most_together, self._kept_bytes = file_mb * _MB, total_mb * _MB, kept_bytes
        self._lock = threading.Lock()
        self._waiting: dict[str, _Waiting] = {}
        self._arriving = 0  # bytes
        self._ending = ExitStack()
        try:
            self._folder = self._ending.enter_context(staging(cache / "incoming"))
        except OSError as error:
            raise KotaeError(
                f"{cache / 'incoming'}: cannot be written ({reason(error)}). Make room, check its rights, or name another "
                "folder: cache in kotae.toml, or KOTAE_CACHE."
            ) from error

    async def receive(self, name: str, content: AsyncIterator[bytes]) -> str:
        """Keep a file and return the token that takes it up.

        Args:
            name: what its sender calls it.
            content: its bytes as they come in.

        Raises:
            NotReceivedError: it is over a limit, or there is no room for it.
        """
        self.remove_unused()
        name = name[:_LONGEST_NAME]
        room = self._most_together - await run_in_threadpool(self._kept_bytes)
        token = secrets.token_urlsafe(24)
        path = self._folder / token / safe_name(name)
        size = 0
        try:
            path.parent.mkdir()
            with path.open("wb") as file:
                async for chunk in content:
                    size += len(chunk)
                    self._reserve(len(chunk), size, room)
                    await run_in_threadpool(file.write, chunk)
            with self._lock:
                self._waiting[token] = _Waiting(name, size, time.monotonic())
        except OSError as error:
            raise NotReceivedError("disk") from error
        finally:
            with self._lock:
                self._arriving -= size
                arrived = token in self._waiting
            if not arrived:
                self._remove(token)
        return token

    def _reserve(self, more: int, size: int, room: int) -> None:
        with self._lock:
            self._arriving += more
            together = self._arriving + sum(file.size for file in self._waiting.values())
            full = together > room or len(self._waiting) >= _MOST_WAITING
        if size > self._most:
            raise NotReceivedError("too_large")
        if full:
            raise NotReceivedError("full")

    @contextmanager
    def take(self, token: str) -> Iterator[Received | None]:
        """Give the file of a token, once, and remove it afterwards; None where there is none (any more)."""
        with self._lock:
            waiting = self._waiting.pop(token, None)
        if waiting is None:
            yield None
            return
        try:
            yield Received(self._folder / token / safe_name(waiting.name), waiting.name)
        finally:
            self._remove(token)

    def remove_unused(self, *, older_than: float = _WAITING_SECONDS) -> None:
        """Remove files that have waited for so many seconds."""
        limit = time.monotonic() - older_than
        with self._lock:
            unused = [token for token, file in self._waiting.items() if file.since <= limit]
            for token in unused:
                del self._waiting[token]
        for token in unused:
            self._remove(token)

    def _remove(self, token: str) -> None:
        shutil.rmtree(self._folder / token, ignore_errors=True)

    def close(self) -> None:
        """Remove the folder with all that waits in it."""
        self._ending.close()


def arrivals(told: object) -> tuple[Arrival, ...]:
    """Read what a page says of the files that it sent; what is of another form is passed over.

    Args:
        told: the event's data, which a client may have made up.
    """
    files = told.get("files") if isinstance(told, dict) else None
    found = [_arrival(file) for file in files[:_MOST_WAITING]] if isinstance(files, list) else []
    return tuple(arrival for arrival in found if arrival is not None)


def _arrival(file: object) -> Arrival | None:
    if not isinstance(file, dict) or not isinstance(file.get("name"), str):
        return None
    name, token, refused = file["name"][:_LONGEST_NAME], file.get("token"), file.get("refused")
    if isinstance(token, str):
        return Arrival(name, token)
    return Arrival(name, refused=refused) if refused in get_args(Refusal) else None


def folder_bytes(*folders: Path) -> int:
    """Return how many bytes the files below some folders take; links are not followed, what is not there takes none."""
    paths = (path for folder in folders for path in folder.rglob("*"))
    return sum(path.lstat().st_size for path in paths if path.is_file() and not path.is_symlink())
