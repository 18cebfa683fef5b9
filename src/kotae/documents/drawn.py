"""Pictures of formats that have no boxes: with a caption beside them they are figures, without one they are not kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kotae.documents.lines import marks
from kotae.documents.model import Block, Document, Figure, Table


@dataclass(frozen=True, slots=True)
class Drawn(Block):
    """A picture where it stands in a text, as its reader hands it over; its text is what is said in place of it.

    `is_shown` tells that this text is kept, as a paragraph, where the picture has no caption.
    """

    is_shown: bool = False


def with_figures(document: Document) -> Document:
    """Return a document with its captioned pictures as figures: caption, notes and source below, what is said in place."""
    elements = document.elements
    captions = _captions(elements)
    placed: dict[int, int] = {}  # where the elements that stay stand now, by their places before
    kept: list[Block | Table] = []
    for place, element in enumerate(elements):
        if isinstance(element, Drawn):
            plain = _plain(element, captioned=place in captions)
            if plain is None:
                continue
            element = plain
        placed[place] = len(kept)
        kept.append(element)
    figures = []
    for place, caption in captions.items():
        words = [placed[place]] if place in placed else []
        notes = [placed[note] for note in _notes(elements, max(place, caption))]
        figures.append(Figure((placed[caption], *notes, *words)))
    return replace(document, elements=tuple(kept), figures=(*document.figures, *figures))


def has_pictures(document: Document) -> bool:
    """Tell whether a reader handed pictures over."""
    return any(isinstance(element, Drawn) for element in document.elements)


def _captions(elements: Sequence[Block | Table]) -> dict[int, int]:
    """Return the place of the caption of each picture that has one; where both sides may be it, on the usual side."""
    drawn = [place for place, element in enumerate(elements) if isinstance(element, Drawn)]
    below = [place for place in drawn if _is_caption(elements, place, place + 1)]
    above = [place for place in drawn if _is_caption(elements, place, place - 1)]
    order = (1, -1) if len(below) >= len(above) else (-1, 1)
    captions: dict[int, int] = {}
    for place in drawn:
        for side in order:
            if _is_caption(elements, place, place + side) and place + side not in captions.values():
                captions[place] = place + side
                break
    return captions


def _is_caption(elements: Sequence[Block | Table], picture: int, place: int) -> bool:
    if not 0 <= place < len(elements):
        return False
    element = elements[place]
    if not isinstance(element, Block) or element.page != elements[picture].page:
        return False
    return element.kind == "caption" and marks.may_be_figure_caption(element.text)


def _plain(picture: Drawn, *, captioned: bool) -> Block | None:
    """Return what is kept of a picture's own text: words of a figure, or a paragraph."""
    if not picture.text.strip() or not (captioned or picture.is_shown):
        return None
    return Block("figure" if captioned else "paragraph", picture.text, picture.page, lines=picture.lines)


def _notes(elements: Sequence[Block | Table], end: int) -> list[int]:
    """Return the notes and the source that stand right below a picture and its caption."""
    notes: list[int] = []
    for place in range(end + 1, len(elements)):
        element = elements[place]
        if not isinstance(element, Block) or element.kind != "note" or element.page != elements[end].page:
            break
        notes.append(place)
    return notes
