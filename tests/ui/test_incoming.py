"""Files that clients send: kept within limits until they are taken up, and gone afterwards."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from kotae.errors import KotaeError
from kotae_ui.incoming import Arrival, Incoming, NotReceivedError, arrivals, folder_bytes

MB = 1024 * 1024


@pytest.fixture
def incoming(tmp_path: Path) -> Iterator[Incoming]:
    made = Incoming(tmp_path / "cache", file_mb=1, total_mb=2, kept_bytes=lambda: folder_bytes(tmp_path / "kept"))
    yield made
    made.close()


def files(tmp_path: Path) -> list[bytes]:
    return [path.read_bytes() for path in (tmp_path / "cache").rglob("*") if path.is_file() and path.name != ".lock"]


async def chunks(content: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(content), 100_000):
        yield content[start : start + 100_000]


def receive(incoming: Incoming, content: bytes, name: str = "tide.txt") -> str:
    return asyncio.run(incoming.receive(name, chunks(content)))


def test_a_file_is_taken_up_once_and_gone_afterwards(incoming: Incoming, tmp_path: Path) -> None:
    token = receive(incoming, b"high water", "潮 汐.TXT")
    assert files(tmp_path) == [b"high water"]
    with incoming.take(token) as received:
        assert received is not None
        assert (received.name, received.path.name) == ("潮 汐.TXT", "潮-汐.txt")
        assert received.path.read_bytes() == b"high water"
    with incoming.take(token) as again:
        assert again is None
    assert files(tmp_path) == []


def test_it_is_gone_even_where_taking_it_up_failed(incoming: Incoming, tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), incoming.take(receive(incoming, b"x")):
        raise ZeroDivisionError
    assert files(tmp_path) == []


def test_the_same_file_sent_twice_is_two(incoming: Incoming) -> None:
    first, second = receive(incoming, b"same"), receive(incoming, b"same")
    for token in (first, second):
        with incoming.take(token) as received:
            assert received is not None
            assert received.path.read_bytes() == b"same"


def test_one_file_may_be_as_large_as_the_limit_and_no_larger(incoming: Incoming, tmp_path: Path) -> None:
    receive(incoming, b"x" * MB)
    with pytest.raises(NotReceivedError) as refused:
        receive(incoming, b"x" * (MB + 1))
    assert refused.value.refusal == "too_large"
    assert [len(content) for content in files(tmp_path)] == [MB]


def test_all_together_have_a_limit_which_counts_what_was_kept(incoming: Incoming, tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "old.pdf").write_bytes(b"x" * MB)
    token = receive(incoming, b"x" * (MB // 2))
    with pytest.raises(NotReceivedError) as refused:
        receive(incoming, b"x" * (MB // 2 + 1))
    assert refused.value.refusal == "full"
    with incoming.take(token):
        pass
    receive(incoming, b"x" * (MB // 2 + 1))
    assert sum(map(len, files(tmp_path))) == MB // 2 + 1


def test_files_that_arrive_at_once_are_counted_together(incoming: Incoming, tmp_path: Path) -> None:
    async def five() -> list[str | BaseException]:
        sent = (incoming.receive("x.txt", chunks(b"x" * (MB // 2))) for _ in range(5))
        return await asyncio.gather(*sent, return_exceptions=True)

    refused = [one for one in asyncio.run(five()) if isinstance(one, NotReceivedError)]
    assert {one.refusal for one in refused} == {"full"}
    assert sum(map(len, files(tmp_path))) <= 2 * MB


def test_empty_files_have_a_limit_too(incoming: Incoming) -> None:
    async def many() -> None:
        async def one_byte() -> AsyncIterator[bytes]:
            yield b"x"

        for _ in range(600):
            await incoming.receive("x.txt", one_byte())

    with pytest.raises(NotReceivedError, match="full"):
        asyncio.run(many())


def test_what_is_cut_off_leaves_nothing(incoming: Incoming, tmp_path: Path) -> None:
    async def cut() -> AsyncIterator[bytes]:
        yield b"half of it"
        raise ConnectionResetError

    with pytest.raises(NotReceivedError):
        asyncio.run(incoming.receive("x.txt", cut()))
    assert files(tmp_path) == []


def test_what_nobody_takes_up_is_removed(incoming: Incoming, tmp_path: Path) -> None:
    token = receive(incoming, b"forgotten")
    incoming.remove_unused()
    assert files(tmp_path) == [b"forgotten"], "its page may still ask for it"
    incoming.remove_unused(older_than=0)
    assert files(tmp_path) == []
    with incoming.take(token) as received:
        assert received is None


def test_what_a_killed_server_left_is_removed_and_what_a_running_one_has_is_not(
    incoming: Incoming, tmp_path: Path
) -> None:
    code = (
        "import sys, asyncio, pathlib; sys.path[:0] = sys.argv[2:]; from kotae_ui.incoming import Incoming\n"
        "async def content():\n yield b'of another server'\n"
        "made = Incoming(pathlib.Path(sys.argv[1]), file_mb=1, total_mb=1, kept_bytes=lambda: 0)\n"
        "asyncio.run(made.receive('x.txt', content())); print('ready', flush=True); sys.stdin.read()"
    )
    receive(incoming, b"of this one")
    with subprocess.Popen(
        [sys.executable, "-c", code, tmp_path / "cache", *sys.path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"ready\n"
        assert sorted(files(tmp_path)) == [b"of another server", b"of this one"]
        os.kill(other.pid, signal.SIGKILL)
        other.wait()
    third = Incoming(tmp_path / "cache", file_mb=1, total_mb=1, kept_bytes=lambda: 0)
    assert files(tmp_path) == [b"of this one"]
    third.close()


def test_a_cache_that_cannot_be_written_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file", encoding="utf-8")
    with pytest.raises(KotaeError, match=r"cache.*cannot be written"):
        Incoming(tmp_path / "cache", file_mb=1, total_mb=1, kept_bytes=lambda: 0)


def test_what_a_page_says_of_its_files_is_read_and_nothing_else() -> None:
    told = {"files": [{"name": "a.txt", "token": "t"}, {"name": "b.txt", "refused": "full"}]}
    assert arrivals(told) == (Arrival("a.txt", "t"), Arrival("b.txt", refused="full"))
    odd = [5, None, [], {}, {"name": 5, "token": "t"}, {"name": "x", "token": 5}, {"name": "x", "refused": "no"}]
    for made_up in (None, 5, [], {"files": None}, {"files": {}}, {"files": odd}):
        assert arrivals(made_up) == ()
