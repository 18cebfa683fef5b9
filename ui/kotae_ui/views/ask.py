"""The tab where questions are asked: question, filters, answer and evidence on the left, the page on the right."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

import gradio as gr

from kotae.corpus import manifest
from kotae.errors import BrokenIndexError, KotaeError, QuestionError
from kotae.question.understand import MAX_CHARACTERS
from kotae.settings import Settings
from kotae.text.language import detect
from kotae_ui.asking import Asking, KindFilter, LanguageFilter, from_link
from kotae_ui.library import Library
from kotae_ui.pages import message_html, result_html, template

_log = logging.getLogger(__name__)
_MOST_RESULTS = 30


@dataclass(frozen=True, slots=True)
class AskTab:
    """What other tabs and the page's loading change: the choice of documents."""

    documents: gr.Dropdown


def ask_tab(blocks: gr.Blocks, library: Library, i18n: gr.I18n) -> AskTab:
    """Build the tab's content and tie it to the library."""
    settings = library.settings
    with gr.Row(elem_id="kt-columns"):
        with gr.Column(scale=6, min_width=320, elem_id="kt-left"):
            with gr.Row(elem_id="kt-question-row", equal_height=True):
                question = gr.Textbox(
                    label=i18n("ask.question"),
                    placeholder=i18n("ask.placeholder"),
                    max_length=MAX_CHARACTERS,
                    elem_id="kt-question",
                    scale=5,
                )
                button = gr.Button(i18n("ask.button"), variant="primary", elem_id="kt-ask", scale=1, min_width=110)
            gr.HTML(template("examples.html", examples=_examples(settings)), apply_default_css=False)
            filters = _filters(settings, i18n)
            result = gr.HTML(
                message_html("ask.empty", "empty"), elem_id="kt-result", apply_default_css=False, js_on_load=None
            )
        with gr.Column(scale=5, min_width=320, elem_id="kt-right"):
            gr.HTML(template("page.html"), apply_default_css=False, js_on_load=None)

    asked = [question, *filters]
    does = _Asked(library)
    gr.on(
        [question.submit, button.click],
        does.answer,
        asked,
        result,
        js="(...values) => { window.kotae?.asking(); return values; }",
        show_progress="hidden",
        queue=False,
        trigger_mode="always_last",  # a question that comes while another is being answered is not dropped
        api_visibility="private",
    )
    blocks.load(does.reopen, None, [*asked, result], show_progress="hidden", queue=False, api_visibility="private")
    return AskTab(filters[0])


class _Asked:
    """What happens in the tab."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def answer(
        self,
        text: str,
        documents: list[str],
        language: LanguageFilter,
        kinds: KindFilter,
        results: int,
        strictness: float,
    ) -> str:
        """Return the result of what the form asks; what is as in the settings is left out of its link."""
        settings = self._library.settings
        count = None if results == settings.results else int(results)
        limit = None if strictness == settings.strictness else float(strictness)
        return answered(self._library, Asking(text or "", tuple(documents or ()), language, kinds, count, limit))

    def reopen(self, request: gr.Request) -> list[object]:
        """Return what the form shows when a link is opened, with the result of what the link asks."""
        settings = self._library.settings
        choices = document_choices(self._library)
        asking = from_link(str(request.url.query))
        if asking is None:
            return [gr.skip(), gr.update(choices=choices), *[gr.skip()] * 5]
        known = {identity for _, identity in choices}
        return [
            asking.question,
            gr.update(choices=choices, value=[one for one in asking.documents if one in known]),
            asking.language,
            asking.kinds,
            settings.results if asking.results is None else asking.results,
            settings.strictness if asking.strictness is None else asking.strictness,
            answered(self._library, asking),
        ]


def _filters(settings: Settings, i18n: gr.I18n) -> tuple[gr.Dropdown, gr.Radio, gr.Radio, gr.Slider, gr.Slider]:
    with gr.Accordion(i18n("filter.title"), open=False, elem_id="kt-filters"):
        documents = gr.Dropdown(
            [],  # filled when the page is loaded
            multiselect=True,
            label=i18n("filter.documents"),
            info=i18n("filter.documents.info"),
            elem_id="kt-filter-documents",
        )
        with gr.Row():
            language = gr.Radio(
                [(i18n(f"filter.language.{name}"), name) for name in ("any", "ja", "en")],
                value="any",
                label=i18n("filter.language"),
                elem_id="kt-filter-language",
            )
            kinds = gr.Radio(
                [(i18n(f"filter.kinds.{name}"), name) for name in ("all", "passages", "tables")],
                value="all",
                label=i18n("filter.kinds"),
                elem_id="kt-filter-kinds",
            )
        with gr.Row():
            most = max(_MOST_RESULTS, settings.results)
            results = gr.Slider(1, most, settings.results, step=1, label=i18n("filter.results"))
            strictness = gr.Slider(
                0,
                1,
                settings.strictness,
                step=0.05,
                label=i18n("filter.strictness"),
                info=i18n("filter.strictness.info"),
            )
    return documents, language, kinds, results, strictness


def answered(library: Library, asking: Asking) -> str:
    """Return the result of a question as HTML, or the line that says why there is none."""
    try:
        return result_html(library.ask(asking))
    except QuestionError:
        if len(asking.question) <= MAX_CHARACTERS:
            return message_html("error.empty", "error")
        return message_html("error.long", "error", most=f"{MAX_CHARACTERS:,}")
    except BrokenIndexError as error:
        if library.kotae is None:
            return message_html("error.no_index", "error")
        return message_html("error.other", "error", reason=error)
    except KotaeError as error:
        _log.warning("%r could not be answered: %s", asking.question, error)
        return message_html("error.other", "error", reason=error)


def document_choices(library: Library) -> Sequence[tuple[str, str]]:
    """Return the documents that a question can be limited to: title and id."""
    if library.kotae is None:
        return []
    return [(record.title, record.id) for record in library.kotae.index.records.documents]


def _examples(settings: Settings) -> list[dict[str, str]]:
    """Return the questions that the corpus suggests, each with its language."""
    try:
        listed = manifest.read(settings.corpus).examples
    except KotaeError as error:
        _log.warning("No example questions: %s", error)
        return []
    return [{"text": text, "language": detect(text)} for text in listed]
