"""The short summary of a run, and the difference of two as a terminal shows it."""

import re

from evaluation.outcomes import found, outcome, question
from rich.cells import cell_len

from kotae.evaluation.measures.compare import compare
from kotae.evaluation.measures.summarise import summarise
from kotae.evaluation.model import Outcome
from kotae.evaluation.reports.compared import comparison_markdown
from kotae.evaluation.reports.markdown import summary_markdown

RUN = {
    "created": "2026-11-24T21:30:00+00:00",
    "sets": [{"file": "sets/minerals.jsonl", "sha256": "0"}],
    "model": "small",
    "index": {"documents": 3, "units": 1200, "corpus": "corpus"},
    "settings": {"strictness": 0.15},
    "versions": {"kotae": "0.1.0", "python": "3.11.9"},
    "machine": {"cores": 2, "memory_gib": 8, "processor": "x86_64"},
    "seconds": 21.4,
    "questions_per_second": 17.0,
}


def answered(name: str, right: bool, **fields: object) -> Outcome:
    asked = question(name, evidence=(("gold",),), **fields)
    hits = (found("gold"), found("lead"))
    return outcome(asked, "It is gold." if right else "It is lead.", 0.9, *(hits if right else hits[::-1]))


def tables(text: str) -> list[list[list[str]]]:
    """Return the cells of each Markdown table of a text."""
    blocks = re.findall(r"(?:^\|.*\|$\n?)+", text, re.MULTILINE)
    split = [[re.split(r"(?<!\\)\|", line)[1:-1] for line in block.splitlines()] for block in blocks]
    return [[[cell.strip() for cell in row] for row in table] for table in split]


def test_the_summary_says_what_was_run_and_repeats_the_figures() -> None:
    outcomes = [
        answered("a", True, kind="fact"),
        answered("b", False, language="ja", kind="fact"),
        answered("c", True, language="ja", kind="table"),
        outcome(question("d", answers=(), answerable=False, kind="fact"), None, 0.1),
        outcome(question("e"), status="failed", error="KeyError"),
    ]
    summary = summarise(outcomes, 0)
    text = summary_markdown(RUN, summary, None, "en")
    for said in (
        "minerals.jsonl",
        "2026-11-24 21:30 UTC",
        "5, 4 of them answerable, 1 raised an error",
        "1,200 units",
        "0.15",
    ):
        assert said in text
    numbers, kinds = tables(text)
    assert numbers[0] == ["Metric", "All", "Japanese", "English", "Japanese less English", "Questions"]
    row = next(row for row in numbers if row[0] == "Success@1")
    figure = summary.overall["Success@1"]
    assert row[1].startswith(f"{figure.value:.3f} ({figure.low:.3f} to {figure.high:.3f})")
    assert row[2].startswith(f"{summary.groups['language']['ja']['Success@1'].value:.3f}")
    assert row[4].startswith(f"−{-summary.gap['Success@1'].value:.3f}")
    assert row[5] == str(figure.count)
    assert [kind[0] for kind in kinds[2:]] == ["fact", "table"]
    assert {len(row) for table in (numbers, kinds) for row in table} == {6, len(kinds[0])}


def test_names_cannot_break_the_table_or_be_markup() -> None:
    kind = "a|b\n# c <img src=x> [d](e) `f` \x1b[31m *g*"
    outcomes = [answered("a", True, kind=kind), answered("b", False, kind=kind)]
    run = {**RUN, "sets": [{"file": "x|\n\n# y <script>.csv"}], "problems": ["row 3\n# not a heading"]}
    text = summary_markdown(run, summarise(outcomes, 0), None, "en")
    (row,) = tables(text)[1][2:]
    assert row[0] == r"a\|b # c \<img src=x\> \[d\](e) \`f\` �\[31m \*g\*"
    assert [line for line in text.splitlines() if line.startswith("# ")] == ["# Evaluation"]
    assert r"x\| # y \<script\>.csv" in text
    assert "\x1b" not in text


def test_one_language_has_no_gap_and_an_empty_run_no_rows() -> None:
    text = summary_markdown({}, summarise([answered("a", True)], 0), None, "en")
    assert tables(text)[0][0] == ["Metric", "All", "English", "Questions"]
    assert summary_markdown({}, summarise([], 0), None, "en").startswith("# Evaluation\n")


def test_a_comparison_says_what_changed_and_which_questions() -> None:
    names = [f"q{number}" for number in range(40)]
    before = [answered(name, number % 2 == 0) for number, name in enumerate(names)]
    after = [answered(name, True) for name in names]
    comparison = compare([*before, answered("gone", True)], after, 0)
    text = comparison_markdown(comparison, "en")
    assert "40 questions that both runs asked in the same words. Left out: 1 only in the baseline." in text
    (table,) = tables(text)
    row = next(row for row in table if row[0] == "Success@1")
    change = comparison.metrics["Success@1"]
    assert row[1:4] == ["0.500", "1.000", "+0.500"]
    assert row[4] == f"+{change.low:.3f} to +{change.high:.3f}"
    assert row[5:] == ["< 0.001", "40", "better"]
    assert "Right hit first: 20 won, 0 lost\n- won: q1, q3, q5" in text
    assert {cell_len(line) for line in text.splitlines() if line.startswith("|")} == {cell_len(text.splitlines()[2])}


def test_worse_is_said_by_what_a_metric_means() -> None:
    names = [f"q{number}" for number in range(20)]
    refused = [outcome(question(name), None, 0.1) for name in names]
    comparison = compare([answered(name, True) for name in names], refused, 0)
    rows = {row[0]: row for row in tables(comparison_markdown(comparison, "en"))[0]}
    assert rows["False refusals"][3:] == ["+1.000", "+1.000 to +1.000", "< 0.001", "20", "worse"]


def test_runs_without_a_question_in_common_are_compared_without_a_table() -> None:
    text = comparison_markdown(compare([answered("a", True)], [answered("b", True)], 0), "en")
    assert text.startswith("0 questions that both runs asked")
    assert tables(text) == []
