"""Tables that say the same of different times, as accounts of two years do: which of them are not of the time asked for."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from kotae.documents.model import Period as Days
from kotae.index.engine import Mask, UnitRecords
from kotae.question.model import Period, Question
from kotae.text.language import Language
from kotae.text.normalise import narrow
from kotae.text.periods import is_fiscal, japanese_fiscal_year

# Questions with such a cue may be about several times though they name one ("than in the year before").
_OVER_TIMES = frozenset(("change", "difference", "compare"))

_Twins = tuple[int, tuple[str, ...]]  # of one document, under the same headers


def of_other_times(question: Question, numbers: Sequence[int], records: UnitRecords) -> Mask:
    """Tell which units are of a table of another time than the one asked for, where a twin of it is of that time.

    Twins are tables of one document under the same headers, each with a time of its own.

    Args:
        question: the question.
        numbers: the numbers of the units.
        records: those of the index.
    """
    others = np.zeros(len(numbers), dtype=np.bool_)
    dated = [period for period in question.periods if period.dated]
    if len(dated) != 1 or any(cue.kind in _OVER_TIMES for cue in question.cues):
        return others
    places: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for place, (number, unit) in enumerate(zip(numbers, records.some(numbers), strict=True)):
        if unit.table is not None:
            places[records.unit_documents[number], unit.table].append(place)
    nearness: defaultdict[_Twins, dict[tuple[int, int], int]] = defaultdict(dict)
    for (document, number), of_table in places.items() if len(places) > 1 else ():
        table = records.table(document, number)
        if table.period is not None:
            language = records.unit_languages[numbers[of_table[0]]]
            near = _nearness(question.text, dated[0], table.period, language)
            nearness[document, tuple(table.header)][document, number] = near
    for twins in nearness.values():
        best = max(twins.values())
        for table_number, near in twins.items():
            others[places[table_number]] = near < best
    return others


def _nearness(question: str, period: Period, days: Days, language: Language) -> int:
    """Return how surely a question that names a time asks for some days: 2 where it holds them, 1 where they end in it."""
    fiscal = period.grain == "year" and is_fiscal(narrow(question[period.start : period.end]))
    if fiscal and period.first and language == "ja":
        first, last = japanese_fiscal_year(period.first.year)
        return 2 * (first <= days.first and days.last <= last)
    # "2022年3月期" and "the year ended March 2022" name the end of what they mean
    return 2 if period.holds(days.first, days.last) else int(period.holds(days.last, days.last))
