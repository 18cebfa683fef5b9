"""Where evidence stands, as the page viewer is told: the document, the page and boxes on it, or the section of a text."""

from collections.abc import Sequence
from typing import Any

from kotae import Kotae
from kotae.answers.model import Result
from kotae.documents.model import LINE_NAMES, PAGE_NAMES, PICTURED, Box, Shortfall, page_name
from kotae.index.records import DocumentRecord
from kotae.passages.sections import section_of, sections
from kotae.retrieval.search import Hit
from kotae.text.language import Language
from kotae_ui.marking import Range
from kotae_ui.strings import say
from kotae_ui.viewed import Viewed


def version(document: DocumentRecord) -> str:
    """Return what changes when the document's file does; links with it can be kept by a browser for ever."""
    return document.sha256[:16]


def where(hit: Hit, result: Result) -> str:
    """Return the pages, sheets, slides or lines that a hit is cited with, in words; nothing for a format without any."""
    language = result.language
    if hit.unit.attached:
        file = say(language, "place.attached", name=hit.unit.attached)
        kind, pages = page_name(hit.unit.attached), result.attached_pages(hit)
        if kind is None or not pages:
            return file
        if kind == "page":
            return f"{file}, {_pages(hit, result, pages)}"
        return f"{file}, {say(language, f'place.{kind}', page=pages[0])}"
    if hit.document.format in PICTURED:
        return _pages(hit, result, result.pages(hit))
    lines = "" if hit.unit.lines is None else _lines(language, hit.document.format, *hit.unit.lines)
    name = PAGE_NAMES.get(hit.document.format)
    if name is None:
        return lines
    page = say(language, "place.sheet" if name == "sheet" else "place.slide", page=hit.unit.page)
    return f"{page}, {lines}" if lines else page


def _pages(hit: Hit, result: Result, pages: Sequence[int]) -> str:
    language = result.language
    if len(pages) == 1:
        place = say(language, "place.page", page=pages[0])
    else:
        place = say(language, "place.cited", pages=", ".join(map(str, pages)))
    return say(language, "place.ocr", place=place) if result.by_ocr(hit) else place


def _lines(language: Language, format: str, first: int, last: int) -> str:
    is_paragraph = format in LINE_NAMES
    if first == last:
        return say(language, "place.paragraph" if is_paragraph else "place.line", line=first)
    return say(language, "place.paragraphs" if is_paragraph else "place.lines", first=first, last=last)


def shortfalls(language: Language, found: Sequence[Shortfall], most: int) -> list[str]:
    """Return what was not read of a document in words; beyond `most`, only how many more there are."""
    lines = [_shortfall(language, shortfall) for shortfall in found[:most]]
    more = len(found) - most
    return [*lines, say(language, "shortfall.more", count=more)] if more > 0 else lines


def _shortfall(language: Language, shortfall: Shortfall) -> str:
    one = shortfall.first == shortfall.last
    values = {"page": shortfall.first} if one else {"first": shortfall.first, "last": shortfall.last}
    pages = shortfall.name or say(language, "place.page" if one else "place.pages", **values)
    return say(language, f"shortfall.{shortfall.what}", place=pages, why=say(language, f"shortfall.{shortfall.why}"))


def place(
    hit: Hit, kotae: Kotae, stands: list[Range], cells: list[tuple[int, int]], boxes: list[Box]
) -> dict[str, Any]:
    """Return where a hit stands, as plain values.

    Args:
        hit: the hit.
        kotae: the index that it is from.
        stands: the characters [start, end) of its text that the answer stands on.
        cells: the row and column of each cell of its table that the answer uses.
        boxes: their boxes; of a page's boxes, these are shown more strongly.
    """
    shown = Viewed(hit.document, hit.document.file(hit.unit.attached))
    found: dict[str, Any] = {"document": shown.id, "version": version(hit.document), "format": shown.format}
    if shown.is_pictured:
        strong = list(dict.fromkeys(boxes))
        own = hit.unit.attached_page or 1 if shown.attached else hit.unit.page
        first = strong[0].page if strong else own
        weak = [box for box in hit.unit.boxes if box not in strong]
        return found | {
            "page": first,
            "boxes": [_box(box, strong=False) for box in weak] + [_box(box, strong=True) for box in strong],
        }
    units = kotae.units(hit.document.id)
    before = kotae.index.records.unit_documents.index(kotae.index.records.unit_documents[hit.number])
    number = hit.number - before - shown.first(units)
    section = section_of(sections(shown.units(kotae)), shown.units(kotae), number)
    return found | {"page": section + 1, "unit": number, "stands": stands, "cells": cells}


def _box(box: Box, *, strong: bool) -> dict[str, Any]:
    return {"page": box.page, "x0": box.x0, "y0": box.y0, "x1": box.x1, "y1": box.y1, "strong": strong}
