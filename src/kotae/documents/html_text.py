"""The visible text of HTML nodes."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

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
    return "".join(inline_text(child) for child in children(node))
