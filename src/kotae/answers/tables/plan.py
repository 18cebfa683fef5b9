"""What is to be computed over a table, as a typed query: made from the question's words, run by the engine."""

from dataclasses import dataclass
from typing import Literal

from kotae.answers.tables.engine import Condition, Direction

Operation = Literal[
    "lookup", "filter", "superlative", "nth", "top", "count", "sum", "mean", "difference", "ratio", "share", "trend",
    "comparison", "list",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class TableQuery:
    """One question over one table.

    `pool` are conditions that rows must meet, `operands` the sets of rows that are named one by one, in the question's
    order, `columns` those that are measured, in order, `output` a column whose cells are asked for. `over_columns` ranks
    the columns of one row instead of the rows of one column; `after` is the row behind which the next one is asked for.
    """

    operation: Operation
    pool: tuple[Condition, ...] = ()
    operands: tuple[frozenset[int], ...] = ()
    columns: tuple[int, ...] = ()
    output: int | None = None
    direction: Direction = "greatest"
    by_date: bool = False
    over_columns: bool = False
    place: int = 1
    limit: int = 1
    after: int | None = None
