"""What the nodes of a Word document's XML say by themselves: texts, numbers, pictures, how far they are set in."""

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from kotae.documents.lines.raised import raised
from kotae.documents.office_math import MATH, formula
from kotae.text.normalise import join_label

# Deleted text, fields' instructions, what reads a character aloud, and what a program writes for older ones once more.
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
LEFT_OUT = frozenset(
    [_FALLBACK, *map(qn, ("w:del", "w:moveFrom", "w:instrText", "w:delText", "w:rt", "w:pPr", "w:rPr", "w:sectPr"))]
)
TEXTBOX = qn("w:txbxContent")
TOGETHER = frozenset(map(qn, ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:body")))
# A picture or a chart, newer and older.
_PICTURES = (qn("pic:blipFill"), qn("c:chart"), "{urn:schemas-microsoft-com:vml}imagedata")
_AT_LEFT = (None, "left", "start", "both")
# How far a paragraph and its first line are set in (ECMA-376 Part 1, 17.3.1.12), in twips; so many are a space of text.
_SIDES = (("w:left", "w:start"), ("w:firstLine",))
_SPACE = 60
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-", qn("w:softHyphen"): ""}


def indent_of(cell: Any) -> int | None:
    """Return how far the paragraph of a cell that is first to say something is set in; None where it is not at the left."""
    first = next((node for node in cell.iter(qn("w:p")) if text_of(node).strip()), None)
    properties = first.find(qn("w:pPr")) if first is not None else None
    if properties is None:
        return 0
    align, sides = properties.find(qn("w:jc")), properties.find(qn("w:ind"))
    if align is not None and align.get(qn("w:val")) not in _AT_LEFT:
        return None
    twips = [_signed(sides, names) for names in _SIDES] if sides is not None else []
    return max(0, round(sum(twips) / _SPACE))


def _signed(sides: Any, names: tuple[str, ...]) -> int:
    """Return the first of some lengths that is given, in twips."""
    value = next((value for name in names if (value := sides.get(qn(name)))), "0")
    return int(value) if value.removeprefix("-").isdecimal() and len(value) < 6 else 0


def row_label(table: Any) -> str:
    """Return what the first cell says of the row that a table stands in."""
    first = next(next(table.iterancestors(qn("w:tr"))).iter(qn("w:tc")))
    return join_label([text_of(node) for node in first if node.tag == qn("w:p")]).strip()


def shows_picture(node: Any) -> bool:
    """Tell whether a picture or a chart stands in a paragraph, beside text boxes."""
    return any(not is_beneath(found, LEFT_OUT | {TEXTBOX}) for tag in _PICTURES for found in node.iter(tag))


def is_beneath(node: Any, tags: frozenset[str]) -> bool:
    """Tell whether a node stands within one of some kinds."""
    return any(parent.tag in tags for parent in node.iterancestors())


def said_of(node: Any) -> str:
    """Return what is said in place of the pictures of a paragraph."""
    return join_label([found.get("descr") or "" for found in node.iter(qn("wp:docPr"))])


def below(node: Any, tag: str) -> Iterator[Any]:
    """Yield the children of a kind, those in content controls and insertions among them."""
    for child in node:
        if child.tag == tag:
            yield child
        elif child.tag in TOGETHER:
            yield from below(child, tag)


def number_of(node: Any, path: str, default: int = 0) -> int:
    """Return the number that a node below another gives, 1,000 at most; the default where it is not there, or is no number."""
    found = node.find("/".join(map(qn, path.split("/"))))
    value = found.get(qn("w:val")) if found is not None else ""
    return min(int(value), 1_000) if value and value.isascii() and value.isdigit() else default


def text_of(node: Any, before: str = "") -> str:
    """Return what a paragraph shows; text boxes in it are paragraphs of their own. `before` stands before a part of one."""
    if node.tag == qn("w:t"):
        return node.text or ""
    if node.tag in _SIGNS:
        return _SIGNS[node.tag]
    if node.tag == MATH:
        return formula(node)
    text = ""
    for child in node:
        if child.tag in LEFT_OUT or child.tag == TEXTBOX:
            continue
        said = text_of(child, before + text)
        text += raised(before + text, said) if said.strip() and _is_raised(child) else said
    return text


def _is_raised(node: Any) -> bool:
    """Tell whether a run is set above its line."""
    align = node.find(f"{qn('w:rPr')}/{qn('w:vertAlign')}") if node.tag == qn("w:r") else None
    return align is not None and align.get(qn("w:val")) == "superscript"
