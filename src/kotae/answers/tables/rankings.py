"""Questions for the greatest, the third, the first five, the year of the peak, the greater of two."""

import re

from kotae.answers.tables import columns as choose
from kotae.answers.tables.columns import positions
from kotae.answers.tables.cues import Cue
from kotae.answers.tables.engine import Direction
from kotae.answers.tables.plan import TableQuery
from kotae.answers.tables.reading import Reading
from kotae.answers.tables.relation import Column
from kotae.answers.tables.rows import link_before, operands_of, pool, the_total

_SMALLER = re.compile(
    r"少な|小さ|低|短|狭|軽|安|下回|\b(?:less|fewer|lower|shorter|smaller|lighter|cheaper|narrower)\b", re.IGNORECASE
)
_EARLIER = re.compile(r"早|先に|古|前|\b(?:earlier|older|first|before)\b", re.IGNORECASE)
_LATER = re.compile(r"遅|後|新し|\b(?:later|newer|after)\b", re.IGNORECASE)
_YEAR_ASKED = re.compile(r"\byear\b|年", re.IGNORECASE)


def best_year(reading: Reading) -> TableQuery | None:
    """Return in which year one row was at its highest or lowest."""
    order = reading.cue("greatest", "least")
    if order is None or not (reading.has("which_year") or _YEAR_ASKED.search(reading.question)):
        return None
    measured = [column for column in choose.measure(reading) if column.years]
    operands = operands_of(reading)
    if len(measured) < 2 or len(operands) > 1:
        return None
    rows = operands[0] if operands else the_total(reading)
    if len(rows) != 1:
        return None
    return TableQuery(
        "superlative", operands=(rows,), columns=positions(measured), direction=_way(order), over_columns=True
    )


def ranking(reading: Reading) -> TableQuery | None:
    """Return the greatest, the n-th, the first n, or what comes behind a row."""
    order = reading.cue("greatest", "least", "latest", "earliest")
    place, after = reading.cue("place"), reading.cue("after")
    first = reading.cue("top", "bottom")
    if not (order or place or first or (after and reading.named)) or (
        reading.has("compare") and len(reading.named) > 1
    ):
        return None
    by_date = order is not None and order.kind in ("latest", "earliest")
    measured = _ordering(reading, order, by_date)
    if measured is None:
        return None
    direction: Direction = _way(order) if order else "greatest"
    if first and first.kind == "bottom" and not by_date:
        direction = "least"
    behind = link_before(reading, after) if after else None
    except_rows = behind.rows if behind else frozenset[int]()
    among = pool(reading, measured, apart=except_rows)
    by_date = measured.kind == "date"
    if behind and len(behind.rows) == 1:
        return TableQuery(
            "nth", among, (), (measured.position,), direction=direction, by_date=by_date, after=min(behind.rows)
        )
    told = output(reading, measured)
    if first:
        limit = max(1, first.number)
        return TableQuery("top", among, (), (measured.position,), told, direction, by_date, limit=limit)
    if place and place.number != 1:
        rank = place.number or 2  # "the next largest", "runner-up"
        return TableQuery("nth", among, (), (measured.position,), told, direction, by_date, place=rank)
    return TableQuery("superlative", among, (), (measured.position,), told, direction, by_date)


def _ordering(reading: Reading, order: Cue | None, by_date: bool) -> Column | None:
    """Return the column that rows are put in order by."""
    dates = [column for column in reading.relation.columns if column.kind == "date"]
    if by_date:
        return choose.best(reading, dates)
    measured = choose.measure(reading, order.scale if order else "")
    return measured[-1] if measured else None


def comparison(reading: Reading) -> TableQuery | None:
    if not reading.has("compare"):
        return None
    operands = operands_of(reading)
    if len(operands) < 2:
        return None
    dated = [column for column in reading.relation.columns if column.kind == "date"]
    earlier, later = _EARLIER.search(reading.question), _LATER.search(reading.question)
    measured = choose.measure(reading)
    if (earlier or later) and dated and not any(reading.header(column) for column in measured):
        column = choose.best(reading, dated)
        way: Direction = "least" if earlier else "greatest"
        if column:
            return TableQuery("comparison", operands=operands, columns=(column.position,), direction=way, by_date=True)
    if not measured:
        return None
    direction: Direction = "least" if _SMALLER.search(reading.question) else "greatest"
    return TableQuery("comparison", operands=operands, columns=positions(measured[-1:]), direction=direction)


def _way(order: Cue) -> Direction:
    return "greatest" if order.kind in ("greatest", "latest") else "least"


def output(reading: Reading, measured: Column | None) -> int | None:
    """Return a column other than the row's name and the measure whose cells the question asks to be told."""
    others = [
        column
        for column in reading.relation.columns
        if column.position != reading.relation.label
        and (measured is None or column.position != measured.position)
        and not any(link.name.column == column.position for link in reading.links.values)
        and reading.header(column) > 0
        and next(link for link in reading.links.headers if link.name.column == column.position).share >= 0.6
    ]
    label = reading.relation.columns[reading.relation.label]
    if not others or reading.header(label) > 0:
        return None
    chosen = choose.best(reading, others)
    return chosen.position if chosen else None
