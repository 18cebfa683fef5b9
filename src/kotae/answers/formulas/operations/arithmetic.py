"""Amounts are added, averaged, compared and set against each other, of one unit always; what is missing is never zero."""

from collections.abc import Iterator
from itertools import combinations

from kotae.answers.formulas.context import Context, percentage_change, plain
from kotae.answers.formulas.model import Choice, Condition, Formula
from kotae.answers.formulas.view import ColumnView
from kotae.answers.formulas.writer import Writer, fitting

_ROWS = 12  # choices of rows that are followed over columns or set against a whole


def plan(context: Context) -> Iterator[Formula]:
    """Yield the formulas that compute with amounts."""
    if context.asked.question.target.sort == "amount" or context.cued("sum", "mean", "all", "count"):
        yield from _sums(context)
    if context.cued("difference", "more", "less", "compare", "change", "ratio", "share") or _asks_amount(context):
        for first, second in context.sides():
            if len(first.rows) == 1 == len(second.rows):
                yield from _of_rows(context, first, second)
        yield from _of_columns(context)
        yield from _shares(context)
    if context.cued("compare", "or", "more", "less", "greatest", "least", "earliest", "latest", "first", "last"):
        for first, second in context.sides():
            yield from _compared(context, first, second)


def _asks_amount(context: Context) -> bool:
    return context.asked.question.target.sort in ("amount", "how")


def _sums(context: Context) -> Iterator[Formula]:
    for choice in context.choices:
        for column in context.measures():
            cells = tuple((row, column.place) for row in choice.rows if column.scale[row] is not None)
            values = [value for row in choice.rows if (value := column.scale[row]) is not None]
            if len(values) < 2 or context.unit(cells) is None or _gives(choice, column, values):
                continue
            missing = len(choice.rows) - len(values)
            total = sum(values)
            if context.unit(cells) != "%":
                yield Formula("sum", (choice,), cells, (plain(total),), None, column.place, total, missing=missing)
            mean = total / len(values)
            yield Formula("mean", (choice,), cells, (plain(mean),), None, column.place, mean, missing=missing)


def _gives(choice: Choice, column: ColumnView, values: list[float]) -> bool:
    """Tell whether the question itself gives the one amount that all rows of a choice have in a column."""
    given = any(condition.sort == "amount" and condition.column == column.place for condition in choice.conditions)
    return given and len(set(values)) == 1


def _of_rows(context: Context, first: Condition, second: Condition) -> Iterator[Formula]:
    """Yield difference, ratio and change between two rows in one column, and the time between two days."""
    rows = (min(first.rows), min(second.rows))
    choices = (Choice(rows[:1], (first,)), Choice(rows[1:], (second,)))
    if _lacks_named(context, rows):
        return
    for column in context.columns:
        one, other = column.scale[rows[0]], column.scale[rows[1]]
        cells = ((rows[0], column.place), (rows[1], column.place))
        if one is None or other is None or context.unit(cells) is None:
            continue
        if column.sort == "date":
            yield from _between(context, choices, cells, other - one)
        elif column.sort in ("number", "text", "order"):
            yield Formula(
                "difference", choices, cells, (plain(abs(one - other)),), None, column.place, abs(one - other)
            )
        if column.sort == "number":
            yield from _set_against(choices, cells, column, one, other)


def _lacks_named(context: Context, rows: tuple[int, int]) -> bool:
    """Tell whether a column that the question names as well as any states no value in one of two rows."""
    asked = context.asked
    return any(asked.view.cell((row, column)).missing for column in asked.best_named for row in rows)


def _set_against(
    choices: tuple[Choice, ...], cells: tuple[tuple[int, int], ...], column: ColumnView, one: float, other: float
) -> Iterator[Formula]:
    if one < 0 or other < 0:  # how many times a loss is of a profit, and by what part it has changed, nobody says
        return
    if other:
        yield Formula("ratio", choices, cells, (plain(one / other),), None, column.place, one / other)
    if one:
        yield Formula("ratio", choices, cells[::-1], (plain(other / one),), None, column.place, other / one, "down")
    if (change := percentage_change(one, other)) is not None:
        yield Formula("change", choices, cells, (plain(change),), None, column.place, change)


def _between(
    context: Context, choices: tuple[Choice, ...], cells: tuple[tuple[int, int], ...], days: float
) -> Iterator[Formula]:
    first, second = (context.asked.view.cell(cell).period for cell in cells)
    if first is None or second is None:
        return
    years = float(abs(first.first.year - second.first.year))
    yield Formula("years_between", choices, cells, (plain(years),), None, cells[0][1], years)
    if first.first == first.last and second.first == second.last:
        yield Formula("days_between", choices, cells, (plain(abs(days)),), None, cells[0][1], abs(days))


def _of_columns(context: Context) -> Iterator[Formula]:
    """Yield difference, ratio and change between two columns of one row, be it a total or a part; earlier ones come first."""
    named = [column for column in context.columns if column.sort in ("number", "date")]
    through_time = context.cued("change") or sum(period.dated for period in context.asked.question.periods) > 1
    for choice in (*context.choices[:_ROWS], *context.summaries[:_ROWS]):
        if len(choice.rows) != 1 or not choice.conditions:
            continue
        row = choice.rows[0]
        for first, second in combinations(named, 2):
            one, other = first.scale[row], second.scale[row]
            cells = ((row, first.place), (row, second.place))
            if one is None or other is None or first.sort != second.sort or context.unit(cells) is None:
                continue
            if through_time and first.column.period is not None and first.column.period == second.column.period:
                continue  # what two things are at one time is no change
            if first.sort == "date":
                yield from _between(context, (choice,), cells, other - one)
                continue
            if first.column.period and second.column.period and second.column.period.first < first.column.period.first:
                one, other, cells = other, one, (cells[1], cells[0])
            yield Formula(
                "difference", (choice,), cells, (plain(abs(one - other)),), second.place, first.place, abs(one - other)
            )
            yield from _set_against((choice,), cells, first, one, other)


def _shares(context: Context) -> Iterator[Formula]:
    """Yield which part of a column's sum the rows of a choice have."""
    if not context.cued("share", "ratio"):
        return
    body = context.asked.view.body
    for choice in context.choices[:_ROWS]:
        for column in context.measures() if choice.conditions else ():
            part = [value for row in choice.rows if (value := column.scale[row]) is not None]
            whole = sum(value for row in body if (value := column.scale[row]) is not None)
            cells = tuple((row, column.place) for row in choice.rows)
            of_one = context.unit((row, column.place) for row in body if column.scale[row] is not None) not in (
                None,
                "%",
            )
            if part and whole and len(part) == len(choice.rows) and of_one:
                value = 100 * sum(part) / whole
                yield Formula("share", (choice,), cells, (plain(value),), None, column.place, value)


def _compared(context: Context, first: Condition, second: Condition) -> Iterator[Formula]:
    """Yield which of two things has the greater, and the lesser, value in a column."""
    if first.column is None:
        return
    sides = [tuple(row for row in context.asked.view.body if row in side.rows) for side in (first, second)]
    if not all(sides):
        return
    choices = (Choice(sides[0], (first,)), Choice(sides[1], (second,)))
    for column in context.columns:
        if not column.ordered or column.place == first.column:
            continue
        values = [[value for row in side if (value := column.scale[row]) is not None] for side in sides]
        if not all(values):
            continue
        for direction, of in (("up", max), ("down", min)):
            best = of(range(2), key=lambda side: of(values[side]))
            cells = ((sides[best][0], first.column),)
            side = (first, second)[best]
            text = side.said if side.sort == "part" else context.asked.view.cell(cells[0]).text
            yield Formula("compare", choices, cells, (text,), first.column, column.place, None, direction)  # type: ignore[arg-type]


def say(formula: Formula, writer: Writer) -> None:
    """Say the cells, the sign and the result; of two things which has more."""
    if formula.operation == "compare":
        _say_compared(formula, writer)
        return
    rows = list(dict.fromkeys(row for row, _ in formula.cells))
    names = [writer.name(row) for row in rows]
    if len(names) == 1 and names[0]:
        writer.say(f"{names[0]}: ")
    elif len(names) == 2 and formula.operation not in ("sum", "mean", "share"):
        sign = {"difference": " − ", "ratio": " ÷ "}.get(formula.operation, " → ")
        writer.say(f"{sign.join(names)}: ")
    writer.equation(*_equation(formula, writer))


def _equation(formula: Formula, writer: Writer) -> tuple[str, str, str]:
    """Return the left side of an equation, its result and its unit."""
    cells, number = formula.cells, formula.number or 0.0
    decimals = writer.decimals(cells)
    value, unit = fitting(formula, writer.view)
    first, last = writer.bare(cells[0]), writer.bare(cells[-1])
    match formula.operation:
        case "sum":
            return writer.sum_of(cells), _exact(value, number, decimals, writer), unit
        case "mean":
            terms = writer.sum_of(cells)
            return f"({terms}) ÷ {len(cells)}", writer.trimmed(value, decimals + 2), unit
        case "ratio":
            return f"{first} ÷ {last}", writer.trimmed(number, 2 if abs(number) >= 0.1 else 4), ""
        case "share":
            column = writer.view.columns[formula.measured or 0]
            whole = sum(amount for row in writer.view.body if (amount := column.scale[row]) is not None)
            part = writer.sum_of(cells)
            left = f"({part})" if len(cells) > 1 else part
            return f"{left} ÷ {writer.number(whole, decimals)}", writer.number(number, 1), "%"
        case "change":
            return f"({last} − {first}) ÷ {first}", writer.number(number, 1, signed=True), "%"
        case "years_between" | "days_between":
            word = writer.word("years" if formula.operation == "years_between" else "days")
            dates = sorted((writer.cell(cell) for cell in cells), reverse=True)
            return " − ".join(dates), f"{writer.trimmed(number, 0)}{word}", ""
        case _:
            one, other = (
                (cells[0], cells[-1])
                if _amount(writer, cells[0]) >= _amount(writer, cells[-1])
                else (cells[-1], cells[0])
            )
            return (
                f"{writer.bare(one)} − {writer.bare(other)}",
                _exact(value, number, decimals, writer),
                unit,
            )


def _exact(value: float, number: float, decimals: int, writer: Writer) -> str:
    """Return a sum or a difference with the decimals of its terms, or all that it has where it is told in a larger unit."""
    return writer.number(value, decimals) if value == number else writer.trimmed(value, 9)


def _amount(writer: Writer, place: tuple[int, int]) -> float:
    return writer.view.columns[place[1]].scale[place[0]] or 0.0


def _say_compared(formula: Formula, writer: Writer) -> None:
    measured = formula.measured or 0
    best = formula.cells[0][0]
    rows = [best, *(choice.rows[0] for choice in formula.choices if best not in choice.rows)]
    for count, row in enumerate(rows):
        writer.say((" > " if formula.direction == "up" else " < ") if count else "")
        name = formula.values[0] if not count else writer.cell((row, formula.told or 0))
        (writer.say if count else writer.mark)(name)
        writer.say(f" {writer.cell((row, measured))}")
    unit = writer.unit((rows[0], measured))
    writer.say(f" {unit}" if unit else "")
    writer.operation = writer.text
