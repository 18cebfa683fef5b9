"""What a formula is: the rows that it chooses, what it does with them, and what comes of it."""

from dataclasses import dataclass
from typing import Literal

from kotae.answers.formulas.view import Place

Operation = Literal[
    "look_up", "list", "first", "last", "nth", "next", "previous", "same",
    "greatest", "least", "top", "which_column", "count", "distinct", "most_frequent", "least_frequent",
    "sum", "mean", "difference", "years_between", "ratio", "share", "change", "compare", "trend", "yes_no",
]  # fmt: skip
Direction = Literal["up", "down", ""]
# Operations that tell cells as they stand.
TELLING: frozenset[str] = frozenset(("look_up", "list", "first", "last"))
# Operations whose results have a unit of their own, whatever that of their cells is.
UNITS: dict[Operation, str] = {
    "count": "",
    "distinct": "",
    "ratio": "",
    "share": "%",
    "change": "%",
    "years_between": "",
}
ConditionSort = Literal["cell", "part", "amount", "period", "group", "total", "yes_no", "none", "found"]


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that rows must meet: they have something in a column, or compare with it.

    `terms` are the numbers of the question's terms that say it, `trust` from 0 to 1 how surely they mean it, `filled` how
    much of the cell they are.
    """

    sort: ConditionSort
    column: int | None
    rows: frozenset[int]
    terms: frozenset[int]
    trust: float = 1.0
    filled: float = 1.0
    said: str = ""
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """Rows chosen by conditions, in the table's order; `joined` tells how several conditions are joined."""

    rows: tuple[int, ...]
    conditions: tuple[Condition, ...] = ()
    joined: Literal["", "and", "or"] = ""

    @property
    def terms(self) -> frozenset[int]:
        """The question's terms that its conditions account for; what a search found accounts for none."""
        return frozenset(term for condition in self.conditions if condition.sort != "found" for term in condition.terms)


@dataclass(frozen=True, slots=True)
class Formula:
    """One formula with what it comes to: numbers or the texts of cells.

    `cells` hold the answer or are what it was computed from; `measured` is the column whose values it orders or
    computes with, `told` the column that it tells. `values` are the answer, texts of cells or numbers as texts; `number`
    is set where it was computed. `choices` are the rows that it is over, one choice for each side where it has two.
    """

    operation: Operation
    choices: tuple[Choice, ...]
    cells: tuple[Place, ...]
    values: tuple[str, ...]
    told: int | None = None
    measured: int | None = None
    number: float | None = None
    direction: Direction = ""
    place: int = 0
    missing: int = 0
    tied: bool = False

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """What its rows must meet, of one choice after the other."""
        return tuple(condition for choice in self.choices for condition in choice.conditions)

    @property
    def terms(self) -> frozenset[int]:
        """The question's terms that its conditions account for."""
        return frozenset().union(*(choice.terms for choice in self.choices)) if self.choices else frozenset()


@dataclass(frozen=True, slots=True)
class Chosen:
    """What formulas over the same choices have in common: their conditions, and the terms that these account for."""

    conditions: tuple[Condition, ...]
    terms: frozenset[int]

    @property
    def has_negated(self) -> bool:
        """Whether rows must not meet one of the conditions."""
        return any(condition.negated for condition in self.conditions)
