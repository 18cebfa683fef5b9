"""The Gradio app: header, tabs, endpoints for programs, mounted with our own addresses on one FastAPI application."""

import asyncio
import logging
import os

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")  # before Gradio is imported: it reads this once

from typing import Any

import gradio as gr
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp

from kotae.documents.drawing import PageDrawer
from kotae.errors import KotaeError
from kotae_ui.api import Calls
from kotae_ui.calls import CallError, problems, refusal
from kotae_ui.desk_addresses import DeskAddresses
from kotae_ui.evaluating import Evaluator
from kotae_ui.incoming import Incoming
from kotae_ui.indexing import Indexer
from kotae_ui.library import Library
from kotae_ui.metrics import Metrics
from kotae_ui.notebook import LONGEST_NOTE
from kotae_ui.notebook_addresses import NotebookAddresses
from kotae_ui.operations import Operations
from kotae_ui.page_words import PageWords
from kotae_ui.pages import template
from kotae_ui.passing import fault
from kotae_ui.programs import Programs
from kotae_ui.reading import Reading
from kotae_ui.routes import Addresses, static_files, upload_address
from kotae_ui.run_addresses import run_addresses
from kotae_ui.strings import LANGUAGES, say, strings
from kotae_ui.theme import theme
from kotae_ui.tools import Tools
from kotae_ui.views.ask import ask_tab
from kotae_ui.views.documents import documents_tab
from kotae_ui.views.evaluate import evaluate_tab

_log = logging.getLogger(__name__)

# Of so many sessions Gradio remembers what their page shows, 150 kB each, for as long as the server runs; of the one used
# longest ago it forgets it. A page that is forgotten has to be loaded again before it is limited to documents.
_SESSIONS = 300


def application(
    library: Library,
    indexer: Indexer,
    evaluator: Evaluator,
    drawer: PageDrawer,
    words: PageWords,
    incoming: Incoming,
    root_path: str = "",
    metrics: Metrics | None = None,
) -> ASGIApp:
    """Return the whole application: the page, its addresses, the HTTP API and the MCP server.

    Args:
        library: the open index.
        indexer: what brings it up to date.
        evaluator: what runs question sets against it.
        drawer: what draws its pages.
        words: what reads the words of its pages.
        incoming: where files wait that clients sent.
        root_path: the path below which a proxy shows it ("/kotae"), if any.
        metrics: what was counted of questions; where None, nothing has been.
    """
    programs = Programs(library)
    tools = Tools(programs)
    blocks = _blocks(library, programs, indexer, evaluator, incoming)
    blocks.state_session_capacity = _SESSIONS
    blocks.mcp_server = True  # ours: the page shows its address
    misread: Any = {RequestValidationError: _misread}
    app = FastAPI(
        title="Kotae",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        exception_handlers=misread,
        lifespan=tools.running,
    )
    app.include_router(Operations(library, metrics or Metrics()).router())
    app.include_router(Addresses(library, drawer).router())
    app.include_router(Reading(library, words).router())
    app.include_router(DeskAddresses(library).router())
    app.include_router(NotebookAddresses(library).router())
    app.include_router(upload_address(incoming))
    app.include_router(run_addresses())
    app.router.routes.extend(tools.routes())
    app.mount("/kotae/static", static_files())
    blocks.has_launched = True  # Gradio looks where a file lies only once this is set, and mounting does not set it
    gr.mount_gradio_app(
        app,
        blocks,
        path="",
        root_path=root_path or None,
        mcp_server=False,  # it returns a Python literal, and nothing structured
        app_kwargs={"exception_handlers": misread},
        i18n=_i18n(),
        theme=theme(),
        footer_links=["api"],
        run_history=False,
        show_error=True,
        ssr_mode=False,
    )
    return Calls(app, blocks, programs)


class _Blocks(gr.Blocks):
    """A Gradio app in which what goes wrong is a line in the page and in the log, not a traceback."""

    async def process_api(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Do what was asked for."""
        try:
            return await super().process_api(*args, **kwargs)
        except gr.Error as error:
            # It says to the client what the client did, or what keeps Kotae from answering (no index).
            error.print_exception = False
            error.duration = None  # it stays until it is read
            cause = error.__cause__
            fault.set(503 if isinstance(cause, KotaeError) and not isinstance(cause, CallError) else 422)
            raise
        except asyncio.CancelledError as error:
            raise gr.Error(_both("error.ending"), duration=None, print_exception=False) from error
        except Exception as error:
            line = " ".join(f"{type(error).__name__}: {error}".split())[:300]
            _log.error("The interface failed: %s", line, exc_info=_log.isEnabledFor(logging.DEBUG))
            raise gr.Error(_both("error.inside"), duration=None, print_exception=False) from error


def _both(key: str) -> str:
    """Return a text in both languages, for a message that cannot know which one the page is in."""
    return " / ".join(say(language, key) for language in LANGUAGES)


async def _misread(request: Request, error: RequestValidationError) -> Response:
    """Answer a request whose address or body is not what it must be."""
    # The first part of a place says where it is ("query"), the others which field it is.
    return refusal(CallError(*problems([one | {"loc": one["loc"][1:]} for one in error.errors()])))


def _i18n() -> gr.I18n:
    return gr.I18n(**{language: strings(language) for language in LANGUAGES})


def _blocks(
    library: Library, programs: Programs, indexer: Indexer, evaluator: Evaluator, incoming: Incoming
) -> gr.Blocks:
    i18n = _i18n()
    blocks = _Blocks(title="Kotae 答え", analytics_enabled=False, fill_width=True)
    with blocks:
        programs.register()  # first: what is called alike later gets another name
        gr.HTML(template("header.html"), apply_default_css=False, js_on_load=None)
        with gr.Tabs(elem_id="kt-tabs"):
            with gr.Tab(i18n("tab.ask"), id="ask"):
                ask = ask_tab(blocks, library, i18n)
            with gr.Tab(i18n("tab.notebook"), id="notebook", elem_id="kt-notebook-tab"):
                gr.HTML(template("notebook.html", longest=LONGEST_NOTE), apply_default_css=False, js_on_load=None)
            with gr.Tab(i18n("tab.documents"), id="documents") as tab:
                documents_tab(tab, ask, library, indexer, incoming, i18n)
            with gr.Tab(i18n("tab.evaluate"), id="evaluate") as tab:
                evaluate_tab(tab, library, evaluator, incoming, i18n)
    return blocks
