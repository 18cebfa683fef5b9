"""What the page fetches and sends of the notebook and the history; without accounts each browser keeps its own."""

from collections.abc import Callable
from typing import Annotated, Any, Literal, TypeVar

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.concurrency import run_in_threadpool

from kotae.errors import KotaeError
from kotae_ui import history, notebook
from kotae_ui.accounts import account_of, check_account
from kotae_ui.calls import CallError, problems, read_object, refusal
from kotae_ui.desk_addresses import refused, shown_under
from kotae_ui.library import Library
from kotae_ui.notebook import ENTRIES, LONGEST_NOTE, Entry, plain_entries
from kotae_ui.notebook_files import MEDIA, Format, file_name, notebook_file
from kotae_ui.routes import FRESH

_M = TypeVar("_M", bound=BaseModel)


class _Sent(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")


class _Change(_Sent):
    """What is done to a notebook: a shown result is kept, an entry gets a note or another place, or is deleted."""

    do: Literal["keep", "note", "move", "delete"]
    shown: Annotated[str, Field(max_length=100)] = ""
    id: Annotated[str, Field(max_length=32)] = ""
    note: Annotated[str, Field(max_length=LONGEST_NOTE)] = ""
    place: Annotated[int, Field(ge=1, le=notebook.MOST)] = 1


class _Export(_Sent):
    """What is made a file: an account's notebook, or the entries that a browser keeps."""

    format: Format
    language: Literal["ja", "en"]
    entries: list[Any] | None = None


class _Asked(_Sent):
    """What is done to a history: a question is remembered, or one or all are forgotten."""

    do: Literal["remember", "forget"]
    question: str = ""
    link: str | None = None


class NotebookAddresses:
    """The addresses of the notebook and the history, below /kotae."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def router(self) -> APIRouter:
        """Return all of them."""
        router = APIRouter(prefix="/kotae")
        for path, answer, method in (
            ("/notebook", self.notebook, "GET"),
            ("/notebook", self.change, "POST"),
            ("/notebook/entry", self.entry, "GET"),
            ("/notebook/export", self.export, "POST"),
            ("/history", self.history, "GET"),
            ("/history", self.asked, "POST"),
        ):
            router.add_api_route(path, answer, methods=[method], response_model=None)
        return router

    def notebook(self, request: Request) -> Response:
        """Give the notebook of an account; where there are no accounts, only that the browser keeps it."""
        account = account_of(request)
        if not account:
            return JSONResponse({"kept": "browser", "entries": []}, headers=FRESH)
        return _answered(lambda: {"kept": "server", "entries": plain_entries(notebook.entries(account))})

    def entry(self, shown: str) -> Response:
        """Give a result that is shown as an entry, for a browser to keep."""
        return _answered(lambda: plain_entries((self._entry(shown),))[0])

    async def change(self, request: Request) -> Response:
        """Change the notebook of an account, and give it."""
        account = account_of(request)

        def changed(sent: _Change) -> Any:
            check_account(account)
            match sent.do:
                case "keep":
                    after = notebook.keep(account, self._entry(sent.shown))
                case "note":
                    after = notebook.note(account, sent.id, sent.note)
                case "move":
                    after = notebook.move(account, sent.id, sent.place)
                case "delete":
                    after = notebook.delete(account, sent.id)
            return {"kept": "server", "entries": plain_entries(after)}

        return await _sent(request, _Change, changed)

    async def export(self, request: Request) -> Response:
        """Give a notebook as a file."""
        account = account_of(request)

        def exported(sent: _Export) -> Response:
            entries = notebook.entries(account) if sent.entries is None else ENTRIES.validate_python(sent.entries)
            content = notebook_file(entries, sent.format, sent.language)
            headers = FRESH | {"Content-Disposition": f"attachment; filename*=UTF-8''{file_name(sent.format)}"}
            return Response(content, media_type=MEDIA[sent.format], headers=headers)

        return await _sent(request, _Export, exported)

    def history(self, request: Request, search: str = "") -> Response:
        """Give the questions that an account asked; where there are no accounts, only that the browser keeps them."""
        account = account_of(request)
        if not account:
            return JSONResponse({"kept": "browser", "asked": []}, headers=FRESH)
        return _answered(lambda: {"kept": "server", "asked": _asked(history.history(account, search))})

    async def asked(self, request: Request) -> Response:
        """Remember or forget questions of an account, and give those that are left."""
        account = account_of(request)

        def changed(sent: _Asked) -> Any:
            check_account(account)
            if sent.do == "remember":
                history.remember(account, sent.question, sent.link or "")
            else:
                history.forget(account, sent.link)
            return {"kept": "server", "asked": _asked(history.history(account))}

        return await _sent(request, _Asked, changed)

    def _entry(self, key: str) -> Entry:
        return notebook.entry_of(shown_under(self._library, key))


async def _sent(request: Request, form: type[_M], answer: Callable[[_M], Any]) -> Response:
    """Answer what the page sent, once it is what it must be."""
    try:
        read = form.model_validate(await read_object(request))
    except ValidationError as error:
        return refusal(CallError(*problems(error.errors())))
    except CallError as error:
        return refusal(error)
    return await run_in_threadpool(_answered, lambda: answer(read))


def _answered(answer: Callable[[], Any]) -> Response:
    try:
        found = answer()
    except ValidationError as error:
        return refusal(CallError(*problems(error.errors())))
    except KotaeError as error:
        return refused(error)
    return found if isinstance(found, Response) else JSONResponse(found, headers=FRESH)


def _asked(asked: tuple[history.Asked, ...]) -> list[dict[str, str]]:
    return [{"question": one.question, "link": one.link, "asked": one.asked} for one in asked]
