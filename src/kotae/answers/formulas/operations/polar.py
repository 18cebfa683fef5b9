"""Yes or no: whether rows meet what is said of them."""

from collections.abc import Iterator

from kotae.answers.formulas.context import Context
from kotae.answers.formulas.model import Choice, Formula
from kotae.answers.formulas.writer import Writer

_CHECKED = 16  # choices of rows that are asked about


def plan(context: Context) -> Iterator[Formula]:
    """Yield the formulas whose answer is yes or no."""
    question = context.asked.question
    if question.target.sort == "yes_no" or question.text.lower().startswith(("is ", "did ", "was ", "does ")):
        yield from _affirmed(context)
        yield from _had(context)


def _affirmed(context: Context) -> Iterator[Formula]:
    view = context.asked.view
    for choice in context.choices[:_CHECKED]:
        if choice.conditions:
            met = dict.fromkeys(condition.column for condition in choice.conditions if condition.column is not None)
            columns = [column for column in met if column != view.label] or [view.label]
            cells = tuple((row, column) for row in choice.rows for column in columns)
            yield Formula("yes_no", (choice,), cells, ("yes",))
    for first, second in context.crossed():
        if not first.rows & second.rows:
            sides = tuple(Choice(tuple(sorted(side.rows)), (side,)) for side in (first, second))
            cells = tuple((row, side.column or 0) for side in (first, second) for row in sorted(side.rows))
            yield Formula("yes_no", sides, cells, ("no",))


def _had(context: Context) -> Iterator[Formula]:
    """Yield whether a row has what a column that is named is about: its cell says yes, or states anything but no."""
    view = context.asked.view
    for choice in context.choices[:_CHECKED]:
        given = {condition.column for condition in choice.conditions}
        for column in context.columns if len(choice.rows) == 1 and choice.conditions else ():
            if column.place in given or not context.asked.headings[column.place].terms:
                continue
            cell = view.cell((choice.rows[0], column.place))
            said = "no" if cell.missing or cell.value == "no" or not cell.text else "yes"
            place = (choice.rows[0], column.place)
            yield Formula("yes_no", (choice,), (place,), (said,), column.place)


def say(formula: Formula, writer: Writer) -> None:
    """Say yes or no, with the cells that show it."""
    writer.mark(writer.word(formula.values[0]))
    for count, place in enumerate(formula.cells[:4]):
        writer.say(writer.comma if count else ": ")
        name = writer.name(place[0], place[1])
        writer.say(f"{name} " if name else "")
        header = writer.header(place[1]) if place[1] != writer.view.label else ""
        writer.say(f"{header} " if header else "")
        writer.value(place)
