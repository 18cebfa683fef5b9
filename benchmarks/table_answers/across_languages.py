"""Questions asked in one language of tables in the other: ours, over tables of WikiTableQuestions and of securities reports.

They were written by a hand that did not know how tables are asked (across/*.tsv), with what a right answer gives. Each is
asked of a real index, so that words are called what the table calls them, and of its own table.
"""

import csv
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import denotations
import securities
import wikitables
from generated_questions import Tables, indexed, tables_found
from prose_questions import markdown

from kotae.answers.formulas.model import UNITS, Formula
from kotae.answers.formulas.reading import Reading
from kotae.app import Kotae
from kotae.retrieval.search import Among
from kotae.text import numbers

LICENCE = "questions of our own over tables of WikiTableQuestions and of UFO-2024, train"
_QUESTIONS = Path(__file__).resolve().parent / "across"
_ROUNDED = 5e-4  # how far a computed value may be from one that was rounded to four digits, as a part of it


@dataclass(frozen=True, slots=True)
class AcrossQuestion:
    """A question with the table that it is asked of, and the values of its answer."""

    id: str
    table: str
    text: str
    values: tuple[str, ...]
    kind: str

    def is_right(self, values: tuple[str, ...], number: float | None, unit: str) -> bool:
        """Tell whether a result is the wanted one.

        Args:
            values: its texts.
            number: its amount where it is one.
            unit: the amount's unit.
        """
        if self.table.startswith("csv/"):
            return denotations.is_right(self.values, values)
        if len(values) != len(self.values):
            return False
        pairs = zip(sorted(self.values), sorted(values), strict=True)
        if all(securities.is_right(wanted, text, number, unit) or _is_day(wanted, text) for wanted, text in pairs):
            return True
        return len(values) == 1 and number is not None and _is_near(self.values[0], number, unit)


def _is_near(wanted: str, number: float, unit: str) -> bool:
    try:
        expected = float(wanted)
    except ValueError:
        return False
    return abs(securities.in_base_unit(number, unit) - expected) <= _ROUNDED * abs(expected)


def _is_day(wanted: str, text: str) -> bool:
    """Tell whether a text is a day, or a month, that is wanted as "2030-07-01" or "2030-07"."""
    days = [(day.year, day.month, day.day) for day in numbers.dates(text)]
    return wanted in ["-".join(f"{part:02}" for part in day if part is not None) for day in days]


def across_questions() -> list[AcrossQuestion]:
    """Return the questions, in the order of their files."""
    listed = []
    for file in sorted(_QUESTIONS.glob("*.tsv")):
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                values = tuple(row["answer"].split("|"))
                listed.append(AcrossQuestion(row["id"], row["table"], row["question"], values, row["kind"]))
    return listed


def asked(wikitables_folder: Path, securities_folder: Path) -> Iterator[tuple[AcrossQuestion, Tables]]:
    """Yield each question, with what it reads in its own table where that is found, and the formulas over it."""
    questions = across_questions()
    with tempfile.TemporaryDirectory() as folder:
        kotae, names = written(questions, wikitables_folder, securities_folder, Path(folder))
        ids = {document.name: document.id for document in kotae.index.records.documents}
        for question in questions:
            yield question, tables_found(kotae, question.text, Among(frozenset([ids[names[question.table]]])))


def written(
    questions: list[AcrossQuestion], wikitables_folder: Path, securities_folder: Path, folder: Path
) -> tuple[Kotae, dict[str, str]]:
    """Write the tables of questions as documents, index them, and return the index and the document of each table."""
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    names = {}
    for table in dict.fromkeys(question.table for question in questions):
        if table.startswith("csv/"):
            names[table] = table.replace("/", "-").removesuffix(".csv") + ".md"
            page = markdown(wikitables.table(wikitables_folder, table))
        else:
            names[table] = f"{table}.html"
            page = f"<html><body>{securities.markup(securities_folder, table)}</body></html>"
        (corpus / names[table]).write_text(page, encoding="utf-8")
    return indexed(corpus, folder / "index"), names


def is_right(question: AcrossQuestion, formula: Formula, of: Reading) -> bool:
    """Tell whether a formula comes to what a question asks for."""
    seen = of.asked.view
    unit = UNITS.get(formula.operation) or (seen.unit(formula.cells[0]) if formula.cells else "")
    number = formula.number
    if number is None and len(formula.cells) == 1:
        number = seen.cell(formula.cells[0]).number
    return question.is_right(tuple(formula.values), number, unit)
