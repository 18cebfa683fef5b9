"""The right to write an index in Milvus: one machine has it at a time, for a while that it prolongs as long as it works.

One lease for the whole index, not one for each document: a generation is whole only with all of its documents, its word
statistics and its lexicon, and these are made from all documents. Milvus compares and sets nothing in one step, so who wants
the lease first says so in a row of its own and then looks, at everything that was written before (Strong): who sees no
other's row has it. Two who come at once may both be sent away, but never both let in, as whoever looks later sees the other.
"""

import os
import secrets
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from kotae.errors import EngineError
from kotae.index.milvus.connection import KEY, Milvus
from kotae.index.milvus.layout import Names, create_parts

SECONDS = 120.0  # until a lease ends that nobody prolongs; clocks may differ by as much as is left when it is prolonged
_PROLONGED = 20.0  # seconds between two times that it is prolonged


class Lease:
    """The right to write one index, held until `release`."""

    def __init__(self, milvus: Milvus, names: Names, seconds: float = SECONDS) -> None:
        """Take the lease.

        Args:
            milvus: where the index is.
            names: what its collections are called.
            seconds: until the lease ends where nobody prolongs it.

        Raises:
            EngineError: another machine has it, or Milvus cannot be used.
        """
        self._milvus, self._collection, self._seconds = milvus, names.lease, seconds
        self._owner = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
        self._ended = threading.Event()
        if self._collection not in milvus.collections():
            create_parts(milvus, self._collection)
        milvus.load(self._collection)
        self._prolong()
        others = self._others()
        if others:
            self.release()
            who = others[0].rpartition(":")[0]
            raise EngineError(
                f"Milvus at {milvus.address.url}: another kotae index is writing {names.index!r} ({who}). Wait for it to end; "
                f"where it was killed, its lease ends within {seconds:g} s."
            )
        milvus.delete(self._collection, f"slot <= {int(time.time())}")
        threading.Thread(target=self._keep, name="lease", daemon=True).start()

    def check(self) -> None:
        """Make sure that the lease is still held.

        Raises:
            EngineError: it ended meanwhile, so that another machine may be writing.
        """
        mine = self._live(f'{KEY} == "{self._owner}"')
        if not mine or self._others():
            raise EngineError(
                f"Milvus at {self._milvus.address.url}: the lease to write this index ended before the work did. "
                "Run: kotae index"
            )

    def release(self) -> None:
        """Give the lease back."""
        self._ended.set()
        with suppress(EngineError):  # it ends by itself
            self._milvus.delete(self._collection, f'{KEY} == "{self._owner}"')

    def _prolong(self) -> None:
        row = {
            KEY: self._owner,
            "slot": int(time.time() + self._seconds),
            "parts": 1,
            "body": "",
            "nothing": [0.0, 0.0],
        }
        self._milvus.write(self._collection, [row])

    def _keep(self) -> None:
        while not self._ended.wait(min(_PROLONGED, self._seconds / 4)):
            with suppress(EngineError):  # `check` says so where it lasts
                self._prolong()
        with suppress(EngineError):
            self._milvus.delete(self._collection, f'{KEY} == "{self._owner}"')

    def _others(self) -> list[str]:
        return self._live(f'{KEY} != "{self._owner}"')

    def _live(self, where: str) -> list[str]:
        rows = self._milvus.rows(self._collection, f"{where} and slot > {int(time.time())}", [KEY], strong=True)
        return sorted(str(row[KEY]) for row in rows)


@contextmanager
def lease(milvus: Milvus, names: Names) -> Iterator[Lease]:
    """Hold the lease of an index; errors as for `Lease`."""
    held = Lease(milvus, names)
    try:
        yield held
    finally:
        held.release()
