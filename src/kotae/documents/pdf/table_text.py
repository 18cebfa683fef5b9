"""What stands in the region of a table and is none of it, and what its text says of it."""

from math import inf

from kotae.documents.lines import marks
from kotae.documents.lines.contents import are_contents
from kotae.documents.pdf.layout import Line, in_lines
from kotae.documents.pdf.phrases import phrases
from kotae.documents.pdf.tolerances import TABLES


def is_headed(runs: list[Line]) -> bool:
    """Tell whether the first of several lines is set bolder than the next, as a header is."""
    first, second = in_lines(runs)[:2]
    return first.bold and not second.bold


def without_notes(runs: list[Line]) -> list[Line]:
    """Leave out the last lines where they are notes below a table."""
    lines = in_lines(runs)
    while len(lines) > 2 and marks.is_note(lines[-1].text) and len(phrases(lines[-1])) == 1:
        lines.pop()
    floor = lines[-1].box.y1 if lines else 0.0
    return [run for run in runs if run.box.y0 + run.box.y1 < 2 * floor]


def without_sentence(runs: list[Line]) -> list[Line]:
    """Leave out a last line that is a sentence over all columns: it goes on with the text below the table."""
    lines = in_lines(runs)
    last = lines[-1]
    wide = last.box.x1 - last.box.x0 > 0.5 * (max(line.box.x1 for line in lines) - min(line.box.x0 for line in lines))
    if len(lines) < TABLES.headed or not wide or not marks.ends_sentence(last.text) or len(phrases(last)) > 1:
        return runs
    floor = lines[-2].box.y1
    return [run for run in runs if run.box.y0 + run.box.y1 < 2 * floor]


def without_titles(runs: list[Line]) -> list[Line]:
    """Leave out first lines that are one phrase above those of several: titles of a table that stands beside another."""
    lines = in_lines(runs)
    first = next((i for i, line in enumerate(lines) if len(phrases(line)) > 1), 0)
    floor = lines[first - 1].box.y1 if first else -inf
    return [run for run in runs if run.box.y0 + run.box.y1 > 2 * floor]


def all_contents(runs: list[Line]) -> bool:
    """Tell whether runs are those of a table of contents."""
    return are_contents(["" if _misses_values(line) else line.text for line in in_lines(runs)])


def _misses_values(line: Line) -> bool:
    """Tell whether a line has signs for several missing values: they lead to no page number."""
    signs = [p for p in phrases(line) if len(p.text) <= TABLES.call and not any(c.isalnum() for c in p.text)]
    return len(signs) > 1
