"""What a generated table is made of, and what a generated question expects."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Language = Literal["ja", "en"]
Split = Literal["dev", "heldout"]


@dataclass(frozen=True, slots=True)
class Words:
    """A name in both languages; one that is only known as it stands in the table is the same in both."""

    ja: str
    en: str

    def __getitem__(self, language: Language) -> str:
        return self.ja if language == "ja" else self.en


def words(text: str) -> Words:
    """Read "日本語=English", or one name for both languages."""
    ja, _, en = text.partition("=")
    return Words(ja.strip(), (en or ja).strip())


def several(text: str) -> tuple[Words, ...]:
    """Read names parted by semicolons."""
    return tuple(words(part) for part in text.split(";") if part.strip())


@dataclass(frozen=True, slots=True)
class Order:
    """What more and less of a quantity are called: adjectives in Japanese, superlatives and comparatives in English."""

    high: Words
    low: Words
    higher: str
    lower: str


AMOUNT = Order(words("多い=highest"), words("少ない=lowest"), "higher", "lower")
SIZE = Order(words("大きい=largest"), words("小さい=smallest"), "larger", "smaller")
LEVEL = Order(words("高い=highest"), words("低い=lowest"), "higher", "lower")
WIDTH = Order(words("広い=largest"), words("狭い=smallest"), "larger", "smaller")
LENGTH = Order(words("長い=longest"), words("短い=shortest"), "longer", "shorter")


@dataclass(frozen=True, slots=True)
class Number:
    """A column of numbers, drawn between `low` and `high`.

    `name` is the header, `also` another ordinary name of it; `additive` says whether its sum means something; the unit
    is written in cells where `in_cells`; `cross` says whether its unit has the same size in the other language.
    """

    name: Words
    unit: Words
    low: float
    high: float
    decimals: int = 0
    order: Order = AMOUNT
    additive: bool = True
    also: Words | None = None
    in_cells: bool = False
    cross: bool = True


@dataclass(frozen=True, slots=True)
class Category:
    """A column of words drawn from `values`; where they are dates, `verb` is what happened on them.

    `flag` tells that the two values only say yes, the first, and no.
    """

    name: Words
    values: tuple[Words, ...]
    verb: Words | None = None
    flag: bool = False


@dataclass(frozen=True, slots=True)
class When:
    """A column of dates between two years; `verb` is what happened, `question` is English after "When"."""

    name: Words
    verb: Words
    question: str
    first: int
    last: int
    grain: Literal["day", "month", "year"] = "day"


Column = Number | Category | When


@dataclass(frozen=True, slots=True)
class Series:
    """A quantity over years: for every row of the domain, or (`measures`) several quantities of one subject."""

    caption: str
    first: int
    last: int
    measure: Number | None = None
    subject: Words | None = None
    measures: tuple[Number, ...] = ()
    fiscal: bool = False


@dataclass(frozen=True, slots=True)
class Domain:
    """A subject with its rows and columns; `scope` names all its rows, `noun` one, `which` and `how_many` ask in Japanese.

    `group` is the index of the column whose values may stand over the rows; `absent` are rows and `absent_columns`
    columns that it could have but has not.
    """

    id: str
    language: Language
    split: Split
    title: str
    prose: str
    caption: str
    scope: Words
    noun: Words
    nouns: str
    which: str
    how_many: str
    rows: tuple[Words, ...]
    columns: tuple[Column, ...]
    absent: tuple[Words, ...]
    absent_columns: tuple[Words, ...]
    group: int | None = None
    series: Series | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """A date or a part of one."""

    year: int
    month: int = 0
    day: int = 0


Value = Decimal | Words | Day | None


@dataclass(frozen=True, slots=True)
class View:
    """One column as questions see it: its values by row; for a column of a series, the year."""

    column: Column
    values: tuple[Value, ...]
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is drawn.

    `group` says how the domain's group column stands: as rows over all columns, as cells over several rows, or as any
    other column; `unit` where the unit is written; `down` puts years in rows; `total` adds a last row of sums.
    """

    html: bool
    group: Literal["rows", "span", "column"]
    unit: Literal["header", "caption", "line"]
    total: bool
    down: bool
    missing: str
    separator: bool
    number: int


@dataclass(frozen=True, slots=True)
class Frame:
    """The data of one table: its rows' names and its columns, and how it is laid out.

    Exactly one of a listing (rows with columns) and a series (`series` is set: rows with years).
    """

    domain: Domain
    document: str
    layout: Layout
    rows: tuple[Words, ...]
    views: tuple[View, ...]
    series: Series | None = None

    def number(self, row: int) -> Number:
        """Return the quantity that a row of a series is about."""
        assert self.series is not None
        return self.series.measure or self.series.measures[row]


@dataclass(frozen=True, slots=True)
class Expected:
    """The exact answer: a number with the table's unit, names of rows (or of columns), the text of a cell, several cells
    of one row, or none at all.

    For a trend, `numbers` is the change and `labels` its direction. `missing` counts the cells of a sum or mean without
    a value; `approximate` allows rounding.
    """

    kind: Literal["number", "rows", "text", "cells", "refuse"]
    numbers: tuple[float, ...] = ()
    unit: str = ""
    labels: tuple[str, ...] = ()
    ordered: bool = False
    missing: int = 0
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class GeneratedTable:
    """A table as it was drawn: header, the cells of each row (with the labels of its group), the unit for all of it."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    groups: tuple[str, ...]
    unit: str


@dataclass(frozen=True, slots=True)
class GeneratedDocument:
    """A document: its file name, its text, and its tables for comparison."""

    name: str
    text: str
    tables: tuple[GeneratedTable, ...]


@dataclass(frozen=True, slots=True)
class GeneratedQuestion:
    """A question with its expected answer; `table_language` is that of the table, `document` the file that holds it."""

    id: str
    question: str
    language: Language
    table_language: Language
    operation: str
    expected: Expected
    document: str
