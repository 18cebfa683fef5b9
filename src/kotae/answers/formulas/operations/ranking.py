"""The greatest and the least of some rows by a column, the n-th of them, the first few; the column of a row that has most."""

from collections.abc import Iterator

from kotae.answers.formulas.context import Context, plain
from kotae.answers.formulas.model import Choice, Direction, Formula, Operation
from kotae.answers.formulas.view import ColumnView
from kotae.answers.formulas.writer import Writer
from kotae.question.model import CueKind

_CUES: tuple[CueKind, ...] = ("greatest", "least", "latest", "earliest", "first", "last", "nth", "next")
_RANKED = 10  # choices of rows that are put in order


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
    if context.cued("greatest", "least"):
        yield from _ranges(context)
    if context.cued("next", "nth", "after", "previous", "before"):
        yield from _behind(context)


def _extremes(context: Context, choice: Choice, column: ColumnView, nth: int, top: int) -> Iterator[Formula]:
    known = [(value, row) for row in choice.rows if (value := column.scale[row]) is not None]
    if len(known) < 2:
        return
    missing = len(choice.rows) - len(known)
    ways: tuple[tuple[Operation, Direction, bool], ...] = (("greatest", "up", True), ("least", "down", False))
    for operation, direction, falling in ways:
        order = sorted(known, key=lambda pair: (-pair[0] if falling else pair[0], pair[1]))
        best = tuple(row for value, row in order if value == order[0][0])
        yield from context.told(
            operation, choice, best, measured=column.place, direction=direction, tied=len(best) > 1, missing=missing
        )
        distinct = sorted({value for value, _ in known}, reverse=falling)
        if 1 < nth <= len(distinct):
            rows = tuple(row for value, row in order if value == distinct[nth - 1])
            yield from context.told(
                "nth", choice, rows, measured=column.place, direction=direction, place=nth, missing=missing
            )
        if 1 < top < len(order):
            rows = tuple(row for _, row in order[:top])
            yield from context.told(
                "top", choice, rows, measured=column.place, direction=direction, place=top, missing=missing
            )


def _behind(context: Context) -> Iterator[Formula]:
    """Yield what comes right behind a named row when rows are put in order by a column."""
    for choice in context.choices[:_RANKED]:
        if len(choice.rows) != 1 or not choice.conditions:
            continue
        for column in context.likely:
            known = [(value, row) for row in context.asked.view.body if (value := column.scale[row]) is not None]
            own = column.scale[choice.rows[0]]
            if not column.ordered or own is None:
                continue
            ways: tuple[tuple[Direction, list[float]], ...] = (
                ("up", sorted({value for value, _ in known if value < own}, reverse=True)),
                ("down", sorted({value for value, _ in known if value > own})),
            )
            for direction, beyond in ways:
                rows = tuple(row for value, row in known if beyond and value == beyond[0])
                missing = len(context.asked.view.body) - len(known)
                yield from context.told(
                    "next", choice, rows, measured=column.place, direction=direction, missing=missing
                )


def _columns(context: Context, choice: Choice) -> Iterator[Formula]:
    """Yield the columns of one row that have its greatest and its least amount, where they measure the same."""
    row = choice.rows[0]
    cells = [(value, (row, c.place)) for c in context.measures() if (value := c.scale[row]) is not None]
    if len(cells) < 2 or context.unit(place for _, place in cells) is None:
        return
    for direction, best in (("up", max(cells)[0]), ("down", min(cells)[0])):
        places = tuple(place for value, place in cells if value == best)
        headers = tuple(context.columns[column].column.header for _, column in places)
        yield Formula("which_column", (choice,), places, headers, None, places[0][1], direction=direction)  # type: ignore[arg-type]


def _ranges(context: Context) -> Iterator[Formula]:
    """Yield how far the greatest and the least amount of a column are apart."""
    for choice in context.choices[:_RANKED]:
        for column in context.measures():
            known = [(value, row) for row in choice.rows if (value := column.scale[row]) is not None]
            if len(known) > 1:
                high, low = max(known), min(known)
                cells = ((high[1], column.place), (low[1], column.place))
                value = high[0] - low[0]
                yield Formula("range", (choice,), cells, (plain(value),), None, column.place, value)


def say(formula: Formula, writer: Writer) -> None:
    """Say which rows, or columns, are first in order, by what amount, and what is told of them."""
    if formula.operation == "which_column":
        _say_columns(formula, writer)
    elif formula.operation == "range":
        high, low = formula.cells
        value = writer.number(formula.number or 0.0, writer.decimals(formula.cells))
        writer.equation(f"{writer.bare(high)} − {writer.bare(low)}", value, writer.unit(high))
    else:
        _say_rows(formula, writer)


def _say_rows(formula: Formula, writer: Writer) -> None:
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
