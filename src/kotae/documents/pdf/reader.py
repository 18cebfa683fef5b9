"""Reading a PDF: from what its pages draw to a document of blocks and tables."""

from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

from kotae.documents.lines.articles import with_article_titles
from kotae.documents.lines.titles import first_caption, first_title, is_said
from kotae.documents.model import Block, Box, Document, Page, Shortfall, Span, Table
from kotae.documents.pdf import exhibits, flow, headings
from kotae.documents.pdf.calls import note_mark
from kotae.documents.pdf.continued import continued
from kotae.documents.pdf.exhibits import Element, Exhibit
from kotae.documents.pdf.figures import figures
from kotae.documents.pdf.frames import parted
from kotae.documents.pdf.furniture import WIDE, imprint, running_text, without_furniture
from kotae.documents.pdf.joining import join, vocabulary
from kotae.documents.pdf.layout import PageSource, Rule, contains
from kotae.documents.pdf.line_numbers import without_line_numbers
from kotae.documents.pdf.named_parts import with_named_parts
from kotae.documents.pdf.order import in_order
from kotae.documents.pdf.overleaf import with_rows_overleaf
from kotae.documents.pdf.part import Part
from kotae.documents.pdf.parts import parts
from kotae.documents.pdf.source import PageError, PdfFile, checked
from kotae.documents.pdf.styles import Style, heading_styles
from kotae.documents.pdf.text_blocks import TextBlock, text_blocks
from kotae.documents.pdf.turning import Sheet, seen_box, turned_size
from kotae.documents.pictures import is_picture
from kotae.documents.tables.build import build
from kotae.documents.tables.raw import RawCell
from kotae.text.normalise import join_label, join_prose

# The labels of a picture stand apart from each other.
_JOINERS = {"paragraph": join_prose, "list_item": join_prose, "footnote": join_prose, "figure": " ".join}


def read(path: Path, content: bytes | None = None, kept: Path | None = None) -> Document:
    """Read a PDF or a picture, here and without limits; `documents/reading.py` does it within them.

    Args:
        path: the file.
        content: its bytes, where the path only names it.
        kept: the folder in which what OCR reads is kept; None to keep nothing.

    Boxes are in points from the top left corner of each page as it is shown, a page's own rotation undone.

    Raises:
        DocumentError: the file is damaged, cut short, locked, empty, or shows no text.
    """
    with closing(PdfFile(path, kept, content)) as file:
        sources, shortfalls = page_sources(file)
        assembly = Assembly(path, file.title, sources, cut_short=file.cut_short)
        for place in range(len(sources)):
            assembly.cut(place)
        return assembly.document(shortfalls, file.pages)


def page_sources(file: PdfFile) -> tuple[list[PageSource], list[Shortfall]]:
    """Return what the pages of an open PDF show, and what could not be read of them."""
    sources: list[PageSource] = []
    shortfalls: list[Shortfall] = []
    for number in range(1, file.pages + 1):
        try:
            source = file.page(number)
        except PageError:
            shortfalls.append(Shortfall(number, number, "left_out", "damage"))
            continue
        if source.unread:
            shortfalls.append(Shortfall(number, number, "left_out", source.unread))
        try:
            sources.append(replace(source, regions=file.regions()))
        except PageError:
            sources.append(source)
            shortfalls.append(Shortfall(number, number, "without_layout", "damage"))
    return sources, shortfalls


def in_runs(pages: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Return the first and the last of each run of pages that follow each other."""
    runs: list[tuple[int, int]] = []
    for page in pages:
        if runs and runs[-1][1] + 1 == page:
            runs[-1] = (runs[-1][0], page)
        else:
            runs.append((page, page))
    return tuple(runs)


class Assembly:
    """The pages of a PDF while they are made into a document: first each is cut into its parts, then all are joined."""

    def __init__(self, path: Path, named: str, sources: list[PageSource], *, cut_short: bool) -> None:
        """Take what was read of a file.

        Args:
            path: the file.
            named: the title in its properties.
            sources: its pages, in order, but those that were left out.
            cut_short: whether the file's end is missing.

        Raises:
            DocumentError: no page could be read, or they show no text.
        """
        self._path, self._named, self._cut_short = path, named, cut_short
        self._sheets = {
            source.number: Sheet(*turned_size(-source.turn, source.width, source.height), source.skew)
            for source in sources
        }
        self._by_ocr = [source.number for source in sources if source.ocr]
        pages = [parted(source) for source in without_line_numbers(sources)]
        frames = checked([frame for page in pages for frame in page], path.name, cut_short=cut_short)
        self._sources = frames
        ends = list(accumulate(map(len, pages)))
        self._pages = [frames[end - len(page) : end] for page, end in zip(pages, ends, strict=True)]
        self._known = vocabulary(run.text for source in self._sources for run in source.runs)
        self._parts: list[list[Part]] = []
        self._plain: list[Shortfall] = []

    def cut(self, place: int) -> None:
        """Cut the page at a place, from 0, into its parts; the pages come in order.

        One on which that fails is cut as if nothing were known of its layout.
        """
        frames = self._pages[place]
        try:
            cut = [parts(source, self._known) for source in frames]
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - what is odd about one table takes no page
            cut = [parts(replace(source, regions=()), self._known) for source in frames]
            self._plain += [
                Shortfall(number, number, "without_layout", "damage") for number in {f.number for f in frames}
            ]
        self._parts.extend(cut)

    def document(self, shortfalls: list[Shortfall], pages: int) -> Document:
        """Make the document.

        Args:
            shortfalls: what was not read, in order.
            pages: how many pages the file has.
        """
        body = _body_size(self._sources)
        cut = with_rows_overleaf(self._sources, self._parts, self._known)
        cleaned = without_furniture(self._sources, cut, body)
        styles = heading_styles(cleaned)
        shown = [
            [replace(element, turn=source.turn) for element in _page_elements(page_parts, source.rules, body, styles)]
            for source, page_parts in zip(self._sources, cleaned, strict=True)
        ]
        elements = exhibits.gathered(shown)
        elements = flow.flowing(continued(with_named_parts(flow.without_contents(elements))))
        running = running_text(cut, cleaned)
        top = headings.title(elements, body, running)
        finished = with_article_titles(_finished(elements, top, self._known, self._sheets))
        blocks = [element for element in finished if isinstance(element, Block)]
        said = self._named if is_said(self._named, blocks) else ""
        title = (
            join([line.text for line in headings.title_lines(top, elements)], self._known, join_label)[0]
            if top
            else said or first_title(blocks)
        )
        sizes = {number: sheet.size for number, sheet in self._sheets.items()}
        usual = Counter(sizes.values()).most_common(1)[0][0]  # for pages that were left out
        return Document(
            format="image" if is_picture(self._path) else "pdf",
            title=title or first_caption(finished) or self._named or self._path.stem,
            pages=tuple(Page(number, *sizes.get(number, usual)) for number in range(1, pages + 1)),
            elements=finished,
            shortfalls=(
                *sorted([*shortfalls, *self._plain], key=lambda shortfall: shortfall.first),
                *([Shortfall(0, 0, "cut_short", "damage")] if self._cut_short else []),
            ),
            ocr=in_runs(self._by_ocr),
            figures=figures(finished, self._pictures()),
            imprint=imprint(running, cut),
        )

    def _pictures(self) -> dict[int, list[Box]]:
        """Return where pictures and charts stand on each page as it is shown."""
        found: dict[int, list[Box]] = {}
        for source in self._sources:
            boxes = [region.box for region in source.regions if region.kind == "picture"]
            seen = [seen_box(box, source.turn, self._sheets[source.number]) for box in boxes]
            placed = [box for box in source.pictures if not any(contains(other, box) for other in seen)]
            found.setdefault(source.number, []).extend([*seen, *placed])
        return found


def _body_size(sources: list[PageSource]) -> float:
    """Return the font size that most characters of the document are set in."""
    sizes = Counter[float]()
    for source in sources:
        for run in source.runs:
            sizes[round(2 * run.size) / 2] += len(run.glyphs)
    return sizes.most_common(1)[0][0]


def _page_elements(found: list[Part], rules: tuple[Rule, ...], body: float, styles: frozenset[Style]) -> list[Element]:
    """Return one page's blocks and tables in reading order, footnotes last; no table has its caption yet."""
    calls = frozenset(mark for p in found if p.kind == "footnote" for line in p.lines if (mark := note_mark(line)))
    running = in_order([p for p in found if p.kind != "footnote"], rules)
    notes = sorted((p for p in found if p.kind == "footnote"), key=lambda p: (p.box.y0, p.box.x0))
    elements: list[Element] = []
    for part in [*running, *notes]:
        if part.table:
            titled = TextBlock("caption", part.lines, part.box.x0, part.box.x1) if part.lines else None
            elements.append(Exhibit(part.table, above=(titled,) if titled else ()))
        else:
            elements.extend(text_blocks(part, found, body, calls, styles))
    return elements


def _finished(
    elements: list[Element], top: TextBlock | None, known: frozenset[str], sheets: dict[int, Sheet]
) -> list[Block | Table]:
    wide = frozenset(number for number, sheet in sheets.items() if sheet.size[0] > WIDE * sheet.size[1])
    levels = headings.levels(elements, top, wide)
    finished: list[Block | Table] = []
    for i, element in enumerate(elements):
        if isinstance(element, Exhibit):
            raw = exhibits.raw_table(element, known)
            if element.turn or any(sheets[box.page].skew for cell in raw.cells for box in cell.boxes):
                raw = replace(raw, cells=tuple(_seen_cell(cell, element.turn, sheets) for cell in raw.cells))
            finished.append(build(raw))
        elif isinstance(element, TextBlock):
            finished.append(_block(element, levels.get(i, 0), known, sheets))
    return finished


def _seen_cell(cell: RawCell, turn: int, sheets: dict[int, Sheet]) -> RawCell:
    return replace(cell, boxes=tuple(seen_box(box, turn, sheets[box.page]) for box in cell.boxes))


def _block(block: TextBlock, level: int, known: frozenset[str], sheets: dict[int, Sheet]) -> Block:
    joiner = _JOINERS.get(block.kind, join_label)
    text, places = join([line.text for line in block.lines], known, joiner)
    boxes = [seen_box(line.box, block.turn, sheets[line.box.page]) for line in block.lines]
    spans = tuple(Span(start, end, box) for (start, end), box in zip(places, boxes, strict=True) if end > start)
    return Block(block.kind, text, boxes[0].page, level, spans)
