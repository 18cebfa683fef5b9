"""The comparison with other systems: the same scoring for all, and a table that says where another one is ahead."""

import sys

import pytest
from support import ROOT

sys.path += [str(ROOT / "benchmarks"), str(ROOT / "benchmarks" / "peers")]
import scoring
from comparison import Measure, next_work, table
from job import Asked, Hit

QUESTION = {"evidence": [["145%", "関税"], ["tariff"]]}


def asked(*texts: str) -> Asked:
    return Asked([Hit("a.pdf", None, text) for text in texts])


def test_evidence_counts_only_when_one_hit_holds_all_strings_of_an_alternative() -> None:
    assert scoring.evidence_rank(QUESTION, ["145%", "関税"]) == 0
    assert scoring.evidence_rank(QUESTION, ["関税", "関 税は\n１４５％"]) == 2  # width and spaces are folded
    assert scoring.evidence_rank(QUESTION, ["The Tariff"]) == 1


def test_a_hit_far_down_is_none_of_the_first_five() -> None:
    texts = ["other"] * 5 + ["tariff"]
    assert not scoring.found_in_five(QUESTION, asked(*texts))
    assert scoring.found_in_five(QUESTION, asked(*texts[1:]))


def test_long_hits_do_not_gain_by_their_length_when_only_so_much_is_read() -> None:
    late = "x" * scoring.READ + "tariff"
    assert scoring.found_first(QUESTION, asked(late))
    assert not scoring.found_in_reading(QUESTION, asked(late))
    assert scoring.found_in_reading(QUESTION, asked("x" * (scoring.READ - 6), "tariff"))
    assert not scoring.found_in_reading(QUESTION, asked("x" * (scoring.READ - 5), "tariff"))


def test_a_document_ranks_by_its_best_hit_and_counts_once() -> None:
    hits = Asked([Hit(name, None, "") for name in ("1.md", "1.md", "2.md", "1.md", "3.md")])
    assert [scoring.document_rank(name, hits) for name in ("1.md", "2.md", "3.md", "4.md")] == [1, 2, 3, 0]
    recall, gain = scoring.recall_and_gain(["1.md", "3.md"], [hits, hits])
    assert (recall, gain) == (0.5, pytest.approx((1 + 0.5) / 2))


def test_the_table_marks_who_is_ahead_and_says_what_is_next() -> None:
    measures = [
        Measure("brief", "evidence first", 50, "share", "more", {"Ours": 0.8, "A": 0.9, "B": 0.8}),
        Measure("brief", "asking", 50, "milliseconds", "less", {"Ours": 20.0, "A": 30.0, "B": 0.05}),
        Measure("brief", "characters", 50, "count", "neither", {"Ours": 200, "A": 900, "B": 100}),
        Measure("brief", "refused", 10, "share", "more", {"Ours": 0.5, "A": None, "B": None}),
        Measure("other", "skipped: no file", 0, "count", "neither", {}),
    ]
    lines = table(measures, ["Ours", "A", "B"]).splitlines()[2:]
    assert lines == [
        "| brief | evidence first | 50 | 0.800 | **0.900 (1.12)** | 0.800 (1.00) |",
        "| brief | asking | 50 | 20.00 ms | 30.00 ms (1.50) | **0.05 ms (<0.01)** |",
        "| brief | characters | 50 | 200 | 900 (4.50) | 100 (0.50) |",
        "| brief | refused | 10 | 0.500 | none | none |",
        "| other | skipped: no file |  |  |  |  |",
    ]
    said = next_work(measures, ["Ours", "A", "B"])
    assert "- brief, evidence first: A 0.900, Ours 0.800" in said
    assert "- brief, asking: B 0.05 ms, Ours 20.00 ms" in said
    assert "characters" not in said
    assert next_work(measures[2:], ["Ours", "A", "B"]) == "No system is ahead of Ours in any row."
