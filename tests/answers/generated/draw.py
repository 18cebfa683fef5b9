"""The data of a domain drawn at random: one table of its columns, one of its years, with a layout for each."""

import calendar
import math
import random
from decimal import Decimal

from generated.model import (
    Category,
    Column,
    Day,
    Domain,
    Frame,
    Language,
    Layout,
    Number,
    Split,
    Value,
    View,
    When,
    Words,
    several,
)

# What rows of any subject may have or not have, and how tables say so.
_FLAGS: dict[Split, tuple[Words, ...]] = {
    "dev": several("駐車場=parking; 点検=an inspection; 補助=a subsidy; 案内板=a signboard"),
    "heldout": several("保険=insurance; 認証=a certificate; 予備=a spare; 公開資料=public records"),
}
_MARKS: dict[Language, tuple[str, ...]] = {"ja": ("○;×", "有;無", "あり;なし"), "en": ("Yes;No", "yes;no", "✓;✗")}
_MISSING = {"ja": ("-", "－", "…", ""), "en": ("-", "n.a.", "…", "")}


def frames(rng: random.Random, domain: Domain, number: int) -> list[Frame]:
    """Draw the tables of a domain; `number` is its place among the domains, so that every kind of layout comes up."""
    made = []
    rows = tuple(rng.sample(domain.rows, len(domain.rows) - rng.randint(0, len(domain.rows) // 6)))
    caption = rng.randint(1, 9)
    if domain.columns:
        views = [View(column, tuple(_value(rng, column) for _ in rows)) for column in domain.columns]
        layout = _layout(rng, domain, number, caption)
        if domain.group is not None and layout.group != "column":
            order = sorted(range(len(rows)), key=lambda row: _place(views[domain.group or 0], row))
            rows = tuple(rows[row] for row in order)
            views = [View(view.column, tuple(view.values[row] for row in order)) for view in views]
        if number % 3 != 1:
            views = _with_gaps(rng, views)
        if number % 4 < 3:
            views.append(_flags(rng, domain, len(rows)))
        made.append(Frame(domain, _document(domain, number), layout, rows, tuple(views)))
    if domain.series:
        made.append(_series(rng, domain, rows, number, _layout(rng, domain, number, caption, series=True)))
    return made


def _flags(rng: random.Random, domain: Domain, count: int) -> View:
    """Draw a column that says of every row whether it has something; some have and some have not."""
    marks = several(rng.choice(_MARKS[domain.language]))
    column = Category(rng.choice(_FLAGS[domain.split]), marks, flag=True)
    values = [marks[0], marks[0], marks[1], *(rng.choice(marks) for _ in range(count - 3))]
    rng.shuffle(values)
    return View(column, tuple(values))


def _series(rng: random.Random, domain: Domain, names: tuple[Words, ...], number: int, layout: Layout) -> Frame:
    series = domain.series
    assert series is not None
    columns = series.measures or tuple(series.measure for _ in names if series.measure)
    rows = tuple(column.name for column in columns) if series.measures else names
    years = range(series.first, series.last + 1)
    # A quantity wanders from year to year instead of being drawn anew.
    starts = [_amount(rng, column) for column in columns]
    steps = [[1 + rng.uniform(-0.22, 0.22) for _ in years] for _ in columns]
    views = []
    for index, year in enumerate(years):
        values = [
            _rounded(min(float(start) * math.prod(step[: index + 1]), column.high), column)
            for column, start, step in zip(columns, starts, steps, strict=True)
        ]
        views.append(View(columns[0], tuple(values), year))
    if number % 3 == 1:
        views = _with_gaps(rng, views)
    return Frame(domain, _document(domain, number), layout, rows, tuple(views), series)


def _document(domain: Domain, number: int) -> str:
    return f"{domain.id}.{'html' if number % 2 else 'md'}"


def _layout(rng: random.Random, domain: Domain, number: int, caption: int, *, series: bool = False) -> Layout:
    html = bool(number % 2)
    group = ("rows", "span", "column")[(number // 2) % 3] if domain.group is not None and not series else "column"
    unit = ("header", "caption", "line")[(number + series) % 3]
    several = bool(domain.series and domain.series.measures)
    # In Markdown a label row has blank cells; it is only told from a row without values where no other cell is blank.
    labelled = group == "rows" and not html
    down = series and ((several and domain.language == "ja") or rng.random() < 0.4)
    return Layout(
        html=html,
        group=group,  # type: ignore[arg-type]
        unit=unit,  # type: ignore[arg-type]
        total=rng.random() < 0.4 and not labelled,
        down=down,
        missing=rng.choice(_MISSING[domain.language][: 3 if labelled else 4]),
        separator=rng.random() < 0.8,
        number=caption + (series and bool(domain.columns)),
    )


def _place(view: View, row: int) -> int:
    column, value = view.column, view.values[row]
    return [repr(one) for one in column.values].index(repr(value)) if isinstance(column, Category) else 0


def _with_gaps(rng: random.Random, views: list[View]) -> list[View]:
    """Take out one to three values, at most two of a column."""
    numeric = [index for index, view in enumerate(views) if isinstance(view.column, Number)]
    made = list(views)
    for index in rng.sample(numeric, min(2, len(numeric))):
        values = list(made[index].values)
        for row in rng.sample(range(len(values)), rng.randint(1, 2) if len(values) > 4 else 1):
            values[row] = None
        made[index] = View(made[index].column, tuple(values), made[index].year)
    return made


def _value(rng: random.Random, column: Column) -> Value:
    if isinstance(column, Number):
        return _amount(rng, column)
    if isinstance(column, Category):
        return rng.choice(column.values)
    return _day(rng, column)


def _amount(rng: random.Random, column: Number) -> Decimal:
    if column.low <= 0:
        return _rounded(rng.uniform(column.low, column.high), column)
    return _rounded(math.exp(rng.uniform(math.log(column.low), math.log(column.high))), column)


def _rounded(value: float, column: Number) -> Decimal:
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-column.decimals)) + Decimal(0)


def _day(rng: random.Random, column: When) -> Day:
    year = rng.randint(column.first, column.last)
    month = rng.randint(1, 12) if column.grain != "year" else 0
    day = rng.randint(1, calendar.monthrange(year, month)[1]) if column.grain == "day" else 0
    return Day(year, month, day)
