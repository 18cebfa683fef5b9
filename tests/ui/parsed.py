"""HTML as a browser takes it, and what must not be in it."""

import json
import re
from typing import Any

from selectolax.lexbor import LexborHTMLParser

_ACTIVE = (
    "script, img, iframe, object, embed, style, link, base, meta, form, input:not(#kt-history-search), audio, video, [style], "
    "svg:not([aria-hidden])"
)
_ATTRIBUTE = re.compile(r"(?!on)[A-Za-z0-9-]+")
_ADDRESS = re.compile(r"(?:kotae/|https?://|#)")


def harmless(html: str) -> LexborHTMLParser:
    """Parse HTML, making sure that nothing in it runs, loads or leads to a script."""
    tree = LexborHTMLParser(f"<!doctype html><body>{html}")
    assert tree.body is not None
    for node in tree.body.css("*"):
        assert re.fullmatch(r"[a-z][a-z0-9]*", node.tag), node.html
        for name, value in node.attributes.items():
            assert _ATTRIBUTE.fullmatch(name), node.html
            assert name not in ("href", "src", "action") or _ADDRESS.match(value or ""), node.html
    assert tree.body.css(_ACTIVE) == []
    return tree


def text_of(tree: LexborHTMLParser, selector: str) -> str:
    """Return the text of the one element that a selector names."""
    (node,) = tree.css(selector)
    return node.text()


def texts_of(tree: LexborHTMLParser, selector: str) -> list[str]:
    """Return the texts of all elements that a selector names."""
    return [node.text() for node in tree.css(selector)]


def wheres(tree: LexborHTMLParser) -> list[dict[str, Any]]:
    """Return what the page viewer is told of each hit, by rank."""
    hits = sorted(tree.css(".kt-hit"), key=lambda hit: int(hit.attributes["data-rank"] or ""))
    return [json.loads(hit.attributes["data-where"] or "") for hit in hits]
