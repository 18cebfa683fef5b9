"""Which caption, unit, note and source lines of a plain text belong to which table."""

import re
from dataclasses import dataclass

from kotae.documents.plain.pieces import Piece

_OF_TABLE = re.compile(r"^[(（\[【]?\s*(?:表|図表|table|exhibit)", re.IGNORECASE)
_FARTHEST = 3  # how many paragraphs may stand between a caption and its table


@dataclass(frozen=True, slots=True)
class Tied:
    """The lines above and below each table (by the table's index among the pieces), and the pieces so used."""

    around: dict[int, tuple[tuple[str, ...], tuple[str, ...]]]
    taken: frozenset[int]


def tie_marks(pieces: list[Piece]) -> Tied:
    """Give every table the marked lines next to it; a caption below counts where there is none above."""
    around: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    taken: set[int] = set()
    for index, piece in enumerate(pieces):
        if piece.kind != "table":
            continue
        over = _above(pieces, index, taken)
        captioned = any(pieces[i].kind == "caption" for i in over)
        under = _below(pieces, index, captioned)
        if not captioned and not any(pieces[i].kind == "caption" for i in under):
            over = [*_far_caption(pieces, index, taken), *over]
        taken.update(over, under)
        around[index] = tuple(pieces[i].text for i in over), tuple(pieces[i].text for i in under)
    return Tied(around, frozenset(taken))


def _above(pieces: list[Piece], table: int, taken: set[int]) -> list[int]:
    """Return the pieces right above a table: its caption and what stands between the two."""
    found: list[int] = []
    index = table - 1
    while index >= 0 and index not in taken and pieces[index].kind in ("caption", "unit", "note"):
        found.insert(0, index)
        if pieces[index].kind == "caption":
            return found
        index -= 1
    # Notes without a caption above them end what came before.
    while found and pieces[found[0]].kind == "note":
        found.pop(0)
    return found


def _below(pieces: list[Piece], table: int, captioned: bool) -> list[int]:
    """Return the pieces right below a table, up to the first that is not about it."""
    found: list[int] = []
    index = table + 1
    while index < len(pieces) and pieces[index].kind in ("caption", "unit", "note", "source"):
        kind = pieces[index].kind
        if kind == "caption" and (captioned or _leads_to_table(pieces, index)):
            break
        if kind == "unit" and _leads_to_table(pieces, index):
            break
        captioned = captioned or kind == "caption"
        found.append(index)
        index += 1
    return found


def _leads_to_table(pieces: list[Piece], index: int) -> bool:
    """Tell whether a caption or unit is the one of the next table."""
    following = index + 1
    while following < len(pieces) and pieces[following].kind in ("unit", "note"):
        following += 1
    return following < len(pieces) and pieces[following].kind == "table"


def _far_caption(pieces: list[Piece], table: int, taken: set[int]) -> list[int]:
    """Return a table's caption from some paragraphs before, where only one can be meant.

    A caption with its source right below it belongs to a figure that the text does not hold.
    """
    found: list[int] = []
    passed = 0
    for index in range(table - 1, -1, -1):
        piece = pieces[index]
        if piece.kind in ("heading", "table") or passed > _FARTHEST:
            break
        passed += piece.kind in ("text", "item")
        if piece.kind == "caption" and index not in taken and _OF_TABLE.match(piece.text):
            closed = pieces[index + 1].kind in ("source", "note", "caption")
            found += [] if closed else [index]
    return found if len(found) == 1 else []
