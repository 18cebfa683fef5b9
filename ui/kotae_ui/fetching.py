"""Cited sources brought from the interface: by their ids in the manifest only, as safely as `kotae fetch` brings them."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from queue import SimpleQueue

from kotae.corpus import lock, manifest
from kotae.corpus.fetching.fetch import FetchRecipe, fetch, wanted
from kotae.corpus.fetching.outcome import Outcome
from kotae.errors import KotaeError
from kotae.settings import Settings

_EVERY = 0.3  # seconds between two tellings of bytes that have come


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source of the manifest as it is listed: where it can be fetched from, whether its file is here, when it came."""

    id: str
    title: str
    publisher: str
    date: str
    citation: str
    url: str
    is_here: bool
    fetched: str


@dataclass(frozen=True, slots=True)
class Coming:
    """How far the fetching of a source is: its bytes that have come, and all of them where that is known."""

    id: str
    done: int
    total: int


def sources(settings: Settings) -> list[SourceView]:
    """Return the manifest's sources that are cited or have an address; none where the manifest cannot be read."""
    try:
        listed = manifest.read(settings.corpus).sources
        locked = lock.read(settings.corpus)
    except KotaeError:
        return []  # the index says so
    views = []
    for source in listed:
        if source.url or source.citation:
            came = locked.get(source.id)
            date = came.document.date[:10] if came and came.document else ""
            here = bool(source.file) and (settings.corpus / source.file).is_file()
            views.append(
                SourceView(
                    source.id, source.title, source.publisher, source.date, source.citation, source.url, here, date
                )
            )
    return views


def bring(settings: Settings, ids: list[str], on_fetched: Callable[[], None]) -> Iterator[Coming | Outcome]:
    """Fetch sources, and yield how it goes and what came of each; it goes on though nobody follows it any more.

    Args:
        settings: which corpus, and what fetching may take.
        ids: the sources' ids in the manifest.
        on_fetched: called once at least one of them came.

    Raises:
        CorpusError: an id is not in the manifest, its source has no address, or another fetch is running.
    """
    chosen = wanted(manifest.read(settings.corpus).sources, ids, settings.corpus)
    told: SimpleQueue[Coming | Outcome | KotaeError | None] = SimpleQueue()

    def run() -> None:
        last = 0.0

        def show(name: str, done: int, total: int) -> None:
            nonlocal last
            if time.monotonic() - last >= _EVERY:
                last = time.monotonic()
                told.put(Coming(name, done, total))

        came = False
        try:
            for outcome in fetch(chosen, FetchRecipe(settings.corpus, settings.fetching, settings.limits), show):
                came = came or outcome.state == "fetched"
                told.put(outcome)
        except KotaeError as error:
            told.put(error)
        finally:
            if came:
                on_fetched()
            told.put(None)

    threading.Thread(target=run, name="fetch", daemon=True).start()
    while (step := told.get()) is not None:
        if isinstance(step, KotaeError):
            raise step
        yield step
