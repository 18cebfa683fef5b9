"""Where evidence stands, as the page viewer is told: the document, the page and boxes on it, or the section of a text."""

from collections.abc import Sequence
from dataclasses import asdict
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


def version(document: DocumentRecord) -> str:
    """Return what changes when the document's file does; links with it can be kept by a browser for ever."""
    return document.sha256[:16]


def where(hit: Hit, result: Result) -> str:
    """Return the pages, sheets, slides or lines that a hit is cited with, in words; nothing for a format without any."""
    language = result.language
    if hit.unit.attached:
        file = say(language, "place.attached", name=hit.unit.attached)
        kind = page_name(hit.unit.attached)
        if kind is None or not hit.unit.attached_page:
            return file
        return f"{file}, {say(language, f'place.{kind}', page=hit.unit.attached_page)}"
    if hit.document.format in PICTURED:
        pages = result.pages(hit)
        if len(pages) == 1:
            place = say(language, "place.page", page=pages[0])
        else:
            place = say(language, "place.cited", pages=", ".join(map(str, pages)))
        return say(language, "place.ocr", place=place) if result.by_ocr(hit) else place
    lines = "" if hit.unit.lines is None else _lines(language, hit.document.format, *hit.unit.lines)
    name = PAGE_NAMES.get(hit.document.format)
    if name is None:
        return lines
    page = say(language, "place.sheet" if name == "sheet" else "place.slide", page=hit.unit.page)
    return f"{page}, {lines}" if lines else page


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
    document = hit.document
    found: dict[str, Any] = {"document": document.id, "version": version(document), "format": document.format}
    if document.format in PICTURED:
        strong = list(dict.fromkeys(boxes))
        first = strong[0].page if strong else hit.unit.page
        weak = [box for box in hit.unit.boxes if box not in strong]
        return found | {
            "page": first,
            "boxes": [asdict(box) | {"strong": False} for box in weak]
            + [asdict(box) | {"strong": True} for box in strong],
        }
    units = kotae.units(document.id)
    number = hit.number - kotae.index.records.unit_documents.index(kotae.index.records.unit_documents[hit.number])
    known = sections(units)
    return found | {"page": section_of(known, units, number) + 1, "unit": number, "stands": stands, "cells": cells}
