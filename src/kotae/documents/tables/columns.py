"""What the columns of a table hold, in which unit and of which time."""

import re
from collections import Counter
from collections.abc import Sequence

from kotae.documents.model import Column, ColumnKind, ColumnRole
from kotae.documents.tables.numerals import YEARS, Amount
from kotae.documents.tables.row_roles import is_part, role_of
from kotae.documents.tables.values import Stated, period_in
from kotae.text import numbers, units
from kotae.text.lists import either, read_lists
from kotae.text.normalise import fold

_MOSTLY = 0.6  # of the cells that state anything, for a column to be of their kind
_LEAST_KNOWN = 1 / 3  # of the cells that are numbers, where all others say one sign
_LONGEST_SIGN = 3  # characters of a sign for what is not known
_FEW_YEARS = 2  # so many numbers that may be years are years only where the header says so
_FEWEST_BELOW = 2  # amounts below the first, for its unit to be a habit of the column
_WHOLE = 100.0  # per cent: beyond it a number without a sign may be no share
_LONGEST_UNIT = 24  # characters of what stands in brackets behind a header
_SHARES = frozenset(["percent", "per cent"])
_BRACKETS = re.compile(r"[(（\[［【]([^()（）\[\]［］【】]*)[)）\]］】]")
_SEPARATOR = re.compile(r"[、;；]|,(?!\d{3}(?!\d))")
_WORDS = read_lists("kotae.documents.tables", "headers.toml")
_UNIT_HEADERS = frozenset(_WORDS["unit"])
_YEAR_HEADER = re.compile(rf"{either(_WORDS['year_ja'])}|(?i:\b{either(_WORDS['year_en'])}\b)")
_PERCENT = re.compile(
    rf"^{either(_WORDS['percent'])}\b(?!\s+points?\b)|(?<=\s){either(_WORDS['percent'])}$", re.IGNORECASE
)
_TIME_JA = re.compile(rf"{either(numbers.JAPANESE_ERAS)}?\s*(?:元|\d{{1,4}})\s*(?:年度|年)|^年度(?= )")
_FISCAL = either(_WORDS["fiscal"])
_TIME_EN = re.compile(rf"{_FISCAL}?\s*\b\d{{1,4}}\b|{_FISCAL}\s*\d{{1,4}}", re.IGNORECASE)


def column(position: int, header: str, cells: Sequence[Stated], table_unit: str) -> Column:
    """Return what a column is.

    Args:
        position: where it stands.
        header: its label.
        cells: what its cells state, from the top.
        table_unit: the unit that holds for the columns of numbers without one of their own.
    """
    # In a table of amounts only the first column may be of years that nothing says to be some: rice costs 2,003 yen.
    kind = _kind(header, cells, years=not table_unit or position == 0)
    amounts = [cell.amount for cell in cells if cell.amount] if kind == "number" else []
    if kind == "band":
        amounts = [Amount(0, cell.band_unit) for cell in cells if cell.band]
    unit, written = _unit(header, amounts, table_unit) if kind in ("number", "band") else ("", ())
    if not written and (currency := _currency(amounts)) and units.is_scale(unit):
        unit = f"{currency} {unit}"  # "(in thousands)" over "$ 4,210" and "8,120"
    period = period_in(header)
    name = _BRACKETS.sub(" ", header) if kind == "number" else header
    if period:
        name = _TIME_EN.sub(" ", _TIME_JA.sub(" ", name))
    name = " ".join(name.split())
    said = role_of(name) if kind == "number" else None
    role: ColumnRole = said.summary if said else "part" if kind == "number" and _is_part(name) else "body"
    return Column(position, header, name, kind, unit, period, written, role=role)


def _is_part(name: str) -> bool:
    """Tell whether a column is of a part of what stands in the one before: its own label, behind others, says so."""
    pieces = name.split()
    return any(is_part(" ".join(pieces[start:])) for start in range(len(pieces)))


def is_unit_column(header: str) -> bool:
    """Tell whether a column says the unit of each row."""
    plain = header.strip()
    return (plain.casefold() if plain.isascii() else "".join(plain.split())) in _UNIT_HEADERS


def is_per_one(label: str) -> bool:
    """Tell whether a row's label says that its amounts are of one share or unit ("Basic earnings per share")."""
    folded = fold(label)
    return any(word in folded for word in _WORDS["per_one"])


def closing_unit(label: str) -> str:
    """Return the unit in the last brackets of a row's label ("期中平均株式数（千株）"), or nothing."""
    inside = _BRACKETS.findall(label)
    return _known(inside[-1]) if inside and label.rstrip().endswith((")", "）", "]", "］", "】")) else ""


def unit_alone(text: str) -> str:
    """Return the unit that is all that a cell says, in brackets ("(百万円)"), or nothing."""
    inside = _BRACKETS.fullmatch(text.strip())
    return units.unit_in(units.folded(inside[1])) if inside and len(inside[1]) <= _LONGEST_UNIT else ""


def _kind(header: str, cells: Sequence[Stated], *, years: bool) -> ColumnKind:
    """Tell what a column's cells hold, from the cells that hold anything; `years` says that bare numbers may be years."""
    filled = [cell for cell in cells if cell.text and not cell.missing]
    if not filled:
        return "text"
    if all(cell.yes_no for cell in filled) and any(cell.yes_no != "partly" for cell in filled):
        return "yes_no"
    values = [cell.amount.number for cell in filled if cell.amount]
    if len(values) >= _MOSTLY * len(filled) or _with_a_sign(filled, len(values)):
        plain = all(value in YEARS for value in values) and not any("," in cell.text for cell in filled)
        said = _YEAR_HEADER.search(header)
        return "date" if plain and (said or (years and len(values) > _FEW_YEARS)) else "number"
    shares: tuple[tuple[ColumnKind, int], ...] = (
        ("date", sum(cell.days is not None for cell in filled)),
        ("band", sum(cell.band is not None for cell in filled)),
    )
    return next((kind for kind, count in shares if count >= _MOSTLY * len(filled)), "text")


def _with_a_sign(filled: Sequence[Stated], values: int) -> bool:
    """Tell whether what stands among numbers and is none is one short sign throughout, for what is not known ("nd", "秘匿")."""
    signs = {cell.text for cell in filled if not cell.amount}
    return values >= _LEAST_KNOWN * len(filled) and len(signs) == 1 and len(signs.pop()) <= _LONGEST_SIGN


def _unit(header: str, amounts: Sequence[Amount], table_unit: str) -> tuple[str, tuple[str, ...]]:
    """Return the unit of a column, and the units that its cells are written in where these are several.

    It is the one that the header says; or that most cells have, the smallest of several; or the table's. What stands in brackets
    and is not known is a unit only where the table has none, and nothing stands behind it: "Kyushu (with Okinawa)", "Engines
    (diesel) Output".
    """
    parts = [part.strip() for inside in reversed(_BRACKETS.findall(header)) for part in _SEPARATOR.split(inside)]
    known = [unit for part in parts if (unit := _known(part))] + _behind(header)
    if known:
        return known[0], ()
    scales = {amount.unit for amount in amounts if not units.unit(amount.unit).base}
    if len(scales) > 1 and "" in scales and not table_unit and all(amount.unit in scales for amount in amounts):
        return "", tuple(sorted(scales, key=lambda scale: units.unit(scale).factor))  # "980", "12k", "1.1M"
    written = _written(amounts)
    if len(written) == 1 and units.is_sign(written[0]) and _scales(table_unit, written[0]):
        return table_unit, ()
    if written:
        return written[0], written if len(written) > 1 else ()
    behind = parts if header.rstrip().endswith((")", "）", "]", "］", "】")) else []
    unknown = [part for part in behind if part and not numbers.dates(part) and _may_be_unit(part)]
    return table_unit or _carried(amounts) or (unknown[0] if unknown else ""), ()


def _may_be_unit(part: str) -> bool:
    """Tell whether what stands in brackets and is not known may be a unit: no mark of one letter, no remark on the numbers."""
    remark = part.casefold() in _WORDS["remarks"]
    return len(part) <= _LONGEST_UNIT and not remark and not (len(part) == 1 and part.isascii())


def _scales(table_unit: str, sign: str) -> bool:
    """Tell whether a table is in thousands, millions or more of what a sign before its amounts is the currency of."""
    of_it = units.is_scaled_money(table_unit) and units.is_same(table_unit, sign)
    return of_it or units.is_scale(table_unit)


def _currency(amounts: Sequence[Amount]) -> str:
    """Return the one sign of a currency that stands before some amounts of a column, or nothing."""
    signs = {amount.unit for amount in amounts if amount.unit}
    return next(iter(signs)) if len(signs) == 1 and all(map(units.is_sign, signs)) else ""


def _carried(amounts: Sequence[Amount]) -> str:
    """Return the unit that the first amount alone has, or it and the total, where that holds for all below: accounts write so.

    Only millions of a currency and such, and percentages, are carried down: what is counted in ones may be of another kind.
    """
    first, *others = amounts or [Amount(0.0, "")]
    if len(others) < _FEWEST_BELOW or any(other.unit not in ("", first.unit) for other in others):
        return ""
    shares = first.unit == "%" and all(abs(amount.number) <= _WHOLE for amount in amounts)
    return first.unit if shares or units.is_scaled_money(first.unit) else ""


def _written(amounts: Sequence[Amount]) -> tuple[str, ...]:
    """Return the units, from the smallest, of the amounts that measure the same as most do; none where few have one."""
    bases = Counter(units.unit(amount.unit).base for amount in amounts if amount.unit)
    base, count = bases.most_common(1)[0] if bases else ("", 0)
    if count < _MOSTLY * len(amounts):
        return ()
    same = {amount.unit for amount in amounts if amount.unit and units.unit(amount.unit).base == base}
    by_size = sorted(same, key=lambda unit: (units.unit(unit).factor, unit))
    sizes: dict[float, str] = {}
    for unit in by_size:
        sizes.setdefault(units.unit(unit).factor, unit)
    return tuple(sizes.values())


def _known(text: str) -> str:
    return units.unit_in(units.folded(text)) if text and not numbers.dates(text) else ""


def _behind(header: str) -> list[str]:
    """Return the unit that stands last in a header of several words, in signs or as the word for hundredths, or first in it.

    "2024年 百万円", "Male only percent", "Percentage of all workers".
    """
    if _PERCENT.search(header):
        return ["%"]
    parts = header.split()
    ends = (" ".join(parts[-count:]) for count in (3, 2, 1) if count < len(parts) and not parts[-count].isdigit())
    return [
        end
        for end in ends
        if (units.is_symbol(units.folded(end)) and (len(end) > 1 or not end.isascii() or end == "%"))
        or end.casefold() in _SHARES
    ]
