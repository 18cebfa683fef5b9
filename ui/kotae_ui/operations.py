"""What an operator's programs ask a running server: whether it can answer, and what it has counted."""

import datetime

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response

from kotae import Kotae
from kotae_ui.library import Library
from kotae_ui.metrics import MEDIA_TYPE, Metrics
from kotae_ui.routes import FRESH
from kotae_ui.strings import LANGUAGES, say

HEALTH = "/healthz"
"""Whether questions can be answered; who asks that needs no account."""


class Operations:
    """The addresses for operators; each method answers one.

    They are answered in the event loop, and never wait: all threads may be taken by questions that wait for their turn.
    """

    def __init__(self, library: Library, metrics: Metrics) -> None:
        self._library = library
        self._metrics = metrics

    def router(self) -> APIRouter:
        """Return all of them."""
        router = APIRouter()
        router.add_api_route(HEALTH, self.health, methods=["GET", "HEAD"], response_model=None)
        router.add_api_route("/metrics", self.metrics, methods=["GET"], response_model=None)
        return router

    async def health(self) -> Response:
        """Say which index answers and how old it is, or with status 503 why none does; nothing of documents or folders.

        An index that answers is "checking" until every byte of it was read.
        """
        self._library.follow()  # else a proxy that sends no questions before this is well would wait for ever
        kotae = self._library.kotae
        if kotae is None:
            reason = self._library.lack() or "index_opening"  # where it was opened between the two lines
            message = {language: say(language, f"health.{reason}") for language in LANGUAGES}
            told = {"status": "unavailable", "reason": reason, "message": message} | self._refused()
            return JSONResponse(told, 503, headers=FRESH)
        status = "ok" if self._library.is_examined else "checking"
        own = {"status": status, "index": kotae.index.folder.name}
        return JSONResponse(own | {"age_seconds": round(_age(kotae))} | self._refused(), headers=FRESH)

    def _refused(self) -> dict[str, str]:
        """Name the newest generation where it is refused."""
        refused = self._library.refused
        return {"refused": refused.folder.name} if refused else {}

    async def metrics(self) -> Response:
        """Give what was counted since the server started, as Prometheus reads it."""
        kotae = self._library.kotae
        text = self._metrics.text(kotae, _age(kotae) if kotae else 0.0)
        return Response(text, media_type=MEDIA_TYPE, headers=FRESH)


def _age(kotae: Kotae) -> float:
    """Return how many seconds ago an index was made."""
    made = datetime.datetime.fromisoformat(kotae.index.manifest.created)
    return max(0.0, (datetime.datetime.now(datetime.UTC) - made).total_seconds())
