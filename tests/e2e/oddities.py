"""Odd calls, made up from what clients get wrong and what attackers try: bodies, values, addresses, headers."""

import json
import random
from collections.abc import Iterator, Mapping
from typing import Any

VALUES: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    -1,
    5,
    2.5,
    10**400,
    -0.0,
    "",
    " ",
    "five",
    "\0",
    "\ud800",
    "x" * 3_000,
    "../../etc/passwd",
    [],
    [[]],
    [None],
    [["a"], {"b": []}],
    {},
    {"path": "/etc/passwd"},
    {"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}},
    {"__type__": "update", "value": 1},
    {"_type": "gradio.FileData"},
)

BODIES = (
    b"",
    b"\xff\xfe",
    b"null",
    b"[]",
    b"5",
    b'"text"',
    b"{",
    b"{}",
    b'{"data": NaN}',
    b'{"data": [NaN, Infinity, -Infinity]}',
    b'{"data": [1e999]}',
    b'{"data": [' + b"9" * 5_000 + b"]}",
    b'{"data": "question"}',
    b'{"data": {"question": "x"}}',
    b'{"data": null}',
    b"[" * 100_000,
    b'{"a":' * 500 + b"1" + b"}" * 500,
    b'{"data": ["\\ud800"], "session_hash": "\\ud800", "fn_index": 0}',
    b'{"data": [], "data": [], "session_hash": "a b", "fn_index": 0}',
    b'{"question": "' + b"x" * 5_000_000 + b'"}',
    b"question=x&results=8",
)

POSTED = (
    *(
        f"gradio_api/{way}/{name}"
        for way in ("run", "call", "call/v2")
        for name in ("ask", "get_page", "judge", "answer", "predict", "%00")
    ),
    "gradio_api/queue/join",
    "gradio_api/cancel",
    "gradio_api/reset",
    "gradio_api/component_server",
    "gradio_api/upload",
    "gradio_api/mcp/",
    "kotae/judge",
    "kotae/notebook",
    "kotae/notebook/export",
    "kotae/history",
    "login",
)

FETCHED = (
    "gradio_api/call/ask/nothing",
    "gradio_api/call/v2/ask/nothing",
    "gradio_api/call/ask/%00%ff",
    "gradio_api/queue/data",
    "gradio_api/queue/data?session_hash=",
    "gradio_api/queue/data?session_hash=nothing",
    "gradio_api/queue/data?session_hash=%00&session_hash=%ed%a0%80",
    "gradio_api/queue/status",
    "gradio_api/deep_link?session_hash=nothing",
    "gradio_api/info?page=%00&all_endpoints=x",
    "gradio_api/openapi.json",
    "gradio_api/startup-events",
    "gradio_api/upload_progress",
    "gradio_api/token",
    "gradio_api/user",
    "gradio_api/runs",
    "gradio_api/run-history/records?bucket=x",
    "gradio_api/mcp/",
    "gradio_api/mcp",
    "gradio_api/mcp/sse",
    "gradio_api/mcp/schema?tools=%00",
    "config?page=%00",
    "monitoring/x",
    "manifest.json",
    "pwa_icon/%00",
    "static/%00",
    "assets/%00",
    "assets/..%2f..%2fmain.py",
    "svelte/%00",
    "theme.css?v=%00",
    "?q=%00%ff&n=x&s=nan&d=%ed%a0%80",
    "?deep_link=%00",
    "?deep_link=..%2f..",
    "kotae/static/%00",
    "kotae/document",
    "kotae/document?id=%00",
    "kotae/page?id=nothing&n=1",
    "kotae/page?id=critical-minerals-brief&n=five",
    "kotae/page?id=critical-minerals-brief&n=0",
    "kotae/page?id=critical-minerals-brief&n=" + "9" * 30,
    "kotae/page?id=critical-minerals-brief&n=" + "9" * 5_000,
    "kotae/page?id=critical-minerals-brief&n=true",
    "kotae/section?id=tea.txt",
    "kotae/section?id=tea.txt&n=-1&unit=x&stands=a-b",
    "kotae/section?id=tea.txt&n=1&unit=" + "9" * 30,
    "kotae/original?id=%00",
    "kotae/original?id=" + "x" * 10_000,
    "kotae/export",
    "kotae/export?shown=x&format=pdf",
    "kotae/export?shown=&format=md",
    "kotae/export?shown=%00&format=md&d=nothing",
    "kotae/words?id=critical-minerals-brief&n=" + "9" * 30,
    "kotae/words?id=tea.txt&n=1",
    "kotae/words?id=critical-minerals-brief&n=-1&v=%00",
    "kotae/find?id=tea.txt&text=%00%ED%A0%80",
    "kotae/find?id=critical-minerals-brief&text=" + "x" * 10_000,
    "kotae/outline?id=%00",
    "kotae/evaluation/%00/report.html",
    "kotae/evaluation/../report.html",
    "kotae/question-template?format=%00",
    "kotae/question-template",
    "kotae/judged?shown=%00",
    "kotae/notebook/entry?shown=%00",
    "kotae/history?search=%00",
)


def bodies(takes: Mapping[int, int], seed: int, count: int) -> Iterator[bytes]:
    """Yield bodies of calls: the fixed ones, then objects of the known keys with odd values.

    Args:
        takes: how many values each event takes, by its number.
        seed: other bodies for another one.
        count: how many are made up.
    """
    yield from BODIES
    drawn = random.Random(seed)
    for _ in range(count):
        number = drawn.choice([*takes, *takes, -1, len(takes), 10**30])
        values = takes.get(number, 1) if drawn.random() < 0.9 else drawn.randrange(8)
        body: dict[str, Any] = {
            "data": [drawn.choice(VALUES) for _ in range(values)],
            "fn_index": number,
            "session_hash": f"odd{drawn.randrange(10**9)}",
        }
        for key in (
            "data",
            "fn_index",
            "session_hash",
            "event_data",
            "trigger_id",
            "batched",
            "simple_format",
            "event_id",
        ):
            if drawn.random() < 0.1:
                body[key] = drawn.choice(VALUES)
        for key in ("question", "page", "document", "oauth_token"):
            if drawn.random() < 0.2:
                body[key] = drawn.choice(VALUES)
        yield json.dumps(body).encode()


def messages() -> Iterator[bytes]:
    """Yield messages to the MCP server: well-formed JSON-RPC with odd contents."""
    for identity in (1, "a", None, [], 2.5, "\ud800"):
        yield json.dumps({"jsonrpc": "2.0", "id": identity, "method": "tools/list"}).encode()
    for method in (
        "nothing",
        "tools/call",
        "initialize",
        "resources/read",
        "logging/setLevel",
        "completion/complete",
        "\ud800",
        5,
    ):
        for params in (None, [], {}, {"name": "ask"}, {"name": 5, "arguments": {}}, {"uri": "x"}, {"level": "debug"}):
            yield json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode()
    for name in ("ask", "search", "get_page", "list_documents", "nothing"):
        for value in VALUES:
            given = {"question": value, "document": value, "page": value}
            params = {"name": name, "arguments": given if name != "list_documents" else {"x": value}}
            yield json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}).encode()
    yield json.dumps({"jsonrpc": "2.0", "id": 1, "result": {}}).encode()
    yield json.dumps({"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": 1}}).encode()
    yield json.dumps({"jsonrpc": "2.0", "method": "notifications/nothing"}).encode()
    yield json.dumps([{"jsonrpc": "2.0", "id": 1, "method": "ping"}]).encode()
