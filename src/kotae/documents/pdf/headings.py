"""The depth of headings, and which line is the document's title."""

from kotae.documents.lines import marks
from kotae.documents.lines.fields import is_field
from kotae.documents.lines.titles import could_be_title, says_other
from kotae.documents.pdf.exhibits import Element
from kotae.documents.pdf.layout import Line
from kotae.documents.pdf.text_blocks import TextBlock
from kotae.documents.pdf.tolerances import PAGE
from kotae.documents.tables.numerals import is_only_amount
from kotae.text.normalise import fold

_TELLING = 6  # characters: a shorter name is repeated by chance
_TITLED = 0.5  # share of wide pages that begin with a heading of their own, from which on they are slides
_LEAST_SLIDES = 3
_ALIKE = 0.02  # of a size: what rounding makes of one
_LONGEST = 80  # characters of a title


def title(elements: list[Element], body: float, running: str) -> TextBlock | None:
    """Return the title: what the layout calls so, or else the largest lines of the first page with text.

    Of several, one that the pages repeat goes before others: a cover sets the name of its series larger.

    Args:
        elements: the blocks and tables of all pages.
        body: the font size of running text.
        running: what the headers and footers of all pages say.
    """
    texts = [e for e in elements if isinstance(e, TextBlock) and e.kind != "figure"]
    first = [s for s in texts if s.lines[0].box.page == min(x.lines[0].box.page for x in texts)]
    named = [s for s in first if s.title]
    large = [s for s in first if s.size > PAGE.title * body and len(s.text) > 3 and marks.level(s.text) == 0]
    subtitled = _subtitled(texts)
    named, large = ([s for s in some if s is subtitled or _could_name(s.text)] for some in (named, large))
    repeated = [s for s in {id(s): s for s in (*named, *large)}.values() if _is_said(s.text, running)]
    return max(repeated or named or large, key=lambda s: s.size, default=None)


def _subtitled(texts: list[TextBlock]) -> TextBlock | None:
    """Return the first of the largest headings where it only looks like a field: a title and what it is about."""
    headings = [s for s in texts if s.kind == "heading"]
    largest = max((s.size for s in headings), default=0.0)
    first = next((s for s in headings if s.size >= (1 - _ALIKE) * largest), None)
    if first is None or not is_field(first.text):
        return None
    return first if could_be_title(first.text.replace(":", " ").replace("：", " ")) else None


def _could_name(text: str) -> bool:
    """Tell whether a line names something: it is no field, no amount and no statement (a title may ask, a caption name it)."""
    return not (says_other(text) or is_only_amount(text) or text.rstrip().endswith((".", "。", ",", "、")))


def title_lines(top: TextBlock, elements: list[Element]) -> list[Line]:
    """Return the lines of a title: of its block, and of those set alike that go on with it below.

    Args:
        top: the block that is the title.
        elements: the blocks and tables of all pages, in the order of reading.
    """
    first = last = next(number for number, element in enumerate(elements) if element is top)
    while last + 1 < len(elements) and _goes_on(elements[last], elements[last + 1]):
        last += 1
    lines = [line for part in elements[first : last + 1] if isinstance(part, TextBlock) for line in part.lines]
    return lines if sum(len(line.text) for line in lines) <= _LONGEST else list(top.lines)


def _goes_on(above: Element, below: Element) -> bool:
    """Tell whether two blocks are set in one size, the one not a line's height under the other, and both could name something."""
    if not (isinstance(above, TextBlock) and isinstance(below, TextBlock)) or "figure" in (above.kind, below.kind):
        return False
    upper, lower = above.lines[-1].box, below.lines[0].box
    near = upper.page == lower.page and -above.size < lower.y0 - upper.y1 < above.size
    alike = abs(above.size - below.size) < _ALIKE * above.size
    return near and alike and _could_name(above.text) and _could_name(below.text)


def _is_said(text: str, running: str) -> bool:
    plain, said = ("".join(fold(some).split()) for some in (text, running))
    return len(plain) >= _TELLING and plain in said


def levels(elements: list[Element], top: TextBlock | None, wide: frozenset[int]) -> dict[int, int]:
    """Return the depth of each heading by its place: from its numbering, or as others of its size have.

    On slides, the heading that a page begins with is above all others on it: what an earlier page says is not about this one.

    Args:
        elements: the blocks and tables of all pages.
        top: the document's title.
        wide: the pages that are wider than high.
    """
    depths = _by_style(elements, top)
    titles = _slide_titles(elements, wide)
    if len(titles) < max(_LEAST_SLIDES, _TITLED * len(wide)):
        return depths
    titled = {_page(elements[i]) for i in titles}
    return {
        i: 1 if i in titles or elements[i] is top else max(2, depth) if _page(elements[i]) in titled else depth
        for i, depth in depths.items()
    }


def _slide_titles(elements: list[Element], wide: frozenset[int]) -> set[int]:
    """Return the places of headings that wide pages begin with."""
    first: dict[int, tuple[int, str]] = {}
    for i, element in enumerate(elements):
        if isinstance(element, TextBlock):
            first.setdefault(_page(element), (i, element.kind))
    return {i for page, (i, kind) in first.items() if page in wide and kind == "heading"}


def _page(element: Element) -> int:
    return element.lines[0].box.page if isinstance(element, TextBlock) else 0


def _by_style(elements: list[Element], top: TextBlock | None) -> dict[int, int]:
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
