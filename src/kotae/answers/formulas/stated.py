"""What a question states of rows beside names: amounts, times, yes, none."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from kotae.answers.formulas.matched import Matched
from kotae.answers.formulas.model import Condition
from kotae.answers.formulas.view import ColumnView
from kotae.documents.model import Band, Cell
from kotae.question.model import Amount, Period
from kotae.question.words import words
from kotae.text import numbers, units
from kotae.text.periods import is_fiscal

_OPERATORS = {"=": float.__eq__, ">": float.__gt__, ">=": float.__ge__, "<": float.__lt__, "<=": float.__le__}
_UNSAID = 0.8  # trust in a band that holds a number whose unit is not said on both sides


def stated(asked: Matched) -> Iterator[Condition]:
    """Yield all that a question states of rows."""
    for reading in (_amounts, _in_bands, _numerals, _periods, _affirmed):
        yield from reading(asked)


def _amounts(asked: Matched) -> Iterator[Condition]:
    """Yield the rows whose amounts in a column stand to one of the question's as it says."""
    for amount in asked.question.amounts:
        terms = asked.terms_between(amount.start, amount.end)
        for column in asked.view.columns:
            if column.ordered and column.sort in ("number", "order", "text"):
                for wanted in _in_unit(amount, column):
                    yield from _compared(column, amount, wanted, terms)


def _in_bands(asked: Matched) -> Iterator[Condition]:
    """Yield the rows whose band holds an amount that the question names: they are called by it."""
    for amount in asked.question.amounts:
        terms = asked.terms_between(amount.start, amount.end)
        for column in asked.view.columns if amount.comparison == "=" else ():
            if column.sort != "band" or not _may_measure(amount.unit, column.column.unit):
                continue
            (number,) = _in_unit(amount, column)
            cells = [(row, line.cells[column.place].value) for row, line in enumerate(asked.view.table.rows)]
            rows = frozenset(row for row, band in cells if isinstance(band, Band) and band.holds(number))
            trust = 1.0 if amount.unit and column.column.unit else _UNSAID
            yield Condition("cell", column.place, rows, terms, trust, 1.0, f"{number:g}")


def _may_measure(unit: str, of_bands: str) -> bool:
    """Tell whether an amount may lie in bands: of the same unit, or of one that is not said on a side."""
    return not unit or not of_bands or units.is_same(unit, of_bands)


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


def _periods(asked: Matched) -> Iterator[Condition]:
    """Yield the rows with a day that lies in a time which the question names, and those below a label that is this time."""
    for period in asked.question.periods:
        terms, said = asked.terms_between(period.start, period.end), asked.question.text[period.start : period.end]
        for column in asked.view.columns:
            cells = [line.cells[column.place] for line in asked.view.table.rows]
            meant = _fiscal(period, said, cells)
            rows = frozenset(
                row for row, cell in enumerate(cells) if (days := cell.period) and _within(meant, days.first, days.last)
            )
            yield Condition("period", column.place, rows, terms, 1.0, 1.0, said)
        under = frozenset(
            row
            for row, line in enumerate(asked.view.table.rows)
            if any(days and (days.first, days.last) == (period.first, period.last) for days in line.group_periods)
        )
        yield Condition("group", None, under, terms, 1.0, 1.0, said)


def _fiscal(period: Period, said: str, cells: Sequence[Cell]) -> Period:
    """Return a time that a question names; a fiscal year with the days that a cell of a column says it has."""
    if period.grain != "year" or period.last is None or not is_fiscal(said):
        return period
    year = period.last.year
    named = (
        cell.period for cell in cells if cell.period and is_fiscal(cell.text) and numbers.years(cell.text) == {year}
    )
    days = next(named, None)
    return replace(period, first=days.first, last=days.last) if days else period


def _within(period: Period, first: date, last: date) -> bool:
    if period.dated:
        return period.holds(first, last) or (period.grain == "day" and first == period.first)
    months = (first.month, last.month) == (period.month, period.month)
    return months and (period.day is None or (first.day, last.day) == (period.day, period.day))


def _affirmed(asked: Matched) -> Iterator[Condition]:
    """Yield the rows that say yes in a column which the question names, and those with none of it where it denies something."""
    denied = asked.question.cued("not") is not None
    for column, heading in zip(asked.view.columns, asked.headings, strict=True):
        cells = [row.cells[column.place] for row in asked.view.table.rows] if heading.terms else []
        if column.sort == "yes_no":
            rows = frozenset(row for row, cell in enumerate(cells) if cell.value == "yes")
            said = column.column.header
            yield Condition("yes_no", column.place, rows, heading.terms, heading.trust, heading.whole, said)
        elif column.sort == "number" and denied:
            rows = frozenset(row for row, _ in enumerate(cells) if column.scale[row] == 0)
            yield Condition("none", column.place, rows, heading.terms, heading.trust, heading.whole, "0")
