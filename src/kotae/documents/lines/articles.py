"""Articles, rules and chapters: their titles in brackets above them (（目的） / 第１条 …), below their number or behind it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kotae.documents.lines.ends import ends_sentence
from kotae.documents.lines.starts import LineStart, line_start
from kotae.documents.lines.titles import could_be_title
from kotae.documents.model import Block, Span, Table
from kotae.text.normalise import is_wide

_TITLE = re.compile(r"^\s*[（(][^（）()]{1,40}[）)]\s*$")
_PROSE = 40  # characters: what a title stands over is longer, or a sentence
_DEEPEST = 6

_Element = Block | Table


def is_article(text: str) -> bool:
    """Tell whether a line begins an article ("第１条　…"), and no sentence about one ("第１条に定める …")."""
    start = line_start(text)
    return start is not None and start.kind == "article"


def is_part_number(text: str) -> bool:
    """Tell whether a line is the number of an article or another part and no more ("第３条", "Article 3", "Rule 12.")."""
    start = _part(text)
    return start is not None and not text[start.length :].strip()


def article_places(lines: Sequence[str]) -> frozenset[int]:
    """Return which lines of one block begin an article or are the title of the one below."""
    articles = [place for place, line in enumerate(lines) if is_article(line)]
    return frozenset([*articles, *(place - 1 for place in articles if place and _TITLE.match(lines[place - 1]))])


def with_article_titles(elements: Iterable[Block | Table]) -> tuple[Block | Table, ...]:
    """Make headings of what heads articles, below the headings above them: numbers alone or with a title, titles in brackets.

    A title that stands below its number is one heading with it.
    """
    level = 0
    styles: list[str] = []  # of the numbers below that heading, the outermost first
    headed: list[Block | Table] = []
    kept = list(_with_titles_below(list(elements)))
    for place, element in enumerate(kept):
        below = kept[place + 1] if place + 1 < len(kept) else None
        style = _heads(element, below) if isinstance(element, Block) and isinstance(below, Block) else ""
        if style and isinstance(element, Block):
            styles = styles[: styles.index(style) + 1] if style in styles else [*styles, style]
            headed.append(replace(element, kind="heading", level=min(level + len(styles), _DEEPEST)))
            continue
        if isinstance(element, Block) and element.kind == "heading":
            part = _part(element.text)  # others of its kind stand as deep
            level, styles = (element.level - 1, [part.style]) if part else (element.level, [])
        headed.append(element)
    return tuple(headed)


def _heads(block: Block, below: Block) -> str:
    """Return the style of what counts parts, where a block that is not marked as a heading heads the one below, or nothing."""
    titled = line_start(below.text) if block.kind != "footnote" and _TITLE.match(block.text) else None
    if titled is not None and titled.kind == "article":
        return titled.style
    start = _part(block.text) if block.kind == "paragraph" else None
    if start is None:
        return ""
    rest = block.text[start.length :].strip()
    return start.style if not rest or _TITLE.match(rest) or (_is_title(rest) and _is_headed(below)) else ""


def _part(text: str) -> LineStart | None:
    """Return how a line begins, where that is the number of a part that says what it is: an article, a rule, a chapter."""
    start = line_start(text)
    return start if start is not None and start.number and start.kind in ("article", "heading") else None


def _is_title(text: str) -> bool:
    """Tell whether a text behind or below a number is a title: no sentence, field or date, in English with a capital."""
    return could_be_title(text) and not text[0].islower() and (any(map(is_wide, text)) or text[0].isupper())


def _is_headed(below: _Element | None) -> bool:
    """Tell whether what stands below a title is what it heads: a text, or a number that counts its paragraphs."""
    if not isinstance(below, Block) or below.kind not in ("paragraph", "list_item") or _part(below.text):
        return False
    return ends_sentence(below.text) or len(below.text) >= _PROSE


def _with_titles_below(elements: Sequence[_Element]) -> Iterator[_Element]:
    """Yield the elements, each number of a part together with the title below it."""
    place = 0
    while place < len(elements):
        number = elements[place]
        title, text = (elements[i] if i < len(elements) else None for i in (place + 1, place + 2))
        if isinstance(number, Block) and isinstance(title, Block) and _is_titled(number, title, text):
            yield _joined(number, title)
            place += 2
        else:
            yield number
            place += 1


def _is_titled(number: Block, title: Block, text: _Element | None) -> bool:
    """Tell whether a block is a part's number alone and the next one, over a text on, its title."""
    if number.kind not in ("paragraph", "heading") or not is_part_number(number.text) or title.page != number.page:
        return False
    if _TITLE.match(title.text):
        return _is_headed(text)
    start = line_start(title.text)
    named = start is None or (start.kind == "heading" and not start.number)
    return named and title.kind in ("paragraph", "heading") and _is_title(title.text) and _is_headed(text)


def _joined(number: Block, title: Block) -> Block:
    """Return a part's number and its title as one block."""
    glue = "" if _TITLE.match(title.text) and is_wide(title.text[0]) else " "
    text = f"{number.text}{glue}{title.text}"
    behind = len(text) - len(title.text)
    spans = (*number.spans, *(Span(span.start + behind, span.end + behind, span.box) for span in title.spans))
    lines = (number.lines[0], title.lines[1]) if number.lines and title.lines else number.lines
    return replace(number, text=text, spans=spans, lines=lines)
