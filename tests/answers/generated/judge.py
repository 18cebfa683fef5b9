"""Whether a result is the exact answer, a wrong one, or none."""

import math
import unicodedata
from collections.abc import Sequence
from typing import Literal

from generated.model import Expected
from kotae.answers.model import Result

Verdict = Literal["exact", "wrong", "fallback"]

_POINTS = frozenset({"", "%", "%ポイント", "ポイント", "points", "percentagepoints"})


def judge(result: Result, expected: Expected) -> Verdict:
    """Compare a result with what is expected; rows shown or a quote in place of a computed answer are a fallback."""
    if result.answer is None:
        return "exact" if expected.kind == "refuse" else "fallback"
    computed = getattr(result.answer, "computed", None)
    if computed is None:
        return "fallback"
    if expected.kind == "refuse":
        return "wrong"
    if expected.kind == "rows":
        return _verdict(_same_labels(computed.labels, expected))
    if expected.kind == "text":
        return _verdict(_folded(computed.text_values) == _folded(expected.labels))
    if expected.kind == "cells":
        return _of_two(computed.numbers, expected)
    if not computed.numbers or not _same_unit(computed.unit, expected.unit):
        return "wrong"
    if expected.labels:  # a trend: its change, signed, among the numbers
        return _verdict(any(_close(got, expected.numbers[0], expected) for got in computed.numbers))
    right = _close(abs(computed.numbers[0]), abs(expected.numbers[0]), expected)
    same_sign = computed.numbers[0] * expected.numbers[0] >= 0 or computed.operation == "difference"
    tells_missing = computed.missing == expected.missing or computed.operation not in ("sum", "mean")
    return _verdict(right and same_sign and tells_missing)


def _of_two(got: Sequence[float], expected: Expected) -> Verdict:
    """Judge an answer to a question that asks two things: one of them alone, and right, is not wrong."""
    if not got or not all(any(_close(one, want, expected) for want in expected.numbers) for one in got):
        return "wrong"
    found = [want for want in expected.numbers if any(_close(one, want, expected) for one in got)]
    return "exact" if len(found) == len(expected.numbers) else "fallback"


def _verdict(right: bool) -> Verdict:
    return "exact" if right else "wrong"


def _close(got: float, want: float, expected: Expected) -> bool:
    if expected.approximate:
        return math.isclose(got, want, rel_tol=0.005) or abs(got - want) <= 0.0500001
    return math.isclose(got, want, rel_tol=1e-9, abs_tol=1e-6)


def _same_labels(got: Sequence[str], expected: Expected) -> bool:
    labels, wanted = _folded(got), _folded(expected.labels)
    return labels == wanted if expected.ordered else len(labels) == len(wanted) and sorted(labels) == sorted(wanted)


def _same_unit(got: str, want: str) -> bool:
    """Tell whether two units agree; one that is not stated contradicts nothing."""
    first, second = _fold(got), _fold(want)
    return not first or not second or first == second or {first, second} <= _POINTS


def _folded(texts: Sequence[str]) -> list[str]:
    return [_fold(text) for text in texts]


def _fold(text: str) -> str:
    """Fold what does not tell two labels apart: width, case, spaces, emphasis."""
    return "".join(unicodedata.normalize("NFKC", text).split()).strip("*").casefold()
