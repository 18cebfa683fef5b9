"""Questions that set two numbers side by side: a difference, a ratio, a share, a change over time."""

import re

from kotae.answers.tables import columns as choose
from kotae.answers.tables.columns import positions
from kotae.answers.tables.plan import Operation, TableQuery
from kotae.answers.tables.reading import Reading
from kotae.answers.tables.rows import dated, operands_of, the_total

_BASE_EN = re.compile(r"\b(?:compared|relative|in comparison|set against) ?(?:with|to)?(?: \w+){0,4} ?$", re.IGNORECASE)
_BASE_JA = re.compile(r"[^、。]{0,12}?(?:に対し|[とに]比べ|を(?:1|１|一|基準)|からみ|から見)")
_VERB = re.compile(r"\b(?:is|was|are|were|did|does|do|has|have|had|can)\b", re.IGNORECASE)
_OVER_TIME = re.compile(
    r"推移|変化|変わ|年々|動き|どう(?:なった|なり)|\btrends?\b|\bover (?:time|the (?:years|period))\b"
    r"|\bhow (?:has|have|did)\b|\bevolve",
    re.IGNORECASE,
)
_PERCENT = ("%", "％", "パーセント", "percent")


def share(reading: Reading) -> TableQuery | None:
    if not reading.has("share"):
        return None
    measured = choose.measure(reading)
    part = operands_of(reading)
    if not measured or not part or any(column.unit in _PERCENT for column in measured):
        return None
    return TableQuery("share", operands=(frozenset().union(*part),), columns=positions(measured[-1:]))


def ratio_or_difference(reading: Reading) -> TableQuery | None:
    ratio, difference = reading.has("ratio"), reading.has("difference")
    if not ratio and not difference:
        return None
    measured, operands = choose.measure(reading), operands_of(reading)
    operation: Operation = "ratio" if ratio else "difference"
    if len(operands) == 2 and measured:
        pair = operands if not ratio or not _reversed(reading) else operands[::-1]
        return TableQuery(operation, operands=pair, columns=positions(measured[-1:]))
    if len(operands) == 1 and len(measured) >= 2 and reading.spans:
        ends = (measured[0], measured[-1])
        if ratio and (len(reading.spans) == 1 or _reversed(reading)):
            ends = ends[::-1]
        return TableQuery(operation, operands=operands, columns=positions(ends))
    return _between_year_rows(reading, operation)


def trend(reading: Reading) -> TableQuery | None:
    if not reading.has("trend", "difference"):
        return None
    measured, operands = choose.measure(reading), operands_of(reading)
    if len(operands) > 1:
        return None
    years = [column for column in measured if column.years]
    if not reading.spans and not _OVER_TIME.search(reading.question):
        return None
    if len(years) >= 2:
        rows = operands[0] if operands else the_total(reading)
        return TableQuery("trend", operands=(rows,), columns=positions(years)) if rows else None
    return _between_year_rows(reading, "trend")


def _between_year_rows(reading: Reading, operation: Operation) -> TableQuery | None:
    """Return the difference or change between two rows that are years, from the earlier to the later."""
    relation = reading.relation
    column = relation.columns[relation.label] if relation.columns else None
    measured = choose.measure(reading)
    if column is None or column.kind != "date" or not measured:
        return None
    rows = sorted((day[0], place) for place in dated(reading, column) if (day := relation.days(place, column.position)))
    if len(rows) < 2 or (operation != "trend" and not reading.spans):
        return None
    chosen = tuple(frozenset([place]) for _, place in rows)
    if operation == "trend":
        return TableQuery("trend", operands=chosen, columns=positions(measured[-1:]))
    ends = (chosen[-1], chosen[0])
    return TableQuery(operation, operands=ends, columns=positions(measured[-1:]))


def _reversed(reading: Reading) -> bool:
    """Tell whether a ratio's base is named first: "compared with A, how many times B", "Aに対してBは何倍"."""
    cue = reading.cue("ratio")
    concepts = reading.links.concepts
    places = sorted(
        [(link.start(concepts), link.end(concepts)) for link in reading.links.values]
        if len(reading.links.values) > 1
        else [(span.start, span.end) for span in reading.spans]
    )
    if cue is None or len(places) < 2:
        return False
    (start, end), (second, _) = places[0], places[-1]
    before, between = reading.question[:start], reading.question[end:second]
    if _BASE_EN.search(before) or _BASE_JA.match(between):
        return True
    if cue.start >= end:
        return cue.start < second and not reading.question[cue.start : cue.end].isascii()
    return not _VERB.search(reading.question[cue.end : start]) and bool(_VERB.search(between))
