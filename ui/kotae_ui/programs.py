"""What programs can call, over HTTP and as MCP tools: ask, search, get_page, list_documents, and what is an account's own."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import wraps
from typing import Annotated, Any, Literal, ParamSpec, TypeVar, cast
from urllib.parse import urlencode

import gradio as gr
from gradio.events import api
from pydantic import Field
from starlette.requests import Request

from kotae import Kotae
from kotae.documents.model import PICTURED
from kotae.errors import CorpusError, KotaeError
from kotae.passages.sections import sections
from kotae.question.follow_up import unfollowed
from kotae_ui.asking import MOST_RESULTS, Asking, KindFilter, LanguageFilter, folders
from kotae_ui.calls import Arguments, CallError, Problem
from kotae_ui.desk_programs import DeskPrograms, Document, PageNumber, Question, checked_question
from kotae_ui.library import Library
from kotae_ui.places import version
from kotae_ui.values import DocumentValue, GlossValue, HitValue, PageValue, ResultValue, ShortfallValue

_MOST_TEXT = 5_000  # characters that are glossed at once: some seconds
# The descriptions complete "must be"; what each is for stands in the docstrings.
Count = Annotated[int, Field(ge=1, le=MOST_RESULTS, description=f"a whole number from 1 to {MOST_RESULTS}")]
Documents = Annotated[list[str] | None, Field(description="a list of documents' ids, or null for all")]
Share = Annotated[float | None, Field(ge=0, le=1, description="a number from 0 to 1, or null")]
Before = Annotated[str | None, Field(description="the question before, or null")]
Text = Annotated[str, Field(max_length=_MOST_TEXT, description=f"a text of at most {_MOST_TEXT:,} characters")]
Reader = Annotated[Literal["ja", "en"], Field(description="'ja' or 'en'")]
GIVEN_BY_GRADIO = (gr.Request, gr.Request | None, gr.EventData)
"""The types of what no client gives."""

P = ParamSpec("P")
R = TypeVar("R")


class Programs:
    """The named endpoints; their signatures and docstrings are what is checked, and what API page and MCP clients show."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._desk = DeskPrograms(library)
        self.functions: Mapping[str, Callable[..., Any]] = {
            method.__name__: method
            for method in (self.ask, self.search, self.get_page, self.list_documents, self.gloss)
        } | dict(self._desk.functions)
        self.arguments: dict[str, Arguments] = {
            name: Arguments(function, without=GIVEN_BY_GRADIO) for name, function in self.functions.items()
        }

    def register(self) -> None:
        """Add the endpoints to the Gradio app that is being built."""
        for name, function in self.functions.items():
            # Past Gradio's queue, where the page's long work is: an answer waits for no turn there.
            api(_in_one_line(function), api_name=name, queue=False)

    def arguments_of(self, name: str) -> Arguments:
        """Return what an endpoint takes.

        Raises:
            CallError: there is none of this name.
        """
        if name not in self.arguments:
            raise CallError(
                Problem("", f"there is no {name[:40]!r} here; there are {', '.join(self.arguments)}"), status=404
            )
        return self.arguments[name]

    def check(self, name: str, arguments: Mapping[str, Any]) -> None:
        """Check what a type does not say, before a call is carried out: that what it names exists.

        Args:
            name: the endpoint's name.
            arguments: what `arguments_of` made of what was given.

        Raises:
            CallError: a question cannot be asked, or a document or page does not exist.
        """
        if name in self._desk.functions:
            self._desk.check(name, arguments)
        elif name == "ask":
            with self._library.checking(arguments["question"]):
                self._asking(**arguments)
        elif "question" in arguments:
            self._asking(**arguments)
        elif "document" in arguments and (kotae := self._library.kotae) is not None:
            _page(kotae, **arguments)

    def call(self, name: str, arguments: Mapping[str, Any], request: Request | None) -> Any:
        """Carry out a call of an MCP client: what is an account's own is that of the request's account."""
        own = {"by": gr.Request(request)} if name in self._desk.functions else {}
        return self.functions[name](**arguments, **own)

    def ask(
        self,
        question: Question,
        results: Count = 8,
        documents: Documents = None,
        language: LanguageFilter = "any",
        kinds: KindFilter = "all",
        strictness: Share = None,
        after: Before = None,
    ) -> ResultValue:
        """Answer a question from the indexed documents, with citations, or say that they do not hold the answer.

        Args:
            question: a question in Japanese or English.
            results: how many hits to return, 1 to 100.
            documents: the ids of the documents to search (see list_documents), or folders of the corpus, with a slash at the
                end ("reports/"); all where left out.
            language: search only what is in this language.
            kinds: search everything, passages only, or tables and their rows only.
            strictness: from 0 to 1; an answer less certain than this is reported as not found.
            after: the question before, in full; what a question that follows on it leaves out ("And in 2023?") is taken from
                there, and the result's question is the one that was asked in full.
        """
        with self._library.checking(question):
            asking = self._asking(question, results, documents, language, kinds, strictness, after)
        return cast(ResultValue, self._library.ask(asking).result.to_dict())

    def search(
        self,
        question: Question,
        results: Count = 8,
        documents: Documents = None,
        language: LanguageFilter = "any",
        kinds: KindFilter = "all",
    ) -> list[HitValue]:
        """Find the passages, tables and table rows that are closest to a question, best first, without an answer.

        Args:
            question: a question or some words in Japanese or English.
            results: how many hits to return, 1 to 100.
            documents: the ids of the documents to search (see list_documents), or folders of the corpus, with a slash at the
                end ("reports/"); all where left out.
            language: search only what is in this language.
            kinds: search everything, passages only, or tables and their rows only.
        """
        return cast(list[HitValue], self._library.search(self._asking(question, results, documents, language, kinds)))

    def get_page(self, document: Document, page: PageNumber = 1) -> PageValue:
        """Give the text of one page of a document, with the address of its picture.

        Args:
            document: the document's id, as hits and list_documents give it.
            page: the page, from 1; of a document without pages (HTML, Markdown, text), the section.
        """
        return _page(self._library.answering(), document, page)

    def list_documents(self) -> list[DocumentValue]:
        """List the documents that are indexed."""
        kotae = self._library.kotae
        return document_values(kotae) if kotae else []

    def gloss(self, text: Text, language: Reader, context: Text = "") -> list[GlossValue]:
        """Say what the words of a text are called in the other language, and its amounts and dates as a reader there writes them.

        Args:
            text: in Japanese for a reader of English, or the other way round.
            language: of the reader: ja or en.
            context: what stands around it, such as a caption or heading, by which a word of several meanings is chosen.
        """
        (found,) = self._library.answering().glossary.glosses([(text, context)], language)
        return [cast(GlossValue, asdict(one)) for one in found]

    def _asking(
        self,
        question: str,
        results: int,
        documents: list[str] | None,
        language: LanguageFilter,
        kinds: KindFilter,
        strictness: float | None = None,
        after: str | None = None,
    ) -> Asking:
        kotae = self._library.kotae
        if kotae is not None:
            grouped = folders(kotae.index.records.documents)
            for place, document in enumerate(documents or ()):
                if document not in grouped:
                    _known(kotae, document, f"documents.{place}")
            if after is not None and (
                followed := kotae.follow_up(checked_question(question), checked_question(after, "after"))
            ):
                if followed.missing:
                    raise CallError(Problem("question", unfollowed(followed.missing)))
                question = followed.question
        return Asking(checked_question(question), tuple(documents or ()), language, kinds, results, strictness)


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
            pages=record.pages if record.format in PICTURED else 0,
            passages=counts.get((number, "passage"), 0),
            rows=counts.get((number, "row"), 0),
            publisher=record.publisher,
            date=record.date,
            url=record.url,
            shortfalls=[cast(ShortfallValue, asdict(shortfall)) for shortfall in record.shortfalls],
        )
        for number, record in enumerate(records.documents)
    ]


def _known(kotae: Kotae, document: str, field: str) -> None:
    """Check that a document exists.

    Raises:
        CallError: it does not.
    """
    try:
        kotae.document(document)
    except CorpusError as error:
        shown = repr(document[:80])
        raise CallError(Problem(field, f"no document in the index has this id: {shown}; see list_documents")) from error


def _page(kotae: Kotae, document: str, page: int) -> PageValue:
    _known(kotae, document, "document")
    record = kotae.document(document)
    units = kotae.units(document)
    parts = sections(units) if record.format not in PICTURED else ()
    pages = record.pages if record.format in PICTURED else len(parts)
    if page > pages:
        raise CallError(Problem("page", f"there is no page {page} in {record.name}; it has {pages}"))
    image = None
    if record.format in PICTURED:
        shown = [
            unit
            for unit in units
            if unit.kind != "row" and page in {unit.page, *(box.page for box in (() if unit.attached else unit.boxes))}
        ]
        image = "kotae/page?" + urlencode({"id": document, "n": page, "v": version(record)})
    else:
        shown = [units[place] for place in parts[page - 1].units]
    text = "\n\n".join(unit.text for unit in shown)
    return PageValue(document=document, title=record.title, page=page, pages=pages, text=text, image=image)


def _in_one_line(function: Callable[P, R]) -> Callable[P, R]:
    """Return a function whose errors Gradio sends to the client as the line that they are, and does not print."""

    @wraps(function)
    def told(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except KotaeError as error:
            raise gr.Error(str(error), print_exception=False) from error

    return told
