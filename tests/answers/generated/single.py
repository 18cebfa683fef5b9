"""Operations on one row: look-ups, one row over the years, and questions that the table cannot answer."""

from collections.abc import Callable
from decimal import Decimal

from generated import written
from generated.conditions import Asker, be
from generated.model import Category, Expected, Frame, Number, View, When, Words
from generated.operations import Drawn, column_slots, known, label, numbers, total, unit


def lookup(asker: Asker, frame: Frame) -> Drawn:
    """The number in a row and column."""
    views = [] if frame.series else numbers(frame)
    if not views:
        return None
    view = asker.rng.choice(views)
    row, value = asker.rng.choice(known(view))
    name = asker.name(frame, view)
    slots = {"row": frame.rows[row][asker.language], "col": name, "be": be(name)}
    return slots, Expected("number", (float(value),), unit(frame, view))


def lookup_two(asker: Asker, frame: Frame) -> Drawn:
    """Two numbers of one row."""
    if frame.series or len(numbers(frame)) < 2:
        return None
    views = asker.rng.sample(numbers(frame), 2)
    row = asker.rng.randrange(len(frame.rows))
    values = [value for view in views if isinstance(value := view.values[row], Decimal)]
    if len(values) < 2:
        return None
    name, other = (asker.name(frame, view) for view in views)
    slots = {"row": frame.rows[row][asker.language], "col": name, "other": other, "be": be(name)}
    return slots, Expected("cells", tuple(float(value) for value in values))


def lookup_text(asker: Asker, frame: Frame) -> Drawn:
    """The word in a row and column, where the column is drawn as one."""
    domain = frame.domain
    views = [
        view
        for index, view in enumerate(frame.views)
        if isinstance(view.column, Category) and not (domain.group == index and frame.layout.group == "rows")
    ]
    return _cell(asker, frame, views) if views and not frame.series else None


def lookup_date(asker: Asker, frame: Frame) -> Drawn:
    """The date in a row."""
    views = [view for view in frame.views if isinstance(view.column, When)]
    return _cell(asker, frame, views) if views and not frame.series else None


def _cell(asker: Asker, frame: Frame, views: list[View]) -> Drawn:
    view, row = asker.rng.choice(views), asker.rng.randrange(len(frame.rows))
    column, named = view.column, frame.rows[row][asker.language]
    text = written.cell(view.values[row], column, frame.domain.language, "", separator=False)
    slots = {"row": named, "col": asker.name(frame, view)}
    if isinstance(column, When):
        slots |= {"verb": column.verb.ja, "when": column.question.format(row=named)}
    return slots, Expected("text", labels=(text,))


def reverse(asker: Asker, frame: Frame) -> Drawn:
    """The row that has a value which no other row has."""
    views = numbers(frame)
    view = asker.rng.choice(views) if views else None
    if view is None or not isinstance(view.column, Number):
        return None
    row, value = asker.rng.choice(known(view))
    alone = sum(other == value for _, other in known(view)) == 1
    if not alone or value <= 0 or (asker.language != frame.domain.language and not view.column.cross):
        return None
    slots = {"col": asker.name(frame, view), "value": asker.value(value, view.column)}
    return slots, Expected("rows", labels=(label(frame, row),))


def _subject(asker: Asker, frame: Frame, row: int) -> dict[str, str]:
    """Name a row of a series and the quantity that it is about."""
    assert frame.series is not None
    name: Words = frame.series.subject or frame.rows[row]
    column = asker.column(frame.number(row))
    agrees = be(column)
    order = frame.number(row).order
    return {
        "row": name[asker.language], "col": column, "be": {"is": "was", "are": "were"}[agrees],
        "their": {"is": "its", "are": "their"}[agrees], "adj": order.high.ja, "sup": order.high.en,
    }  # fmt: skip


def _years(asker: Asker, frame: Frame, *, least: int = 1) -> tuple[int, int, int]:
    """Draw a row of a series with two of its years that are not neighbours by less than `least`."""
    first = asker.rng.randrange(len(frame.views) - least)
    return asker.rng.randrange(len(frame.rows)), first, asker.rng.randrange(first + least, len(frame.views))


def _year(asker: Asker, frame: Frame, year: int) -> str:
    assert frame.series is not None
    return written.year(year, asker.language, fiscal=frame.series.fiscal)


def _named_years(asker: Asker, frame: Frame, first: int, last: int) -> dict[str, str]:
    return {
        "y1": _year(asker, frame, frame.views[first].year or 0),
        "y2": _year(asker, frame, frame.views[last].year or 0),
    }


def lookup_year(asker: Asker, frame: Frame) -> Drawn:
    """The number of a row in one year."""
    if not frame.series:
        return None
    row, first, _ = _years(asker, frame)
    value = frame.views[first].values[row]
    slots = _subject(asker, frame, row) | {"year": _year(asker, frame, frame.views[first].year or 0)}
    return (slots, Expected("number", (float(value),), _unit(frame, row))) if isinstance(value, Decimal) else None


def _unit(frame: Frame, row: int) -> str:
    return frame.number(row).unit[frame.domain.language]


def superlative_year(asker: Asker, frame: Frame) -> Drawn:
    """The year in which a row has its most or least."""
    if not frame.series:
        return None
    row, high = asker.rng.randrange(len(frame.rows)), asker.rng.random() < 0.6
    values = [(view.year or 0, value) for view in frame.views if isinstance(value := view.values[row], Decimal)]
    best = max(value for _, value in values) if high else min(value for _, value in values)
    language, fiscal = frame.domain.language, frame.series.fiscal
    labels = tuple(written.year(year, language, fiscal=fiscal) for year, value in values if value == best)
    slots, order = _subject(asker, frame, row), frame.number(row).order
    word = order.high if high else order.low
    return slots | {"adj": word.ja, "sup": word.en}, Expected("rows", (float(best),), _unit(frame, row), labels)


def over_years(*, mean: bool) -> Callable[[Asker, Frame], Drawn]:
    """Make the sum or mean of a row over a run of years."""

    def operation(asker: Asker, frame: Frame) -> Drawn:
        if not frame.series:
            return None
        row, first, last = _years(asker, frame, least=2)
        if not mean and not frame.number(row).additive:
            return None
        values = [value for view in frame.views[first : last + 1] if isinstance(value := view.values[row], Decimal)]
        expected = total(values, last - first + 1, _unit(frame, row), mean=mean)
        return _subject(asker, frame, row) | _named_years(asker, frame, first, last), expected

    return operation


def change(kind: str) -> Callable[[Asker, Frame], Drawn]:
    """Make the trend of a row between two years, with its direction, or the plain difference, or the change in per cent."""

    def operation(asker: Asker, frame: Frame) -> Drawn:
        if not frame.series:
            return None
        row, first, last = _years(asker, frame)
        before, after = (frame.views[index].values[row] for index in (first, last))
        if not isinstance(before, Decimal) or not isinstance(after, Decimal):
            return None
        slots = _subject(asker, frame, row) | _named_years(asker, frame, first, last)
        moved = after - before
        if kind == "change":
            percent = float(100 * moved / abs(before)) if before else 0.0
            return (slots, Expected("number", (percent,), "%", approximate=True)) if before > 0 else None
        if kind == "difference":
            return slots, Expected("number", (float(abs(moved)),), _unit(frame, row))
        direction = "up" if moved > 0 else "down" if moved < 0 else "flat"
        return slots, Expected("number", (float(moved),), _unit(frame, row), (direction,))

    return operation


def refuse_row(asker: Asker, frame: Frame) -> Drawn:
    """A row that the table could have but has not."""
    views = numbers(frame)
    if not views or frame.series or not frame.domain.absent:
        return None
    name = asker.name(frame, asker.rng.choice(views))
    slots = {"row": asker.rng.choice(frame.domain.absent)[asker.language], "col": name, "be": be(name)}
    return slots, Expected("refuse")


def refuse_column(asker: Asker, frame: Frame) -> Drawn:
    """A column that the table could have but has not."""
    if not frame.domain.absent_columns:
        return None
    column = asker.rng.choice(frame.domain.absent_columns)[asker.language]
    names = (frame.series.subject,) if frame.series and frame.series.subject else frame.rows
    row = asker.rng.choice([name for name in names if name is not None])
    return {"row": row[asker.language], "col": column, "be": be(column)}, Expected("refuse")


def refuse_year(asker: Asker, frame: Frame) -> Drawn:
    """A year before or after those of the table."""
    if not frame.series:
        return None
    row = asker.rng.randrange(len(frame.rows))
    near = asker.rng.randint(1, 3)
    year = asker.rng.choice((frame.series.first - near, frame.series.last + near))
    return _subject(asker, frame, row) | {"year": _year(asker, frame, year)}, Expected("refuse")


def refuse_superlative(asker: Asker, frame: Frame) -> Drawn:
    """The row with the most in a year that the table does not have."""
    if not frame.series or not frame.series.measure:
        return None
    absent = View(frame.views[0].column, (), frame.series.last + asker.rng.randint(1, 3))
    return column_slots(asker, frame, absent), Expected("refuse")
