"""Rows whose labels may call them totals or averages, and whose numbers tell whether they are."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kotae.documents.model import Column, TableRow
from kotae.documents.tables.row_roles import RowRole

_FEWEST = 2  # rows that make a sum or have a middle
_ROUNDED = 0.005  # of a sum, by which rounded parts may miss it
_NEARLY_ALL = 0.98  # of the sum of all other rows, where only some of the parts are listed
_LEAST_LISTED = 0.25  # of a total, what its listed parts come to at least
_MIDDLE = 0.25  # of the range of the others, by which an average may miss their mean

_Amounts = Sequence[float | None]


def with_proved_totals(
    columns: Sequence[Column], rows: Sequence[TableRow], doubts: Sequence[RowRole | None]
) -> list[TableRow]:
    """Return rows with the roles that their labels leave open and their numbers decide.

    Args:
        columns: the table's columns.
        rows: its typed rows; those of doubted totals have the role that their labels say.
        doubts: for each row what its numbers must bear out, None where there is no doubt.
    """
    numeric = [place for place in columns if place.kind == "number"]
    amounts = [[row.cells[place.position].number for place in numeric] for row in rows]
    summed = [place for place, of in enumerate(numeric) if of.unit != "%"]
    result = list(rows)
    for index, (row, doubted) in enumerate(zip(rows, doubts, strict=True)):
        if doubted is None:
            continue
        known = [other.role not in ("total", "average") for other in result]
        if _bears_out(doubted, amounts, index, known, summed):
            result[index] = replace(row, role=doubted.summary, of=doubted.of)
        elif row.role in ("total", "average"):
            result[index] = replace(row, role="body" if row.parent is None else "part", of="")
    return result


def adds_up(columns: Sequence[Column], row: TableRow, others: Sequence[TableRow]) -> bool:
    """Tell whether a row's numbers are the sums of those of all of some others, and its rates lie between theirs."""
    numeric = [place for place in columns if place.kind == "number"]
    own, *parts = ([one.cells[place.position].number for place in numeric] for one in (row, *others))
    summed = [place for place, of in enumerate(numeric) if of.unit != "%" and own[place] is not None]
    return _is_sum(own, parts, summed)


def _bears_out(
    role: RowRole, amounts: Sequence[_Amounts], index: int, plain: Sequence[bool], summed: Sequence[int]
) -> bool:
    """Tell whether a row's numbers are what its label may say: the sum of others, or near their middle.

    Where the label alone is a reason (`plain` is False there), numbers that cannot be added speak for it, and the sum of
    all others may be less, for a table may list some of the parts only.
    """
    own = amounts[index]
    if all(amount is None for amount in own):
        return False
    others = [row for row in range(len(amounts)) if row != index and plain[row]]
    if role.summary == "average":
        behind_another = index > 0 and not plain[index - 1]
        return behind_another or _is_middle(own, [amounts[row] for row in others])
    told = [column for column in summed if own[column] is not None]
    if any(_is_sum(own, [amounts[row] for row in run], told) for run in _runs(amounts, index, plain)):
        return True
    parts = [_added([amounts[row] for row in others], column) for column in told]
    measured = [(own[column] or 0.0, part) for column, part in zip(told, parts, strict=True) if part is not None]
    if plain[index]:
        return False
    return all(
        abs(amount) >= _NEARLY_ALL * abs(part) >= _NEARLY_ALL * _LEAST_LISTED * abs(amount) for amount, part in measured
    )


def _runs(amounts: Sequence[_Amounts], index: int, plain: Sequence[bool]) -> Iterator[list[int]]:
    """Yield the rows that a row may be the sum of: those right above or below it, with or without totals, all others; the one
    right above with another."""
    above, below = range(index - 1, -1, -1), range(index + 1, len(amounts))
    for side in (above, below):
        for members in ([row for row in side if plain[row]], list(side), [row for row in side if not plain[row]]):
            for count in range(_FEWEST, len(members) + 1):
                yield members[:count]
    yield [row for row in (*above, *below) if plain[row]]
    for row in above[1:]:
        yield [index - 1, row]


def _is_sum(own: _Amounts, parts: Sequence[_Amounts], columns: Sequence[int]) -> bool:
    """Tell whether amounts are the sums of others; a rate among them lies between those of the parts."""
    checked = 0
    for column in columns:
        total, amount = _added(parts, column), own[column]
        if total is None or amount is None:
            continue
        if abs(total - amount) <= max(_ROUNDED * abs(amount), 1e-9):
            checked += 1
            continue
        stated = [other for part in parts if (other := part[column]) is not None]
        if not min(stated) <= amount <= max(stated):
            return False
    return checked > 0


def _added(parts: Sequence[_Amounts], column: int) -> float | None:
    """Return the sum of a column's amounts; None where fewer than two state one."""
    stated = [amount for part in parts if (amount := part[column]) is not None]
    return sum(stated) if len(stated) >= _FEWEST else None


def _is_middle(own: _Amounts, others: Sequence[_Amounts]) -> bool:
    checked = 0
    for column, amount in enumerate(own):
        stated = [other for row in others if (other := row[column]) is not None]
        if amount is None or len(stated) < _FEWEST:
            continue
        spread = max(stated) - min(stated)
        if abs(amount - sum(stated) / len(stated)) > _MIDDLE * spread + _ROUNDED * abs(amount):
            return False
        checked += 1
    return checked > 0
