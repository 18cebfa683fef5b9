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
_PROSE = 40  # characters: what a heading stands over is longer


def with_numbered_headings(elements: Iterable[Block | Table]) -> tuple[Block | Table, ...]:
    """Make paragraphs the headings they are: numbered as such, or whole in brackets, over running text or a table.

    They stand one step below the heading above them, or as deep as others of their numbering below it.
    """
    kept = list(elements)
    headed: list[Block | Table] = []
    level = 0  # of the last heading that the format marks
    styles: list[str] = []  # of the numbered lines below it, the outermost first
    for place, element in enumerate(kept):
        if isinstance(element, Block) and element.kind == "heading":
            level, styles = element.level, []
        elif isinstance(element, Block) and _heads(element, kept[place + 1 : place + 2]):
            style = _style(element.text)
            styles = styles[: styles.index(style) + 1] if style in styles else [*styles, style]
            headed.append(replace(element, kind="heading", level=min(level + len(styles), _DEEPEST)))
            continue
        headed.append(element)
    return tuple(headed)


def _heads(block: Block, following: Sequence[Block | Table]) -> bool:
    """Tell whether a paragraph is a numbered line over text that it heads; numbered lines in a row are a list."""
    style = _style(block.text)
    if block.kind != "paragraph" or not style or width(block.text) > _WIDEST or not following:
        return False
    below = following[0]
    if isinstance(below, Table):
        return True
    text = below.kind == "paragraph" and (len(below.text) >= _PROSE or ends_sentence(below.text))
    return below.kind == "heading" or (text and _style(below.text) != style)


def _style(text: str) -> str:
    """Return which style a line is numbered in as headings are, "()" where it stands whole in brackets, or nothing."""
    if numbering(text):
        return numbering(text) if heading_level(text) else ""
    wide = any(map(is_wide, text[1:-1]))  # in English such a line is an aside
    return "()" if wide and _BRACKETED.match(text) and line_start(text) is None and not is_period(text) else ""
