"""All formulas that a question over a table may mean, run."""

from collections.abc import Sequence
from itertools import islice

from kotae.answers.formulas.choices import choices, summaries
from kotae.answers.formulas.context import Context
from kotae.answers.formulas.match import RowHit, match
from kotae.answers.formulas.matched import Matched
from kotae.answers.formulas.model import Formula
from kotae.answers.formulas.operations import arithmetic, counting, polar, ranking, series, telling
from kotae.answers.formulas.view import View
from kotae.answers.formulas.writer import Writer
from kotae.question.model import Question
from kotae.text.numbers import is_missing

_SAYING = {
    "look_up": telling, "list": telling, "first": telling, "last": telling, "next": telling, "previous": telling, "same": telling,
    "greatest": ranking, "least": ranking, "top": ranking, "which_column": ranking, "yes_no": polar, "trend": series,
    "count": counting, "distinct": counting, "most_frequent": counting, "least_frequent": counting,
}  # fmt: skip
_OPERATIONS = (telling, ranking, counting, arithmetic, series, polar)
_MOST = 1_500  # formulas of one operation's module


def candidates(question: Question, view: View, hits: Sequence[RowHit] = ()) -> tuple[Matched, list[Formula]]:
    """Return what a question matches in a table, and the formulas made of it; arguments as for `match`."""
    asked = match(question, view, hits)
    context = Context(asked, tuple(choices(asked)), tuple(summaries(asked)))
    planned = (formula for module in _OPERATIONS for formula in islice(module.plan(context), _MOST))
    return asked, [formula for formula in planned if not question.target.uncounted or not _is_wordy(formula)]


def _is_wordy(formula: Formula) -> bool:
    """Tell whether a formula comes to words without a figure, which say no amount."""
    words = [value for value in formula.values if not is_missing(value)]
    return formula.number is None and bool(words) and not any(char.isdigit() for word in words for char in word)


def say(formula: Formula, writer: Writer) -> None:
    """Say what a formula comes to; one that none of the other modules made is of arithmetic."""
    if formula.operation in ("nth", "next"):
        (telling if formula.measured is None else ranking).say(formula, writer)
    else:
        _SAYING.get(formula.operation, arithmetic).say(formula, writer)
    writer.remark(formula)
