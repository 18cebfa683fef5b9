"""Paragraphs that go on after a column's or page's end, and what is no text at all: the table of contents."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from kotae.documents.lines import marks
from kotae.documents.lines.contents import are_contents, is_contents, is_contents_title, leads_to_page
from kotae.documents.lines.ends import begins_within, runs_on
from kotae.documents.pdf.exhibits import Element, Exhibit
from kotae.documents.pdf.text_blocks import TextBlock, ends_short
from kotae.documents.pdf.tolerances import PROSE, TEXT
from kotae.documents.pdf.words import words
from kotae.documents.tables.contents import is_contents_table, plain

_BODY = ("paragraph", "list_item")
_ENTRIES, _MOSTLY = 4, 0.4  # entries of a page that is contents, and the share of its blocks that are, at the least
_LONGEST_ENTRY = 3  # lines
_NEAR = 3  # blocks below the heading of a table of contents, of which one lists pages: others may be parts' names


def flowing(elements: list[Element]) -> list[Element]:
    """Join each paragraph of running text with the one that goes on with it further on."""
    joined: list[Element] = []
    open_ends: list[int] = []  # running text since the last heading, by place in `joined`
    for element in elements:
        if isinstance(element, Exhibit) or element.aside or element.kind in ("caption", "footnote", "note"):
            joined.append(element)
            continue
        if element.kind == "heading":
            open_ends = []
            above = joined[-1] if joined else None
            if isinstance(above, TextBlock) and _is_second_line(above, element):
                joined[-1] = replace(above, lines=above.lines + element.lines, title=above.title or element.title)
            else:
                joined.append(element)
            continue
        start = _start_of(joined, open_ends, element)
        if start is None:
            open_ends = [*open_ends[-3:], len(joined)]
            joined.append(element)
        else:
            earlier = joined[start]
            assert isinstance(earlier, TextBlock)
            joined[start] = replace(
                earlier, lines=earlier.lines + element.lines, left=element.left, right=element.right
            )
            open_ends = [place for place in open_ends if place <= start]
    return joined


def _is_second_line(above: TextBlock, heading: TextBlock) -> bool:
    """Tell whether a heading goes on with the one right above it, in its type: the layout tells their lines apart."""
    last, first = above.lines[-1], heading.lines[0]
    near = last.box.page == first.box.page and 0 < first.box.y0 - last.box.y0 < PROSE.pitch * last.size
    alike = not _differs(above, heading) and above.turn == heading.turn and last.bold == first.bold
    said = marks.level(heading.text) > 0 or marks.ends_sentence(last.text)
    return above.kind == "heading" and near and alike and not said and runs_on(last.text, first.text)


def _start_of(joined: list[Element], open_ends: list[int], element: TextBlock) -> int | None:
    """Return the place of the paragraph that an element goes on with.

    Past another paragraph only where a figure's text came between, at the head of the next page, or, set in another size,
    at the end of a column.
    """
    first, alike = True, False
    for place in reversed(open_ends):
        earlier = joined[place]
        if not isinstance(earlier, TextBlock):
            continue
        turned = earlier.lines[-1].box.page == element.lines[0].box.page - 1
        near = first or turned or (not alike and element.left > earlier.right)
        if near and _goes_on(earlier, element):
            return place
        first, alike = False, alike or not _differs(earlier, element)
    return None


def _differs(earlier: TextBlock, later: TextBlock) -> bool:
    """Tell whether two blocks are set in sizes that no one text has."""
    return abs(earlier.size - later.size) > TEXT.same_size * earlier.size


def _goes_on(earlier: TextBlock, later: TextBlock) -> bool:
    last, first = earlier.lines[-1], later.lines[0]
    if earlier.turn != later.turn:
        return False
    if later.opens or _differs(earlier, later) or last.bold != first.bold:
        # an address below a reference is often set smaller
        return not later.opens and _is_address(later) and _hangs_below(earlier, later)
    ended = marks.ends_sentence(last.text)
    indented = first.box.x0 > later.left + TEXT.set_in * first.size
    if earlier.kind == "list_item" and _below(earlier, later):
        # entries without a mark of their own are told apart by the layout alone
        return earlier.opens and (not ended or _is_address(later)) and _hangs_below(earlier, later)
    if later.kind == "list_item" and earlier.kind != "list_item" and not begins_within(first.text):
        return False
    if ended or last.box.x1 - last.box.x0 < PROSE.width * last.size:
        return False  # a label ends where its own words do, and fills no column
    lower = last.box.page == first.box.page and first.box.y0 > last.box.y0 and first.box.x0 < earlier.right
    if lower and len(earlier.lines) == len(later.lines) == 1 and not runs_on(last.text, first.text):
        return False  # the layout tells two lines apart that nothing else says are one text: fields, what a slide lists
    right = earlier.right
    if _below(earlier, later) and abs(earlier.lines[-1].box.x0 - first.box.x0) < TEXT.set_in * first.size:
        right = min(right, max(line.box.x1 for line in later.lines))  # the lines have been narrowed by a table
    return not indented and not ends_short(last, first, right)


def _below(earlier: TextBlock, later: TextBlock) -> bool:
    """Tell whether one paragraph stands under the other in the same column."""
    last, first = earlier.lines[-1].box, later.lines[0].box
    return last.page == first.page and first.y0 > last.y0 and earlier.left - 2 <= first.x0 < earlier.right


def _is_address(block: TextBlock) -> bool:
    return block.text.lower().startswith(("http://", "https://", "www.", "doi:"))


def _hangs_below(earlier: TextBlock, later: TextBlock) -> bool:
    """Tell whether a paragraph stands close below a list entry and as far in as its text."""
    last, first = earlier.lines[-1], later.lines[0]
    opening = words(earlier.lines[0])
    text = opening[1 if marks.is_entry(earlier.lines[0].text) and len(opening) > 1 else 0]  # behind a number
    edges = [text.box.x0, *(line.box.x0 for line in earlier.lines[1:])]
    level = any(abs(first.box.x0 - edge) < TEXT.hanging * first.size for edge in edges)
    return _below(earlier, later) and level and first.box.y0 - last.box.y1 < TEXT.below * last.size


def without_contents(elements: list[Element]) -> list[Element]:
    """Drop tables of contents with their heading: they repeat the headings and say nothing.

    What is headed so and lists no pages is a section on contents, and stays.
    """
    kept: list[Element] = []
    contents, page = False, 0  # a page that is nothing but contents
    said = Counter(plain(element.text) for element in elements if isinstance(element, TextBlock))
    for place, element in enumerate(elements):
        if isinstance(element, TextBlock):
            if is_contents_title(element.text):
                page = _page(element) if _fill_page(elements[place:], said) else page
                if page == _page(element) or any(map(_lists, elements[place + 1 : place + 1 + _NEAR])):
                    contents = True
                    continue
            if _lists_pages(element, headed=contents) or (page == _page(element) and _could_be_entry(element)):
                continue
            contents = contents and element.kind == "footnote"
        elif is_contents_table(element.table.cells, said, headed=contents):
            continue
        kept.append(element)
    return kept


def _page(block: TextBlock) -> int:
    return block.lines[0].box.page


def _fill_page(elements: Sequence[Element], said: Counter[str]) -> bool:
    """Tell whether a page is contents from its first element, their heading, on: entries, and what names parts of them.

    Entries lead to a page, or are said once more where the document comes to them.
    """
    below = [e for e in elements[1:] if isinstance(e, TextBlock) and _page(e) == _page_of(elements[0])]
    told = sum(_lists_pages(e, headed=True) or said[plain(e.text)] > 1 for e in below)
    return told >= max(_ENTRIES, _MOSTLY * len(below))


def _page_of(element: Element) -> int:
    return _page(element) if isinstance(element, TextBlock) else 0


def _could_be_entry(block: TextBlock) -> bool:
    """Tell whether a block on a page of contents may be an entry, or name a part of them: short, and no sentence."""
    return block.kind != "footnote" and len(block.lines) <= _LONGEST_ENTRY and "。" not in block.text


def _lists(element: Element) -> bool:
    """Tell whether what stands below the heading of a table of contents is its entries."""
    if isinstance(element, Exhibit):
        return is_contents_table(element.table.cells, (), headed=True)
    return _lists_pages(element, headed=True)


def _lists_pages(block: TextBlock, *, headed: bool) -> bool:
    lines = [line.text for line in block.lines]
    if block.contents or are_contents(lines):
        return True
    told = (is_contents(line) or leads_to_page(line) or (headed and line[-1:].isdigit()) for line in lines)
    return 2 * sum(told) >= len(lines)
