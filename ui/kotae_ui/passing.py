"""Handing a request on to an application, with a body that was read and checked before."""

from contextvars import ContextVar

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

fault: ContextVar[int] = ContextVar("fault", default=500)
"""The status of a request's failure, set where the failure is understood: Gradio calls every one 500."""


class PassedOn(Response):
    """An answer that another application gives."""

    def __init__(self, app: ASGIApp, body: bytes | None = None) -> None:
        """Name the application.

        Args:
            app: what answers.
            body: the request's body, as JSON, where it was read already.
        """
        super().__init__()
        self._app = app
        self._read = body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the application answer."""

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 500:
                message["status"] = fault.get()
            await send(message)

        if self._read is None:
            await self._app(scope, receive, sending)
            return
        coming: list[Message] = [{"type": "http.request", "body": self._read, "more_body": False}]

        async def receiving() -> Message:
            return coming.pop() if coming else await receive()

        changed = dict(scope) | {"headers": list(scope["headers"])}
        headers = MutableHeaders(scope=changed)
        headers["content-length"] = str(len(self._read))
        headers["content-type"] = "application/json"
        await self._app(changed, receiving, sending)
