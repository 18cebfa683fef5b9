"""An outcome in words: names, headers and cells as the document has them, and the operation that leads to the result."""

import re
from dataclasses import dataclass

from kotae.answers.tables.relation import Relation
from kotae.answers.tables.run import CellPlace, Outcome
from kotae.text.language import Language

_MOST_TERMS, _MOST_NAMES = 12, 40
_COMMAS = str.maketrans(",.", ".,")
_WORDS: dict[Language, dict[str, str]] = {
    "ja": {
        "greatest": "{n}件中の最大",
        "least": "{n}件中の最小",
        "latest": "{n}件中で最も遅い",
        "earliest": "{n}件中で最も早い",
        "place": "{n}件中の{place}位",
        "missing": "値のないセル {n} 個を除く",
        "missing_one": "値のないセル {n} 個を除く",
        "up": "増加",
        "down": "減少",
        "flat": "変わらず",
        "count": "件",
    },
    "en": {
        "greatest": "greatest of {n}",
        "least": "least of {n}",
        "latest": "latest of {n}",
        "earliest": "earliest of {n}",
        "place": "number {place} of {n}",
        "missing": "{n} cells without a value left out",
        "missing_one": "{n} cell without a value left out",
        "up": "increase",
        "down": "decrease",
        "flat": "no change",
        "count": "",
    },
}


@dataclass(frozen=True, slots=True)
class Wording:
    """The text of an answer, the operation in words, and the characters of the text that are the result."""

    text: str
    operation: str
    marks: tuple[tuple[int, int], ...]


def describe(outcome: Outcome, relation: Relation, language: Language) -> Wording:
    """Say what came of a query, in the labels of a language."""
    writer = _Writer(outcome, relation, _WORDS[language], "、" if language == "ja" else ", ")
    writer.write()
    return Wording(writer.text, writer.operation, tuple(writer.marks))


def direction(change: float) -> str:
    """Return "up", "down" or "flat"."""
    return "up" if change > 0 else "down" if change < 0 else "flat"


class _Writer:
    """Writes one answer piece by piece."""

    def __init__(self, outcome: Outcome, relation: Relation, words: dict[str, str], comma: str) -> None:
        self._outcome = outcome
        self._relation = relation
        self._words = words
        self._comma = comma
        self.text = ""
        self.operation = ""
        self.marks: list[tuple[int, int]] = []

    def write(self) -> None:
        """Write the answer of the outcome's operation."""
        match self._outcome.query.operation:
            case "lookup":
                self._lookup()
            case "superlative" | "nth" | "top":
                self._ranked()
            case "count":
                self._count()
            case "list" | "filter":
                self._names(self._outcome.rows)
            case "trend":
                self._trend()
            case "comparison":
                self._comparison()
            case _:
                self._computed()
        if self._outcome.missing and self._outcome.query.operation != "lookup":
            one = "missing" if self._outcome.missing > 1 else "missing_one"
            self._say(f" ({self._words[one].format(n=self._outcome.missing)})")

    def _lookup(self) -> None:
        row, first = self._outcome.used[0]
        name = self._name(row, first)
        self._say(f"{name}: " if name else "")
        for place, (_, column) in enumerate(self._outcome.used):
            header = self._relation.columns[column].header
            self._say(self._comma if place else "")
            self._say(f"{header}: " if header else "")
            self._cell((row, column))

    def _ranked(self) -> None:
        query, outcome = self._outcome.query, self._outcome
        cells = [cell for cell in outcome.used if query.output is None or cell[1] != query.output]
        for place, (row, column) in enumerate(cells):
            self._say(self._comma if place else "")
            self._say(f"{place + 1}. " if query.operation == "top" else "")
            header = self._relation.columns[column].header
            if query.over_columns:
                self._say(f"{self._name(row, column)}: " if not place else "")
                self._mark(header)
                self._say(": ")
            else:
                self._mark(self._name(row, column) or self._group(row))
                self._say(f": {header}: " if header and not place else ": ")
            self._value((row, column))
            if query.output is not None:
                self._say(f"{self._comma}{self._relation.columns[query.output].header}: ")
                self._cell((row, query.output))
        if query.operation != "top":
            self._say(f" ({self._order()})")
            self.operation = self._order()

    def _order(self) -> str:
        query, outcome = self._outcome.query, self._outcome
        if query.operation == "nth" and query.after is None:
            return self._words["place"].format(n=outcome.among, place=query.place)
        if query.after is not None:
            return f"{self._name(query.after, query.columns[0])} →"
        key = {"greatest": "latest", "least": "earliest"}[query.direction] if query.by_date else query.direction
        return self._words[key].format(n=outcome.among)

    def _count(self) -> None:
        self._mark(f"{len(self._outcome.rows)}{self._words['count']}")
        self._say(": ")
        self._names(self._outcome.rows, marked=False)

    def _names(self, rows: tuple[int, ...], marked: bool = True) -> None:
        output = self._outcome.query.output
        for place, row in enumerate(rows[:_MOST_NAMES]):
            self._say(self._comma if place else "")
            name = self._name(row, -1) or self._group(row)
            if output is None:
                self._mark(name) if marked else self._say(name)
            else:
                self._say(f"{name}: ")
                self._cell((row, output))
        self._say("…" if len(rows) > _MOST_NAMES else "")

    def _trend(self) -> None:
        outcome = self._outcome
        change = outcome.numbers[0]
        rows = {row for row, _ in outcome.used}
        self._say(f"{self._name(outcome.used[0][0], -1)}: " if len(rows) == 1 else "")
        for place, (row, column) in enumerate(outcome.used):
            self._say(" → " if place else "")
            when = self._relation.columns[column].header if len(rows) == 1 else self._name(row, -1)
            self._say(f"{when} {self._cell_text((row, column))}")
        unit = f" {outcome.unit}" if outcome.unit else ""
        self._say(f"{unit}: ")
        first = self._number(outcome.used[0])
        self._mark(f"{self._words[direction(change)]} {self._formatted(change, signed=True)}{unit}")
        self._say(f" ({100 * change / abs(first):+.1f}%)" if first else "")
        self.operation = f"{self._cell_text(outcome.used[-1])} − {self._cell_text(outcome.used[0])}"

    def _comparison(self) -> None:
        query = self._outcome.query
        best = len(self._outcome.rows)
        for place, (row, column) in enumerate(self._outcome.used):
            if place:
                equal = place < best
                self._say(" = " if equal else " > " if query.direction == "greatest" else " < ")
            name = self._name(row, column)
            self._mark(name) if place < best else self._say(name)
            self._say(f" {self._cell_text((row, column))}")
        self._say(f" {self._outcome.unit}" if self._outcome.unit else "")
        self.operation = self.text

    def _computed(self) -> None:
        """Write a sum, mean, difference, ratio or share: the cells, the sign, the result."""
        outcome, operation = self._outcome, self._outcome.query.operation
        names = list(dict.fromkeys(self._name(row, -1) for row, _ in outcome.used))
        if len(names) == 1 and names[0]:
            self._say(f"{names[0]}: ")
        elif operation in ("difference", "ratio"):
            self._say(f"{(' − ' if operation == 'difference' else ' ÷ ').join(names)}: ")
        start = len(self.text)
        self._say(f"{self._left()} = ")
        unit = f" {outcome.unit}" if outcome.unit else ""
        percent = operation == "share"
        self._mark(f"{self._formatted(outcome.numbers[0])}{'%' if percent else unit}")
        self.operation = self.text[start:]

    def _left(self) -> str:
        """Return the left side of the equation."""
        outcome, operation = self._outcome, self._outcome.query.operation
        cells = [self._bare(cell) for cell in outcome.used]
        if operation in ("sum", "mean"):
            terms = " + ".join(cells[:_MOST_TERMS]) + (" + …" if len(cells) > _MOST_TERMS else "")
            if operation == "sum":
                return terms
            return f"({terms}) ÷ {len(cells)}" if len(cells) > 1 else terms
        if operation == "share":
            whole = self._with_decimals(outcome.whole or 0.0, self._decimals())
            part = " + ".join(cells)
            return f"{f'({part})' if len(cells) > 1 else part} ÷ {whole}"
        first, second = cells[0], cells[-1]
        if len(cells) > 2:
            return self._sides(operation)
        swapped = operation == "difference" and self._number(outcome.used[0]) < self._number(outcome.used[-1])
        first, second = (second, first) if swapped else (first, second)
        return f"{first} {'−' if operation == 'difference' else '÷'} {second}"

    def _sides(self, operation: str) -> str:
        sides = []
        column = self._outcome.query.columns
        for place, rows in enumerate(self._outcome.query.operands):
            cells = [self._bare((row, column[min(place, len(column) - 1)])) for row in sorted(rows)]
            sides.append(f"({' + '.join(cells)})" if len(cells) > 1 else cells[0])
        return f" {'−' if operation == 'difference' else '÷'} ".join(sides)

    def _say(self, text: str) -> None:
        self.text += text

    def _mark(self, text: str) -> None:
        if text:
            self.marks.append((len(self.text), len(self.text) + len(text)))
        self._say(text)

    def _cell(self, place: CellPlace) -> None:
        """Write a cell as the answer, with its unit."""
        self._mark(self._cell_text(place))
        unit = self._unit(place)
        if unit and self._relation.table.rows[place[0]].cells[place[1]].number is not None and unit not in self.text:
            self._say(f" ({unit})")

    def _value(self, place: CellPlace) -> None:
        """Write a cell beside a name, with its unit where no header before it says so."""
        unit = self._unit(place)
        cell = self._cell_text(place)
        self._say(cell + (f" {unit}" if unit and unit not in self.text + cell else ""))

    def _unit(self, place: CellPlace) -> str:
        """Return the unit of a cell; none where the cells of its column have theirs written in them."""
        return "" if self._relation.columns[place[1]].written else self._relation.unit(*place)

    def _cell_text(self, place: CellPlace) -> str:
        return " ".join(self._relation.table.rows[place[0]].cells[place[1]].text.split()) or "-"

    def _bare(self, place: CellPlace) -> str:
        """Return a cell's number as it is written, without a unit behind it where all of the column have the same one."""
        text = self._cell_text(place)
        match = re.match(r"^[^\d△▲−+-]*([△▲−+-]?\s*\d[\d,.' ]*(?<! ))", text)
        if match is None or self._relation.columns[place[1]].written:
            return text
        # Brackets mean minus and go with the unit.
        return f"-{match[1]}" if text.startswith("(") and self._number(place) < 0 else match[1]

    def _number(self, place: CellPlace) -> float:
        return self._relation.table.rows[place[0]].cells[place[1]].number or 0.0

    def _name(self, row: int, column: int) -> str:
        """Return what a row is called: its label, or its group where the label is the cell itself."""
        label = self._relation.label
        name = " ".join(self._relation.name(row).split())
        return name if label != column else self._group(row)

    def _group(self, row: int) -> str:
        return " ".join(self._relation.table.rows[row].group)

    def _decimals(self) -> int:
        point = self._relation.table.decimal
        return max((len(self._bare(cell).partition(point)[2]) for cell in self._outcome.used), default=0)

    def _formatted(self, value: float, signed: bool = False) -> str:
        match self._outcome.query.operation:
            case "share":
                return self._in_style(f"{value:.1f}")
            case "ratio":
                return self._in_style(_trimmed(f"{value:,.2f}") if abs(value) >= 0.1 else f"{value:.3g}")
            case "mean":
                return self._in_style(_trimmed(f"{value:,.{self._decimals() + 2}f}"))
            case _:
                return self._with_decimals(value, self._decimals(), signed)

    def _with_decimals(self, value: float, decimals: int, signed: bool = False) -> str:
        plus = "+" if signed else ""
        if self._relation.columns[self._outcome.used[0][1]].written:
            return _trimmed(f"{value:{plus},.9f}")
        return self._in_style(f"{value:{plus},.{decimals}f}")

    def _in_style(self, number: str) -> str:
        """Write a number as the table writes its own: 1.936,40 where decimals stand behind a comma."""
        return number.translate(_COMMAS) if self._relation.table.decimal == "," else number


def _trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text
