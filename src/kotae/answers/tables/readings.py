"""Questions for what stands in a table: cells of a row, rows that meet conditions."""

import re

from kotae.answers.tables import columns as choose
from kotae.answers.tables.columns import positions
from kotae.answers.tables.engine import DateWithin, NumberIs
from kotae.answers.tables.plan import Operation, TableQuery
from kotae.answers.tables.rankings import output
from kotae.answers.tables.reading import HALF, Reading
from kotae.answers.tables.relation import Column
from kotae.answers.tables.rows import limited_column, limits_of, pool, the_row, unsaid
from kotae.answers.tables.totals import asked_number

_WHOLE = 0.8

_WHICH = re.compile(
    r"どれ|どの|どこ|だれ|誰|\b(?:which|what(?! (?:was|is|were|has|had))|who|those)\b",
    re.IGNORECASE,
)


def listing(reading: Reading) -> TableQuery | None:
    """Return the rows that meet what the question says of them, where it says anything."""
    limited = limited_column(reading)
    limits = limits_of(reading, limited)
    if (not limits and not reading.shared) or (the_row(reading) and asked_number(reading)):
        return None
    if reading.relation.columns[reading.relation.label].kind == "date" and not any(
        span.stated for span in reading.spans
    ):
        return None
    if not limits and not reading.has("list") and (reading.named or asked_number(reading)):
        return None
    by_time = all(isinstance(limit, DateWithin) for limit in limits) and not reading.shared
    label = reading.header(reading.relation.columns[reading.relation.label]) > 0
    if by_time and not label and not reading.has("list") and not _WHICH.search(reading.question):
        return None
    told = output(reading, limited)
    operation: Operation = (
        "list" if reading.has("list") or not any(isinstance(limit, NumberIs) for limit in limits) else "filter"
    )
    return TableQuery(operation, pool(reading, limited), output=told)


def lookup(reading: Reading) -> TableQuery | None:
    """Return one cell, or one of each column that is named: of the row that is named."""
    rows = the_row(reading)
    if not rows:
        return None
    named = _named_columns(reading)
    if len(named) > 1:
        return TableQuery("lookup", operands=(rows,), columns=positions(named))
    dates = [column for column in reading.relation.columns if column.kind == "date"]
    if reading.has("which_year") and not reading.spans and (day := choose.best(reading, dates)):
        return TableQuery("lookup", operands=(rows,), columns=(day.position,))
    measured = choose.measure(reading)
    if reading.spans:
        return TableQuery("lookup", operands=(rows,), columns=positions(measured)) if len(measured) == 1 else None
    named = [
        column
        for column in reading.relation.columns
        if column.position != reading.relation.label and not column.years and reading.header(column) > 0
    ]
    chosen = choose.best(reading, named)
    if chosen and _asked_for(reading, chosen):
        return TableQuery("lookup", operands=(rows,), columns=(chosen.position,))
    return None


def _asked_for(reading: Reading, column: Column) -> bool:
    """Tell whether a column is what is asked for: its header is named whole, or nothing else is named that it lacks."""
    link = next((link for link in reading.links.headers if link.name.column == column.position), None)
    if link is None:
        return False
    return link.share >= _WHOLE or not unsaid(reading)


def _named_columns(reading: Reading) -> list[Column]:
    """Return the columns that the question names each by words of its own, in its order."""
    used = {place for link in reading.links.values for place in link.concepts}
    found = []
    concepts = reading.links.concepts
    for link in reading.links.headers:
        column = reading.relation.columns[link.name.column]
        own = link.concepts - used
        if link.share < HALF or not own or column.position == reading.relation.label or column.years:
            continue
        used |= link.concepts
        found.append((min(concepts[place].start for place in own), column))
    return [column for _, column in sorted(found, key=lambda pair: pair[0])]
