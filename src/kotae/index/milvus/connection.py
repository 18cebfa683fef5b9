"""The way to a Milvus: what is asked of it, within a time limit, and what it refuses said in one line."""

import logging
import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kotae.errors import EngineError, reason
from kotae.index.place import TOKEN, Address, is_path

if TYPE_CHECKING:
    from pymilvus import MilvusClient

KEY = "key"  # the field that has the rows' keys
_MOST_ROWS, _MOST_BYTES = 1_000, 8_000_000  # in one insertion: a cluster takes 64 MB
_MOST_ASKED = 8_192  # rows in one answer: Milvus gives 16,384
_NO_ALIAS = (100, 1600)  # what Milvus Lite and a cluster answer where there is no such alias
_LATE = ("DEADLINE_EXCEEDED", "Deadline Exceeded", "Retry timeout")
_AWAY = ("UNAVAILABLE", "server unavailable", "Fail connecting")

# pymilvus asks every ten seconds whether an idle server is there; gRPC servers hang up on who does that. A process
# has one connection for each server, with the options of who asked first, where "dedicated" does not say otherwise.
CALLS_ONLY: Mapping[str, Any] = {
    "grpc_options": {"grpc.keepalive_time_ms": 300_000, "grpc.keepalive_permit_without_calls": False},
    "dedicated": True,
}

Sparse = Mapping[int, float]
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Hits:
    """What a search gave: keys of rows, int64 [hits], and their scores, float32 [hits], the best first."""

    keys: NDArray[np.int64]
    scores: NDArray[np.float32]


class Milvus:
    """One Milvus, connected when it is first asked; safe to share between threads.

    Every method raises an `EngineError` where Milvus is away, takes too long or refuses.
    """

    def __init__(self, address: Address) -> None:
        self.address = address

    @cached_property
    def _client(self) -> "MilvusClient":
        try:
            from pymilvus import MilvusClient
        except ImportError as error:
            raise EngineError(
                f"Setting 'engine': milvus needs more packages ({error}). Run: pip install 'kotae[milvus]'"
            ) from error
        for library in ("pymilvus", "milvus_lite"):
            logging.getLogger(library).setLevel(logging.CRITICAL)  # they log what they raise, with its traceback
        url = self.address.url
        if not is_path(url):
            token = os.environ.get(TOKEN, "")
            return MilvusClient(url, token=token, timeout=self.address.seconds, **CALLS_ONLY)
        try:
            import milvus_lite  # noqa: F401
        except ImportError as error:
            raise EngineError(
                f"Setting 'engine_url': {url} is a Milvus Lite file, which needs more packages ({error}). "
                "Run: pip install 'kotae[milvus]'"
            ) from error
        Path(url).parent.mkdir(parents=True, exist_ok=True)
        return MilvusClient(url, timeout=self.address.seconds, **CALLS_ONLY)

    @contextmanager
    def _told(self) -> Iterator["MilvusClient"]:
        """Give the client, and turn what it raises into one line."""
        started = time.monotonic()
        try:
            yield self._client
        except EngineError:
            raise
        except Exception as error:
            if not isinstance(error, OSError) and type(error).__module__.split(".")[0] not in ("pymilvus", "grpc"):
                raise
            raise EngineError(self._line(error, time.monotonic() - started)) from error

    def _line(self, error: Exception, seconds: float) -> str:
        """Say what an error that came after some seconds means for who set this Milvus up."""
        url, limit = self.address.url, self.address.seconds
        status = f"{getattr(error, 'code', '')} {error}"
        if is_path(url) and (isinstance(error, OSError) or "Open local milvus failed" in status):
            why = reason(error) if isinstance(error, OSError) else "it is in use, damaged or cannot be written"
            return (
                f"{url}: Milvus Lite cannot open it ({why}). One process opens it at a time: end the other one, make room, check "
                "its rights, or name a Milvus server (setting engine_url)."
            )
        if seconds >= limit or any(word in status for word in _LATE):
            return (
                f"Milvus at {url} has not answered within {limit:g} s. See what keeps it busy, or allow more (setting "
                "engine_seconds)."
            )
        if any(word in status for word in _AWAY):
            return f"Milvus at {url} cannot be reached. Start it, or mend the setting engine_url."
        why = reason(error) if isinstance(error, OSError) else str(getattr(error, "message", "") or error)
        return (
            f"Milvus at {url} refuses ({' '.join(why.split())}). Check the settings engine_url and engine_name, its disk and "
            "its rights."
        )

    def search(
        self,
        collection: str,
        field: str,
        queries: Sequence[NDArray[np.float32] | Sparse],
        count: int,
        where: str,
        *,
        strong: bool,
    ) -> list[Hits]:
        """Return for each query the rows whose vectors have the greatest inner products with it.

        Args:
            collection: which rows.
            field: which of their vectors; the queries are float32 [dimension] or sparse as it is.
            queries: the queries; one that is empty has no hits.
            count: how many hits are wanted of each.
            where: which rows may be given, as a Milvus expression.
            strong: whether all that was written before must be seen.
        """
        asked = [place for place, query in enumerate(queries) if len(query)]
        results = [Hits(np.empty(0, np.int64), np.empty(0, np.float32))] * len(queries)
        if not asked or not count:
            return results
        with self._told() as client:
            answers = client.search(
                collection,
                data=[queries[place] for place in asked],
                anns_field=field,
                limit=count,
                filter=where,
                output_fields=[KEY],
                search_params={"metric_type": "IP", "params": {"ef": max(count, 128)} if field == "dense" else {}},
                timeout=self.address.seconds,
                consistency_level=_level(strong),
            )
        for place, hits in zip(asked, answers, strict=True):
            results[place] = Hits(np.array(hits.ids, np.int64), np.array(hits.distances, np.float32))
        return results

    def rows(self, collection: str, where: str, fields: Sequence[str], *, strong: bool) -> list[dict[str, Any]]:
        """Return rows that an expression chooses, `_MOST_ASKED` at most."""
        with self._told() as client:
            given = client.query(
                collection,
                filter=where,
                output_fields=list(fields),
                limit=_MOST_ASKED,
                timeout=self.address.seconds,
                consistency_level=_level(strong),
            )
        return [dict(row) for row in given]

    def count(self, collection: str, where: str) -> int:
        """Return how many rows an expression chooses, of all that were written before."""
        with self._told() as client:
            given = client.query(
                collection,
                filter=where,
                output_fields=["count(*)"],
                timeout=self.address.seconds,
                consistency_level=_level(True),
            )
        return int(given[0]["count(*)"])

    def write(self, collection: str, rows: Iterable[Row]) -> int:
        """Write rows in portions, replacing those with the same key; return how many there were."""
        portion: list[Row] = []
        size = written = 0
        for row in rows:
            portion.append(row)
            size += sum(len(value) for value in row.values() if isinstance(value, str)) + 4_000
            if len(portion) == _MOST_ROWS or size > _MOST_BYTES:
                written += self._written(collection, portion)
                portion, size = [], 0
        return written + self._written(collection, portion)

    def _written(self, collection: str, portion: list[Row]) -> int:
        if portion:
            with self._told() as client:
                client.upsert(collection, [dict(row) for row in portion], timeout=self.address.seconds)
        return len(portion)

    def flush(self, collection: str) -> None:
        """Bring what was written to Milvus's disk."""
        with self._told() as client:
            client.flush(collection, timeout=self.address.seconds)

    def delete(self, collection: str, where: str) -> None:
        """Delete the rows that an expression chooses."""
        with self._told() as client:
            client.delete(collection, filter=where, timeout=self.address.seconds)

    def collections(self) -> list[str]:
        """Return the names of all collections."""
        with self._told() as client:
            return list(client.list_collections(timeout=self.address.seconds))

    def described(self, collection: str) -> dict[str, Any]:
        """Return what Milvus knows of a collection."""
        with self._told() as client:
            return dict(client.describe_collection(collection, timeout=self.address.seconds))

    def create(self, collection: str, schema: Any, indexes: Any, *, on_disk: bool) -> None:
        """Make a collection and have it loaded; `on_disk` where its rows are to be mapped and not kept in memory."""
        with self._told() as client:
            client.create_collection(
                collection,
                schema=schema,
                consistency_level="Bounded",
                properties={"mmap.enabled": "true" if on_disk else "false"},
                timeout=self.address.seconds,
            )
            # Where it is given the indexes at once, the client sleeps half a second for each; over no rows they are ready.
            client.create_index(collection, indexes, timeout=self.address.seconds, sync=False)
            client.load_collection(collection, timeout=self.address.seconds)

    def load(self, collection: str) -> None:
        """Have a collection loaded, so that it can be searched."""
        with self._told() as client:
            client.load_collection(collection, timeout=self.address.seconds)

    def drop(self, collection: str) -> None:
        """Remove a collection."""
        with self._told() as client:
            client.drop_collection(collection, timeout=self.address.seconds)

    def named(self, alias: str) -> str:
        """Return the collection that an alias names, or "" where there is no such alias."""
        with self._told() as client:
            from pymilvus.exceptions import MilvusException

            try:
                return str(client.describe_alias(alias, timeout=self.address.seconds)["collection_name"])
            except MilvusException as error:
                if error.code not in _NO_ALIAS:
                    raise
                return ""

    def name(self, alias: str, collection: str) -> None:
        """Have an alias name a collection, in one step."""
        with self._told() as client:
            if self.named(alias):
                client.alter_alias(collection, alias, timeout=self.address.seconds)
            else:
                client.create_alias(collection, alias, timeout=self.address.seconds)

    def close(self) -> None:
        """End the connection."""
        if "_client" in self.__dict__:
            self._client.close()


@cache
def connected(address: Address) -> Milvus:
    """Return the one connection of this process."""
    return Milvus(address)


def _level(strong: bool) -> str:
    return "Strong" if strong else "Bounded"
