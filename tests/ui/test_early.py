"""What stands in the start page before Gradio starts, and in no other page."""

import gzip
from collections.abc import Iterator

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from kotae_ui.early import EarlyHead

PAGE = "<!doctype html><html><head><title>Kotae 答え</title></head><body><p>&lt;head> <head></p></body></html>"


def start(request: Request) -> Response:
    """Answer as Gradio does: compressed where the browser takes that."""
    headers = {"X-Asked-For": request.headers.get("accept-encoding", "nothing"), "X-Query": request.url.query}
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(gzip.compress(PAGE.encode()), headers=headers | {"Content-Encoding": "gzip"})
    return HTMLResponse(PAGE, headers=headers)


def in_pieces(request: Request) -> Response:
    def pieces() -> Iterator[bytes]:
        content = PAGE.encode()
        yield from (content[place : place + 7] for place in range(0, len(content), 7))

    return StreamingResponse(pieces(), media_type="text/html")


def client(answer: object = start, root_path: str = "") -> TestClient:
    routes = [Route("/{path:path}", answer, methods=["GET", "POST", "HEAD"])]  # type: ignore[arg-type]
    return TestClient(EarlyHead(Starlette(routes=routes)), root_path=root_path)


@pytest.mark.parametrize("answer", [start, in_pieces])
@pytest.mark.parametrize("path", ["/", "/?q=x&l=ja"])
def test_the_start_page_has_language_style_and_script_before_all_else(answer: object, path: str) -> None:
    response = client(answer).get(path)
    assert response.status_code == 200
    assert response.headers["content-length"] == str(len(response.content))
    head = LexborHTMLParser(response.text).head
    assert head is not None
    added = head.css("*")[1:]
    assert [node.tag for node in added] == ["base", "script", "link", "link", "script", "title"]
    assert added[0].attributes["href"] == "./"
    assert "kotae.language" in added[1].text()
    assert [added[2].attributes["href"], added[3].attributes["href"], added[4].attributes["src"]] == [
        "kotae/static/icon.svg",
        "kotae/static/kotae.css",
        "kotae/static/kotae.js",
    ]


def test_the_rest_of_the_start_page_is_as_it_was() -> None:
    before, _, after = PAGE.partition("<head>")
    text = client().get("/").text
    assert text.startswith(f"{before}<head><base ")
    assert text.endswith(after)
    assert text.count("<base ") == 1


def test_the_start_page_is_not_asked_for_compressed() -> None:
    response = client().get("/?q=x", headers={"Accept-Encoding": "gzip, br"})
    assert response.headers["X-Asked-For"] == "nothing"
    assert response.headers["X-Query"] == "q=x"
    assert "content-encoding" not in response.headers
    assert "kotae.css" in response.text


@pytest.mark.parametrize(("method", "path"), [("GET", "/kotae/section"), ("GET", "/config"), ("POST", "/")])
def test_other_pages_are_left_as_they_are(method: str, path: str) -> None:
    response = client().request(method, path, headers={"Accept-Encoding": "gzip"})
    assert response.text == PAGE
    assert response.headers["X-Asked-For"] == "gzip"
    assert response.headers["Content-Encoding"] == "gzip"


def test_below_a_path_of_a_proxy_the_start_page_is_there() -> None:
    below = client(root_path="/kotae")
    assert "kotae.css" in below.get("/kotae/").text
    assert "kotae.css" in below.get("/kotae").text
    assert below.get("/kotae/config").text == PAGE
    assert below.get("/kotae/kotae/section").text == PAGE


def test_a_start_page_without_a_head_goes_through() -> None:
    def failed(request: Request) -> Response:
        return Response("Internal Server Error", 500)

    response = client(failed).get("/")
    assert (response.status_code, response.text) == (500, "Internal Server Error")
    assert response.headers["content-length"] == "21"


def test_what_is_no_request_goes_through() -> None:
    with client() as running:  # starts and ends the app
        assert "kotae.css" in running.get("/").text
