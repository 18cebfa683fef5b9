"""What stands in the region of a table and is none of it, and what its text says of it."""

from itertools import pairwise
from math import inf
from statistics import median

from kotae.documents.lines import marks
from kotae.documents.lines.contents import are_contents
from kotae.documents.pdf.layout import Line, in_lines
from kotae.documents.pdf.phrases import phrases
from kotae.documents.pdf.tolerances import TABLES
from kotae.documents.tables.captions import line_kind


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
    """Leave out last lines from the first on that is a note, or a sentence over all columns or set apart: text below the table.

    None of them has a second phrase.
    """
    lines = in_lines(runs)
    start = next((i for i in range(len(lines), 0, -1) if len(phrases(lines[i - 1])) > 1), 0)
    end = next((i for i in range(max(start, TABLES.headed - 1), len(lines)) if _is_below(lines[: i + 1])), len(lines))
    if end == len(lines):
        return runs
    floor = lines[end - 1].box.y1
    return [run for run in runs if run.box.y0 + run.box.y1 < 2 * floor]


def _is_below(lines: list[Line]) -> bool:
    """Tell whether the last of some lines is text below the table that the others are of."""
    *table, last = lines
    left, right = min(line.box.x0 for line in table), max(line.box.x1 for line in table)
    if last.box.x0 > left + TABLES.centred * last.size:
        return False  # what goes on in a cell of another column
    if line_kind(last.text) in ("note", "source"):
        return True
    wide = last.box.x1 - last.box.x0 > 0.5 * (max(right, last.box.x1) - min(left, last.box.x0))
    pitch = median(below.box.y1 - above.box.y1 for above, below in pairwise(table))
    outdented = last.box.x0 < left - TABLES.flush * last.size
    apart = last.box.y1 - table[-1].box.y1 > TABLES.white_step * pitch
    return marks.ends_sentence(last.text) and (wide or outdented or apart)


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
