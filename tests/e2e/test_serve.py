"""`kotae serve` for programs: starting, the HTTP API, the MCP server, and what it must not give away."""

import asyncio
import base64
import json
import shutil
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError, ValidationError
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client
from served import command_serving, serving
from support import ROOT, until

from kotae import Kotae
from kotae.evaluation.sets.read import read_set

Run = Callable[..., Any]

TOOLS = (
    "ask", "search", "get_page", "list_documents", "gloss", "judge", "keep_answer", "list_notebook", "change_entry",
    "delete_entry", "export_notebook", "list_history", "delete_history",
)  # fmt: skip
SCHEMA = json.loads((ROOT / "src" / "kotae" / "answer.schema.json").read_text(encoding="utf-8"))
ANSWERS = {
    "先端半導体の国内生産拠点の確保に2021年度から2024年度まで合計いくら?": "21,706",
    "When did Northvolt go under?": "3月12日",
    "How large are the estimated rare earth reserves of Greenland?": "1,500,000",
    "糖度が最も高い品種は?": "夕映え3号",
    "What soil do tea bushes need?": "acid soil",
}


@pytest.fixture(scope="module")
def client(address: str) -> Client:
    return Client(address, verbose=False)


def test_programs_get_what_kotae_answers(client: Client, web_kotae: Kotae) -> None:
    for question in ANSWERS:
        found = client.predict(question, api_name="/ask")
        jsonschema.validate(found, SCHEMA)
        assert found == json.loads(json.dumps(web_kotae.ask(question, 8).to_dict()))
        assert ANSWERS[question] in found["answer"]["text"]


def test_the_endpoints_are_named_and_typed(client: Client) -> None:
    named = client.view_api(return_format="dict")["named_endpoints"]
    assert set(named) == {f"/{name}" for name in TOOLS}
    asked = {one["parameter_name"]: one["python_type"]["type"] for one in named["/ask"]["parameters"]}
    assert asked["question"] == "str"
    assert asked["language"] == "Literal['any', 'ja', 'en']"
    assert "citations: list[int]" in named["/ask"]["returns"][0]["python_type"]["type"]


def test_filters_and_settings_hold_for_programs_too(client: Client) -> None:
    rows = client.predict("レアアース", results=3, kinds="tables", language="ja", api_name="/search")
    assert len(rows) == 3
    assert {hit["kind"] for hit in rows} <= {"row", "table"}
    only = client.predict("reserves", documents=["tea.txt"], api_name="/search")
    assert {hit["document"] for hit in only} == {"tea.txt"}
    strict = client.predict("When did Northvolt go under?", strictness=1.0, api_name="/ask")
    assert strict["status"] == "not_found"


def test_a_page_comes_with_its_text_and_its_picture(client: Client, address: str) -> None:
    page = client.predict("critical-minerals-brief", 9, api_name="/get_page")
    assert "先端半導体の国内生産拠点の確保" in page["text"]
    assert page["pages"] == 10
    picture = httpx.get(address + page["image"])
    assert picture.headers["content-type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    section = client.predict("orchard.ja.html", 2, api_name="/get_page")
    assert "夕映え3号" in section["text"]
    assert section["image"] is None


def test_documents_are_listed_with_what_they_hold(client: Client, web_kotae: Kotae) -> None:
    listed = client.predict(api_name="/list_documents")
    assert [one["id"] for one in listed] == [record.id for record in web_kotae.index.records.documents]
    assert sum(one["rows"] for one in listed) == web_kotae.index.records.unit_kinds.count("row")


@pytest.mark.parametrize(
    ("arguments", "name", "reason"),
    [
        ({"question": "  "}, "/ask", r"question: is empty; must be a text of 1 to 2,000 characters$"),
        ({"question": "x" * 3000}, "/ask", "at most 2,000"),
        (
            {"question": "x", "documents": ["tea.txt", "tea"]},
            "/ask",
            r"documents\.1: no document in the index has this id: 'tea'",
        ),
        ({"question": "x", "results": 0}, "/ask", "from 1 to 100"),
        ({"question": "x", "strictness": 7}, "/ask", "from 0 to 1"),
        ({"question": "x", "language": "fr"}, "/search", "language: must be 'any', 'ja' or 'en', not 'fr'"),
        ({"document": "../../etc/passwd", "page": 1}, "/get_page", "no document in the index has this id"),
        ({"document": "critical-minerals-brief", "page": 99}, "/get_page", "there is no page 99"),
    ],
)
def test_bad_calls_are_refused_in_one_line(client: Client, arguments: dict[str, Any], name: str, reason: str) -> None:
    with pytest.raises(ValidationError, match=reason) as refused:
        client.predict(**arguments, api_name=name)
    assert "Traceback" not in str(refused.value)


def mcp(address: str, name: str, arguments: dict[str, Any], headers: dict[str, str] | None = None) -> tuple[Any, Any]:
    """Return the tools of an MCP server, and what one of them answers."""

    async def call() -> tuple[Any, Any]:
        async with (
            httpx.AsyncClient(headers=headers, timeout=600) as http,
            streamable_http_client(f"{address}gradio_api/mcp/", http_client=http) as (receiving, sending, _),
            ClientSession(receiving, sending) as session,
        ):
            await session.initialize()
            return (await session.list_tools()).tools, await session.call_tool(name, arguments)

    # In a thread: the browser tests' Playwright keeps an event loop running in this one.
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(call())).result()


def test_an_mcp_client_asks_searches_and_reads(address: str, web_kotae: Kotae) -> None:
    tools, asked = mcp(address, "ask", {"question": "When did Northvolt go under?"})
    assert [tool.name for tool in tools] == list(TOOLS)
    described = next(tool for tool in tools if tool.name == "ask")
    assert described.inputSchema["properties"]["question"]["description"]
    assert described.inputSchema["required"] == ["question"]
    jsonschema.validate(asked.structuredContent, SCHEMA)
    assert asked.structuredContent == json.loads(json.dumps(web_kotae.ask("When did Northvolt go under?", 8).to_dict()))
    listed = mcp(address, "list_documents", {})[1].structuredContent["documents"]
    assert "critical-minerals-brief" in {document["id"] for document in listed}
    hits = mcp(address, "search", {"question": "tea bushes"})[1].structuredContent["hits"]
    assert "acid soil" in hits[0]["text"]
    page = mcp(address, "get_page", {"document": "critical-minerals-brief", "page": 8})[1].structuredContent
    assert "ノースボルト" in page["text"]


def test_mcp_tools_say_what_they_return_and_return_it_as_text_too(address: str) -> None:
    for name, arguments in (
        ("ask", {"question": "糖度が最も高い品種は?"}),
        ("search", {"question": "tea", "results": 2}),
        ("get_page", {"document": "tea.txt"}),
        ("list_documents", {}),
    ):
        tools, result = mcp(address, name, arguments)
        schema = next(tool for tool in tools if tool.name == name).outputSchema
        assert schema["type"] == "object"
        jsonschema.validate(result.structuredContent, schema)
        assert json.loads(result.content[0].text) == result.structuredContent
        assert not result.isError


@pytest.mark.parametrize(
    ("name", "arguments", "reason"),
    [
        ("ask", {"question": ""}, "question: is empty; must be a text of 1 to 2,000 characters"),
        ("ask", {"question": None}, "question: must be a text of 1 to 2,000 characters, not null"),
        ("ask", {}, "question: is missing; must be a text of 1 to 2,000 characters"),
        ("ask", {"question": "x", "results": True}, "results: must be a whole number from 1 to 100, not true"),
        ("get_page", {"document": "tea.txt", "page": "five"}, "page: must be a whole number from 1, not 'five'"),
        ("get_page", {"document": "tea.txt", "page": 99}, "page: there is no page 99 in tea.txt; it has 1"),
        ("list_documents", {"x\ny": 1}, "'x\\ny': is no argument of list_documents, which takes none"),
        ("forget", {}, "there is no 'forget' here; there are " + ", ".join(TOOLS)),
    ],
)
def test_a_wrong_call_of_an_mcp_tool_is_an_error_of_one_line(
    address: str, name: str, arguments: dict[str, Any], reason: str
) -> None:
    _, refused = mcp(address, name, arguments)
    assert refused.isError
    assert refused.structuredContent is None
    assert [content.text for content in refused.content] == [reason]


def test_twenty_sessions_at_once_are_answered_as_each_would_be_alone(address: str, web_kotae: Kotae) -> None:
    lines = (ROOT / "tests" / "questions" / "critical-minerals.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in lines][::6]
    assert len(set(questions)) == 20
    clients = [Client(address, verbose=False) for _ in questions]
    with ThreadPoolExecutor(20) as threads:
        answers = threads.map(lambda client, question: client.predict(question, api_name="/ask"), clients, questions)
    alone = [json.loads(json.dumps(web_kotae.ask(question, 8).to_dict())) for question in questions]
    assert list(answers) == alone


@pytest.mark.parametrize(
    "path",
    [
        "gradio_api/file=/etc/passwd",
        "gradio_api/file=corpus/sources.toml",
        "gradio_api/file/etc/passwd",
        "gradio_api/proxy=https://example.org/",
        "kotae/original?id=../../etc/passwd",
        "kotae/original?id=sources.toml",
        "kotae/page?id=../secret.pdf&n=1",
        "kotae/static/../../pyproject.toml",
        "kotae/static/%2e%2e/%2e%2e/pyproject.toml",
        "kotae/static//etc/passwd",
        "kotae/section?id=nothing&n=1",
    ],
)
def test_nothing_outside_the_corpus_is_given_away(address: str, path: str) -> None:
    with socket.create_connection((address.split("/")[2].split(":")[0], int(address.split(":")[2].strip("/")))) as raw:
        raw.sendall(f"GET /{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: raw.recv(65536), b""))
    assert answer.split(b"\r\n")[0].split()[1] in (b"404", b"400", b"403"), answer[:200]
    assert b"root:" not in answer
    assert b"[project]" not in answer


def test_an_html_document_is_shown_without_its_scripts_and_a_text_as_text(address: str) -> None:
    page = httpx.get(address + "kotae/original", params={"id": "orchard.ja.html"})
    assert page.headers["content-security-policy"].startswith("sandbox;")
    assert page.headers["x-content-type-options"] == "nosniff"
    assert (
        httpx.get(address + "kotae/original", params={"id": "tea.txt"}).headers["content-type"].startswith("text/plain")
    )
    whole = httpx.get(address)
    assert "default-src 'self'" in whole.headers["content-security-policy"]


def test_other_sites_and_other_names_are_refused(address: str) -> None:
    host = address.split("/")[2]
    assert httpx.get(address, headers={"Origin": "https://evil.example"}).status_code == 403
    assert httpx.get(address, headers={"Origin": f"http://{host}"}).status_code == 200
    assert httpx.get(address, headers={"Host": "evil.example"}).status_code == 421


def test_a_password_is_asked_for_everywhere(web_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "accounts").write_text("# readers\naya:合言葉:1\nbo:other\n", encoding="utf-8")
    folder = web_folder
    arguments = ("--auth-file", "accounts", "--index", str(folder / "index"), "--corpus", str(folder / "corpus"))
    with serving(tmp_path, *arguments, KOTAE_LOG_QUESTIONS="outcomes") as address:
        guarded = ("", "config", "gradio_api/info", "gradio_api/mcp/", "kotae/page?id=critical-minerals-brief&n=1")
        for path in (*guarded, "metrics", "healthz/", "healthz/../config", "kotae/healthz"):
            assert httpx.get(address + path).status_code == 401, path
        assert httpx.post(address + "gradio_api/run/ask", json={"data": ["x"]}).status_code == 401
        assert httpx.post(address + "healthz").status_code == 401
        health = httpx.get(address + "healthz")
        assert (health.status_code, set(health.json())) == (200, {"status", "index", "age_seconds"}), (
            "without an account"
        )
        headers = {"Authorization": "Basic " + base64.b64encode("aya:合言葉:1".encode()).decode()}
        client = Client(address, headers=headers, verbose=False)
        assert client.predict("What soil do tea bushes need?", api_name="/ask")["status"] == "answered"
        _, answer = mcp(address, "ask", {"question": "What soil do tea bushes need?"}, headers)
        assert "acid soil" in answer.content[0].text
        said = {"question": "What soil do tea bushes need?", "verdict": "right"}
        assert client.predict(**said, api_name="/judge")["set"] == "judged-aya.jsonl"
        (judged,) = (tmp_path / "desk").glob("aya-*/judged-aya-*.jsonl")
        (question,) = read_set(judged)
        assert (question.answers, dict(question.documents)) == (("acid",), {"tea.txt": 1})
        _, answer = mcp(address, "judge", said | {"verdict": "wrong"}, headers)
        assert answer.structuredContent["questions"] == 1, "what was said before gives way"
        (question,) = read_set(judged)
        assert (question.answers, question.wrong) == ((), ("acid",))
        _a_notebook_through_the_api(address, client, headers)
        refused = httpx.post(address + "gradio_api/call/v2/ask", json={"question": " "}, headers=headers)
        assert refused.status_code == 422
        told = httpx.get(address + "metrics", headers=headers)
        assert told.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
        assert 'kotae_questions_total{outcome="answered"} 2\n' in told.text, "judging asks nothing anew"
        assert 'kotae_questions_refused_total{reason="question.empty"} 1\n' in told.text
        assert 'kotae_question_stage_seconds_count{stage="understand"} 1\n' in told.text, "the second was just answered"
        assert 'kotae_http_responses_total{status="401"}' in told.text
        wrong = {"Authorization": "Basic " + base64.b64encode(b"aya:guess").decode()}
        assert httpx.get(address, headers=wrong).status_code == 401
    log = (tmp_path / "serve.log").read_text(encoding="utf-8")
    lines = [json.loads(line) for line in log.splitlines()]
    assert [line["outcome"] for line in lines] == ["answered", "answered", "refused"]
    assert lines[0]["index"] == (folder / "index" / "CURRENT").read_text(encoding="ascii").split()[0]
    assert "tea" not in log, "no question's text"


def _a_notebook_through_the_api(address: str, client: Client, headers: dict[str, str]) -> None:
    """Keep, note, reorder, export and delete by HTTP and MCP; another account has nothing of it."""
    client.predict("What soil do tea bushes need?", api_name="/keep_answer")
    _, kept = mcp(address, "keep_answer", {"question": "Who won the 2022 World Cup?", "note": "nobody"}, headers)
    first, second = kept.structuredContent["entries"]
    assert (first["evidence"][0]["document"], second["answer"], second["note"]) == ("tea.txt", "", "nobody")
    changed = client.predict(id=second["id"], note="nobody here", place=1, api_name="/change_entry")
    assert [(entry["id"], entry["note"]) for entry in changed] == [(second["id"], "nobody here"), (first["id"], "")]
    _, exported = mcp(address, "export_notebook", {"format": "md"}, headers)
    assert "acid soil, steady rain and mist.[^1]" in exported.structuredContent["text"]
    assert client.predict(id=second["id"], api_name="/delete_entry") == [first]
    _, refused = mcp(address, "delete_entry", {"id": second["id"]}, headers)
    assert refused.isError
    asked = {"do": "remember", "question": "茶は?", "link": "?q=x"}
    assert httpx.post(address + "kotae/history", json=asked, headers=headers).status_code == 200
    assert [one["question"] for one in client.predict(search="茶", api_name="/list_history")] == ["茶は?"]
    assert client.predict(api_name="/delete_history") == []
    other = {"Authorization": "Basic " + base64.b64encode(b"bo:other").decode()}
    assert Client(address, headers=other, verbose=False).predict(api_name="/list_notebook") == []


def test_below_a_path_of_a_proxy_the_page_finds_its_parts(web_folder: Path, tmp_path: Path) -> None:
    arguments = (
        "--root-path",
        "/answers",
        "--index",
        str(web_folder / "index"),
        "--corpus",
        str(web_folder / "corpus"),
    )
    with serving(tmp_path, *arguments) as address:
        page = httpx.get(address, headers={"Host": "docs.example"})
        assert page.status_code == 200
        assert 'href="kotae/static/kotae.css"' in page.text
        root = httpx.get(address + "config", headers={"Host": "docs.example"}).json()["root"]
        assert root.endswith("/answers")
        assert httpx.get(address + "kotae/static/kotae.css").status_code == 200


def test_a_server_without_documents_starts_and_says_so_and_an_open_door_is_not_to_be_missed(
    web_folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "corpus").mkdir()
    with command_serving(tmp_path, "--host", "0.0.0.0") as address:
        assert address.startswith("http://0.0.0.0:")
        warning = (tmp_path / "serve.log").read_text(encoding="utf-8")
        assert "NO PASSWORD" in warning
        assert "--auth-file" in warning
        client = Client(address, verbose=False)
        assert client.predict(api_name="/list_documents") == []
        with pytest.raises(AppError, match="no index here yet"):
            client.predict("anything?", api_name="/ask")
        refused = httpx.post(
            address + "gradio_api/run/ask", json={"data": ["anything?", 8, None, "any", "all", None, None]}
        )
        assert refused.status_code == 503
        assert "no index here yet" in refused.json()["error"]
        assert client.predict(api_name="/list_documents") == []
        assert (tmp_path / "serve.log").read_text(encoding="utf-8") == warning
        _health_follows_the_index(address, tmp_path / "index", web_folder / "index")


def _health_follows_the_index(address: str, index: Path, made: Path) -> None:
    """Ask after a server that has no index, then a damaged one, then a right one, without asking a question."""
    health = partial(httpx.get, address + "healthz", timeout=600)
    missing = health()
    assert (missing.status_code, missing.json()["reason"]) == (503, "index_missing")
    assert set(missing.json()["message"]) == {"ja", "en"}
    assert str(index.parent) not in missing.text
    index.mkdir()
    (index / "CURRENT").write_text("damaged", encoding="utf-8")
    assert health().json()["reason"] == "index_unusable"
    shutil.copytree(made, index, dirs_exist_ok=True)
    until(lambda: health().status_code == 200)
    assert health().json()["index"] == (made / "CURRENT").read_text(encoding="ascii").split()[0]


def test_a_taken_port_and_a_bad_account_file_are_one_line(run: Run, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = run("serve", "--port", taken.getsockname()[1])
    assert result.returncode == 1
    assert "cannot be served there" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    (tmp_path / "accounts").write_text("aya\n", encoding="utf-8")
    result = run("serve", "--auth-file", tmp_path / "accounts")
    assert result.returncode == 1
    assert "line 1: not of the form name:password" in result.stderr
