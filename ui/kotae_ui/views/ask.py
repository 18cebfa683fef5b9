"""The tab where questions are asked: question, filters, answer and evidence on the left, the page on the right."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import gradio as gr
from gradio.components import Component

from kotae.corpus import manifest
from kotae.errors import BrokenIndexError, KotaeError, QuestionError
from kotae.question.follow_up import FollowUp
from kotae.question.understand import MAX_CHARACTERS
from kotae.settings import Settings
from kotae.text.language import detect
from kotae_ui.asking import Asking, KindFilter, LanguageFilter, folders, from_link
from kotae_ui.library import Library
from kotae_ui.pages import active_html, meant_html, message_html, result_html, template

_log = logging.getLogger(__name__)
_MOST_RESULTS = 30
_SLIDER = 260  # pixels: with less its explanation is a column of single words
# In the page: a filter is taken away; a question is asked, or the one that is shown is asked again; what was typed before
# the page was loaded anew is typed on.
_UNFILTER = """
element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-unfilter]');
  if (button) trigger('click', {filter: button.dataset.unfilter});
});
"""
_ASKING = "(...values) => [...values.slice(0, -1), window.kotae?.asking() ?? '']"
_REFINING = "(question, ...filters) => [window.kotae?.refining() ?? '', ...filters]"
_DRAFT = """() => {
  try {
    const draft = sessionStorage.getItem('kotae.draft') ?? '';
    sessionStorage.removeItem('kotae.draft');
    return [draft];
  } catch { return ['']; }
}"""


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
                # No limit of length: what is cut off without a word is not what was asked.
                question = gr.Textbox(
                    label=i18n("ask.question"), placeholder=i18n("ask.placeholder"), elem_id="kt-question", scale=5
                )
                button = gr.Button(i18n("ask.button"), variant="primary", elem_id="kt-ask", scale=1, min_width=110)
            gr.HTML(template("examples.html", examples=_examples(settings)), apply_default_css=False)
            filters = _filters(settings, i18n)
            active = gr.HTML("", elem_id="kt-active", apply_default_css=False, js_on_load=_UNFILTER)
            result = gr.HTML(
                message_html("ask.empty", "empty"), elem_id="kt-result", apply_default_css=False, js_on_load=_UNFILTER
            )
        with gr.Column(scale=5, min_width=320, elem_id="kt-right"):
            gr.HTML(template("page.html"), apply_default_css=False, js_on_load=None)

    before = gr.Textbox("", visible=False)  # the page fills it in: the question that is shown
    form: list[Component] = [question, *filters]
    does = _Asked(library)
    # Gradio counts a running time for each component that changes, at every frame, even where it is not shown.
    unseen: dict[str, Any] = {"show_progress": "hidden", "show_progress_on": before}
    quiet: dict[str, Any] = unseen | {"queue": False, "api_visibility": "private"}
    # A question that comes while another is being answered is not dropped.
    last: dict[str, Any] = quiet | {"trigger_mode": "always_last"}
    asks = [question.submit, button.click]
    gr.on(asks, does.answer, [*form, before], [question, active, result], js=_ASKING, **last)
    chosen = [filters[0].input, filters[1].input, filters[2].input, filters[3].input, filters[4].input]
    gr.on(chosen, does.refine, form, [active, result], js=_REFINING, **last)
    for shown in (active, result):
        shown.click(does.unfilter, form, [*filters, active, result], js=_REFINING, **last)
    filters[0].focus(does.offer, None, filters[0], **quiet)
    blocks.load(does.reopen, question, [*form, active, result], js=_DRAFT, **quiet)
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
        before: str,
    ) -> tuple[Any, str, str]:
        """Return the question in full, the filters that are on, and the result of what the form asks.

        What a question that follows on the one before leaves out is carried over; the form then holds it in full, to be
        changed, and the result says so.
        """
        asking = self._asking(text, documents, language, kinds, results, strictness)
        followed = self._followed(asking.question, before)
        if followed is None:
            return gr.skip(), self._active(asking), answered(self._library, asking)
        if followed.missing:
            return gr.skip(), self._active(asking), message_html(f"follow_up.{followed.missing}", "error")
        full = replace(asking, question=followed.question)
        note = template("followed.html", followed=followed, typed=asking.question, link=asking.link())
        return followed.question, self._active(full), note + answered(self._library, full)

    def _followed(self, text: str, before: str) -> FollowUp | None:
        """Return what a question asks that follows on the one that is shown; without one, each is asked as it is."""
        kotae = self._library.kotae
        if kotae is None or not before or before == text:
            return None
        try:
            return kotae.follow_up(text, before)
        except QuestionError:
            return None  # it is refused where it is asked

    def refine(
        self,
        shown: str,
        documents: list[str],
        language: LanguageFilter,
        kinds: KindFilter,
        results: int,
        strictness: float,
    ) -> tuple[str, Any]:
        """Return the filters that are on, and the result of the question that is shown, if one is, asked with them."""
        asking = self._asking(shown, documents, language, kinds, results, strictness)
        return self._active(asking), answered(self._library, asking) if shown else gr.skip()

    def unfilter(
        self,
        shown: str,
        documents: list[str],
        language: LanguageFilter,
        kinds: KindFilter,
        results: int,
        strictness: float,
        event: gr.EventData,
    ) -> list[object]:
        """Take a filter away, or all, and ask the question that is shown again."""
        name = str(event._data.get("filter")) if isinstance(event._data, dict) else ""
        asking = self._asking(shown, documents, language, kinds, results, strictness).without(name)
        result = answered(self._library, asking) if shown else gr.skip()
        return [*self._filled(asking), self._active(asking), result]

    def offer(self) -> dict[str, Any]:
        """Return the documents that there are now: the page may have been open since before some of them came."""
        self._library.refresh()
        return gr.update(choices=document_choices(self._library))

    def reopen(self, draft: str, request: gr.Request) -> list[object]:
        """Return what the form shows when the page is opened, with the result of what its link asks.

        Args:
            draft: what was typed before the page was loaded anew, to be typed on.
            request: of the page.
        """
        choices = document_choices(self._library)
        asking = from_link(str(request.url.query))
        if asking is None:
            return [draft or gr.skip(), gr.update(choices=choices), *[gr.skip()] * 6]
        known = {identity for _, identity in choices}
        asking = replace(asking, documents=tuple(one for one in asking.documents if one in known))
        documents, *others = self._filled(asking)
        documents = gr.update(choices=choices, value=list(asking.documents))
        return [draft or asking.question, documents, *others, self._active(asking), answered(self._library, asking)]

    def _asking(
        self,
        text: str,
        documents: list[str],
        language: LanguageFilter,
        kinds: KindFilter,
        results: int,
        strictness: float,
    ) -> Asking:
        """Return what the form asks; what is as in the settings is left out of it."""
        settings = self._library.settings
        count = None if results == settings.results else int(results)
        limit = None if strictness == settings.strictness else float(strictness)
        return Asking(text or "", tuple(documents or ()), language, kinds, count, limit)

    def _filled(self, asking: Asking) -> list[object]:
        """Return what the filters' components show for a question."""
        settings = self._library.settings
        results = settings.results if asking.results is None else asking.results
        strictness = settings.strictness if asking.strictness is None else asking.strictness
        return [list(asking.documents), asking.language, asking.kinds, results, strictness]

    def _active(self, asking: Asking) -> str:
        return active_html(asking, {identity: title for title, identity in document_choices(self._library)})


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
            results = gr.Slider(1, most, settings.results, step=1, label=i18n("filter.results"), min_width=_SLIDER)
            strictness = gr.Slider(
                0,
                1,
                settings.strictness,
                step=0.05,
                label=i18n("filter.strictness"),
                info=i18n("filter.strictness.info"),
                min_width=_SLIDER,
            )
    return documents, language, kinds, results, strictness


def answered(library: Library, asking: Asking) -> str:
    """Return the result of a question as HTML, or the line that says why there is none."""
    try:
        outcome = library.ask(asking)
        return meant_html(outcome) + result_html(outcome)
    except QuestionError:
        if len(asking.question) <= MAX_CHARACTERS:
            return message_html("error.empty", "error")
        return message_html("error.long", "error", most=f"{MAX_CHARACTERS:,}")
    except BrokenIndexError as error:
        if library.lack() == "index_missing":
            return message_html("error.no_index", "error")
        return message_html("error.other", "error", reason=error)
    except KotaeError as error:
        _log.warning("A question could not be answered: %s", error)
        return message_html("error.other", "error", reason=error)


def document_choices(library: Library) -> Sequence[tuple[str, str]]:
    """Return what a question can be limited to: the folders of the corpus, then the documents by title and id."""
    kotae = library.kotae
    if kotae is None:
        return []
    records = kotae.index.records.documents
    grouped = [(f"{folder} ({count})", folder) for folder, count in folders(records).items()]
    return [*grouped, *((record.title, record.id) for record in records)]


def _examples(settings: Settings) -> list[dict[str, str]]:
    """Return the questions that the corpus suggests, each with its language."""
    try:
        listed = manifest.read(settings.corpus).examples
    except KotaeError as error:
        _log.warning("No example questions: %s", error)
        return []
    return [{"text": text, "language": detect(text)} for text in listed]
