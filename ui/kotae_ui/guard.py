"""What stands before the application: who may come in, and from which page."""

import asyncio
import base64
import secrets
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kotae.errors import KotaeError

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Content-Security-Policy": (
        # Gradio builds its templates and components with eval and inline styles; nothing comes from elsewhere.
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; "
        "frame-ancestors 'self'; form-action 'self'"
    ),
}
_WRONG_SECONDS = 1.0  # what a wrong password costs


class Guard:
    """An ASGI middleware that asks for a password where there are any, and refuses other sites' requests."""

    def __init__(self, app: ASGIApp, accounts: Mapping[str, str], *, local: bool) -> None:
        """Wrap an application.

        Args:
            app: the application.
            accounts: passwords by name; none means that everybody may come in.
            local: whether only this machine's own names are answered to, so that no other site's name can be made to
                point here (DNS rebinding).
        """
        self._app = app
        self._accounts = dict(accounts)
        self._local = local

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if self._local and _name(headers.get("host", "")) not in LOOPBACK:
            refusal = PlainTextResponse("This Kotae answers on this machine only.", 421)
        elif _foreign(headers):
            refusal = PlainTextResponse("Requests from other sites are refused.", 403)
        elif self._accounts and not self._knows(headers.get("authorization", "")):
            if "authorization" in headers:
                await asyncio.sleep(_WRONG_SECONDS)
            challenge = {"WWW-Authenticate": 'Basic realm="Kotae", charset="UTF-8"'}
            refusal = PlainTextResponse("Name and password, please.", 401, challenge)
        else:
            await self._app(scope, receive, _with_headers(send))
            return
        await refusal(scope, receive, send)

    def _knows(self, given: str) -> bool:
        """Tell whether a request brings the name and password of an account (RFC 7617)."""
        scheme, _, encoded = given.partition(" ")
        if scheme.lower() != "basic":
            return False
        try:
            name, found, password = base64.b64decode(encoded, validate=True).decode().partition(":")
        except ValueError:
            return False
        known = self._accounts.get(name)
        same = secrets.compare_digest(password.encode(), (known or "").encode())
        return bool(found) and known is not None and same


def read_accounts(path: Path) -> dict[str, str]:
    """Read names and passwords from a file: a line "name:password" each; empty lines and lines with # are passed over.

    Raises:
        KotaeError: the file cannot be read, a line is of another form, or there is none.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise KotaeError(f"{path}: cannot be read ({error}). Write a line name:password for each account.") from error
    accounts = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, found, password = line.partition(":")
        if not found or not name.strip() or not password:
            raise KotaeError(f"{path}, line {number}: not of the form name:password. Mend the line.")
        accounts[name.strip()] = password
    if not accounts:
        raise KotaeError(f"{path}: no account in it. Write a line name:password for each account.")
    return accounts


def _name(host: str) -> str:
    """Return the name in a Host header, without port and brackets."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _foreign(headers: Headers) -> bool:
    """Tell whether a page of another site sent a request; a proxy says in X-Forwarded-Host what its visitors see."""
    origin = headers.get("origin")
    if origin is None:
        return False
    _, _, site = origin.partition("://")
    seen = [name.strip() for name in headers.get("x-forwarded-host", "").split(",")]
    return not site or site not in (headers.get("host"), *seen)


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending
