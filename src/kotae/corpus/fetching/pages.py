"""What an HTML page is that came where a document was asked for, and which PDF it leads to."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from kotae.documents.decoding import decode_page
from kotae.text.lists import read_lists
from kotae.text.normalise import fold

_BESIDE = r"[\s\d.,:;|｜/\-–—―…!！。()（）\[\]【】]"
_MOST_LINKS = 5_000


@dataclass(frozen=True, slots=True)
class Page:
    """What a page is: why it is no document ("" where it may be one), and the address of the whole report that it names."""

    problem: str
    report: str


def look_at(content: bytes, address: str, name: str) -> Page:
    """Say what a page is.

    Args:
        content: its bytes.
        address: where it came from.
        name: its file's name, for messages.

    Raises:
        DocumentError: its encoding is not known.
    """
    tree = LexborHTMLParser(decode_page(content, name))
    return Page(_problem(tree), _report(tree, address))


def stands_in(title: str) -> bool:
    """Tell whether a title is that of a page that stands in place of a document: an error, a login, a check for robots."""
    return bool(_titles().search(fold(title).strip()))


def telling(link: str) -> int | None:
    """Return how little the words of a link say that it leads to the whole report (0 says most), None where they do not."""
    said = fold(link)
    data = _data()["whole"]
    if any(word in said for word in data["parts"]):
        return None
    return next((rank for rank, words in enumerate(data["words"]) if any(word in said for word in words)), None)


def _problem(tree: LexborHTMLParser) -> str:
    titles = [node.text() for node in (*tree.css("head > title")[:1], *tree.css("h1")[:1])]
    if title := next((title for title in titles if stands_in(title)), ""):
        return f'a page in place of the document ("{" ".join(title.split())[:60]}")'
    if any((node.attributes.get("type") or "").lower() == "password" for node in tree.css("input")):
        return "a page that asks for a password"
    refreshed = [node.attributes.get("http-equiv") or "" for node in tree.css("meta[http-equiv]")]
    if (
        any(kind.lower() == "refresh" for kind in refreshed)
        and len((tree.body.text() if tree.body else "").split()) < 50
    ):
        return "a page that only leads on to another"
    return ""


def _report(tree: LexborHTMLParser, address: str) -> str:
    """Return the address of the PDF that a page names as the whole of its report, "" where it names none.

    What the page says to programs goes first (the tag citation_pdf_url of Highwire Press), then the link whose words say
    most, the first of several.
    """
    for node in tree.css('meta[name="citation_pdf_url"]'):
        if stated := (node.attributes.get("content") or "").strip():
            return urljoin(address, stated)
    ranked = []
    for place, node in enumerate(tree.css("a[href]")[:_MOST_LINKS]):
        target = urljoin(address, (node.attributes.get("href") or "").strip())
        rank = telling(_words(node)) if _leads_to_pdf(node, target) else None
        if rank is not None:
            ranked.append((rank, place, target))
    return min(ranked)[2] if ranked else ""


def _leads_to_pdf(node: LexborNode, target: str) -> bool:
    kind = (node.attributes.get("type") or "").lower()
    return urlsplit(target).path.lower().endswith(".pdf") or kind == "application/pdf"


def _words(node: LexborNode) -> str:
    return " ".join([node.text(), node.attributes.get("title") or "", node.attributes.get("aria-label") or ""])


def _data() -> dict[str, Any]:
    return read_lists("kotae.corpus.fetching", "pages.toml")


@cache
def _titles() -> re.Pattern[str]:
    """Match a title that is one of the words, or several of them, or has one at an end with a sign beside it."""
    words = "|".join(sorted(map(re.escape, _data()["stands_in"]["words"]), key=len, reverse=True))
    alone = rf"(?:{_BESIDE}*(?:{words}))+{_BESIDE}*"
    sign = r"\s*[|｜:：\-–—―]\s+|\s*[|｜:：]\s*"
    return re.compile(rf"\A{alone}\Z|\A{alone}(?:{sign})|(?:{sign}){alone}\Z")
