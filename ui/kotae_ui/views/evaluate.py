"""The tab of evaluations: a question set is chosen or uploaded and run; what came of it is shown and can be fetched."""

from typing import Any

import gradio as gr
from gradio.components import Component

from kotae.errors import KotaeError, QuestionSetError
from kotae.evaluation.sets.read import SUFFIXES
from kotae.evaluation.store import RUN
from kotae_ui import runs
from kotae_ui.accounts import account_of
from kotae_ui.evaluating import Evaluator
from kotae_ui.incoming import Incoming, arrivals
from kotae_ui.library import Library
from kotae_ui.pages import message_html, template
from kotae_ui.run_addresses import TEMPLATES
from kotae_ui.run_pages import progress_html, refused_html, run_html
from kotae_ui.views.upload import not_received_html, upload_button

_POLL = 1.0  # seconds: a run is looked at from time to time, so that watching one holds no thread

# What is shown: a message to this session, how far the run is, the sets, the runs, both buttons, the timer, a run, the baselines,
# whether there is a set, and a run, to be deleted.
Shown = tuple[Any, ...]
# In the page: what is to be deleted is asked about first; nothing is named where the answer is no.
_ASKED = "(name) => [name && window.kotae.confirmDeletion() ? name : null]"


def evaluate_tab(tab: gr.Tab, library: Library, evaluator: Evaluator, incoming: Incoming, i18n: gr.I18n) -> None:
    """Build the tab's content and tie it to the library and the evaluator."""
    with gr.Row(elem_id="kt-evaluate-bar"):
        # Filled when the tab is opened: what is built now would be shown to all who ever come.
        sets = gr.Dropdown([], label=i18n("evaluate.set"), elem_id="kt-sets", scale=3, min_width=240)
        limit = library.settings.upload_mb
        upload = upload_button("evaluate.upload", SUFFIXES, limit, "kt-set-upload", several=False)
        baseline = gr.Dropdown([], label=i18n("evaluate.baseline"), elem_id="kt-baseline", scale=2, min_width=220)
        start = gr.Button(i18n("evaluate.start"), variant="primary", elem_id="kt-start", scale=0, min_width=120)
        stop = gr.Button(i18n("evaluate.stop"), interactive=False, elem_id="kt-stop", scale=0, min_width=100)
    intro = template("evaluate.html", limit=limit, templates=tuple(TEMPLATES))
    gr.HTML(intro, apply_default_css=False, js_on_load=None)
    message = gr.HTML("", elem_id="kt-evaluate-message", apply_default_css=False, js_on_load=None)
    progress = gr.HTML("", elem_id="kt-evaluating", apply_default_css=False, js_on_load=None)
    with gr.Row(elem_id="kt-runs-bar"):
        finished = gr.Dropdown([], label=i18n("evaluate.run"), elem_id="kt-runs", visible=False, scale=4)
        drop_run = gr.Button(
            i18n("evaluate.delete.run"), elem_id="kt-delete-run", visible=False, scale=0, min_width=140
        )
        drop_set = gr.Button(
            i18n("evaluate.delete.set"), elem_id="kt-delete-set", visible=False, scale=0, min_width=140
        )
    result = gr.HTML("", elem_id="kt-run", apply_default_css=False, js_on_load=None)
    timer = gr.Timer(_POLL, active=False)
    does = _Evaluations(library, evaluator, incoming)
    outputs: list[Component] = [
        message,
        progress,
        sets,
        finished,
        start,
        stop,
        timer,
        result,
        baseline,
        drop_set,
        drop_run,
    ]
    quiet: dict[str, Any] = {"show_progress": "hidden", "queue": False, "api_visibility": "private"}
    timer.tick(does.watch, [], outputs, **quiet)
    # What is sent, clicked or chosen while the answer to an earlier event is on its way is not dropped.
    each, last = ({**quiet, "trigger_mode": mode} for mode in ("multiple", "always_last"))
    tab.select(does.open, [sets, finished], outputs, **last)
    finished.input(does.show, [finished], outputs, **last)
    upload.upload(does.add, [], outputs, **each)
    start.click(does.start, [sets, baseline], outputs, **each)
    stop.click(does.stop, [], outputs, **each)
    drop_set.click(does.delete_set, [sets], outputs, js=_ASKED, **each)
    drop_run.click(does.delete_run, [finished], outputs, js=_ASKED, **each)


class _Evaluations:
    """What happens in the tab; nothing here waits for a run."""

    def __init__(self, library: Library, evaluator: Evaluator, incoming: Incoming) -> None:
        self._library = library
        self._evaluator = evaluator
        self._incoming = incoming

    def open(self, questions: str | None, run: str | None, request: gr.Request) -> Shown:
        """Show what there is: the sets, the runs, the run that goes on, and the chosen run or else the newest one."""
        self._library.follow()
        sets, finished = runs.set_choices(account_of(request)), runs.run_choices()
        known, done = [name for _, name in sets], [name for _, name in finished]
        chosen = questions if questions in known else next(iter(known), None)
        shown = run if run in done else next(iter(done), None)
        return self._shown(
            message="",
            sets=gr.update(choices=sets, value=chosen),
            finished=gr.update(choices=finished, value=shown, visible=bool(finished)),
            result=gr.skip() if run and shown == run else _run_html(shown),
            baseline=gr.update(choices=_baseline_choices()),
        )

    def add(self, event: gr.EventData, request: gr.Request) -> Shown:
        """Keep the set that a page sent, if nothing is wrong with it, and choose it."""
        settings = self._library.settings
        arrived = arrivals(event._data)
        if not arrived:
            return self._shown(message=message_html("error.lost", "error", name=""))
        with self._incoming.take(arrived[0].token) as received:
            if received is None:
                return self._shown(message=not_received_html(arrived[0], settings))
            try:
                kept, questions = runs.keep_set(received.path, received.name, settings.limits)
            except QuestionSetError as error:
                return self._shown(message=refused_html("evaluate.refused", received.name, error.problems))
        said = message_html("evaluate.kept", "done", name=received.name, count=len(questions))
        return self._shown(message=said, sets=gr.update(choices=runs.set_choices(account_of(request)), value=kept))

    def start(self, questions: str | None, baseline: str | None, request: gr.Request) -> Shown:
        """Run the chosen set; where a run goes on already, show that one."""
        self._library.follow()
        if not questions:
            return self._shown(message=message_html("evaluate.choose", "error"))
        if self._library.lack() == "index_missing":
            return self._shown(message=message_html("error.no_index", "error"))
        try:
            kotae = self._library.answering()
            earlier = runs.run_file(baseline, RUN).parent if baseline else None
            began = self._evaluator.start(kotae, runs.set_path(questions, account_of(request)), earlier)
        except KotaeError as error:
            return self._shown(message=message_html("evaluate.cannot", "error", reason=error))
        return self._shown(message="" if began else message_html("evaluate.busy", "error"))

    def delete_set(self, questions: str | None, request: gr.Request) -> Shown:
        """Delete the chosen set; runs of it stay."""
        if not questions:
            return self._shown()
        try:
            runs.delete_set(questions, account_of(request))
        except KotaeError as error:
            return self._shown(message=message_html("evaluate.cannot", "error", reason=error))
        left = runs.set_choices(account_of(request))
        said = message_html("evaluate.deleted", "done", name=runs.called(questions))
        return self._shown(message=said, sets=gr.update(choices=left, value=next((name for _, name in left), None)))

    def delete_run(self, run: str | None) -> Shown:
        """Delete the run that is shown, and show the newest of the others."""
        if not run:
            return self._shown()
        try:
            runs.delete_run(run)
        except KotaeError as error:
            return self._shown(message=message_html("evaluate.cannot", "error", reason=error))
        left = runs.run_choices()
        shown = next((name for _, name in left), None)
        return self._shown(
            message=message_html("evaluate.deleted", "done", name=run),
            finished=gr.update(choices=left, value=shown, visible=bool(left)),
            result=_run_html(shown),
            baseline=_baselines(),
        )

    def stop(self) -> Shown:
        """Stop the run that goes on, whoever began it."""
        self._evaluator.stop()
        return self._shown(message="")

    def watch(self) -> Shown:
        """Show how far the run is, and what came of it once it is done."""
        now = self._evaluator.progress
        finished = runs.run_choices() if now.state == "done" else []
        if now.run not in [name for _, name in finished]:  # asked late, it may be deleted by now
            return self._shown()
        chosen = gr.update(choices=finished, value=now.run, visible=True)
        return self._shown(finished=chosen, result=_run_html(now.run), baseline=gr.update(choices=_baseline_choices()))

    def show(self, run: str | None) -> Shown:
        """Show a finished run."""
        return self._shown(message="", result=_run_html(run))

    def _shown(
        self, *, message: Any = None, sets: Any = None, finished: Any = None, result: Any = None, baseline: Any = None
    ) -> Shown:
        """Return what is shown; what is None stays as it is."""
        now = self._evaluator.progress
        drops = (gr.skip() if one is None else gr.update(visible=bool(one["value"])) for one in (sets, finished))
        message, sets, finished, result, baseline = (
            gr.skip() if one is None else one for one in (message, sets, finished, result, baseline)
        )
        start = gr.update(interactive=not now.running)
        stop = gr.update(interactive=now.state in ("preparing", "answering"))
        timer = gr.update(active=now.running)
        return message, progress_html(now), sets, finished, start, stop, timer, result, baseline, *drops


def _baseline_choices() -> list[tuple[str, str]]:
    """Return the runs that another one can be compared with, and none."""
    return [("–", ""), *runs.run_choices()]


def _baselines() -> Any:
    return gr.update(choices=_baseline_choices(), value="")


def _run_html(run: str | None) -> str:
    """Return a finished run, or why it cannot be shown."""
    if run is None:
        return message_html("evaluate.empty", "empty")
    try:
        return run_html(runs.finished(run))
    except KotaeError as error:
        return message_html("evaluate.cannot", "error", reason=error)
