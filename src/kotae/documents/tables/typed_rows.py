"""Rows of texts to typed rows: every cell its value in the unit of its column, every row what it is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kotae.documents.model import Cell, Column, Period, RowRole, TableRow, Value
from kotae.documents.tables.columns import closing_unit, column, is_per_one, is_unit_column, unit_alone
from kotae.documents.tables.dated_columns import with_years_beside
from kotae.documents.tables.fiscal_years import with_fiscal_years
from kotae.documents.tables.headed import with_heads
from kotae.documents.tables.numerals import Style
from kotae.documents.tables.ordering import ordered, row_periods
from kotae.documents.tables.row_roles import RowRole as SaidRole
from kotae.documents.tables.row_roles import is_part, role_of, role_to_prove
from kotae.documents.tables.summed_rows import with_proved_totals
from kotae.documents.tables.table_unit import table_unit
from kotae.documents.tables.times_below import with_years
from kotae.documents.tables.values import Stated, period_in, stated
from kotae.text import units

_LONG_LABEL = 60  # characters: beyond this a cell is prose and seldom the name of its row
_FEWEST, _NEARLY_ALL = 3, 0.9  # cells that must be units, and share of them, for a column to say the units of rows
_MOSTLY = 0.6  # of the rows that a label must tell apart


@dataclass(frozen=True, slots=True)
class Typed:
    """The columns and rows of a table with their types, the column that names the rows, the unit of the table."""

    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    label: int
    unit: str


def typed(header: Sequence[str], rows: Sequence[TableRow], caption: str, unit: str, style: Style = "point") -> Typed:
    """Give every column, row and cell its type.

    Args:
        header: the columns' labels.
        rows: the rows, their cells with texts only.
        caption: the table's caption, which may say the unit.
        unit: the unit that is stated beside the table, if any.
        style: how the table writes numbers.
    """
    cells = with_years(
        rows, with_years_beside(header, [[stated(cell.text, style) for cell in row.cells] for row in rows])
    )
    amounts = [[cell.amount.number if cell.amount else None for cell in row] for row in cells]
    unit = unit or table_unit(caption, header, [row[0].text if row else "" for row in cells], amounts)
    columns = tuple(
        column(position, label, [row[position] for row in cells], unit) for position, label in enumerate(header)
    )
    columns = _with_names(columns, rows, cells)
    label = _label(columns, rows, cells)
    stated_in = next((place.position for place in columns if _says_units(place, rows, label)), None)
    typed_rows = []
    doubts: list[SaidRole | None] = []
    for index, (row, values) in enumerate(zip(rows, cells, strict=True)):
        role, of, doubt = _role(rows, index, columns, label)
        doubts.append(doubt)
        # What names a row is no value: "305" is a room.
        filled = tuple(
            cell if place.position == label and place.kind == "text" else _cell(cell, value, place)
            for cell, value, place in zip(row.cells, values, columns, strict=True)
        )
        name = filled[label].text if filled else ""
        own = _row_unit(filled, stated_in, label) or _unit_over(row.group) or _unit_of_one(name, columns)
        typed_rows.append(replace(row, cells=filled, role=role, of=of, unit=own))
    typed_rows = _with_parts_of_one_unit(typed_rows, label)
    typed_rows = with_heads(columns, with_proved_totals(columns, typed_rows, doubts), label)
    typed_rows = with_fiscal_years(_with_group_periods(_with_times_alone(typed_rows, label)), label)
    typed_rows = ordered(columns, typed_rows)
    columns = tuple(
        replace(place, row_period=time) for place, time in zip(columns, row_periods(columns, typed_rows), strict=True)
    )
    return Typed(columns, tuple(typed_rows), label, unit)


def _with_group_periods(rows: list[TableRow]) -> list[TableRow]:
    """Return rows with the times that the labels of their groups name."""
    times = [tuple(period_in(name) for name in row.group) for row in rows]
    return [replace(row, group_periods=found if any(found) else ()) for row, found in zip(rows, times, strict=True)]


def _with_parts_of_one_unit(rows: list[TableRow], label: int) -> list[TableRow]:
    """Return rows without those parts, by how they are set in, that measure something else than what they stand below."""
    kept = []
    for row in rows:
        whole = rows[row.parent] if row.parent is not None else row
        other = row.unit and whole.unit and not units.is_same(row.unit, whole.unit)
        if other and not is_part(row.cells[label].text):
            row = replace(row, parent=None, role="body" if row.role == "part" else row.role)
        kept.append(row)
    return kept


def _with_times_alone(rows: list[TableRow], label: int) -> list[TableRow]:
    """Return rows that are all totals or averages of times as what the table is of: nothing that they sum up stands there."""
    alone = all(row.role in ("total", "average") and isinstance(row.cells[label].value, Period) for row in rows)
    return [replace(row, role="body", of="") for row in rows] if alone else rows


def _says_units(of: Column, rows: Sequence[TableRow], label: int) -> bool:
    """Tell whether a column says the unit of each row: by its header, or because nearly all of its cells are units."""
    if is_unit_column(of.header) and of.kind != "number":
        return True
    texts = [units.folded(row.cells[of.position].text) for row in rows if row.cells[of.position].text]
    named = [
        text for text in texts if units.unit_in(text) and (len(text) > 1 or not text.isalpha() or not text.isascii())
    ]
    return of.kind == "text" and of.position != label and len(named) >= max(_FEWEST, _NEARLY_ALL * len(texts))


def _row_unit(cells: Sequence[Cell], stated_in: int | None, label: int) -> str:
    """Return the unit of a row's numbers: in a cell of its own in brackets, in a column of units, behind its label."""
    alone = next((unit for cell in cells if cell.value is None and (unit := unit_alone(cell.text))), "")
    if alone or not cells:
        return alone
    return closing_unit(cells[label].text) if stated_in is None else cells[stated_in].text


def _unit_over(group: Sequence[str]) -> str:
    """Return the unit that the innermost label over a row is, or nothing; the name of what is counted is none."""
    unit = units.unit_in(units.folded(group[-1])) if group else ""
    return "" if units.is_countable(unit) else unit


def _unit_of_one(name: str, columns: Sequence[Column]) -> str:
    """Return the currency of a row of amounts per share among rows in thousands or millions of it, or nothing."""
    scaled = next((place.unit for place in columns if units.is_scaled_money(place.unit)), "")
    return units.parted(scaled)[1] if scaled and is_per_one(name) else ""


def _cell(cell: Cell, says: Stated, of: Column) -> Cell:
    value: Value = None
    unit = ""
    if of.kind == "yes_no":
        value = says.yes_no
    elif of.kind == "date" and says.days:
        value = says.days
    elif says.amount:
        value, unit = _in_unit(says.amount.number, says.amount.unit, of)
    elif says.band:
        value, unit = says.band, says.band_unit
        if of.kind == "band" and units.is_same(unit, of.unit):
            sides = [
                limit if limit is None else units.converted(limit, unit, of.unit) for limit in (value.low, value.high)
            ]
            value, unit = replace(value, low=sides[0], high=sides[1]), ""
    else:
        value = says.days
    return replace(cell, value=value, unit=unit)


def _in_unit(number: float, unit: str, of: Column) -> tuple[float, str]:
    """Return a number in the unit of its column, or as it is with its own unit where that measures something else."""
    if not unit or of.kind != "number":
        return number, unit
    if units.is_sign(unit) and units.is_scaled_money(of.unit) and units.is_same(unit, of.unit) and not of.written:
        return number, ""  # accounts set the sign before the first amount of a column in thousands, and before totals
    converted = units.converted(number, unit, of.unit)
    return (number, unit) if converted is None else (converted, "")


def _with_names(columns: tuple[Column, ...], rows: Sequence[TableRow], cells: list[list[Stated]]) -> tuple[Column, ...]:
    """Take numbers for names where nothing else names the rows: rooms 101, 204, 305, versions 3.9, 3.10, 3.11.

    They stand first, differ from row to row, have no unit and do not only count the rows.
    """
    if len(columns) < 2 or columns[0].kind != "number" or columns[0].unit or len(rows) < 2:
        return columns
    texts = [row.cells[0].text for row in rows]
    named = any(
        other.kind in ("text", "band") and any(row.cells[other.position].text for row in rows) for other in columns
    )
    counted = [str(number) for number in range(1, len(texts) + 1)]
    if named or len(set(texts)) < len(texts) or texts == counted or any(row[0].amount is None for row in cells):
        return columns
    return (replace(columns[0], kind="text", name=columns[0].header), *columns[1:])


def _label(columns: tuple[Column, ...], rows: Sequence[TableRow], cells: Sequence[Sequence[Stated]]) -> int:
    """Return the column that names the rows: the first whose texts, or else days, differ from row to row."""
    for kinds in (("text", "band"), ("text", "band", "date")):
        scores = {}
        for place in columns:
            texts = [row.cells[place.position].text for row in rows]
            if place.kind not in kinds or not any(texts):
                continue
            days = [values[place.position].days if place.kind == "date" else None for values in cells]
            own = {
                day or text for day, text, row in zip(days, texts, rows, strict=True) if text and text not in row.group
            }
            short = sum(len(text) for text in texts) / len(texts) <= _LONG_LABEL
            scores[place.position] = len(own) / len(texts) + 0.3 * short
        best = max(scores, key=lambda position: (round(scores[position], 1), -position), default=None)
        if best is not None and scores[best] >= _MOSTLY:
            return best
    return next((place.position for place in columns if place.kind != "number"), 0)


def _role(
    rows: Sequence[TableRow], place: int, columns: Sequence[Column], label: int
) -> tuple[RowRole, str, SaidRole | None]:
    """Return what a row is, what it is the total or average of, and what of that its numbers must bear out."""
    row = rows[place]
    name = row.cells[label].text if row.cells else ""
    words = {row.cells[column.position].text for column in columns if column.kind != "number"}
    bare = [said for text in words if text and (said := role_of(text)) and not said.of]
    said = bare[0] if bare else role_of(name, row.group[-1] if row.group else "")
    if said is None and _closes_its_group(rows, place, label):
        said = SaidRole("total", name)
    if said is not None:
        return said.summary, said.of, said if said.doubted else None
    if row.parent is not None:
        return "part", "", role_to_prove(name)
    covered = len(row.cells) > 1 and bool(name) and all(cell.text == name for cell in row.cells)
    return ("group", "", None) if covered else ("body", "", role_to_prove(name))


def _closes_its_group(rows: Sequence[TableRow], place: int, label: int) -> bool:
    """Tell whether a row is called as the group that it is the last of, behind rows of other names."""
    row = rows[place]
    members = [other for other in rows[max(0, place - 1) : place + 2] if other.group == row.group]
    names = [other.cells[label].text for other in members]
    return (
        bool(row.group)
        and names[-1] == row.group[-1]
        and members[-1] is row
        and len(members) > 1
        and (names[0] != names[-1])
    )
