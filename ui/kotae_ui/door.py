"""What stands before Gradio: no address of it but those in use, no file of the server's named by a client."""

import re
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from kotae_ui.calls import CallError, Problem, read_body, read_json, refusal
from kotae_ui.passing import PassedOn

# All that the page and programs use. Gradio has others, which give away files, fetch from elsewhere or change the app.
_OPEN = frozenset(
    "assets config favicon.ico gradio_api healthz kotae manifest.json metrics pwa_icon robots.txt static svelte theme.css".split()
)
_OPEN_GRADIO = frozenset("call cancel heartbeat info mcp openapi.json queue reset run startup-events theme.css".split())
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")  # no address has one, and what works with addresses fails on them


class Door:
    """An ASGI middleware that lets through what is in use, and no call that names a file.

    Gradio takes any value of the form of its `FileData` for a file that it may open, copy or fetch, in every event.
    Files come in by an address of our own (`kotae/upload`), so that no call needs one.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        parts = scope["path"].removeprefix(scope.get("root_path", "")).strip("/").split("/")
        if not _is_open(parts):
            await PlainTextResponse("There is nothing here.", 404)(scope, receive, send)
        elif scope["method"] == "POST" and parts[0] == "gradio_api":
            await self._call(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _call(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            body = await read_body(Request(scope, receive))
            if body and names_file(read_json(body)):
                told = "may not name a file; send it to kotae/upload, and call with the token that it returns"
                raise CallError(Problem("body", told), status=400)
        except CallError as error:
            await refusal(error)(scope, receive, send)
        else:
            await PassedOn(self._app, body)(scope, receive, send)


def names_file(value: Any) -> bool:
    """Tell whether a call's values hold one that Gradio takes for a file."""
    if isinstance(value, dict):
        # Which other keys make a file of it differs between Gradio's checks; nothing here has a value of this name.
        return isinstance(value.get("path"), str) or any(map(names_file, value.values()))
    return isinstance(value, list) and any(map(names_file, value))


def _is_open(parts: list[str]) -> bool:
    if any(_CONTROL.search(part) for part in parts):
        return False
    first = parts[0].partition("=")[0]
    if first == "gradio_api":
        return len(parts) > 1 and parts[1] in _OPEN_GRADIO
    return first in _OPEN or parts == [""]
