"""Serving: everything put together, started, and ended cleanly."""

import logging
import multiprocessing
import os
import signal
import socket
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from types import FrameType
from typing import NoReturn

import uvicorn
from pydantic.warnings import UnsupportedFieldAttributeWarning
from starlette.types import ASGIApp

from kotae.corpus.uploads import REMOVED, UPLOADS
from kotae.corpus.watching import Watch
from kotae.documents.drawing import PageDrawer
from kotae.errors import KotaeError
from kotae.processes import share_memory_of_threads
from kotae.settings import Settings
from kotae_ui.app import application
from kotae_ui.boundary import Boundary
from kotae_ui.door import Door
from kotae_ui.early import EarlyHead
from kotae_ui.evaluating import Evaluator
from kotae_ui.guard import LOOPBACK, Guard
from kotae_ui.incoming import Incoming, folder_bytes
from kotae_ui.indexing import Indexer
from kotae_ui.library import Library
from kotae_ui.metrics import Metrics, Traffic
from kotae_ui.page_words import PageWords
from kotae_ui.question_log import QuestionLog
from kotae_ui.runs import SETS
from kotae_ui.traces import Observer

_ANSWERING = 1  # seconds that answers have, when the server ends, to come to their end
# Seconds that opening the index has before it is waited for no more: one whose large files were copied or written since, so
# that each is read whole, may take minutes, in which /healthz is to say so. Questions wait for it.
_OPENING = 30
_ENDING = 1.2  # seconds until it has ended, whatever is left: a question in a thread, an evaluation's processes


def is_local(host: str) -> bool:
    """Tell whether an address reaches this machine only."""
    return host in LOOPBACK or host.startswith("127.")


def serve(
    settings: Settings,
    *,
    host: str,
    port: int,
    root_path: str,
    accounts: Mapping[str, str],
    on_ready: Callable[[str], None],
) -> None:
    """Serve the web interface until it is interrupted; this process ends then.

    Args:
        settings: which corpus, index and model.
        host: the address to bind to.
        port: the port; 0 takes a free one.
        root_path: the path below which a proxy shows it, if any.
        accounts: passwords by name; none means that everybody may come in.
        on_ready: called with the address once it answers.

    Raises:
        KotaeError: the port is taken, or the index cannot be opened.
    """
    share_memory_of_threads()
    # What is ended in the middle of its work (an indexing run) leaves semaphores to the tracker of multiprocessing, which
    # cleans them up; that it says so helps nobody. It takes this over when it starts.
    sys.warnoptions.append("ignore:resource_tracker:UserWarning")
    # FastAPI hushes this warning about its own parameters within catch_warnings, which another thread that does the same (the
    # index opens meanwhile) takes back at any moment: hushed here, before there are threads, it stays hushed.
    warnings.simplefilter("ignore", category=UnsupportedFieldAttributeWarning)
    logging.getLogger("python_multipart").setLevel(logging.ERROR)  # it warns of every form that a client breaks
    with _bound(host, port) as listening, running(settings, host, root_path, accounts) as (app, end):
        shown = f"[{host}]" if ":" in host else host
        address = f"http://{shown}:{listening.getsockname()[1]}/"
        config = uvicorn.Config(app, log_level="warning", root_path=root_path, timeout_graceful_shutdown=_ANSWERING)
        server = _Server(config, lambda: on_ready(address), end)
        # uvicorn ends on either signal and then sends it again: both have to leave through here, past what is to be ended.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with suppress(KeyboardInterrupt):  # Ctrl-C is how it ends
            server.run(sockets=[listening])
    _leave()


@contextmanager
def running(
    settings: Settings, host: str, root_path: str, accounts: Mapping[str, str]
) -> Iterator[tuple[ASGIApp, Callable[[], None]]]:
    """Give the whole application, guard included, with its index open or being opened; end its processes afterwards.

    With it comes a function that begins to end what would otherwise go on for as long as the application runs.
    """
    metrics = Metrics()
    library = Library(settings, _observers(settings, metrics))
    incoming = _incoming(settings)
    drawer = PageDrawer(settings.limits.page)
    words = PageWords(settings.limits.page)
    indexer = Indexer(settings, library.open, lambda: library.encoder)
    evaluator = Evaluator()
    watch = Watch(settings.corpus)
    if settings.watch:
        threading.Thread(target=_keep_up, args=(watch, indexer), name="watch", daemon=True).start()
    opening = threading.Thread(target=library.refresh, daemon=True)
    opening.start()  # while Gradio builds the page
    try:
        app = application(library, indexer, evaluator, drawer, words, incoming, root_path, metrics)
        opening.join(_OPENING)
        boundary = Boundary(Guard(Door(EarlyHead(app)), accounts, local=is_local(host) and not root_path))

        def end() -> None:
            watch.close()
            evaluator.stop()
            indexer.close()
            boundary.end_streams()

        yield Traffic(boundary, metrics), end
    finally:
        watch.close()
        incoming.close()
        evaluator.close()
        indexer.close()
        drawer.close()
        words.close()


def _observers(settings: Settings, metrics: Metrics) -> list[Observer]:
    """Return what is told of each question."""
    observers: list[Observer] = [metrics.count]
    if settings.log_questions != "off":
        observers.append(QuestionLog(sys.stderr, texts=settings.log_questions == "texts").write)
    return observers


def _keep_up(watch: Watch, indexer: Indexer) -> None:
    """Ask for an indexing run whenever the folder has changed."""
    for _ in watch:
        indexer.request()


def _incoming(settings: Settings) -> Incoming:
    """Return the folder for files that clients send, which counts what they have left in the corpus and as question sets."""
    corpus = settings.corpus
    kept = (corpus / UPLOADS, corpus / REMOVED / UPLOADS, SETS)
    return Incoming(
        settings.cache,
        file_mb=settings.upload_mb,
        total_mb=settings.uploads_mb,
        kept_bytes=lambda: folder_bytes(*kept),
    )


class _Server(uvicorn.Server):
    """A server that says when it answers, and that ends soon when it is to, whatever it is in the middle of."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None], on_end: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready
        self._on_end = on_end

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to answer, then say so."""
        await super().startup(sockets)
        self._on_ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to end on a signal."""
        if not self.should_exit:
            last = threading.Timer(_ENDING, _leave)
            last.daemon = True
            last.start()
        super().handle_exit(sig, frame)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Answer what has been asked, but go on with no stream: a page that is open keeps one for as long as it is."""
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)  # that answers are cut short is meant now
        self._on_end()
        await super().shutdown(sockets)


def _leave() -> NoReturn:
    """End this process now. Taking a loaded index apart takes seconds, and its threads would be waited for.

    Nothing is lost: all that is kept is written to the end or not at all. Processes that these have started end with them.
    """
    for process in multiprocessing.active_children():
        process.kill()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


@contextmanager
def _bound(host: str, port: int) -> Iterator[socket.socket]:
    """Take the address before anything is loaded, so that one that is taken is said at once."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named: asyncio sends small answers at once (TCP_NODELAY) on sockets that say they are TCP only.
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
            listening.listen(128)
        except OSError as error:
            raise KotaeError(
                f"{host}:{port}: cannot be served there ({error.strerror}). Choose another: --port {port + 1}"
            ) from error
        yield listening
