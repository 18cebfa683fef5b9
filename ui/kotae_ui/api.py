"""What stands before Gradio's addresses for calls: each call is checked whole before Gradio gets it."""

import json
from collections.abc import Awaitable, Callable
from typing import Annotated, Any, TypeVar

import gradio as gr
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from kotae_ui.calls import Arguments, CallError, Problem, problems, read_object, refusal
from kotae_ui.passing import PassedOn
from kotae_ui.programs import GIVEN_BY_GRADIO, Programs

Answering = Callable[[Request], Awaitable[Response]]
M = TypeVar("M", bound=BaseModel)

Number = Annotated[int, Field(ge=0, lt=2**31)]
# What Gradio's own clients make up for a session: a few letters and figures, or a UUID.
Session = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,128}$")]


class _Message(BaseModel):
    model_config = ConfigDict(strict=True)


class _Call(_Message):
    """A call of an endpoint by its name."""

    data: list[Any]
    session_hash: Session | None = None


class _Event(_Call):
    """A call of an endpoint, or something that happened in the page: `fn_index` is the number of what is to be done."""

    fn_index: Number | None = None
    trigger_id: Number | None = None
    event_data: Any = None


class _Joining(_Event):
    session_hash: Session
    fn_index: Number


class _Cancel(_Message):
    session_hash: Session
    fn_index: Number
    event_id: str


class _Reset(_Message):
    event_id: str


class _Reading(_Message):
    session_hash: Session


class Calls:
    """An ASGI middleware that refuses wrong calls and hands the others on."""

    def __init__(self, app: ASGIApp, blocks: gr.Blocks, programs: Programs) -> None:
        """Read what can be called.

        Args:
            app: the application, Gradio in it.
            blocks: what Gradio shows, all its events registered.
            programs: the named endpoints.
        """
        self._app = app
        self._queue = blocks._queue
        self._programs = programs
        self._numbers = {
            name: number for number, fn in blocks.fns.items() if (name := fn.api_name) in programs.arguments
        }
        self._names = {number: name for name, number in self._numbers.items()}
        self._arguments = {
            number: Arguments(fn.fn, without=GIVEN_BY_GRADIO) for number, fn in blocks.fns.items() if fn.fn is not None
        }
        self._routes = [
            Route(f"/gradio_api/{path}", answer, methods=[method])
            for method, path, answer in (
                ("POST", "run/{name}", self._run),
                ("POST", "call/{name}", self._call),
                ("POST", "call/v2/{name}", self._call_by_name),
                ("GET", "call/{name}/{event}", self._fetch),
                ("GET", "call/v2/{name}/{event}", self._fetch),
                ("POST", "queue/join", self._join),
                ("GET", "queue/data", self._follow),
                ("POST", "cancel", self._cancel),
                ("POST", "reset", self._reset),
            )
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        found = self._answering(scope) if scope["type"] == "http" else None
        if found is None:
            await self._app(scope, receive, send)
            return
        answer, names = found
        try:
            response = await answer(Request(dict(scope) | {"path_params": names}, receive))
        except CallError as error:
            response = refusal(error)
        await response(scope, receive, send)

    def _answering(self, scope: Scope) -> tuple[Answering, dict[str, str]] | None:
        """Return what answers an address, and the names in it; with a slash at its end it is the same address."""
        slashless = dict(scope) | {"path": scope["path"].rstrip("/")}
        for route in self._routes:
            match, found = route.matches(slashless)
            if match is Match.FULL:
                return route.endpoint, found["path_params"]
        return None

    async def _run(self, request: Request) -> Response:
        """Answer a call at once; the page names what is to be done by its number."""
        event = _read(_Event, await read_object(request))
        number = self._number(request.path_params["name"]) if event.fn_index is None else event.fn_index
        await self._check(number, event.data)
        return self._passed_on(event, fn_index=number)

    async def _call(self, request: Request) -> Response:
        """Begin a call whose answer is fetched afterwards."""
        call = _read(_Call, await read_object(request))
        await self._check(self._number(request.path_params["name"]), call.data)
        return self._passed_on(call)

    async def _call_by_name(self, request: Request) -> Response:
        """Begin a call with named arguments."""
        name = request.path_params["name"]
        arguments = self._programs.arguments_of(name).named(await read_object(request))
        await run_in_threadpool(self._programs.check, name, arguments)
        return PassedOn(self._app, json.dumps(arguments).encode())

    async def _join(self, request: Request) -> Response:
        """Begin a call, or what the page asks for, whose answer comes in the session's stream."""
        event = _read(_Joining, await read_object(request))
        await self._check(event.fn_index, event.data)
        return self._passed_on(event)

    async def _fetch(self, request: Request) -> Response:
        """Give the stream of a call that was begun."""
        event = request.path_params["event"]
        # Gradio forgets a call here when its stream has given the answer, elsewhere only some time afterwards.
        if not any(event in events for events in self._queue.pending_event_ids_session.values()):
            raise CallError(Problem("event_id", f"no call waits under {event[:80]!r}; begin one with POST"), status=404)
        return PassedOn(self._app)

    async def _follow(self, request: Request) -> Response:
        """Give the stream of a session that has begun something."""
        session = _read(_Reading, dict(request.query_params)).session_hash
        if session not in self._queue.pending_messages_per_session:
            raise CallError(
                Problem("session_hash", f"nothing was begun under {session!r}; begin with queue/join"), status=404
            )
        return PassedOn(self._app)

    async def _cancel(self, request: Request) -> Response:
        return self._passed_on(_read(_Cancel, await read_object(request)))

    async def _reset(self, request: Request) -> Response:
        return self._passed_on(_read(_Reset, await read_object(request)))

    def _number(self, name: str) -> int:
        self._programs.arguments_of(name)
        return self._numbers[name]

    async def _check(self, number: int, data: list[Any]) -> None:
        """Check what is given for something to be done.

        Raises:
            CallError: there is nothing of this number, or it is given something wrong.
        """
        if number not in self._arguments:
            raise CallError(Problem("fn_index", f"there is nothing of the number {number} here"), status=404)
        arguments = self._arguments[number].listed(data)
        if number in self._names:
            await run_in_threadpool(self._programs.check, self._names[number], arguments)

    def _passed_on(self, message: BaseModel, **changed: object) -> Response:
        return PassedOn(self._app, json.dumps(message.model_dump() | changed).encode())


def _read(form: type[M], given: object) -> M:
    try:
        return form.model_validate(given)
    except ValidationError as error:
        raise CallError(*problems(error.errors())) from error
