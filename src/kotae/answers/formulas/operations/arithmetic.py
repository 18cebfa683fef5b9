"""Amounts are added, averaged, compared and set against each other, of one unit always; what is missing is never zero."""

from collections.abc import Callable, Iterator
from itertools import combinations

from kotae.answers.formulas.context import Context, percentage_change, plain
from kotae.answers.formulas.model import Choice, Condition, Direction, Formula
from kotae.answers.formulas.view import ColumnView, Place
from kotae.answers.formulas.writer import Writer, fitting

_ROUNDED = 0.02  # of the sum of its parts, by which a total that is stated may miss it: two figures, as in "390,000"
_ROWS = 12  # choices of rows that are followed over columns or set against a whole
Cells = tuple[Place, Place]
Pair = tuple[tuple[Choice, ...], Cells, int | None]


def plan(context: Context) -> Iterator[Formula]:
    """Yield the formulas that compute with amounts."""
    if context.asked.question.target.sort == "amount" or context.cued("sum", "mean", "all", "count"):
        yield from _sums(context)
    asks_amount = context.asked.question.target.sort in ("amount", "how")
    if context.cued("difference", "more", "less", "compare", "change", "ratio", "share") or asks_amount:
        for choices, cells, told in _pairs(context):
            yield from _set_against(context, choices, cells, told)
    if context.cued("share", "ratio"):
        yield from _shares(context)
    if context.cued("compare", "or", "more", "less", "greatest", "least", "earliest", "latest", "first", "last"):
        for sides in context.sides():
            yield from _compared(context, sides)


def _sums(context: Context) -> Iterator[Formula]:
    for choice in context.choices:
        given = {condition.column for condition in choice.conditions if condition.sort == "amount"}
        for column in context.measures():
            # the one amount that all rows have is no sum where the question itself gives it
            if column.place not in given or len({value for value, _ in column.known(choice.rows)}) > 1:
                yield from context.added(choice, tuple((row, column.place) for row in choice.rows))


def _pairs(context: Context) -> Iterator[Pair]:
    """Yield two cells that may be compared: of two rows in one column, of two columns in one row (the earlier first)."""
    for first, second in context.sides():
        rows = min(first.rows), min(second.rows)
        if len(first.rows) == 1 == len(second.rows) and not _lacks_named(context, rows):
            choices = (Choice(rows[:1], (first,)), Choice(rows[1:], (second,)))
            for column in context.columns:
                yield choices, ((rows[0], column.place), (rows[1], column.place)), None
    through_time = context.cued("change") or sum(period.dated for period in context.asked.question.periods) > 1
    for choice in (*context.choices[:_ROWS], *context.summaries[:_ROWS]):
        for pair in combinations(context.columns, 2) if len(choice.rows) == 1 and choice.conditions else ():
            first_time, second_time = (column.column.period for column in pair)
            if through_time and first_time and first_time == second_time:
                continue  # what two things are at one time is no change
            late = first_time and second_time and second_time.first < first_time.first
            one, other = pair[::-1] if late else pair
            if one.sort == other.sort and one.sort in ("number", "date"):
                yield (choice,), ((choice.rows[0], one.place), (choice.rows[0], other.place)), pair[1].place


def _lacks_named(context: Context, rows: tuple[int, int]) -> bool:
    """Tell whether a column that the question names as well as any states no value in one of two rows."""
    asked = context.asked
    return any(asked.view.cell((row, column)).missing for column in asked.best_named for row in rows)


def _set_against(context: Context, choices: tuple[Choice, ...], cells: Cells, told: int | None) -> Iterator[Formula]:
    """Yield difference, ratio and change between two cells, and the years between two days."""
    view, measured = context.asked.view, cells[0][1]
    one, other, sort = view.scale(cells[0]), view.scale(cells[1]), context.columns[measured].sort
    if one is None or other is None or context.unit(cells) is None:
        return
    if sort == "date":
        years = [days.first.year for cell in cells if (days := view.cell(cell).period)]
        if len(years) == 2:
            apart = float(abs(years[0] - years[1]))
            yield Formula("years_between", choices, cells, (plain(apart),), None, measured, apart)
    elif sort in ("number", "text", "order"):
        apart = abs(one - other)
        yield Formula("difference", choices, cells, (plain(apart),), told, measured, apart)
    if sort != "number" or one < 0 or other < 0:
        return  # how many times a loss is of a profit, and by what part it has changed, nobody says
    if other:
        yield Formula("ratio", choices, cells, (plain(one / other),), None, measured, one / other)
    if one:
        yield Formula("ratio", choices, cells[::-1], (plain(other / one),), None, measured, other / one, "down")
    if (change := percentage_change(one, other)) is not None:
        yield Formula("change", choices, cells, (plain(change),), None, measured, change)


def _shares(context: Context) -> Iterator[Formula]:
    """Yield which part the rows of a choice have of a column's whole, and of a total that the question names beside them."""
    rows = context.asked.view.table.rows
    totals = [whole for whole in context.summaries if len(whole.rows) == 1 and rows[whole.rows[0]].role == "total"]
    parts = [part for part in context.summaries if len(part.rows) == 1 and rows[part.rows[0]].role == "part"]
    measures = [(column, _total_row(context, column)) for column in context.measures()]
    for choice in (*context.choices[:_ROWS], *parts):
        wholes = [whole for whole in totals if not whole.terms & choice.terms]
        for column, total in measures if choice.conditions else ():
            if choice not in parts:
                yield from _share(context, (choice,), column, total)
            for whole in wholes:
                yield from _share(context, (choice, whole), column, whole.rows[0])


def _total_row(context: Context, column: ColumnView) -> int | None:
    """Return the row with the total of the rows that count, where the table states it: rounded, it may miss their sum."""
    view = context.asked.view
    added = sum(value for value, _ in column.known(view.body))
    totals = column.known(row for row, line in enumerate(view.table.rows) if line.role == "total")
    nearest = min(totals, key=lambda total: abs(total[0] - added), default=None)
    return nearest[1] if nearest and abs(nearest[0] - added) <= _ROUNDED * abs(added) else None


def _share(context: Context, choices: tuple[Choice, ...], column: ColumnView, total: int | None) -> Iterator[Formula]:
    """Yield which part the first of some choices has of a total, the last cell, or of all rows that count without one."""
    part, whole = column.known(choices[0].rows), column.known(context.asked.view.body if total is None else (total,))
    amount = sum(value for value, _ in whole)
    cells = tuple((row, column.place) for row in choices[0].rows)
    of_one = context.unit((*cells, *((row, column.place) for _, row in whole))) not in (None, "%")
    if part and amount and len(part) == len(cells) and of_one:
        stated = ((total, column.place),) if total is not None else ()
        value = 100 * sum(value for value, _ in part) / amount
        yield Formula("share", choices, (*cells, *stated), (plain(value),), None, column.place, value)


def _compared(context: Context, sides: tuple[Condition, Condition]) -> Iterator[Formula]:
    """Yield which of two things has the greater, and the lesser, value in a column."""
    told = sides[0].column
    choices = tuple(Choice(tuple(row for row in context.asked.view.body if row in s.rows), (s,)) for s in sides)
    for column in context.columns if told is not None else ():
        values = [[value for value, _ in column.known(choice.rows)] for choice in choices]
        if told is None or not all(values) or column.place == told:
            continue
        ways: tuple[tuple[Direction, Callable[..., float]], ...] = (("up", max), ("down", min))
        for direction, best in ways:
            ends = [best(side) for side in values]
            of = ends.index(best(ends))
            cell = (choices[of].rows[0], told)
            text = sides[of].said if sides[of].sort == "part" else context.asked.view.cell(cell).text
            yield Formula("compare", choices, (cell,), (text,), told, column.place, None, direction)


def say(formula: Formula, writer: Writer) -> None:
    """Say the cells, the sign and the result; of two things which has more."""
    if formula.operation == "compare":
        _say_compared(formula, writer)
        return
    rows = formula.choices[0].rows if formula.operation == "share" else [row for row, _ in formula.cells]
    names = [writer.name(row) for row in dict.fromkeys(rows)]
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
            if len(cells) > len(formula.choices[0].rows):
                cells, whole = cells[:-1], last
            else:
                known = writer.view.columns[formula.measured or 0].known(writer.view.body)
                whole = writer.number(sum(amount for amount, _ in known), decimals)
            part = writer.sum_of(cells)
            left = f"({part})" if len(cells) > 1 else part
            return f"{left} ÷ {whole}", writer.number(number, 1), "%"
        case "change":
            return f"({last} − {first}) ÷ {first}", writer.number(number, 1, signed=True), "%"
        case "years_between":
            dates = sorted((writer.cell(cell) for cell in cells), reverse=True)
            return " − ".join(dates), f"{writer.trimmed(number, 0)}{writer.word('years')}", ""
        case _:
            less, more = sorted(cells, key=lambda cell: writer.view.scale(cell) or 0.0)
            return f"{writer.bare(more)} − {writer.bare(less)}", _exact(value, number, decimals, writer), unit


def _exact(value: float, number: float, decimals: int, writer: Writer) -> str:
    """Return a sum or a difference with the decimals of its terms, or all that it has where it is told in a larger unit."""
    return writer.number(value, decimals) if value == number else writer.trimmed(value, 9)


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
