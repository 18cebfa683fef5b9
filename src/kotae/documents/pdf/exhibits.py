"""Tables with what stands around them: captions, units, notes and sources."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from kotae.documents.model import BlockKind
from kotae.documents.pdf.cells import Filled
from kotae.documents.pdf.joining import join
from kotae.documents.pdf.surroundings import above, below
from kotae.documents.pdf.text_blocks import TextBlock, box_of
from kotae.documents.tables import tying
from kotae.documents.tables.raw import RawTable
from kotae.documents.tables.tying import Kind, Neighbour
from kotae.text.normalise import join_label

_KINDS: dict[BlockKind, Kind] = {"caption": "caption", "heading": "heading", "list_item": "entry"}


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A table with the blocks above and below that belong to it; `turn` says how its page was turned for it to be read."""

    table: Filled
    above: tuple[TextBlock, ...] = ()
    below: tuple[TextBlock, ...] = ()
    turn: int = 0


Element = TextBlock | Exhibit


def gathered(pages: list[list[Element]]) -> list[Element]:
    """Return the elements of all pages in order; the tables have the captions, units and notes that stand at them."""
    elements = [element for page in pages for element in page]
    lines = [replace(_neighbour(element), page=number) for number, page in enumerate(pages) for element in page]
    near: dict[int, tuple[list[int], list[int]]] = {}
    for page, end in zip(pages, accumulate(map(len, pages)), strict=True):
        near.update(_near(elements, lines, range(end - len(page), end)))
    tied = tying.tie(lines, near)
    found: list[Element] = []
    for place, element in enumerate(elements):
        if isinstance(element, Exhibit):
            over, under = (
                tuple(e for i in side[place] if isinstance(e := elements[i], TextBlock))
                for side in (tied.above, tied.below)
            )
            found.append(replace(element, above=(*over, *element.above), below=under))
        elif place not in tied.taken:
            found.append(element)
    return found


def _near(
    elements: list[Element], lines: list[Neighbour], page: range
) -> Iterator[tuple[int, tuple[list[int], list[int]]]]:
    """Yield the tables of a page with what is near above and below them."""
    boxes = {place: box_of(block) for place in page if isinstance(block := elements[place], TextBlock)}
    units = [place for place in boxes if lines[place].kind in ("unit", "remark")]
    for place in page:
        if isinstance(exhibit := elements[place], Exhibit):
            box = exhibit.table.box
            yield place, (above(box, boxes, units), below(box, boxes))


def _neighbour(element: Element) -> Neighbour:
    if isinstance(element, Exhibit):
        titles, cells = [block.text for block in element.above], [cell.text for cell in element.table.cells]
        return Neighbour("table", titles=titles, cells=cells)
    if element.kind in _KINDS:
        return Neighbour(_KINDS[element.kind], element.text)
    if element.kind == "paragraph" and len(element.lines) == 1:
        return Neighbour(tying.kind_of(element.text), element.text)
    kind = tying.kind_of(element.text) if element.kind == "note" else "other"
    return Neighbour("note" if kind == "paragraph" else kind, element.text)


def raw_table(exhibit: Exhibit, known: frozenset[str]) -> RawTable:
    """Return a table as every reader hands it over."""

    def lines(blocks: tuple[TextBlock, ...]) -> tuple[str, ...]:
        return tuple(join([line.text for line in s.lines], known, join_label)[0] for s in blocks)

    table = exhibit.table
    over, under = lines(exhibit.above), lines(exhibit.below)
    return RawTable(
        table.cells, table.box.page, table.ruled, over, under, listed=table.listed, alike_from=table.alike_from
    )
