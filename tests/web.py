"""A web server of this machine that behaves as the web does at its worst; every test says what it answers where."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

Answer = Callable[[socket.socket], None]


class Web:
    """A server with an answer for each path; `asked` are the requests that came, each with its head."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, str]] = []
        self.over = threading.Event()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.endpoint = f"127.0.0.1:{self.port}"
        threading.Thread(target=self._serve, daemon=True).start()

    def address(self, path: str) -> str:
        """Return the address of a path."""
        return f"http://{self.endpoint}{path}"

    def paths(self) -> list[str]:
        """Return the paths that were asked for, without robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def close(self) -> None:
        """Stop; what stalls ends."""
        self.over.set()
        self._listening.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listening.accept()
                threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            head = b""
            while b"\r\n\r\n" not in head:
                piece = connection.recv(65_536)
                if not piece:
                    return
                head += piece
            path = head.split(b" ")[1].decode()
            self.asked.append((path, head.decode()))
            self.answers.get(path, page(b"<h1>nothing</h1>", status="404 Not Found"))(connection)


def page(body: bytes, media_type: str = "text/html", status: str = "200 OK", *more: str) -> Answer:
    """Return an answer with a body, of the type that it says."""
    lines = [
        f"HTTP/1.1 {status}",
        f"Content-Type: {media_type}",
        f"Content-Length: {len(body)}",
        "Connection: close",
        *more,
    ]
    return lambda connection: connection.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + body)


def leads_to(address: str) -> Answer:
    """Return an answer that leads on to another address."""
    return page(b"", "text/html", "302 Found", f"Location: {address}")


def in_turn(*answers: Answer) -> Answer:
    """Return an answer that is another one each time, the last one from then on."""
    left = list(answers)

    def answer(connection: socket.socket) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(connection)

    return answer


@contextmanager
def web() -> Iterator[Web]:
    """Run a server for as long as it is needed."""
    server = Web()
    try:
        yield server
    finally:
        server.close()
