"""What the page fetches and sends for the reader at hand: glosses of a result, what was said of an answer."""

from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.concurrency import run_in_threadpool

from kotae import Kotae
from kotae.answers.model import Result
from kotae.errors import CorpusError, KotaeError
from kotae.messages import explained
from kotae_ui import judging
from kotae_ui.accounts import account_of
from kotae_ui.calls import CallError, Problem, problems, read_object, refusal
from kotae_ui.glossing import result_glosses
from kotae_ui.judging import Stands, Verdict, verdict_on
from kotae_ui.library import Library, Shown
from kotae_ui.routes import FRESH
from kotae_ui.viewed import viewed

_GONE = "This result is no longer kept. Ask the question again."


class _Said(BaseModel):
    """What the page sends of an answer: by which key it was shown, what is said of it, and where it stands instead."""

    model_config = ConfigDict(strict=True, extra="forbid")

    shown: Annotated[str, Field(max_length=100)]
    verdict: Verdict | None = None
    document: Annotated[str | None, Field(max_length=1000)] = None
    page: Annotated[int, Field(ge=1, lt=2**31)] = 1


class DeskAddresses:
    """The addresses of what is a reader's own, below /kotae."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def router(self) -> APIRouter:
        """Return all of them."""
        router = APIRouter(prefix="/kotae")
        router.add_api_route("/judged", self.judged, methods=["GET"], response_model=None)
        router.add_api_route("/glosses", self.glosses, methods=["GET"], response_model=None)
        router.add_api_route("/judge", self.judge, methods=["POST"], response_model=None)
        return router

    def judged(self, request: Request, shown: str) -> Response:
        """Say what was said before of the question of a result that is shown."""
        try:
            said = verdict_on(account_of(request), self._result(shown))
        except KotaeError as error:
            return refused(error)
        return JSONResponse({"verdict": said}, headers=FRESH)

    def glosses(self, shown: str) -> Response:
        """Give the glosses of a result that is shown, for who asked."""
        try:
            result, kotae = self._result(shown), self._library.kotae
            return JSONResponse(result_glosses(kotae, result) if kotae else {}, headers=FRESH)
        except KotaeError as error:
            return refused(error)

    async def judge(self, request: Request) -> Response:
        """Keep what a reader says of an answer."""
        try:
            said = _Said.model_validate(await read_object(request))
            return await run_in_threadpool(self._judge, account_of(request), said)
        except ValidationError as error:
            return refusal(CallError(*problems(error.errors())))
        except KotaeError as error:
            return refused(error)

    def _judge(self, account: str, said: _Said) -> Response:
        stands = None
        if said.document is not None and (kotae := self._library.kotae) is not None:
            stands = standing(kotae, said.document, said.page)
        collected = judging.judge(account, self._result(said.shown), said.verdict, stands)
        told: dict[str, Any] = {"verdict": said.verdict, "set": collected.called, "count": collected.count}
        return JSONResponse(told, headers=FRESH)

    def _result(self, key: str) -> Result:
        return shown_under(self._library, key).result


def shown_under(library: Library, key: str) -> Shown:
    """Return a result that is shown, by its key.

    Raises:
        CallError: it was shown too long ago.
    """
    shown = library.shown(key)
    if shown is None:
        raise CallError(Problem("", _GONE), status=404)
    return shown


def standing(kotae: Kotae, document: str, page: int) -> Stands:
    """Return where a reader says that an answer stands.

    Raises:
        CallError: there is no such document, or it has no such page.
    """
    try:
        shown = viewed(kotae, document)
    except CorpusError as error:
        raise CallError(Problem("document", f"no document in the index has this id: {document[:80]!r}")) from error
    if shown.is_pictured and page > shown.pages(kotae):
        name = shown.file or shown.record.name
        raise CallError(Problem("page", f"there is no page {page} in {name}; it has {shown.pages(kotae)}"))
    return Stands(shown.record, 1 if shown.file else page)


def refused(error: KotaeError) -> Response:
    """Answer a call that cannot be carried out: the reason in English for programs, in both languages for the page."""
    response = refusal(error) if isinstance(error, CallError) else JSONResponse({"error": str(error)}, 409)
    told = {language: explained(error, language) for language in ("ja", "en")}
    body = {"error": str(error), "told": told}
    return JSONResponse(body, response.status_code, headers=FRESH)
