"""Which rows a question may be about: all of them, those that meet one condition, or two, or one of two, or not one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, combinations, product

from kotae.answers.formulas.matched import Matched
from kotae.answers.formulas.model import Choice, Condition

_PAIRED, _TRIPLED = 10, 5  # of the best conditions so many are joined by two and by three
_CHOICES, _SUMMARIES = 48, 12


def choices(asked: Matched) -> list[Choice]:
    """Return the choices of rows that count, each set of rows with each account of it once; all rows come first."""
    return [Choice(asked.view.body), *_each_once(_all(asked), asked.view.body)][:_CHOICES]


def summaries(asked: Matched) -> list[Choice]:
    """Return the choices of totals, averages and parts of other rows, which are told but never counted."""
    body = frozenset(asked.view.body)
    others = [row for row in range(len(asked.view.table.rows)) if row not in body]
    return list(_each_once(_all(asked), others))[:_SUMMARIES] if others else []


def _each_once(choices: Iterable[Choice], among: Sequence[int]) -> Iterator[Choice]:
    """Yield choices with their rows among some, in order."""
    seen: set[tuple[tuple[int, ...], frozenset[int]]] = set()
    for choice in choices:
        rows = tuple(row for row in among if row in choice.rows)
        key = (rows, choice.terms)
        if rows and key not in seen:
            seen.add(key)
            yield Choice(rows, choice.conditions, choice.joined)


def _all(asked: Matched) -> Iterator[Choice]:
    conditions, body = asked.conditions, frozenset(asked.view.body)
    best, few = conditions[:_PAIRED], conditions[:_TRIPLED]
    cued = asked.question.cued("not", "except")
    denied = [replace(condition, rows=body - condition.rows, negated=True) for condition in best] if cued else []
    groups = (zip(denied), product(best, denied), zip(conditions), combinations(best, 2), combinations(few, 3))
    for group in chain(*groups):
        if _apart(group):
            rows = frozenset.intersection(*(condition.rows for condition in group))
            yield Choice(tuple(rows), group, "and" if len(group) > 1 else "")
    yield from _any_of_all(conditions)
    for first, second in combinations(best, 2):
        if first.column == second.column and _apart((first, second)) and first.rows != second.rows:
            either = first.rows | second.rows
            yield Choice(tuple(either), (first, second), "or")
            for third in few:
                if _apart((first, second, third)):
                    yield Choice(tuple(either & third.rows), (first, second, third), "or")


def _any_of_all(conditions: tuple[Condition, ...]) -> Iterator[Choice]:
    """Yield the rows that any of three or more names of one column names."""
    for column in {condition.column for condition in conditions if condition.column is not None}:
        named: list[Condition] = []
        for condition in conditions:
            if condition.column == column and condition.sort == "cell" and _apart((*named, condition)):
                named.append(condition)
        if len(named) > 2:
            yield Choice(tuple(frozenset().union(*(condition.rows for condition in named))), tuple(named), "or")


def _apart(conditions: tuple[Condition, ...]) -> bool:
    """Tell whether no two conditions stand on the same words."""
    return all(not first.terms & second.terms for first, second in combinations(conditions, 2))
