"""The tab of the documents: what is indexed, uploads, removals, indexing with its progress."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr
from gradio.components import Component
from markupsafe import Markup

from kotae.corpus import uploads
from kotae.corpus.editing import describe
from kotae.documents.file_kinds import SUFFIXES
from kotae.errors import KotaeError
from kotae.index.update import is_stale
from kotae.settings import Settings
from kotae_ui.fetching import Coming, bring, sources
from kotae_ui.incoming import Arrival, Incoming, arrivals
from kotae_ui.indexing import Indexer
from kotae_ui.library import Library
from kotae_ui.pages import message_html, shortfalls_html, template
from kotae_ui.programs import document_values
from kotae_ui.views.ask import AskTab, document_choices
from kotae_ui.views.upload import not_received_html, upload_button

# In the page: a document is taken out or put back, described anew, or the run that goes on is cancelled.
_ACT = """
element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-remove], [data-restore], [data-cancel], [data-describe]');
  if (!button) return;
  const data = button.dataset;
  if ('cancel' in data) trigger('click', {cancel: true});
  else if (data.restore) trigger('click', {restore: data.restore});
  else if (data.describe) trigger('click', {describe: window.kotae.described(button)});
  else if (window.kotae.confirmRemoval(data.title)) trigger('click', {remove: data.remove});
});
"""
_MOST_REMOVED = 100  # of the files that were taken out, those that are shown
_FETCH = """
element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-fetch]');
  if (button) trigger('click', {id: button.dataset.fetch});
});
"""
_STATES = {"fetched": "done", "unchanged": "quiet", "kept_aside": "error", "refused": "error"}
Shown = tuple[str, str, str, dict[str, Any]]


def documents_tab(
    tab: gr.Tab, ask: AskTab, library: Library, indexer: Indexer, incoming: Incoming, i18n: gr.I18n
) -> None:
    """Build the tab's content and tie it to the library and the indexer."""
    with gr.Row(elem_id="kt-documents-bar"):
        upload = upload_button("documents.upload", SUFFIXES, library.settings.upload_mb, "kt-upload", several=True)
        update = gr.Button(i18n("documents.update"), elem_id="kt-update", scale=0, min_width=180)
        rebuild = gr.Button(i18n("documents.rebuild"), elem_id="kt-rebuild", scale=0, min_width=180)
    limit = message_html("documents.upload.info", "quiet", limit=library.settings.upload_mb)
    gr.HTML(limit + template("editing.html"), apply_default_css=False)
    progress = gr.HTML("", elem_id="kt-progress", apply_default_css=False, js_on_load=_ACT)
    # Filled when the tab is opened: what is built now would be shown to all who ever come.
    listed = gr.HTML("", elem_id="kt-documents", apply_default_css=False, js_on_load=_ACT)
    cited = gr.HTML("", elem_id="kt-sources", apply_default_css=False, js_on_load=_FETCH)
    does = _Documents(library, indexer, incoming)
    for happens, handler in (
        (upload.upload, does.add),
        (listed.click, does.act),
        (progress.click, does.act),
        (cited.click, does.fetch),
        (update.click, does.update),
        (rebuild.click, does.read_again),
        (tab.select, does.follow),
    ):
        # No limit: nothing here waits for another session's upload, and no answer waits for any of this. Several at once:
        # what is clicked while an earlier request is still being told of is done too, not dropped.
        inputs: list[Component] = [ask.documents]
        outputs = [progress, listed, cited, ask.documents]
        happens(
            handler,
            inputs,
            outputs,
            show_progress="hidden",
            concurrency_limit=None,
            api_visibility="private",
            trigger_mode="multiple",
        )


class _Documents:
    """What happens in the tab; every method yields what is shown until what was asked for is done.

    They are told which documents questions are limited to: of these, those that are gone are then no longer chosen.
    """

    def __init__(self, library: Library, indexer: Indexer, incoming: Incoming) -> None:
        self._library = library
        self._indexer = indexer
        self._incoming = incoming

    def add(self, chosen: list[str], event: gr.EventData) -> Iterator[Shown]:
        """Keep the files that a page sent in the corpus and index them."""
        taken = [_taken(self._library.settings, self._incoming, arrival) for arrival in arrivals(event._data)]
        new = [one for one in taken if one.new]
        if new:
            self._indexer.request()
        yield from self._shown([one.message for one in taken if not one.new], chosen, new)

    def act(self, chosen: list[str], event: gr.EventData) -> Iterator[Shown]:
        """Do what was clicked in the list or beside the run: cancel, take a document out, put it back, describe it anew."""
        given: dict[str, Any] = event._data if isinstance(event._data, dict) else {}
        if given.get("cancel"):
            self._indexer.cancel()
            yield from self._shown([], chosen)
            return
        try:
            message = self._changed(given)
        except KotaeError as error:
            yield from self._shown([message_html("documents.refused", "error", reason=error)], chosen)
            return
        self._indexer.request()
        yield from self._shown([message], chosen)

    def _changed(self, given: dict[str, Any]) -> str:
        """Change the corpus as was asked for, and return what is said of that.

        Raises:
            KotaeError: it cannot be done.
        """
        corpus = self._library.settings.corpus
        if "restore" in given:
            return message_html("documents.restored", "done", name=uploads.put_back(corpus, str(given["restore"])))
        if isinstance(given.get("describe"), dict):
            told = {name: str(given["describe"].get(name, "")) for name in ("id", "title", "date", "publisher")}
            kotae = self._library.kotae
            known = kotae.document(told["id"]) if kotae else None
            file = known.name if known else ""
            describe(corpus, told["id"], file, title=told["title"], date=told["date"], publisher=told["publisher"])
            return message_html("documents.described", "done", title=told["title"])
        name = str(given.get("remove"))
        return template("removed.html", file=name, path=uploads.remove(corpus, name))

    def fetch(self, chosen: list[str], event: gr.EventData) -> Iterator[Shown]:
        """Bring a cited source and index it; only ids of the manifest are heeded, no addresses."""
        name = str(event._data.get("id")) if isinstance(event._data, dict) else ""
        messages: list[str] = []
        settings = self._library.settings
        try:
            for step in bring(settings, [name], self._indexer.request):
                if isinstance(step, Coming):
                    shown = template("coming.html", coming=step, messages=[])
                    yield shown, gr.skip(), template("sources.html", sources=sources(settings), coming=True), gr.skip()
                else:
                    key = f"sources.came.{step.state}"
                    messages.append(message_html(key, _STATES[step.state], id=step.id, reason=step.words))
        except KotaeError as error:
            messages.append(message_html("documents.refused", "error", reason=error))
        yield from self._shown(messages, chosen)

    def update(self, chosen: list[str]) -> Iterator[Shown]:
        """Index what is new or changed."""
        self._indexer.request()
        yield from self._shown([], chosen)

    def read_again(self, chosen: list[str]) -> Iterator[Shown]:
        """Index everything anew."""
        self._indexer.request(rebuild=True)
        yield from self._shown([], chosen)

    def follow(self, chosen: list[str]) -> Iterator[Shown]:
        """Show what is indexed, and a run that goes on, whoever began it."""
        self._library.refresh()
        yield from self._shown([], chosen)

    def _shown(self, messages: Sequence[str], chosen: list[str], new: Sequence["Taken"] = ()) -> Iterator[Shown]:
        """Show a run as it goes on, then the list, and what became of the files that it was to read."""
        said = [Markup(message) for message in messages]  # our own templates made them
        waiting = [Markup(one.message) for one in new]
        failed, cancelled, before = "", False, True
        for now in self._indexer.follow():
            failed, cancelled = now.error, now.cancelled
            listed = documents_html(self._library, running=True) if before and now.running else gr.skip()
            before = before and not now.running
            shown = template("progress.html", progress=now, messages=[*said, *waiting])
            yield shown, listed, gr.skip(), gr.skip()
        if cancelled:
            said += [*waiting, Markup(message_html("documents.cancelled", "done"))]
        elif failed:
            said += [*waiting, Markup(message_html("documents.failed", "error", reason=failed))]
        else:
            kotae = self._library.kotae
            problems = kotae.index.manifest.problems if kotae else ()
            said += [Markup(_read_html(one, problems)) for one in new]
        done = template("progress.html", progress=self._indexer.progress, messages=said)
        choices = document_choices(self._library)
        left = [identity for _, identity in choices if identity in (chosen or [])]
        listing = template("sources.html", sources=sources(self._library.settings), coming=False)
        yield done, documents_html(self._library), listing, gr.update(choices=choices, value=left)


def documents_html(library: Library, *, running: bool = False) -> str:
    """Return the list of what is indexed, with the problems that were met.

    Args:
        library: the open index.
        running: whether another index is being made meanwhile.
    """
    kotae = library.kotae
    settings = library.settings
    values = document_values(kotae) if kotae else []
    problems = kotae.index.manifest.problems if kotae else ()
    names = uploads.removable(settings.corpus)
    removed = uploads.taken_out(settings.corpus)[:_MOST_REMOVED]
    return template(
        "documents.html",
        documents=values,
        shortfalls={record.id: shortfalls_html(record.shortfalls) for record in kotae.index.records.documents}
        if kotae
        else {},
        problems=[{"line": line, "file": _file_of(line, names)} for line in problems],
        removed=[{"path": path, "name": path.removeprefix(f"{uploads.REMOVED}/")} for path in removed],
        made=_minute(kotae.index.manifest.created) if kotae else "",
        state="running" if running else "stale" if kotae and _stale(settings) else "current",
    )


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that a page sent: its name, where it lies in the corpus (nowhere where it was refused), what to say of it.

    `new` tells that the corpus has it only now, so that it is still to be read.
    """

    name: str
    path: str
    message: str
    new: bool = False


def _taken(settings: Settings, incoming: Incoming, arrival: Arrival) -> Taken:
    """Keep a file in the corpus, unless it is refused or there already."""
    with incoming.take(arrival.token) as received:
        if received is None:
            return Taken(arrival.name, "", not_received_html(arrival, settings))
        before = frozenset(uploads.removable(settings.corpus))
        try:
            path = uploads.keep(settings.corpus, received.path, received.name)
        except KotaeError as error:
            return Taken(received.name, "", message_html("documents.refused", "error", reason=error))
    if path in before:
        return Taken(received.name, path, message_html("documents.already", "quiet", name=received.name, path=path))
    return Taken(received.name, path, message_html("documents.came", "quiet", name=received.name), new=True)


def _read_html(taken: Taken, problems: Sequence[str]) -> str:
    """Return what became of a file that was to be read: that it was added, or why it cannot be read."""
    reason = next((line for line in problems if line.startswith(f"{taken.path}: ")), "")
    if reason:
        return message_html("documents.unread", "error", name=taken.name, reason=reason)
    return message_html("documents.kept", "done", name=taken.name, path=taken.path)


def _stale(settings: Settings) -> bool:
    """Tell whether the files have changed since; a corpus that cannot be read is not said to have."""
    try:
        return is_stale(settings.recipe, settings.place)
    except KotaeError:
        return False


def _minute(created: str) -> str:
    """Return a time to the minute, in UTC: "2026-11-24 18:51 UTC"."""
    return f"{datetime.datetime.fromisoformat(created).astimezone(datetime.UTC):%Y-%m-%d %H:%M} UTC"


def _file_of(problem: str, names: Sequence[str]) -> str:
    """Return the corpus file that a problem's line begins with, where it is one that can be taken out."""
    return next((name for name in names if problem.startswith(f"{name}: ")), "")
