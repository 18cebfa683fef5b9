"""Who may come in, from which page, by which address: refused is what is not meant, and nothing that is."""

import asyncio
import base64
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from kotae.errors import KotaeError
from kotae_ui.attempts import AT_ONCE
from kotae_ui.guard import Guard, read_accounts

ACCOUNTS = {"aki": "correct horse", "山田": "ぱすわーど🔑:colon"}
OWN_POLICY = "sandbox; default-src 'none'"


def inside(request: Request) -> PlainTextResponse:
    return PlainTextResponse("inside")


def with_policy(request: Request) -> PlainTextResponse:
    return PlainTextResponse("inside", headers={"Content-Security-Policy": OWN_POLICY})


APP = Starlette(
    routes=[
        Route("/policy", with_policy),
        Route("/{path:path}", inside, methods=["GET", "POST", "HEAD", "OPTIONS"]),
    ]
)


def client(
    accounts: dict[str, str] | None = None, *, local: bool = False, host: str = "kotae.example", root_path: str = ""
) -> TestClient:
    """Return a browser before a guarded app."""
    return TestClient(Guard(APP, accounts or {}, local=local), base_url=f"http://{host}", root_path=root_path)


def basic(name: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()


@pytest.fixture
def asked() -> TestClient:
    """Return a browser before an app with accounts."""
    return client(ACCOUNTS)


def test_without_accounts_everybody_comes_in() -> None:
    response = client().get("/")
    assert (response.status_code, response.text) == (200, "inside")


@pytest.mark.parametrize("path", ["/", "/kotae/page?id=x&n=1", "/gradio_api/mcp/", "/gradio_api/info", "/config"])
def test_with_accounts_every_address_asks_for_name_and_password(asked: TestClient, path: str) -> None:
    for response in (asked.get(path), asked.post(path), asked.head(path), asked.options(path)):
        assert response.status_code == 401
        assert response.headers["WWW-Authenticate"] == 'Basic realm="Kotae", charset="UTF-8"'
        assert "inside" not in response.text


@pytest.mark.parametrize(("name", "password"), ACCOUNTS.items())
def test_who_has_an_account_comes_in(asked: TestClient, name: str, password: str) -> None:
    for given in (basic(name, password), basic(name, password).replace("Basic", "bAsIc")):
        response = asked.get("/", headers={"Authorization": given})
        assert (response.status_code, response.text) == (200, "inside")


@pytest.mark.parametrize(
    "given",
    [
        basic("aki", "wrong"),
        basic("aki", "correct horse "),
        basic("aki", ""),
        basic("AKI", "correct horse"),
        basic("", "correct horse"),
        basic("nobody", ""),
        basic("nobody", "correct horse"),
        basic("山田", "ぱすわーど🔑"),
        basic("山田", "correct horse"),
        "Basic " + base64.b64encode(b"aki").decode(),
        "Basic " + base64.b64encode(b"nobody").decode(),
        "Bearer " + base64.b64encode(b"aki:correct horse").decode(),
        base64.b64encode(b"aki:correct horse").decode(),
    ],
)
def test_who_has_none_does_not(asked: TestClient, given: str) -> None:
    response = asked.get("/", headers={"Authorization": given})
    assert response.status_code == 401
    assert "inside" not in response.text


@pytest.mark.parametrize(
    "given",
    [
        b"",
        b"Basic",
        b"Basic ",
        b"Basic !!!!",
        b"Basic YWtp=OmNvcnJlY3Q",
        b"Basic YWtpOmNvcnJlY3QgaG9yc2U= x",
        b"Basic " + base64.b64encode(b"\xff\xfe:\xff"),
        "Basic 山田:ぱすわーど".encode(),
        b"Basic \xe9\xe9\xe9\xe9",
        b"Basic " + b"A" * 100_000,
    ],
)
def test_a_malformed_authorization_is_refused_as_a_wrong_one(asked: TestClient, given: bytes) -> None:
    assert asked.get("/", headers={b"Authorization": given}).status_code == 401


def test_who_comes_in_is_marked_once_and_the_mark_alone_opens_nothing(asked: TestClient) -> None:
    right = {"Authorization": basic("aki", "correct horse")}
    cookie = asked.get("/", headers=right).headers["Set-Cookie"]
    assert cookie.startswith("kotae_mark=")
    assert cookie.endswith("; Path=/; HttpOnly; SameSite=Strict")
    assert "Set-Cookie" not in asked.get("/", headers=right).headers, "the browser sends it from now on"
    assert asked.cookies["kotae_mark"]
    assert asked.get("/").status_code == 401
    assert asked.get("/", headers={"Authorization": basic("aki", "wrong")}).status_code == 401
    assert asked.get("/", headers={"Authorization": basic("山田", "correct horse")}).status_code == 401


@pytest.mark.parametrize("cookie", ["kotae_mark=", "kotae_mark=a.b", "kotae_mark=\xff", "=;;=\x00", "a" * 50_000, '"'])
def test_a_made_up_mark_changes_nothing(asked: TestClient, cookie: str) -> None:
    headers = {b"Cookie": cookie.encode("latin-1"), b"Authorization": basic("aki", "correct horse").encode()}
    assert "Set-Cookie" in asked.get("/", headers=headers).headers
    headers[b"Authorization"] = basic("aki", "wrong").encode()
    assert asked.get("/", headers=headers).status_code == 401


def test_many_guesses_at_once_are_not_even_looked_at() -> None:
    """Whoever sends them over however many connections, and the one who knows the password comes in meanwhile."""
    guarded = Guard(APP, ACCOUNTS, local=False)
    headers = {"Authorization": basic("aki", "correct horse")}

    async def attack() -> tuple[list[int], int]:
        transport = httpx.ASGITransport(guarded, client=("203.0.113.7", 1))
        home = httpx.ASGITransport(guarded, client=("198.51.100.4", 1))
        async with (
            httpx.AsyncClient(transport=transport, base_url="http://kotae.example") as guessing,
            httpx.AsyncClient(transport=home, base_url="http://kotae.example") as knowing,
        ):
            guesses = [guessing.get("/", headers={"Authorization": basic("aki", f"guess {n}")}) for n in range(50)]
            *refused, came = await asyncio.gather(*guesses, knowing.get("/", headers=headers))
            return [response.status_code for response in refused], came.status_code

    refused, came = asyncio.run(attack())
    # Looked at: the slips that everybody has, and the one that waited for its turn.
    assert refused.count(401) == AT_ONCE + 1
    assert refused.count(429) == 50 - AT_ONCE - 1
    assert came == 200


def test_right_passwords_sent_together_all_come_in_at_once() -> None:
    """A page loads many things together, and an office sends from one address."""
    guarded = Guard(APP, ACCOUNTS, local=False)

    async def load() -> list[int]:
        transport = httpx.ASGITransport(guarded, client=("198.51.100.4", 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://kotae.example") as knowing:
            headers = {"Authorization": basic("aki", "correct horse")}
            answers = await asyncio.gather(*(knowing.get("/", headers=headers) for _ in range(100)))
        return [answer.status_code for answer in answers]

    assert asyncio.run(load()) == [200] * 100


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "http://kotae.example.evil.example",
        "http://kotae.example:81",
        "http://evil.example/http://kotae.example",
        "http://kotae.example@evil.example",
        "null",
        "file://",
        "http://[",
        "http://[::1",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_requests_that_another_site_s_page_sends_are_refused(origin: str, method: str) -> None:
    response = client().request(method, "/gradio_api/run/ask", headers={"Origin": origin})
    assert response.status_code == 403
    assert "inside" not in response.text


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("kotae.example", "http://kotae.example"),
        ("kotae.example", "https://kotae.example"),
        ("kotae.example:7860", "http://kotae.example:7860"),
        ("127.0.0.1:7860", "http://127.0.0.1:7860"),
        ("[::1]:7860", "http://[::1]:7860"),
    ],
)
def test_requests_of_the_page_itself_are_answered(host: str, origin: str) -> None:
    assert client(host=host).post("/", headers={"Origin": origin}).text == "inside"
    assert client(host=host).post("/").text == "inside", "a program sends no Origin"


def test_behind_a_proxy_the_page_s_own_site_is_the_one_that_its_visitors_see() -> None:
    behind = client(host="10.0.0.5:7860")
    seen = {"X-Forwarded-Host": "kotae.example"}
    assert behind.post("/", headers=seen | {"Origin": "https://kotae.example"}).text == "inside"
    assert behind.post("/", headers=seen | {"Origin": "https://evil.example"}).status_code == 403
    assert behind.post("/", headers=seen | {"Origin": "null"}).status_code == 403
    assert behind.post("/", headers={"X-Forwarded-Host": "", "Origin": "null"}).status_code == 403


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:7860", "localhost:7860", "LOCALHOST", "[::1]:7860", "[::1]"])
def test_a_local_one_answers_to_the_names_of_this_machine(host: str) -> None:
    assert client(local=True).get("/", headers={"Host": host}).text == "inside"


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:7860", "127.0.0.1.evil.example", "localhost.evil.example", "", "[", "[::1", "a@b:c"],
)
def test_a_local_one_answers_to_no_other_name(host: str) -> None:
    """A site whose name is made to point here (DNS rebinding) sends its own name."""
    response = client(local=True).get("/", headers={"Host": host, "X-Forwarded-Host": "localhost"})
    assert response.status_code == 421
    assert "inside" not in response.text


def test_pages_say_that_nothing_comes_from_elsewhere() -> None:
    headers = client().get("/").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["Referrer-Policy"] == "same-origin"
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["connect-src"] == policy["base-uri"] == "'self'"
    assert policy["object-src"] == "'none'"
    assert not any(word in headers["Content-Security-Policy"] for word in ("http", "*", "//"))


def test_a_page_s_own_policy_is_kept() -> None:
    headers = client().get("/policy").headers
    assert headers.get_list("Content-Security-Policy") == [OWN_POLICY]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_accounts_are_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "accounts"
    path.write_text(
        "# who may come in\n\naki:correct horse\n  山田 : pass:with:colons \r\n\t# no more\n", encoding="utf-8"
    )
    assert read_accounts(path) == {"aki": "correct horse", "山田": " pass:with:colons "}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"aki:x\nonly a name\n", r"line 2: not of the form name:password"),
        (b":password\n", r"line 1: not of the form"),
        (b"  :password\n", r"line 1: not of the form"),
        (b"aki:\n", r"line 1: not of the form"),
        (b"", "no account in it"),
        (b"# nobody\n\n", "no account in it"),
        ("山田:ぱす\n".encode("cp932"), "cannot be read"),
    ],
)
def test_a_file_of_another_form_is_refused_in_one_line(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "accounts"
    path.write_bytes(content)
    with pytest.raises(KotaeError, match=reason) as raised:
        read_accounts(path)
    assert str(path) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_file_that_is_not_there_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(KotaeError, match=r"accounts: cannot be read.*name:password"):
        read_accounts(tmp_path / "accounts")
    with pytest.raises(KotaeError, match="cannot be read"):
        read_accounts(tmp_path)
