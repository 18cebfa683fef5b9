"""What stands before the application: who may come in, and from which page."""

import asyncio
import base64
import secrets
import time
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kotae.errors import KotaeError
from kotae_ui.accounts import admitted
from kotae_ui.attempts import SECONDS, Attempt, Attempts
from kotae_ui.operations import HEALTH

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
_MARK = "kotae_mark"  # a cookie: that this browser has shown the password before, which it still has to show


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
        self._attempts = Attempts(frozenset(accounts))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal: Response | None = None
        added: dict[str, str] = {}
        name = ""
        if self._local and _name(headers.get("host", "")) not in LOOPBACK:
            refusal = PlainTextResponse("This Kotae answers on this machine only.", 421)
        elif _foreign(headers):
            refusal = PlainTextResponse("Requests from other sites are refused.", 403)
        elif self._accounts and not _asks_health(scope):
            refusal, added = await self._ask(scope, headers)
            name, _ = _credentials(headers.get("authorization", "")) or ("", "")
        if refusal is None:
            await self._app(admitted(scope, name), receive, _with_headers(send, added))
        else:
            await refusal(scope, receive, send)

    async def _ask(self, scope: Scope, headers: Headers) -> tuple[Response | None, dict[str, str]]:
        """Ask for name and password; return what is answered where they are wrong, and headers where they are right."""
        given = _credentials(headers.get("authorization", ""))
        challenge = {"WWW-Authenticate": 'Basic realm="Kotae", charset="UTF-8"'}
        refusal = PlainTextResponse("Name and password, please.", 401, challenge)
        if given is None:
            return refusal, {}
        name, password = given
        attempt = Attempt(name, (scope.get("client") or ("",))[0], _mark(headers))
        turn = self._attempts.begin(attempt, time.monotonic())
        if turn is None:
            later = {"Retry-After": f"{SECONDS:.0f}"}
            return PlainTextResponse("Too many wrong passwords. Try again in a moment.", 429, later), {}
        right = False
        try:
            if turn.seconds:  # else nothing may come between: right passwords sent together would count as wrong ones
                await asyncio.sleep(turn.seconds)
            known = self._accounts.get(name)
            right = secrets.compare_digest(password.encode(), (known or "").encode()) and known is not None
        finally:
            self._attempts.end(turn, right=right)
        if not right:
            return refusal, {}
        if self._attempts.is_marked(attempt):
            return None, {}
        return None, {"Set-Cookie": f"{_MARK}={self._attempts.mark(name)}; Path=/; HttpOnly; SameSite=Strict"}


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


def _asks_health(scope: Scope) -> bool:
    """Tell whether a request only asks whether the server can answer, which needs no account."""
    path = scope["path"].removeprefix(scope.get("root_path", ""))
    return scope["method"] in ("GET", "HEAD") and path == HEALTH


def _name(host: str) -> str:
    """Return the name in a Host header, without port and brackets."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _credentials(given: str) -> tuple[str, str] | None:
    """Return the name and password that a request brings (RFC 7617), or None where it brings none."""
    scheme, _, encoded = given.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        name, colon, password = base64.b64decode(encoded, validate=True).decode().partition(":")
    except ValueError:
        return None
    return (name, password) if colon else None


def _mark(headers: Headers) -> str:
    """Return the mark that a browser was given, if it has one."""
    try:
        cookie = SimpleCookie(headers.get("cookie", "")).get(_MARK)
    except CookieError:
        return ""
    return cookie.value if cookie else ""


def _foreign(headers: Headers) -> bool:
    """Tell whether a page of another site sent a request; a proxy says in X-Forwarded-Host what its visitors see."""
    origin = headers.get("origin")
    if origin is None:
        return False
    _, _, site = origin.partition("://")
    seen = [name.strip() for name in headers.get("x-forwarded-host", "").split(",")]
    return not site or site not in (headers.get("host"), *seen)


def _with_headers(send: Send, added: Mapping[str, str]) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            for name, value in added.items():
                headers.append(name, value)
        await send(message)

    return sending
