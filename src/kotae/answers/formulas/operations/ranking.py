"""The greatest and the least of some rows by a column, the n-th of them, the first few; the column of a row that has most."""

import itertools
from collections.abc import Iterable, Iterator
from functools import partial

from kotae.answers.formulas.context import Context
from kotae.answers.formulas.model import Choice, Direction, Formula, Operation
from kotae.answers.formulas.view import ColumnView
from kotae.answers.formulas.writer import Writer
from kotae.question.model import CueKind

_CUES: tuple[CueKind, ...] = ("greatest", "least", "latest", "earliest", "first", "last", "nth", "next")
_RANKED = 10  # choices of rows that are put in order
_WAYS: tuple[tuple[Operation, Direction], ...] = (("greatest", "up"), ("least", "down"))


def plan(context: Context) -> Iterator[Formula]:
    """Yield the formulas that put rows, or the columns of a row, in order."""
    if not context.cued(*_CUES):
        return
    nth = next((cue.number for cue in context.asked.question.cues if cue.kind == "nth" and cue.number > 1), 0)
    top = context.asked.question.target.number or max((cue.number for cue in context.asked.question.cues), default=0)
    for choice in context.choices[:_RANKED]:
        for column in context.likely:
            if column.ordered and len(choice.rows) > 1:
                yield from _extremes(context, choice, column, nth, top)
        if len(choice.rows) == 1:
            yield from _columns(context, choice)
    if context.cued("next", "nth", "after", "previous", "before"):
        yield from _behind(context)


def _extremes(context: Context, choice: Choice, column: ColumnView, nth: int, top: int) -> Iterator[Formula]:
    known = column.known(choice.rows)
    for operation, direction in _WAYS if len(known) > 1 else ():
        ranks = _ranks(known, direction)
        told = partial(
            context.told,
            choice=choice,
            measured=column.place,
            direction=direction,
            missing=len(choice.rows) - len(known),
        )
        yield from told(operation, rows=ranks[0], tied=len(ranks[0]) > 1)
        if 1 < nth <= len(ranks):
            yield from told("nth", rows=ranks[nth - 1], place=nth)
        if 1 < top < len(known):
            yield from told("top", rows=tuple(itertools.chain(*ranks))[:top], place=top)


def _ranks(known: Iterable[tuple[float, int]], direction: Direction) -> list[tuple[int, ...]]:
    """Return rows in the order of their values, those of one value together: the greatest first where the way is up."""
    rows_of: dict[float, list[int]] = {}
    for value, row in sorted(known):
        rows_of.setdefault(value, []).append(row)
    ranks = [tuple(rows) for rows in rows_of.values()]
    return ranks[::-1] if direction == "up" else ranks


def _behind(context: Context) -> Iterator[Formula]:
    """Yield what comes right behind a named row when rows are put in order by a column."""
    body = context.asked.view.body
    for choice in context.choices[:_RANKED]:
        for column in context.likely if len(choice.rows) == 1 and choice.conditions else ():
            known, missing = column.known(body), sum(column.scale[row] is None for row in body)
            for _, direction in _WAYS:
                for rank, following in itertools.pairwise(_ranks(known, direction)):
                    if choice.rows[0] in rank:
                        yield from context.told(
                            "next", choice, following, measured=column.place, direction=direction, missing=missing
                        )


def _columns(context: Context, choice: Choice) -> Iterator[Formula]:
    """Yield the columns of one row that have its greatest and its least amount, where they measure the same."""
    row = choice.rows[0]
    measures = [column for column in context.measures() if column.column.role == "body"]
    known = [(value, column.place) for column in measures if (value := column.scale[row]) is not None]
    if len(known) < 2 or context.unit((row, place) for _, place in known) is None:
        return
    for _, direction in _WAYS:
        places = tuple((row, column) for column in _ranks(known, direction)[0])
        headers = tuple(context.columns[column].column.header for _, column in places)
        yield Formula("which_column", (choice,), places, headers, None, places[0][1], direction=direction)


def say(formula: Formula, writer: Writer) -> None:
    """Say which rows, or columns, are first in order, by what amount, and what is told of them."""
    if formula.operation == "which_column":
        _say_columns(formula, writer)
        return
    measured, told, label = formula.measured or 0, formula.told, writer.view.label
    header = writer.header(measured)
    for count, (row, _) in enumerate(formula.cells):
        writer.say(writer.comma if count else "")
        writer.say(f"{count + 1}. " if formula.operation == "top" else "")
        name = writer.name(row)
        (writer.mark if told in (label, None) else writer.say)(name)
        writer.say(f": {header}: " if header and not count else ": ")
        if told == measured:
            writer.tell((row, measured))
            continue
        writer.value((row, measured))
        if told not in (label, None):
            writer.say(f"{writer.comma}{writer.header(told or 0)}: ")
            writer.tell((row, told or 0))
    writer.operation = _order(formula, writer)
    writer.say("" if formula.operation == "top" else f" ({writer.operation})")


def _order(formula: Formula, writer: Writer) -> str:
    column = writer.view.columns[formula.measured or 0]
    among = sum(column.scale[row] is not None for row in formula.choices[0].rows)
    if formula.operation == "next":
        return f"{writer.name(formula.choices[0].rows[0])} →"
    if formula.operation == "nth":
        return writer.word("place", n=among, place=formula.place)
    up, down = ("latest", "earliest") if column.sort == "date" else ("greatest", "least")
    return writer.word(up if formula.direction == "up" else down, n=among)


def _say_columns(formula: Formula, writer: Writer) -> None:
    row = formula.cells[0][0]
    name = writer.name(row)
    writer.say(f"{name}: " if name else "")
    for count, place in enumerate(formula.cells):
        writer.say(writer.comma if count else "")
        writer.mark(writer.header(place[1]))
        writer.say(": ")
        writer.value(place)
    among = sum(column.scale[row] is not None for column in writer.view.columns if column.sort == "number")
    writer.operation = writer.word("greatest" if formula.direction == "up" else "least", n=among)
    writer.say(f" ({writer.operation})")
