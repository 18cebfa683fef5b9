"""Which columns of a table a question is about: what it measures, of which years, and what it asks to be told."""

import re
from collections.abc import Sequence

from kotae.answers.tables.reading import Reading
from kotae.answers.tables.relation import Column
from kotae.text import numbers

_CLOSE, _CLEARLY = 4.0, 0.05
_CHARACTERS = 2.0
_KANJI = re.compile(r"[\u4e00-\u9fff]")


def year_columns(reading: Reading) -> list[Column]:
    """Return the columns of the years that the question names, in order, or of all years where it names none."""
    columns = reading.relation.year_columns()
    if not reading.spans:
        return columns
    wanted = []
    for span in reading.spans:
        for column in columns:
            inside = any(
                (span.first is None or year >= span.first.year) and (span.last is None or year <= span.last.year)
                for year in column.years
            )
            if inside and column not in wanted:
                wanted.append(column)
    return wanted


def lacks_year(reading: Reading) -> bool:
    """Tell whether the question names a year and the table has years, but not that one."""
    asked = [span for span in reading.spans if not span.stated]
    columns = [column for column in reading.relation.columns if column.years]
    if not asked or not columns or any(column.kind == "date" for column in reading.relation.columns):
        return False
    known = {year for column in columns for year in column.years}
    named = [column for column in reading.relation.columns if not column.years and column.kind == "number"]
    apart = any(reading.header(column) > max(reading.header(other) for other in columns) for column in named)
    return not apart and not any(year in known for span in asked for year in span.years)


def accounts_for_time(reading: Reading) -> bool:
    """Tell whether the times that a question names are the table's: of its columns, its dates or its surroundings."""
    relation = reading.relation
    dated = any(column.kind == "date" for column in relation.columns)
    grouped = any(numbers.dates(label) for row in relation.table.rows for label in row.group)
    said = numbers.years(" ".join([relation.table.caption, *relation.table.notes, *relation.table.header]))
    years = {year for span in reading.spans for year in span.years}
    return not reading.spans or dated or grouped or bool(year_columns(reading)) or bool(said & years)


def measure(reading: Reading, scale: str = "") -> list[Column]:
    """Return the columns of numbers that the question measures: one, or those of several years; none where unclear.

    Args:
        reading: the question.
        scale: what the header may contain, as a pattern, where an adjective says it ("longest": "長|length").
    """
    numeric = [column for column in reading.relation.columns if column.kind == "number"]
    years = [column for column in numeric if column.years]
    if years and len(years) == len(numeric):
        return _best_named(reading, year_columns(reading), scale)
    in_years = year_columns(reading) if reading.spans else years
    if (
        len(in_years) == 1
        and reading.spans
        and not any(reading.header(column) for column in numeric if not column.years)
    ):
        return in_years
    candidates = [column for column in numeric if not column.years or column in in_years]
    chosen = best(reading, candidates, scale)
    if chosen is None:
        return []
    if chosen.years:
        return _best_named(reading, [column for column in candidates if column.years], scale)
    return [chosen]


def _best_named(reading: Reading, columns: Sequence[Column], scale: str) -> list[Column]:
    """Return of the columns of several measures in several years those of the measure that is asked for."""
    names = {column.name for column in columns}
    if len(names) < 2:
        return list(columns)
    chosen = best(reading, columns, scale)
    return [column for column in columns if chosen and column.name == chosen.name]


def best(reading: Reading, columns: Sequence[Column], scale: str = "") -> Column | None:
    """Return the column that the question names, or the only one; None where nothing tells them apart.

    A header counts as named by its words, by the characters that it alone has, by what an adjective orders by; where none
    is named, it must be clearly nearer in meaning than the others.
    """
    if len(columns) < 2:
        return columns[0] if columns else None
    named = {column.position: reading.header(column) + _characters(reading, column, columns) for column in columns}
    fitting = [column for column in columns if scale and re.search(scale, column.header, re.IGNORECASE)]
    if fitting:
        named = {column.position: (1 + named[column.position]) * (column in fitting) for column in columns}
    near = {column.position: reading.closeness[column.position] for column in columns}
    if max(named.values()):
        able = [column for column in columns if named[column.position] > 0]
        return max(able, key=lambda column: named[column.position] + _CLOSE * near[column.position])
    ranked = sorted(columns, key=lambda column: -near[column.position])
    clear = near[ranked[0].position] - near[ranked[1].position] >= _CLEARLY
    return ranked[0] if clear else None


def _characters(reading: Reading, column: Column, columns: Sequence[Column]) -> float:
    """Return the share of a header's Chinese characters, of those the other headers lack, that the question has."""
    shared = set.intersection(*(set(other.name) for other in columns))
    own = set(_KANJI.findall(column.name)) - shared
    return _CHARACTERS * len(own & set(reading.question)) / len(own) if own else 0.0


def positions(columns: Sequence[Column]) -> tuple[int, ...]:
    """Return where columns stand in their table."""
    return tuple(column.position for column in columns)
