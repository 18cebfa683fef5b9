"""How many rows there are, how many different things, and which thing is there most often."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from kotae.answers.formulas.context import Context, plain
from kotae.answers.formulas.model import Choice, Direction, Formula, Operation
from kotae.answers.formulas.writer import MOST_NAMES, Writer

_GROUPED = 8  # choices of rows that are grouped


def plan(context: Context) -> Iterator[Formula]:
    """Yield the formulas that count."""
    question = context.asked.question
    counts = question.target.sort == "amount" or context.cued("count", "distinct", "sum", "all")
    if counts and not question.target.uncounted:
        for choice in context.choices:
            cells = tuple((row, context.asked.view.label) for row in choice.rows)
            count = float(len(choice.rows))
            if not _is_named(context, choice) and (choice.conditions or not _is_stated(context)):
                yield Formula("count", (choice,), cells, (plain(count),), None, None, count)
            yield from _distinct(context, choice)
        yield from _absent(context)
        yield from _differences(context)
    if context.cued("most_frequent", "least_frequent", "greatest", "least", "more", "compare", "all"):
        for choice in context.choices[:_GROUPED]:
            yield from _frequent(context, choice)
    if context.cued("compare", "or", "more", "less"):
        yield from _oftener(context)


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
        filled = sum(not context.asked.view.cell((row, column.place)).missing for row in choice.rows)
        if column.sort in ("text", "date") and 0 < len(texts) < len(choice.rows):
            cells = tuple((row, column.place) for row in choice.rows)
            yield Formula("distinct", (choice,), cells, (str(len(texts)),), None, column.place, float(len(texts)))
            if filled != len(choice.rows) and filled != len(texts):
                yield Formula("count", (choice,), cells, (str(filled),), None, column.place, float(filled))


def _absent(context: Context) -> Iterator[Formula]:
    """Yield zero: how many rows there are that meet a comparison which no row meets."""
    for amount in context.asked.question.amounts:
        if amount.stated:
            terms = context.asked.terms_between(amount.start, amount.end)
            if terms and not any(condition.terms & terms for condition in context.asked.conditions):
                yield Formula("count", (Choice(()),), (), ("0",), None, None, 0.0)


def _differences(context: Context) -> Iterator[Formula]:
    """Yield by how many rows one side of the question has more than the other."""
    if not context.cued("difference", "more", "less", "compare"):
        return
    asked = context.asked.question
    cue, target = asked.cued("difference"), asked.target
    if cue and target.head_start <= cue.start < target.head_end and not context.cued("count", "more", "less"):
        return  # "what is the difference between A and B" is no matter of how often they stand there
    for first, second in context.sides():
        rows = [tuple(row for row in context.asked.view.body if row in side.rows) for side in (first, second)]
        if all(len(side) == 1 for side in rows):
            continue  # one of each: nobody counts them to compare
        value = float(abs(len(rows[0]) - len(rows[1])))
        sides = (Choice(rows[0], (first,)), Choice(rows[1], (second,)))
        cells = tuple((row, context.asked.view.label) for side in rows for row in side)
        yield Formula("count_difference", sides, cells, (plain(value),), None, first.column, value)


def _frequent(context: Context, choice: Choice) -> Iterator[Formula]:
    """Yield the things that a column has most and least often, and how often."""
    for column in context.columns:
        rows = [row for row in choice.rows if not context.asked.view.cell((row, column.place)).missing]
        counts = Counter(column.keys[row] for row in rows)
        if column.sort == "number" or len(counts) < 2 or len(counts) == len(rows):
            continue
        for operation, best in (("most_frequent", max(counts.values())), ("least_frequent", min(counts.values()))):
            keys = {key for key, count in counts.items() if count == best}
            kept = tuple(row for row in rows if column.keys[row] in keys)
            values = context.texts(kept, column.place)[: len(keys)]
            cells = tuple((row, column.place) for row in kept)
            direction = "up" if operation == "most_frequent" else "down"
            yield Formula(operation, (choice,), cells, values, column.place, None, None, direction, 0, 0, len(keys) > 1)  # type: ignore[arg-type]
            yield Formula("frequency", (choice,), cells, (str(best),), None, column.place, float(best), direction)  # type: ignore[arg-type]
        yield from _summed(context, choice, column.place, rows)
    yield from _years(context, choice)


def _years(context: Context, choice: Choice) -> Iterator[Formula]:
    """Yield the years that most and fewest rows are of, and how many these are."""
    for column in context.columns:
        rows = [row for row in choice.rows if context.asked.view.cell((row, column.place)).period]
        years = list(context.years(rows, column.place))
        counts = Counter(years)
        if column.sort != "date" or len(counts) < 2 or len(counts) == len(rows):
            continue
        for operation, way, best in _ends(counts):
            kept = tuple(row for row, year in zip(rows, years, strict=True) if counts[year] == best)
            values = tuple(year for year, count in counts.items() if count == best)
            cells = tuple((row, column.place) for row in kept)
            yield Formula(operation, (choice,), cells, values, column.place, direction=way, by_year=True)


def _ends(counts: Counter[str]) -> tuple[tuple[Operation, Direction, int], ...]:
    return (("most_frequent", "up", max(counts.values())), ("least_frequent", "down", min(counts.values())))


def _summed(context: Context, choice: Choice, group: int, rows: list[int]) -> Iterator[Formula]:
    """Yield the things of a column whose rows add up to the most and to the least in another."""
    keys = context.columns[group].keys
    for column in context.measures():
        stated = [(row, value) for row in rows if (value := column.scale[row]) is not None]
        sums: dict[str, float] = defaultdict(float)
        for row, value in stated:
            sums[keys[row]] += value
        if len(sums) < 2:
            continue
        missing = len(rows) - len(stated)
        for operation, best in (("most_frequent", max(sums.values())), ("least_frequent", min(sums.values()))):
            cells = tuple((row, group) for row, _ in stated if sums[keys[row]] == best)
            direction = "up" if operation == "most_frequent" else "down"
            values = tuple(dict.fromkeys(context.asked.view.cell(cell).text for cell in cells))
            yield Formula(operation, (choice,), cells, values, group, column.place, None, direction, missing=missing)  # type: ignore[arg-type]


def _oftener(context: Context) -> Iterator[Formula]:
    """Yield which of two things more rows, and fewer, are of."""
    for first, second in context.sides():
        if first.column is None or len(first.rows) == len(second.rows):
            continue
        ordered = sorted((first, second), key=lambda side: len(side.rows))
        for operation, side in (("most_frequent", ordered[1]), ("least_frequent", ordered[0])):
            rows = tuple(sorted(side.rows))
            values = (side.said,) if side.sort == "part" else context.texts(rows, first.column)[:1]
            choices = (Choice(tuple(sorted(first.rows)), (first,)), Choice(tuple(sorted(second.rows)), (second,)))
            cells = tuple((row, first.column) for row in rows)
            direction = "up" if operation == "most_frequent" else "down"
            yield Formula(operation, choices, cells, values, first.column, None, None, direction)  # type: ignore[arg-type]


def say(formula: Formula, writer: Writer) -> None:
    """Say the count with what was counted, or the thing that is there most often with how often."""
    rows = [row for row, _ in formula.cells]
    if formula.operation == "count_difference":
        one, other = sorted((len(choice.rows) for choice in formula.choices), reverse=True)
        writer.equation(f"{one} − {other}", writer.number(formula.number or 0.0, 0))
    elif formula.operation in ("most_frequent", "least_frequent") and formula.told is not None:
        _say_frequent(formula, writer)
    else:
        kinds = formula.operation == "distinct"
        counted = formula.values[0] if formula.number is not None else str(len(rows))
        writer.mark(f"{counted}{writer.word('kinds' if kinds else 'count')}")
        if rows:
            writer.say(": ")
            if kinds and formula.measured is not None:
                texts = dict.fromkeys(writer.cell((row, formula.measured)) for row in rows)
                writer.say(writer.comma.join(list(texts)[:MOST_NAMES]))
            else:
                writer.names(rows, marked=False)


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
