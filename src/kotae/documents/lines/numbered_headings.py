"""Numbered and bracketed lines that head what follows, where a format marks headings and its writers not all of them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kotae.documents.lines.ends import ends_sentence
from kotae.documents.lines.headings import heading_level, numbering
from kotae.documents.lines.periods import is_period
from kotae.documents.lines.starts import line_start
from kotae.documents.lines.text import width
from kotae.documents.model import Block, Table
from kotae.text.normalise import is_wide

_DEEPEST = 6
_WIDEST = 60  # columns of a heading without a mark of the format
_BRACKETED = re.compile(r"^[（(](?=.*[^\W\d_])[^（）()]{2,30}[）)]$")
_FIRM = "【"  # what stands whole in these is a heading, whatever stands below it
_PROSE = 40  # characters: what a heading stands over is longer


def with_numbered_headings(elements: Iterable[Block | Table]) -> tuple[Block | Table, ...]:
    """Make paragraphs the headings they are: numbered as such, or whole in brackets, over text, a table or a heading.

    They stand one step below the heading above them, or as deep as others of their numbering below it.
    """
    kept = list(elements)
    heads = _heads(kept)
    headed: list[Block | Table] = []
    level = 0  # of the last heading that the format marks
    styles: list[str] = []  # of the numbered lines below it, the outermost first
    for place, element in enumerate(kept):
        if isinstance(element, Block) and heads[place]:
            style = _style(element.text)
            styles = styles[: styles.index(style) + 1] if style in styles else [*styles, style]
            headed.append(replace(element, kind="heading", level=min(level + len(styles), _DEEPEST)))
            continue
        if isinstance(element, Block) and element.kind == "heading":
            level, styles = element.level, []
        headed.append(element)
    return tuple(headed)


def _heads(elements: Sequence[Block | Table]) -> list[bool]:
    """Tell for each element whether it is a numbered or bracketed line over what it heads; such lines in a row are a list."""
    heads = [False] * len(elements)
    for place in range(len(elements) - 1, -1, -1):
        block = elements[place]
        style = _style(block.text) if isinstance(block, Block) and block.kind == "paragraph" else ""
        if not isinstance(block, Block) or not style or width(block.text) > _WIDEST:
            continue
        below = elements[place + 1] if place + 1 < len(elements) else None
        heads[place] = style == _FIRM or (below is not None and _is_headed(below, style, heads[place + 1]))
    return heads


def _is_headed(below: Block | Table, style: str, is_heading: bool) -> bool:
    """Tell whether what stands below a line of a style is what such a line heads."""
    if isinstance(below, Table):
        return True
    if below.kind == "heading" or is_heading:
        return _style(below.text) != style
    prose = len(below.text) >= _PROSE or ends_sentence(below.text)
    return below.kind == "paragraph" and prose and _style(below.text) != style


def _style(text: str) -> str:
    """Return which style a line is numbered in as headings are, or in which brackets it stands whole, or nothing."""
    start = line_start(text)
    if start is not None and start.kind == "heading" and start.style == _FIRM:
        return _FIRM
    if numbering(text):
        return numbering(text) if heading_level(text) else ""
    wide = any(map(is_wide, text[1:-1]))  # in English such a line is an aside
    return "()" if wide and start is None and _BRACKETED.match(text) and not is_period(text) else ""
