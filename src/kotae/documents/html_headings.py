"""Boxes of an HTML page that are headings, though no h1 to h6: by their role, or else by what the page calls them."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from kotae.documents.html_text import DROPPED, children, inline_text, is_hidden, tag_of
from kotae.documents.lines.ends import ends_sentence
from kotae.text.lists import read_lists

_MARKED = {f"h{level}": level for level in range(1, 7)}
_INLINE = frozenset(["-text", "span", "strong", "b", "em", "i", "a", "small", "time", "br"])
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_LONGEST = 60  # characters: a longer text is no heading
_DEEPEST = 6
_BOX_LEVEL = 2  # of a box that nothing says stands below another: the page's own title is above it


def heading_level(node: LexborNode) -> int:
    """Return the level of a heading from 1, or 0 where a node is none.

    A role says it first. Of the others that is a box of one short text, which its class or that of an element in it calls a
    heading, with something behind it that it heads; it stands one level below the heading of the box around it.
    """
    if tag_of(node) in _MARKED:
        return _MARKED[tag_of(node)]
    marks = node.attributes
    if marks.get("role") == "heading":
        level = marks.get("aria-level") or ""
        return max(1, min(int(level), _DEEPEST)) if level.isascii() and level.isdigit() else _BOX_LEVEL
    if not _is_called_heading(node):
        return 0
    return min(_DEEPEST, max([_BOX_LEVEL, *(level + 1 for level in _levels_around(node))]))


def _is_called_heading(node: LexborNode) -> bool:
    if tag_of(node) not in ("div", "p") or any(tag_of(child) not in _INLINE for child in children(node)):
        return False
    named = is_heading_class(node.attributes.get("class") or "") or any(
        tag_of(child) != "-text" and is_heading_class(child.attributes.get("class") or "") for child in children(node)
    )
    text = " ".join(inline_text(node).split()) if named else ""
    is_short = 1 < len(text) <= _LONGEST and any(map(str.isalpha, text)) and not ends_sentence(text)
    return is_short and _is_followed(node)


def is_heading_class(names: str) -> bool:
    """Tell whether one of a node's classes calls it a heading."""
    headings = read_lists("kotae.documents", "html_classes.toml")["headings"]
    words = (_WORDS.findall(name) for name in names.split())
    return any(found[-1].lower() in headings for found in words if found)


def _is_followed(node: LexborNode) -> bool:
    following = node.next
    while following is not None:
        if tag_of(following) not in DROPPED and inline_text(following).strip():
            return True
        following = following.next
    return False


def _levels_around(node: LexborNode) -> Iterator[int]:
    """Yield the levels of the headings that stand before a node's own box, in the boxes around that."""
    box = node.parent
    while box is not None and tag_of(box) != "body":
        before = box.prev
        while before is not None:
            if not tag_of(before).startswith("-") and not is_hidden(before) and (level := heading_level(before)):
                yield level
                return
            before = before.prev
        box = box.parent
