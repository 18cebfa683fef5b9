"""What must be in the page before Gradio starts: the language, the style sheet and our script."""

from importlib import resources

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HEAD = b"<head>"


class EarlyHead:
    """An ASGI middleware that writes into the head of the start page; Gradio itself adds to it only once it runs."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        static = resources.files("kotae_ui").joinpath("static")
        script = static.joinpath("early.js").read_text(encoding="utf-8")
        self._added = (
            f"<script>{script}</script>"
            '<link rel="icon" href="kotae/static/icon.svg" type="image/svg+xml">'
            '<link rel="stylesheet" href="kotae/static/kotae.css">'
            '<script type="module" src="kotae/static/kotae.js"></script>'
        ).encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        path = scope.get("path", "").removeprefix(scope.get("root_path", ""))
        if scope["type"] != "http" or scope["method"] != "GET" or path not in ("", "/"):
            await self._app(scope, receive, send)
            return
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        start: Message | None = None
        body = b""

        async def sending(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                return
            body += message.get("body", b"")
            if message.get("more_body") or start is None:
                return
            # The base comes first in the page: addresses before it would not be below it.
            changed = body.replace(_HEAD, _HEAD + b'<base href="./">' + self._added, 1)
            MutableHeaders(scope=start)["content-length"] = str(len(changed))
            await send(start)
            await send({"type": "http.response.body", "body": changed})

        await self._app(dict(scope) | {"headers": plain}, receive, sending)
