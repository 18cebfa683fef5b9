"""Reading a PDF: from what its pages draw to a document of blocks and tables."""

from collections import Counter
from pathlib import Path

from kotae.documents.model import Block, Document, Page, Span, Table
from kotae.documents.pdf import exhibits, flow, headings
from kotae.documents.pdf.continued import continued
from kotae.documents.pdf.exhibits import Element, Exhibit
from kotae.documents.pdf.furniture import without_furniture
from kotae.documents.pdf.joining import join, vocabulary
from kotae.documents.pdf.layout import PageSource
from kotae.documents.pdf.order import in_order
from kotae.documents.pdf.parts import Part, note_mark, parts
from kotae.documents.pdf.source import pages
from kotae.documents.pdf.text_blocks import TextBlock, text_blocks
from kotae.documents.tables.build import build
from kotae.text.normalise import join_label, join_prose


def read(path: Path) -> Document:
    """Read a PDF that has a text layer.

    Boxes are in points from the top left corner of each page as it is shown, a page's own rotation undone.

    Raises:
        DocumentError: the file is damaged, locked, empty, or shows no text.
    """
    named, sources = pages(path)
    known = vocabulary(run.text for source in sources for run in source.runs)
    body = _body_size(sources)
    elements: list[Element] = []
    for found in without_furniture(sources, [parts(source, known) for source in sources]):
        elements.extend(_page_elements(found, body))
    elements = flow.flowing(continued(flow.without_contents(elements)))
    top = headings.title(elements, body)
    title = join([line.text for line in top.lines], known, join_label)[0] if top else named or path.stem
    return Document(
        format="pdf",
        title=title,
        pages=tuple(Page(source.number, source.width, source.height) for source in sources),
        elements=tuple(_finished(elements, top, known)),
    )


def _body_size(sources: list[PageSource]) -> float:
    """Return the font size that most characters of the document are set in."""
    sizes = Counter[float]()
    for source in sources:
        for run in source.runs:
            sizes[round(2 * run.size) / 2] += len(run.glyphs)
    return sizes.most_common(1)[0][0]


def _page_elements(found: list[Part], body: float) -> list[Element]:
    """Return one page's blocks and tables in reading order, footnotes last."""
    calls = frozenset(mark for p in found if p.kind == "footnote" for line in p.lines if (mark := note_mark(line)))
    running = in_order([p for p in found if p.kind != "footnote"])
    notes = sorted((p for p in found if p.kind == "footnote"), key=lambda p: (p.box.y0, p.box.x0))
    elements: list[Element] = []
    for part in [*running, *notes]:
        if part.table:
            elements.append(Exhibit(part.table))
        else:
            elements.extend(text_blocks(part, found, body, calls))
    return exhibits.gathered(elements)


def _finished(elements: list[Element], top: TextBlock | None, known: frozenset[str]) -> list[Block | Table]:
    levels = headings.levels(elements, top)
    finished: list[Block | Table] = []
    for i, element in enumerate(elements):
        if isinstance(element, Exhibit):
            finished.append(build(exhibits.raw_table(element, known)))
        elif isinstance(element, TextBlock):
            finished.append(_block(element, levels.get(i, 0), known))
    return finished


def _block(block: TextBlock, level: int, known: frozenset[str]) -> Block:
    joiner = join_prose if block.kind in ("paragraph", "list_item", "footnote") else join_label
    text, places = join([line.text for line in block.lines], known, joiner)
    spans = tuple(
        Span(start, end, line.box) for (start, end), line in zip(places, block.lines, strict=True) if end > start
    )
    return Block(block.kind, text, block.lines[0].box.page, level, spans)
