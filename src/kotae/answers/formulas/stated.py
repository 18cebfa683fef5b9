"""What a question states of rows beside names: amounts, times, labels that stand over them, yes, none."""

from collections.abc import Iterator
from datetime import date
from itertools import zip_longest

from kotae.answers.formulas.matched import SHORTEST, Matched, cuts_a_word, heading_of
from kotae.answers.formulas.model import Condition
from kotae.answers.formulas.view import ColumnView, terms_of
from kotae.documents.model import Period as Days
from kotae.question.model import Amount, Period
from kotae.question.words import words
from kotae.text import units
from kotae.text.normalise import fold

_OPERATORS = {"=": float.__eq__, ">": float.__gt__, ">=": float.__ge__, "<": float.__lt__, "<=": float.__le__}


def stated(asked: Matched) -> Iterator[Condition]:
    """Yield all that a question states of rows."""
    for reading in (_amounts, _numerals, _none, _periods, _groups, _totals, _affirmed):
        yield from reading(asked)


def _amounts(asked: Matched) -> Iterator[Condition]:
    """Yield the rows whose amounts in a column stand to one of the question's as it says."""
    for amount in asked.question.amounts:
        terms = asked.terms_between(amount.start, amount.end)
        for column in asked.view.columns:
            if column.ordered and column.sort in ("number", "order", "text"):
                for wanted in _in_unit(amount, column):
                    yield from _compared(column, amount, wanted, terms)


def _in_unit(amount: Amount, column: ColumnView) -> set[float]:
    """Return what an amount is in the unit of a column: as it is said, or with its scale and unit applied."""
    unit = column.column.unit
    converted = units.converted(amount.value, amount.unit, unit) if amount.unit and unit else None
    if converted is not None:
        return {converted}
    factor = units.unit(unit).factor if amount.scaled and unit else 1.0
    return {float(f"{amount.value / factor:.12g}")}


def _compared(column: ColumnView, amount: Amount, wanted: float, terms: frozenset[int]) -> Iterator[Condition]:
    meets = _OPERATORS[amount.comparison]
    rows = frozenset(
        row for row, value in enumerate(column.scale) if value is not None and meets(float(value), float(wanted))
    )
    trust = 1.0 if amount.stated or amount.comparison == "=" else 0.5
    yield Condition("amount", column.place, rows, terms, trust, 1.0, f"{amount.comparison} {wanted:g}")


def _numerals(asked: Matched) -> Iterator[Condition]:
    """Yield the rows that have, in a column of amounts, a number that the question says in a word."""
    numerals = words(asked.question.language, "limits")["numbers"]
    spelt = (asked.question.text[term.start : term.end].lower() for term in asked.terms)
    said = {number: numerals[word] for number, word in enumerate(spelt) if word in numerals}
    for number, value in said.items():
        for column in asked.view.columns:
            if column.sort in ("number", "order"):
                rows = frozenset(row for row, amount in enumerate(column.scale) if amount == value)
                yield Condition("amount", column.place, rows, frozenset({number}), 0.8, 1.0, f"= {value:g}")


def _none(asked: Matched) -> Iterator[Condition]:
    """Yield the rows that have none of what a named column counts, where the question denies something."""
    if not asked.question.cued("not"):
        return
    for column in asked.view.columns:
        heading = heading_of(asked, column)
        if column.sort == "number" and heading.terms:
            none = frozenset(row for row, amount in enumerate(column.scale) if amount == 0)
            yield Condition("none", column.place, none, heading.terms, heading.trust, heading.whole, "0")


def _periods(asked: Matched) -> Iterator[Condition]:
    """Yield the rows with a day that lies in a time which the question names."""
    for period in asked.question.periods:
        terms = asked.terms_between(period.start, period.end)
        for column in asked.view.columns:
            rows = frozenset(
                row
                for row, line in enumerate(asked.view.table.rows)
                if (days := line.cells[column.place].period) and _within(period, days.first, days.last)
            )
            if rows:
                yield Condition(
                    "period", column.place, rows, terms, 1.0, 1.0, asked.question.text[period.start : period.end]
                )


def _within(period: Period, first: date, last: date) -> bool:
    if period.dated:
        return period.holds(first, last) or (period.grain == "day" and first == period.first)
    months = (first.month, last.month) == (period.month, period.month)
    return months and (period.day is None or (first.day, last.day) == (period.day, period.day))


def _groups(asked: Matched) -> Iterator[Condition]:
    """Yield the rows below a label that the question names."""
    text = fold(asked.question.text)
    rows_of: dict[str, set[int]] = {}
    days_of: dict[str, Days | None] = {}
    for row, line in enumerate(asked.view.table.rows):
        for label, days in zip_longest(line.group, line.group_periods):
            rows_of.setdefault(fold(label), set()).add(row)
            days_of[fold(label)] = days
    for label, rows in rows_of.items():
        at = text.find(label) if len(label) >= SHORTEST else -1
        if at >= 0 and not cuts_a_word(text, at, at + len(label)):
            terms = asked.terms_between(at, at + len(label))
            yield Condition("group", None, frozenset(rows), terms, 1.0, 1.0, label)
            continue
        for terms, trust in _called_so(asked, label, days_of[label]):
            yield Condition("group", None, frozenset(rows), terms, trust, 1.0, label)


def _called_so(asked: Matched, label: str, days: Days | None) -> Iterator[tuple[frozenset[int], float]]:
    """Yield the question's terms that are another wording of a label, or name its time."""
    own = frozenset(terms_of(label))
    for phrase in asked.question.phrases:
        for wording in phrase:
            if wording.source != "itself" and wording.terms == own:
                yield asked.terms_between(wording.start, wording.end), wording.trust
    for period in asked.question.periods if days else ():
        if days and period.grain == "day" and (period.first, period.last) == (days.first, days.last):
            yield asked.terms_between(period.start, period.end), 1.0


def _totals(asked: Matched) -> Iterator[Condition]:
    """Yield the totals and averages of what the question names."""
    text = fold(asked.question.text)
    for row, line in enumerate(asked.view.table.rows):
        for label in (
            {fold(line.of), *(fold(label) for label in line.group[-1:])} if line.role in ("total", "average") else ()
        ):
            at = text.find(label) if len(label) >= SHORTEST else -1
            if at >= 0 and not cuts_a_word(text, at, at + len(label)):
                yield Condition(
                    "total", None, frozenset({row}), asked.terms_between(at, at + len(label)), 1.0, 1.0, label
                )


def _affirmed(asked: Matched) -> Iterator[Condition]:
    """Yield the rows that say yes in a column of yes and no which the question names."""
    for column in asked.view.columns:
        if column.sort != "yes_no":
            continue
        heading = heading_of(asked, column)
        values = [row.cells[column.place].value for row in asked.view.table.rows]
        if heading.terms:
            yes = frozenset(row for row, value in enumerate(values) if value == "yes")
            yield Condition(
                "yes_no", column.place, yes, heading.terms, heading.trust, heading.whole, column.column.header
            )
