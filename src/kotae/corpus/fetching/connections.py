"""Connections to checked addresses only, which end at a set time however slowly the other side speaks."""

import ssl
import time
from collections.abc import Iterable, Iterator
from typing import Any

import httpcore
import httpx

from kotae.corpus.fetching.addresses import Endpoints
from kotae.errors import CorpusError


class Deadline:
    """The time at which all work on one source ends."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """The seconds that are left; 0 where the time is over."""
        return max(0.0, self._end - time.monotonic())

    def within(self, timeout: float | None) -> float:
        """Return the timeout of one step, no longer than what is left; a hundredth of a second at the least."""
        return max(0.01, self.left if timeout is None else min(timeout, self.left))


class CheckedTransport(httpx.BaseTransport):
    """What httpx sends requests by: every connection, of every hop, goes to an address that was checked, and to no proxy."""

    def __init__(self, endpoints: Endpoints, deadline: Deadline) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(),
            network_backend=_CheckedBackend(endpoints, deadline),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and return the response, whose body is still to be read."""
        assert isinstance(request.stream, httpx.SyncByteStream)
        answered = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        assert isinstance(answered.stream, Iterable)
        return httpx.Response(answered.status, headers=answered.headers, stream=_Body(answered))

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    """A response's body as it comes."""

    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class _CheckedBackend(httpcore.NetworkBackend):
    """Opens connections to addresses, never to names."""

    def __init__(self, endpoints: Endpoints, deadline: Deadline) -> None:
        self._endpoints = endpoints
        self._deadline = deadline
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        problem: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in self._endpoints.checked(host, port):
            try:
                stream = self._backend.connect_tcp(
                    address, port, self._deadline.within(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
                continue
            connected = stream.get_extra_info("server_addr")[0]
            if connected != address:
                stream.close()
                raise CorpusError(f"{host}: connected to {connected}, which is not the checked address {address}")
            return _EndingStream(stream, self._deadline)
        raise problem

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        raise httpcore.UnsupportedProtocol("nothing is fetched from a socket of this machine")

    def sleep(self, seconds: float) -> None:
        time.sleep(self._deadline.within(seconds))


class _EndingStream(httpcore.NetworkStream):
    """A connection on which no step lasts beyond the deadline: one byte at a time does not stretch it."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if not self._deadline.left:
            raise httpcore.ReadTimeout("the time is over")
        return self._stream.read(max_bytes, self._deadline.within(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        if not self._deadline.left:
            raise httpcore.WriteTimeout("the time is over")
        self._stream.write(buffer, self._deadline.within(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.within(timeout))
        return _EndingStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
