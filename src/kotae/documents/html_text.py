"""The visible text of HTML nodes."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from kotae.documents.lines.raised import raised

DROPPED = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "nav",
        "footer",
        "aside",
        "svg",
        "canvas",
        "iframe",
        "object",
        "audio",
        "video",
        "select",
        "option",
        "button",
        "input",
        "textarea",
        "datalist",
        "rt",
        "rp",
        "head",
        "title",
        "meta",
        "link",
        "base",
        "col",
        "colgroup",
        "-comment",
        "_comment",
        "!--",
    ]
)
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_RAISING = re.compile(r"vertical-align\s*:\s*(?:super|text-top)", re.IGNORECASE)
BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "figcaption",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "ol",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "ul",
    ]
)
"""What stands by itself, and not in a line with others."""
_LINES = BLOCKS | {"br", "caption", "td", "th", "tr"}
_ROLES = frozenset(["navigation", "banner", "contentinfo", "search", "menu", "menubar"])
_SPACES = re.compile(r"[ \t\r\n\f]+")


def children(node: LexborNode) -> Iterator[LexborNode]:
    """Yield a node's children, text among them, in order."""
    child = node.child
    while child is not None:
        yield child
        child = child.next


def tag_of(node: LexborNode) -> str:
    """Return a node's tag in small letters; text has the tag "-text"."""
    return (node.tag or "").lower()


def is_hidden(node: LexborNode) -> bool:
    """Tell whether a node is marked as not shown, or as a part of the site rather than of the page."""
    if tag_of(node).startswith("-"):
        return False
    marks = node.attributes
    return "hidden" in marks or (marks.get("role") or "") in _ROLES or bool(_HIDING.search(marks.get("style") or ""))


def inline_text(node: LexborNode) -> str:
    """Return the text that a node shows: white space as one space, line breaks (br) as line ends."""
    tag = tag_of(node)
    if tag == "-text":
        return _SPACES.sub(" ", node.text_content or "")
    if tag == "br":
        return "\n"
    if tag in DROPPED or is_hidden(node):
        return ""
    if tag == "img":
        return node.attributes.get("alt") or ""
    text = "".join(inline_text(child) for child in children(node))
    return raised(_before(node), text) if _is_raised(node, tag) and text.strip() else text


def _is_raised(node: LexborNode, tag: str) -> bool:
    return tag == "sup" or bool(_RAISING.search(node.attributes.get("style") or ""))


def _before(node: LexborNode) -> str:
    """Return what stands before a node in its line."""
    place: LexborNode | None = node
    while place is not None and tag_of(place) not in _LINES:
        beside = place.prev
        while beside is not None:
            if tag_of(beside) in _LINES:
                return ""
            if text := (beside.text_content or "" if tag_of(beside) == "-text" else beside.text()).strip():
                return text
            beside = beside.prev
        place = place.parent
    return ""
