"""Serving: everything put together, started, and ended cleanly."""

import signal
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

import uvicorn
from starlette.types import ASGIApp

from kotae.corpus.uploads import REMOVED, UPLOADS
from kotae.documents.pdf.drawing import PageDrawer
from kotae.errors import KotaeError
from kotae.settings import Settings
from kotae_ui.app import application
from kotae_ui.door import Door
from kotae_ui.early import EarlyHead
from kotae_ui.evaluating import Evaluator
from kotae_ui.guard import LOOPBACK, Guard
from kotae_ui.incoming import Incoming, folder_bytes
from kotae_ui.indexing import Indexer
from kotae_ui.library import Library
from kotae_ui.runs import SETS


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
    """Serve the web interface until it is interrupted.

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
    with _bound(host, port) as listening, running(settings, host, root_path, accounts) as app:
        shown = f"[{host}]" if ":" in host else host
        address = f"http://{shown}:{listening.getsockname()[1]}/"
        config = uvicorn.Config(app, log_level="warning", root_path=root_path, timeout_graceful_shutdown=2)
        server = _Server(config, lambda: on_ready(address))
        # uvicorn ends on either signal and then sends it again: both have to leave through here, past what is to be ended.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with suppress(KeyboardInterrupt):  # Ctrl-C is how it ends
            server.run(sockets=[listening])


@contextmanager
def running(settings: Settings, host: str, root_path: str, accounts: Mapping[str, str]) -> Iterator[ASGIApp]:
    """Give the whole application, guard included, with its index open or being opened; end its processes afterwards."""
    library = Library(settings)
    incoming = _incoming(settings)
    drawer = PageDrawer(settings.limits.page)
    indexer = Indexer(settings, library.open)
    evaluator = Evaluator()
    opening = threading.Thread(target=library.refresh, daemon=True)
    opening.start()  # while Gradio builds the page
    try:
        app = application(library, indexer, evaluator, drawer, incoming, root_path)
        opening.join()
        yield Guard(Door(EarlyHead(app)), accounts, local=is_local(host) and not root_path)
    finally:
        incoming.close()
        evaluator.close()
        indexer.close()
        drawer.close()


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
    """A server that says when it answers."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to answer, then say so."""
        await super().startup(sockets)
        self._on_ready()


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
