"""What every operation is planned from: the question over its table, the choices of rows, and a few readings of cells."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from kotae.answers.formulas.matched import Matched
from kotae.answers.formulas.model import Choice, Condition, Direction, Formula, Operation
from kotae.answers.formulas.view import ColumnView, Place
from kotae.question.model import CueKind

_WIDE = 16  # columns; of the tables that weights were learned from 99 in 100 have fewer
_HALF = 0.5  # a column that is named no better than half as well as another is not meant
_PAIRS = 12  # pairs of conditions that two sides of a question may be


@dataclass(frozen=True, slots=True)
class Context:
    """A question over a table with the rows that it may be about; `summaries` are of rows that do not count."""

    asked: Matched
    choices: tuple[Choice, ...]
    summaries: tuple[Choice, ...] = ()

    @property
    def columns(self) -> tuple[ColumnView, ...]:
        """The table's columns."""
        return self.asked.view.columns

    @property
    def likely(self) -> tuple[ColumnView, ...]:
        """The columns that a question may be about: in a wide table those alone that it names or restricts, and the labels.

        All pairs of columns of a wide table would be so many formulas that none of them were left for most choices of rows.
        """
        scores = [heading.score for heading in self.asked.headings]
        best = max(scores, default=0.0)
        if len(self.columns) <= _WIDE or not best:
            return self.columns
        meant = {condition.column for condition in self.asked.conditions} | {self.asked.view.label}
        named = {place for place, score in enumerate(scores) if score > _HALF * best}
        return tuple(column for column in self.columns if column.place in meant | named)

    def cued(self, *kinds: CueKind) -> bool:
        """Tell whether the question has a cue of one of these kinds."""
        return self.asked.question.cued(*kinds) is not None

    def measures(self) -> list[ColumnView]:
        """Return the columns of amounts that can be added, compared and averaged."""
        return [column for column in self.columns if column.sort == "number"]

    def texts(self, rows: Iterable[int], column: int) -> tuple[str, ...]:
        """Return the texts of a column in some rows, each once; cells that state nothing are left out."""
        cells = (self.asked.view.cell((row, column)) for row in rows)
        return tuple(dict.fromkeys(cell.text for cell in cells if cell.text and not cell.missing))

    def told(
        self, operation: Operation, choice: Choice, rows: tuple[int, ...], *, measured: int | None = None,
        direction: Direction = "", place: int = 0, tied: bool = False, missing: int = 0,
    ) -> Iterator[Formula]:  # fmt: skip
        """Yield formulas that tell, each, what a column has in some rows."""
        for column in self.likely:
            values = self.texts(rows, column.place)
            if not values:
                continue
            cells = tuple((row, column.place) for row in rows)
            yield Formula(
                operation, (choice,), cells, values, column.place, measured, None, direction, place, missing, tied
            )

    def added(self, choice: Choice, places: Sequence[Place]) -> Iterator[Formula]:
        """Yield the sum and the mean of some cells of one unit; percentages are not summed."""
        cells = tuple(place for place in places if self.asked.view.scale(place) is not None)
        unit = self.unit(cells)
        if len(cells) < 2 or unit is None:
            return
        total = sum(self.asked.view.scale(place) or 0.0 for place in cells)
        missing, column = len(places) - len(cells), cells[0][1]
        if unit != "%":
            yield Formula("sum", (choice,), cells, (plain(total),), None, column, total, missing=missing)
        mean = total / len(cells)
        yield Formula("mean", (choice,), cells, (plain(mean),), None, column, mean, missing=missing)

    def sides(self) -> Iterator[tuple[Condition, Condition]]:
        """Yield pairs of conditions that two sides of a comparison may be: of one column, on different words."""
        count = 0
        for first, second in combinations(self.asked.conditions, 2):
            if first.terms & second.terms or first.rows == second.rows or first.column != second.column:
                continue
            if min(first.terms) > min(second.terms):
                first, second = second, first
            yield first, second
            count += 1
            if count == _PAIRS:
                return

    def crossed(self) -> Iterator[tuple[Condition, Condition]]:
        """Yield pairs of conditions on different columns and words."""
        for first, second in combinations(self.asked.conditions[:_PAIRS], 2):
            if first.column != second.column and not first.terms & second.terms:
                yield first, second

    def unit(self, places: Iterable[Place]) -> str | None:
        """Return the one unit of some cells, None where they have several."""
        found = {self.asked.view.unit(place) for place in places}
        return found.pop() if len(found) == 1 else None


def percentage_change(first: float, last: float) -> float | None:
    """Return by how many per cent an amount has changed; None from nothing, from a loss or to one: that nobody says."""
    return 100 * (last - first) / first if first > 0 <= last else None


def plain(number: float) -> str:
    """Return a number as a value: whole where it is whole, without the noise of its arithmetic."""
    exact = float(f"{number:.12g}")
    return str(int(exact)) if exact == int(exact) else repr(exact)
