"""What stands above and below a table on its page, the nearest first: which lines are near enough to be about it."""

from collections.abc import Iterable, Mapping

from kotae.documents.model import Box
from kotae.documents.pdf.layout import beside, hull
from kotae.documents.pdf.tolerances import NEAR

Boxes = Mapping[int, Box]


def above(table: Box, lines: Boxes, units: Iterable[int]) -> list[int]:
    """Return the lines above a table, up to the first wide gap.

    Args:
        table: where the table stands.
        lines: where the lines of its page stand.
        units: those that may stand at the other end of a caption's line: they come before it.
    """
    found: list[int] = []
    edge = table.y0
    over = {place: box for place, box in lines.items() if beside(box, table) > NEAR.over}
    while near := [place for place, box in over.items() if -NEAR.into < edge - box.y1 < NEAR.table]:
        nearest = max(near, key=lambda place: over[place].y1)
        top = over[nearest].y0
        level = [place for place in units if place in over and abs(over[place].y0 - top) < NEAR.level]
        found += [*(place for place in level if place != nearest), nearest]
        edge = min(edge, top)
        over = {place: box for place, box in over.items() if place not in found}
    return found


def below(table: Box, lines: Boxes) -> list[int]:
    """Return the lines below a table, up to the first wide gap; they may widen what the next must stand under."""
    found: list[int] = []
    whole, left = table, dict(lines)
    while near := [
        place
        for place, box in left.items()
        if -NEAR.into < box.y0 - whole.y1 < NEAR.table and beside(box, whole) > NEAR.over
    ]:
        nearest = min(near, key=lambda place: left[place].y0)
        whole = hull([whole, left.pop(nearest)])
        found.append(nearest)
    return found
