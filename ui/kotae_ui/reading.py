"""Addresses for who reads on in a document: a page's words, a text looked for, the outline, all of it at a glance."""

from collections.abc import Iterator, Sequence
from typing import Any

from fastapi import APIRouter, HTTPException
from fastapi.responses import HTMLResponse, JSONResponse, Response

from kotae import Kotae
from kotae.errors import KotaeError
from kotae.passages.sections import sections
from kotae.passages.units import Unit
from kotae.text.language import Language
from kotae_ui.finding import places
from kotae_ui.glance import glance, outline
from kotae_ui.library import Library
from kotae_ui.page_words import PageWords, matches
from kotae_ui.pages import glance_html, suggestions_html
from kotae_ui.places import version
from kotae_ui.routes import FOR_EVER, FRESH, known
from kotae_ui.suggesting import suggestions
from kotae_ui.viewed import Viewed, viewed

_MOST_FOUND = 500  # places, as many as anybody steps through
_LONGEST = 200  # characters of what is looked for


class Reading:
    """The addresses below /kotae that a document is read on with; each method answers one."""

    def __init__(self, library: Library, words: PageWords) -> None:
        self._library = library
        self._words = words

    def router(self) -> APIRouter:
        """Return all of them."""
        router = APIRouter(prefix="/kotae")
        for method in (self.words, self.find, self.outline, self.glance, self.suggestions):
            router.add_api_route(f"/{method.__name__}", method, methods=["GET"], response_model=None)
        return router

    def words(self, id: str, n: int, v: str = "") -> Response:
        """Give the words of one page of a PDF with their boxes, to lie over its picture."""
        kotae = self._open()
        shown = known(lambda wanted: viewed(kotae, wanted), id)
        if not shown.is_pictured:
            raise HTTPException(404, "This document has no pages.")
        path, now = known(kotae.original, shown.record.id), version(shown.record)
        found = known(lambda number: self._words.read(path, now, number, shown.file), n)
        told = [[word.text, word.line, word.box.x0, word.box.y0, word.box.x1, word.box.y1] for word in found]
        return JSONResponse(told, headers=FOR_EVER if v == now else FRESH)

    def find(self, id: str, text: str) -> Response:
        """Say where a text stands in a document, in order; of very many places the first ones."""
        kotae = self._open()
        shown = known(lambda wanted: viewed(kotae, wanted), id)
        wanted = text[:_LONGEST]
        found = self._on_pages(kotae, shown, wanted) if shown.is_pictured else _in_text(shown.units(kotae), wanted)
        told = [place for place, _ in zip(found, range(_MOST_FOUND + 1), strict=False)]
        return JSONResponse({"places": told[:_MOST_FOUND], "more": len(told) > _MOST_FOUND}, headers=FRESH)

    def outline(self, id: str) -> Response:
        """Give the headings of a document, each with how deep it stands and the page or section that it begins on.

        Of a document without headings, how each page begins.
        """
        kotae = self._open()
        shown = known(lambda wanted: viewed(kotae, wanted), id)
        parts = outline(shown.format, shown.units(kotae))
        told = [{"depth": part.depth, "title": part.text, "page": part.page} for part in parts]
        return JSONResponse(told, headers=FRESH)

    def glance(self, id: str) -> Response:
        """Show a document at a glance."""
        return HTMLResponse(glance_html(known(lambda document: glance(self._open(), document), id)), headers=FRESH)

    def suggestions(self, id: str, first: Language = "ja") -> Response:
        """Show questions about a document that are answered, in both languages; each is asked first, which takes a moment."""
        self._open()
        second: Language = "en" if first == "ja" else "ja"

        def answered(document: str) -> list[str]:
            return [*suggestions(self._library, document, first), *suggestions(self._library, document, second)]

        return HTMLResponse(suggestions_html(known(answered, id)), headers=FRESH)

    def _on_pages(self, kotae: Kotae, shown: Viewed, text: str) -> Iterator[dict[str, Any]]:
        path = known(kotae.original, shown.record.id)
        for page in range(1, shown.pages(kotae) + 1):
            try:
                words = self._words.read(path, version(shown.record), page, shown.file)
            except KotaeError:
                continue  # a page that cannot be read costs its own places only: the list of documents says so
            for boxes in matches(words, text):
                yield {"page": page, "boxes": [[box.x0, box.y0, box.x1, box.y1] for box in boxes]}

    def _open(self) -> Kotae:
        kotae = self._library.kotae
        if kotae is None:
            raise HTTPException(404, "No index answers just now.")
        return kotae


def _in_text(units: Sequence[Unit], text: str) -> Iterator[dict[str, Any]]:
    """Yield the places of a document without pages: the section, the unit in it, and the characters [start, end) of that."""
    for page, section in enumerate(sections(units), 1):
        for member in section.units:
            for letters in places([units[member].text], text):
                yield {"page": page, "unit": member, "stands": [[letters[0][1], letters[-1][1] + 1]]}
