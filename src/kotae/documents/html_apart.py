"""Inline elements of HTML that a page shows apart from each other, and that are so no words of one sentence."""

import re
from itertools import pairwise

from selectolax.lexbor import LexborNode

from kotae.documents.html_text import children, inline_text, tag_of
from kotae.documents.lines.ends import runs_on
from kotae.text.normalise import join_label

Inline = tuple[LexborNode, str]
_TEXT = "-text"
_LONGEST_NAME = 20  # characters
_GOES_ON = re.compile(r"[\u3041-\u3096]$|\b[a-z]+$")  # a particle or a small word, behind which a sentence goes on
_SET_APART = re.compile(
    r"(?:margin|padding)-left\s*:\s*[1-9.]|display\s*:\s*(?:inline-)?(?:block|flex)|float\s*:", re.IGNORECASE
)
_PROSE = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6"])


def inline_nodes(node: LexborNode) -> list[Inline]:
    """Return what stands in a node, each with its text."""
    return [(child, inline_text(child)) for child in children(node)]


def shown_apart(nodes: list[Inline]) -> str:
    """Return a text whose parts are no running text, with a blank between them; "" where it is running text.

    Parts are elements with nothing but white space between them, or, outside of paragraphs, each with a class of its own: a
    name and its value. Lines (br) are parts where one of them is an element by itself: a name and what is said of it.

    Args:
        nodes: inline nodes that follow each other, each with its text.
    """
    lines: list[list[Inline]] = [[]]
    for node, text in nodes:
        if tag_of(node) == "br":
            lines.append([])
        else:
            lines[-1].append((node, text))
    lines = [line for line in lines if any(text.strip() for _, text in line)]
    parted = [_parts(line) for line in lines]
    texts = [" ".join(parts) for parts in parted]
    if any(len(parts) > 1 for parts in parted):
        return " ".join(texts)
    alone = any(_is_element(line) for line in lines)
    if len(lines) > 1 and alone and not any(runs_on(before, text) for before, text in pairwise(texts)):
        return " ".join(texts)
    return ""


def _parts(line: list[Inline]) -> list[str]:
    """Return the parts of a line, which is one where it is running text."""
    filled = [node for node, text in line if text.strip()]
    if _names_value(filled):
        return [join_label(inline_text(node).split("\n")) for node in filled]
    elements = [node for node in filled if tag_of(node) != _TEXT]
    if len(elements) < len(filled) or len(elements) < 2 or not (_are_spaced(line) or _have_classes(elements)):
        return [join_label("".join(text for _, text in line).split("\n"))]
    return [join_label(inline_text(node).split("\n")) for node in elements]


def _names_value(nodes: list[LexborNode]) -> bool:
    """Tell whether a box is a short name with, in a span of its own, what it is: no element of running text ends a box so.

    Where a style sets the span apart that is so in a paragraph, too.
    """
    if len(nodes) != 2 or tag_of(nodes[0]) != _TEXT or tag_of(nodes[1]) != "span":
        return False
    name, parent = inline_text(nodes[0]).strip(), nodes[1].parent
    apart = bool(_SET_APART.search(nodes[1].attributes.get("style") or ""))
    boxed = parent is not None and tag_of(parent) not in _PROSE and bool(nodes[1].attributes.get("class"))
    return (apart or boxed) and len(name) <= _LONGEST_NAME and name[-1:].isalnum() and not _GOES_ON.search(name)


def _are_spaced(line: list[Inline]) -> bool:
    """Tell whether white space stands between all elements of a line."""
    places = [place for place, (_, text) in enumerate(line) if text.strip()]
    return all(any(line[between][1] for between in range(a + 1, b)) for a, b in pairwise(places))


def _have_classes(elements: list[LexborNode]) -> bool:
    """Tell whether the elements of a box each have a class, and neighbours another one."""
    parent = elements[0].parent
    classes = [element.attributes.get("class") or "" for element in elements]
    boxed = parent is not None and tag_of(parent) not in _PROSE
    return boxed and all(classes) and all(a != b for a, b in pairwise(classes))


def _is_element(line: list[Inline]) -> bool:
    """Tell whether a line is one element and nothing else."""
    filled = [node for node, text in line if text.strip()]
    return len(filled) == 1 and tag_of(filled[0]) != _TEXT
