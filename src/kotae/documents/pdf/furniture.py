"""Telling what belongs to the page and not to the text: running headers and footers, page numbers."""

import itertools
import re
from collections import Counter
from dataclasses import replace
from statistics import median

from kotae.documents.lines import marks
from kotae.documents.lines.titles import could_be_title
from kotae.documents.pdf.calls import note_mark
from kotae.documents.pdf.layout import PageSource
from kotae.documents.pdf.part import Part
from kotae.documents.pdf.tolerances import PAGE

_TAB = 12
_HEADING_LINES = 2
WIDE = 1.2
"""How many times as wide as high slides are at the least: 4:3."""
_DIGITS = 4  # of a page's number
_LEAST_COUNTED = 3  # pages
_IMPRINTED, _LONGEST_IMPRINT = 8, 200  # running headers and footers that are kept, and their characters
_Key = tuple[str, int]
_Count = tuple[int, int, int]
_TITLES = ("section-header", "title")
_HEADER, _FOOTER = "page-header", "page-footer"


def without_furniture(sources: list[PageSource], pages: list[list[Part]], body: float) -> list[list[Part]]:
    """Drop running headers, footers and page numbers; what the layout wrongly took for one becomes text.

    Args:
        sources: the pages.
        pages: the parts of each.
        body: the font size of running text in the document.
    """
    seen: Counter[_Key | None] = Counter(
        key for source, parts in zip(sources, pages, strict=True) for key in {_key(source, p) for p in parts} if key
    )
    bands = {
        (p.kind, round(p.box.y0 / 4))
        for source, parts in zip(sources, pages, strict=True)
        for p in parts
        if p.kind in (_HEADER, _FOOTER) and seen[_key(source, p)] > 1
    }
    least = max(3, PAGE.tabbed * len(sources))
    seen.update({key: 1 - seen[key] for key in seen if key and _is_at_side(key) and seen[key] < least})
    first: dict[_Key, int] = {}
    for source, parts in zip(sources, pages, strict=True):
        for part in parts:
            if key := _key(source, part):
                first.setdefault(key, source.number)
    # what says that it is a note may stand on two pages, below a table that both show
    counted = _counted(sources, pages)
    notes = {key for key, count in seen.items() if key and marks.is_note(key[0]) and 2 * count <= len(sources)}
    for key in notes:
        seen[key] = 1
    return [
        _with_slide_title(
            source,
            [
                _named(source, p, body)
                for p in parts
                if _is_title(source, p, body, first)
                or _is_said_first(source, p, body, first)
                or not (
                    _is_furniture(source, p, seen, bands)
                    or _numbers_page(source, p, parts)
                    or _count(source, p) in counted
                )
            ],
        )
        for source, parts in zip(sources, pages, strict=True)
    ]


def running_text(pages: list[list[Part]], kept: list[list[Part]]) -> str:
    """Return what running headers and footers say, all together.

    Args:
        pages: the parts of each page.
        kept: those that `without_furniture` leaves.
    """
    left = [{(part.box, part.lines) for part in parts} for parts in kept]
    gone = (p for parts, stay in zip(pages, left, strict=True) for p in parts if (p.box, p.lines) not in stay)
    return "\n".join(_text(part) for part in gone)


def imprint(running: str, pages: list[list[Part]]) -> str:
    """Return, each once, the headers and footers that the most pages have, which often say whose a document is.

    One that stands on one page only counts too where the layout takes it for a header or footer.

    Args:
        running: what `running_text` returns.
        pages: the parts of each page.
    """
    alone = (_text(p) for parts in pages for p in parts if p.kind in (_HEADER, _FOOTER) and not _is_note(p))
    said: dict[str, str] = {}
    times: Counter[str] = Counter()
    for line in filter(str.strip, (*running.split("\n"), *alone)):
        key = _without_numbers(line)
        times[key] += 1
        said.setdefault(key, " ".join(line.split()))
    usual = (said[key] for key, _ in times.most_common() if any(character.isalpha() for character in key))
    return "\n".join(line for line in itertools.islice(usual, _IMPRINTED) if len(line) <= _LONGEST_IMPRINT)


def _is_title(source: PageSource, part: Part, body: float, first: dict[_Key, int]) -> bool:
    """Tell whether a part is a title that pages of a report, or slides, repeat: set large, or on the first of them."""
    if part.kind not in _TITLES or not part.lines:
        return False
    key = _key(source, part)
    return part.lines[0].size > PAGE.large * body or (key is not None and first.get(key) == source.number)


def _is_said_first(source: PageSource, part: Part, body: float, first: dict[_Key, int]) -> bool:
    """Tell whether a part is what slides say again and again, where they say it first: set as their text is, at the top."""
    key = _key(source, part)
    if key is None or first.get(key) != source.number or source.width < WIDE * source.height:
        return False
    at_top = part.box.y1 < source.height / 2 and not marks.is_page_number(_text(part))
    return at_top and part.lines[0].size > PAGE.as_text * body


def _text(part: Part) -> str:
    return " ".join(line.text for line in part.lines)


def _is_note(part: Part) -> bool:
    return bool(part.lines) and bool(note_mark(part.lines[0]))


def _key(source: PageSource, part: Part) -> _Key | None:
    """Return what is the same for one running header, or tab at the side, on all pages: its words without numbers, its height.

    The height of a tab is counted below nought.
    """
    high = part.box.y1 < PAGE.margin * source.height
    low = part.box.y0 > (1 - PAGE.margin) * source.height
    text, height = _text(part), round(part.box.y0 / 4)
    if part.table:
        return None
    if len(part.lines) > 3 or not (high or low):
        at_side = part.box.x1 < PAGE.side * source.width or part.box.x0 > (1 - PAGE.side) * source.width
        return (text, -height - 1) if at_side and len("".join(text.split())) <= _TAB else None
    return _without_numbers(text), height


def _without_numbers(text: str) -> str:
    return re.sub(r"[\d０-９]+|(?<!\w)[ivxlc]+(?!\w)", "#", text)


def _is_at_side(key: _Key) -> bool:
    return key[1] < 0


def _count(source: PageSource, part: Part) -> _Count | None:
    """Return what tells that numbers on several pages are those of the pages: where they stand, how far they are off."""
    text = _text(part).strip()
    if part.table or not (text.isdecimal() and text.isascii()) or len(text) > _DIGITS:
        return None
    return int(text) - source.number, round(part.box.x1 / PAGE.place), round(part.box.y1 / PAGE.place)


def _counted(sources: list[PageSource], pages: list[list[Part]]) -> set[_Count]:
    """Return the places at which numbers count the pages, from whatever number on."""
    found = Counter(
        count
        for source, parts in zip(sources, pages, strict=True)
        for count in {_count(source, part) for part in parts}
        if count
    )
    return {count for count, times in found.items() if times >= _LEAST_COUNTED}


def _numbers_page(source: PageSource, part: Part, parts: list[Part]) -> bool:
    """Tell whether a part says the page's own number, or that of a page without its cover, and stands above or below all else."""
    text = _text(part).strip()
    if part.table or not text.isdecimal() or int(text) not in (source.number, source.number - 1):
        return False
    rest = [other.box for other in parts if other is not part]
    above, below = (all(box.y1 < part.box.y0 for box in rest), all(part.box.y1 < box.y0 for box in rest))
    return bool(rest) and (above or below)


def _is_furniture(source: PageSource, part: Part, seen: Counter[_Key | None], bands: set[tuple[str, int]]) -> bool:
    key = _key(source, part)
    if key is None:
        return False
    text = _text(part)
    if (marks.is_page_number(text) and not _is_at_side(key)) or (seen[key] > 1 and not _is_note(part)):
        return True
    if part.kind not in (_HEADER, _FOOTER) or _is_note(part):
        return False
    # a header that stands only once, such as a chapter's, at the height of the others
    return source.number > 1 and (part.kind, round(part.box.y0 / 4)) in bands and not marks.ends_sentence(text)


def _with_slide_title(source: PageSource, parts: list[Part]) -> list[Part]:
    """Make what stands highest on a slide, where it begins, its heading: the layout takes it for a running header."""
    if source.width < WIDE * source.height:
        return parts
    texts = [part for part in parts if part.lines]
    top = min(texts, key=lambda part: part.box.x0 + 2 * part.box.y0, default=None)
    if top is None or top.kind != "aside" or top.box.y1 > source.height / 4 or len(top.lines) > 2:
        return parts
    size = median(line.size for part in texts for line in part.lines)
    if top.lines[0].size < size or top.box.x0 > source.width / 4:
        return parts
    return [replace(part, kind="section-header") if part is top else part for part in parts]


def _named(source: PageSource, part: Part, body: float) -> Part:
    """Give a footnote, and a part that the layout wrongly took for a header or footer, its right name.

    What it took for a header is a heading where it is set larger than the text and no page repeats it.
    """
    if _is_note(part) and part.box.y0 > source.height / 2:
        return replace(part, kind="footnote")
    if part.kind not in (_HEADER, _FOOTER, "footnote"):
        return part
    if marks.is_note(_text(part)):
        return replace(part, kind="text")
    if part.kind == _HEADER and _heads(part, body):
        return replace(part, kind="section-header")
    return part if part.kind == "footnote" else replace(part, kind="aside")


def _heads(part: Part, body: float) -> bool:
    large = bool(part.lines) and all(line.size > PAGE.large * body for line in part.lines[:1])
    return large and len(part.lines) <= _HEADING_LINES and could_be_title(_text(part))
