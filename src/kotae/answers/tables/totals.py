"""Questions that add up or count: sums, means, how many."""

import re

from kotae.answers.tables import columns as choose
from kotae.answers.tables.columns import positions
from kotae.answers.tables.cues import Cue
from kotae.answers.tables.engine import InRows
from kotae.answers.tables.plan import TableQuery
from kotae.answers.tables.reading import HALF, Reading
from kotae.answers.tables.rows import limited_column, limits_of, operands_of, pool

_IN_ALL = re.compile(r"総数|全部で|全体で|合わせて|トータル|計|(?:in )?total|in all|altogether", re.IGNORECASE)


def total(reading: Reading) -> TableQuery | None:
    cue = reading.cue("mean", "sum")
    if cue is None or (cue.kind == "sum" and _counts(reading, cue)):
        return None
    measured = choose.measure(reading)
    if not measured:
        return None
    operands = operands_of(reading)
    rows = frozenset().union(*operands) if operands else reading.body
    if len(rows) > 1 and len(measured) > 1 and not reading.spans:
        return None
    chosen = pool(reading, measured[-1])
    if not reading.has("except"):
        chosen = (InRows(rows), *limits_of(reading, measured[-1]))
    one_row = len(rows) == 1
    if one_row and len(measured) == 1:
        return None
    columns = measured if one_row or len(reading.spans) != 1 or reading.spans[0].stated else measured[-1:]
    return TableQuery("mean" if cue.kind == "mean" else "sum", chosen, operands, positions(columns))


def _counts(reading: Reading, cue: Cue) -> bool:
    """Tell whether "in total", "the total number" and the like ask for a number of rows."""
    if not reading.has("count") or not _IN_ALL.fullmatch(reading.question[cue.start : cue.end]):
        return False
    if reading.spans and choose.year_columns(reading):
        return False
    label = reading.header(reading.relation.columns[reading.relation.label])
    numeric = [reading.header(column) for column in reading.relation.columns if column.kind == "number"]
    return label >= max(numeric, default=0.0) if label else not asked_number(reading)


def count(reading: Reading) -> TableQuery | None:
    cue = reading.cue("count")
    if cue is None:
        return None
    if _asks_amount(reading, cue):
        return _amount(reading)
    label = reading.relation.columns[reading.relation.label]
    if (len(reading.named) == 1 and not reading.amounts) or (label.kind == "date" and reading.spans):
        return None
    return TableQuery("count", pool(reading, limited_column(reading)))


def _amount(reading: Reading) -> TableQuery | None:
    """Return the sum of several rows in one column, for a "how many" that asks for the number that stands there."""
    measured, operands = choose.measure(reading), operands_of(reading)
    rows = frozenset[int]().union(*operands)
    if len(measured) != 1 or len(rows) < 2 or len(operands) > 1:
        return None
    return TableQuery("sum", (InRows(rows), *limits_of(reading, measured[0])), operands, positions(measured))


def _asks_amount(reading: Reading, cue: Cue) -> bool:
    """Tell whether "how many" asks for a number that stands in a column, not for a number of rows."""
    counter = reading.question[cue.start : cue.end].lstrip("何")
    columns = [column for column in reading.relation.columns if column.kind == "number"]
    if counter and any(counter in column.unit for column in columns):
        return bool(reading.named) or not reading.amounts
    counted = _counted(reading, cue)
    labels = _label_words(reading)
    if reading.spans and reading.relation.year_columns() and choose.year_columns(reading) and not reading.amounts:
        return not counted & labels
    if reading.question[cue.start] in "何い件の":
        return False
    numeric = {column.position for column in columns}
    asked = any(link.concepts & counted and link.name.column in numeric for link in reading.links.headers)
    return asked and not counted & labels


def _counted(reading: Reading, cue: Cue) -> frozenset[int]:
    """Return the words of what is counted: in English up to three behind "how many", in Japanese all."""
    if not reading.question[cue.start : cue.end].isascii():
        return frozenset(range(len(reading.links.concepts)))
    counted = re.match(r"\s*(?:of (?:the )?)?(?:\w+[ -]?){1,3}", reading.question[cue.end :])
    end = cue.end + (counted.end() if counted else 0)
    return frozenset(
        place for place, concept in enumerate(reading.links.concepts) if cue.end <= concept.start and concept.end <= end
    )


def asked_number(reading: Reading) -> bool:
    """Tell whether a column of numbers is named, and better than the things that the rows are."""
    label = reading.relation.columns[reading.relation.label]
    return any(
        link.share >= HALF
        and reading.relation.columns[link.name.column].kind == "number"
        and link.score * link.share > reading.header(label) * (not link.concepts - _label_words(reading))
        for link in reading.links.headers
    )


def _label_words(reading: Reading) -> frozenset[int]:
    links = (link for link in reading.links.headers if link.name.column == reading.relation.label)
    return frozenset[int]().union(*(link.concepts for link in links))
