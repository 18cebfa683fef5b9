"""OpenDocument presentations (ODP) to a Document: each slide is a page."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from kotae.documents.model import Block, Document, Page, Shortfall
from kotae.documents.opendocument.text import Walk
from kotae.documents.opendocument.xml import TABLE, Content, hidden_styles, opened_as, parsed, tag
from kotae.documents.tables.captioned import with_tables
from kotae.documents.tables.raw import RawTable
from kotae.errors import DocumentError
from kotae.text.normalise import join_label

_LENGTH = re.compile(r"^(-?\d{1,6}(?:\.\d{1,20})?)(cm|mm|in|pt|pc|px)$")
_POINTS = {"cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72.0, "pt": 1.0, "pc": 12.0, "px": 0.75}
_DRAWING = tag("draw:g").removesuffix("g")
_DEEPEST = 20  # groups within groups


def read_slides(content: bytes, name: str) -> Document:
    """Read a presentation: the titles, texts, tables, charts' values and notes of every slide that is shown.

    Args:
        content: the file's bytes.
        name: the file's name, for messages and as the title of a presentation that has none.

    Raises:
        DocumentError: the file is encrypted, damaged, or holds no text.
    """
    opened = opened_as("office:presentation", content, name)
    hidden = hidden_styles(opened.body, "style:drawing-page-properties", "presentation:visibility", "hidden")
    parts: list[Block | RawTable] = []
    shortfalls: list[Shortfall] = []
    slides = list(opened.body.iterchildren(tag("draw:page")))
    for number, slide in enumerate(slides, 1):
        if slide.get(tag("draw:style-name")) in hidden:
            shortfalls.append(Shortfall(number, number, "left_out", "hidden"))
        else:
            parts.extend(_slide(slide, number, opened))
    if not parts:
        raise DocumentError(
            f"{name}: no slide that is shown holds text; if they are pictures, save them as PDF and run OCR"
        )
    first = next((part.text for part in parts if isinstance(part, Block) and part.kind == "heading"), "")
    pages = tuple(Page(number, 0, 0) for number in range(1, len(slides) + 1))
    stem = name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return Document("odp", first or opened.title or stem, pages, with_tables(parts), tuple(shortfalls))


def _slide(slide: Any, page: int, opened: Content) -> Iterator[Block | RawTable]:
    walk = Walk(page)
    shapes = list(_in_order(slide, 0))
    titles = [shape for shape in shapes if shape.get(tag("presentation:class")) == "title"]
    for shape in titles:
        if said := join_label([part.text for part in walk.parts(shape) if isinstance(part, Block)]).strip():
            yield Block("heading", said, page, 1)
    for shape in shapes:
        if shape not in titles and shape.get(tag("presentation:placeholder")) != "true":
            yield from walk.pictures(shape)
            yield from walk.parts(shape)
            yield from _charts(shape, page, opened)
    for notes in slide.iterchildren(tag("presentation:notes")):
        for shape in notes.iterchildren(etree.Element):
            if shape.get(tag("presentation:class")) in (None, "notes"):
                yield from walk.parts(shape, "note")


def _in_order(node: Any, depth: int) -> Iterator[Any]:
    """Yield shapes from above and from the left, those of groups in the place of the group."""
    shapes = [child for child in node.iterchildren(etree.Element) if child.tag.startswith(_DRAWING)]
    for shape in sorted(shapes, key=_place):
        if shape.tag == tag("draw:g") and depth < _DEEPEST:
            yield from _in_order(shape, depth + 1)
        else:
            yield shape


def _place(shape: Any) -> tuple[float, float]:
    """Return how far a shape is from the top and from the left, in points; a group is where its first shape is."""
    if shape.tag == tag("draw:g"):
        placed = [other for other in shape.iter(etree.Element) if other.get(tag("svg:y"))]
        return min(((_points(other, "svg:y"), _points(other, "svg:x")) for other in placed), default=(0.0, 0.0))
    return _points(shape, "svg:y"), _points(shape, "svg:x")


def _points(shape: Any, name: str) -> float:
    match = _LENGTH.match(shape.get(tag(name)) or "")
    return float(match[1]) * _POINTS[match[2]] if match else 0.0


def _charts(shape: Any, page: int, opened: Content) -> Iterator[RawTable]:
    """Yield the values that a chart draws, as a table: they are saved with it."""
    for chart in shape.iter(tag("draw:object")):
        part = (chart.get(tag("xlink:href")) or "").removeprefix("./") + "/content.xml"
        if part not in opened.archive.namelist():
            continue
        root = parsed(opened.archive.read(part))
        title = root.find(f".//{tag('chart:chart')}/{tag('chart:title')}")
        said = join_label(list(title.itertext())) if title is not None else ""
        for values in root.iterfind(f".//{tag('chart:chart')}/{TABLE}"):
            table = Walk(page).table(values)
            yield RawTable(table.cells, page, merges_known=True, above=(said,) if said else ())
