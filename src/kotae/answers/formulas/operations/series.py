"""What becomes of an amount over time: along the columns of a row that are of times, or down the rows that are."""

from collections.abc import Iterable, Iterator
from datetime import date

from kotae.answers.formulas.context import Context, percentage_change, plain
from kotae.answers.formulas.model import Choice, Formula
from kotae.answers.formulas.view import Place
from kotae.answers.formulas.writer import MOST_OPERANDS, Writer
from kotae.documents.model import Period

_CHOICES = 16  # choices of rows that are followed through time


def plan(context: Context) -> Iterator[Formula]:
    """Yield change, sum and mean over the times that the question names, or over all."""
    if not (context.cued("change", "sum", "mean", "difference", "all") or context.asked.question.periods):
        return
    for choice, every in _series(context):
        cells = tuple(place for place in every if context.asked.view.scale(place) is not None)
        whole = len(cells) > 1 and (cells[0], cells[-1]) == (every[0], every[-1])
        if whole and context.cued("change", "difference") and context.unit(cells) is not None:
            change = (context.asked.view.scale(cells[-1]) or 0.0) - (context.asked.view.scale(cells[0]) or 0.0)
            yield Formula("trend", (choice,), cells, (plain(change),), None, cells[0][1], change)
        if context.cued("sum", "mean", "all") and choice not in context.summaries:
            yield from context.added(choice, every)


def _series(context: Context) -> Iterator[tuple[Choice, tuple[Place, ...]]]:
    """Yield cells of one unit in the order of their times."""
    view = context.asked.view
    lone = [choice for choice in context.summaries[:_CHOICES] if len(choice.rows) == 1]
    for choice in (*context.choices[:_CHOICES], *lone):
        if len(choice.rows) == 1:
            for columns in _through_time(context):
                within = _within(context, [(view.times[place], place) for place in columns])
                yield choice, tuple((choice.rows[0], place) for place in within)
            continue
        for label in (column for column in context.columns if column.sort == "date"):
            within = _within(context, [(view.cell((row, label.place)).period, row) for row in choice.rows])
            for column in context.measures():
                yield choice, tuple((row, column.place) for row in within)


def _within(context: Context, timed: Iterable[tuple[Period | None, int]]) -> list[int]:
    """Return what is of the times between the first and the last that the question names, in their order.

    That is all of it where the question names less than two times.
    """
    periods = [period for period in context.asked.question.periods if period.dated]
    if len(periods) < 2 and not any(period.grain == "range" or period.stated for period in periods):
        periods = []
    first = min((period.first or date.min for period in periods), default=date.min)
    last = max((period.last or date.max for period in periods), default=date.max)
    within = ((when.first, place) for when, place in timed if when and when.last >= first and when.first <= last)
    return [place for _, place in sorted(within)]


def _through_time(context: Context) -> Iterator[list[int]]:
    """Yield the columns of amounts that have a time; where several are of one time, those of one name apart from others."""
    view = context.asked.view
    dated = [column for column in context.measures() if view.times[column.place]]
    if len({view.times[column.place] for column in dated}) == len(dated):
        yield [column.place for column in dated]
        return
    named: dict[tuple[str, ...], list[int]] = {}
    for column in dated:
        named.setdefault(column.header, []).append(column.place)
    yield from (
        columns for columns in named.values() if len({view.times[place] for place in columns}) == len(columns) > 1
    )


def say(formula: Formula, writer: Writer) -> None:
    """Say the amounts in the order of time, and by how much the last is more or less than the first."""
    cells, change = formula.cells, formula.number or 0.0
    one_row = len({row for row, _ in cells}) == 1
    writer.say(f"{writer.name(cells[0][0])}: " if one_row and writer.name(cells[0][0]) else "")
    for count, (row, column) in enumerate(cells[:MOST_OPERANDS]):
        when = writer.header(column) if one_row else writer.name(row)
        writer.say(f"{' → ' if count else ''}{when} {writer.cell((row, column))}")
    unit = writer.unit(cells[0])
    writer.say(f" {unit}: " if unit else ": ")
    way = "up" if change > 0 else "down" if change < 0 else "flat"
    amount = writer.number(change, writer.decimals(cells), signed=True)
    writer.mark(f"{writer.word(way)} {amount}{f' {unit}' if unit else ''}")
    first, last = (writer.view.scale(place) or 0.0 for place in (cells[0], cells[-1]))
    percent = percentage_change(first, last)
    writer.say("" if percent is None else f" ({percent:+.1f}%)")
    writer.operation = f"{writer.cell(cells[-1])} − {writer.cell(cells[0])}"
