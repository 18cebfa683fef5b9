"""HTML tables to raw tables, with every rowspan and colspan put in its place."""

import re

from selectolax.lexbor import LexborNode

from kotae.documents.html_text import DROPPED, children, inline_text, is_hidden, tag_of
from kotae.documents.tables.raw import RawCell, RawTable

_MOST_ROWS, _MOST_COLUMNS = 65_534, 1_000  # HTML's own limits
_WIDEST = 200  # columns that one cell covers at the most: fewer than HTML allows, which no real table has
_SET_IN = re.compile(
    r"(?:margin-left|padding-left|text-indent)\s*:\s*(-?\d{1,5}(?:\.\d{0,40})?|-?\.\d{1,40})(px|pt|r?em)", re.IGNORECASE
)
_CENTRED = re.compile(r"text-align\s*:\s*(?:center|right|end)", re.IGNORECASE)
# CSS pixels in each unit (CSS Values and Units 3; an em at the size that browsers begin with), and in a space of text.
_PIXELS = {"px": 1.0, "pt": 4 / 3, "em": 16.0, "rem": 16.0}
_SPACE = 4.0
_LINES = frozenset(["p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "ul", "ol", "table", "tr"])


def is_layout(table: LexborNode) -> bool:
    """Tell whether a table only arranges a page: it has tables within, or one cell."""
    return len(table.css("table")) > 1 or len(table.css("td, th")) < 2


def raw_table(table: LexborNode) -> RawTable:
    """Return a table's cells in their places; the caption stands above."""
    cells: list[RawCell] = []
    free_from: dict[int, int] = {}  # for a column, the first row that no cell above reaches into
    rows = _rows(table)
    for row, (tr, in_head) in enumerate(rows):
        column = 0
        for node in children(tr):
            tag = tag_of(node)
            if tag not in ("td", "th") or is_hidden(node):
                continue
            while free_from.get(column, 0) > row and column < _MOST_COLUMNS:
                column += 1  # beyond the last column, cells stand in one place and are joined
            down, across = _span(node, "rowspan", len(rows) - row), _span(node, "colspan", _WIDEST)
            free_from.update((c, max(row + down, free_from.get(c, 0))) for c in range(column, column + across))
            header = in_head or (tag == "th" and node.attributes.get("scope") != "row")
            cells.append(RawCell(cell_text(node), row, column, down, across, header=header, indent=_indent(node)))
            column = min(column + across, _MOST_COLUMNS)
    caption = [inline_text(node).strip() for node in children(table) if tag_of(node) == "caption"]
    return RawTable(tuple(cells), 1, merges_known=True, above=tuple(text for text in caption if text))


def _rows(table: LexborNode) -> list[tuple[LexborNode, bool]]:
    """Return the rows, each with whether it is in the head; the foot comes last, wherever it was written."""
    found: list[tuple[LexborNode, bool]] = []
    foot: list[tuple[LexborNode, bool]] = []
    for node in children(table):
        tag = tag_of(node)
        if tag == "tr":
            found.append((node, False))
        elif tag in ("thead", "tbody", "tfoot") and not is_hidden(node):
            rows = [(row, tag == "thead") for row in children(node) if tag_of(row) == "tr" and not is_hidden(row)]
            (foot if tag == "tfoot" else found).extend(rows)
    return found + foot


def _indent(cell: LexborNode) -> int | None:
    """Return how far a cell's text is set in by styles of its own or of its first block; None where it is centred."""
    pixels = 0.0
    node: LexborNode | None = cell
    while node is not None:
        style = node.attributes.get("style") or ""
        if _CENTRED.search(style) or (node.attributes.get("align") or "").lower() in ("center", "right"):
            return None
        pixels += sum(float(size) * _PIXELS[unit.lower()] for size, unit in _SET_IN.findall(style))
        node = next((child for child in children(node) if not tag_of(child).startswith("-")), None)
    return max(0, round(min(pixels, 4096) / _SPACE))


def _span(node: LexborNode, name: str, most: int) -> int:
    value = (node.attributes.get(name) or "1").strip()
    if not value.isascii() or not value.isdigit():
        return 1
    return max(1, min(int(value) or most, most, _MOST_ROWS))


def cell_text(node: LexborNode) -> str:
    """Return a cell's text with a line for each of its paragraphs and list items; spaces that indent it stay."""
    pieces: list[str] = []
    for child in children(node):
        tag = tag_of(child)
        if tag in DROPPED or is_hidden(child):
            continue
        if tag in _LINES:
            pieces.append("\n" + cell_text(child) + "\n")
        else:
            pieces.append(inline_text(child))
    return "".join(pieces).strip(" \t\r\n")
