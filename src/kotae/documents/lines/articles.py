"""Articles of rules and laws: their titles stand alone in brackets above them (（目的） / 第１条　この規則は …)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kotae.documents.lines.starts import line_start
from kotae.documents.model import Block, Table

_TITLE = re.compile(r"^\s*[（(][^（）()]{1,40}[）)]\s*$")


def is_article(text: str) -> bool:
    """Tell whether a line begins an article ("第１条　…"), and no sentence about one ("第１条に定める …")."""
    start = line_start(text)
    return start is not None and start.kind == "article"


def article_places(lines: Sequence[str]) -> frozenset[int]:
    """Return which lines of one block begin an article or are the title of the one below."""
    articles = [place for place, line in enumerate(lines) if is_article(line)]
    return frozenset([*articles, *(place - 1 for place in articles if place and _TITLE.match(lines[place - 1]))])


def with_article_titles(elements: Iterable[Block | Table]) -> tuple[Block | Table, ...]:
    """Make the titles that stand in brackets above articles the headings that they are, one step below those above them."""
    kept = list(elements)
    level = 0
    headed: list[Block | Table] = []
    for place, element in enumerate(kept):
        below = kept[place + 1] if place + 1 < len(kept) else None
        if isinstance(element, Block) and isinstance(below, Block) and _is_title(element, below):
            headed.append(replace(element, kind="heading", level=level + 1))
            continue
        if isinstance(element, Block) and element.kind == "heading":
            level = element.level
        headed.append(element)
    return tuple(headed)


def _is_title(block: Block, below: Block) -> bool:
    return block.kind != "footnote" and bool(_TITLE.match(block.text)) and is_article(below.text)
