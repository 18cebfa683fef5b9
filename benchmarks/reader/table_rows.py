"""Rows of other people's tables as paragraphs with questions: a table is an article, its rows are read as Kotae shows them."""

import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from sets import Article, Asked, Paragraph

sys.path.append(str(Path(__file__).resolve().parent.parent / "table_answers"))

import securities
import wikitables

from kotae.documents.model import Table
from kotae.passages.tables import rendered

# The reports that the formulas' weights are learned from and measured on are left out here: the first in the order of names.
_REPORTS = 60
# What is shorter is in many questions by chance.
_NAMING = 3


def securities_rows(folder: Path, *, left_out: bool) -> list[Article]:
    """Return the tables of UFO-2024's training part with the questions that exactly one cell answers.

    Args:
        folder: a copy of the repository.
        left_out: whether those of the first reports are given, or those of the others.
    """
    asked = defaultdict(list)
    for example in securities.examples(folder):
        asked[example.table].append(example)
    first = sorted({securities.report(name) for name in asked})[:_REPORTS]
    chosen = sorted(name for name in asked if (securities.report(name) in first) is left_out)
    articles = []
    for name in chosen:
        table = securities.table(folder, name)
        if table is not None:
            wanted = {
                example.question: cells for example in asked[name] if (cells := _holding(table, example.values[0]))
            }
            articles.append(_article(table, wanted))
    return [article for article in articles if article is not None]


def wikipedia_rows(folder: Path, *, left_out: bool) -> list[Article]:
    """Return WikiTableQuestions' tables with the questions that one cell of a row answers which they name.

    Args:
        folder: a copy of the repository.
        left_out: whether the tables are given that weights are only chosen by, or those to learn from; of the training part.
    """
    asked = defaultdict(list)
    for example in wikitables.examples(folder, wikitables.TRAINING):
        if wikitables.part(example.table) == ("choose" if left_out else "train") and len(example.values) == 1:
            asked[example.table].append(example)
    articles = []
    for name, examples in sorted(asked.items()):
        table = wikitables.table(folder, name)
        wanted = {each.question: cells for each in examples if (cells := _named(table, each.question, each.values[0]))}
        articles.append(_article(table, wanted))
    return [article for article in articles if article is not None]


def _holding(table: Table, value: str) -> tuple[int, int] | None:
    """Return row and column of the only cell that holds a value."""
    cells = [
        (number, column)
        for number, row in enumerate(table.rows)
        for column, cell in enumerate(row.cells)
        if cell.text and securities.is_right(value, cell.text, cell.number, table.unit_of(number, column))
    ]
    return cells[0] if len(cells) == 1 else None


def _named(table: Table, question: str, value: str) -> tuple[int, int] | None:
    """Return row and column of a cell that holds a value, where its row is the one that the question names most of."""
    words = f" {question.lower()} "
    texts = [[cell.text.lower() for cell in row.cells] for row in table.rows]
    named = [sum(len(text) for text in set(row) if len(text) >= _NAMING and text in words) for row in texts]
    most = max(named, default=0)
    if not most or named.count(most) > 1 or value.lower() in words:
        return None
    row = named.index(most)
    cells = [column for column, text in enumerate(texts[row]) if text == value.lower()]
    return (row, cells[0]) if len(cells) == 1 else None


def _article(table: Table, wanted: Mapping[str, tuple[int, int]]) -> Article | None:
    if not wanted:
        return None
    by_row: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for question, (row, column) in wanted.items():
        by_row[row].append((question, column))
    return Article("", tuple(_paragraphs(table, by_row)), rows=True)


def _paragraphs(table: Table, by_row: Mapping[int, Sequence[tuple[str, int]]]) -> Iterator[Paragraph]:
    for number, row in enumerate(table.rows):
        text, places = rendered(table, row)
        asked = [(question, places[column]) for question, column in by_row.get(number, ())]
        yield Paragraph(text, tuple(Asked(question, *place) for question, place in asked if place))
