"""Lines that head a part by its name ("第1章　総則") in a document that sets its headings as it sets its text."""

from collections.abc import Sequence
from dataclasses import replace

from kotae.documents.lines.ends import ends_sentence
from kotae.documents.lines.headings import is_named_part
from kotae.documents.lines.starts import line_start
from kotae.documents.pdf.exhibits import Element, Exhibit
from kotae.documents.pdf.text_blocks import TextBlock

_PROSE = 40  # characters: what a heading stands over is longer, or has a number of its own


def with_named_parts(elements: Sequence[Element]) -> list[Element]:
    """Make lines that name a part the headings that they are: over a table, a heading, prose or entries of another style.

    Several of them below each other, with nothing between, are a list of parts.

    Args:
        elements: the blocks and tables of all pages in their order.
    """
    found = list(elements)
    for place in range(len(found) - 2, -1, -1):
        block, above = found[place], found[place - 1] if place else None
        if not isinstance(block, TextBlock) or not _names_part(block) or not _is_headed(found[place + 1], block):
            continue
        if not (isinstance(above, TextBlock) and _names_part(above) and _style(above) == _style(block)):
            found[place] = replace(block, kind="heading")
    return found


def _names_part(block: TextBlock) -> bool:
    plain = block.kind in ("paragraph", "list_item") and len(block.lines) == 1
    return plain and is_named_part(block.text)


def _is_headed(below: Element, block: TextBlock) -> bool:
    """Tell whether what stands below a line is what it heads, and not the next of a list of such lines."""
    if isinstance(below, Exhibit):
        return True
    if _style(below) == _style(block):
        return False
    return below.kind == "heading" or bool(_style(below)) or len(below.text) >= _PROSE or ends_sentence(below.text)


def _style(block: TextBlock) -> str:
    start = line_start(block.text)
    return start.style if start is not None and start.number else ""
