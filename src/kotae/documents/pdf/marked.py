"""Lists, notes or headings side by side that the layout sees as one: their lines open with marks at two places."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from kotae.documents.lines import marks
from kotae.documents.pdf.layout import Line
from kotae.documents.pdf.tolerances import PROSE

_OPENING = "（(【［[〔<＜《〈「■□◆◇●○▼▽★☆※"


def marked_columns(runs: Sequence[Line]) -> list[list[Line]]:
    """Part runs of text where one that opens with a mark stands beside another that does, and none crosses its beginning.

    Args:
        runs: the text of one region.
    """
    found: list[list[Line]] = []
    rest = list(runs)
    while (edge := _edge(rest)) is not None:
        found.append([run for run in rest if run.box.x1 <= edge])
        rest = [run for run in rest if run.box.x0 >= edge]
    return [*found, rest]


def _edge(runs: Sequence[Line]) -> float | None:
    """Return where the second of two columns begins, None where there is but one."""
    for row in _rows(runs):
        for first, second in pairwise(row):
            edge = second.box.x0 - PROSE.hanging * second.size
            beside = first.box.x1 <= edge and _are_alike(first.text, second.text)
            if beside and not any(run.box.x0 < edge < run.box.x1 for run in runs):
                return edge
    return None


def _rows(runs: Iterable[Line]) -> list[list[Line]]:
    """Return the runs of each line, from the left."""
    rows: list[list[Line]] = []
    for run in sorted((run for run in runs if run.upright), key=lambda run: run.box.y0 + run.box.y1):
        above = rows[-1][0].box if rows else run.box
        level = abs(run.box.y0 + run.box.y1 - above.y0 - above.y1) < run.box.y1 - run.box.y0
        if rows and level:
            rows[-1].append(run)
        else:
            rows.append([run])
    return [sorted(row, key=lambda run: run.box.x0) for row in rows]


def _are_alike(one: str, other: str) -> bool:
    """Tell whether two texts open with marks of one kind."""
    if one[0] in _OPENING and other[0] == one[0]:
        return True
    kinds = (lambda text: marks.bullet(text) > 0, marks.is_entry, marks.is_note)
    return any(kind(one) and kind(other) for kind in kinds)
