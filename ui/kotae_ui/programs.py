"""What programs can call, over HTTP and as MCP tools: ask, search, get_page, list_documents."""

from dataclasses import asdict
from typing import cast
from urllib.parse import urlencode

import gradio as gr
from gradio.events import api

from kotae import Kotae
from kotae.errors import BrokenIndexError, KotaeError
from kotae.passages.sections import sections
from kotae.retrieval.query import tidy
from kotae_ui.asking import Asking, KindFilter, LanguageFilter
from kotae_ui.library import Library
from kotae_ui.places import version
from kotae_ui.values import DocumentValue, HitValue, PageValue, ResultValue, ShortfallValue


class Programs:
    """The named endpoints; their signatures and docstrings are what API page and MCP clients show."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def register(self) -> None:
        """Add the endpoints to the Gradio app that is being built."""
        # Past the queue: an MCP tool call in it would come back over HTTP, without the caller's credentials.
        for method in (self.ask, self.search, self.get_page, self.list_documents):
            api(method, api_name=method.__name__, queue=False)

    def ask(
        self,
        question: str,
        results: int = 8,
        documents: list[str] | None = None,
        language: LanguageFilter = "any",
        kinds: KindFilter = "all",
        strictness: float | None = None,
    ) -> ResultValue:
        """Answer a question from the indexed documents, with citations, or say that they do not hold the answer.

        Args:
            question: a question in Japanese or English.
            results: how many hits to return, 1 to 100.
            documents: the ids of the documents to search (see list_documents); all where left out.
            language: search only what is in this language.
            kinds: search everything, passages only, or tables and their rows only.
            strictness: from 0 to 1; an answer less certain than this is reported as not found.
        """
        asking = _asking(question, results, documents, language, kinds, strictness)
        try:
            return cast(ResultValue, self._library.ask(asking).result.to_dict())
        except KotaeError as error:
            raise _refused(error) from error

    def search(
        self,
        question: str,
        results: int = 8,
        documents: list[str] | None = None,
        language: LanguageFilter = "any",
        kinds: KindFilter = "all",
    ) -> list[HitValue]:
        """Find the passages, tables and table rows that are closest to a question, best first, without an answer.

        Args:
            question: a question or some words in Japanese or English.
            results: how many hits to return, 1 to 100.
            documents: the ids of the documents to search (see list_documents); all where left out.
            language: search only what is in this language.
            kinds: search everything, passages only, or tables and their rows only.
        """
        asking = _asking(question, results, documents, language, kinds, None)
        try:
            return cast(list[HitValue], self._library.search(asking))
        except KotaeError as error:
            raise _refused(error) from error

    def get_page(self, document: str, page: int = 1) -> PageValue:
        """Give the text of one page of a document, with the address of its picture.

        Args:
            document: the document's id, as hits and list_documents give it.
            page: the page, from 1; of a document without pages (HTML, Markdown, text), the section.
        """
        try:
            return _page(self._kotae(), document, page)
        except KotaeError as error:
            raise _refused(error) from error

    def list_documents(self) -> list[DocumentValue]:
        """List the documents that are indexed."""
        kotae = self._library.kotae
        return document_values(kotae) if kotae else []

    def _kotae(self) -> Kotae:
        if self._library.kotae is None:
            raise BrokenIndexError("Nothing has been indexed yet. Add documents first.")
        return self._library.kotae


def document_values(kotae: Kotae) -> list[DocumentValue]:
    """Return what is indexed, a value for each document."""
    records = kotae.index.records
    counts: dict[tuple[int, str], int] = {}
    for number, kind in zip(records.unit_documents, records.unit_kinds, strict=True):
        counts[number, kind] = counts.get((number, kind), 0) + 1
    return [
        DocumentValue(
            id=record.id,
            title=record.title,
            file=record.name,
            format=record.format,
            language=record.language,
            pages=record.pages if record.format == "pdf" else 0,
            passages=counts.get((number, "passage"), 0),
            rows=counts.get((number, "row"), 0),
            publisher=record.publisher,
            date=record.date,
            url=record.url,
            shortfalls=[cast(ShortfallValue, asdict(shortfall)) for shortfall in record.shortfalls],
        )
        for number, record in enumerate(records.documents)
    ]


def _page(kotae: Kotae, document: str, page: int) -> PageValue:
    record = kotae.document(document)
    units = kotae.units(document)
    image = None
    if record.format == "pdf":
        pages = record.pages
        shown = [
            unit for unit in units if unit.kind != "row" and page in {unit.page, *(box.page for box in unit.boxes)}
        ]
        image = "kotae/page?" + urlencode({"id": document, "n": page, "v": version(record)})
    else:
        found = sections(units)
        pages = len(found)
        shown = [units[place] for place in found[page - 1].units] if 1 <= page <= pages else []
    if not 1 <= page <= pages:
        raise KotaeError(f"{record.name}: there is no page {page}; it has {pages}.")
    text = "\n\n".join(unit.text for unit in shown)
    return PageValue(document=document, title=record.title, page=page, pages=pages, text=text, image=image)


def _asking(
    question: str,
    results: int,
    documents: list[str] | None,
    language: LanguageFilter,
    kinds: KindFilter,
    strictness: float | None,
) -> Asking:
    """Check what a program gives: types in a signature are not enforced."""
    try:
        text = tidy(question)
    except KotaeError as error:
        raise _refused(error) from error
    if not isinstance(results, int) or not 1 <= results <= 100:
        raise _refused("results: give a whole number from 1 to 100.")
    if strictness is not None and not 0 <= strictness <= 1:
        raise _refused("strictness: give a number from 0 to 1.")
    if language not in ("any", "ja", "en") or kinds not in ("all", "passages", "tables"):
        raise _refused("language is any, ja or en; kinds is all, passages or tables.")
    return Asking(text, tuple(documents or ()), language, kinds, results, strictness)


def _refused(reason: KotaeError | str) -> gr.Error:
    return gr.Error(str(reason), print_exception=False)
