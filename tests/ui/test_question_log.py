"""What the log says of a question, and how long its stages took."""

import io
import json

import pytest

from kotae.errors import QuestionError
from kotae.question.understand import tidy
from kotae.stages import stage, timed
from kotae_ui.asking import Asking
from kotae_ui.library import Library
from kotae_ui.metrics import Metrics
from kotae_ui.question_log import QuestionLog
from kotae_ui.traces import Trace, traced

QUESTION = "\x1b[31m富士山の高さは\n何メートル?"


@pytest.mark.parametrize("texts", [False, True])
def test_a_question_is_one_line_with_its_text_only_where_that_is_wanted(small_traces: list[Trace], texts: bool) -> None:
    stream = io.StringIO()
    log = QuestionLog(stream, texts=texts)
    for trace in small_traces:
        log.write(trace)
    assert stream.getvalue().isascii()
    answered, again, refused = map(json.loads, stream.getvalue().splitlines())
    assert [line.get("question") for line in (answered, again, refused)] == (
        [QUESTION] * 2 + [" "] if texts else [None] * 3
    )
    assert answered["outcome"] == again["outcome"] == "uncertain", "no document has the 31 m of the colour"
    assert 0 < answered["certainty"] <= 1
    assert {"wait", "understand", "search", "answer"} <= answered["stages"].keys()
    assert again["stages"] == {}, "it was just answered"
    assert (refused["outcome"], refused["reason"], refused["certainty"]) == ("refused", "question.empty", None)


def test_figures_are_what_prometheus_reads(library: Library, small_traces: list[Trace]) -> None:
    metrics = Metrics()
    for trace in small_traces:
        metrics.count(trace)
    lines = dict(line.rsplit(" ", 1) for line in metrics.text(library.kotae, 5.0).splitlines() if line[0] != "#")
    assert lines['kotae_questions_total{outcome="uncertain"}'] == "2"
    assert lines['kotae_questions_refused_total{reason="question.empty"}'] == "1"
    buckets = [int(count) for name, count in lines.items() if name.startswith("kotae_question_seconds_bucket")]
    assert buckets == sorted(buckets)
    assert buckets[-1] == int(lines["kotae_question_seconds_count"]) == 3
    assert lines['kotae_question_stage_seconds_count{stage="answer"}'] == "1"
    assert (lines["kotae_index_documents"], lines["kotae_index_age_seconds"]) == ("3", "5.0")


def test_a_stage_counts_what_no_stage_within_it_does() -> None:
    with timed() as seconds, stage("answer"), stage("search"):
        pass
    assert list(seconds) == ["search", "answer"]
    with stage("answer"):
        pass  # nobody wants to know
    with timed() as later:
        pass
    assert later == {}


@pytest.fixture(scope="module")
def small_traces(library: Library) -> list[Trace]:
    """Return what is told of a question, of the same again, and of an empty one."""
    traces: list[Trace] = []
    own = Library(library.settings, [traces.append])
    own._kotae = library.kotae  # the model is loaded once for all tests
    for _ in range(2):
        own.ask(Asking(QUESTION))
    with pytest.raises(QuestionError), traced(" ", [traces.append]):
        tidy(" ")
    return traces
