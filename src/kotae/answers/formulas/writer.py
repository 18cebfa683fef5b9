"""Writes an answer piece by piece: names, headers and cells as the document has them, numbers as the table writes its own."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from kotae.answers.formulas.model import Formula
from kotae.answers.formulas.view import Place, View
from kotae.documents.tables.numerals import MINUS
from kotae.text import numbers, units
from kotae.text.labels_said_once import once
from kotae.text.language import Language
from kotae.text.lists import read_lists

MOST_NAMES, MOST_OPERANDS = 40, 12
_COMMAS = str.maketrans(",.", ".,")
_NUMBER = re.compile(rf"[^\d{re.escape(MINUS)}+]*([{re.escape(MINUS)}+]?\s*\d[\d,.' ]*(?<! ))")


class Writer:
    """The text of one answer as it grows, with the characters of it that carry the answer, and its operation in words."""

    def __init__(self, view: View, language: Language) -> None:
        self.view = view
        self.comma = "、" if language == "ja" else ", "
        self.text = ""
        self.operation = ""
        self.marks: list[tuple[int, int]] = []
        self._words = read_lists("kotae.answers.formulas", f"words.{language}.toml")

    def word(self, name: str, **values: object) -> str:
        """Return a word of the answer's language."""
        return str(self._words[name]).format(**values)

    def say(self, text: str) -> None:
        """Add some text."""
        self.text += text

    def mark(self, text: str) -> None:
        """Add some text that carries the answer."""
        if text:
            self.marks.append((len(self.text), len(self.text) + len(text)))
        self.say(text)

    def name(self, row: int, column: int | None = None) -> str:
        """Return what a row is called: its label, with its group before it where another group has such a row as well.

        It is the group alone where the label is the column that is told.
        """
        group, label = self.view.group(row), "" if self.view.label == column else self._label(row)
        if label and group and any(self._label(other) == label for other in self.view.body if other != row):
            return f"{group.rstrip(':： ')} > {label}"
        return label or group

    def _label(self, row: int) -> str:
        """Return the label of a row: of a month without a year, with the year that stands in the column before it."""
        label = self.view.label
        text = self.cell((row, label), "")
        before = self.cell((row, label - 1), "") if label and self.view.columns[label].sort == "date" else ""
        if not before or not self.view.cell((row, label)).period or numbers.years(text) or not numbers.years(before):
            return text
        return f"{before}/{text}" if text.isdecimal() else f"{before} {text}"

    def cell(self, place: Place, nothing: str = "-") -> str:
        """Return a cell as the document has it."""
        return " ".join(self.view.cell(place).text.split()) or nothing

    def unit(self, place: Place) -> str:
        """Return the unit of a cell's amount; none where its column's cells have theirs written in them."""
        return "" if self.view.columns[place[1]].column.written else self.view.unit(place)

    def tell(self, place: Place) -> None:
        """Mark a cell as the answer, with its unit behind it."""
        self.mark(self.cell(place))
        unit = self.unit(place)
        if unit and self.view.cell(place).number is not None and unit not in self.text:
            self.say(f" ({unit})")

    def value(self, place: Place) -> None:
        """Add a cell beside a name, with its unit where nothing before it says so."""
        unit, cell = self.unit(place), self.cell(place)
        self.say(cell + (f" {unit}" if unit and unit not in self.text + cell else ""))

    def header(self, column: int) -> str:
        """Return the header of a column as it is said."""
        return once(self.view.columns[column].column.header)

    def names(self, rows: Sequence[int], *, marked: bool = True) -> None:
        """Add the names of rows."""
        for count, row in enumerate(rows[:MOST_NAMES]):
            self.say(self.comma if count else "")
            (self.mark if marked else self.say)(self._label(row) or self.view.group(row))
        self.say("…" if len(rows) > MOST_NAMES else "")

    def bare(self, place: Place) -> str:
        """Return a cell's number as it is written, without a unit behind it where all of the column have the same one."""
        text = unicodedata.normalize("NFKC", self.cell(place))
        match = _NUMBER.match(text)
        if match is None or self.view.columns[place[1]].column.written:
            return text
        negative = (self.view.cell(place).number or 0.0) < 0
        in_brackets = text.startswith("(") and match[1][0].isdigit()
        return f"-{match[1]}" if in_brackets and negative else match[1]  # brackets mean minus

    def sum_of(self, places: Sequence[Place]) -> str:
        """Return the cells of some places as the terms of a sum."""
        return " + ".join(self.bare(place) for place in places[:MOST_OPERANDS]) + (
            " + …" if len(places) > MOST_OPERANDS else ""
        )

    def decimals(self, places: Iterable[Place]) -> int:
        """Return how many decimals the cells of some places have, at the most."""
        point = self.view.table.decimal
        return max((len(self.bare(place).partition(point)[2]) for place in places), default=0)

    def number(self, value: float, decimals: int, *, signed: bool = False) -> str:
        """Return a number with some decimals as the table writes its own: 1.936,40 where a comma stands before decimals."""
        text = f"{value:{'+' if signed else ''},.{decimals}f}"
        return text.translate(_COMMAS) if self.view.table.decimal == "," else text

    def trimmed(self, value: float, decimals: int) -> str:
        """Return a number with at most some decimals."""
        text = self.number(value, decimals)
        point = "," if self.view.table.decimal == "," else "."
        return text.rstrip("0").rstrip(point) if point in text else text

    def equation(self, left: str, result: str, unit: str = "") -> None:
        """Add an equation whose right side is the answer, and keep it as the operation."""
        start = len(self.text)
        self.say(f"{left} = ")
        self.mark(f"{result}{unit if unit in ('', '%') else f' {unit}'}")
        self.operation = self.text[start:]

    def remark(self, formula: Formula) -> None:
        """Add how many cells that the formula is over have no value."""
        if formula.missing and formula.operation != "look_up":
            self.say(f" ({self.word('missing', n=formula.missing)})")


def fitting(formula: Formula, view: View) -> tuple[float, str]:
    """Return the number of a formula in the largest unit of its column's cells in which it is at least one, and that unit."""
    number = formula.number or 0.0
    unit = view.unit(formula.cells[0]) if formula.cells else ""
    written = view.columns[formula.measured].column.written if formula.measured is not None else ()
    for larger in reversed(written):
        converted = units.converted(number, unit, larger)
        if converted is not None and abs(converted) >= 1:
            return converted, larger
    return number, unit
