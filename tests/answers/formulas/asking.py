"""Questions over tables written as text: what they match, which formulas are made of them, what is said."""

import sys
from pathlib import Path

from kotae.answers.formulas.candidates import candidates, say
from kotae.answers.formulas.matched import Matched
from kotae.answers.formulas.model import Formula
from kotae.answers.formulas.view import View, view
from kotae.answers.formulas.writer import Writer
from kotae.documents.model import Cell, Table, TableRow
from kotae.documents.tables.numerals import style_of
from kotae.documents.tables.typed_rows import typed
from kotae.text import numbers
from kotae.text.language import detect

sys.path.append(str(Path(__file__).resolve().parents[3] / "benchmarks" / "table_answers"))

from bare_questions import understood


def table(text: str, unit: str = "", groups: tuple[str, ...] = ()) -> Table:
    """Return the table of lines whose cells are parted by bars, the header first."""
    header, *lines = ([cell.strip() for cell in line.split("|")] for line in text.strip().splitlines())
    rows = tuple(
        TableRow(
            tuple(Cell(cell, None, numbers.is_missing(cell)) for cell in cells),
            page=1,
            group=(groups[place],) if groups and groups[place] else (),
        )
        for place, cells in enumerate(lines)
    )
    read = typed(header, rows, "", unit, style_of(cell for line in lines for cell in line))
    return Table(read.columns, read.rows, page=1, unit=read.unit, label=read.label)


def asked(question: str, of: Table) -> tuple[Matched, list[Formula], View]:
    """Return what a question matches in a table and the formulas made of it."""
    seen = view(of)
    matched, formulas = candidates(understood([question])[0], seen)
    return matched, formulas, seen


def said(formula: Formula, seen: View, question: str) -> str:
    """Return a formula's answer as text."""
    writer = Writer(seen, detect(question))
    say(formula, writer)
    return writer.text
