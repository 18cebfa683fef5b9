"""A figure to its unit: its caption, notes and source, and the words in it, found by what the text says of it, too."""

from collections.abc import Mapping

from kotae.corpus import citations
from kotae.documents.model import Block, Document, Figure, Span
from kotae.passages.mentions import label
from kotae.passages.units import Unit


def figure_unit(document: Document, figure: Figure, headings: tuple[str, ...], said: Mapping[str, str]) -> Unit:
    """Return the unit of a figure; its sentences are its caption and notes, the words in the picture are none.

    Args:
        document: the document.
        figure: the figure.
        headings: the heading path that it stands under.
        said: the sentences that name each numbered figure, by its label.
    """
    text = ""
    spans: list[Span] = []
    sentences: list[tuple[int, int]] = []
    blocks = [block for place in figure.blocks if isinstance(block := document.elements[place], Block)]
    for block in blocks:
        text += "\n" if text else ""
        shift = len(text)
        spans.extend(Span(span.start + shift, span.end + shift, span.box) for span in block.spans)
        text += block.text
        if block.kind != "figure":
            sentences.append((shift, len(text)))
    caption = blocks[0].text
    box = figure.box
    about = said.get(label(caption) or "", "")
    return Unit(
        kind="figure",
        page=box.page if box else blocks[0].page,
        headings=headings,
        text=text,
        context="\n".join(part for part in (" > ".join(headings), about) if part),
        sentences=tuple(sentences),
        spans=(*spans, Span(0, len(text), box)) if box else (),
        cites=tuple(citations.keys(text)),
        lines=blocks[0].lines if box is None else None,
        role=blocks[0].role,
    )
