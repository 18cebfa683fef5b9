"""A run's summary and the comparison of two runs: groups, the gap, intervals, what was won and lost."""

import math

import numpy as np
import pytest
from evaluation.outcomes import found, outcome, question

from kotae.answers.model import Answer
from kotae.evaluation.measures.catalogue import METRICS, headline
from kotae.evaluation.measures.compare import compare
from kotae.evaluation.measures.summarise import summarise, values


def _run(right, seed=0, number=120):
    """Outcomes of questions in both languages; so many of them are answered rightly, others wrongly, some refused."""
    generator = np.random.default_rng(seed)
    outcomes = []
    for place in range(number):
        language, kind = ("ja", "lookup") if place % 3 == 0 else ("en", "passage")
        asked = question(
            f"q{place}",
            language=language,
            kind=kind,
            answerable=place % 5 != 0,
            documents={f"d{place % 4}": 1} if place % 7 else {},
        )
        told = [None, "tin", "gold"][int(generator.random() < right) + 1 if generator.random() < 0.8 else 0]
        hits = [found(document=f"d{generator.integers(8)}") for _ in range(10)]
        time = float(generator.exponential(20))
        outcomes.append(outcome(asked, told, float(generator.random()), *hits, milliseconds=time))
    return outcomes


def _shares(outcomes):
    return np.array([one["contains"] for one in values(outcomes) if "contains" in one])


def test_every_figure_is_the_mean_of_its_questions_values():
    outcomes = _run(0.6)
    measured, summary = values(outcomes), summarise(outcomes, 1)
    for name in {name for one in measured for name in one}:
        own = [one[name] for one in measured if name in one]
        assert summary.overall[name].value == pytest.approx(sum(own) / len(own)), name
        assert summary.overall[name].count == len(own)
    assert (summary.questions, summary.answerable, summary.failed) == (120, 96, 0)


def test_a_mean_has_the_interval_of_scipys_bootstrap():
    from scipy import stats  # loading it takes seconds, and every process that runs tests collects this file

    outcomes = [one for one in _run(0.6, number=400) if one.question.answerable]
    own = np.array([one["contains"] for one in values(outcomes)])
    scipys = stats.bootstrap((own,), np.mean, method="percentile", rng=np.random.default_rng(1)).confidence_interval
    figure = summarise(outcomes, 1).overall["contains"]
    assert (figure.low, figure.high) == pytest.approx((scipys.low, scipys.high), abs=0.01)


def test_a_group_has_the_figures_of_its_questions_alone():
    outcomes = _run(0.6)
    groups = summarise(outcomes, 1).groups
    assert set(groups) == {"language", "kind", "document"}
    for grouping, key in (("language", "ja"), ("kind", "lookup"), ("document", "d2")):
        own = [one for one in outcomes if key in (one.question.language, one.question.kind, *one.question.documents)]
        alone = summarise(own, 1).overall
        assert {name: (figure.value, figure.count) for name, figure in groups[grouping][key].items()} == {
            name: (pytest.approx(figure.value), figure.count) for name, figure in alone.items()
        }


def test_a_question_of_several_documents_counts_in_each_and_one_without_kind_in_none():
    summary = summarise([outcome(question(documents={"a": 1, "b": 2}), "gold")], 1)
    assert set(summary.groups["document"]) == {"a", "b"}
    assert summary.groups["kind"] == {}
    assert set(summary.groups["language"]) == {"en"}


def test_the_gap_is_japanese_less_english():
    outcomes = _run(0.6)
    summary = summarise(outcomes, 1)
    ja, en = summary.groups["language"]["ja"], summary.groups["language"]["en"]
    assert set(summary.gap) == set(ja) & set(en)
    for name, figure in summary.gap.items():
        assert figure.value == pytest.approx(ja[name].value - en[name].value)
        assert name.startswith("ms_") or figure.low <= figure.value <= figure.high
    own = [_shares([one for one in outcomes if one.question.language == language]) for language in ("ja", "en")]
    spread = math.sqrt(sum(one.var() / len(one) for one in own))
    figure = summary.gap["contains"]
    assert figure.high - figure.low == pytest.approx(2 * 1.96 * spread, rel=0.1)


def test_one_language_alone_has_no_gap():
    assert summarise([outcome(question(language="ja"), "gold")], 1).gap == {}


def test_one_question_alone_has_figures_without_intervals():
    figure = summarise([outcome(question(), "gold")], 1).overall["contains"]
    assert (figure.value, figure.low, figure.high, figure.count) == (1.0, None, None, 1)


def test_no_questions_have_no_figures():
    summary = summarise([], 1)
    assert (summary.questions, dict(summary.overall), summary.risk_coverage) == (0, {}, ())


def test_no_figure_is_without_a_number():
    summary = summarise([*_run(0.5, number=9), outcome(question("f"), None, 0.0, status="failed", error="boom")], 1)
    assert summary.failed == 1
    for figures in (
        summary.overall,
        summary.gap,
        *(one for group in summary.groups.values() for one in group.values()),
    ):
        for figure in figures.values():
            assert not any(math.isnan(part) for part in (figure.value, figure.low, figure.high) if part is not None)


def test_latency_is_in_percentiles_of_the_questions_that_did_not_fail():
    outcomes = [outcome(question(str(ms)), "gold", milliseconds=float(ms)) for ms in range(1, 102)]
    outcomes.append(outcome(question("failed"), None, status="failed", milliseconds=1e9))
    overall = summarise(outcomes, 1).overall
    assert [overall[name].value for name in ("ms_p50", "ms_p95", "ms_p99")] == pytest.approx([51, 96, 100])
    assert (overall["ms_p95"].low, overall["ms_p95"].count) == (None, 101)


def test_the_same_seed_gives_the_same_summary():
    assert summarise(_run(0.6), 5) == summarise(_run(0.6), 5)
    assert summarise(_run(0.6), 5).overall != summarise(_run(0.6), 6).overall


def test_every_figure_is_in_the_catalogue():
    asked = question(language="ja", answers=("5人",), documents={"d1": 1}, wrong=("6人",))
    summary = summarise([*_run(0.6), outcome(asked, "5人")], 1)
    assert set(summary.overall) == set(METRICS)
    assert set(headline) <= set(METRICS)
    assert all(name == metric.name for name, metric in METRICS.items())


def test_a_comparison_has_both_values_and_the_difference_of_the_second_from_the_first():
    a, b = _run(0.4, 1), _run(0.7, 2)
    comparison = compare(a, b, 1)
    one, other = summarise(a, 1).overall, summarise(b, 1).overall
    assert set(comparison.metrics) == set(one) & set(other)
    for name, change in comparison.metrics.items():
        assert (change.a, change.b) == pytest.approx((one[name].value, other[name].value)), name
        assert change.difference == pytest.approx(change.b - change.a)
        assert name.startswith("ms_") or (change.low <= change.difference <= change.high and 0 < change.p <= 1)


def test_an_interval_of_a_difference_is_over_pairs():
    a, b = _run(0.4, 1, 400), _run(0.7, 2, 400)
    gaps = np.array(
        [y["contains"] - x["contains"] for x, y in zip(values(a), values(b), strict=True) if "contains" in x]
    )
    change = compare(a, b, 1).metrics["contains"]
    assert change.high - change.low == pytest.approx(2 * 1.96 * gaps.std() / math.sqrt(len(gaps)), rel=0.1)
    assert change.p < 0.01


def test_p_of_the_areas_and_of_f1_is_that_of_all_exchanges():
    a, b = _run(0.3, 3, 10), _run(0.8, 4, 10)
    comparison = compare(a, b, 1)
    for name in ("refusal_f1", "auroc", "aurc", "f1_all"):
        drawn = []
        for mask in range(2**10):
            swapped = [(y, x) if mask >> place & 1 else (x, y) for place, (x, y) in enumerate(zip(a, b, strict=True))]
            drawn.append([_value(name, [pair[side] for pair in swapped]) for side in (0, 1)])
        gaps = np.abs(np.diff(np.array(drawn, dtype=float), axis=1)[:, 0])
        assert comparison.metrics[name].p == pytest.approx(np.mean(gaps >= gaps[0] - 1e-9), abs=0.02), name


def _value(name, outcomes):
    """A figure by its definition, in plain Python."""
    if name == "f1_all":
        gold = ["gold" if one.question.answerable else None for one in outcomes]
        return np.mean([one.answer.text if one.answer else None for one in outcomes] == np.array(gold))
    if name == "auroc":
        held = [one.certainty for one in outcomes if one.question.answerable]
        other = [one.certainty for one in outcomes if not one.question.answerable]
        return np.mean([(x > y) + (x == y) / 2 for x in held for y in other])
    if name == "aurc":
        wrong = [not one.question.answerable or one.answer is None or "gold" not in one.answer.text for one in outcomes]
        sure = [one.certainty for one in outcomes]
        return np.mean([np.mean([w for w, s in zip(wrong, sure, strict=True) if s >= own]) for own in sure])
    refused = sum(one.status == "not_found" for one in outcomes)
    unanswerable = [one for one in outcomes if not one.question.answerable]
    return 2 * sum(one.status == "not_found" for one in unanswerable) / (refused + len(unanswerable))


def test_a_run_against_itself_has_nothing_to_show():
    comparison = compare(_run(0.6), _run(0.6), 1)
    for name, change in comparison.metrics.items():
        assert change.difference == 0.0
        assert name.startswith("ms_") or (change.low, change.high, change.p) == (0.0, 0.0, 1.0)
    assert not any([*comparison.won.values(), *comparison.lost.values()])


def test_only_questions_asked_in_the_same_words_are_compared():
    a = [outcome(question(name), "gold") for name in ("q1", "q2", "q3")]
    b = [
        outcome(question("q1"), "gold"),
        outcome(question("q2", question="Reworded?"), "gold"),
        outcome(question("q9"), "tin"),
    ]
    comparison = compare(a, b, 1)
    assert (comparison.questions, comparison.only_a, comparison.only_b, comparison.reworded) == (1, 1, 1, 1)
    assert compare(a, [], 1).metrics == {}


def test_questions_won_and_lost_are_listed():
    right, elsewhere = found("gold"), found("tin")
    asked = [question(f"q{place}", evidence=(("gold",),)) for place in range(4)]
    gone = [question("u1", answerable=False), question("u2", answerable=False)]
    a = [
        outcome(asked[0], "tin", 0.5, elsewhere, right),
        outcome(asked[1], "gold", 0.5, right),
        outcome(asked[2], "gold", 0.5, right),
        outcome(asked[3], None, 0.5),
        outcome(gone[0], "tin"),
        outcome(gone[1]),
    ]
    b = [
        outcome(asked[0], "gold", 0.5, right),
        outcome(asked[1], None, 0.5, right, withheld=Answer("gold", ())),
        outcome(asked[2], "gold", 0.5, elsewhere),
        outcome(asked[3], None, 0.5),
        outcome(gone[0]),
        outcome(gone[1], None, status="failed"),
    ]
    comparison = compare(a, b, 1)
    assert comparison.won == {"Success@1": ("q0",), "contains": ("q0",), "refusals": ("u1",)}
    assert comparison.lost == {"Success@1": ("q2",), "contains": ("q1",), "refusals": ("u2",)}
