"""How the labels of a table's rows and groups are numbered."""

import unicodedata

from kotae.documents.lines.numberings import numberings
from kotae.documents.lines.starts import line_start

_ROMAN = frozenset("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ")  # a numeral each, which the compatibility form makes letters


def label_number(label: str) -> tuple[str, int]:
    """Return the style of the number that a label begins with, and its length; no style where it has none.

    Args:
        label: the label as it stands.
    """
    start = line_start(label)
    # "5大学" counts: a bare number stands apart from what it numbers.
    apart = start is not None and (start.style != "1" or label[start.length - 1 : start.length].isspace())
    if start is not None and start.number and start.kind in ("heading", "number", "article") and apart:
        return start.style, start.length
    folded = "".join(c if c in _ROMAN or len(form) > 1 else form for c in label for form in [_form(c)])
    for way in numberings("label_numbers"):
        if match := way.pattern.match(folded):
            return way.style, match.end()
    return "", 0


def _form(character: str) -> str:
    return unicodedata.normalize("NFKC", character)
