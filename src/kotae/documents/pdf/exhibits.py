"""Tables with what stands around them: captions, units, notes and sources."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from kotae.documents.model import Box
from kotae.documents.pdf import marks
from kotae.documents.pdf.cells import Filled
from kotae.documents.pdf.joining import join
from kotae.documents.pdf.layout import beside, hull
from kotae.documents.pdf.text_blocks import TextBlock, box_of
from kotae.documents.tables.raw import RawTable
from kotae.text.normalise import join_label

_CLOSE = 26.0  # points between a table and what belongs to it, or between two such lines


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A table with the blocks above and below that belong to it."""

    table: Filled
    above: tuple[TextBlock, ...] = ()
    below: tuple[TextBlock, ...] = ()


Element = TextBlock | Exhibit


def gathered(page: list[Element]) -> list[Element]:
    """Give a page's tables the captions, units and notes that stand at them."""
    free = [e for e in page if isinstance(e, TextBlock) and e.kind in ("caption", "note")]
    found: dict[int, Exhibit] = {}
    tables = [(i, e) for i, e in enumerate(page) if isinstance(e, Exhibit)]
    captioned_below = _captions_stand_below([e.table.box for _, e in tables], free)
    for i, exhibit in tables:
        above = _above(exhibit.table.box, [s for s in free if s.kind != "caption" or not captioned_below])
        free = [s for s in free if s not in above]
        found[i] = replace(exhibit, above=tuple(above))
    for i, _ in tables:
        exhibit = found[i]
        captioned = any(s.kind == "caption" for s in exhibit.above)
        below = _below(exhibit.table.box, free, captioned)
        free = [s for s in free if s not in below]
        found[i] = replace(exhibit, below=tuple(below))
    taken = {id(s) for e in found.values() for s in (*e.above, *e.below)}
    return [found.get(i, e) for i, e in enumerate(page) if id(e) not in taken]


def _captions_stand_below(tables: list[Box], free: list[TextBlock]) -> bool:
    """Tell whether a page's tables have their captions below them: more find one there, or a nearer one."""
    captions = [box_of(s) for s in free if s.kind == "caption"]
    above = [_nearest(table, captions, lambda table, box: table.y0 - box.y1) for table in tables]
    below = [_nearest(table, captions, lambda table, box: box.y0 - table.y1) for table in tables]
    counts = [len([gap for gap in gaps if gap is not None]) for gaps in (above, below)]
    if counts[0] != counts[1]:
        return counts[1] > counts[0]
    return sum(gap or 0.0 for gap in below) < sum(gap or 0.0 for gap in above)


def _nearest(table: Box, captions: list[Box], distance: Callable[[Box, Box], float]) -> float | None:
    """Return how far off the caption is that stands next to a table on one side; None where none is close."""
    gaps = [distance(table, box) for box in captions if beside(box, table) > 0.3]
    return min((gap for gap in gaps if -4 < gap < _CLOSE), default=None)


def _above(table: Box, free: list[TextBlock]) -> list[TextBlock]:
    """Return caption and unit lines above a table, from the top."""
    taken: list[TextBlock] = []
    edge = table.y0
    while True:
        near = [
            s
            for s in free
            if s not in taken
            and -4 < edge - box_of(s).y1 < _CLOSE
            and beside(box_of(s), table) > 0.3
            and (s.kind == "caption" or marks.is_unit(s.text))
        ]
        if not near:
            return taken
        nearest = max(near, key=lambda s: box_of(s).y1)
        taken.insert(0, nearest)
        edge = min(edge, box_of(nearest).y0)
        if nearest.kind == "caption":
            # a unit may stand beside the caption, at the other end of the line
            level = [s for s in free if s not in taken and marks.is_unit(s.text) and abs(box_of(s).y0 - edge) < 6]
            return [*taken, *(s for s in level if beside(box_of(s), table) > 0.3)]


def _below(table: Box, free: list[TextBlock], captioned: bool) -> list[TextBlock]:
    """Return notes and sources, and a caption where none stood above, from the top."""
    taken: list[TextBlock] = []
    edge = table.y1
    while True:
        whole = hull([table, *(box_of(s) for s in taken)])
        near = [
            s
            for s in free
            if s not in taken
            and -4 < box_of(s).y0 - edge < _CLOSE
            and beside(box_of(s), whole) > 0.3
            and ((s.kind == "note" and not marks.is_unit(s.text)) or (not captioned and s.kind == "caption"))
        ]
        if not near:
            return taken
        nearest = min(near, key=lambda s: box_of(s).y0)
        captioned = captioned or nearest.kind == "caption"
        taken.append(nearest)
        edge = max(edge, box_of(nearest).y1)


def raw_table(exhibit: Exhibit, known: frozenset[str]) -> RawTable:
    """Return a table as every reader hands it over."""

    def lines(blocks: tuple[TextBlock, ...]) -> tuple[str, ...]:
        return tuple(join([line.text for line in s.lines], known, join_label)[0] for s in blocks)

    table = exhibit.table
    return RawTable(table.cells, table.box.page, table.ruled, lines(exhibit.above), lines(exhibit.below))
