"""Pages that stand in place of documents, and links to whole reports: the examples beside the words, and pages of each kind."""

import tomllib
from importlib.resources import files
from typing import Any

import pytest

from kotae.corpus.fetching import pages

DATA: dict[str, Any] = tomllib.loads((files(pages.__package__) / "pages.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("title", DATA["stands_in"]["examples"])
def test_titles_of_pages_in_place_of_a_document(title: str) -> None:
    assert pages.stands_in(title)


@pytest.mark.parametrize("title", DATA["stands_in"]["not_examples"])
def test_titles_of_documents(title: str) -> None:
    assert not pages.stands_in(title)


@pytest.mark.parametrize("link", DATA["whole"]["examples"])
def test_links_to_whole_reports(link: str) -> None:
    assert pages.telling(link) is not None


@pytest.mark.parametrize("link", DATA["whole"]["not_examples"])
def test_links_to_other_things(link: str) -> None:
    assert pages.telling(link) is None


def report(body: str, head: str = "") -> str:
    content = f"<!doctype html><head>{head}</head><body><h1>Harbours</h1>{body}</body>".encode()
    return pages.look_at(content, "https://example.org/a/page.html", "page.html").report


def test_the_link_that_says_most_is_followed() -> None:
    assert (
        report('<a href="x.pdf">PDF</a><a href="../full.pdf?v=2">Full report</a>') == "https://example.org/full.pdf?v=2"
    )
    assert report('<a href="/files/9" type="application/pdf">報告書全文</a>') == "https://example.org/files/9"
    assert report('<a href="a.pdf">報告書(PDF)</a><a href="b.pdf">報告書概要(PDF)</a>') == "https://example.org/a/a.pdf"
    assert report('<a href="full.html">Full report</a><a href="x.pdf">Executive summary</a>') == ""
    tag = '<meta name="citation_pdf_url" content="/c.pdf">'
    assert report('<a href="full.pdf">Full report</a>', tag) == "https://example.org/c.pdf"


def test_a_page_that_asks_for_a_password_or_only_leads_on_is_no_document() -> None:
    for markup in (
        "<h1>Harbours</h1><input type=password>",
        "<title>Access denied</title><h1>Harbours</h1>",
        '<meta http-equiv=Refresh content="0; url=/next"><h1>Harbours</h1>',
    ):
        assert pages.look_at(markup.encode(), "https://example.org/", "page.html").problem
    assert pages.look_at(b"<h1>Harbours</h1><input type=search>", "https://example.org/", "page.html").problem == ""
