"""Texts of Office's drawings: those of a diagram (SmartArt), and of the boxes that lie over a sheet's cells."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from kotae.text.normalise import join_label

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

DIAGRAM = f"{_DGM}relIds"
"""The element that stands where a diagram is shown, and names the part that has its data."""

SHEET_DRAWING = "/relationships/drawing"
"""What the kind of the relation from a sheet to its drawing ends with."""

_NODES = (None, "node", "asst")  # the points of a diagram that are boxes of it, and not lines between them or itself
_ANCHORS = tuple(f"{_XDR}{name}" for name in ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor"))
_LAST_ROW = 1_048_575


def diagrams(node: Any) -> list[str]:
    """Return the ids of the relations to the data of the diagrams that stand in an element."""
    return [found.get(f"{_R}dm") or "" for found in node.iter(DIAGRAM)]


def diagram_texts(data: bytes) -> list[str]:
    """Return what the boxes of a diagram say, in their order; nothing where its data cannot be read.

    Args:
        data: the part of the file that has its data.
    """
    root = _root(data)
    if root is None:
        return []
    points = (point for point in root.iter(f"{_DGM}pt") if point.get("type") in _NODES)
    said = (_text(point) for point in points if not _is_unfilled(point))
    return [text for text in said if text]


def sheet_boxes(drawing: bytes) -> Iterator[tuple[int, str]]:
    """Yield the texts of the boxes of a sheet's drawing, each paragraph with the row, from 0, that its box begins in.

    Args:
        drawing: the part of the file that has it.
    """
    root = _root(drawing)
    for anchor in root if root is not None else ():
        if anchor.tag not in _ANCHORS:
            continue
        told = anchor.findtext(f"{_XDR}from/{_XDR}row") or "0"
        row = min(int(told), _LAST_ROW) if told.isascii() and told.isdigit() else 0
        for body in anchor.iter(f"{_XDR}txBody"):
            for paragraph in body.iter(f"{_A}p"):
                if text := _text(paragraph):
                    yield row, text


def _root(content: bytes) -> Any:
    try:
        return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError:
        return None


def _is_unfilled(point: Any) -> bool:
    """Tell whether nobody wrote into a box: what it says then is for who makes the diagram."""
    properties = point.find(f"{_DGM}prSet")
    return properties is not None and properties.get("phldr") in ("1", "true")


def _text(node: Any) -> str:
    """Return what the runs in an element say, its lines joined."""
    lines = [""]
    for found in node.iter(f"{_A}t", f"{_A}br", f"{_A}p"):
        if found.tag == f"{_A}t":
            lines[-1] += found.text or ""
        else:
            lines.append("")
    return join_label([line for line in lines if line.strip()]).strip()
