"""PowerPoint presentations (PPTX) to a Document, read with python-pptx: each slide is a page."""

import io
from collections.abc import Iterator
from typing import Any

import pptx
from pptx.exc import PackageNotFoundError

from kotae.documents.archives import opened, usual
from kotae.documents.drawingml import diagram_texts, diagrams
from kotae.documents.drawn import Drawn
from kotae.documents.lines.raised import raised
from kotae.documents.model import Block, BlockKind, Document, Page, Shortfall
from kotae.documents.office_math import MATH, formula
from kotae.documents.sheets.formats import shown
from kotae.documents.tables.captioned import with_tables
from kotae.documents.tables.raw import RawCell, RawTable
from kotae.errors import DocumentError
from kotae.text.normalise import join_label, join_prose

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_FORMULA = "{http://schemas.microsoft.com/office/drawing/2010/main}m"  # around it
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_LINE_BREAK = "\v"  # what python-pptx makes of one
_DEEPEST = 20  # groups within groups
_TITLE_LINES = 3  # a title's place that holds more lines holds a slide's text


def read(content: bytes, name: str) -> Document:
    """Read a presentation: titles, texts, tables, charts' values, diagrams and notes of every slide that is shown.

    Args:
        content: the file's bytes.
        name: the file's name, for messages and as the title of a presentation that has none.

    Raises:
        DocumentError: the file is encrypted, damaged, or holds no text.
    """
    archive = opened(content, name)
    try:
        presentation = pptx.Presentation(io.BytesIO(usual(content, archive)))
        slides = list(presentation.slides)
    except (PackageNotFoundError, KeyError, ValueError) as error:
        raise DocumentError(f"{name}: the file is not a presentation, or lacks parts of one; save it anew") from error
    parts: list[Block | RawTable] = []
    shortfalls: list[Shortfall] = []
    for number, slide in enumerate(slides, 1):
        if slide.element.get("show") == "0":
            shortfalls.append(Shortfall(number, number, "left_out", "hidden"))
        else:
            _tell_once(slide.element)
            _write_formulas(slide.element)
            _tell_raised(slide.element)
            parts.extend(_slide(slide, number))
    if not parts:
        raise DocumentError(
            f"{name}: no slide that is shown holds text; if they are pictures, save them as PDF and run OCR"
        )
    title = (presentation.core_properties.title or "").strip()
    first = next((part.text for part in parts if isinstance(part, Block) and part.kind == "heading"), "")
    pages = tuple(Page(number, 0, 0) for number in range(1, len(slides) + 1))
    stem = name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return Document("pptx", first or title or stem, pages, with_tables(parts), tuple(shortfalls))


def _tell_once(slide: Any) -> None:
    """Take what is told twice, for newer programs and for older ones, as the newer show it: python-pptx reads neither."""
    for told in list(slide.iter(f"{_MC}AlternateContent")):
        ways = (told.find(f"{_MC}Choice"), told.find(f"{_MC}Fallback"))
        shown = next((list(way) for way in ways if way is not None and len(way)), [])
        told.getparent()[told.getparent().index(told) : told.getparent().index(told) + 1] = shown


def _write_formulas(slide: Any) -> None:
    """Make formulas the text that they are in one line."""
    for around in list(slide.iter(_FORMULA)):
        run = around.makeelement(f"{_A}r")
        text = run.makeelement(f"{_A}t")
        text.text = "; ".join(map(formula, around.iter(MATH)))
        run.append(text)
        around.getparent().replace(around, run)


def _tell_raised(slide: Any) -> None:
    """Make raised text what it says in its line: nothing where it calls a note."""
    for paragraph in slide.iter(f"{_A}p"):
        before = ""
        for run in paragraph.iterchildren(f"{_A}r", f"{_A}br", f"{_A}fld"):
            text, properties = run.find(f"{_A}t"), run.find(f"{_A}rPr")
            if text is not None and text.text and properties is not None and _is_raised(properties.get("baseline")):
                text.text = raised(before, text.text)
            before = before + (text.text or "") if text is not None else ""


def _is_raised(baseline: str | None) -> bool:
    """Tell whether a run's baseline, in thousandths of a per cent, lies above that of its line."""
    return bool(baseline) and not str(baseline).startswith(("-", "0"))


def _slide(slide: Any, page: int) -> Iterator[Block | RawTable]:
    title = slide.shapes.title
    lines = title.text_frame.text.replace(_LINE_BREAK, "\n").split("\n") if title is not None else []
    if len(lines) > _TITLE_LINES:
        title, lines = None, []  # the text of a slide without a title, written in the title's place
    said = join_label(lines)
    if said.strip():
        yield Block("heading", said, page, 1)
    for shape in _in_order(slide.shapes, 0):
        if title is None or shape.shape_id != title.shape_id:
            yield from _shape(shape, page)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        yield from _paragraphs(slide.notes_slide.notes_text_frame, page, "note")


def _in_order(shapes: Any, depth: int) -> Iterator[Any]:
    """Yield shapes from above and from the left, those of groups in the place of the group."""
    for shape in sorted(shapes, key=lambda shape: (shape.top or 0, shape.left or 0)):
        if hasattr(shape, "shapes") and depth < _DEEPEST:
            yield from _in_order(shape.shapes, depth + 1)
        else:
            yield shape


def _shape(shape: Any, page: int) -> Iterator[Block | RawTable]:
    if getattr(shape, "has_table", False):
        yield _table(shape.table, page)
    elif getattr(shape, "has_chart", False):
        yield from _chart(shape.chart, page)
    elif hasattr(type(shape), "image"):  # of the shape itself it is only there where the picture is whole
        said = shape._element.xpath("string(.//p:cNvPr/@descr)")
        yield Drawn("figure", join_label(said.split("\n")), page)
    elif getattr(shape, "has_text_frame", False):
        yield from _paragraphs(shape.text_frame, page, "paragraph")
    else:
        for relation in diagrams(shape._element):
            if relation in shape.part.rels:
                texts = diagram_texts(shape.part.related_part(relation).blob)
                yield from (Block("list_item", text, page) for text in texts)


def _paragraphs(frame: Any, page: int, kind: BlockKind) -> Iterator[Block]:
    texts = [(paragraph, join_prose(paragraph.text.split(_LINE_BREAK))) for paragraph in frame.paragraphs]
    filled = [(paragraph, text) for paragraph, text in texts if text.strip()]
    for paragraph, text in filled:
        is_item = kind == "paragraph" and (len(filled) > 1 or paragraph.level > 0)
        yield Block("list_item" if is_item else kind, text, page)


def _table(table: Any, page: int) -> RawTable:
    cells = []
    for row, line in enumerate(table.rows):
        for column, cell in enumerate(line.cells):
            if cell.is_spanned:
                continue
            down, across = (cell.span_height, cell.span_width) if cell.is_merge_origin else (1, 1)
            text = cell.text_frame.text.replace(_LINE_BREAK, "\n").strip()
            cells.append(RawCell(text, row, column, down, across, header=row == 0 and table.first_row))
    return RawTable(tuple(cells), page, merges_known=True)


def _chart(chart: Any, page: int) -> Iterator[Block | RawTable]:
    """Yield the values that a chart draws, as a table: they are saved with it."""
    title = chart.chart_title.text_frame.text.strip() if chart.has_title and chart.chart_title.has_text_frame else ""
    try:
        plots = [plot for plot in chart.plots if len(plot.categories)]
    except ValueError:  # of a kind that python-pptx does not know, such as one in three dimensions
        plots = []
    series = [(one, plot) for plot in plots for one in plot.series]
    if not series:
        if title:
            yield Block("figure", title, page)
        return
    labels = [str(label) for label in series[0][1].categories]
    cells = [RawCell("", 0, 0, header=True)]
    cells += [RawCell(one.name or "", 0, column, header=True) for column, (one, _) in enumerate(series, 1)]
    for row, label in enumerate(labels, 1):
        cells.append(RawCell(label, row, 0))
        for column, (one, _) in enumerate(series, 1):
            value = one.values[row - 1] if row <= len(one.values) else None
            cells.append(RawCell(shown(value, "General"), row, column))
    yield RawTable(tuple(cells), page, merges_known=True, above=(title,) if title else ())
