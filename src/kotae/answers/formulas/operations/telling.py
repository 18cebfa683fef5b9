"""Cells are told as they are: of the rows that are named, of the first, last or n-th, of those next to them."""

from collections.abc import Iterator
from itertools import combinations

from kotae.answers.formulas.context import Context
from kotae.answers.formulas.model import Choice, Formula
from kotae.answers.formulas.writer import MOST_NAMES, Writer
from kotae.question.model import CueKind

# Cues that may mean a place in the table's own order; without one no row of the whole table is told for another.
_PLACES: tuple[CueKind, ...] = (
    "first",
    "last",
    "nth",
    "greatest",
    "least",
    "earliest",
    "latest",
    "next",
    "previous",
    "rank",
)
_MOST = 40  # rows whose cells are told at the most


def plan(context: Context) -> Iterator[Formula]:
    """Yield the formulas that tell cells."""
    for choice in context.choices:
        if choice.conditions and len(choice.rows) <= _MOST:
            yield from _looked_up(context, choice)
        elif context.cued("all", "each") or context.asked.question.target.several:
            yield from context.told("list", choice, choice.rows[:_MOST])
        if len(choice.rows) > 1 and (choice.conditions or context.cued(*_PLACES)):
            yield from _placed(context, choice)
        elif not choice.conditions:
            yield from _looked_up(context, choice)  # a table of one row, which need not be named
    for choice in context.summaries:
        yield from _looked_up(context, choice)
    if context.cued("next", "previous", "before", "after", "first", "last"):
        yield from _beside(context)
    if context.cued("same"):
        yield from _same(context)


def _looked_up(context: Context, choice: Choice) -> Iterator[Formula]:
    given = {
        c.column for c in choice.conditions if c.sort in ("cell", "yes_no") and not c.negated and choice.joined != "or"
    }
    if any(c.sort == "group" and not c.negated for c in choice.conditions) and not _asks_names(context):
        given.add(context.asked.view.label)
    for formula in context.told("look_up", choice, choice.rows):
        if formula.told not in given:
            yield formula
    yield from _several(context, choice)
    yield from _nothing(context, choice)


def _asks_names(context: Context) -> bool:
    """Tell whether a question may ask which rows stand below a label: by a word for it, or by what the rows are called."""
    target, label = context.asked.question.target, context.asked.view.label
    named = label < len(context.asked.headings) and bool(context.asked.headings[label].terms)
    return named or target.several or target.sort in ("which", "who", "where") or context.cued("all", "each")


def _several(context: Context, choice: Choice) -> Iterator[Formula]:
    """Yield what a row has in two columns that are both named."""
    given = {condition.column for condition in choice.conditions}
    named = [n for n, heading in enumerate(context.asked.headings) if heading.terms and n not in given]
    for first, second in combinations(named, 2) if len(choice.rows) == 1 else ():
        if context.asked.headings[first].terms & context.asked.headings[second].terms:
            continue
        cells = tuple((choice.rows[0], place) for place in (first, second))
        values = tuple(context.asked.view.cell(cell).text for cell in cells)
        if all(values) and not any(context.asked.view.cell(cell).missing for cell in cells):
            yield Formula("look_up", (choice,), cells, values, first, second)


def _nothing(context: Context, choice: Choice) -> Iterator[Formula]:
    """Yield that the one cell asked for states no value."""
    for column in context.columns if len(choice.rows) == 1 else ():
        cell = context.asked.view.cell((choice.rows[0], column.place))
        if cell.missing and cell.text:
            place = (choice.rows[0], column.place)
            yield Formula("look_up", (choice,), (place,), (cell.text,), column.place, missing=1)


def _placed(context: Context, choice: Choice) -> Iterator[Formula]:
    """Yield what the first, the last and the n-th of some rows have."""
    yield from context.told("first", choice, choice.rows[:1])
    yield from context.told("last", choice, choice.rows[-1:])
    for cue in context.asked.question.cues:
        if cue.kind == "nth" and 1 < cue.number <= len(choice.rows):
            place = -cue.number if cue.direction == "up" else cue.number - 1
            yield from context.told("nth", choice, (choice.rows[place],), place=cue.number)


def _beside(context: Context) -> Iterator[Formula]:
    """Yield what the rows next to the named ones have."""
    body = context.asked.view.body
    for choice in context.choices:
        if not choice.conditions:
            continue
        first, last = body.index(choice.rows[0]), body.index(choice.rows[-1])
        if first > 0:
            yield from context.told("previous", choice, (body[first - 1],))
        if last + 1 < len(body):
            yield from context.told("next", choice, (body[last + 1],))
        if first != last and first + 1 < len(body):
            yield from context.told("next", choice, (body[first + 1],))


def _same(context: Context) -> Iterator[Formula]:
    """Yield what the other rows have whose value in a column is that of a named row."""
    body = context.asked.view.body
    for choice in context.choices:
        if len(choice.rows) != 1 or not choice.conditions:
            continue
        row = choice.rows[0]
        for column in context.columns:
            key = column.keys[row]
            rows = tuple(other for other in body if other != row and column.keys[other] == key) if key else ()
            if rows and column.place not in {condition.column for condition in choice.conditions}:
                yield from context.told("same", choice, rows, measured=column.place)


def say(formula: Formula, writer: Writer) -> None:
    """Say cells with the names of their rows and columns; of several rows only what is told of them."""
    label = writer.view.label
    if all(column == label for _, column in formula.cells):
        writer.names([row for row, _ in formula.cells])
        return
    said: tuple[int | None, int | None] = (None, None)
    for count, (row, column) in enumerate(formula.cells[:MOST_NAMES]):
        name, header = writer.name(row, column), writer.header(column)
        writer.say(writer.comma if count else "")
        writer.say(f"{name}: " if name and row != said[0] else "")
        writer.say(f"{header}: " if header and column != said[1] else "")
        writer.tell((row, column))
        said = (row, column)
