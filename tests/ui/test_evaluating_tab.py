"""What the tab of evaluations shows: what is wrong with a set, how far a run is, what it measured."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import gradio as gr
import pytest
from selectolax.lexbor import LexborHTMLParser

from kotae.evaluation.measures.catalogue import METRICS, headline
from kotae.settings import Settings
from kotae_ui import runs
from kotae_ui.evaluating import Evaluator, Progress
from kotae_ui.incoming import Incoming
from kotae_ui.library import Library
from kotae_ui.run_pages import progress_html, run_html
from kotae_ui.strings import LANGUAGES, strings
from kotae_ui.views.evaluate import _Evaluations

from .evaluations import ended, set_content
from .parsed import harmless, text_of, texts_of
from .sent import send, waiting

NAMES = (
    "message",
    "progress",
    "sets",
    "finished",
    "start",
    "stop",
    "timer",
    "result",
    "baseline",
    "drop_set",
    "drop_run",
)
SKIPPED = {"__type__": "update"}


pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def tab(library: Library, evaluator: Evaluator, sent: Incoming) -> _Evaluations:
    return _Evaluations(library, evaluator, sent)


def named(shown: tuple[Any, ...]) -> dict[str, Any]:
    return dict(zip(NAMES, shown, strict=True))


def nobody() -> gr.Request:
    """Return a request where there are no accounts."""
    return gr.Request()


def upload(tab: _Evaluations, content: bytes, name: str = "questions.csv") -> dict[str, Any]:
    """Send a file as the page does; its copy must be gone afterwards."""
    token = send(tab._incoming, name, content)
    shown = named(tab.add(gr.EventData(None, {"files": [{"name": name, "token": token}]}), nobody()))
    assert waiting(tab._incoming) == []
    return shown


def framed(html: str) -> tuple[LexborHTMLParser, list[dict[str, str | None]]]:
    """Parse a run's page, and return it with the attributes of its frames; without them it must be harmless."""
    frames = [dict(frame.attributes) for frame in LexborHTMLParser(html).css("iframe")]
    return harmless(re.sub(r"<iframe[^>]*></iframe>", "", html)), frames


def test_an_empty_server_says_how_to_begin(tab: _Evaluations) -> None:
    shown = named(tab.open(None, None, nobody()))
    assert "Choose or upload a question set" in text_of(harmless(shown["result"]), ".empty [lang=en]")
    assert shown["progress"] == ""
    assert shown["sets"]["choices"] == []
    assert shown["finished"]["visible"] is False
    assert (shown["drop_set"]["visible"], shown["drop_run"]["visible"]) == (False, False), "there is nothing to delete"
    assert (shown["start"]["interactive"], shown["stop"]["interactive"], shown["timer"]["active"]) == (
        True,
        False,
        False,
    )
    assert "Choose a question set first" in named(tab.start(None, None, nobody()))["message"]


def test_an_uploaded_set_is_run_and_what_it_measured_is_shown(tab: _Evaluations, evaluator: Evaluator) -> None:
    shown = upload(tab, set_content(), "points <b>.csv")
    assert (
        text_of(harmless(shown["message"]), "p > [lang=en]") == "“points <b>.csv” was added (questions: 5). Run it now."
    )
    chosen = shown["sets"]["value"]
    assert shown["drop_set"]["visible"] is True
    shown = named(tab.start(chosen, None, nobody()))
    assert (shown["start"]["interactive"], shown["timer"]["active"]) == (False, True)
    assert "going on already" in named(tab.start(chosen, None, nobody()))["message"]
    run = ended(evaluator).run
    shown = named(tab.watch())
    assert (shown["start"]["interactive"], shown["stop"]["interactive"], shown["timer"]["active"]) == (
        True,
        False,
        False,
    )
    assert (shown["finished"]["value"], shown["progress"]) == (run, "")
    tree, frames = framed(shown["result"])
    sources = {frame["lang"]: frame["src"] for frame in frames}
    assert sources == {"ja": f"kotae/evaluation/{run}/report.ja.html", "en": f"kotae/evaluation/{run}/report.html"}
    assert all(frame["sandbox"] is None for frame in frames), "no exceptions"
    assert text_of(tree, ".kt-run h2") == "points-b.csv"
    assert texts_of(tree, ".kt-tools a[lang=en]") == ["report.html", "questions.jsonl", "summary.md", "run.json"]
    assert texts_of(tree, ".kt-tools a[lang=ja]") == ["report.ja.html", "questions.jsonl", "summary.ja.md", "run.json"]
    values = dict(zip(texts_of(tree, ".kt-tiles h3 [lang=en]"), texts_of(tree, ".kt-tile-value"), strict=True))
    assert values["Success@1"].startswith("1.000")
    assert tree.css(".kt-missing") == []
    again = named(tab.open(chosen, run, nobody()))
    assert again["result"] == SKIPPED, "a report that is shown is not loaded again"
    assert named(tab.open(None, None, nobody()))["finished"]["value"] == run, "who comes later sees the newest"
    assert named(tab.show(run))["result"].count("<iframe") == len(LANGUAGES)


def test_what_is_wrong_with_a_set_is_told_line_by_line_and_nothing_is_kept(tab: _Evaluations, here: Path) -> None:
    content = set_content((("<b>x</b>", "", "", "", "", ""), ("<b>x</b>", "Who?", "", "", "perhaps", "")))
    tree = harmless(upload(tab, content, "<i>.csv")["message"])
    assert "“<i>.csv” was not added" in text_of(tree, ".error p [lang=en]")
    lines = texts_of(tree, "li [lang=en]")
    assert len(lines) >= 3
    assert all(line.startswith("i.csv, line ") for line in lines)
    assert all(line.startswith("i.csvの") for line in texts_of(tree, "li [lang=ja]")), "in Japanese too"
    assert [path for path in here.rglob("*") if path.is_file()] == []


def test_more_wrong_lines_than_can_be_read_are_counted(tab: _Evaluations) -> None:
    rows = tuple((f"{number}", "", "", "", "", "") for number in range(250))
    tree = harmless(upload(tab, set_content(rows))["message"])
    assert len(tree.css("li")) == 201
    assert text_of(tree, "li:last-child [lang=en]") == "and 50 more"


def test_a_set_that_did_not_arrive_is_said_not_to_have(tab: _Evaluations) -> None:
    for refused, said in (("too_large", "larger than 100 MB"), ("lost", "did not arrive"), ("?", "did not arrive")):
        event = gr.EventData(None, {"files": [{"name": "a.csv", "refused": refused}]})
        assert said in named(tab.add(event, nobody()))["message"]


def test_without_an_index_it_is_said_where_to_begin(
    small: Settings, evaluator: Evaluator, sent: Incoming, here: Path
) -> None:
    tab = _Evaluations(Library(small.model_copy(update={"index": here / "index"})), evaluator, sent)
    chosen = upload(tab, set_content())["sets"]["value"]
    assert "Add some under “Documents”" in named(tab.start(chosen, None, nobody()))["message"]
    assert evaluator.progress == Progress()


@pytest.mark.parametrize("name", ["../questions.csv", "gone.csv"])
def test_a_set_or_run_that_is_not_there_is_said_to_be_gone(tab: _Evaluations, evaluator: Evaluator, name: str) -> None:
    assert "no question set" in named(tab.start(name, None, nobody()))["message"]
    assert "Reload the page" in named(tab.show(name))["result"]
    assert evaluator.progress == Progress()


def test_a_run_is_told_of_as_it_goes_on_and_how_it_ended() -> None:
    now = Progress("answering", "points-1a2b3c4d.csv", done=30, total=120, known=10, seconds=60)
    tree = harmless(progress_html(now))
    assert "30 / 120" in text_of(tree, "#kt-evaluating-stage")
    assert "points.csv" in text_of(tree, "#kt-evaluating-stage")
    assert "about 4 min left" in text_of(tree, "#kt-evaluating-stage")
    assert tree.css_first("progress").attributes["value"] == "30"
    assert "10 were answered before" in tree.html
    assert "about 27 s left" in harmless(progress_html(replace(now, seconds=6))).html
    measuring = harmless(progress_html(replace(now, state="measuring", done=120)))
    assert "value" not in measuring.css_first("progress").attributes
    stopped = harmless(progress_html(replace(now, state="stopped")))
    assert "after 30 of 120 questions" in text_of(stopped, ".done [lang=en]")
    assert "before its first question" in harmless(progress_html(Progress("stopped", "a.csv"))).html
    failed = harmless(progress_html(replace(now, state="failed", errors=("one <b>", "two"))))
    assert texts_of(failed, "[role=alert] li [lang=en]") == ["one <b>", "two"]


def test_gold_that_is_nowhere_is_listed_with_the_run(tab: _Evaluations, evaluator: Evaluator) -> None:
    row = ("q", "富士山の標高は?", "3776", "<script>alert(1)</script>", "", "")
    tab.start(upload(tab, set_content((row,)))["sets"]["value"], None, nobody())
    now = ended(evaluator)
    tree, _ = framed(run_html(runs.finished(now.run)))
    (line,) = texts_of(tree, ".kt-missing li [lang=en]")
    assert "<script>alert(1)</script>" in line
    assert texts_of(harmless(progress_html(replace(now, state="answering"))), ".kt-missing li [lang=en]") == [line]


def test_metrics_are_called_in_english_as_in_the_report() -> None:
    assert {name: strings("en")[f"metric.{name}"] for name in headline} == {
        name: METRICS[name].label for name in headline
    }


def test_a_run_is_compared_with_a_baseline_and_sets_and_runs_are_deleted(
    tab: _Evaluations, evaluator: Evaluator, here: Path
) -> None:
    chosen = upload(tab, set_content())["sets"]["value"]
    assert "Reload the page" in named(tab.start(chosen, "../sets", nobody()))["message"]
    tab.start(chosen, None, nobody())
    first = ended(evaluator).run
    assert [name for _, name in named(tab.open(None, None, nobody()))["baseline"]["choices"]] == ["", first]
    tab.start(chosen, first, nobody())
    second = ended(evaluator).run
    assert second != first
    assert "Against the baseline" in runs.run_file(second, "report.html").read_text(encoding="utf-8")
    for wrong in ("../sets", "sets", "gone", ""):
        tab.delete_run(wrong)
    assert {name for _, name in runs.run_choices()} == {first, second}
    shown = named(tab.delete_run(second))
    assert shown["finished"]["value"] == first
    assert "was deleted" in shown["message"]
    late = named(tab.watch())
    assert (late["finished"], late["result"]) == (SKIPPED, SKIPPED), "asked before, it brings no deleted run back"
    for wrong in ("../../x.csv", "gone.csv", None):
        tab.delete_set(wrong, nobody())
    assert named(tab.delete_set(chosen, nobody()))["sets"]["choices"] == []
    assert not (here / "runs" / second).exists()
    assert runs.finished(first).name == first, "runs of a set that is deleted stay"
