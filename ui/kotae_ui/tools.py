"""The MCP server: the programs as tools, whose results are structured and have a schema."""

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import Any

from gradio.utils import get_function_description
from mcp import types
from mcp.server import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from pydantic import TypeAdapter, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from kotae.errors import KotaeError
from kotae_ui.calls import CallError, problems, read_object
from kotae_ui.passing import PassedOn
from kotae_ui.programs import Programs
from kotae_ui.values import (
    DocumentsValue,
    EntriesValue,
    FileValue,
    GlossesValue,
    HistoryValue,
    HitsValue,
    JudgedValue,
    PageValue,
    ResultValue,
)

_PATH = "/gradio_api/mcp"  # where Gradio's own MCP server was, and where its page says that it is

# A tool returns an object: what is returned as a list is put into one, under a name.
_RETURNED: Mapping[str, tuple[Any, str | None]] = {
    "ask": (ResultValue, None),
    "search": (HitsValue, "hits"),
    "get_page": (PageValue, None),
    "list_documents": (DocumentsValue, "documents"),
    "gloss": (GlossesValue, "glosses"),
    "judge": (JudgedValue, None),
    "keep_answer": (EntriesValue, "entries"),
    "list_notebook": (EntriesValue, "entries"),
    "change_entry": (EntriesValue, "entries"),
    "delete_entry": (EntriesValue, "entries"),
    "export_notebook": (FileValue, None),
    "list_history": (HistoryValue, "asked"),
    "delete_history": (HistoryValue, "asked"),
}
# Tools that change something of the account's own.
_CHANGES = frozenset({"judge", "keep_answer", "change_entry", "delete_entry", "delete_history"})


class Tools:
    """The tools, served over streamable HTTP; no session is kept, so each request stands alone."""

    def __init__(self, programs: Programs) -> None:
        self._programs = programs
        self._tools = [_tool(name, programs) for name in programs.functions]
        self._server: Server[Any, Request] = Server(
            "Kotae",
            version("kotae"),
            "Answers questions in Japanese and English from documents, with the page to prove it.",
        )
        self._server.request_handlers[types.ListToolsRequest] = self._list
        self._server.request_handlers[types.CallToolRequest] = self._call
        self._manager = StreamableHTTPSessionManager(self._server, json_response=True, stateless=True)

    def routes(self) -> Sequence[Route]:
        """Return the addresses; the schema is what Gradio's page of the API shows."""
        return [
            *(Route(path, self._answer, methods=["GET", "POST", "DELETE"]) for path in (_PATH, f"{_PATH}/")),
            Route(f"{_PATH}/schema", self._schema),
        ]

    @asynccontextmanager
    async def running(self, app: object) -> AsyncIterator[None]:
        """Serve for as long as the application runs."""
        async with self._manager.run():
            yield

    async def _answer(self, request: Request) -> Response:
        if request.method != "POST":
            headers = {"Allow": "POST"}
            return PlainTextResponse("This is Kotae's MCP server: give this address to an MCP client.", 405, headers)
        try:
            message = await read_object(request)
        except CallError as error:
            return _failed(None, types.PARSE_ERROR, str(error), error.status)
        try:
            form = types.JSONRPCMessage.model_validate(message).root
        except ValidationError:
            return _failed(None, types.INVALID_REQUEST, "must be a message of JSON-RPC 2.0", 400)
        if not isinstance(form, types.JSONRPCRequest):
            return Response(status_code=202)  # a notification, or an answer: no session is kept that it could concern
        if wrong := _wrong(message):
            return _failed(form.id, *wrong)
        return PassedOn(self._manager.handle_request, json.dumps(message).encode())

    async def _schema(self, request: Request) -> Response:
        shown = [
            tool.model_dump(exclude_none=True) | {"endpoint_name": f"/{tool.name}", "meta": {"mcp_type": "tool"}}
            for tool in self._chosen(request)
        ]
        return JSONResponse(shown)

    async def _list(self, call: types.ListToolsRequest) -> types.ServerResult:
        request = self._server.request_context.request
        return types.ServerResult(types.ListToolsResult(tools=self._chosen(request) if request else self._tools))

    async def _call(self, call: types.CallToolRequest) -> types.ServerResult:
        name = call.params.name
        try:
            arguments = self._programs.arguments_of(name).named(call.params.arguments or {})
            request = self._server.request_context.request
            value = await run_in_threadpool(self._programs.call, name, arguments, request)
        except KotaeError as error:
            content = [types.TextContent(type="text", text=str(error))]
            return types.ServerResult(types.CallToolResult(content=list(content), isError=True))
        _, key = _RETURNED[name]
        result = {key: value} if key else value
        text = types.TextContent(type="text", text=json.dumps(result, ensure_ascii=False))
        return types.ServerResult(types.CallToolResult(content=[text], structuredContent=result))

    def _chosen(self, request: Request) -> list[types.Tool]:
        """Return the tools that an address asks for with `?tools=ask,search`, as the API page writes it; or all."""
        chosen = request.query_params.get("tools")
        return [tool for tool in self._tools if chosen is None or tool.name in chosen.split(",")]


def _tool(name: str, programs: Programs) -> types.Tool:
    description, described, _ = get_function_description(programs.functions[name])
    taken = programs.arguments[name].schema()
    for parameter, schema in taken["properties"].items():
        schema["description"] = described[parameter]
    returned, _ = _RETURNED[name]
    return types.Tool(
        name=name,
        description=description,
        inputSchema=taken,
        outputSchema=TypeAdapter(returned).json_schema(),
        annotations=types.ToolAnnotations(readOnlyHint=name not in _CHANGES, openWorldHint=False),
    )


def _wrong(message: Mapping[str, Any]) -> tuple[int, str] | None:
    """Return what is wrong with a request, as JSON-RPC's code and a line: the SDK writes pages of it into the log."""
    try:
        types.ClientRequest.model_validate(message)
    except ValidationError as error:
        by_form: dict[object, list[Any]] = {}
        for problem in error.errors():
            by_form.setdefault(problem["loc"][0], []).append(problem | {"loc": problem["loc"][1:]})
        # Each form of request has said why it is not meant; the one that has nothing against the method is.
        meant = [those for those in by_form.values() if not any(problem["loc"] == ("method",) for problem in those)]
        if not meant:
            return types.METHOD_NOT_FOUND, f"method: there is no {message['method'][:40]!r} here"
        return types.INVALID_PARAMS, str(CallError(*problems(meant[0])))
    return None


def _failed(identity: object, code: int, reason: str, status: int = 200) -> Response:
    error = {"code": code, "message": reason}
    return JSONResponse({"jsonrpc": "2.0", "id": identity, "error": error}, status)
