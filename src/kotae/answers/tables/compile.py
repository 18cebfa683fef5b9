"""A question read against a table to a typed query: which operation, over which rows and columns."""

import re
from collections.abc import Callable

from kotae.answers.tables import columns as choose
from kotae.answers.tables.cues import COMPUTING
from kotae.answers.tables.engine import NumberIs
from kotae.answers.tables.pairs import ratio_or_difference, share, trend
from kotae.answers.tables.plan import TableQuery
from kotae.answers.tables.rankings import best_year, comparison, ranking
from kotae.answers.tables.reading import HALF, Reading
from kotae.answers.tables.readings import listing, lookup
from kotae.answers.tables.rows import unmet, unsaid
from kotae.answers.tables.totals import count, total

_SO_MANY = re.compile(r"(?<![\d,.])(\d{1,3})(?:つ|個|件|社|本|カ国|か国|ヶ国|[カかヶ箇]所)の(?!うち|中)")
_RULES: tuple[Callable[[Reading], TableQuery | None], ...] = (
    share, best_year, ranking, ratio_or_difference, trend, comparison, total, count, listing, lookup,
)  # fmt: skip


def compile_query(reading: Reading) -> TableQuery | None:
    """Return what the question asks to be computed, or None where it asks for nothing that can be told for sure."""
    if choose.lacks_year(reading) or not choose.accounts_for_time(reading):
        return None
    for rule in _RULES:
        query = rule(reading)
        if query is not None:
            return query if _answers(query, reading) else None
    return None


def _answers(query: TableQuery, reading: Reading) -> bool:
    """Tell whether a query uses what the question says: its operation, and a value where it names a column of values."""
    if any(concept.proper for concept in unsaid(reading)):
        return False
    if query.operation in ("lookup", "list", "filter") and reading.has(*COMPUTING):
        return False
    if query.operation == "count" and reading.has("ratio", "share", "mean"):
        return False
    if any(amount.stated for amount in reading.amounts) and not any(isinstance(part, NumberIs) for part in query.pool):
        return False
    if query.operation == "lookup":
        return True
    if query.pool and (unmet(reading) or _some_of_them(reading)):
        return False
    if query.pool and query.after is None and not query.operands and _one_of_its_own(reading):
        return False
    valued = {link.name.column for link in reading.links.values}
    kinds = [
        link
        for link in reading.links.headers
        if link.share >= HALF
        and reading.relation.columns[link.name.column].kind not in ("number", "date")
        and link.name.column not in (reading.relation.label, query.output)
    ]
    return all(link.name.column in valued for link in kinds)


def _some_of_them(reading: Reading) -> bool:
    """Tell whether the question is about so many rows ("the four places") and names nothing that chooses them."""
    found = _SO_MANY.search(reading.question)
    if found and any(cue.number for cue in reading.cues):
        return False
    return bool(found and not reading.links.values and int(found[1]) != len(reading.body))


def _one_of_its_own(reading: Reading) -> bool:
    """Tell whether exactly one row is named by its label: rows are not chosen among one, so that it is misread."""
    label = reading.relation.label
    named = [link for link in reading.named if link.name.column == label]
    return len(named) == 1 and not reading.has("except")
