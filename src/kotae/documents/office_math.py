"""Formulas of Office files (OMML) as they are written in one line: "(a + b)/c", "x^2", "√(n)"."""

import re
from collections.abc import Callable, Iterator
from typing import Any

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_BRACKETED = re.compile(r"^\([^()]*\)$")

MATH = f"{_M}oMath"
"""The element that a formula is."""


def formula(node: Any) -> str:
    """Return a formula in one line."""
    return " ".join(_linear(node).split())


def _linear(node: Any) -> str:
    if node.tag == f"{_M}t":
        return node.text or ""
    write = _WRITTEN.get(node.tag)
    return write(node) if write is not None else "".join(map(_linear, _shown(node)))


def _shown(node: Any) -> Iterator[Any]:
    """Yield what is shown of an element, without what only says how."""
    return (child for child in node if isinstance(child.tag, str) and not child.tag.endswith("Pr"))


def _part(node: Any, name: str) -> str:
    """Return what one part of an element says, "" where it has none."""
    part = node.find(f"{_M}{name}")
    return _linear(part).strip() if part is not None else ""


def _sign(node: Any, properties: str, name: str, default: str) -> str:
    """Return the sign that the properties of an element name."""
    said = node.find(f"{_M}{properties}/{_M}{name}")
    return str(said.get(f"{_M}val") or "") if said is not None else default


def _grouped(text: str) -> str:
    """Return a part that reads as one, in brackets where it is more than a letter, a number or what has some already."""
    is_one = len(text) == 1 or text.isdecimal() or _BRACKETED.match(text)
    return text if is_one else f"({text})"


def _raised(node: Any, base: str) -> str:
    marks = ((sign, _part(node, name)) for sign, name in (("_", "sub"), ("^", "sup")))
    return base + "".join(f"{sign}{_grouped(text)}" for sign, text in marks if text)


def _fraction(node: Any) -> str:
    if _sign(node, "fPr", "type", "bar") == "noBar":  # one over the other, as of a binomial
        return f"{_part(node, 'num')}; {_part(node, 'den')}"
    return f"{_grouped(_part(node, 'num'))}/{_grouped(_part(node, 'den'))}"


def _root(node: Any) -> str:
    return f"{_part(node, 'deg')}√({_part(node, 'e')})"


def _over_all(node: Any) -> str:
    return f"{_raised(node, _sign(node, 'naryPr', 'chr', '∫'))} {_part(node, 'e')}"


def _bracketed(node: Any) -> str:
    between = _sign(node, "dPr", "sepChr", "|")
    inside = between.join(_linear(part).strip() for part in node.iterchildren(f"{_M}e"))
    return f"{_sign(node, 'dPr', 'begChr', '(')}{inside}{_sign(node, 'dPr', 'endChr', ')')}"


def _applied(node: Any) -> str:
    return f"{_part(node, 'fName')} {_part(node, 'e')}"


def _limited(node: Any) -> str:
    sign = "_" if node.tag == f"{_M}limLow" else "^"
    return f"{_part(node, 'e')}{sign}{_grouped(_part(node, 'lim'))}"


def _lines(node: Any) -> str:
    return "; ".join(_linear(line).strip() for line in _shown(node))


def _row(node: Any) -> str:
    return ", ".join(_linear(part).strip() for part in _shown(node))


_WRITTEN: dict[str, Callable[[Any], str]] = {
    f"{_M}{name}": write
    for names, write in (
        (("sSup", "sSub", "sSubSup", "sPre"), lambda node: _raised(node, _grouped(_part(node, "e")))),
        (("f",), _fraction),
        (("rad",), _root),
        (("nary",), _over_all),
        (("d",), _bracketed),
        (("func",), _applied),
        (("limLow", "limUpp"), _limited),
        (("eqArr", "m"), _lines),
        (("mr",), _row),
    )
    for name in names
}
