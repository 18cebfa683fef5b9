"""Indexing that is stopped, killed or started twice leaves the old index answering and nothing running."""

import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from support import KOTAE, environment, until, write_small

from kotae.index import generation
from kotae.index.opened import checked, open_index
from kotae.settings import Settings


@pytest.fixture
def changed(small: Settings, tmp_path: Path) -> Settings:
    """Return a copy of the small index whose documents have changed since."""
    corpus = write_small(tmp_path / "corpus")
    index = Path(shutil.copytree(small.index, tmp_path / "index"))
    for name in ("a.md", "b.md", "c.txt", "d.txt"):
        (corpus / name).write_text(f"# {name}\n\nA new document, {name}, is here.\n")
    return small.model_copy(update={"corpus": corpus, "index": index})


def start(settings: Settings) -> "subprocess.Popen[str]":
    """Start `kotae index` in a process group of its own, as a shell does."""
    return subprocess.Popen(
        [KOTAE, "index", "--corpus", settings.corpus, "--index", settings.index],
        cwd=settings.corpus.parent,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def members(group: int) -> list[int]:
    """Return the running processes of a process group."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group and fields[0] != "Z":
            found.append(int(path.parent.name))
    return found


def partial(settings: Settings, name: str = "") -> bool:
    return any((settings.index / "generations").glob(f"*.partial/{name}" if name else "*.partial"))


MOMENTS: dict[str, Callable[[Settings, int], bool]] = {
    "what reads is starting": lambda settings, group: len(members(group)) >= 2,
    "vectors are being written": lambda settings, group: partial(settings, "segments/*/vectors"),
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_run_leaves_the_old_index_answering(changed: Settings, moment: str) -> None:
    before = checked(changed.index)[0]
    process = start(changed)
    until(lambda: MOMENTS[moment](changed, process.pid) or process.poll() is not None)
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL, "it was over before it could be killed"
    until(lambda: not members(process.pid))
    assert checked(changed.index)[0] == before
    assert len(open_index(changed.index).records.documents) == 3
    if moment == "vectors are being written":
        again = start(changed)
        assert again.communicate()[1] == ""
        assert len(open_index(changed.index).records.documents) == 7
        assert not partial(changed)


def test_ctrl_c_stops_with_one_line_and_nothing_is_left_running(changed: Settings) -> None:
    before = checked(changed.index)[0]
    process = start(changed)
    until(lambda: MOMENTS["what reads is starting"](changed, process.pid))
    os.killpg(process.pid, signal.SIGINT)
    output, errors = process.communicate(timeout=600)
    assert (process.returncode, output) == (130, "")
    assert errors == "kotae: stopped; nothing was changed.\n"
    until(lambda: not members(process.pid))
    assert checked(changed.index)[0] == before
    assert not partial(changed)


def test_a_second_indexer_is_told_of_the_first(changed: Settings) -> None:
    with generation.writing(changed.index):
        process = start(changed)
        output, errors = process.communicate(timeout=600)
    assert (process.returncode, output) == (1, "")
    assert errors.count("\n") == 1
    assert "another kotae index is writing it" in errors


def busy(address: str, sending: httpx.Client) -> list[socket.socket]:
    """Let a server do all that it can be in the middle of, and return the streams that are open to it."""
    doing = {one["api_name"]: one["id"] for one in httpx.get(f"{address}config").json()["dependencies"]}
    streams = []
    for name, values in (("follow", [[]]), ("read_again", [[]])):
        body = {"data": values, "fn_index": doing[name], "session_hash": name}
        assert sending.post(f"{address}gradio_api/queue/join", json=body).status_code == 200
        streams.append(open_stream(address, f"gradio_api/queue/data?session_hash={name}"))
    streams.append(open_stream(address, "gradio_api/heartbeat/open"))
    for path in ("gradio_api/upload_progress?upload_id=open", "kotae/find?id=critical-minerals-brief&text=tea"):
        streams.append(open_stream(address, path, wait_for=b""))
    return streams


def open_stream(address: str, path: str, wait_for: bytes = b"data: ") -> socket.socket:
    """Ask for something that goes on, wait until it has begun, and leave it open."""
    host, _, port = address.removeprefix("http://").strip("/").partition(":")
    connection = socket.create_connection((host, int(port)), timeout=600)
    connection.sendall(f"GET /{path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
    begun = b""
    while wait_for not in begun:
        part = connection.recv(65536)
        assert part, begun
        begun += part
    return connection


@pytest.mark.parametrize("number", [pytest.param(signal.SIGINT, marks=pytest.mark.slow), signal.SIGTERM])
def test_a_server_in_the_middle_of_everything_ends_at_once_and_leaves_nothing_running(
    changed: Settings, tmp_path: Path, number: signal.Signals
) -> None:
    before = checked(changed.index)[0]
    process = subprocess.Popen(
        [KOTAE, "serve", "--port", "0", "--corpus", changed.corpus, "--index", changed.index],
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    address = process.stdout.readline().split()[3]
    with httpx.Client(timeout=600) as sending:
        streams = busy(address, sending)
        until(lambda: len(members(process.pid)) >= 4)  # the server, what draws, the tracker, and the indexing
        process.send_signal(number)
        _, errors = process.communicate(timeout=600)
    until(lambda: not members(process.pid))
    assert (process.returncode, errors) == (0, "")
    for stream in streams:
        stream.close()
    assert checked(changed.index)[0] == before


def test_a_server_that_is_killed_leaves_nothing_running(small: Settings, tmp_path: Path) -> None:
    process = subprocess.Popen(
        [KOTAE, "serve", "--port", "0", "--corpus", small.corpus, "--index", small.index],
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert "Kotae answers at" in process.stdout.readline()
    until(lambda: len(members(process.pid)) >= 2)  # the server, and what draws its pages
    process.kill()
    process.communicate(timeout=600)
    until(lambda: not members(process.pid))
