"""Columns that hold only what belongs to the numbers beside them: "$", ")", "%" and units in cells of their own.

Filings in HTML set currency signs and closing brackets into cells of their own, so that digits stand in line; forms set the
unit there, the same in every row.
"""

from dataclasses import replace

from kotae.documents.tables.numerals import read_amount
from kotae.documents.tables.raw import RawCell, RawTable
from kotae.text.numbers import is_missing
from kotae.text.units import folded, unit_in

# No dash: alone in a cell it says that there is no value.
_BEFORE = frozenset(["$", "¥", "€", "£", "￥", "US$", "(", "($", "△", "▲"])
_BEHIND = frozenset([")", "%", ")%", "%)", "％"])


def with_signs_joined(raw: RawTable) -> RawTable:
    """Join signs to the numbers that they belong to, in the columns that hold nothing else; others stay as they are."""
    columns: dict[int, list[RawCell]] = {}
    lines: dict[int, list[int]] = {}
    for place, cell in enumerate(raw.cells):
        if cell.text.strip():
            columns.setdefault(cell.column, []).append(cell)
            lines.setdefault(cell.row, []).append(place)
    joined = dict(enumerate(raw.cells))
    gone: set[int] = set()
    for cells in columns.values():
        signs = [cell for cell in cells if _is_sign(cell)] or _units(cells)
        if any(cell.column_span <= 1 for cell in cells if cell not in signs):
            continue
        pairs = [(sign, _number_beside(sign, joined, lines[sign.row])) for sign in signs]
        if all(number is not None for _, number in pairs):
            for sign, number in pairs:
                assert number is not None
                joined[number] = _with_sign(joined[number], sign.text.strip())
                gone.add(id(sign))
    return replace(raw, cells=tuple(cell for cell in joined.values() if id(cell) not in gone)) if gone else raw


def _is_sign(cell: RawCell) -> bool:
    return cell.text.strip() in _BEFORE | _BEHIND


def _units(cells: list[RawCell]) -> list[RawCell]:
    """Return the cells of a column that are a unit, the same one in several rows."""
    units = [
        cell for cell in cells if cell.column_span <= 1 and unit_in(folded(cell.text)) and not read_amount(cell.text)
    ]
    return units if len(units) > 1 and len({folded(cell.text) for cell in units}) == 1 else []


def _number_beside(sign: RawCell, cells: dict[int, RawCell], line: list[int]) -> int | None:
    """Return the place, among the cells of a line, of the number that a sign belongs to."""
    before = sign.text.strip() in _BEFORE
    beside = [
        (abs(cells[place].column - sign.column), place)
        for place in line
        if cells[place] is not sign and (cells[place].column > sign.column) == before
    ]
    if not beside:
        return None
    place = min(beside)[1]
    text = cells[place].text.strip()
    return place if read_amount(text.strip("()")) is not None or is_missing(text) else None


def _with_sign(number: RawCell, sign: str) -> RawCell:
    text = number.text.strip()
    if is_missing(text):
        return number  # "$ —": nothing, of whatever currency
    return replace(number, text=sign + text if sign in _BEFORE else text + sign)
