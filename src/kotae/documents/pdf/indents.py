"""How far the labels of a table's first column are set in, where they stand flush at a few places."""

from collections.abc import Sequence

from kotae.documents.pdf.divided import Place
from kotae.documents.pdf.layout import Line
from kotae.documents.pdf.tolerances import TABLES


def indents(places: Sequence[Place]) -> list[int]:
    """Return the level of each cell, 0 for all but labels that are set in.

    Labels that stand in the middle of their column, or anywhere, have no levels.

    Args:
        places: the cells of a table.
    """
    firsts = {i: place.lines[0] for i, place in enumerate(places) if place.slot.column == 0 and place.lines}
    labels = [line for i, line in firsts.items() if places[i].slot.column_span == 1 and line.upright]
    levels = _levels(labels)
    return [_level(firsts[i], levels) if i in firsts else 0 for i in range(len(places))]


def _levels(labels: Sequence[Line]) -> list[float]:
    """Return the places at which several labels begin, from the left; none where a fair share of them begins elsewhere."""
    groups: list[list[Line]] = []
    for line in sorted(labels, key=lambda line: line.box.x0):
        if groups and line.box.x0 - groups[-1][0].box.x0 < TABLES.indent * line.size:
            groups[-1].append(line)
        else:
            groups.append([line])
    flush = [group for group in groups if len(group) > 1]
    if (
        not flush
        or sum(map(len, flush)) < TABLES.indented * len(labels)
        or len(flush) > TABLES.deepest
        or _are_centred(labels)
    ):
        return []
    return [group[0].box.x0 for group in flush]


def _are_centred(labels: Sequence[Line]) -> bool:
    middles = [(line.box.x0 + line.box.x1) / 2 for line in labels]
    return max(middles) - min(middles) < TABLES.centred * labels[0].size


def _level(line: Line, levels: Sequence[float]) -> int:
    return max(0, sum(x < line.box.x0 + TABLES.flush * line.size for x in levels) - 1)
