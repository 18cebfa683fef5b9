"""One address to a file on the disk: over redirects, within limits, tried again where that may help."""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import BinaryIO

import httpcore
import httpx

from kotae.corpus.fetching import robots
from kotae.corpus.fetching.addresses import Endpoints
from kotae.corpus.fetching.connections import CheckedTransport, Deadline
from kotae.corpus.fetching.limits import FetchLimits
from kotae.errors import CorpusError

_AGENT = "Kotae"
_MB = 1_000_000
_MOST_HOPS = 10
_MOST_ROBOTS = 500 * 1024  # bytes that are read of a robots.txt, the least that RFC 9309 asks for
_CONNECT_SECONDS, _STEP_SECONDS = 15.0, 30.0
_PAUSES = (1.0, 2.0, 4.0)  # seconds before each new try
_LONGEST_PAUSE = 30.0  # seconds, whatever a site asks for
_PASSING = frozenset([408, 425, 429, 500, 502, 503, 504])  # what a site answers that may be over soon

Progress = Callable[[int, int], None]
"""Told how many bytes have come, and how many are to come (0 where that is not known)."""


@dataclass(frozen=True, slots=True)
class Received:
    """What came: the address that it came from in the end, the type that the site says, its size and SHA-256."""

    address: str
    media_type: str
    size: int
    sha256: str


class _AgainError(Exception):
    """Something that may not happen the next time; the message says what, `pause` how long the site asks to wait."""

    def __init__(self, message: str, pause: float = 0.0) -> None:
        super().__init__(message)
        self.pause = pause


@dataclass(slots=True)
class Site:
    """Fetches the addresses of one source, all of them within its time; what robots.txt says is asked once for each site."""

    limits: FetchLimits
    _known: dict[str, robots.Robots] = field(default_factory=dict)
    _client: httpx.Client = field(init=False)
    _deadline: Deadline = field(init=False)

    def __post_init__(self) -> None:
        self._deadline = Deadline(self.limits.seconds)
        contact = f" ({self.limits.contact})" if self.limits.contact else ""
        self._client = httpx.Client(
            transport=CheckedTransport(Endpoints(self.limits.private), self._deadline),
            headers={
                "User-Agent": f"{_AGENT}/{version('kotae')} (fetches sources that a document cites){contact}",
                "Accept": "application/pdf, text/html;q=0.9, */*;q=0.5",
                "Accept-Encoding": "identity",  # what is packed may be of any size once it is unpacked
            },
            timeout=httpx.Timeout(_STEP_SECONDS, connect=_CONNECT_SECONDS),
            follow_redirects=False,
            trust_env=False,
        )

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def download(self, address: str, target: BinaryIO, on_progress: Progress) -> Received:
        """Write what is at an address into a file.

        Raises:
            CorpusError: it cannot be fetched, or may not be; the message begins with the address.
        """
        for pause in (*_PAUSES, None):
            try:
                return self._over_hops(address, target, on_progress)
            except (_AgainError, httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError) as error:
                wait = max(pause or 0.0, min(getattr(error, "pause", 0.0), _LONGEST_PAUSE))
                if pause is None or self._deadline.left <= wait:
                    raise CorpusError(self._refusal(address, error)) from error
                time.sleep(wait)
        raise AssertionError("the last try returns or raises")

    def _refusal(self, address: str, error: Exception) -> str:
        if self._deadline.left < 0.05:
            return f"{address}: not whole after {self._deadline.seconds:g} s; try again, or allow more (setting fetch_seconds)"
        if isinstance(error, httpcore.ConnectError) and "CERTIFICATE" in str(error).upper():
            return f"{address}: its certificate cannot be trusted; check the address"
        words = str(error) or type(error).__name__
        return f"{address}: cannot be fetched ({words}); check the address and the connection, or try again later"

    def _over_hops(self, address: str, target: BinaryIO, on_progress: Progress) -> Received:
        url = _accepted(address)
        for _ in range(_MOST_HOPS + 1):
            if not self._robots(url).allows(url.raw_path.decode("ascii")):
                raise CorpusError(f"{url}: the site's robots.txt asks programs not to fetch it; save it with a browser")
            response = self._send(url)
            try:
                if not response.has_redirect_location:
                    return self._received(response, url, target, on_progress)
                url = _next(url, response.headers["location"])
            finally:
                response.close()
        raise CorpusError(f"{address}: leads on more than {_MOST_HOPS} times; check the address")

    def _send(self, url: httpx.URL) -> httpx.Response:
        try:
            return self._client.send(self._client.build_request("GET", url), stream=True)
        except CorpusError as error:
            raise CorpusError(f"{url}: {error}") from error
        except (httpx.InvalidURL, httpx.HTTPError) as error:  # httpx looks at once where a redirect leads
            raise CorpusError(f"{url}: leads on to what is no address of the web; check the address") from error

    def _received(self, response: httpx.Response, url: httpx.URL, target: BinaryIO, on_progress: Progress) -> Received:
        if response.status_code in _PASSING:
            raise _AgainError(f"the site answers {response.status_code}", _pause(response))
        if response.status_code != 200:
            raise CorpusError(f"{url}: the site answers {response.status_code}, not the document; check the address")
        if (packing := response.headers.get("content-encoding", "identity").lower()) != "identity":
            raise CorpusError(
                f"{url}: comes packed ({packing}) though it was asked for as it is; save it with a browser"
            )
        stated = response.headers.get("content-length", "")
        total = int(stated) if stated.isascii() and stated.isdigit() else 0
        most = int(self.limits.megabytes * _MB)
        too_large = CorpusError(f"{url}: larger than {self.limits.megabytes:g} MB; allow more (setting fetch_mb)")
        if total > most:
            raise too_large
        target.seek(0)
        target.truncate()
        digest, size = hashlib.sha256(), 0
        for piece in response.iter_raw():
            size += len(piece)
            if size > most:
                raise too_large
            digest.update(piece)
            target.write(piece)
            on_progress(size, total)
        target.flush()
        media_type = response.headers.get("content-type", "").split(";")[0].strip().lower()
        return Received(str(url), media_type, size, digest.hexdigest())

    def _robots(self, url: httpx.URL) -> robots.Robots:
        """Return what a site's robots.txt says; a site that cannot say it is left alone, one without it is not (RFC 9309)."""
        site = f"{url.scheme}://{url.netloc.decode('ascii')}"
        if site not in self._known:
            self._known[site] = self._asked_robots(_accepted(f"{site}/robots.txt"))
        return self._known[site]

    def _asked_robots(self, url: httpx.URL) -> robots.Robots:
        for _ in range(_MOST_HOPS):
            response = self._send(url)
            try:
                if response.has_redirect_location:
                    url = _next(url, response.headers["location"])
                    continue
                if response.status_code in _PASSING:
                    raise _AgainError(f"{url} answers {response.status_code}", _pause(response))
                if response.status_code >= 500:
                    return robots.NOTHING
                if response.status_code != 200:
                    return robots.EVERYTHING
                return robots.parsed(_beginning(response).decode("utf-8", "replace"), _AGENT)
            finally:
                response.close()
        return robots.EVERYTHING


def _beginning(response: httpx.Response) -> bytes:
    text = b""
    for piece in response.iter_raw():
        text += piece
        if len(text) > _MOST_ROBOTS:
            break
    return text[:_MOST_ROBOTS]


def _pause(response: httpx.Response) -> float:
    asked = response.headers.get("retry-after", "")
    return float(asked) if asked.isascii() and asked.isdigit() else 0.0


def _next(url: httpx.URL, location: str) -> httpx.URL:
    try:
        return _accepted(str(url.join(location)))
    except (httpx.InvalidURL, ValueError) as error:
        raise CorpusError(f"{url}: leads on to what is no address; check the address") from error


def _accepted(address: str) -> httpx.URL:
    """Return an address if it is one of the web.

    Raises:
        CorpusError: it is not, or a name and password stand in it.
    """
    try:
        url = httpx.URL(address).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise CorpusError(f"{address}: not an address of the web; write it with https://") from error
    if url.scheme not in ("http", "https") or not url.host:
        raise CorpusError(f"{address}: not an address of the web (https:// or http://); nothing is fetched from there")
    if url.userinfo:
        raise CorpusError(f"{url.host}: a name or password stands in the address; leave it out")
    return url
