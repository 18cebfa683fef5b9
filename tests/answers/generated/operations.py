"""For each operation the slots of a question and its exact answer, computed from the drawn data alone."""

from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction

from generated import written
from generated.conditions import Asker, Condition, be, by_date, by_flag, by_number, by_text
from generated.model import Category, Expected, Frame, Number, View, When, Words

Drawn = tuple[dict[str, str], Expected] | None
_NTH = {2: "second", 3: "third", 4: "fourth"}


def label(frame: Frame, row: int) -> str:
    """Name a row as its table does."""
    return frame.rows[row][frame.domain.language]


def numbers(frame: Frame, *, additive: bool = False) -> list[View]:
    """Return the columns of numbers that hold the same quantity for every row."""
    if frame.series and frame.series.measures:
        return []
    views = [view for view in frame.views if isinstance(view.column, Number)]
    return [view for view in views if not additive or (isinstance(view.column, Number) and view.column.additive)]


def known(view: View) -> list[tuple[int, Decimal]]:
    """Return the rows that have a number, with it."""
    return [(row, value) for row, value in enumerate(view.values) if isinstance(value, Decimal)]


def unit(frame: Frame, view: View) -> str:
    """Return the unit of a column as its table writes it."""
    return view.column.unit[frame.domain.language] if isinstance(view.column, Number) else ""


def column_slots(asker: Asker, frame: Frame, view: View, *, high: bool = True) -> dict[str, str]:
    """Name a column and say what more or less of it is called."""
    name = asker.name(frame, view)
    slots = {"col": name, "be": be(name)}
    if isinstance(view.column, Number):
        order = view.column.order
        word = order.high if high else order.low
        slots |= {"adj": word.ja, "sup": word.en, "comp": order.higher if high else order.lower}
    elif isinstance(view.column, When):
        slots |= {"adj": "遅い", "sup": "latest"} if high else {"adj": "早い", "sup": "earliest"}
    return slots


def filtered(kind: str) -> Callable[[Asker, Frame], Drawn]:
    """Make the operation that lists the rows fulfilling a condition."""

    def operation(asker: Asker, frame: Frame) -> Drawn:
        condition = _condition(asker, frame, kind)
        if condition is None or not 1 <= len(condition.rows) <= 9 or len(condition.rows) == len(frame.rows):
            return None
        labels = tuple(label(frame, row) for row in condition.rows)
        return {"cond": condition.cond, "does": condition.does}, Expected("rows", labels=labels)

    return operation


def _condition(asker: Asker, frame: Frame, kind: str) -> Condition | None:
    def grouped(index: int) -> bool:
        return frame.domain.group == index and frame.layout.group == "rows"

    views = list(enumerate(frame.views))
    if frame.series:
        return by_number(asker, frame, asker.rng.choice(frame.views)) if kind == "number" and numbers(frame) else None
    if kind == "number" and numbers(frame):
        return by_number(asker, frame, asker.rng.choice(numbers(frame)))
    if kind == "date":
        dated = [view for view in frame.views if isinstance(view.column, When)]
        return by_date(asker, asker.rng.choice(dated)) if dated else None
    flags = [view for view in frame.views if isinstance(view.column, Category) and view.column.flag]
    if kind == "flag" or (kind == "any" and flags and asker.rng.random() < 0.2):
        return by_flag(asker, flags[0]) if flags else None
    texts = [index for index, view in views if isinstance(view.column, Category) and not view.column.flag]
    texts = [index for index in texts if grouped(index) == (kind == "group") or kind == "any"]
    return by_text(asker, frame, asker.rng.choice(texts)) if texts else None


def count(asker: Asker, frame: Frame) -> Drawn:
    """How many rows fulfil a condition."""
    condition = _condition(asker, frame, asker.rng.choice(("number", "text", "group", "date", "flag", "any")))
    if condition is None or len(condition.rows) == len(frame.rows):
        return None
    slots = {"cond": condition.cond, "does": condition.does}
    return slots, Expected("number", (float(len(condition.rows)),))


def count_all(asker: Asker, frame: Frame) -> Drawn:
    """How many rows there are."""
    return None if frame.series else ({}, Expected("number", (float(len(frame.rows)),)))


def superlative(asker: Asker, frame: Frame) -> Drawn:
    """The row with the most or least, or the latest or earliest."""
    views = numbers(frame) + [view for view in frame.views if isinstance(view.column, When)]
    if not views:
        return None
    view, high = asker.rng.choice(views), asker.rng.random() < 0.6
    return column_slots(asker, frame, view, high=high), extreme(frame, view, range(len(frame.rows)), high)


def superlative_group(asker: Asker, frame: Frame) -> Drawn:
    """The row with the most or least among those that fulfil a condition."""
    condition = _condition(asker, frame, "any")
    if condition is None or len(condition.rows) < 2:
        return None
    view, high = asker.rng.choice(numbers(frame)), asker.rng.random() < 0.6
    slots = column_slots(asker, frame, view, high=high) | {"cond": condition.cond, "does": condition.does}
    return slots, extreme(frame, view, condition.rows, high)


def extreme(frame: Frame, view: View, rows: Sequence[int], high: bool) -> Expected:
    """Return all rows that share the most or least."""
    if isinstance(view.column, When):
        keys = {row: repr_key(view.values[row]) for row in rows}
        best_key = max(keys.values()) if high else min(keys.values())
        return Expected("rows", labels=tuple(label(frame, row) for row in rows if keys[row] == best_key))
    present = [(row, value) for row, value in known(view) if row in rows]
    if not present:
        return Expected("refuse")
    best = max(value for _, value in present) if high else min(value for _, value in present)
    labels = tuple(label(frame, row) for row, value in present if value == best)
    return Expected("rows", (float(best),), unit(frame, view), labels)


def repr_key(value: object) -> tuple[int, int, int]:
    """Return what orders dates."""
    return getattr(value, "year", 0), getattr(value, "month", 0), getattr(value, "day", 0)


def nth(asker: Asker, frame: Frame) -> Drawn:
    """The row at a place of the order, where no two share it."""
    return _ranked(asker, frame, only=True)


def top(asker: Asker, frame: Frame) -> Drawn:
    """The first rows in order."""
    return _ranked(asker, frame, only=False)


def _ranked(asker: Asker, frame: Frame, *, only: bool) -> Drawn:
    if not numbers(frame):
        return None
    view, high, place = asker.rng.choice(numbers(frame)), not only or asker.rng.random() < 0.7, asker.rng.randint(2, 4)
    order = sorted(known(view), key=lambda item: item[1], reverse=high)
    values = [value for _, value in order[: place + 1]]
    if len(order) <= place or len(set(values)) < len(values):
        return None
    slots = column_slots(asker, frame, view, high=high) | {"n": str(place), "nth": _NTH[place]}
    chosen = order[place - 1 : place] if only else order[:place]
    values_of = tuple(float(value) for _, value in chosen) if only else ()
    labels = tuple(label(frame, row) for row, _ in chosen)
    return slots, Expected("rows", values_of, unit(frame, view), labels, ordered=True)


def following(asker: Asker, frame: Frame) -> Drawn:
    """The row behind a named one in order, where no two share their places."""
    if not numbers(frame):
        return None
    view, high = asker.rng.choice(numbers(frame)), asker.rng.random() < 0.7
    order = sorted(known(view), key=lambda item: item[1], reverse=high)
    place = asker.rng.randint(0, 2)
    values = [value for _, value in order[: place + 3]]
    if len(values) < place + 3 or len(set(values)) < len(values):
        return None
    slots = column_slots(asker, frame, view, high=high) | {"row": frame.rows[order[place][0]][asker.language]}
    row, value = order[place + 1]
    return slots, Expected("rows", (float(value),), unit(frame, view), (label(frame, row),))


def _categories(frame: Frame) -> list[View]:
    """Return the columns of words, save those that stand over the rows as groups."""
    grouped = frame.domain.group if frame.layout.group == "rows" else None
    views = [] if frame.series else [view for index, view in enumerate(frame.views) if index != grouped]
    return [
        view for view in views if isinstance(view.column, Category) and not view.column.verb and not view.column.flag
    ]


def polar(asker: Asker, frame: Frame) -> Drawn:
    """Whether a row has what a column of yes and no is about."""
    flags = [view for view in frame.views if isinstance(view.column, Category) and view.column.flag]
    if not flags:
        return None
    view, row = flags[0], asker.rng.randrange(len(frame.rows))
    column = view.column
    assert isinstance(column, Category)
    says = "yes" if view.values[row] == column.values[0] else "no"
    slots = {"row": frame.rows[row][asker.language], "col": column.name[asker.language]}
    return slots, Expected("text", labels=(says,))


def distinct(asker: Asker, frame: Frame) -> Drawn:
    """How many different words a column has."""
    views = [view for view in _categories(frame) if 1 < len(set(view.values)) < len(view.values)]
    if not views or any(value is None for view in views for value in view.values):
        return None
    view = asker.rng.choice(views)
    return {"cat": asker.column(view.column)}, Expected("number", (float(len(set(view.values))),))


def most_frequent(asker: Asker, frame: Frame) -> Drawn:
    """The word that a column has most often, where there is one."""
    leading = [(view, Counter(view.values).most_common(2)) for view in _categories(frame)]
    clear = [(view, most[0][0]) for view, most in leading if len(most) == 2 and most[0][1] > most[1][1]]
    if not clear:
        return None
    view, value = asker.rng.choice(clear)
    assert isinstance(value, Words)
    return {"cat": asker.column(view.column)}, Expected("rows", labels=(value[frame.domain.language],))


def negated(asker: Asker, frame: Frame) -> Drawn:
    """How many rows have another word in a column than one that is named."""
    views = [view for view in _categories(frame) if len(set(view.values)) > 1]
    if not views:
        return None
    view = asker.rng.choice(views)
    value = asker.rng.choice(sorted((value for value in view.values if isinstance(value, Words)), key=repr))
    rows = [row for row, other in enumerate(view.values) if other != value]
    slots = {"col": asker.column(view.column), "v": value[asker.language]}
    return slots, Expected("number", (float(len(rows)),))


def over_rows(*, mean: bool, group: bool) -> Callable[[Asker, Frame], Drawn]:
    """Make the sum or mean of a column over all rows, or over those that fulfil a condition."""

    def operation(asker: Asker, frame: Frame) -> Drawn:
        views = numbers(frame, additive=not mean)
        condition = _condition(asker, frame, asker.rng.choice(("any", "any", "date"))) if group else None
        if not views or (group and (condition is None or len(condition.rows) < 2)):
            return None
        view = asker.rng.choice(views)
        rows = condition.rows if condition else tuple(range(len(frame.rows)))
        values = [value for row, value in known(view) if row in rows]
        slots = column_slots(asker, frame, view)
        slots |= {"cond": condition.cond, "does": condition.does} if condition else {}
        return slots, total(values, len(rows), unit(frame, view), mean=mean) if values else Expected("refuse")

    return operation


def total(values: Sequence[Decimal], asked: int, unit: str, *, mean: bool) -> Expected:
    """Return the sum or mean of the values that are there."""
    added = sum((Fraction(value) for value in values), Fraction(0))
    result = added / len(values) if mean else added
    return Expected("number", (float(result),), unit, missing=asked - len(values), approximate=mean)


def sum_named(asker: Asker, frame: Frame) -> Drawn:
    """The sum of two or three rows."""
    views = numbers(frame, additive=True)
    view = asker.rng.choice(views) if views else None
    if view is None or len(known(view)) < 4:
        return None
    chosen = asker.rng.sample(known(view), asker.rng.randint(2, 3))
    language = asker.language
    names = written.joined([frame.rows[row][language] for row, _ in chosen], language)
    expected = total([value for _, value in chosen], len(chosen), unit(frame, view), mean=False)
    return column_slots(asker, frame, view) | {"names": names}, expected


def share(asker: Asker, frame: Frame) -> Drawn:
    """What percentage of the whole one row has; only of a column without gaps or losses."""
    views = [view for view in numbers(frame, additive=True) if len(known(view)) == len(frame.rows)]
    views = [view for view in views if all(value > 0 for _, value in known(view))]
    if not views:
        return None
    view = asker.rng.choice(views)
    row, value = asker.rng.choice(known(view))
    whole = sum(Fraction(value) for _, value in known(view))
    slots = column_slots(asker, frame, view) | {"row": frame.rows[row][asker.language]}
    return slots, Expected("number", (float(100 * Fraction(value) / whole),), "%", approximate=True)


def pair(kind: str) -> Callable[[Asker, Frame], Drawn]:
    """Make the difference, the ratio or the comparison of two rows, the larger one first."""

    def operation(asker: Asker, frame: Frame) -> Drawn:
        view = asker.rng.choice(numbers(frame)) if numbers(frame) else None
        if view is None or len(known(view)) < 2:
            return None
        (low, less), (high, more) = sorted(asker.rng.sample(known(view), 2), key=lambda item: item[1])
        if less == more or (kind == "ratio" and (less <= 0 or more < less * Decimal("1.2"))):
            return None
        upward = kind != "comparison" or asker.rng.random() < 0.7
        named = [high, low] if kind != "comparison" else asker.rng.sample([high, low], 2)
        slots = column_slots(asker, frame, view, high=upward)
        slots |= {slot: frame.rows[row][asker.language] for slot, row in zip("ab", named, strict=True)}
        if kind == "comparison":
            return slots, Expected("rows", labels=(label(frame, high if upward else low),))
        if kind == "ratio":
            return slots, Expected("number", (float(Fraction(more) / Fraction(less)),), approximate=True)
        return slots, Expected("number", (float(more - less),), unit(frame, view))

    return operation
