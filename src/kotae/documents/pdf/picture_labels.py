"""The labels of a picture or chart: runs of text put together where one label has several lines, and to no other."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from kotae.documents.pdf.layout import Line, together
from kotae.documents.pdf.tolerances import CHARTS
from kotae.documents.tables.numerals import read_amount
from kotae.text.normalise import is_wide


def labels(runs: Iterable[Line]) -> tuple[Line, ...]:
    """Return the labels that runs make up, in rows from the top, each as one line.

    Args:
        runs: the text of one picture.
    """
    stacks: list[list[Line]] = []
    for run in sorted(runs, key=lambda run: (run.box.y0, run.box.x0)):
        above = next((stack for stack in reversed(stacks) if _is_below(run, stack)), None)
        if above is None:
            stacks.append([run])
        else:
            above.append(run)
    whole = [
        label for stack in stacks for label in ([stack] if len(stack) <= CHARTS.lines else [[run] for run in stack])
    ]
    rows: list[list[list[Line]]] = []
    for label in sorted(whole, key=lambda label: _middle(label[0])):
        if rows and _middle(label[0]) - _middle(rows[-1][0][0]) < 0.5 * label[0].size:
            rows[-1].append(label)
        else:
            rows.append([label])
    return tuple(_one(label) for row in rows for label in sorted(row, key=lambda label: label[0].box.x0))


def _parted(stack: list[Line]) -> list[list[Line]]:
    """Return the one label that lines below each other are, or as many as they are lines."""
    return [stack] if len(stack) <= CHARTS.lines else [[run] for run in stack]


def _middle(run: Line) -> float:
    return (run.box.y0 + run.box.y1) / 2


def _is_below(run: Line, stack: list[Line]) -> bool:
    """Tell whether a run is the next line of a label: right below, as large, set flush with it or centred."""
    last, size = stack[-1], run.size
    if not run.upright or not last.upright or abs(last.size - size) > CHARTS.size * size:
        return False
    gap = run.box.y0 - last.box.y1
    if not -CHARTS.flush * size < gap < CHARTS.wrapped * size:
        return False
    centred = abs(run.box.x0 + run.box.x1 - last.box.x0 - last.box.x1) < size
    flush = min(abs(run.box.x0 - last.box.x0), abs(run.box.x1 - last.box.x1)) < CHARTS.flush * size
    numbers = read_amount(last.text) is not None
    return (centred or flush) and not numbers


def _one(label: list[Line]) -> Line:
    """Return the lines of a label as one."""
    parts = label[:1]
    for before, line in pairwise(label):
        wide = is_wide(before.glyphs[-1].text) and is_wide(line.glyphs[0].text)
        first = line.glyphs[0]
        parts.append(replace(line, glyphs=(replace(first, lead=first.lead or ("" if wide else " ")), *line.glyphs[1:])))
    return parts[0] if len(parts) == 1 else together(parts)
