"""A typed query run over its table: the rows and cells that make the answer, and the numbers that come of them."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from kotae.answers.tables.engine import Engine, Ranked
from kotae.answers.tables.plan import TableQuery
from kotae.answers.tables.relation import Relation
from kotae.text import units

CellPlace = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a query comes to.

    `rows` are the rows that are the answer, in order; `used` the cells that it stands on, in order; `numbers` what was
    computed or read; `unit` their unit; `missing` how many cells that were asked for have no number; `whole` the number
    that a share is taken of, `total` the cell that has it where the table prints it; `among` how many were compared.
    """

    query: TableQuery
    rows: tuple[int, ...]
    used: tuple[CellPlace, ...]
    numbers: tuple[float, ...] = ()
    unit: str = ""
    missing: int = 0
    whole: float | None = None
    among: int = 0
    columns: tuple[int, ...] = ()
    total: CellPlace | None = None

    @property
    def cells(self) -> tuple[CellPlace, ...]:
        """The cells to cite: those used, and the printed total where a share is taken of it."""
        return self.used if self.total is None else (*self.used, self.total)


def run(query: TableQuery, relation: Relation) -> Outcome | None:
    """Return what a query comes to, or None where the cells that it needs have no value or differ in their units."""
    outcome = _RUNNERS[query.operation](query, relation, Engine(relation))
    return _in_fitting_unit(outcome, relation) if outcome and query.operation in _AMOUNTS else outcome


def _lookup(query: TableQuery, relation: Relation, engine: Engine) -> Outcome | None:
    row = min(query.operands[0])
    used = tuple((row, column) for column in query.columns)
    numbers = tuple(value for column in query.columns if (value := engine.number(row, column)) is not None)
    return Outcome(query, (row,), used, numbers, relation.unit(row, query.columns[0]), columns=query.columns)


def _ranked(query: TableQuery, relation: Relation, engine: Engine) -> Outcome | None:
    rows = sorted(query.operands[0]) if query.over_columns else engine.rows(query.pool)
    order = engine.ranked(rows, query.columns, query.direction, query.by_date)
    if len(order) < 2 or not _one_unit(relation, [(cell.row, cell.column) for cell in order]):
        return None
    chosen = _chosen(query, order)
    if not chosen:
        return None
    used = [(cell.row, cell.column) for cell in chosen]
    told = [(cell.row, query.output) for cell in chosen] if query.output is not None else []
    first = chosen[0]
    return Outcome(
        query,
        tuple(cell.row for cell in chosen),
        tuple(used + told),
        () if query.by_date else tuple(cell.value for cell in chosen),
        relation.unit(first.row, first.column),
        missing=len(rows) * len(query.columns) - len(order),
        among=len(order),
        columns=tuple(cell.column for cell in chosen),
    )


def _chosen(query: TableQuery, order: list[Ranked]) -> list[Ranked]:
    if query.operation == "top":
        return order[: query.limit]
    if query.after is not None:
        reference = next((cell for cell in order if cell.row == query.after), None)
        if reference is None:
            return []
        behind = [cell for cell in order if cell.place > reference.place]
        return [cell for cell in behind if cell.place == behind[0].place]
    return [cell for cell in order if cell.place == query.place]


def _sum(query: TableQuery, relation: Relation, engine: Engine) -> Outcome | None:
    rows = engine.rows(query.pool)
    cells = [(row, column) for row in rows for column in query.columns]
    found = engine.aggregate(rows, query.columns)
    if not found.present or found.total is None or found.mean is None or not _one_unit(relation, cells):
        return None
    value = found.total if query.operation == "sum" else found.mean
    used = tuple(cell for cell in cells if engine.number(*cell) is not None)
    unit = relation.unit(*cells[0])
    return Outcome(query, tuple(rows), used, (value,), unit, missing=found.missing, columns=query.columns)


def _count(query: TableQuery, relation: Relation, engine: Engine) -> Outcome | None:
    rows = engine.rows(query.pool)
    return Outcome(query, tuple(rows), _shown(query, relation, rows), (float(len(rows)),)) if rows else None


def _list(query: TableQuery, relation: Relation, engine: Engine) -> Outcome | None:
    rows = engine.rows(query.pool)
    return Outcome(query, tuple(rows), _shown(query, relation, rows)) if rows else None


def _pair(query: TableQuery, relation: Relation, engine: Engine) -> Outcome | None:
    """Run a difference, a ratio or a comparison: of two sets of rows, or of one in two columns."""
    if len(query.operands) == 1:
        places = [(query.operands[0], column) for column in query.columns]
    else:
        places = [(rows, query.columns[0]) for rows in query.operands]
    cells = [(row, column) for rows, column in places for row in sorted(rows)]
    if not _one_unit(relation, cells):
        return None
    if query.operation == "comparison":
        return _comparison(query, relation, engine)
    values = [engine.aggregate(sorted(rows), [column]) for rows, column in places]
    if any(value.total is None or value.missing for value in values):
        return None
    first, second = (value.total or 0.0 for value in values)
    if query.operation == "ratio":
        if not second:
            return None
        rows = tuple(row for row, _ in cells)
        return Outcome(query, rows, tuple(cells), (first / second,), "", columns=query.columns)
    unit = relation.unit(*cells[0])
    return Outcome(
        query, tuple(row for row, _ in cells), tuple(cells), (abs(first - second),), unit, columns=query.columns
    )


def _comparison(query: TableQuery, relation: Relation, engine: Engine) -> Outcome | None:
    rows = [min(rows) for rows in query.operands if len(rows) == 1]
    if len(rows) != len(query.operands):
        return None
    order = engine.ranked(rows, query.columns, query.direction, query.by_date)
    if len(order) < len(rows):
        return None
    best = [cell for cell in order if cell.place == 1]
    others = [cell for cell in order if cell.place > 1]
    return Outcome(
        query,
        tuple(cell.row for cell in best),
        tuple((cell.row, cell.column) for cell in best + others),
        () if query.by_date else tuple(cell.value for cell in best + others),
        relation.unit(order[0].row, order[0].column),
        among=len(order),
        columns=query.columns,
    )


def _share(query: TableQuery, relation: Relation, engine: Engine) -> Outcome | None:
    rows = sorted(query.operands[0])
    column = query.columns[0]
    part = engine.aggregate(rows, [column])
    body = sorted(frozenset(range(len(relation.table.rows))) - relation.summaries - relation.parts)
    cells = [(row, column) for row in body]
    whole, printed = engine.aggregate(body, [column]).total, None
    if len(relation.totals) == 1 and (stated := engine.number(min(relation.totals), column)) is not None:
        whole, printed = stated, (min(relation.totals), column)
    if part.total is None or part.missing or not whole or not _one_unit(relation, cells):
        return None
    used = tuple((row, column) for row in rows)
    return Outcome(
        query, tuple(rows), used, (100 * part.total / whole,), "%", whole=whole, columns=(column,), total=printed
    )


def _trend(query: TableQuery, relation: Relation, engine: Engine) -> Outcome | None:
    if len(query.operands) == 1:
        cells = [(row, column) for column in query.columns for row in sorted(query.operands[0])[:1]]
        if len(query.operands[0]) != 1:
            return None
    else:
        cells = [(min(rows), query.columns[0]) for rows in query.operands]
    present = [cell for cell in cells if engine.number(*cell) is not None]
    if len(present) < 2 or engine.number(*cells[0]) is None or engine.number(*cells[-1]) is None:
        return None
    first, last = engine.number(*present[0]) or 0.0, engine.number(*present[-1]) or 0.0
    unit = relation.unit(*present[0])
    missing = len(cells) - len(present)
    rows = tuple(dict.fromkeys(row for row, _ in present))
    return Outcome(query, rows, tuple(present), (last - first,), unit, missing=missing, columns=query.columns)


_RUNNERS: dict[str, Callable[[TableQuery, Relation, Engine], Outcome | None]] = {
    "lookup": _lookup, "superlative": _ranked, "nth": _ranked, "top": _ranked, "sum": _sum, "mean": _sum,
    "count": _count, "list": _list, "filter": _list, "difference": _pair, "ratio": _pair, "comparison": _pair,
    "share": _share, "trend": _trend,
}  # fmt: skip


_AMOUNTS = frozenset(["sum", "mean", "difference", "trend"])


def _in_fitting_unit(outcome: Outcome, relation: Relation) -> Outcome:
    """Give a result in the largest unit of its column's cells in which it is at least one: 22,000,000 円 as 2,200 万円."""
    written = relation.columns[outcome.used[0][1]].written if outcome.used else ()
    for unit in reversed(written):
        converted = [units.converted(number, outcome.unit, unit) for number in outcome.numbers]
        if all(number is not None and abs(number) >= 1 for number in converted):
            return replace(outcome, unit=unit, numbers=tuple(number for number in converted if number is not None))
    return outcome


def _shown(query: TableQuery, relation: Relation, rows: list[int]) -> tuple[CellPlace, ...]:
    """Return the cells that show rows: their names, and what is asked to be told of them."""
    column = query.output if query.output is not None else relation.label
    return tuple((row, column) for row in rows)


def _one_unit(relation: Relation, cells: list[CellPlace]) -> bool:
    """Tell whether cells may be compared and added: they are of one unit."""
    return len({relation.unit(row, column) for row, column in cells}) <= 1
