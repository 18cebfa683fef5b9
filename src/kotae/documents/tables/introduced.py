"""What a table without a caption shows, by the sentence above it that announces it."""

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

from kotae.documents.model import Block, Document, Table
from kotae.documents.tables.values import period_in
from kotae.text import sentences
from kotae.text.lists import either, read_lists

_LONGEST = 240  # characters of a sentence that is a caption: no caption of ../shared/documents has as many
_COLONS = (":", "：")


def with_introductions(document: Document) -> Document:
    """Give tables without a caption the sentence right above them that announces them; it stays where it is as well."""
    elements = list(document.elements)
    for place, (before, table) in enumerate(pairwise(document.elements), 1):
        if not isinstance(table, Table) or table.caption or not isinstance(before, Block):
            continue
        if before.kind in ("paragraph", "list_item") and (caption := announced(before.text)):
            elements[place] = replace(table, caption=caption, period=table.period or period_in(caption))
    return replace(document, elements=tuple(elements))


def announced(text: str) -> str:
    """Return the last sentence of a paragraph if it announces what stands below it, without its colon, else ""."""
    spans = sentences.split(text)
    last = text[spans[-1][0] : spans[-1][1]].strip() if spans else ""
    if len(last) > _LONGEST or not (last.endswith(_COLONS) or _signs().search(last)):
        return ""
    return last.rstrip("".join(_COLONS)).rstrip()


@cache
def _signs() -> re.Pattern[str]:
    lists = read_lists("kotae.documents.tables", "introduced.toml")
    english, japanese = lists["en"], lists["ja"]
    return re.compile(
        rf"\b{either(english['signs'])}\b|\b{either(english['closing'])}\W*$"
        rf"|{either(japanese['signs'])}|{either(japanese['closing'])}{either(japanese['ends'])}?\W*$",
        re.IGNORECASE,
    )
