"""The depth of headings, and which line is the document's title."""

from kotae.documents.lines import marks
from kotae.documents.lines.fields import is_field
from kotae.documents.pdf.exhibits import Element
from kotae.documents.pdf.text_blocks import TextBlock


def title(elements: list[Element], body: float) -> TextBlock | None:
    """Return the title: what the layout calls so, or else the largest lines of the first page with text."""
    texts = [e for e in elements if isinstance(e, TextBlock) and e.kind != "figure"]
    first = [s for s in texts if s.lines[0].box.page == min(x.lines[0].box.page for x in texts)]
    named = [s for s in first if s.title]
    large = [s for s in first if s.size > 1.25 * body and len(s.text) > 3 and marks.level(s.text) == 0]
    named, large = ([s for s in some if not is_field(s.text)] for some in (named, large))
    return max(named or large, key=lambda s: s.size, default=None)


def levels(elements: list[Element], top: TextBlock | None) -> dict[int, int]:
    """Return the depth of each heading by its place: from its numbering, or as others of its size have."""
    headings = {i: e for i, e in enumerate(elements) if isinstance(e, TextBlock) and e.kind == "heading"}
    found = {i: 1 if e is top else marks.level(e.text) for i, e in headings.items()}
    sizes: dict[float, int] = {}
    for i, depth in found.items():
        if depth and headings[i] is not top:
            size = round(headings[i].size)
            sizes[size] = min(depth, sizes.get(size, depth))
    ranks = sorted({round(e.size) for i, e in headings.items() if e is not top}, reverse=True)
    for i, depth in found.items():
        size = round(headings[i].size)
        if not depth:
            larger = [d for s, d in sizes.items() if s > size]
            found[i] = sizes.get(size) or (max(larger) + 1 if larger else min(6, ranks.index(size) + 1))
    return found
