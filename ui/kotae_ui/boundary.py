"""The outermost of what answers a request: what goes wrong inside is one line in the log, and streams end with the server."""

import asyncio
import logging
from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_log = logging.getLogger(__name__)


class Boundary:
    """An ASGI middleware that lets no error out, and can end what never ends by itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._streams: set[asyncio.Task[object]] = set()

    def end_streams(self) -> None:
        """End the event streams that are open, for the server is to end."""
        for task in self._streams:
            task.cancel()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        task = asyncio.current_task()
        assert task is not None
        exchange = _Exchange(receive, send, on_stream=lambda: self._streams.add(task))
        try:
            await self._app(scope, exchange.receive, exchange.send)
        except (
            asyncio.CancelledError
        ):  # only ever by the server that ends: for `end_streams`, or because it took too long
            await exchange.close()
        except Exception as error:  # noqa: BLE001 (whatever it is, the server goes on and its log stays readable)
            if not exchange.gone and not isinstance(error, HTTPException):
                line = " ".join(f"{type(error).__name__}: {error}".split())[:300]
                verbose = _log.isEnabledFor(logging.DEBUG)
                _log.error("%s %s: %s", scope["method"], ascii(scope["path"][:200]), line, exc_info=verbose)
            await exchange.close()
        finally:
            self._streams.discard(task)


class _Exchange:
    """A request and its answer, as far as they have come; `gone` once the client has left, whose stream then breaks off."""

    def __init__(self, receive: Receive, send: Send, on_stream: Callable[[], None]) -> None:
        self.gone = False
        self._receive = receive
        self._send = send
        self._started = self._ended = False
        self._on_stream = on_stream

    async def receive(self) -> Message:
        message = await self._receive()
        self.gone = self.gone or message["type"] == "http.disconnect"
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._started = True
            if Headers(raw=message["headers"]).get("content-type", "").startswith("text/event-stream"):
                self._on_stream()
        elif message["type"] == "http.response.body" and not message.get("more_body"):
            self._ended = True
        await self._send(message)

    async def close(self) -> None:
        """End the answer in order, where it has not ended."""
        if self.gone or self._ended:
            return
        if self._started:
            await self.send({"type": "http.response.body", "body": b"", "more_body": False})
            return
        failed = JSONResponse({"error": "Kotae could not answer this. Its log says why."}, 500)
        await failed({"type": "http"}, self._receive, self.send)
