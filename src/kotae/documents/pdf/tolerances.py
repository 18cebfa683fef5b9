"""Distances by which a table's structure is judged, all in one place.

Ems are those of the text at hand. Where a number comes from says its comment; those chosen by measuring were chosen
on the documents of benchmarks/tables.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TableTolerances:
    """How far apart and how often: what makes a column, a row, a merged cell."""

    space: float = 0.75  # ems: a wider gap is no space between words, which are 0.25 to 0.33, set out to the double
    thousands: float = 0.4  # ems: the space that groups a number's figures is a thin or a plain one
    leader: int = 4  # equal dots or dashes in a row: three are an ellipsis
    touch: float = 1.0  # points by which boxes of neighbouring columns may overlap: glyph boxes are wider than ink
    split: float = 0.5  # share of a piece's fellow lines that must part where it does not, for it to span columns
    centred: float = 0.6  # ems by which the middle of a label may lie off the middle of what it stands over
    flush: float = 0.2  # ems by which texts set flush differ: what glyphs leave white at their sides
    overhang: float = 0.25  # share of a piece that may hang over into the next column
    gutter: float = 0.6  # ems: the white between tables side by side, as wide as a character, box edges off
    gutter_rules: int = 3  # that must end at a gutter and begin behind it: a header's own rules may have a gap
    apart: float = 1.6  # line pitches between the lines on either side of a gap between tables: a row left out is 2


TABLES = TableTolerances()
