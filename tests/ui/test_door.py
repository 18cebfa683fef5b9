"""What is let through to Gradio: the addresses in use, and no call that names a file."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from kotae.documents.drawing import PageDrawer
from kotae_ui.app import application
from kotae_ui.door import Door, names_file
from kotae_ui.evaluating import Evaluator
from kotae_ui.incoming import Incoming
from kotae_ui.indexing import Indexer
from kotae_ui.library import Library
from kotae_ui.page_words import PageWords


async def inside(request: Request) -> PlainTextResponse:
    return PlainTextResponse(f"inside {len(await request.body())}")


def client(root_path: str = "") -> TestClient:
    """Return a client before an app behind the door that says how long a body it was given."""
    app = Starlette(routes=[Route("/{path:path}", inside, methods=["GET", "POST", "HEAD"])])
    return TestClient(Door(app), root_path=root_path)


@pytest.mark.parametrize(
    "path",
    ["gradio_api/file=/etc/passwd", "gradio_api/file%3D/etc/passwd", "gradio_api/file/x", "gradio_api/upload",
     "gradio_api/upload_progress?upload_id=x", "gradio_api/proxy=https://evil.example/", "gradio_api/stream/x",
     "gradio_api/custom_component/x", "gradio_api/process_recording", "gradio_api/dev/reload", "gradio_api/vibe-edit/",
     "gradio_api/component_server", "gradio_api/deep_link?session_hash=x", "gradio_api/run-history/records", "gradio_api",
     "monitoring", "monitoring/summary", "login", "logout", "token", "app_id", "user", "gradio_api//file=/etc/passwd",
     "//gradio_api/upload", "gradio_api/./upload", "gradio_api/run/ask%00", "static/a%0ab", "%7f"],
)  # fmt: skip
@pytest.mark.parametrize("root_path", ["", "/kotae"])
def test_addresses_that_nothing_here_uses_are_closed(path: str, root_path: str) -> None:
    opened = client(root_path)
    for response in (opened.get(f"{root_path}/{path}"), opened.post(f"{root_path}/{path}", json={})):
        assert (response.status_code, "inside" in response.text) == (404, False)


@pytest.mark.parametrize(
    "path",
    ["", "?q=x", "config", "theme.css", "assets/index.js", "static/x.png", "favicon.ico", "gradio_api/info",
     "gradio_api/mcp/", "gradio_api/queue/join", "gradio_api/call/ask", "gradio_api/heartbeat/x", "kotae/document?id=x"],
)  # fmt: skip
@pytest.mark.parametrize("root_path", ["", "/kotae"])
def test_addresses_that_are_used_are_open(path: str, root_path: str) -> None:
    assert client(root_path).get(f"{root_path}/{path}").text.startswith("inside")


def test_a_call_arrives_whole_and_an_endless_one_does_not() -> None:
    body = json.dumps({"data": ["x" * 1_000_000]}).encode()
    assert client().post("/gradio_api/queue/join", content=body).text == f"inside {len(body)}"

    def endless() -> Iterator[bytes]:
        for _ in range(100):
            yield b" " * 100_000

    assert client().post("/gradio_api/queue/join", content=endless()).status_code == 413


@pytest.mark.parametrize(
    "value",
    [
        {"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}},
        {"path": "/etc/passwd"},
        {"data": [[{"a": {"path": "x.pdf", "is_stream": True}}]]},
        {"event_data": {"files": [{"path": ""}]}},
        [[[[[[{"path": "x", "url": "http://127.0.0.1/"}]]]]]],
    ],
)
def test_a_value_that_gradio_takes_for_a_file_is_one(value: Any) -> None:
    assert names_file(value)
    assert client().post("/gradio_api/run/predict", json=value).status_code == 400


@pytest.mark.parametrize("value", [{"data": ["/etc/passwd", {"name": "path"}]}, {"path": 5}, "path", None, [1.5, True]])
def test_a_value_that_it_does_not_is_none(value: Any) -> None:
    assert not names_file(value)
    response = client().post("/gradio_api/run/predict", content=json.dumps(value))
    assert response.text.startswith("inside")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_a_file_is_seen_in_every_encoding_that_json_may_have(encoding: str) -> None:
    body = '{"p\\u0061th": "/etc/passwd", "data": [{"\\u0070ath": "/etc/passwd"}]}'.encode(encoding)
    assert client().post("/gradio_api/queue/join", content=body).status_code == 400


def test_without_the_door_gradio_itself_refuses_a_file_that_was_not_uploaded(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two locks: Gradio's own check is on as well, in each event."""
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "gradio"))
    victim = tmp_path / "vault.txt"
    victim.write_text("4711", encoding="utf-8")
    settings = library.settings
    incoming = Incoming(tmp_path, file_mb=1, total_mb=1, kept_bytes=lambda: 0)
    drawer, evaluator, indexer = PageDrawer(settings.limits.page), Evaluator(), Indexer(settings, lambda: None)
    words = PageWords(settings.limits.page)
    try:
        calls = application(library, indexer, evaluator, drawer, words, incoming)
        with TestClient(calls._app) as bare:  # past our own check of what is called as well
            dependencies = bare.get("/config").json()["dependencies"]
            for is_stream in (False, True):
                value = {"path": str(victim), "is_stream": is_stream, "meta": {"_type": "gradio.FileData"}}
                for dependency in dependencies:
                    body = {"fn_index": dependency["id"], "data": [value for _ in dependency["inputs"]]}
                    bare.post("/gradio_api/run/predict", json=body | {"session_hash": "x"})
    finally:
        incoming.close()
        evaluator.close()
        indexer.close()
        drawer.close()
    assert victim.read_text(encoding="utf-8") == "4711"
    assert [path for path in tmp_path.rglob("*") if path.is_file() and path != victim] == []
