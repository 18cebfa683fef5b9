"""What a table without a caption shows, by the sentence above it that announces it."""

from dataclasses import replace
from itertools import pairwise

from kotae.documents.lines.announcing import announced
from kotae.documents.model import Block, Document, Table
from kotae.documents.tables.values import period_in


def with_introductions(document: Document) -> Document:
    """Give tables without a caption the sentence right above them that announces them; it stays where it is as well."""
    elements = list(document.elements)
    for place, (before, table) in enumerate(pairwise(document.elements), 1):
        if not isinstance(table, Table) or table.caption or not isinstance(before, Block):
            continue
        if before.kind in ("paragraph", "list_item") and (caption := announced(before.text)):
            elements[place] = replace(table, caption=caption, period=table.period or period_in(caption))
    return replace(document, elements=tuple(elements))
