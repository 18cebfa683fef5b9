"""Runs queries over a relation with DuckDB: which rows meet conditions, in which order, and what their cells add up to."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import duckdb

from kotae.answers.tables.relation import Relation

Comparison = Literal["=", ">", ">=", "<", "<="]
Direction = Literal["greatest", "least"]

# One thread, and nothing read, written or loaded from outside.
_ALONE: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}

_threads = threading.local()


@dataclass(frozen=True, slots=True)
class InRows:
    """Only these rows, or all but these."""

    rows: frozenset[int]
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class NumberIs:
    """Only rows whose number in a column compares so with a value."""

    column: int
    comparison: Comparison
    value: float


@dataclass(frozen=True, slots=True)
class DateWithin:
    """Only rows whose date in a column begins on or after a day, or ends on or before a day."""

    column: int
    first: date | None
    last: date | None


Condition = InRows | NumberIs | DateWithin


@dataclass(frozen=True, slots=True)
class Aggregate:
    """What cells add up to: their sum, mean, least and greatest, how many have a number and how many have none."""

    total: float | None
    mean: float | None
    present: int
    missing: int


@dataclass(frozen=True, slots=True)
class Ranked:
    """A cell in an order: its row, its column, its number or the ordinal of its date, its place (equals share one)."""

    row: int
    column: int
    value: float
    place: int


class Engine:
    """One relation loaded into DuckDB: `body` has a line for every row, `cells` one for every row and column."""

    def __init__(self, relation: Relation) -> None:
        self._connection = _database().cursor()  # a cursor has temporary tables of its own
        table = relation.table
        places = [(row, column.position) for row in range(len(table.rows)) for column in relation.columns]
        values = [_number(relation, row, column) for row, column in places]
        spans = [relation.days(row, column) for row, column in places]
        self._connection.execute(
            "CREATE OR REPLACE TEMP TABLE body AS SELECT unnest($1::INTEGER[]) AS r", [list(range(len(table.rows)))]
        )
        self._connection.execute(
            "CREATE OR REPLACE TEMP TABLE cells AS SELECT unnest($1::INTEGER[]) AS r, unnest($2::INTEGER[]) AS c, "
            "unnest($3::DOUBLE[]) AS v, unnest($4::DATE[]) AS first, unnest($5::DATE[]) AS last",
            [
                [row for row, _ in places],
                [column for _, column in places],
                values,
                [span[0] if span else None for span in spans],
                [span[1] if span else None for span in spans],
            ],
        )

    def rows(self, conditions: Sequence[Condition]) -> list[int]:
        """Return the rows that meet all conditions, in the table's order."""
        where, values = _where(conditions)
        return [row for (row,) in self._fetch(f"SELECT r FROM body WHERE {where} ORDER BY r", values)]

    def aggregate(self, rows: Sequence[int], columns: Sequence[int]) -> Aggregate:
        """Return what the numbers in some rows and columns add up to; cells without a number are counted, not added."""
        found = self._fetch(
            "SELECT sum(v), avg(v), count(v), count(*) - count(v) FROM cells "
            "WHERE list_contains($1::INTEGER[], r) AND list_contains($2::INTEGER[], c)",
            [list(rows), list(columns)],
        )
        return Aggregate(*found[0])

    def ranked(
        self, rows: Sequence[int], columns: Sequence[int], direction: Direction, by_date: bool = False
    ) -> list[Ranked]:
        """Return the cells of some rows and columns that have a number (or a date), in order; equals share a place."""
        key = "epoch(first) / 86400" if by_date else "v"
        order = "DESC" if direction == "greatest" else "ASC"
        found = self._fetch(
            f"SELECT r, c, {key}, rank() OVER (ORDER BY {key} {order}) FROM cells WHERE {key} IS NOT NULL AND "
            f"list_contains($1::INTEGER[], r) AND list_contains($2::INTEGER[], c) ORDER BY {key} {order}, r, c",
            [list(rows), list(columns)],
        )
        return [Ranked(*line) for line in found]

    def number(self, row: int, column: int) -> float | None:
        """Return the number of one cell."""
        value: float | None = self._fetch("SELECT v FROM cells WHERE r = $1 AND c = $2", [row, column])[0][0]
        return value

    def _fetch(self, query: str, values: Sequence[object]) -> list[tuple]:  # type: ignore[type-arg]
        return self._connection.execute(query, list(values)).fetchall()


def _number(relation: Relation, row: int, column: int) -> float | None:
    cell = relation.table.rows[row].cells[column]
    return cell.number if relation.columns[column].kind == "number" and not cell.missing else None


def _where(conditions: Sequence[Condition]) -> tuple[str, list[object]]:
    """Return the SQL of conditions over `body` and the values of its parameters."""
    parts: list[str] = ["true"]
    values: list[object] = []
    for condition in conditions:
        match condition:
            case InRows(rows, excluded):
                values.append(sorted(rows))
                parts.append(f"{'NOT ' if excluded else ''}list_contains(${len(values)}::INTEGER[], r)")
            case NumberIs(column, comparison, value):
                values += [column, value]
                parts.append(
                    f"r IN (SELECT r FROM cells WHERE c = ${len(values) - 1} AND v {comparison} ${len(values)})"
                )
            case DateWithin(column, first, last):
                values += [column, first or date.min, last or date.max]
                at = len(values)
                parts.append(
                    f"r IN (SELECT r FROM cells WHERE c = ${at - 2} AND first >= ${at - 1}::DATE AND last <= ${at}::DATE)"
                )
    return " AND ".join(parts), values


def _database() -> duckdb.DuckDBPyConnection:
    """Return this thread's database in memory."""
    if not hasattr(_threads, "database"):
        _threads.database = duckdb.connect(":memory:", config=_ALONE)
    database: duckdb.DuckDBPyConnection = _threads.database
    return database
