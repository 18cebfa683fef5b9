"""What the outermost of the application does with what goes wrong inside it, and with streams when the server ends."""

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import Message

from kotae_ui.boundary import Boundary


async def failing(request: Request) -> Response:
    raise ValueError("two\nlines")


async def breaking_off(request: Request) -> Response:
    async def parts() -> AsyncIterator[str]:
        yield "first"
        raise KeyError("gone")

    return StreamingResponse(parts())


async def endless(request: Request) -> Response:
    async def parts() -> AsyncIterator[str]:
        yield "data: first\n\n"
        await asyncio.Event().wait()

    return StreamingResponse(parts(), media_type="text/event-stream")


APP = Starlette(routes=[Route("/fails", failing), Route("/breaks", breaking_off), Route("/endless", endless)])


def test_an_error_is_one_line_in_the_log_and_no_traceback(caplog: pytest.LogCaptureFixture) -> None:
    assert TestClient(Boundary(APP)).get("/fails").status_code == 500
    assert caplog.messages == ["GET '/fails': ValueError: two lines"]
    assert caplog.records[0].exc_info in (None, False)
    with caplog.at_level(logging.DEBUG):
        TestClient(Boundary(APP)).get("/fails")
    assert caplog.records[-1].exc_info, "who looks for it finds where it came from"


def test_an_answer_that_breaks_off_ends_in_order(caplog: pytest.LogCaptureFixture) -> None:
    assert TestClient(Boundary(APP)).get("/breaks").text == "first"
    assert caplog.messages == ["GET '/breaks': KeyError: 'gone'"]


def test_streams_end_when_they_are_to_and_nothing_is_said_of_it(caplog: pytest.LogCaptureFixture) -> None:
    boundary = Boundary(APP)
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)
        if message.get("body"):
            boundary.end_streams()

    async def receive() -> Message:
        return await asyncio.Event().wait()  # type: ignore[return-value]

    scope = {"type": "http", "method": "GET", "path": "/endless", "query_string": b"", "headers": []}
    asyncio.run(asyncio.wait_for(boundary(scope, receive, send), 30))
    assert [message.get("more_body", False) for message in sent[1:]] == [True, False]
    assert caplog.messages == []
