"""The lines that stand around a table or figure: caption, unit, notes, source, told apart by how they begin."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from kotae.documents.lines.marks import is_note
from kotae.documents.lines.starts import line_start
from kotae.documents.lines.unit_lines import unit_of, words_before_unit

LineKind = Literal["caption", "unit", "note", "source"]

_KINDS: dict[str, LineKind] = {"caption": "caption", "unit": "unit", "note": "note", "source": "source"}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the lines around a table say: its caption, unit, notes and source."""

    caption: str = ""
    unit: str = ""
    notes: tuple[str, ...] = ()
    source: str = ""


def line_kind(line: str) -> LineKind | None:
    """Tell what a line beside a table is, or None where it is none of these (running text); a star begins a note."""
    start = line_start(line)
    if start is None:
        return None
    if start.kind in _KINDS:
        return _KINDS[start.kind]
    return "note" if is_note(line) else None


def read_surroundings(above: Iterable[str], below: Iterable[str]) -> Surroundings:
    """Sort the lines around a table into caption, unit, notes and source.

    A line that is none of them is the caption where it stands above and no line says that it is one (a title
    without a number, or one before the unit), and a note elsewhere.
    """
    over, under = [line.strip() for line in above if line.strip()], [line.strip() for line in below if line.strip()]
    kinds = [(line, line_kind(line)) for line in (*over, *under)]
    captions = [line for line, kind in kinds if kind == "caption"]
    captions = captions or [line for line, kind in kinds[: len(over)] if kind is None]
    captions = captions or [line for line in over if words_before_unit(line)]
    caption = captions[0] if captions else ""
    unit = next((unit_of(line) for line, kind in kinds if kind == "unit"), "") or unit_of(caption)
    remarks = [line for line, kind in kinds if line != caption and kind != "source"]
    notes = [line for line in remarks if unit_of(line) != (unit or None) or words_before_unit(line)]
    source = " ".join(line for line, kind in kinds if kind == "source" and line != caption)
    return Surroundings(caption, unit, tuple(notes), source)
