"""What stands before Gradio: no address of it but those in use, no file of the server's named by a client."""

import json
import re
from typing import Any

from starlette.responses import JSONResponse, PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# All that the page and programs use. Gradio has others, which give away files, fetch from elsewhere or change the app.
_OPEN = frozenset(
    "assets config favicon.ico gradio_api kotae manifest.json pwa_icon robots.txt static svelte theme.css".split()
)
_OPEN_GRADIO = frozenset("call cancel heartbeat info mcp openapi.json queue reset run startup-events theme.css".split())
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")  # no address has one, and what works with addresses fails on them
_MOST_BYTES = 4 * 1024 * 1024  # of a call: a question has 2,000 characters, a choice of documents some 100,000 ids
_DEEPEST = 60  # levels of a call's values; what programs send has five


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
        body = bytearray()
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > _MOST_BYTES:
                await _refusal(413, f"The call is larger than {_MOST_BYTES // 1024 // 1024} MB.")(scope, receive, send)
                return
        try:
            refused = names_file(_parsed(bytes(body)))
        except RecursionError:
            refused = True
        if refused:
            told = (
                "A call may not name a file, nor nest its values deeply. Send a file to kotae/upload, and call with the "
                "token that it returns."
            )
            await _refusal(400, told)(scope, receive, send)
            return
        given = False

        async def again() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": bytes(body), "more_body": False}

        await self._app(scope, again, send)


def names_file(value: Any, depth: int = 0) -> bool:
    """Tell whether a call's values hold one that Gradio takes for a file, or are nested too deeply to be looked through."""
    if depth > _DEEPEST:
        return True
    if isinstance(value, dict):
        # Which other keys make a file of it differs between Gradio's checks; nothing here has a value of this name.
        return isinstance(value.get("path"), str) or any(names_file(inner, depth + 1) for inner in value.values())
    return isinstance(value, list) and any(names_file(inner, depth + 1) for inner in value)


def _is_open(parts: list[str]) -> bool:
    if any(_CONTROL.search(part) for part in parts):
        return False
    first = parts[0].partition("=")[0]
    if first == "gradio_api":
        return len(parts) > 1 and parts[1] in _OPEN_GRADIO
    return first in _OPEN or parts == [""]


def _parsed(body: bytes) -> Any:
    """Return what a body holds; nothing where it is no JSON, which Gradio refuses as well.

    Raises:
        RecursionError: it is nested too deeply.
    """
    try:
        return json.loads(body)
    except ValueError:
        return None


def _refusal(status: int, detail: str) -> JSONResponse:
    return JSONResponse({"detail": detail}, status)
