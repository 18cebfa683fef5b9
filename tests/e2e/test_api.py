"""What the HTTP API says of a wrong call, by every way in; and that no call, however odd, disturbs the server."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import oddities
import pytest
from served import serving

ASKED = ["What soil do tea bushes need?", 8, None, "any", "all", None, None]
# Every way in for a program; the last names its arguments, the others give them in order.
WAYS = (
    "gradio_api/run/{}",
    "gradio_api/call/{}",
    "gradio_api/queue/join",
    "gradio_api/call/v2/{}",
)
NAMES = {
    "ask": ("question", "results", "documents", "language", "kinds", "strictness", "after"),
    "search": ("question", "results", "documents", "language", "kinds"),
    "get_page": ("document", "page"),
    "list_documents": (),
    "gloss": ("text", "language", "context"),
    "judge": ("question", "verdict", "document", "page"),
    "keep_answer": ("question", "note"),
    "list_notebook": (),
    "change_entry": ("id", "note", "place"),
    "delete_entry": ("id",),
    "export_notebook": ("format", "language"),
    "list_history": ("search",),
    "delete_history": ("link",),
}
QUESTION = "a text of 1 to 2,000 characters"
COUNT = "a whole number from 1 to 100"
# A program's name, what is wrong in a call of it that is otherwise right, and what is said of that.
WRONG: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("ask", {"question": None}, f"question: must be {QUESTION}, not null"),
    ("ask", {"question": 5}, f"question: must be {QUESTION}, not 5"),
    ("ask", {"question": []}, f"question: must be {QUESTION}, not a list"),
    ("ask", {"question": {"a": 1}}, f"question: must be {QUESTION}, not an object"),
    ("search", {"question": ""}, f"question: is empty; must be {QUESTION}"),
    ("search", {"question": " \u200b\u3000"}, f"question: is empty; must be {QUESTION}"),
    ("search", {"question": "x" * 2001}, "question: The question has 2,001 characters; ask in at most 2,000."),
    ("ask", {"results": True}, f"results: must be {COUNT}, not true"),
    ("ask", {"results": "8"}, f"results: must be {COUNT}, not '8'"),
    ("ask", {"results": 2.5}, f"results: must be {COUNT}, not 2.5"),
    ("ask", {"results": 10**30}, f"results: must be {COUNT}, not so large a number"),
    ("search", {"results": None}, f"results: must be {COUNT}, not null"),
    ("ask", {"documents": "tea.txt"}, "documents: must be a list of documents' ids, or null for all, not 'tea.txt'"),
    ("ask", {"documents": [["tea.txt"]]}, "documents.0: must be a valid string, not a list"),
    ("ask", {"documents": ["a"]}, "documents.0: no document in the index has this id: 'a'; see list_documents"),
    ("ask", {"language": ["ja"]}, "language: must be 'any', 'ja' or 'en', not a list"),
    ("search", {"kinds": "rows"}, "kinds: must be 'all', 'passages' or 'tables', not 'rows'"),
    ("ask", {"strictness": True}, "strictness: must be a number from 0 to 1, or null, not true"),
    ("ask", {"strictness": 1.01}, "strictness: must be a number from 0 to 1, or null, not 1.01"),
    ("ask", {"after": 5}, "after: must be the question before, or null, not 5"),
    ("ask", {"after": ""}, f"after: is empty; must be {QUESTION}"),
    (
        "ask",
        {"question": "どうして?", "after": "When did Northvolt go under?"},
        "question: The question follows on one in the other language, whose words do not fit. Ask it in full.",
    ),
    ("judge", {"question": ""}, f"question: is empty; must be {QUESTION}"),
    ("judge", {"verdict": "good"}, "verdict: must be 'right', 'wrong', 'elsewhere' or 'none', not 'good'"),
    ("judge", {"document": "a"}, "document: no document in the index has this id: 'a'"),
    (
        "judge",
        {"document": "critical-minerals-brief", "page": 11},
        "page: there is no page 11 in critical-minerals-brief.ja.pdf; it has 10",
    ),
    ("gloss", {"language": "fr"}, "language: must be 'ja' or 'en', not 'fr'"),
    ("gloss", {"text": "x" * 5001}, "text: must be a text of at most 5,000 characters, not this text"),
    ("keep_answer", {"question": "x" * 2001}, "question: The question has 2,001 characters; ask in at most 2,000."),
    ("change_entry", {"place": 0}, "place: must be a whole number from 1 to 500, or null, not 0"),
    ("change_entry", {"note": 5}, "note: must be a text of at most 10,000 characters, or null, not 5"),
    ("export_notebook", {"format": "pdf"}, "format: must be 'md', 'docx' or 'json', not 'pdf'"),
    ("get_page", {"page": "five"}, "page: must be a whole number from 1, not 'five'"),
    ("get_page", {"page": 0}, "page: must be a whole number from 1, not 0"),
    ("get_page", {"page": 12}, "page: there is no page 12 in critical-minerals-brief.ja.pdf; it has 10"),
    ("get_page", {"document": 5}, "document: must be a document's id, not 5"),
    ("get_page", {"document": "a\nb"}, "document: no document in the index has this id: 'a\\nb'; see list_documents"),
)


@pytest.fixture(scope="module")
def server(web_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[httpx.Client, Path]]:
    """Return a client before a server of its own, and the server's log, which must stay empty."""
    folder = tmp_path_factory.mktemp("odd")
    arguments = ("--index", str(web_folder / "index"), "--corpus", str(web_folder / "corpus"))
    with serving(folder, *arguments) as address, httpx.Client(base_url=address, timeout=600) as client:
        yield client, folder / "serve.log"
        answered = client.post("gradio_api/run/ask", json={"data": ASKED}).json()["data"][0]
        assert answered["answer"]["text"] == "Tea bushes need acid soil, steady rain and mist."
    assert (folder / "serve.log").read_text(encoding="utf-8") == ""


@pytest.fixture
def client(server: tuple[httpx.Client, Path]) -> Iterator[httpx.Client]:
    """Return a client before a server whose log must be as it was after the test."""
    before = server[1].read_text(encoding="utf-8")
    yield server[0]
    assert server[1].read_text(encoding="utf-8") == before


def right(name: str) -> dict[str, Any]:
    """Return arguments of a right call."""
    others: dict[str, list[Any]] = {
        "get_page": ["critical-minerals-brief", 1],
        "gloss": ["埋蔵量", "en", ""],
        "judge": [ASKED[0], "right", None, 1],
        "keep_answer": [ASKED[0], ""],
        "change_entry": ["a", None, None],
        "export_notebook": ["md", "en"],
    }
    given = others.get(name, ASKED)
    return dict(zip(NAMES[name], given, strict=False))


def call(client: httpx.Client, way: str, name: str, arguments: dict[str, Any]) -> httpx.Response:
    """Call a program by one of the ways."""
    if "v2" in way:
        return client.post(way.format(name), json=arguments)
    body: dict[str, Any] = {"data": [arguments[key] for key in NAMES[name]]}
    if "join" in way:
        body |= {"fn_index": number(client, name), "session_hash": "s1"}
    return client.post(way.format(name), json=body)


def number(client: httpx.Client, name: str) -> int:
    """Return the number of what the page or a program can do."""
    return next(one["id"] for one in client.get("config").json()["dependencies"] if one["api_name"] == name)


def refused(response: httpx.Response, status: int = 422) -> str:
    """Return why a call was refused, in the one line that says so."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/json"
    assert "\n" not in response.text
    reason: str = response.json()["error"]
    assert reason.isprintable()
    return reason


@pytest.mark.parametrize("way", WAYS)
def test_a_wrong_argument_is_named_by_every_way_in(client: httpx.Client, way: str) -> None:
    for name, wrong, reason in WRONG:
        assert refused(call(client, way, name, right(name) | wrong)) == reason


def test_gradio_s_own_clients_are_told_the_argument_too(client: httpx.Client) -> None:
    detail = call(client, "gradio_api/queue/join", "get_page", right("get_page") | {"page": True}).json()["detail"]
    assert [(part["parameter_name"], part["message"]) for part in detail] == [
        ("page", "must be a whole number from 1, not true")
    ]


@pytest.mark.parametrize("way", WAYS[:3])
@pytest.mark.parametrize("data", [[], [ASKED[0]], [*ASKED, 1], [ASKED]])
def test_too_few_or_too_many_values_are_counted(client: httpx.Client, way: str, data: list[Any]) -> None:
    body = {"data": data, "fn_index": number(client, "ask"), "session_hash": "s1"}
    wanted = "question, results, documents, language, kinds, strictness, after"
    assert refused(client.post(way.format("ask"), json=body)) == f"data: must hold 7 values ({wanted}), not {len(data)}"


def test_missing_and_unknown_named_arguments_are_named(client: httpx.Client) -> None:
    assert refused(client.post("gradio_api/call/v2/ask", json={})) == f"question: is missing; must be {QUESTION}"
    told = refused(client.post("gradio_api/call/v2/get_page", json={"document": "tea.txt", "pages": 1}))
    assert told == "pages: is no argument of get_page, which takes document, page"


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "body: must be JSON in UTF-8"),
        (b"question=x", "body: must be JSON in UTF-8"),
        (b"\xff{}", "body: must be JSON in UTF-8"),
        (b'{"data": [NaN]}', "body: must be JSON in UTF-8"),
        (b"[" * 100_000, "body: must be JSON in UTF-8"),
        (b'{"data": ' + b"[" * 50 + b"]" * 50 + b"}", "body: must be nested at most 20 deep"),
        (b"[]", "body: must be a JSON object, not a list"),
        (b"null", "body: must be a JSON object, not null"),
        (b'"text"', "body: must be a JSON object, not 'text'"),
    ],
)
def test_a_body_that_is_no_object_is_refused(client: httpx.Client, way: str, body: bytes, reason: str) -> None:
    assert refused(client.post(way.format("ask"), content=body), 400) == reason


def test_a_body_far_too_long_is_refused(client: httpx.Client) -> None:
    body = {"data": ["x" * (4 << 20)]}
    assert refused(client.post("gradio_api/run/ask", json=body), 413) == "body: must have at most 4,194,304 bytes"


@pytest.mark.parametrize("data", [None, "x", {"question": "x"}, 5])
def test_data_that_is_no_list_is_refused(client: httpx.Client, data: object) -> None:
    assert refused(client.post("gradio_api/run/ask", json={"data": data})).startswith(
        "data: must be a valid list, not "
    )


def test_what_does_not_exist_is_said_to_be_so(client: httpx.Client) -> None:
    for way in ("run", "call", "call/v2"):
        told = refused(client.post(f"gradio_api/{way}/answer", json={"data": []}), 404)
        assert told == f"there is no 'answer' here; there are {', '.join(NAMES)}"
    for index in (len(client.get("config").json()["dependencies"]), 2**31 - 1):
        body = {"data": [], "fn_index": index, "session_hash": "s1"}
        for path in ("gradio_api/run/predict", "gradio_api/queue/join"):
            told = refused(client.post(path, json=body), 404)
            assert told == f"fn_index: there is nothing of the number {index} here"
    for index in (-1, True, "0", 2.0, 10**400):
        body = {"data": [], "fn_index": index, "session_hash": "s1"}
        assert refused(client.post("gradio_api/queue/join", json=body)).startswith("fn_index: must be ")


@pytest.mark.parametrize("session", [None, 5, "", "a b", "\ud800", [], {"a": 1}, "x" * 1_000])
def test_a_session_of_another_form_is_refused(client: httpx.Client, session: object) -> None:
    body = {"data": ASKED, "fn_index": number(client, "ask"), "session_hash": session}
    content = json.dumps(body).encode()
    assert refused(client.post("gradio_api/queue/join", content=content)).startswith("session_hash: must ")


def test_an_unknown_call_or_session_is_said_to_be_so_and_the_connection_lives_on(client: httpx.Client) -> None:
    for path in ("gradio_api/call/ask/nothing", "gradio_api/call/v2/ask/nothing"):
        assert refused(client.get(path), 404) == "event_id: no call waits under 'nothing'; begin one with POST"
    told = refused(client.get("gradio_api/queue/data?session_hash=nothing"), 404)
    assert told == "session_hash: nothing was begun under 'nothing'; begin with queue/join"
    assert refused(client.get("gradio_api/queue/data")) == "session_hash: is missing"


@pytest.mark.parametrize("way", ["gradio_api/call/{}", "gradio_api/call/v2/{}"])
def test_a_call_that_is_begun_is_answered_once(client: httpx.Client, way: str) -> None:
    begun = call(client, way, "ask", right("ask")).json()["event_id"]
    lines = client.get(way.format("ask") + f"/{begun}").text.splitlines()
    assert "event: complete" in lines
    answered = json.loads(lines[lines.index("event: complete") + 1].removeprefix("data: "))
    assert "acid soil" in answered[0]["answer"]["text"]
    assert refused(client.get(way.format("ask") + f"/{begun}"), 404).startswith("event_id: no call waits under ")


def test_our_own_addresses_name_what_is_wrong_too(client: httpx.Client) -> None:
    assert refused(client.get("kotae/document")) == "id: is missing"
    told = refused(client.get("kotae/page?id=critical-minerals-brief&n=five"))
    assert told.startswith("n: must be a valid integer")
    for path in (
        "page?id=nothing&n=1",
        "document?id=nothing",
        "section?id=nothing&n=1",
        "export?format=md&shown=nothing",
        "words?id=nothing&n=1",
        "find?id=nothing&text=x",
        "outline?id=nothing",
    ):
        assert client.get(f"kotae/{path}").status_code == 404, path


def test_two_readers_of_one_session_do_not_disturb_each_other(client: httpx.Client) -> None:
    body = {"data": [[]], "fn_index": number(client, "follow"), "session_hash": "twice"}
    assert client.post("gradio_api/queue/join", json=body).status_code == 200
    path = "gradio_api/queue/data?session_hash=twice"
    with client.stream("GET", path) as first, client.stream("GET", path) as second:
        assert first.status_code == second.status_code == 200
    assert client.get("gradio_api/queue/status").status_code == 200


def test_odd_calls_by_the_hundred_are_all_answered_and_leave_no_word_in_the_log(client: httpx.Client) -> None:
    takes = {one["id"]: len(one["inputs"]) for one in client.get("config").json()["dependencies"]}
    answers = []
    for path in oddities.POSTED:
        count = 150 if path.endswith(("queue/join", "run/predict")) else 6
        for body in oddities.bodies(takes, seed=len(path), count=count):
            headers = {"Content-Type": "application/json"}
            answers.append((path, body[:200], client.post(path, content=body, headers=headers).status_code))
    for path in oddities.FETCHED:
        for method in ("GET", "HEAD", "PUT"):
            with client.stream(method, path) as response:
                answers.append((path, method, response.status_code))
    assert [answer for answer in answers if answer[2] >= 500] == []
    assert len(answers) > 700
    assert client.post("gradio_api/run/list_documents", json={"data": []}).status_code == 200


def test_odd_messages_to_the_mcp_server_are_answered_in_one_line(client: httpx.Client) -> None:
    headers = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
    for message in [*oddities.messages(), *oddities.BODIES]:
        response = client.post("gradio_api/mcp/", content=message, headers=headers)
        assert response.status_code in (200, 202, 400, 413), (message, response.text)
        if response.status_code == 202:
            continue
        answer = response.json()
        if "error" in answer:
            told = answer["error"]  # of JSON-RPC, or where it did not come to that, the line alone
            assert (told if isinstance(told, str) else told["message"]).isprintable(), answer
        elif answer["result"].get("isError"):
            assert answer["result"]["content"][0]["text"].isprintable(), answer


def test_a_question_that_follows_on_another_is_answered_in_full(client: httpx.Client) -> None:
    asked = {"question": "And in 2031?", "after": "How many nights was Brightwater used in 2030?"}
    called = client.post("gradio_api/run/ask", json={"data": [asked["question"], *ASKED[1:-1], asked["after"]]})
    (result,) = called.json()["data"]
    assert result["question"] == "How many nights was Brightwater used in 2031?"
    assert "161" in result["answer"]["text"]
