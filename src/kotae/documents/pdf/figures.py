"""Figures: what a picture or chart on a page is made of: its caption, the words in it, the notes and source below it."""

from collections.abc import Iterable, Mapping, Sequence

from kotae.documents.lines import marks
from kotae.documents.model import Block, Box, Figure, Table
from kotae.documents.pdf.layout import beside, contains, hull
from kotae.documents.pdf.tolerances import NEAR

Places = Mapping[int, Sequence[Box]]


def figures(elements: Sequence[Block | Table], pictures: Places) -> tuple[Figure, ...]:
    """Return the figures of a document that have a caption, in reading order.

    Args:
        elements: the document's elements; no caption of a table is among them.
        pictures: where pictures and charts stand on each page as it is shown.
    """
    left = {page: [box for box in boxes if _is_large(box)] for page, boxes in pictures.items()}
    blocks = [
        (place, element) for place, element in enumerate(elements) if isinstance(element, Block) and element.spans
    ]
    labels = [(place, _box(block)) for place, block in blocks if block.kind == "figure"]
    notes = [(place, _box(block)) for place, block in blocks if block.kind == "note"]
    found = []
    for place, block in blocks:
        if block.kind != "caption" or not marks.may_be_figure_caption(block.text):
            continue
        caption = _box(block)
        area = _nearest(caption, left.get(caption.page, [])) or _nearest(caption, [box for _, box in labels])
        if area is None:
            continue
        left[caption.page] = [box for box in left.get(caption.page, []) if box != area]
        inside = [(other, box) for other, box in labels if box.page == area.page and contains(area, box)]
        labels = [label for label in labels if label not in inside]
        below = _below(hull([area, caption]), notes)
        notes = [note for note in notes if note not in below]
        members = (place, *(other for other, _ in below), *(other for other, _ in inside))
        found.append(Figure(members, hull([area, *(box for _, box in inside)])))
    return tuple(found)


def _box(block: Block) -> Box:
    """Return the box around what of a block stands on its first page."""
    first = block.spans[0].box.page
    return hull(span.box for span in block.spans if span.box.page == first)


def _is_large(box: Box) -> bool:
    return min(box.x1 - box.x0, box.y1 - box.y0) >= NEAR.least


def _apart(one: Box, other: Box) -> float:
    """Return how far two boxes are apart down the page; 0 where they overlap."""
    return max(one.y0 - other.y1, other.y0 - one.y1, 0.0)


def _nearest(caption: Box, boxes: Iterable[Box]) -> Box | None:
    """Return the picture that a caption stands right above or below."""
    near = [
        box
        for box in boxes
        if box.page == caption.page and _apart(box, caption) <= NEAR.figure and beside(box, caption) > NEAR.over
    ]
    return min(near, key=lambda box: _apart(box, caption), default=None)


def _below(figure: Box, notes: Iterable[tuple[int, Box]]) -> list[tuple[int, Box]]:
    """Return the notes and the source that stand right below a figure, from the top."""
    below: list[tuple[int, Box]] = []
    edge = figure.y1
    for place, box in sorted(notes, key=lambda note: note[1].y0):
        if box.page == figure.page and -NEAR.into < box.y0 - edge <= NEAR.notes and beside(box, figure) > NEAR.over:
            below.append((place, box))
            edge = box.y1
    return below
