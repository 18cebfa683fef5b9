"""The Gradio app: header, tabs, endpoints for programs, mounted with our own addresses on one FastAPI application."""

import os

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")  # before Gradio is imported: it reads this once

import gradio as gr
from fastapi import FastAPI

from kotae.documents.pdf.drawing import PageDrawer
from kotae_ui.evaluating import Evaluator
from kotae_ui.incoming import Incoming
from kotae_ui.indexing import Indexer
from kotae_ui.library import Library
from kotae_ui.pages import template
from kotae_ui.programs import Programs
from kotae_ui.routes import Addresses, static_files, upload_address
from kotae_ui.run_addresses import run_addresses
from kotae_ui.strings import LANGUAGES, strings
from kotae_ui.theme import theme
from kotae_ui.views.ask import ask_tab
from kotae_ui.views.documents import documents_tab
from kotae_ui.views.evaluate import evaluate_tab


def application(
    library: Library,
    indexer: Indexer,
    evaluator: Evaluator,
    drawer: PageDrawer,
    incoming: Incoming,
    root_path: str = "",
) -> FastAPI:
    """Return the whole application: the page, its addresses, the HTTP API and the MCP server.

    Args:
        library: the open index.
        indexer: what brings it up to date.
        evaluator: what runs question sets against it.
        drawer: what draws its pages.
        incoming: where files wait that clients sent.
        root_path: the path below which a proxy shows it ("/kotae"), if any.
    """
    app = FastAPI(title="Kotae", docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(Addresses(library, drawer).router())
    app.include_router(upload_address(incoming))
    app.include_router(run_addresses())
    app.mount("/kotae/static", static_files())
    blocks = _blocks(library, indexer, evaluator, incoming)
    blocks.has_launched = True  # Gradio looks where a file lies only once this is set, and mounting does not set it
    gr.mount_gradio_app(
        app,
        blocks,
        path="",
        root_path=root_path or None,
        mcp_server=True,
        i18n=_i18n(),
        theme=theme(),
        footer_links=["api"],
        run_history=False,
        show_error=True,
        ssr_mode=False,
    )
    return app


def _i18n() -> gr.I18n:
    return gr.I18n(**{language: strings(language) for language in LANGUAGES})


def _blocks(library: Library, indexer: Indexer, evaluator: Evaluator, incoming: Incoming) -> gr.Blocks:
    i18n = _i18n()
    blocks = gr.Blocks(title="Kotae 答え", analytics_enabled=False, fill_width=True)
    with blocks:
        Programs(library).register()  # first: what is called alike later gets another name
        gr.HTML(template("header.html"), apply_default_css=False, js_on_load=None)
        with gr.Tabs(elem_id="kt-tabs"):
            with gr.Tab(i18n("tab.ask"), id="ask"):
                ask = ask_tab(blocks, library, i18n)
            with gr.Tab(i18n("tab.documents"), id="documents") as tab:
                documents_tab(tab, ask, library, indexer, incoming, i18n)
            with gr.Tab(i18n("tab.evaluate"), id="evaluate") as tab:
                evaluate_tab(tab, library, evaluator, incoming, i18n)
    return blocks
