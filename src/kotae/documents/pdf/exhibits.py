"""Tables with what stands around them: captions, units, notes and sources."""

from dataclasses import dataclass, replace

from kotae.documents.lines import marks
from kotae.documents.model import Box
from kotae.documents.pdf.cells import Filled
from kotae.documents.pdf.joining import join
from kotae.documents.pdf.layout import beside, hull
from kotae.documents.pdf.text_blocks import TextBlock, box_of
from kotae.documents.pdf.tolerances import NEAR
from kotae.documents.tables.caption_side import captions_stand_below
from kotae.documents.tables.raw import RawTable
from kotae.text.normalise import join_label


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A table with the blocks above and below that belong to it; `turn` says how its page was turned for it to be read."""

    table: Filled
    above: tuple[TextBlock, ...] = ()
    below: tuple[TextBlock, ...] = ()
    turn: int = 0


Element = TextBlock | Exhibit


def stand_below(pages: list[list[Element]]) -> bool:
    """Tell whether captions stand below the tables of a document's pages."""
    elements = (element for page in pages for element in page)
    return captions_stand_below("table" if isinstance(e, Exhibit) else e.kind for e in elements)


def gathered(page: list[Element], below_first: bool) -> list[Element]:
    """Give a page's tables the captions, units and notes that stand at them.

    Args:
        page: the page's elements.
        below_first: whether a caption is that of the table above it before it is that of the table below.
    """
    free = [e for e in page if isinstance(e, TextBlock) and e.kind in ("caption", "note")]
    found: dict[int, Exhibit] = {}
    tables = [(i, e) for i, e in enumerate(page) if isinstance(e, Exhibit)]
    found.update(tables)
    for side in ("below", "above") if below_first else ("above", "below"):
        for i, _ in tables:
            exhibit = found[i]
            captioned = any(s.kind == "caption" for s in (*exhibit.above, *exhibit.below))
            beside_it = _above if side == "above" else _below
            gained = tuple(beside_it(exhibit.table.box, free, captioned))
            free = [s for s in free if s not in gained]
            gained = (*gained, *exhibit.above) if side == "above" else gained
            found[i] = replace(exhibit, above=gained) if side == "above" else replace(exhibit, below=gained)
    taken = {id(s) for e in found.values() for s in (*e.above, *e.below)}
    return [found.get(i, e) for i, e in enumerate(page) if id(e) not in taken]


def _above(table: Box, free: list[TextBlock], captioned: bool) -> list[TextBlock]:
    """Return unit lines above a table, and its caption where it has none yet, from the top."""
    taken: list[TextBlock] = []
    edge = table.y0
    while True:
        near = [
            s
            for s in free
            if s not in taken
            and -NEAR.into < edge - box_of(s).y1 < NEAR.table
            and beside(box_of(s), table) > NEAR.over
            and ((s.kind == "caption" and not captioned) or marks.is_unit(s.text))
        ]
        if not near:
            return taken
        nearest = max(near, key=lambda s: box_of(s).y1)
        taken.insert(0, nearest)
        edge = min(edge, box_of(nearest).y0)
        if nearest.kind == "caption":
            # a unit may stand beside the caption, at the other end of the line
            level = [
                s for s in free if s not in taken and marks.is_unit(s.text) and abs(box_of(s).y0 - edge) < NEAR.level
            ]
            return [*taken, *(s for s in level if beside(box_of(s), table) > NEAR.over)]


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
            and -NEAR.into < box_of(s).y0 - edge < NEAR.table
            and beside(box_of(s), whole) > NEAR.over
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
    above, below = lines(exhibit.above), lines(exhibit.below)
    return RawTable(table.cells, table.box.page, table.ruled, above, below, listed=table.listed)
