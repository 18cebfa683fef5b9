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
    """Make headings of what heads articles, one step below those above them: titles in brackets, numbers on their own lines."""
    kept = list(elements)
    level = 0
    headed: list[Block | Table] = []
    for place, element in enumerate(kept):
        below = kept[place + 1] if place + 1 < len(kept) else None
        if isinstance(element, Block) and isinstance(below, Block) and (_is_title(element, below) or _is_bare(element)):
            headed.append(replace(element, kind="heading", level=level + 1))
            continue
        if isinstance(element, Block) and element.kind == "heading":
            level = element.level
        headed.append(element)
    return tuple(headed)


def _is_bare(block: Block) -> bool:
    """Tell whether a block is an article's number and no more, or with its title ("第３条", "Article 3", "第２条（持分）")."""
    start = line_start(block.text) if block.kind == "paragraph" and is_article(block.text) else None
    rest = block.text[start.length :].strip() if start else "-"
    return not rest or bool(_TITLE.match(rest))


def _is_title(block: Block, below: Block) -> bool:
    return block.kind != "footnote" and bool(_TITLE.match(block.text)) and is_article(below.text)
