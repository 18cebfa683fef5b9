"""What every metric is called, what it says, and which way is better."""

from dataclasses import dataclass
from typing import Literal

from kotae.evaluation.measures.retrieval import CUT_OFFS, NDCG_CUT_OFFS, RR_CUT_OFF

Family = Literal["retrieval", "answers", "refusals", "speed"]


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric: `name` as in results, `label` as in tables, `meaning` in one sentence; all but "speed" lie from 0 to 1.

    Speed is in milliseconds. `meaning` has {k} where it speaks of the cut-off.
    """

    name: str
    label: str
    meaning: str
    higher_is_better: bool
    family: Family
    cut_off: int = 0


_LABELS = {"Success": "Success", "R": "Recall", "P": "Precision", "RR": "MRR", "nDCG": "nDCG"}


def _cut(name: str, cut_off: int, meaning: str) -> Metric:
    return Metric(f"{name}@{cut_off}", f"{_LABELS[name]}@{cut_off}", meaning, True, "retrieval", cut_off)


_RETRIEVAL = (
    *(_cut("Success", k, "Share of questions with a right hit among the first {k}.") for k in CUT_OFFS),
    *(_cut("R", k, "Share of what is right that is among the first {k} hits, on average.") for k in CUT_OFFS),
    *(_cut("P", k, "Share of {k} places that have a right hit, on average.") for k in CUT_OFFS),
    _cut("RR", RR_CUT_OFF, "One divided by the rank of the first right hit, on average; 0 below rank {k}."),
    *(_cut("nDCG", k, "How near the first {k} hits come to the best order of them.") for k in NDCG_CUT_OFFS),
)

_ANSWERS = (
    Metric(
        "contains", "Answer right", "Share of answerable questions whose answer holds a right answer.", True, "answers"
    ),
    Metric(
        "exact",
        "Exact match",
        "Share of answerable questions whose short answer is a right one, by the rules of SQuAD and JSQuAD.",
        True,
        "answers",
    ),
    Metric(
        "f1",
        "F1",
        "Characters (Japanese) or words (English) shared by the short answer and a right one, on average.",
        True,
        "answers",
    ),
    Metric(
        "number",
        "Number right",
        "Share of questions for an amount whose answer gives it, in the right unit where it has one.",
        True,
        "answers",
    ),
    Metric(
        "repeats",
        "Repeated errors",
        "Share of questions with answers known to be wrong that are answered with one of them.",
        False,
        "answers",
    ),
    Metric(
        "exact_all",
        "Exact match, all",
        "Exact match where an unanswerable question is right if and only if refused (SQuAD 2).",
        True,
        "answers",
    ),
    Metric(
        "f1_all",
        "F1, all",
        "F1 where an unanswerable question has 1 if and only if refused (SQuAD 2).",
        True,
        "answers",
    ),
)

_REFUSALS = (
    Metric("refusal_f1", "Refusal F1", "Harmonic mean of the precision and the recall of refusals.", True, "refusals"),
    Metric(
        "refusal_precision", "Refusal precision", "Share of refused questions that are unanswerable.", True, "refusals"
    ),
    Metric("refusal_recall", "Refusal recall", "Share of unanswerable questions that are refused.", True, "refusals"),
    Metric("false_refusals", "False refusals", "Share of answerable questions that are refused.", False, "refusals"),
    Metric(
        "auroc",
        "AUROC",
        "Chance that an answerable question has a higher certainty than an unanswerable one.",
        True,
        "refusals",
    ),
    Metric(
        "aurc",
        "AURC",
        "Area under the risk-coverage curve: the share of wrong answers, averaged over all strictnesses.",
        False,
        "refusals",
    ),
)

_SPEED = (
    Metric("ms_p50", "Latency p50", "Milliseconds within which half of the questions are answered.", False, "speed"),
    Metric("ms_p95", "Latency p95", "Milliseconds within which 95 of 100 questions are answered.", False, "speed"),
    Metric("ms_p99", "Latency p99", "Milliseconds within which 99 of 100 questions are answered.", False, "speed"),
)

METRICS: dict[str, Metric] = {metric.name: metric for metric in (*_RETRIEVAL, *_ANSWERS, *_REFUSALS, *_SPEED)}
"""Every metric by its name, in the order of full tables."""

headline: tuple[str, ...] = (
    "Success@1",
    "Success@5",
    "RR@10",
    "nDCG@10",
    "contains",
    "exact",
    "f1",
    "number",
    "repeats",
    "refusal_f1",
    "false_refusals",
    "auroc",
    "ms_p50",
    "ms_p95",
)
"""The metrics that short tables show, in order."""
