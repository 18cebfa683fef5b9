"""The one unit of a table, where it stands in brackets at the end of its caption or of its first header cell."""

import re
from collections.abc import Sequence

from kotae.text.units import folded, is_countable, unit_in

_BRACKETS = re.compile(r"[(\[【〈〔]([^()\[\]【】〈〉〔〕]{1,60})[)\]】〉〕]")
_YEAR = r"(?:in\s|FY\s?)?\d{4}(?:年度?)?"
# What may follow the brackets: a period, "continued", the mark of a note.
_TAIL = re.compile(
    rf"(?:[\s,;:.—–-]*(?:{_YEAR}(?:\s?(?:[-–~〜/]|to|and|から)\s?(?:{_YEAR}|\d{{2}})(?:まで)?)?|cont(?:inue)?'?d|続き|つづき)|"
    r"\s*[*†‡※]\d{0,2}\)?|(?<=[)\]】〉〕])\s?\d{1,2}\)?){0,3}[\s.:]*$",
    re.IGNORECASE,
)
_LONGEST_CLOSE = 200  # characters; the search for a tail takes time by the square of them
_SEPARATORS = re.compile(r"[、;]|,(?!\d{3}(?!\d))")
_BEGINS_WITH_DIGIT = re.compile(r"^\s*\d")
_ONE_LETTER = re.compile(r"[A-Za-z]$")
_THINGS_JA = re.compile(r"[\u30a0-\u30ff\u4e00-\u9fff々]{1,4}")
_THINGS_EN = re.compile(r"[a-z]+(?:[ -][a-z]+)?")
# Plurals that select from what a caption names, and are not what is counted.
_SELECTIONS = frozenset(
    "exports imports sales purchases revenues expenditures profits losses costs prices values volumes amounts shares rates "
    "ratios indices figures numbers totals averages estimates forecasts projections results changes levels percentages "
    "males females adults boys girls seniors regions countries areas districts cities states prefectures provinces sectors "
    "industries products services goods categories types groups classes others".split()
)


def table_unit(
    caption: str, header: Sequence[str], names: Sequence[str], amounts: Sequence[Sequence[float | None]]
) -> str:
    """Return the unit in brackets that holds for the columns of numbers without one of their own, or nothing.

    A text in brackets is a unit where it reads like one; or where all values are whole and caption or header name what
    it names as counted ("隻数", "number of children", a plural). Two units in one caption say nothing of all columns.

    Args:
        caption: the table's caption.
        header: its columns' labels.
        names: the texts of its first column.
        amounts: the numbers of each row, column by column.
    """
    free = [column for column, label in enumerate(header) if column and not _units_in(folded(label))]
    values = [number for row in amounts for column in free if (number := row[column]) is not None]
    if not values:
        return ""
    text = folded(caption)
    closing = _closing(text)
    read = _units_in(text)
    if len(read) > 1:
        return ""
    whole = all(value.is_integer() for value in values)
    units = [unit for inside in closing if (unit := _unit(inside))]
    if not units and whole:
        units = _counted(text, closing, header)
    unit = units[0] if units else _corner_unit(header, names)
    return unit if whole or not is_countable(unit) else ""


def first_unit(stated: str) -> str:
    """Return the unit that comes first where more is stated: "百万円" of "百万円、％表示は対前期増減率"."""
    parts = [part.strip() for part in _SEPARATORS.split(folded(stated))]
    known = [part for part in parts if unit_in(part)]
    return known[0] if known and len(known) < len(parts) else stated


def says_more(line: str) -> bool:
    """Tell whether a line that states a unit says something else behind it: "(In millions, except per share data)"."""
    behind = _SEPARATORS.split(folded(line).strip("()[]【】〈〉〔〕"))[1:]
    return any(not unit_in(part.strip()) for part in behind)


def _closing(text: str) -> list[str]:
    """Return what stands in the brackets at the end of a text."""
    found: list[str] = []
    text = _TAIL.sub("", text[-_LONGEST_CLOSE:], count=1)
    while match := next((m for m in _BRACKETS.finditer(text) if m.end() == len(text)), None):
        found.append(match[1].strip())
        text = _TAIL.sub("", text[: match.start()], count=1)
    return found


def _units_in(text: str) -> set[str]:
    return {unit for match in _BRACKETS.finditer(text) if (unit := _unit(match[1]))}


def _unit(inside: str) -> str:
    """Return the one unit among the parts of a text in brackets ("Mt, 2023"); of several parts none is one letter."""
    parts = _SEPARATORS.split(inside)
    units = [unit for part in parts if (unit := unit_in(part)) and not (len(parts) > 1 and _ONE_LETTER.match(unit))]
    return units[0] if len(units) == 1 else ""


def _counted(text: str, closing: list[str], header: Sequence[str]) -> list[str]:
    """Return what is in brackets if the words before, or a header, call it counted."""
    where = [text.rsplit(closing[-1], 1)[0] if closing else "", *(folded(label) for label in header)]
    return [inside for inside in closing if any(_counts(words, inside) for words in where)]


def _counts(words: str, things: str) -> bool:
    if _THINGS_JA.fullmatch(things):
        return f"{things}数" in words
    named = r"" if things.endswith("s") and things not in _SELECTIONS else r"(?:number|count) of (?:\w+ )?"
    return bool(_THINGS_EN.fullmatch(things)) and bool(
        re.search(rf"(?<!\w){named}{re.escape(things)}(?!\w)", words, re.IGNORECASE)
    )


def _corner_unit(header: Sequence[str], names: Sequence[str]) -> str:
    """Return the unit in brackets behind the first header cell, unless it is that of the column ("Depth (m)")."""
    own = 2 * sum(bool(_BEGINS_WITH_DIGIT.match(name)) for name in names) > len(names)
    units = [unit for inside in _closing(folded(header[0])) if (unit := _unit(inside))]
    return units[0] if units and not own else ""
