"""How many rows there are, how many different things, and which thing is there most often."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from kotae.answers.formulas.context import Context, plain
from kotae.answers.formulas.model import Choice, Direction, Formula, Operation
from kotae.answers.formulas.view import ColumnView
from kotae.answers.formulas.writer import MOST_NAMES, Writer

_GROUPED = 8  # choices of rows that are grouped


def plan(context: Context) -> Iterator[Formula]:
    """Yield the formulas that count."""
    question = context.asked.question
    # What only asks for an amount or a total is never answered by how many rows there are, as 合計何校 may be.
    counts = context.cued("count", "distinct") or (question.target.attached and context.cued("sum", "all"))
    if counts and not question.target.uncounted:
        for choice in context.choices:
            cells = tuple((row, context.asked.view.label) for row in choice.rows)
            count = float(len(choice.rows))
            if not _is_named(context, choice) and (choice.conditions or not _is_stated(context)):
                yield Formula("count", (choice,), cells, (plain(count),), None, None, count)
            yield from _distinct(context, choice)
        yield from _absent(context)
    if context.cued("most_frequent", "least_frequent", "greatest", "least", "more", "compare", "all"):
        for choice in context.choices[:_GROUPED]:
            yield from _frequent(context, choice)


def _is_named(context: Context, choice: Choice) -> bool:
    """Tell whether a choice is the one row whose whole name the question gives, which nobody counts."""
    label = context.asked.view.label
    named = any(c.sort == "cell" and c.column == label and not c.negated for c in choice.conditions)
    return named and len(choice.rows) == 1


def _is_stated(context: Context) -> bool:
    """Tell whether a column of amounts has the unit that is asked in, so that its cells say how many and not the rows."""
    unit = context.asked.question.target.unit
    return bool(unit) and any(column.column.unit == unit for column in context.measures())


def _distinct(context: Context, choice: Choice) -> Iterator[Formula]:
    for column in context.columns:
        texts = {column.keys[row] for row in choice.rows if not context.asked.view.cell((row, column.place)).missing}
        if column.sort in ("text", "date") and 0 < len(texts) < len(choice.rows):
            cells = tuple((row, column.place) for row in choice.rows)
            yield Formula("distinct", (choice,), cells, (str(len(texts)),), None, column.place, float(len(texts)))


def _absent(context: Context) -> Iterator[Formula]:
    """Yield zero: how many rows there are that meet a comparison which no row meets."""
    for amount in context.asked.question.amounts:
        if amount.stated:
            terms = context.asked.terms_between(amount.start, amount.end)
            if terms and not any(condition.terms & terms for condition in context.asked.conditions):
                yield Formula("count", (Choice(()),), (), ("0",), None, None, 0.0)


def _frequent(context: Context, choice: Choice) -> Iterator[Formula]:
    """Yield the things that most and fewest rows have in a column, and those whose rows add up to most and least in another."""
    for column in context.columns:
        rows = [row for row in choice.rows if not context.asked.view.cell((row, column.place)).missing]
        counts: Mapping[str, float] = Counter(column.keys[row] for row in rows)
        if column.sort == "number" or len(counts) < 2 or len(counts) == len(rows):
            continue
        yield from _ends(context, choice, column, counts, rows)
        for measured in context.measures():
            stated = [row for row in rows if measured.scale[row] is not None]
            sums: dict[str, float] = defaultdict(float)
            for row in stated:
                sums[column.keys[row]] += measured.scale[row] or 0.0
            if len(sums) > 1:
                missing = len(rows) - len(stated)
                yield from _ends(context, choice, column, sums, stated, measured=measured.place, missing=missing)


def _ends(
    context: Context, choice: Choice, column: ColumnView, amounts: Mapping[str, float], rows: Sequence[int],
    *, measured: int | None = None, missing: int = 0,
) -> Iterator[Formula]:  # fmt: skip
    """Yield the things of a column that have the greatest amount, and those that have the least."""
    ways: tuple[tuple[Operation, Direction, float], ...] = (
        ("most_frequent", "up", max(amounts.values())),
        ("least_frequent", "down", min(amounts.values())),
    )
    for operation, direction, best in ways:
        kept = tuple(row for row in rows if amounts[column.keys[row]] == best)
        values = context.texts(kept, column.place)[: len({column.keys[row] for row in kept})]
        cells = tuple((row, column.place) for row in kept)
        tied = measured is None and len(values) > 1
        yield Formula(operation, (choice,), cells, values, column.place, measured, None, direction, 0, missing, tied)


def say(formula: Formula, writer: Writer) -> None:
    """Say the count with what was counted, or the thing that is there most often with how often."""
    rows = [row for row, _ in formula.cells]
    if formula.told is not None:
        _say_frequent(formula, writer)
        return
    writer.mark(f"{formula.values[0]}{writer.word('count' if formula.measured is None else 'kinds')}")
    writer.say(": " if rows else "")
    if formula.measured is None:
        writer.names(rows, marked=False)
    else:
        texts = dict.fromkeys(writer.cell((row, formula.measured)) for row in rows)
        writer.say(writer.comma.join(list(texts)[:MOST_NAMES]))


def _say_frequent(formula: Formula, writer: Writer) -> None:
    rows = [row for row, _ in formula.cells]
    for count, value in enumerate(formula.values):
        writer.say(writer.comma if count else "")
        writer.mark(" ".join(value.split()))
    if formula.measured is None:
        often = len(rows) // max(1, len(formula.values))
        writer.operation = f"{often}{writer.word('times')}"
    else:
        places = [(row, formula.measured) for row in rows]
        writer.operation = f"{writer.header(formula.measured)}: {writer.sum_of(places)}"
    counted = ("most", "fewest") if formula.measured is None else ("most in all", "least in all")
    last = writer.word(counted[formula.direction != "up"])
    writer.say(f" ({last}: {writer.operation})")
